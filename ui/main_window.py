"""The main window: rail, places, status line, and the wiring between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.logs import CrashReports
from models.views.changes import Changes
from models.views.register import ProfileView
from models.views.search import SearchResult
from models.views.vault import Warn
from ui import screens, unfinished
from ui.actions import buttons, keys_of, offers
from ui.commands import Commands
from ui.context import Context
from ui.evidence.text_job import TextJob
from ui.idle import IdleLock
from ui.messages import Action, Notice
from ui.palette import Palette
from ui.rail import Rail
from ui.search_everything import SearchEverything
from ui.status_line import StatusLine
from ui.unfinished_sheet import UnfinishedSheet
from ui.widgets.banner_area import BannerArea
from ui.widgets.line import Line
from ui.widgets.toast import Toast

NARROW_BELOW = 1100
LEAST = (900, 600)


class MainWindow(QMainWindow):
    """Signals:
    lock_wanted, quit_wanted: The vault is to be closed; drafts are not saved yet.
    language_wanted: A language code; the window is to be built anew.
    """

    lock_wanted = Signal()
    quit_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, ctx: Context, reports: CrashReports | None = None) -> None:
        super().__init__()
        self.ctx = ctx
        self._retired = False
        self._rail_chosen: bool | None = None
        self._screens: dict[str, QWidget] = {}
        self._case_id = ""
        tr = ctx.words.tr
        self.setWindowTitle(f"{ctx.services.vault.facts.name} · Collegium")
        self.setWindowIcon(ctx.theme.icon("scale", 32, "accent"))
        self.setMinimumSize(*LEAST)
        self.rail = Rail(ctx.words, ctx.theme)
        self.banners = BannerArea(ctx.words, ctx.theme)
        self.stack = QStackedWidget()
        self.status = StatusLine(ctx, ctx.services.vault.facts.name)
        self.setCentralWidget(self._arranged())
        self.toast = Toast(self)
        self.commands = Commands(self, ctx)
        self.search = SearchEverything(ctx, self)
        self.texts = TextJob(ctx, self)
        self.idle = IdleLock(self, lambda: ctx.settings.idle_minutes, lambda: bool(ctx.tasks.busy))
        self._wire()
        if reports is not None:
            reports.on_report = lambda file: ctx.background.post(lambda: self._reported(file))
            if reports.previous is not None:
                self.commands.show_report(str(reports.previous))
        self._restore_geometry()
        self.setAccessibleName(tr("Main window"))
        self._greet()
        self.show_place("cases")

    def _arranged(self) -> QWidget:
        whole = QWidget()
        whole.setProperty("surface", "ground")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(Line(vertical=True))
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self.banners)
        inner.addWidget(self.stack, 1)
        middle.addLayout(inner, 1)
        column.addLayout(middle, 1)
        column.addWidget(Line())
        column.addWidget(self.status)
        return whole

    # -- Connect signals, by sender ---------------------------------------------------------------------------------

    def _wire(self) -> None:
        ctx = self.ctx
        self.rail.chosen.connect(self.show_place)
        self.rail.lock_chosen.connect(self.lock_wanted)
        self.rail.settings_chosen.connect(self.commands.show_settings)
        self.status.backup_chosen.connect(self.commands.show_backup)
        ctx.messages.toasted.connect(self.toast.say)
        ctx.messages.noticed.connect(self._notice)
        ctx.messages.cleared.connect(self.banners.clear)
        for notice in ctx.messages.listen():
            self._notice(notice)
        ctx.changed.connect(self._changed)
        self.idle.expired.connect(self.lock_wanted)
        self.idle.ticked.connect(self.status.show_lock)
        self.search.found.connect(self.open_found)
        self.search.all_wanted.connect(self.show_results)

    # -- Places -----------------------------------------------------------------------------------------------------

    @Slot(str)
    def show_place(self, name: str) -> None:
        """Turn to a place of the rail; screens are built at the first visit."""
        if name == "case" and not self._case_id:
            name = "cases"
        screen = self._screens.get(name)
        if screen is None:
            screen = screens.build(name, self.ctx)
            self._keep(name, screen)
        self.stack.setCurrentWidget(screen)
        self.rail.show_place(name)
        self.banners.leave_place(self)
        screen.setFocus()
        self.ctx.place_changed.emit()

    def _keep(self, name: str, screen: QWidget) -> None:
        self._screens[name] = screen
        self.stack.addWidget(screen)
        for signal, slot in (
            ("case_opened", self.open_case),
            ("closed", self.close_case),
            ("title_changed", self.rail.show_case),
            ("found", self.open_found),
            ("file_opened", self.texts.prefer),
        ):
            if hasattr(screen, signal):
                getattr(screen, signal).connect(slot)

    @Slot(str)
    def open_case(self, case_id: str) -> QWidget:
        """Show a case; one that is open already stays as it is."""
        if case_id != self._case_id:
            self._drop_case()
            self._case_id = case_id
            screen = screens.case(self.ctx, case_id)
            evidence = screen.evidence  # type: ignore[attr-defined]
            evidence.opened.connect(lambda one: self.texts.prefer(one, evidence.opener.password or ""))
            self._keep("case", screen)
            self.rail.show_case(self.ctx.words.tr("Open case"))
        self.show_place("case")
        return self._screens["case"]

    @Slot(object)
    def open_found(self, result: SearchResult) -> None:
        """Go to what the search found."""
        if result.case_id:
            self.open_case(result.case_id).show_found(result)  # type: ignore[attr-defined]
        elif result.kind == "source":
            self.show_place("sources")
            self._screens["sources"].show_source(result.owner_id, result)  # type: ignore[attr-defined]

    @Slot(str)
    def show_results(self, text: str) -> None:
        """Every hit of a search."""
        self.show_place("search")
        self._screens["search"].show_all(text)  # type: ignore[attr-defined]

    @Slot()
    def close_case(self) -> None:
        """Back to the list."""
        self._drop_case()
        self.show_place("cases")

    def _drop_case(self) -> None:
        screen = self._screens.pop("case", None)
        self._case_id = ""
        self.rail.show_case("")
        if screen is not None:
            _flush(screen)
            self.stack.removeWidget(screen)
            screen.deleteLater()

    def current_screen(self) -> QWidget:
        """What is shown now."""
        shown = self.stack.currentWidget()
        assert shown is not None
        return shown

    # -- Lock, language, end ----------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Save every draft now."""
        for screen in self._screens.values():
            _flush(screen)
        self._save_geometry()

    def place(self) -> dict[str, Any]:
        """Where one is: screen, case, and what the screens say of themselves."""
        name = next((name for name, screen in self._screens.items() if screen is self.stack.currentWidget()), "cases")
        parts = {key: screen.place() for key, screen in self._screens.items() if hasattr(screen, "place")}
        typed = unfinished.collect(self)
        kept = {"unfinished": typed.to_plain()} if typed is not None else {}
        return {"screen": name, "case": self._case_id, "parts": parts, **kept}

    def restore_place(self, place: dict[str, Any]) -> None:
        """Go back where `place` was taken; whatever is gone meanwhile is left out."""
        parts = place.get("parts", {})
        case_id = place.get("case") or ""
        if case_id:
            self.open_case(case_id)
        name = str(place.get("screen") or "cases")
        if name in self.rail.places and (name != "case" or case_id):
            self.show_place(name)
        for key, part in parts.items():
            screen = self._screens.get(key)
            if screen is not None and hasattr(screen, "restore_place"):
                screen.restore_place(part)
        self._offer_unfinished(unfinished.Unfinished.from_plain(place.get("unfinished")))

    def _offer_unfinished(self, kept: unfinished.Unfinished | None) -> None:
        if kept is not None:
            tr = self.ctx.words.tr
            said = tr("Something was being typed in «{title}» when the vault closed.", title=kept.title)
            show = Action(tr("Show the text"), lambda: UnfinishedSheet(self.ctx, self, kept).open())
            self.banners.show_text(said, "info", show)

    def retire(self) -> None:
        """The window is being replaced or the vault closes: no more timers, no questions at closing."""
        self._retired = True
        self.idle.stop()
        self.texts.stop()
        self.ctx.tasks.cancel_all()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._retired:
            event.accept()
            return
        event.ignore()
        if self.ctx.tasks.busy:
            self.commands.ask_to_cancel_tasks()
        else:
            self.quit_wanted.emit()

    # -- Palette and keys -------------------------------------------------------------------------------------------

    @Slot()
    def show_palette(self) -> None:
        actions = list(offers(self.current_screen(), self))  # those of the place first
        seen = buttons(self.current_screen(), {offer.text for offer in actions})
        palette = Palette(self.ctx, self, [*actions, *seen], self.search.ask)
        palette.picked.connect(self.search.pick)
        palette.open()

    def keys_here(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The keys of the place, and those that hold everywhere."""
        everywhere = [(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), name)
                      for action, name in self.commands.named() if not action.shortcut().isEmpty()]  # fmt: skip
        return [pair for pair in keys_of(self.current_screen()) if pair not in everywhere], everywhere

    # -- Messages ---------------------------------------------------------------------------------------------------

    def _greet(self) -> None:
        """What the vault has to say, and what the status line shows of it."""
        ctx, vault = self.ctx, self.ctx.services.vault
        ctx.pool(self, lambda: str(ctx.services.decoders.tier), self.status.show_tier)
        for warning in vault.warnings:
            self._warn(warning)
        self.refresh_backup()
        if not vault.read_only:
            ctx.run(self, ctx.services.register.profile, self._ask_for_profile)
            ctx.pool(self, lambda: vault.daily_copy(None, ctx.on_database))

    def _ask_for_profile(self, profile: ProfileView) -> None:
        """Papers need a commission and a member: the first start asks, later ones only remind."""
        tr, ask = self.ctx.words.tr, self.commands.show_profile
        if not profile.complete:
            said = tr("Commission and member are not named yet; papers can't be made without them.")
            self.banners.show_text(said, "info", Action(tr("Name them"), ask), owner=self)
        if not profile.commission and not profile.member_name:
            QTimer.singleShot(0, self, ask)

    def _warn(self, warning: Warn) -> None:
        tr = self.ctx.words.tr
        said = f"{tr(warning.message, **dict(warning.parameters))} {tr(warning.remedy, **dict(warning.parameters))}"
        action = None
        if self.ctx.services.vault.rolled_back and not self.ctx.services.vault.medium_read_only:
            action = Action(tr("Acknowledge"), self.commands.show_rollback)
        self.banners.show_text(said, "warn", action)

    def refresh_backup(self) -> None:
        clock = self.ctx.services.clock
        self.ctx.run(self, self.ctx.services.vault.last_backup, lambda last: self.status.show_backup(last, clock.now()))

    @Slot(object)
    def _notice(self, notice: Notice) -> None:
        owner: QObject | None = notice.owner
        while owner is not None:
            area = getattr(owner, "banners", None)
            if isinstance(area, BannerArea):
                area.show_text(notice.text, notice.tone, notice.action, owner=notice.owner)
                return
            owner = owner.parent()
        self.banners.show_text(notice.text, notice.tone, notice.action, owner=notice.owner)

    def _reported(self, file: Path) -> None:
        if shiboken6.isValid(self):
            self.commands.show_report(str(file))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if "profile" in changes.kinds:
            self.banners.clear(self)

    # -- Size -------------------------------------------------------------------------------------------------------

    def toggle_rail(self) -> None:
        self._rail_chosen = not self.rail.narrow
        self.rail.set_narrow(self._rail_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._rail_chosen is None:
            self.rail.set_narrow(event.size().width() < self.ctx.theme.px(NARROW_BELOW))

    def _save_geometry(self) -> None:
        self.ctx.settings.window["main.geometry"] = bytes(self.saveGeometry().toBase64().data()).decode()
        self.ctx.settings.save()

    def _restore_geometry(self) -> None:
        kept = self.ctx.settings.window.get("main.geometry", "")
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            room = self.screen().availableSize()
            self.resize(min(1366, room.width()), min(740, room.height()))


def _flush(screen: QWidget) -> None:
    if hasattr(screen, "flush"):
        screen.flush()
