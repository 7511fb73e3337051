"""Finding cases and reading them whole, inside a caller's session."""

from __future__ import annotations

import json
import re
from typing import TypeVar

from sqlalchemy.orm import Session
from sqlmodel import col, select

from desktop.errors import KnownError
from desktop.register import mapping, rules
from desktop.register import sentences as say
from desktop.register.codes import Codes
from models.tables.base import Sealed
from models.tables.register import Applicability, Case, CaseText, Consent, Document, FamilyLink, Person
from models.views.register import CaseLink, CaseView, PersonView

R = TypeVar("R", bound=Sealed)
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def find_case(session: Session, name: str, codes: Codes) -> Case:
    """A case by row id, number as typed, or unique id. Raises KnownError(NO_CASE)."""
    found = session.get(Case, name)
    if found is None:
        number = codes.normal_number(name)
        wanted = Case.number == number if number else Case.uid == name.strip().lower()
        found = session.execute(select(Case).where(wanted)).scalar_one_or_none()
    if found is None:
        raise KnownError(say.NO_CASE, case=name[:60])
    return found


def get(session: Session, table: type[R], row_id: str, version: int | None = None) -> R:
    """A row by id; with `version`, as it was when the caller read it. Raises KnownError(NO_ROW) or (STALE)."""
    row = session.get(table, row_id)
    if row is None:
        raise KnownError(say.NO_ROW)
    if version is not None and row.version != version:
        raise KnownError(say.STALE)
    return row


def of_case(session: Session, table: type[R], case_id: str) -> list[R]:
    """All rows of a case, in the order in which they were made (ids are UUIDv7)."""
    owner = table.__table__.c["case_id"]  # type: ignore[attr-defined]
    return list(session.execute(select(table).where(owner == case_id).order_by(col(table.id))).scalars())


def one_of_case(session: Session, table: type[R], case_id: str) -> R | None:
    return next(iter(of_case(session, table, case_id)), None)


def persons(session: Session, case_id: str) -> tuple[PersonView, ...]:
    documents, consents = of_case(session, Document, case_id), of_case(session, Consent, case_id)
    rows = sorted(of_case(session, Person, case_id), key=lambda p: (p.role_in_case != "principal", p.place, p.id))
    return tuple(
        mapping.person_view(
            row, [d for d in documents if d.person_id == row.id], [c for c in consents if c.person_id == row.id]
        )
        for row in rows
    )


def whole(session: Session, case: Case) -> CaseView:
    return mapping.case_view(
        case,
        one_of_case(session, CaseText, case.id),
        one_of_case(session, Applicability, case.id),
        persons(session, case.id),
        tuple(mapping.link_view(row) for row in of_case(session, FamilyLink, case.id)),
        tuple(_linked(session, uid) for uid in json.loads(case.linked_cases)),
    )


def _linked(session: Session, uid: str) -> CaseLink:
    other = session.execute(select(Case).where(Case.uid == uid)).scalar_one_or_none()
    return CaseLink(uid, other.id, other.number or "", other.title) if other else CaseLink(uid)


def uids(session: Session, names: tuple[str, ...], codes: Codes) -> tuple[str, ...]:
    """Linked cases as people name them (number, row id, unique id) to unique ids. One that is not in this vault must be
    a unique id. Raises KnownError(NO_CASE)."""
    found = []
    for name in names:
        try:
            found.append(find_case(session, name, codes).uid)
        except KnownError:
            if not _UID.fullmatch(name.lower()):
                raise
            found.append(name.lower())
    return tuple(dict.fromkeys(found))


def consent_in_force(session: Session, case_id: str, person_id: str = "") -> bool:
    """Whether special categories may be kept: by the principal's consent, or by `person_id`'s own.

    For a child the principal's consent counts too. V-CONS-01; the rooms above ask here before they keep such data.
    """
    everyone = persons(session, case_id)
    principal = next((p for p in everyone if p.fields.role_in_case == "principal"), None)
    asked = next((p for p in everyone if p.id == person_id), None) if person_id else principal
    asked_too = principal if asked is not None and asked.fields.role_in_case == "child" else None
    return any(rules.in_force(c.fields) for p in (asked, asked_too) if p is not None for c in p.consents)


def facts(session: Session, case_id: str) -> dict[str, str]:
    """The applicability facts of a case: name to `yes`, `no` or `unknown`."""
    row = one_of_case(session, Applicability, case_id)
    return {name: getattr(row, name) if row else "unknown" for name in mapping.FACT_FIELDS}
