"""The list of cases: search, filters, a table in pages, and the ways in for new cases."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.views.changes import Changes
from models.views.register import CasePage, CaseQuery, ProfileView
from ui.context import Context
from ui.files import choose_folder
from ui.register.cases_model import CasesModel
from ui.register.cases_table import CasesTable
from ui.register.code_box import CodeBox
from ui.register.import_flow import ImportFlow
from ui.register.new_case_sheet import NewCaseSheet
from ui.register.showing import Showing
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.search_field import SearchField

ROOM_FOR_ONE_LINE = 900


class CasesScreen(QWidget):
    """Signals:
    case_opened: The id of the case to be shown.
    """

    case_opened = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        tr = ctx.words.tr
        show = Showing(ctx.words, ctx.services.register.codes)
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Cases"))
        self.model = CasesModel(ctx, self)
        self.table = CasesTable(ctx, self.model)
        self.search = SearchField(ctx.theme, tr("Number, name in either script, title, words of the summary"))
        self.state = CodeBox(show.options("state"), tr("All states"))
        self.state.setAccessibleName(tr("State"))
        self.priority = CodeBox(show.options("priority"), tr("All priorities"))
        self.priority.setAccessibleName(tr("Priority"))
        self.mine = Button(tr("Mine"), tip=tr("Only cases of which I am the rapporteur"))
        self.mine.setCheckable(True)
        self._me = ""
        self.new = Button(tr("New case"), "primary", theme=ctx.theme, icon="plus")
        self.bring = Button(tr("Import a folder"), theme=ctx.theme, icon="file-import")
        self.count = Label("", "small", wrap=False)
        self.empty = EmptyState(tr("Cases of this vault stand here."), tr("New case"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.flow = ImportFlow(ctx, self)
        self._lay_out()
        self._wire()
        self._add_actions()
        self.setFocusProxy(self.search)
        self._ask()

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        self._filters = QWidget()
        inner = QHBoxLayout(self._filters)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        for box in (self.state, self.priority):
            box.setMinimumWidth(theme.px(150))
            inner.addWidget(box, 1)
        inner.addWidget(self.mine)
        self._strip = QHBoxLayout()
        self._strip.setContentsMargins(16, 8, 16, 8)
        self._strip.setSpacing(8)
        self._strip.addWidget(self.search, 1)
        self._strip.addWidget(self._filters)
        self._strip.addSpacing(8)
        self._strip.addWidget(self.bring)
        self._strip.addWidget(self.new)
        self._second = QHBoxLayout()
        self._second.setContentsMargins(16, 0, 16, 0)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 4)
        foot.addWidget(self.count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._strip)
        column.addLayout(self._second)
        column.addWidget(Line())
        column.addWidget(self.stack, 1)
        column.addWidget(Line())
        column.addLayout(foot)

    def _wire(self) -> None:
        self.search.searched.connect(self._ask)
        self.search.left_down.connect(self._to_table)
        self.search.returnPressed.connect(self._to_table)
        self.state.edited.connect(self._ask)
        self.priority.edited.connect(self._ask)
        self.mine.clicked.connect(self._ask_mine)
        self.new.clicked.connect(self.new_case)
        self.bring.clicked.connect(self.import_folder)
        self.empty.chosen.connect(self._from_empty)
        self.table.opened.connect(self.case_opened)
        self.model.counted.connect(self._counted)
        self._ctx.changed.connect(self._changed)

    def _add_actions(self) -> None:
        tr = self._ctx.words.tr
        for text, keys, slot in (
            (tr("New case"), ("Ctrl+N", "Ctrl+Т"), self.new_case),
            (tr("Import a folder"), ("Ctrl+I", "Ctrl+Ш"), self.import_folder),
            (tr("Search the cases"), ("Ctrl+F", "Ctrl+А"), self._to_search),
        ):
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    # --- the door ---

    @Slot()
    def new_case(self) -> NewCaseSheet:
        """Ask for a new case."""
        sheet = NewCaseSheet(self._ctx, self)
        sheet.created.connect(self.case_opened)
        sheet.open()
        return sheet

    @Slot()
    def import_folder(self) -> None:
        """Ask for a folder and take it in."""
        choose_folder(self, self._ctx.words.tr("A folder that is a case, or holds cases"), self.flow.start)

    def place(self) -> dict[str, object]:
        """What is searched, filtered and stood on."""
        row = self.model.row_at(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        query = self.model.query
        return {
            "text": query.text, "state": query.state, "priority": query.priority, "sort": query.sort,
            "descending": query.descending, "case": row.id if row else "",
        }  # fmt: skip

    def restore_place(self, place: dict[str, object]) -> None:
        self.search.setText(str(place.get("text") or ""))
        self.state.set_code(str(place.get("state") or ""))
        self.priority.set_code(str(place.get("priority") or ""))
        self._ask()
        line = self.model.place_of(str(place.get("case") or ""))
        if line >= 0:
            self.table.setCurrentIndex(self.model.index(line, 0))

    # --- inner ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the filters stand under the search field."""
        super().resizeEvent(event)
        under = self.width() < self._ctx.theme.px(ROOM_FOR_ONE_LINE)
        if under == (self._second.count() == 0):
            (self._strip if under else self._second).removeWidget(self._filters)
            if under:
                self._second.addWidget(self._filters)
            else:
                self._strip.insertWidget(1, self._filters)
            self._second.setContentsMargins(16, 0, 16, 8 if under else 0)

    @Slot()
    def _ask(self) -> None:
        mine = self._me if self.mine.isChecked() else ""
        query = CaseQuery(self.search.text().strip(), self.state.code(), mine, self.priority.code())
        now = self.model.query
        self.model.ask(replace(query, sort=now.sort, descending=now.descending))

    @Slot()
    def _ask_mine(self) -> None:
        """The member's name stands in the profile; without one there is nothing of theirs."""

        def known(profile: ProfileView) -> None:
            self._me = profile.member_name or "—"
            self._ask()

        self._ctx.run(self, self._ctx.services.register.profile, known)

    @Slot(object)
    def _counted(self, page: CasePage) -> None:
        words, query = self._ctx.words, self.model.query
        filtered = bool(query.text or query.state or query.priority or query.rapporteur)
        self.stack.setCurrentWidget(self.table if page.total else self.empty)
        if not page.total and filtered:
            self.empty.set(words.tr("No case matches the search and the filters."), words.tr("Show all cases"))
        elif not page.total:
            self.empty.set(
                words.tr("Cases of this vault stand here. Create one, or import a folder with documents."),
                words.tr("New case"),
            )
        text = words.trn("{n} case", "{n} cases", page.total)
        if page.more_than_counted:
            text = words.tr("{cases}, and more: narrow the search to see them", cases=text)
        self.count.setText(text if page.total else "")
        if page.total and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.kinds & {"case", "person"}:
            self.model.refresh()

    @Slot()
    def _from_empty(self) -> None:
        query = self.model.query
        if query.text or query.state or query.priority or query.rapporteur:
            self.mine.setChecked(False)
            self.search.clear()
            self.state.set_code("")
            self.priority.set_code("")
            self._ask()
        else:
            self.new_case()

    @Slot()
    def _to_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
