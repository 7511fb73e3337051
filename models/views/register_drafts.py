"""What forms and imports hand to the register. See `models/views/register.py` for the conventions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

YesNo = Literal["yes", "no", "unknown"]


# --- repeatable blocks of a person ---


@dataclass(frozen=True)
class OtherName:
    """A previous or other name. `kind`: code list `name_kind`; `since` and `until` are partial dates."""

    kind: str = "previous"
    value: str = ""
    script: str = ""
    since: str = ""
    until: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Citizenship:
    """A citizenship with its period (partial dates), ground and evidence (free text or an exhibit number)."""

    country: str = ""
    since: str = ""
    until: str = ""
    ground: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class LanguageSkill:
    """ISO 639-1 code and level (code list `language_level`)."""

    language: str = ""
    level: str = ""


@dataclass(frozen=True)
class Employment:
    since: str = ""
    until: str = ""
    employer: str = ""
    post: str = ""
    place: str = ""


@dataclass(frozen=True)
class Income:
    """A source of income; the amount is text as stated, with its currency."""

    source: str = ""
    amount: str = ""
    period: str = ""


@dataclass(frozen=True)
class ClockPause:
    """A pause of the term: first day, last day (empty while it lasts), reason and what ends it."""

    since: str = ""
    until: str = ""
    reason: str = ""
    end_rule: str = ""


# --- drafts: what a form or an import hands in ---


@dataclass(frozen=True)
class CaseDraft:
    """All fields of a case that a person edits (2.1, the claim of 2.5 and the checklist's applicability facts)."""

    title: str = ""
    received_on: str = ""
    channel: str = "in_person"
    referral_ref: str = ""
    legal_track: str = ""
    priority: str = "normal"
    priority_reason: str = ""
    access_level: str = "restricted_members"
    lang_of_case: str = "ru"
    lang_of_contact: str = ""
    rapporteur: str = ""
    linked_cases: tuple[str, ...] = ()
    clock_started_on: str = ""
    clock_pauses: tuple[ClockPause, ...] = ()
    due_on: str = ""
    retention_class: str = ""
    hold: bool = False
    summary: str = ""
    grounds: tuple[str, ...] = ()
    statement_ru: str = ""
    statement_original: str = ""
    statement_lang: str = ""
    statement_signed_on: str = ""
    read_back: bool = False
    minor_in_case: YesNo = "unknown"
    has_conviction: YesNo = "unknown"
    interpreter_used: YesNo = "unknown"
    no_identity_document: YesNo = "unknown"
    no_record_paper: YesNo = "unknown"


@dataclass(frozen=True)
class DocumentDraft:
    """All fields of an identity document (2.3). The `*_viz` fields are what its visual zone reads."""

    kind: str = "passport"
    issuing_state: str = ""
    series: str = ""
    number: str = ""
    mrz_line1: str = ""
    mrz_line2: str = ""
    mrz_line3: str = ""
    issued_on: str = ""
    expires_on: str = ""
    issuer_text: str = ""
    original_seen: bool = False
    original_seen_by: str = ""
    original_seen_on: str = ""
    copy_certified: bool = False
    copy_certified_by: str = ""
    copy_certified_on: str = ""
    apostille: str = "none"
    apostille_no: str = ""
    apostille_on: str = ""
    apostille_authority: str = ""
    surname_viz: str = ""
    given_viz: str = ""
    birth_date_viz: str = ""
    sex_viz: str = ""
    nationality_viz: str = ""


@dataclass(frozen=True)
class ConsentDraft:
    """A signed consent. `purposes`: code list `consent_purpose`; `form`: code list `consent_form`."""

    signed_on: str = ""
    purposes: tuple[str, ...] = ()
    form: str = "paper"
    withdrawn_on: str = ""
    note: str = ""


@dataclass(frozen=True)
class PersonDraft:
    """All fields of a person (2.2)."""

    role_in_case: str = "principal"
    surname_ru: str = ""
    given_ru: str = ""
    patronymic_ru: str = ""
    name_ru_source: str = ""
    surname_lat: str = ""
    given_lat: str = ""
    no_patronymic: bool = False
    no_given_name: bool = False
    other_names: tuple[OtherName, ...] = ()
    sex: str = ""
    birth_date: str = ""
    birth_country: str = ""
    birth_place: str = ""
    citizenships: tuple[Citizenship, ...] = ()
    status_if_none: str = ""
    habitual_residence: str = ""
    habitual_residence_since: str = ""
    marital_status: str = "unknown"
    contact_safe: str = ""
    contact_instruction: str = ""
    whereabouts: str = ""
    whereabouts_country: str = ""
    languages: tuple[LanguageSkill, ...] = ()
    education: str = ""
    employment: tuple[Employment, ...] = ()
    income: tuple[Income, ...] = ()
    military_service: YesNo = "unknown"
    military_service_text: str = ""
    foreign_state_service: YesNo = "unknown"
    foreign_state_service_text: str = ""
    conflict_participation: YesNo = "unknown"
    conflict_participation_text: str = ""
    inn: str = ""
    snils: str = ""
    vulnerability: tuple[str, ...] = ()
    unaccompanied: bool = False


@dataclass(frozen=True)
class FamilyLinkDraft:
    from_person: str = ""
    to_person: str = ""
    kind: str = "spouse"
    proof_document: str = ""
    custody_note: str = ""


@dataclass(frozen=True)
class CaseEntry:
    """A whole new case in one transaction. `number`, `uid` and `state` only when it comes from another workstation.

    `persons` are (person, documents, consents); `family` links name persons by their place in `persons`, as text.
    """

    case: CaseDraft
    persons: tuple[PersonEntry, ...] = ()
    family: tuple[FamilyLinkDraft, ...] = ()
    number: str = ""
    uid: str = ""
    state: str = ""
    registered_on: str = ""


@dataclass(frozen=True)
class PersonEntry:
    person: PersonDraft
    documents: tuple[DocumentDraft, ...] = ()
    consents: tuple[ConsentDraft, ...] = ()
