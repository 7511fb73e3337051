"""The exhibits of a case: the list, the way in for new files, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.views.changes import Changes
from models.views.documents import FLOWING
from models.views.evidence import DocumentInfo, ExhibitView
from models.views.integrity import ReadingView
from ui.context import Context
from ui.evidence import exhibit_rows
from ui.evidence.custody_sheet import CustodySheet
from ui.evidence.describe_sheet import DescribeSheet
from ui.evidence.dropping import dropped_paths, local_paths
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

REDACTED = FLOWING | {"pdf", "image"}
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
        self._show(())

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
        self.more.setEnabled(self.current() is not None)
        self.counted.emit(standing)

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
    def _moved(self, exhibit_id: str) -> None:
        self.more.setEnabled(bool(exhibit_id))

    # menus and sheets ----------------------------------------------------------------------------------------------

    @Slot()
    def _add_menu(self) -> None:
        menu = self._menu()
        menu.addAction(self._ctx.words.tr("Add files …"), self.choose_files)
        menu.addAction(self._ctx.words.tr("Add a folder …"), self.choose_folder)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    @Slot()
    def _more_menu(self) -> None:
        self.exhibit_menu(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @Slot(QPoint)
    def _context_menu(self, at: QPoint) -> None:
        self.exhibit_menu(self.list.viewport().mapToGlobal(at))

    def exhibit_menu(self, at: QPoint) -> QMenu | None:
        """What can be done with the exhibit one stands on."""
        exhibit = self.current()
        if exhibit is None:
            return None
        tr, menu = self._ctx.words.tr, self._menu()
        menu.addAction(tr("Read"), lambda: self.chosen.emit(exhibit.id))
        menu.addAction(tr("Facts of the file"), self.show_facts)
        menu.addAction(tr("Custody log"), self.show_custody)
        if exhibit.derived_from is not None:
            menu.addAction(tr("Go to what it was made of"), self.go_to_original)
        read = self._reading.get(exhibit.id, ReadingView(exhibit.id)).read_at
        menu.addAction(tr("Mark as not read") if read else tr("Mark as read"), self.toggle_read)
        menu.addSeparator()
        if exhibit.reader in REDACTED:
            menu.addAction(tr("Make a redacted copy …"), self.redact)
        menu.addAction(tr("Verify {number}", number=exhibit.number), self.verify_one)
        menu.addAction(tr("Verify all exhibits of the case"), self.verify_case)
        menu.addSeparator()
        if exhibit.status == "admitted":
            menu.addAction(tr("Change title and description …"), self.describe)
            menu.addAction(tr("Withdraw …"), self.withdraw)
        elif exhibit.replaced_by is None:
            menu.addAction(tr("Admit again under a new number …"), self.admit_again)
        menu.addAction(tr("Export a copy …"), self.export)
        menu.popup(at)
        return menu

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    @Slot()
    def show_facts(self) -> None:
        if (exhibit := self.current()) is not None:
            FactsSheet(self._ctx, self, exhibit, self.open_info(exhibit.id)).open()

    @Slot()
    def show_custody(self) -> None:
        if (exhibit := self.current()) is not None:
            CustodySheet(self._ctx, self, exhibit).open()

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
