"""The case list: one page by a sort index, filters read from the same index, rows whole and checked.

An offset is walked inside the index alone (16 bytes an entry), so page 1,000 costs little more than page 1. The count
of a filter is remembered until the next event of the audit log.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.sql import operators
from sqlmodel import col, select

from desktop.register import search
from desktop.register.codes import Codes
from desktop.register.mapping import row_view
from desktop.vault import chain
from models.tables.register import Case
from models.views.register import CasePage, CaseQuery, Sort

COLUMNS: dict[Sort, str] = {
    "number": "number",
    "applicant": "applicant_key",
    "country": "country",
    "state": "state",
    "received": "received_on",
    "due": "due_on",
    "updated": "updated_at",
}
FILTERS = ("state", "rapporteur", "priority")
LARGEST_PAGE = 500


class Listing:
    """Answers `CaseQuery`; keeps the counts."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._counted_at = -1
        self._counts: dict[tuple[str, str, str], int] = {}

    def page(self, session: Session, query: CaseQuery) -> CasePage:
        if query.text.strip():
            return self._found(session, query)
        statement = ordered(query).limit(_limit(query)).offset(max(0, query.offset))
        rows = tuple(row_view(row) for row in session.execute(statement).scalars())
        return CasePage(rows, self._count(session, query), query.offset)

    def _count(self, session: Session, query: CaseQuery) -> int:
        seq = chain.head_of(session).seq
        if seq != self._counted_at:
            self._counts.clear()
            self._counted_at = seq
        key = (query.state, query.rapporteur, query.priority)
        if key not in self._counts:
            counting = sa.select(sa.func.count()).select_from(Case)
            self._counts[key] = session.execute(_filtered(counting, query)).scalar_one()
        return self._counts[key]

    def _found(self, session: Session, query: CaseQuery) -> CasePage:
        number = self._codes.normal_number(query.text)
        if number:
            exact = session.execute(_filtered(select(Case).where(Case.number == number), query)).scalars()
            rows = tuple(row_view(row) for row in exact)
            if rows:
                return CasePage(rows[: _limit(query)], len(rows), 0)
        ids, more = search.cases(session, query.text)
        if not ids:
            return CasePage((), 0, query.offset, more)
        # At most MOST_HITS rows: these are sorted after they are found, not by walking an index over all cases.
        column = getattr(Case, COLUMNS[query.sort])
        within = col(Case.id).in_(ids)
        total = session.execute(_filtered(sa.select(sa.func.count()).where(within), query)).scalar_one()
        statement = _filtered(select(Case).where(within), query).order_by(*_order(column, query.descending))
        rows = tuple(
            row_view(row) for row in session.execute(statement.limit(_limit(query)).offset(query.offset)).scalars()
        )
        return CasePage(rows, total, query.offset, more)


def ordered(query: CaseQuery) -> Any:
    """The page statement without text. Its filters are written `+column = ?`, which SQLite reads from the sort index
    but never chooses an index by: so every sort comes from its own index, whatever is filtered."""
    statement = select(Case)
    for name in FILTERS:
        value = getattr(query, name)
        if value:
            kept: sa.UnaryExpression[str] = sa.UnaryExpression(getattr(Case, name), operator=operators.custom_op("+"))
            statement = statement.where(kept == value)
    return statement.order_by(*_order(getattr(Case, COLUMNS[query.sort]), query.descending))


def _order(column: Any, descending: bool) -> tuple[Any, ...]:
    return (column.desc(), col(Case.id).desc()) if descending else (column.asc(), col(Case.id).asc())


def _filtered(statement: Any, query: CaseQuery) -> Any:
    for name in FILTERS:
        value = getattr(query, name)
        if value:
            statement = statement.where(getattr(Case, name) == value)
    return statement


def _limit(query: CaseQuery) -> int:
    return max(1, min(query.limit, LARGEST_PAGE))
