"""The exhibits of a case: the list, the way in for new files, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.views.changes import Changes
from models.views.evidence import DocumentInfo, ExhibitView
from models.views.integrity import ReadingView
from ui.context import Context
from ui.evidence import exhibit_rows
from ui.evidence.custody_entry_sheet import CustodyEntrySheet
from ui.evidence.custody_sheet import CustodySheet
from ui.evidence.describe_sheet import DescribeSheet
from ui.evidence.dropping import dropped_paths, local_paths
from ui.evidence.exhibit_actions import OF_CASE, OF_EXHIBIT, ExhibitActions
from ui.evidence.export_sheet import ExportSheet
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.intake import Brought, Intake
from ui.evidence.redaction_sheet import RedactionSheet
from ui.evidence.verify_flow import verify
from ui.evidence.withdraw_sheet import WithdrawSheet
from ui.files import choose_files, choose_folder
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.row_list import RowList
from ui.widgets.tool_button import ToolButton

KINDS = frozenset({"exhibit", "citation", "custody_event", "integrity_check"})


class ExhibitsPane(QWidget):
    """Signals:
    chosen: The id of the exhibit to be read.
    counted: How many exhibits stand in the case (withdrawn ones are not counted).
    """

    chosen = Signal(str)
    counted = Signal(int)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._case_id = ""
        self.open_info: Callable[[str], DocumentInfo | None] = lambda _exhibit_id: None  # of the exhibit that is shown
        self._wanted = ""  # to stand on as soon as it is listed
        self._round = 0
        self._unread: frozenset[str] = frozenset()
        self._reading: dict[str, ReadingView] = {}
        self.exhibits: tuple[ExhibitView, ...] = ()
        tr = ctx.words.tr
        self.setAcceptDrops(True)
        self.intake = Intake(ctx, self, self._taken)
        self.actions_ = ExhibitActions(ctx, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 4, 4)
        self.title = Label(tr("Exhibits"), "strong", wrap=False)
        head.addWidget(self.title, 1)
        self.add = ToolButton(ctx.theme, "plus", tr("Add exhibits"))
        self.add.clicked.connect(self._add_menu)
        head.addWidget(self.add)
        self.more = ToolButton(ctx.theme, "dots", tr("What can be done with this exhibit"))
        self.more.clicked.connect(self._more_menu)
        head.addWidget(self.more)
        column.addLayout(head)
        self.drop_hint = Label(tr("Let go to take the files into the case."), "muted")
        self.drop_hint.setContentsMargins(12, 4, 12, 8)
        self.drop_hint.hide()
        column.addWidget(self.drop_hint)
        self.list = RowList(ctx.theme, tr("Exhibits"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._context_menu)
        self.list.opened.connect(self._open)
        self.list.current.connect(self._moved)
        self.empty = EmptyState(
            tr("Exhibits of this case stand here. Drag files or a folder onto this place, or add them."),
            tr("Add files …"),
        )
        self.empty.chosen.connect(self.choose_files)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        ctx.changed.connect(self._changed)
        self._wire()
        self._show(())

    def _wire(self) -> None:
        for key, slot in (
            ("read", self._read),
            ("facts", self.show_facts),
            ("custody", self.show_custody),
            ("record", self.record_custody),
            ("original", self.go_to_original),
            ("mark", self.toggle_read),
            ("redact", self.redact),
            ("verify", self.verify_one),
            ("verify_case", self.verify_case),
            ("describe", self.describe),
            ("withdraw", self.withdraw),
            ("again", self.admit_again),
            ("export", self.export),
            ("add_files", self.choose_files),
            ("add_folder", self.choose_folder),
        ):
            self.actions_[key].triggered.connect(slot)

    # the door ------------------------------------------------------------------------------------------------------

    def set_case(self, case_id: str) -> None:
        self._case_id = case_id
        self.exhibits, self._wanted = (), ""
        self._show(())
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        if not self._case_id:
            return
        self._round += 1
        case_id, mine, evidence = self._case_id, self._round, self._ctx.services.evidence

        def read() -> tuple[tuple[ExhibitView, ...], frozenset[str], dict[str, ReadingView]]:
            return evidence.exhibits(case_id), evidence.unread(case_id), evidence.reading.of_case(case_id)

        def done(result: tuple[tuple[ExhibitView, ...], frozenset[str], dict[str, ReadingView]]) -> None:
            if mine == self._round:
                exhibits, unread, self._reading = result
                self._show(exhibits, unread)

        self._ctx.run(self, read, done)

    def select(self, exhibit_id: str) -> None:
        """Stand on an exhibit without opening it."""
        self._wanted = "" if self.list.go_to(exhibit_id) else exhibit_id

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take files and folders into the case (dropped or chosen anywhere in it)."""
        if self._case_id:
            self.intake.start(self._case_id, paths, self.exhibits)

    @Slot(object)
    def take_parts(self, brought: Brought) -> None:
        """Take in files that an exhibit brings along."""
        if self._case_id == brought.exhibit.case_id:
            self.intake.take_parts(brought, self.exhibits)

    @Slot()
    def choose_files(self) -> None:
        choose_files(self, self._ctx.words.tr("Files for the case"), self.take_in)

    @Slot()
    def choose_folder(self) -> None:
        choose_folder(self, self._ctx.words.tr("A folder for the case"), lambda folder: self.take_in([folder]))

    def current(self) -> ExhibitView | None:
        """The exhibit one stands on."""
        key = self.list.current_key()
        return next((exhibit for exhibit in self.exhibits if exhibit.id == key), None)

    # rows ----------------------------------------------------------------------------------------------------------

    def _show(self, exhibits: Sequence[ExhibitView], unread: frozenset[str] = frozenset()) -> None:
        here = self.list.current_key()
        self.exhibits, self._unread = tuple(exhibits), unread
        codes = self._ctx.services.register.codes if exhibits else None
        made = exhibit_rows.rows(self._ctx.words, codes, exhibits, unread, self._reading) if codes else []
        self.list.set_rows(made)
        if self._wanted and self.list.go_to(self._wanted):
            self._wanted = ""
        elif here:
            self.list.go_to(here)
        self.stack.setCurrentWidget(self.list if exhibits or not self._case_id else self.empty)
        standing = sum(exhibit.status == "admitted" for exhibit in exhibits)
        words = self._ctx.words
        self.title.setText(f"{words.tr('Exhibits')}  {words.number(standing)}" if exhibits else words.tr("Exhibits"))
        self._offer()
        self.counted.emit(standing)

    def _offer(self) -> None:
        """Open what can be done with the exhibit one stands on."""
        exhibit = self.current()
        reading = self._reading.get(exhibit.id) if exhibit is not None else None
        self.actions_.offer(exhibit, read=bool(reading and reading.read_at), many=bool(self.exhibits))
        self.more.setEnabled(exhibit is not None)

    def _taken(self, exhibits: tuple[ExhibitView, ...]) -> None:
        self.refresh()
        if len(exhibits) == 1:
            self.chosen.emit(exhibits[0].id)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.case_id not in (None, self._case_id):
            return
        if changes.kinds == {"reading"}:
            self._refresh_reading()
        elif changes.kinds & KINDS:
            self.refresh()

    def _refresh_reading(self) -> None:
        """Only one's own progress moved on, as it does every few seconds while one reads."""
        case_id, reading = self._case_id, self._ctx.services.evidence.reading

        def done(found: dict[str, ReadingView]) -> None:
            if case_id == self._case_id:
                self._reading = found
                self._show(self.exhibits, self._unread)

        self._ctx.run(self, lambda: reading.of_case(case_id), done)

    @Slot(str)
    def _open(self, exhibit_id: str) -> None:
        self.mark_read(exhibit_id)
        self.chosen.emit(exhibit_id)

    @Slot(str)
    def mark_read(self, exhibit_id: str) -> None:
        """The exhibit is being opened: its mark for unread goes."""
        if exhibit_id in self._unread:
            self._show(self.exhibits, self._unread - {exhibit_id})

    @Slot(str)
    def _moved(self, _exhibit_id: str) -> None:
        self._offer()

    # menus and sheets ----------------------------------------------------------------------------------------------

    @Slot()
    def _add_menu(self) -> None:
        menu = self.actions_.fill(self._menu(), OF_CASE)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    @Slot()
    def _more_menu(self) -> None:
        self.exhibit_menu(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @Slot(QPoint)
    def _context_menu(self, at: QPoint) -> None:
        self.exhibit_menu(self.list.viewport().mapToGlobal(at))

    def exhibit_menu(self, at: QPoint) -> QMenu | None:
        """What can be done with the exhibit one stands on."""
        if self.current() is None:
            return None
        menu = self.actions_.fill(self._menu(), OF_EXHIBIT)
        menu.popup(at)
        return menu

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    @Slot()
    def _read(self) -> None:
        if (exhibit := self.current()) is not None:
            self.chosen.emit(exhibit.id)

    @Slot()
    def show_facts(self) -> None:
        if (exhibit := self.current()) is not None:
            FactsSheet(self._ctx, self, exhibit, self.open_info(exhibit.id)).open()

    @Slot()
    def show_custody(self) -> None:
        if (exhibit := self.current()) is not None:
            CustodySheet(self._ctx, self, exhibit).open()

    @Slot()
    def record_custody(self) -> None:
        """What happened to the exhibit outside the program goes into its custody log."""
        if (exhibit := self.current()) is not None:
            CustodyEntrySheet(self._ctx, self, exhibit).open()

    @Slot()
    def go_to_original(self) -> None:
        """The way back from a derived exhibit to the one it was made of."""
        exhibit = self.current()
        if exhibit is not None and exhibit.derived_from is not None:
            self.select(exhibit.derived_from)
            self._open(exhibit.derived_from)

    @Slot()
    def redact(self) -> None:
        if (exhibit := self.current()) is not None:
            sheet = RedactionSheet(self._ctx, self, exhibit)
            sheet.made.connect(self._redacted)
            sheet.open()

    @Slot(object)
    def _redacted(self, made: ExhibitView) -> None:
        self.refresh()
        self.chosen.emit(made.id)

    @Slot()
    def toggle_read(self) -> None:
        """The member says that the exhibit is read, or takes it back."""
        if (exhibit := self.current()) is not None:
            reading, read = self._ctx.services.evidence.reading, self._reading.get(exhibit.id)
            wish = read is None or not read.read_at
            self._ctx.run(self, lambda: reading.mark_read(exhibit.id, wish))

    @Slot()
    def verify_one(self) -> None:
        if (exhibit := self.current()) is not None:
            verify(self._ctx, self, exhibit_id=exhibit.id)

    @Slot()
    def verify_case(self) -> None:
        if self._case_id:
            verify(self._ctx, self, case_id=self._case_id)

    @Slot()
    def describe(self) -> None:
        if (exhibit := self.current()) is not None:
            DescribeSheet(self._ctx, self, exhibit, self.exhibits).open()

    @Slot()
    def withdraw(self) -> None:
        if (exhibit := self.current()) is not None:
            WithdrawSheet(self._ctx, self, exhibit).open()

    @Slot()
    def admit_again(self) -> None:
        if (exhibit := self.current()) is not None:
            self.intake.again(exhibit, self.exhibits)

    @Slot()
    def export(self) -> None:
        if (exhibit := self.current()) is not None:
            self.export_exhibit(exhibit.id)

    @Slot(str)
    def export_exhibit(self, exhibit_id: str) -> None:
        """Ask where a readable copy is to go; also reached from the viewer."""
        exhibit = next((one for one in self.exhibits if one.id == exhibit_id), None)
        if exhibit is not None:
            ExportSheet(self._ctx, self, exhibit).open()

    # dropping ------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._case_id and not self.intake.busy and local_paths(event):
            event.acceptProposedAction()
            self.drop_hint.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_hint.hide()
        if paths := dropped_paths(event):
            self.take_in(paths)
