"""What the register hands to windows, papers and the command line, and what it takes in.

Days are ISO texts (`2026-11-22`), partial dates EDTF texts (`1974-05`), instants `clock.stamp` texts; codes are those
of `resources/packs/codes.toml`. An empty text means "not stated"; nothing is ever guessed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.views.register_drafts import CaseDraft as CaseDraft
from models.views.register_drafts import CaseEntry as CaseEntry
from models.views.register_drafts import Citizenship as Citizenship
from models.views.register_drafts import ClockPause as ClockPause
from models.views.register_drafts import ConsentDraft as ConsentDraft
from models.views.register_drafts import DocumentDraft as DocumentDraft
from models.views.register_drafts import Employment as Employment
from models.views.register_drafts import FamilyLinkDraft as FamilyLinkDraft
from models.views.register_drafts import Income as Income
from models.views.register_drafts import LanguageSkill as LanguageSkill
from models.views.register_drafts import OtherName as OtherName
from models.views.register_drafts import PersonDraft as PersonDraft
from models.views.register_drafts import PersonEntry as PersonEntry
from models.views.register_drafts import YesNo as YesNo

Sort = Literal["number", "applicant", "country", "state", "received", "due", "updated"]
SORTS: tuple[Sort, ...] = ("number", "applicant", "country", "state", "received", "due", "updated")


# --- views ---


@dataclass(frozen=True)
class DocumentView:
    id: str
    person_id: str
    version: int
    fields: DocumentDraft


@dataclass(frozen=True)
class ConsentView:
    id: str
    person_id: str
    version: int
    fields: ConsentDraft
    in_force: bool


@dataclass(frozen=True)
class PersonView:
    """`name` is how lists call the person; `name_lat` the Latin form, empty when unknown."""

    id: str
    case_id: str
    version: int
    name: str
    name_lat: str
    fields: PersonDraft
    documents: tuple[DocumentView, ...] = ()
    consents: tuple[ConsentView, ...] = ()


@dataclass(frozen=True)
class FamilyLinkView:
    id: str
    version: int
    fields: FamilyLinkDraft


@dataclass(frozen=True)
class CaseRow:
    """One line of the list. `number` is empty for a draft; `country` alpha-3 of the principal's first citizenship."""

    id: str
    number: str
    title: str
    applicant: str
    country: str
    state: str
    priority: str
    access_level: str
    received_on: str
    due_on: str
    updated_at: str
    rapporteur: str


@dataclass(frozen=True)
class CaseQuery:
    """What to list. Empty filters let everything through; `text` searches as `desktop/register/search.py` says."""

    text: str = ""
    state: str = ""
    rapporteur: str = ""
    priority: str = ""
    sort: Sort = "received"
    descending: bool = True
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True)
class CasePage:
    """`rows` from `offset` on; `total` counts all that match. `more_than_counted`: too many match the text."""

    rows: tuple[CaseRow, ...]
    total: int
    offset: int
    more_than_counted: bool = False


@dataclass(frozen=True)
class CaseLink:
    """A linked case. `number` is empty for a draft; `case_id` too if the case is not in this vault."""

    uid: str
    case_id: str = ""
    number: str = ""
    title: str = ""

    @property
    def name(self) -> str:
        return self.number or self.title or self.uid


@dataclass(frozen=True)
class CaseView:
    """A whole case. `fields.title` is what the list shows; `number` is empty for a draft."""

    id: str
    uid: str
    number: str
    version: int
    state: str
    registered_on: str
    reference_pack_ver: str
    applicant: str
    country: str
    created_at: str
    created_by: str
    updated_at: str
    fields: CaseDraft
    persons: tuple[PersonView, ...] = ()
    family: tuple[FamilyLinkView, ...] = ()
    links: tuple[CaseLink, ...] = ()
    consent_in_force: bool = False

    @property
    def principal(self) -> PersonView | None:
        """The principal applicant (V-CASE-02: one per case)."""
        return next((p for p in self.persons if p.fields.role_in_case == "principal"), None)


@dataclass(frozen=True)
class Gone:
    """What discarding a draft takes away for good: counts of its rows by kind (table name)."""

    case_id: str
    title: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class FieldChange:
    """One past value of one field. `table` and `field` are stored names; `old` and `new` JSON values as text."""

    table: str
    row_id: str
    field: str
    old: str
    new: str
    at: str
    actor: str
    seq: int


@dataclass(frozen=True)
class ProfileView:
    """Commission, place and member as they stand on papers, Russian and English; `role`: code list `role`."""

    commission: str = ""
    commission_en: str = ""
    place: str = ""
    place_en: str = ""
    member_name: str = ""
    member_name_en: str = ""
    post: str = ""
    post_en: str = ""
    role: str = "member"

    @property
    def complete(self) -> bool:
        """Whether papers can be made: commission, member and post are named."""
        return bool(self.commission and self.member_name and self.post)


@dataclass(frozen=True)
class SearchHit:
    """One match. `kind`: `case`, `person`, `document`, `exhibit`, …; `owner_id`: the row that was indexed."""

    kind: str
    owner_id: str
    case_id: str


@dataclass(frozen=True)
class Duplicate:
    """A person of another case who may be the same: by `name`, `document` or both."""

    case_id: str
    number: str
    person_id: str
    name: str
    by: str
