"""Case numbers: allotted in order inside the registering transaction, gap-free within a year, never used again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session
from sqlmodel import col, select

from desktop.errors import KnownError
from desktop.register import sentences as say
from desktop.register.codes import Codes
from models.tables.register import Case


@dataclass(frozen=True)
class Adopted:
    """A number that came with a case, in stored form, and the numbers that it leaves unborne."""

    number: str
    gaps: tuple[str, ...]


MOST_GAPS_NAMED = 20


def allot(session: Session, codes: Codes, year: int) -> str:
    """The next number of a year. Registered cases are never removed, so the highest borne number tells."""
    return codes.number(year, _highest(session, codes, year) + 1)


def adopt(session: Session, codes: Codes, text: str) -> Adopted:
    """Take a number that another workstation allotted. Raises KnownError(NUMBER_FORM) or (NUMBER_TAKEN).

    Numbers between the highest borne one and this are recorded as a gap and never filled by `allot`.
    """
    parts = codes.parse_number(text)
    if parts is None:
        raise KnownError(say.NUMBER_FORM, number=text[:40], example=codes.number(2026, 42))
    year, ordinal = parts
    number = codes.number(year, ordinal)
    if session.execute(select(Case).where(Case.number == number)).scalar_one_or_none() is not None:
        raise KnownError(say.NUMBER_TAKEN, number=number)
    highest = _highest(session, codes, year)
    missing = range(highest + 1, ordinal)
    return Adopted(number, tuple(codes.number(year, n) for n in missing[:MOST_GAPS_NAMED]))


def _highest(session: Session, codes: Codes, year: int) -> int:
    first, last = codes.number(year, 0), codes.number(year, 99999)
    statement = select(Case).where(col(Case.number).between(first, last)).order_by(col(Case.number).desc()).limit(1)
    row = session.execute(statement).scalar_one_or_none()
    parts = codes.parse_number(row.number or "") if row else None
    return parts[1] if parts else 0
