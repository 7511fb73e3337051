"""The menu of the main window and the sheets that it opens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QPushButton, QWidget

from desktop.settings import FONT_PERCENTS
from ui.actions import Actions, plain
from ui.context import Context
from ui.messages import Action

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Commands(QObject):
    """Every command that holds everywhere. Sheets are imported when they are opened."""

    def __init__(self, window: MainWindow, ctx: Context) -> None:
        super().__init__(window)
        self._window = window
        self._ctx = ctx
        self.actions = Actions(window, ctx.theme)
        self.bar = QMenuBar()
        self._vault_menu()
        self._go_menu()
        self._view_menu()
        self._help_menu()
        self._header()

    def named(self) -> Iterator[tuple[QAction, str]]:
        for action in self.actions.by_name.values():
            yield action, plain(action.text())

    def _menu(self, title: str) -> QMenu:
        return self.bar.addMenu(title)

    def _vault_menu(self) -> None:
        tr, add = self._ctx.words.tr, self.actions.add
        menu = self._menu(tr("&Vault"))
        add("backup", tr("Make a backup…"), self.show_backup, icon="database-export", menu=menu)
        add("check", tr("Check the vault…"), self.show_check, icon="shield-check", menu=menu)
        add("verify", tr("Verify all exhibits"), self.verify_everything, icon="fingerprint", menu=menu)
        add("restore", tr("Restore a backup…"), self.show_restore, icon="database-import", menu=menu)
        menu.addSeparator()
        add("passphrase", tr("Change the passphrase…"), self.show_passphrase, icon="key", menu=menu)
        add("recovery", tr("Make a new recovery key…"), self.show_recovery, icon="shield-lock", menu=menu)
        add("profile", tr("Commission and member…"), self.show_profile, icon="id-badge-2", menu=menu)
        menu.addSeparator()
        lock = self._window.lock_wanted.emit
        add("lock", tr("Lock"), lock, keys=("Ctrl+L", "Ctrl+Д"), icon="lock", menu=menu)
        add("quit", tr("Close the program"), self._window.close, keys=("Ctrl+Q", "Ctrl+Й"), icon="logout", menu=menu)

    def _go_menu(self) -> None:
        tr, add, window = self._ctx.words.tr, self.actions.add, self._window
        menu = self._menu(tr("&Go"))
        palette = ("Ctrl+K", "Ctrl+Л")
        add("palette", tr("Search everything"), window.show_palette, keys=palette, icon="search", menu=menu)
        menu.addSeparator()
        add("cases", tr("Cases"), lambda: window.show_place("cases"), keys="Alt+1", icon="folders", menu=menu)
        add(
            "papers",
            tr("Papers"),
            lambda: window.show_place("papers"),
            keys="Alt+2",
            icon="file-certificate",
            menu=menu,
        )
        add("search", tr("Search"), lambda: window.show_place("search"), keys="Alt+4", icon="search", menu=menu)
        sources = tr("Country information")
        add("sources", sources, lambda: window.show_place("sources"), keys="Alt+5", icon="world", menu=menu)
        add("audit", tr("Audit"), lambda: window.show_place("audit"), keys="Alt+3", icon="history", menu=menu)
        add("case", tr("Open case"), lambda: window.show_place("case"), keys="Alt+0", icon="folder-open", menu=menu)

    def _view_menu(self) -> None:
        tr, add = self._ctx.words.tr, self.actions.add
        menu = self._menu(tr("V&iew"))
        add(
            "larger",
            tr("Larger text"),
            lambda: self._scale(1),
            keys=("Ctrl+Shift++", "Ctrl+Shift+="),
            icon="zoom-in",
            menu=menu,
        )
        add(
            "smaller",
            tr("Smaller text"),
            lambda: self._scale(-1),
            keys=("Ctrl+Shift+-", "Ctrl+Shift+_"),
            icon="zoom-out",
            menu=menu,
        )
        add("rail", tr("Narrow rail"), self._window.toggle_rail, keys="F8", icon="layout-sidebar", menu=menu)
        menu.addSeparator()
        add("settings", tr("Settings…"), self.show_settings, keys=("Ctrl+,", "Ctrl+Б"), icon="settings", menu=menu)

    def _help_menu(self) -> None:
        tr, add = self._ctx.words.tr, self.actions.add
        menu = self._menu(tr("&Help"))
        add("help", tr("Help"), self.show_help, keys=QKeySequence.StandardKey.HelpContents, icon="help", menu=menu)
        add(
            "keys", tr("Keys of this place"), self.show_keys, keys=("?", "Ctrl+?", "Ctrl+/"), icon="keyboard", menu=menu
        )
        add("isolation", tr("Isolation of exhibits…"), self.show_isolation, icon="shield-lock", menu=menu)
        add("about", tr("About Collegium"), self.show_about, icon="info-circle", menu=menu)

    def _header(self) -> None:
        """Menu at the left, search at the right."""
        tr = self._ctx.words.tr
        button = QPushButton(f"{tr('Search everything')}    Ctrl+K")
        button.setProperty("kind", "link")
        button.setAutoDefault(False)
        self._ctx.theme.put_icon(button, "search", tone="accent")
        button.clicked.connect(self._window.show_palette)
        header = QWidget()
        row = QHBoxLayout(header)
        row.setContentsMargins(4, 2, 12, 2)
        row.addWidget(self.bar, 1)
        row.addWidget(button)
        self._window.setMenuWidget(header)

    # -- What they do -----------------------------------------------------------------------------------------------

    @Slot()
    def show_settings(self) -> None:
        from ui.settings_sheet import SettingsSheet

        sheet = SettingsSheet(self._ctx, self._window)
        sheet.language_chosen.connect(self._window.language_wanted)
        sheet.open()

    @Slot()
    def show_backup(self) -> None:
        from ui.vault.backup_sheet import BackupSheet

        sheet = BackupSheet(self._ctx, self._window)
        sheet.finished.connect(self._window.refresh_backup)
        sheet.open()

    @Slot()
    def show_check(self) -> None:
        from ui.vault.check_sheet import CheckSheet

        CheckSheet(self._ctx, self._window).open()

    @Slot()
    def show_restore(self) -> None:
        from ui.vault.restore_sheet import RestoreSheet

        RestoreSheet(self._ctx, self._window).open()

    @Slot()
    def show_passphrase(self) -> None:
        from ui.vault.rekey_sheet import RekeySheet

        RekeySheet(self._ctx, self._window).open()

    @Slot()
    def show_recovery(self) -> None:
        from ui.vault.recovery_sheet import RecoverySheet

        RecoverySheet(self._ctx, self._window).open()

    @Slot()
    def show_rollback(self) -> None:
        from ui.vault.rollback_sheet import RollbackSheet

        sheet = RollbackSheet(self._ctx, self._window)
        sheet.accepted.connect(self._window.banners.clear)
        sheet.open()

    @Slot()
    def show_profile(self) -> None:
        from ui.register.profile_sheet import ProfileSheet

        ProfileSheet(self._ctx, self._window).open()

    @Slot()
    def show_help(self) -> None:
        from ui.help_window import show_help

        show_help(self._window, self._ctx.words, self._ctx.theme)

    @Slot()
    def show_keys(self) -> None:
        from ui.keys_sheet import KeysSheet

        KeysSheet(self._ctx, self._window, *self._window.keys_here()).open()

    @Slot()
    def show_isolation(self) -> None:
        from ui.evidence.isolation_sheet import IsolationSheet

        IsolationSheet(self._ctx, self._window).open()

    @Slot()
    def verify_everything(self) -> None:
        from ui.evidence.verify_flow import verify

        verify(self._ctx, self._window)

    @Slot()
    def show_about(self) -> None:
        from ui.about_sheet import AboutSheet

        AboutSheet(self._ctx.words, self._ctx.theme, self._window).open()

    def show_report(self, file: str) -> None:
        """A fault of ours was written down: say so, and offer to look at it."""
        from ui.report_sheet import ReportSheet

        def look() -> None:
            ReportSheet(self._ctx, self._window, file).open()

        tr = self._ctx.words.tr
        said = tr("Something in the program failed. What was saved is safe; a report without case texts was written.")
        self._window.banners.show_text(said, "bad", Action(tr("Show the report"), look))

    def ask_to_cancel_tasks(self) -> None:
        """The window is closed while a long job runs."""
        from ui.widgets.sheet import Sheet

        ctx, tr = self._ctx, self._ctx.words.tr
        running = ", ".join(task.title for task in ctx.tasks.busy)
        sheet = Sheet(
            ctx.words, ctx.theme, self._window, tr("Close and cancel the running task"),
            accept=tr("Cancel the task and close"), cancel=tr("Keep working"), danger=True,
        )  # fmt: skip
        from ui.widgets.label import Label

        sheet.body.addWidget(
            Label(tr("Running now: {tasks}. A cancelled task leaves nothing half-written.", tasks=running))
        )
        sheet.accepted.connect(self._window.quit_wanted)
        sheet.open()

    def _scale(self, step: int) -> None:
        settings = self._ctx.settings
        known = FONT_PERCENTS
        nearest = min(range(len(known)), key=lambda at: abs(known[at] - settings.font_percent))
        settings.font_percent = known[max(0, min(len(known) - 1, nearest + step))]
        settings.save()
        self._ctx.theme.refresh()
        self._ctx.messages.toast(self._ctx.words.tr("Text size {percent} %", percent=settings.font_percent))
