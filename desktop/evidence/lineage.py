"""What an exhibit was made of. The original is never touched; the derived one has a number and a log of its own."""

from __future__ import annotations

from typing import TypedDict

from sqlalchemy.orm import Session

from desktop.errors import KnownError
from desktop.evidence.sentences import BAD_LINEAGE
from desktop.register.codes import Codes
from models.tables.evidence import Exhibit
from models.views.evidence import AdmitDraft, Place, from_json


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
