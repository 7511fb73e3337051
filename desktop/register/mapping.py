"""Rows to views and drafts to rows. Repeatable blocks are canonical JSON in one column each."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, fields, replace
from typing import Any, TypeVar

from desktop.register import rules
from desktop.vault.rows import canonical
from models.tables.register import Applicability, Case, CaseText, Consent, Document, FamilyLink, Person, Profile
from models.views.register import (
    CaseDraft,
    CaseLink,
    CaseRow,
    CaseView,
    Citizenship,
    ClockPause,
    ConsentDraft,
    ConsentView,
    DocumentDraft,
    DocumentView,
    Employment,
    FamilyLinkDraft,
    FamilyLinkView,
    Income,
    LanguageSkill,
    OtherName,
    PersonDraft,
    PersonView,
    ProfileView,
)

T = TypeVar("T")

BLOCKS: dict[str, type[Any]] = {
    "clock_pauses": ClockPause,
    "other_names": OtherName,
    "citizenships": Citizenship,
    "languages": LanguageSkill,
    "employment": Employment,
    "income": Income,
}
LISTS = frozenset({"linked_cases", "grounds", "vulnerability", "purposes"})
NULLABLE = frozenset(
    {"legal_track", "clock_started_on", "due_on", "statement_signed_on", "withdrawn_on", "number", "registered_on"}
)
CASE_FIELDS = tuple(f.name for f in fields(CaseDraft) if f.name in Case.model_fields)
TEXT_FIELDS = tuple(f.name for f in fields(CaseDraft) if f.name in CaseText.model_fields)
FACT_FIELDS = ("minor_in_case", "has_conviction", "interpreter_used", "no_identity_document", "no_record_paper")


def columns(draft: Any, names: tuple[str, ...] | None = None) -> dict[str, Any]:
    """A draft's fields as column values."""
    found: dict[str, Any] = {}
    for field in fields(draft):
        if names is not None and field.name not in names:
            continue
        value = getattr(draft, field.name)
        if field.name in BLOCKS:
            value = canonical([asdict(block) for block in value])
        elif field.name in LISTS:
            value = canonical(list(value))
        elif field.name in NULLABLE:
            value = value or None
        found[field.name] = value
    return found


def put(row: Any, values: dict[str, Any]) -> bool:
    """Set what differs; whether anything did."""
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed


def draft_of(kind: type[T], *rows: Any) -> T:
    """A draft filled from the rows that hold its columns."""
    values: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        row = next((r for r in rows if r is not None and field.name in type(r).model_fields), None)
        if row is None:
            continue
        value = getattr(row, field.name)
        if field.name in BLOCKS:
            value = tuple(BLOCKS[field.name](**block) for block in json.loads(value))
        elif field.name in LISTS:
            value = tuple(json.loads(value))
        values[field.name] = "" if value is None else value
    return kind(**values)


def tidied(draft: T) -> T:
    """The draft with spaces around its texts gone, in NFC; blocks likewise, empty blocks dropped."""
    changed: dict[str, Any] = {}
    for field in fields(draft):  # type: ignore[arg-type]
        value = getattr(draft, field.name)
        if isinstance(value, str):
            changed[field.name] = _clean(value)
        elif field.name in BLOCKS:
            empty = BLOCKS[field.name]()
            blocks = (tidied(block) for block in value)
            changed[field.name] = tuple(block for block in blocks if block != empty)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(dict.fromkeys(_clean(item) for item in value if item))
    return replace(draft, **changed)  # type: ignore[type-var]


def person_name(draft: PersonDraft) -> str:
    """How lists call a person: the Cyrillic name if there is one, else the Latin."""
    cyrillic = " ".join(part for part in (draft.surname_ru, draft.given_ru, draft.patronymic_ru) if part)
    return cyrillic or latin_name(draft)


def latin_name(draft: PersonDraft) -> str:
    return " ".join(part for part in (draft.surname_lat, draft.given_lat) if part)


def row_view(row: Case) -> CaseRow:
    return CaseRow(
        row.id, row.number or "", row.title, row.applicant, row.country, row.state, row.priority, row.access_level,
        row.received_on, row.due_on or "", row.updated_at, row.rapporteur,
    )  # fmt: skip


def case_view(
    row: Case,
    text: CaseText | None,
    facts: Applicability | None,
    persons: tuple[PersonView, ...],
    family: tuple[FamilyLinkView, ...],
    links: tuple[CaseLink, ...],
) -> CaseView:
    principal = next((p for p in persons if p.fields.role_in_case == "principal"), None)
    return CaseView(
        id=row.id,
        uid=row.uid,
        number=row.number or "",
        version=row.version,
        state=row.state,
        registered_on=row.registered_on or "",
        reference_pack_ver=row.reference_pack_ver,
        applicant=row.applicant,
        country=row.country,
        created_at=row.created_at,
        created_by=row.created_by,
        updated_at=row.updated_at,
        fields=draft_of(CaseDraft, row, text, facts),
        persons=persons,
        family=family,
        links=links,
        consent_in_force=principal is not None and any(c.in_force for c in principal.consents),
    )


def person_view(row: Person, documents: list[Document], consents: list[Consent]) -> PersonView:
    draft = draft_of(PersonDraft, row)
    return PersonView(
        id=row.id,
        case_id=row.case_id,
        version=row.version,
        name=person_name(draft),
        name_lat=latin_name(draft),
        fields=draft,
        documents=tuple(document_view(d) for d in documents),
        consents=tuple(consent_view(c) for c in consents),
    )


def document_view(row: Document) -> DocumentView:
    return DocumentView(row.id, row.person_id, row.version, draft_of(DocumentDraft, row))


def consent_view(row: Consent) -> ConsentView:
    draft = draft_of(ConsentDraft, row)
    return ConsentView(row.id, row.person_id, row.version, draft, rules.in_force(draft))


def link_view(row: FamilyLink) -> FamilyLinkView:
    return FamilyLinkView(row.id, row.version, draft_of(FamilyLinkDraft, row))


def profile_view(row: Profile | None) -> ProfileView:
    return draft_of(ProfileView, row) if row else ProfileView()


def _clean(text: str) -> str:
    """NFC, no control characters but line breaks, no marks that turn the direction of writing."""
    kept = (
        letter
        for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        if letter in "\n\t" or not (unicodedata.category(letter) == "Cc" or letter in _DIRECTION)
    )
    return "".join(kept).strip()


_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
