"""The register room's tables: cases, persons, documents, consents, profile (reference/domain.md 2.1–2.3)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed

# Full text: words are folded to search keys before they come here (desktop/register/search.py), so the index holds no
# readable text of its own and needs no tokenizer that knows a language. Three indexes: records, pages of exhibits, and
# pages of sources' files; a page's row number is its record's entry times 2^20 plus the page.
EXTRA_DDL: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS search_entry (
        rowid INTEGER PRIMARY KEY, kind TEXT NOT NULL, owner_id TEXT NOT NULL, case_id TEXT NOT NULL,
        sort TEXT NOT NULL, lang TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
        UNIQUE (owner_id, kind))""",
    "CREATE INDEX IF NOT EXISTS ix_search_entry_case_id ON search_entry (case_id)",
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(
        title, body, stem, sound, content='', contentless_delete=1, prefix='2 3', tokenize='ascii')""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_pages USING fts5(
        body, stem, sound, content='', contentless_delete=1, prefix='4 6', tokenize='ascii')""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_source_pages USING fts5(
        body, stem, sound, content='', contentless_delete=1, prefix='4 6', tokenize='ascii')""",
    # no tables of their own: the words that stand in these indexes (desktop/register/beginnings.py)
    "CREATE VIRTUAL TABLE IF NOT EXISTS words_of_search_pages USING fts5vocab(search_pages, instance)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS words_of_search_source_pages USING fts5vocab(search_source_pages, instance)",
)

_FILTERS = ("state", "rapporteur", "priority")


def _sorted_by(column: str) -> sa.Index:
    """One index serves a sort under every filter: the filters are read from the index, rows only for what is shown."""
    return sa.Index(f"ix_case_sort_{column}", column, "id", *_FILTERS)


class Case(Sealed, table=True):
    """One case, short enough for lists. Dates are ISO days; `linked_cases` and `clock_pauses` canonical JSON.

    `applicant`, `applicant_key` and `country` repeat the principal's name, its sort key and first citizenship, so that
    a list needs no second table; they are set whenever the principal is written.
    """

    __tablename__ = "case"

    number: str | None = Field(default=None)
    uid: str
    title: str
    received_on: str
    registered_on: str | None = None
    channel: str
    referral_ref: str
    legal_track: str | None = None
    reference_pack_ver: str
    state: str
    priority: str
    priority_reason: str
    access_level: str
    lang_of_case: str
    lang_of_contact: str
    rapporteur: str
    linked_cases: str = "[]"
    clock_started_on: str | None = None
    clock_pauses: str = "[]"
    due_on: str | None = None
    retention_class: str
    hold: bool = False
    applicant: str
    applicant_key: str
    country: str
    created_at: str
    created_by: str
    updated_at: str

    __table_args__ = (
        sa.Index("uq_case_number", "number", unique=True),
        sa.Index("uq_case_uid", "uid", unique=True),
        *(_sorted_by(c) for c in ("number", "applicant_key", "received_on", "due_on", "updated_at", "country")),
        sa.Index("ix_case_sort_state", "state", "id", "rapporteur", "priority"),
    )


class CaseText(Sealed, table=True):
    """The long texts of a case: summary and claim (2.5). Each needs consent. `grounds` is a JSON list of codes."""

    __tablename__ = "case_text"

    case_id: str = Field(unique=True, foreign_key="case.id")
    summary: str
    grounds: str = "[]"
    statement_ru: str
    statement_original: str
    statement_lang: str
    statement_signed_on: str | None = None
    read_back: bool = False


class Applicability(Sealed, table=True):
    """The facts that decide which checklist items apply (`yes`, `no`, `unknown`), typed by a person."""

    case_id: str = Field(unique=True, foreign_key="case.id")
    minor_in_case: str
    has_conviction: str
    interpreter_used: str
    no_identity_document: str
    no_record_paper: str
    author: str


class Person(Sealed, table=True):
    """A person of a case (2.2). Repeatable blocks are canonical JSON lists of the dataclasses in the views."""

    case_id: str = Field(index=True, foreign_key="case.id")
    place: int  # order within the case
    role_in_case: str
    surname_ru: str
    given_ru: str
    patronymic_ru: str
    name_ru_source: str
    surname_lat: str
    given_lat: str
    no_patronymic: bool
    no_given_name: bool
    other_names: str
    sex: str
    birth_date: str
    birth_country: str
    birth_place: str
    citizenships: str
    status_if_none: str
    habitual_residence: str
    habitual_residence_since: str
    marital_status: str
    contact_safe: str
    contact_instruction: str
    whereabouts: str
    whereabouts_country: str
    languages: str
    education: str
    employment: str
    income: str
    military_service: str
    military_service_text: str
    foreign_state_service: str
    foreign_state_service_text: str
    conflict_participation: str
    conflict_participation_text: str
    inn: str
    snils: str
    vulnerability: str
    unaccompanied: bool
    created_at: str
    created_by: str
    updated_at: str


class FamilyLink(Sealed, table=True):
    """Who is what to whom in a case; `proof_document` is free text or an exhibit number."""

    __tablename__ = "family_link"

    case_id: str = Field(index=True, foreign_key="case.id")
    from_person: str = Field(foreign_key="person.id", index=True)
    to_person: str = Field(foreign_key="person.id", index=True)
    kind: str
    proof_document: str
    custody_note: str


class Document(Sealed, table=True):
    """An identity document of a person (2.3). MRZ lines are kept as typed, check digits are never corrected."""

    __tablename__ = "identity_document"

    case_id: str = Field(index=True, foreign_key="case.id")
    person_id: str = Field(index=True, foreign_key="person.id")
    kind: str
    issuing_state: str
    series: str
    number: str
    mrz_line1: str
    mrz_line2: str
    mrz_line3: str
    issued_on: str
    expires_on: str
    issuer_text: str
    original_seen: bool
    original_seen_by: str
    original_seen_on: str
    copy_certified: bool
    copy_certified_by: str
    copy_certified_on: str
    apostille: str
    apostille_no: str
    apostille_on: str
    apostille_authority: str
    surname_viz: str
    given_viz: str
    birth_date_viz: str
    sex_viz: str
    nationality_viz: str
    created_at: str
    created_by: str
    updated_at: str


class Consent(Sealed, table=True):
    """A person's consent to special categories of data: `purposes` is a JSON list of codes."""

    case_id: str = Field(index=True, foreign_key="case.id")
    person_id: str = Field(index=True, foreign_key="person.id")
    signed_on: str
    purposes: str
    form: str
    withdrawn_on: str | None = None
    note: str
    created_at: str
    created_by: str


class Profile(Sealed, table=True):
    """Who works with this vault and for which commission. One row; it stands on every paper."""

    commission: str
    commission_en: str
    place: str
    place_en: str
    member_name: str
    member_name_en: str
    post: str
    post_en: str
    role: str
