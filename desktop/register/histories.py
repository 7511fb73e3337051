"""The past of a case: every field's former values, and what discarding takes away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col, select

from desktop.register import search
from desktop.vault.chain import all_sealed
from desktop.vault.store import Write
from models.tables.base import Sealed
from models.tables.register import Case
from models.tables.vault import History
from models.views.register import FieldChange, Gone

# Asked before a draft's rows go, with the session and the case: gives back what to do once they are gone for good
# (the evidence room removes the sealed files of its exhibits).
Farewell = Callable[[Session, str], Callable[[], None]]


def of_case(session: Session, case_id: str, row_id: str = "", limit: int = 500) -> tuple[FieldChange, ...]:
    """Former values of all fields of a case (or of one of its rows), newest first."""
    statement = select(History).where(History.case_id == case_id)
    if row_id:
        statement = statement.where(History.row_id == row_id)
    rows = session.execute(statement.order_by(col(History.id).desc()).limit(limit)).scalars()
    return tuple(change for row in rows for change in _changes(row))


def _changes(row: History) -> Iterable[FieldChange]:
    for name, (old, new) in sorted(json.loads(row.changes).items()):
        if name == "updated_at":
            continue
        yield FieldChange(row.table_name, row.row_id, name, _text(old), _text(new), row.at, row.actor, row.seq)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def owned(session: Session, case_id: str) -> list[Sealed]:
    """Every row of a case in every room, those that point at others first, the case itself last."""
    tables = {str(t.__tablename__): t for t in all_sealed()}
    rows: list[Sealed] = []
    for name in (t.name for t in reversed(SQLModel.metadata.sorted_tables) if t.name in tables):
        table = tables[name]
        owner = "id" if name == "case" else "case_id"
        if owner in table.__table__.columns:  # type: ignore[attr-defined]
            column = table.__table__.c[owner]  # type: ignore[attr-defined]
            rows.extend(session.execute(select(table).where(column == case_id)).scalars())
    return rows


def gone(session: Session, case: Case) -> Gone:
    """What discarding would take away, by table; former values are not counted."""
    counts: dict[str, int] = {}
    for row in owned(session, case.id):
        name = str(row.__tablename__)
        if name not in ("case", "history", "case_text", "applicability"):
            counts[name] = counts.get(name, 0) + 1
    return Gone(case.id, case.title or case.applicant, tuple(sorted(counts.items())))


def discard(work: Write, case: Case) -> None:
    """Delete every row of a draft, its former values and its index entries."""
    work.check_links_last()  # translations, re-admitted and derived exhibits point at other exhibits
    for row in owned(work.session, case.id):
        work.session.delete(row)
        work.flush()
    search.remove_case(work.session, case.id)
