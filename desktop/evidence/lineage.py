"""What an exhibit was made of. The original is never touched; the derived one has a number and a log of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypedDict

from sqlalchemy.orm import Session
from sqlmodel import col, select

from desktop.errors import KnownError
from desktop.evidence.sentences import BAD_LINEAGE
from desktop.register.codes import Codes
from models.tables.evidence import Exhibit
from models.views.evidence import AdmitDraft, Place, from_json

WHOLE = ("conversion", "working_copy")  # codes of derived_how: the same content in another form
SAME = (*WHOLE, "redaction")  # still the same document, with less to be read in it


class Lineage(TypedDict):
    """The fields of an `AdmitDraft` that say what it was made of."""

    derived_from: str | None
    derived_how: str
    derived_at_place: Place | None


def check(session: Session, draft: AdmitDraft, case_id: str, codes: Codes) -> None:
    """Raise KnownError(BAD_LINEAGE) unless the draft names both an exhibit of the case and a known way, or neither."""
    if draft.derived_from is None:
        if draft.derived_how or draft.derived_at_place is not None:
            raise KnownError(BAD_LINEAGE)
        return
    source = session.get(Exhibit, draft.derived_from)
    if source is None or source.case_id != case_id or not codes.has("derived_how", draft.derived_how):
        raise KnownError(BAD_LINEAGE)


def of_row(row: Exhibit) -> Lineage:
    place = from_json(row.derived_at_place) if row.derived_at_place else None
    return Lineage(derived_from=row.derived_from, derived_how=row.derived_how, derived_at_place=place)


def above(row: Exhibit, get: Callable[[str], Exhibit | None], ways: tuple[str, ...] = SAME) -> Iterator[Exhibit]:
    """The exhibit and what it was made of, step by step, as long as that is the same document; its first form last.

    A file that was admitted again under another number is the same document too.
    """
    seen: set[str] = set()
    link: Exhibit | None = row
    while link is not None and link.id not in seen:
        seen.add(link.id)
        yield link
        if link.derived_from is not None:
            link = get(link.derived_from) if link.derived_how in ways else None
        else:
            link = _same_file(link, get(link.replaces) if link.replaces is not None else None)


def _same_file(row: Exhibit, other: Exhibit | None) -> Exhibit | None:
    return other if other is not None and other.sha256 == row.sha256 else None


def family(session: Session, row: Exhibit) -> list[Exhibit]:
    """All forms of the document that an exhibit is a form of, the first one first, then by number."""
    (*_, first) = above(row, lambda one: session.get(Exhibit, one))
    found = {first.id: first}
    step: Iterable[str] = (first.id,)
    while step:
        statement = select(Exhibit).where(col(Exhibit.derived_from).in_(step), col(Exhibit.derived_how).in_(SAME))
        new = {one.id: one for one in session.execute(statement).scalars()}
        for row in (found[one] for one in step):
            again = _same_file(row, session.get(Exhibit, row.replaced_by) if row.replaced_by is not None else None)
            new |= {again.id: again} if again is not None else {}
        new = {key: one for key, one in new.items() if key not in found}
        found |= new
        step = tuple(new)
    copies = sorted(list(found.values())[1:], key=lambda one: (one.exhibit_class, one.ordinal))
    return [first, *copies]
