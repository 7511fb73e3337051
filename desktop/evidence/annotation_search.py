"""Annotations in the search: what is indexed of them, and what is told of a hit to whom."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session
from sqlmodel import col, select

from desktop.evidence import exhibits, names
from desktop.register import search
from desktop.register.asking import Key
from models.tables.annotations import AnnotationRow
from models.views.search import Shown

MARK = "mark"
LONGEST_TITLE = 80


def index(session: Session, row: AnnotationRow) -> None:
    """Its note and the words that it marks can be searched for; a deleted one can't."""
    if row.removed:
        search.remove(session, kind=MARK, owner_id=row.id)
        return
    day = row.updated_at[:10]
    body = f"{row.text}\n{row.quote}"
    search.index(
        session, kind=MARK, owner_id=row.id, case_id=row.case_id, title="", body=body, sort=row.kind, days=(day, day)
    )


def teller(actor: Callable[[], str]) -> Callable[[Session, Key], Shown | None]:
    """Tells of annotations that `actor` may see; nothing of the others."""

    def told(session: Session, key: Key) -> Shown | None:
        row = session.get(AnnotationRow, key.owner_id)
        if row is None or row.removed or not (row.shared or row.author == actor()):
            return None
        exhibit = exhibits.get(session, row.exhibit_id)
        number = names.number(exhibit.exhibit_class, exhibit.ordinal)
        title = " ".join((row.quote or row.text).split())[:LONGEST_TITLE]
        return Shown(row.case_id, title, row.text or row.quote, number, row.exhibit_id)

    return told


def hidden(actor: Callable[[], str]) -> Callable[[Session], frozenset[str]]:
    """Ids of the annotations that others keep to themselves: `actor` may not learn that they exist."""

    def ids(session: Session) -> frozenset[str]:
        private = select(AnnotationRow).where(col(AnnotationRow.shared).is_(False), AnnotationRow.author != actor())
        return frozenset(row.id for row in session.execute(private).scalars())

    return ids
