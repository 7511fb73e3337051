"""Who may be here already: same name key and birth year ± 1, or the same document number (reference/domain.md 2.10)."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from desktop.register import loading, mapping, partial_dates, search, translit
from models.tables.register import Case, Document, Person
from models.views.register import Duplicate, PersonDraft

MOST = 20


def of(session: Session, draft: PersonDraft, numbers: tuple[str, ...], besides: str) -> tuple[Duplicate, ...]:
    """Candidates through the search index, compared as whole checked rows. `besides`: a case that is left out."""
    found: dict[str, Duplicate] = {}
    wanted = {_plain(number) for number in numbers if _plain(number)}
    for text in (mapping.person_name(draft), mapping.latin_name(draft), *wanted):
        for hit in search.search(session, text, kinds=("person",), limit=200):
            if hit.case_id == besides or hit.owner_id in found or len(found) >= MOST:
                continue
            person = session.get(Person, hit.owner_id)
            if person is None:
                continue
            by = _grounds(session, draft, wanted, person)
            if by:
                case = loading.get(session, Case, person.case_id)
                name = mapping.person_name(mapping.draft_of(PersonDraft, person))
                found[person.id] = Duplicate(case.id, case.number or "", person.id, name, by)
    return tuple(found.values())


def _grounds(session: Session, draft: PersonDraft, wanted: set[str], person: Person) -> str:
    other = mapping.draft_of(PersonDraft, person)
    documents = [d for d in loading.of_case(session, Document, person.case_id) if d.person_id == person.id]
    same_document = bool(wanted & {_plain(d.number) for d in documents})
    same_name = bool(_keys(draft) & _keys(other)) and _near(draft.birth_date, other.birth_date)
    if same_document:
        return "both" if same_name else "document"
    return "name" if same_name else ""


def _keys(draft: PersonDraft) -> set[str]:
    pairs = ((draft.surname_ru, draft.given_ru), (draft.surname_lat, draft.given_lat))
    return {translit.sound(translit.name_key(*pair)) for pair in pairs if any(pair)}


def _near(one: str, other: str) -> bool:
    """Birth years at most one apart; an unknown one does not rule a match out."""
    try:
        first, second = partial_dates.parse(one), partial_dates.parse(other)
    except ValueError:
        return True
    return first.min_date.year - second.max_date.year <= 1 and second.min_date.year - first.max_date.year <= 1


def _plain(number: str) -> str:
    return re.sub(r"[ \-/]", "", number).upper()
