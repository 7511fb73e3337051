"""The log as a table that pages its own query."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.i18n import N_
from models.views.vault import AuditEvent, AuditPage, AuditQuery
from ui.context import Context
from ui.vault import audit_detail
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
PAGE = 100
PAGES_KEPT = 12
NUMBER, AT, ACTOR, CASE, WHAT, DETAIL = range(6)
TITLES = (N_("No."), N_("Time"), N_("Who"), N_("Case"), N_("What happened"), N_("Details"))


class AuditModel(QAbstractTableModel):
    """Rows that are not here yet show "…" and are fetched on the database thread.

    Signals:
        counted: How many events match.
        broken: An error that stopped the reading.
    """

    counted = Signal(object)
    broken = Signal(object)

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._query = AuditQuery(limit=PAGE)
        self._total = 0
        self._pages: dict[int, tuple[AuditEvent, ...]] = {}
        self._asked: set[int] = set()
        self._cases: dict[str, str] = {}
        self._round = 0

    def show_events(self, query: AuditQuery) -> None:
        """Start over with another filter."""
        self._query = replace(query, limit=PAGE, offset=0)
        self._round += 1
        self._asked = set()
        self._fetch(0, reset=True)

    def event_at(self, row: int) -> AuditEvent | None:
        page, place = divmod(row, PAGE)
        events = self._pages.get(page)
        return events[place] if events is not None and place < len(events) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._total

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._ctx.words.tr(TITLES[section])
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= self._total:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        event = self.event_at(index.row())
        if event is None:
            self._fetch(index.row() // PAGE)
            return "…"
        text = self._text(event, index.column())
        return plain(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def _text(self, event: AuditEvent, column: int) -> str:
        words = self._ctx.words
        if column == NUMBER:
            return words.number(event.seq)
        if column == AT:
            return words.moment(event.at)
        if column == ACTOR:
            return event.actor or "—"
        if column == WHAT:
            return words.tr(event.title)
        return self._cases.get(event.case_id or "", "") if column == CASE else self._detail(event)

    def _detail(self, event: AuditEvent) -> str:
        _checklist, outcomes = self._ctx.services.packs.latest()
        return audit_detail.line(self._ctx.words, event, outcomes)

    def _fetch(self, page: int, *, reset: bool = False) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        query, asked_in = replace(self._query, offset=page * PAGE), self._round

        def work() -> tuple[AuditPage, dict[str, str]]:
            found: AuditPage = self._ctx.services.vault.audit(query)
            concerned = {event.case_id for event in found.items if event.case_id}
            return found, self._ctx.services.register.names_of(concerned)

        def came(both: tuple[AuditPage, dict[str, str]]) -> None:
            if asked_in == self._round:
                self._cases |= both[1]
                self._take(page, both[0], reset)

        self._ctx.run(self, work, came, self.broken.emit)

    def _take(self, page: int, found: AuditPage, reset: bool) -> None:
        if reset or found.total != self._total:
            self.beginResetModel()
            if reset:
                self._pages.clear()
            self._total = found.total
            self._pages[page] = found.items
            self.endResetModel()
            self.counted.emit(found.total)
            return
        self._pages[page] = found.items
        for old in list(self._pages):
            if len(self._pages) > PAGES_KEPT and abs(old - page) > PAGES_KEPT // 2:
                del self._pages[old]
                self._asked.discard(old)
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(page * PAGE + len(found.items) - 1, DETAIL))
