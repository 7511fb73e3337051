"""What the register and the exhibits say that a paper needs: read here, judged in `obstacles.py`."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session
from sqlmodel import select

from desktop.assessment.case_facts import case_of, principal_of, profile_of
from desktop.assessment.obstacles import PROFILE, CitedExhibit, Registered
from desktop.evidence import cautions, names
from desktop.i18n import Language
from desktop.register import loading
from models.tables.evidence import Exhibit
from models.tables.register import Person

CERTIFIED = ("certified_translation", "migration_card", "visa")  # domain.md 2.2; "suggested" is never printed


def read(session: Session, case_id: str, language: Language, today: dt.date) -> Registered:
    """For a paper in `language` of this day. Raises KnownError: no case."""
    case = case_of(session, case_id)
    person = principal_of(session, case_id)
    return Registered(
        number=case.number or "",
        has_principal=person is not None,
        person_id=person.id if person else "",
        name_usable=person is not None and _name_usable(person, language),
        consent=loading.consent_in_force(session, case_id),
        profile_gaps=_profile_gaps(session, language),
        exhibits={
            one.id: CitedExhibit(_number(one), one.sha256.hex(), one.status == "withdrawn")
            for one in _exhibits(session, case_id)
        },
        cautions=cautions.of_case(session, case_id, today),
    )


def exhibit_numbers(session: Session, case_id: str) -> dict[str, str]:
    """Exhibit id → number as printed."""
    return {one.id: _number(one) for one in _exhibits(session, case_id)}


def _exhibits(session: Session, case_id: str) -> tuple[Exhibit, ...]:
    return tuple(session.execute(select(Exhibit).where(Exhibit.case_id == case_id)).scalars())


def _number(exhibit: Exhibit) -> str:
    return names.number(exhibit.exhibit_class, exhibit.ordinal)


def _name_usable(person: Person, language: Language) -> bool:
    """V-NAME-01: a Russian paper needs a Cyrillic name that somebody certified, another one the name in Latin."""
    if language != "ru":
        return bool(person.surname_lat or person.given_lat)
    return bool(person.surname_ru or person.given_ru) and person.name_ru_source in CERTIFIED


def _profile_gaps(session: Session, language: Language) -> tuple[str, ...]:
    profile = profile_of(session)
    suffix = "" if language == "ru" else "_en"
    return tuple(name for name in PROFILE if profile is None or not getattr(profile, name + suffix).strip())
