"""The custody log: who had an exhibit, when, and what was done with it. Lines are added, never changed."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.vault.store import Write
from models.tables.evidence import CustodyEvent, Exhibit
from models.views.evidence import CustodyEntry


def log(work: Write, exhibit: Exhibit, action: str, *, who: str, at: str, note: str = "") -> None:
    """Add a line: `action` is a code of the list custody_action, `at` a stamp."""
    work.add(
        CustodyEvent(
            id=str(uuid7()),
            case_id=exhibit.case_id,
            exhibit_id=exhibit.id,
            at=at,
            who=who,
            action=action,
            sha256=exhibit.sha256,
            note=note,
        )
    )


def of(session: Session, exhibit_id: str) -> tuple[CustodyEntry, ...]:
    """The log of one exhibit, oldest first."""
    statement = select(CustodyEvent).where(CustodyEvent.exhibit_id == exhibit_id).order_by(col(CustodyEvent.id))
    rows = session.execute(statement).scalars()
    return tuple(CustodyEntry(row.at, row.who, row.action, row.sha256.hex(), row.note) for row in rows)


def unopened(session: Session, case_id: str) -> frozenset[str]:
    """Ids of the case's exhibits without a line `opened`."""
    exhibits = session.execute(select(Exhibit).where(Exhibit.case_id == case_id)).scalars()
    statement = select(CustodyEvent).where(CustodyEvent.case_id == case_id, CustodyEvent.action == "opened")
    opened = {row.exhibit_id for row in session.execute(statement).scalars()}
    return frozenset(row.id for row in exhibits) - opened
