"""The permanent mark of an exhibit or a source that once did not match its checksum."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col, select

from models.tables.integrity import IntegrityCheck
from models.tables.sources import SourceCheck


def marks(session: Session, case_id: str) -> dict[str, str]:
    """When each exhibit of a case failed a check for the first time (stamp); those that never did are left out."""
    statement = select(IntegrityCheck).where(IntegrityCheck.case_id == case_id, IntegrityCheck.outcome != "matches")
    found: dict[str, str] = {}
    for row in session.execute(statement.order_by(col(IntegrityCheck.id))).scalars():
        found.setdefault(row.exhibit_id, row.at)
    return found


def of_source(session: Session, source_id: str) -> str:
    """When the file of a source failed a check for the first time (stamp), empty if it never did."""
    statement = select(SourceCheck).where(SourceCheck.source_id == source_id, SourceCheck.outcome != "matches")
    first = session.execute(statement.order_by(col(SourceCheck.id)).limit(1)).scalar_one_or_none()
    return first.at if first is not None else ""
