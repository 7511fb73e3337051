"""The first page: which vault, and its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.i18n import Words
from desktop.settings import Settings
from models.views.vault import VaultFacts
from ui.messages import Tone
from ui.theme import Theme
from ui.vault.passphrase_field import PassphraseField
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.form_row import FormRow
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList

ROWS_SHOWN = 3


class UnlockPage(QWidget):
    """Signals:
    vault_chosen: The folder (Path) of the vault that is to be unlocked; the page wants its facts.
    unlock_wanted: Passphrase (str) or None, recovery key (str) or None.
    create_wanted, other_wanted, restore_wanted: The other ways in.
    """

    vault_chosen = Signal(object)
    unlock_wanted = Signal(object, object)
    create_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, words: Words, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._settings = settings
        self._folder: Path | None = None
        self._busy = False
        self._wait_until = 0.0
        tr = words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 16)
        column.setSpacing(12)
        self.title = Label(tr("Open a vault"), "title")
        column.addWidget(self.title)
        self.banners = BannerArea(words, theme)
        column.addWidget(self.banners)
        self.hello = Label(
            tr(
                "A vault is an encrypted folder that holds all cases of one commission. "
                "Create one, or open a folder that you were given."
            ),
            "muted",
        )
        column.addWidget(self.hello)
        self.vaults = RowList(theme, tr("Recent vaults"))
        self.vaults.current.connect(self._chosen)
        self.vaults.opened.connect(self._go_to_field)
        column.addWidget(self.vaults)
        self.field = PassphraseField(words, theme, tr("Passphrase"))
        self.field.returnPressed.connect(self._unlock)
        self.field.caps_lock.connect(self._caps)
        self.row = FormRow(tr("Passphrase"), self.field)
        column.addWidget(self.row)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Deriving the key"))
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        column.addWidget(self.bar)
        line = QHBoxLayout()
        self.unlock = Button(tr("Open the vault"), "primary", theme=theme, icon="lock-open")
        self.unlock.clicked.connect(self._unlock)
        self.recovery = Button(tr("Use the recovery key"), "link")
        self.recovery.setCheckable(True)
        self.recovery.toggled.connect(self._switch)
        line.addWidget(self.unlock)
        line.addWidget(self.recovery)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        others = FlowLayout(gap=8)
        self.make = Button(tr("Create a vault"), theme=theme, icon="folder-plus")
        self.other = Button(tr("Other folder"), theme=theme, icon="folder-open")
        self.restore = Button(tr("Restore a backup"), theme=theme, icon="database-import")
        for button, signal in (
            (self.make, self.create_wanted),
            (self.other, self.other_wanted),
            (self.restore, self.restore_wanted),
        ):
            button.clicked.connect(signal)
            others.addWidget(button)
        column.addLayout(others)
        self._tick = QTimer(self)
        self._tick.setInterval(250)
        self._tick.timeout.connect(self._count_down)
        self._left = 0.0
        self._show_recent(None)

    @property
    def folder(self) -> Path | None:
        return self._folder

    def offer(self, folder: Path | None) -> None:
        """Stand on this vault (or on the first recent one) with the passphrase field ready."""
        self._show_recent(folder)
        self._go_to_field()

    def show_facts(self, facts: VaultFacts) -> None:
        """What is known of the chosen vault without its key: warnings, and how long to wait after failed tries."""
        if facts.folder != self._folder:
            return
        self.banners.clear()
        for warning in facts.warnings:
            said = f"{self._words.tr(warning.message, **dict(warning.parameters))} {self._words.tr(warning.remedy)}"
            self.banners.show_text(said, "warn")
        if facts.read_only:
            self.banners.show_text(
                self._words.tr("This vault lies on a medium that can't be written. It opens for reading only."), "info"
            )
        self.recovery.setVisible(facts.has_recovery_key)
        if facts.failed_unlocks:
            self.row.set_fault("")
            self.banners.show_text(
                self._words.trn(
                    "{n} attempt to unlock this vault failed at this workstation since it was last open.",
                    "{n} attempts to unlock this vault failed at this workstation since it was last open.",
                    facts.failed_unlocks,
                ),
                "info",
            )
        self.wait(facts.wait)

    def wait(self, seconds: float) -> None:
        """Close the button for a while, and say for how long."""
        self._left = seconds
        if seconds > 0:
            self._tick.start()
        self._count_down(0)

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.bar.setVisible(busy)
        for widget in (self.vaults, self.row, self.recovery, self.make, self.other, self.restore):
            widget.setDisabled(busy)
        self._fit_button()

    def fail(self, text: str, tone: Tone = "bad") -> None:
        """The try failed: say why, and let the reader type again."""
        self.set_busy(False)
        self.banners.clear()
        self.banners.show_text(text, tone)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_recent(self, folder: Path | None) -> None:
        known = [Path(name) for name in self._settings.recent]
        if folder is not None and folder not in known:
            known.insert(0, folder)
        self.vaults.set_rows(
            [Row(str(path), path.stem if path.suffix == ".collegium" else path.name, str(path.parent), icon="archive")
             for path in known]
        )  # fmt: skip
        self.hello.setVisible(not known)
        for widget in (self.vaults, self.row, self.unlock, self.recovery):
            widget.setVisible(bool(known))
        if known:
            height = self.vaults.sizeHintForRow(0)
            self.vaults.setFixedHeight(height * min(len(known), ROWS_SHOWN) + 6)
            self.vaults.go_to(str(folder or known[0]))
        self.make.set_rank("plain" if known else "primary")
        self._theme.put_icon(self.make, "folder-plus", tone="ink2" if known else "on_accent")

    @Slot(str)
    def _chosen(self, key: str) -> None:
        self._folder = Path(key) if key else None
        self.banners.clear()
        self.wait(0)
        if self._folder is not None:
            self.vault_chosen.emit(self._folder)

    @Slot()
    def _go_to_field(self) -> None:
        (self.field if self._folder is not None else self.make).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _switch(self, recovery: bool) -> None:
        self.field.forget()
        self.row.name.setText(self._words.tr("Recovery key") if recovery else self._words.tr("Passphrase"))
        self.field.setAccessibleName(self.row.name.text())
        self.recovery.setText(
            self._words.tr("Use the passphrase") if recovery else self._words.tr("Use the recovery key")
        )
        hint = self._words.tr(
            "Fourteen groups of four letters and digits from the card. Spaces and hyphens don't matter."
        )
        self.row.set_hint(hint if recovery else "")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _caps(self, on: bool) -> None:
        self.row.set_hint(self._words.tr("Caps Lock seems to be on.") if on else "")

    @Slot()
    def _unlock(self) -> None:
        typed = self.field.text()
        if self._busy or self._left > 0 or self._folder is None:
            return
        if not typed:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        recovery = self.recovery.isChecked()
        self.unlock_wanted.emit(None if recovery else typed, typed if recovery else None)

    @Slot()
    def _count_down(self, passed: float = 0.25) -> None:
        self._left = max(0.0, self._left - passed)
        if self._left <= 0:
            self._tick.stop()
        self._fit_button()

    def _fit_button(self) -> None:
        seconds = int(self._left + 0.999)
        if seconds:
            self.unlock.setText(self._words.trn("Wait {n} second", "Wait {n} seconds", seconds))
        else:
            self.unlock.setText(self._words.tr("Open the vault"))
        self.unlock.setDisabled(self._busy or seconds > 0)
