"""The case list as a table: pages are asked for as they come into view, sorted and filtered by the register."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from desktop.i18n import N_
from models.views.register import CasePage, CaseQuery, CaseRow, Sort
from ui.context import Context
from ui.register.showing import Showing
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
CASE = int(Qt.ItemDataRole.UserRole) + 1
PAGE = 100
KEPT_PAGES = 24


class Column(IntEnum):
    NUMBER = 0
    APPLICANT = 1
    COUNTRY = 2
    STATE = 3
    PRIORITY = 4
    RECEIVED = 5
    DUE = 6
    UPDATED = 7


HEADS = (
    N_("Number"),
    N_("Applicant"),
    N_("Country"),
    N_("State"),
    N_("Priority"),
    N_("Received"),
    N_("Due"),
    N_("Updated"),
)
SORTED_BY: dict[Column, Sort] = {
    Column.NUMBER: "number",
    Column.APPLICANT: "applicant",
    Column.COUNTRY: "country",
    Column.STATE: "state",
    Column.RECEIVED: "received",
    Column.DUE: "due",
    Column.UPDATED: "updated",
}


class CasesModel(QAbstractTableModel):
    """Rows that are not there yet show as blank until their page has come.

    Signals:
        counted: A `CasePage` came with the first rows of a new query (total, whether there are more).
    """

    counted = Signal(object)

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._showing = Showing(ctx.words, ctx.services.register.codes)
        self._query = CaseQuery()
        self._asked = 0  # which query's answers still count
        self._total = 0
        self._pages: OrderedDict[int, tuple[CaseRow, ...]] = OrderedDict()
        self._wanted: set[int] = set()
        self._on_the_way: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch)

    @property
    def query(self) -> CaseQuery:
        return self._query

    def ask(self, query: CaseQuery) -> None:
        """Show another query from its top."""
        self._query = replace(query, offset=0, limit=PAGE)
        self._asked += 1
        self._load(0, first=True)

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self.ask(self._query)

    def row_at(self, row: int) -> CaseRow | None:
        """A row that has come; asks for its page otherwise."""
        page, place = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._on_the_way:
                self._wanted.add(page)
                self._soon.start()
            return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def place_of(self, case_id: str) -> int:
        """The line of a case among the pages that are here, or -1."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == case_id:
                    return page * PAGE + place
        return -1

    # --- Qt ---

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._total

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            head = self._ctx.words.tr(HEADS[section])
            return f"   {head}" if section == Column.NUMBER else head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role not in (CASE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row_at(index.row())
        if row is None:
            return None if role == CASE else ""
        if role == CASE:
            return row
        tip = role == Qt.ItemDataRole.ToolTipRole
        text = self._text(row, Column(index.column()), tip=tip)
        return plain(text) if tip else text

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        by = SORTED_BY.get(Column(column)) if column >= 0 else None
        if by is not None:
            self.ask(replace(self._query, sort=by, descending=order is Qt.SortOrder.DescendingOrder))

    # --- inner ---

    def _text(self, row: CaseRow, column: Column, *, tip: bool) -> str:
        show = self._showing
        tellers: dict[Column, Callable[[], str]] = {
            Column.NUMBER: lambda: row.number or "—",
            Column.APPLICANT: lambda: "\n".join(x for x in (row.applicant, row.title) if x),
            Column.COUNTRY: lambda: show.code("country", row.country) if tip else show.country(row.country),
            Column.STATE: lambda: show.state(row.state),
            Column.PRIORITY: lambda: show.code("priority", row.priority) if tip or row.priority != "normal" else "",
            Column.RECEIVED: lambda: show.day(row.received_on),
            Column.DUE: lambda: show.day(row.due_on),
            Column.UPDATED: lambda: show.moment(row.updated_at) if tip else show.moment(row.updated_at)[:10],
        }
        return tellers[column]()

    @Slot()
    def _fetch(self) -> None:
        wanted, self._wanted = self._wanted, set()
        for page in sorted(wanted):
            if page * PAGE < self._total:
                self._load(page)

    def _load(self, page: int, *, first: bool = False) -> None:
        asked = self._asked
        query = replace(self._query, offset=page * PAGE)
        register = self._ctx.services.register
        self._on_the_way.add(page)

        def came(found: CasePage) -> None:
            if asked == self._asked:
                self._take(page, found, first)

        self._ctx.run(self, lambda: register.cases(query), came)

    def _take(self, page: int, found: CasePage, first: bool) -> None:
        self._on_the_way.discard(page)
        if first or found.total != self._total:
            same = first and found.total == self._total and set(self._pages) <= {0}
            if same:
                self._pages.clear()
                self._pages[page] = found.rows
                self._changed(page)
            else:
                self.beginResetModel()
                self._pages.clear()
                self._on_the_way.clear()
                self._pages[page] = found.rows
                self._total = found.total
                self.endResetModel()
            self.counted.emit(found)
            return
        self._pages[page] = found.rows
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        self._changed(page)

    def _changed(self, page: int) -> None:
        last = min(self._total, (page + 1) * PAGE) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(Column) - 1))
