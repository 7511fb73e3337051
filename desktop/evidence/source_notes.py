"""What the register of country information says of the exhibits of a case that were taken from it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session
from sqlmodel import select

from models.tables.evidence import Exhibit
from models.tables.sources import SourceRow, SourceUse
from models.views.sources import SourceNote


def of_case(session: Session, case_id: str) -> dict[str, SourceNote]:
    """Exhibit id → its source, for the exhibits of a case that were made of sources."""
    found = {}
    for use in session.execute(select(SourceUse).where(SourceUse.case_id == case_id)).scalars():
        source = session.get(SourceRow, use.source_id)
        if source is not None:
            found[use.exhibit_id] = SourceNote(source.id, use.id, source.stale_on, use.disclosed_on)
    return found


def of(notes: dict[str, SourceNote], forms: Iterable[Exhibit]) -> SourceNote | None:
    """The source of an exhibit, given the forms of its document (`lineage.above`): its pages come from there too."""
    return next((notes[form.id] for form in forms if form.id in notes), None) if notes else None
