"""The permanent mark of an exhibit that once did not match its checksum."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col, select

from models.tables.integrity import IntegrityCheck


def marks(session: Session, case_id: str) -> dict[str, str]:
    """When each exhibit of a case failed a check for the first time (stamp); those that never did are left out."""
    statement = select(IntegrityCheck).where(IntegrityCheck.case_id == case_id, IntegrityCheck.outcome != "matches")
    found: dict[str, str] = {}
    for row in session.execute(statement.order_by(col(IntegrityCheck.id))).scalars():
        found.setdefault(row.exhibit_id, row.at)
    return found
