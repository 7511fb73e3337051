"""Rules over one case, person or consent (reference/domain.md 2.1–2.3, 2.12). Pure: drafts in, findings out."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import fields

from desktop.register import partial_dates, translit
from desktop.register import sentences as say
from desktop.register.codes import Codes
from desktop.register.fields import CODED
from desktop.register.findings import TEXT, Checks, FieldName, Finding
from models.views.register import CaseDraft, ConsentDraft, PersonDraft

_CYRILLIC = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё '’\-]*")
_TEXTS = frozenset({"summary", "statement_ru", "statement_original"})
_NAMES_RU = ("surname_ru", "given_ru", "patronymic_ru")
_NAMES_LAT = ("surname_lat", "given_lat")

# What counts as special-category data (152-FZ art. 10: political and religious convictions, health) and is therefore
# kept only with a consent in force: docs/decisions/022-special-categories.md.
SPECIAL_CASE = ("summary", "grounds", "statement_ru", "statement_original")
SPECIAL_PERSON = ("vulnerability", "conflict_participation_text")


def check_case(draft: CaseDraft, codes: Codes, today: dt.date, registered_on: str = "") -> tuple[Finding, ...]:
    """A case's own fields. `registered_on` is given once it is registered: then what registration needs is required."""
    checks = Checks(codes, today)
    for field in ("channel", "priority", "access_level", "lang_of_case"):
        checks.code(field, getattr(draft, field), CODED[field], required=True)
    for field in ("legal_track", "lang_of_contact", "statement_lang", "retention_class"):
        checks.code(field, getattr(draft, field), CODED[field])
    for field in ("minor_in_case", "has_conviction", "interpreter_used", "no_identity_document", "no_record_paper"):
        checks.code(field, getattr(draft, field), "yes_no", required=True)
    for ground in draft.grounds:
        checks.code("grounds", ground, "ground")
    _lengths(checks, draft)
    checks.length("referral_ref", draft.referral_ref, 120)
    for word in translit.mixed_scripts(draft.title)[:1]:  # a folder's name becomes a title: said, not refused
        checks.warn("title", say.MIXED, word=word)
    _mixed(checks, "rapporteur", draft.rapporteur)
    _case_days(checks, draft, registered_on)
    if draft.channel.endswith("_referral") and not draft.referral_ref:
        (checks.error if registered_on else checks.warn)("referral_ref", say.REFERRAL)
    if draft.priority != "normal" and not draft.priority_reason:
        (checks.error if registered_on else checks.warn)("priority_reason", say.PRIORITY_REASON)
    return tuple(checks.found)


def check_person(draft: PersonDraft, codes: Codes, today: dt.date) -> tuple[Finding, ...]:
    checks = Checks(codes, today)
    checks.code("role_in_case", draft.role_in_case, "role_in_case", required=True)
    checks.code("marital_status", draft.marital_status, "marital_status", required=True)
    for field in ("sex", "birth_country", "status_if_none", "habitual_residence", "contact_safe", "whereabouts"):
        checks.code(field, getattr(draft, field), CODED[field])
    checks.code("name_ru_source", draft.name_ru_source, "name_ru_source")
    checks.code("whereabouts_country", draft.whereabouts_country, "country")
    for field in ("military_service", "foreign_state_service", "conflict_participation"):
        checks.code(field, getattr(draft, field), "yes_no", required=True)
    for sign in draft.vulnerability:
        checks.code("vulnerability", sign, "vulnerability")
    _lengths(checks, draft)
    _names(checks, draft)
    _blocks(checks, draft)
    checks.partial("habitual_residence_since", draft.habitual_residence_since, past=True)
    born = checks.partial("birth_date", draft.birth_date)
    if born is not None and born.min_date > today:
        checks.error("birth_date", say.BORN_LATER)
    elif born is not None and not born.vague and partial_dates.age_range(born, today)[0] > 120:
        checks.error("birth_date", say.TOO_OLD)
    if draft.inn and not inn_fits(draft.inn):
        checks.error("inn", say.BAD_INN)
    if draft.snils and not snils_fits(draft.snils):
        checks.error("snils", say.BAD_SNILS)
    return tuple(checks.found)


def check_consent(draft: ConsentDraft, codes: Codes, today: dt.date) -> tuple[Finding, ...]:
    checks = Checks(codes, today)
    signed = checks.day("signed_on", draft.signed_on, past=True)
    withdrawn = checks.day("withdrawn_on", draft.withdrawn_on, past=True)
    if not draft.signed_on:
        checks.error("signed_on", say.CONSENT_UNSIGNED)
    if not draft.purposes:
        checks.error("purposes", say.CONSENT_PURPOSE)
    for purpose in draft.purposes:
        checks.code("purposes", purpose, "consent_purpose")
    checks.code("form", draft.form, "consent_form", required=True)
    if signed and withdrawn and withdrawn < signed:
        checks.error("withdrawn_on", say.WITHDRAWN_FIRST)
    _lengths(checks, draft)
    return tuple(checks.found)


def in_force(draft: ConsentDraft) -> bool:
    """Whether a consent is signed, covers special categories and is not withdrawn (V-CONS-01)."""
    return bool(draft.signed_on) and not draft.withdrawn_on and "special_categories" in draft.purposes


def special_in_case(new: CaseDraft, old: CaseDraft | None, consent: bool) -> tuple[Finding, ...]:
    """V-CONS-01 over a case: without consent, a special field may be emptied or left, never filled or changed."""
    before = old or CaseDraft()
    touched = [name for name in SPECIAL_CASE if getattr(new, name) and getattr(new, name) != getattr(before, name)]
    if new.priority == "health" and before.priority != "health":
        touched.append("priority")
    return () if consent else _special(touched)


def special_in_person(new: PersonDraft, old: PersonDraft | None, consent: bool) -> tuple[Finding, ...]:
    """V-CONS-01 over a person: health, part in conflicts, religious names."""
    before = old or PersonDraft()
    touched = [name for name in SPECIAL_PERSON if getattr(new, name) and getattr(new, name) != getattr(before, name)]
    religious = [n for n in new.other_names if n.kind == "religious" and n not in before.other_names]
    if religious:
        touched.append("other_names")
    return () if consent else _special(touched)


def inn_fits(text: str) -> bool:
    """A person's 12-digit taxpayer number with its two check digits (ФНС order of 29.06.2012 № ММВ-7-6/435@)."""
    if not re.fullmatch(r"[0-9]{12}", text):
        return False
    digits = [int(c) for c in text]
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    tenth = sum(w * d for w, d in zip(weights[1:], digits, strict=False)) % 11 % 10
    last = sum(w * d for w, d in zip(weights, digits, strict=False)) % 11 % 10
    return digits[10] == tenth and digits[11] == last


def snils_fits(text: str) -> bool:
    """An 11-digit insurance number, hyphens and space allowed; numbers up to 001-001-998 carry no control."""
    plain = re.sub(r"[ \-]", "", text)
    if not re.fullmatch(r"[0-9]{11}", plain):
        return False
    if int(plain[:9]) <= 1_001_998:
        return True
    total = sum(int(d) * w for d, w in zip(plain[:9], range(9, 0, -1), strict=True)) % 101
    return int(plain[9:]) == total % 100


def _special(touched: list[str]) -> tuple[Finding, ...]:
    return tuple(Finding(f, "error", say.NO_CONSENT, (("field", FieldName(f)),)) for f in touched)


def _case_days(checks: Checks, draft: CaseDraft, registered_on: str) -> None:
    received = checks.day("received_on", draft.received_on, past=True)
    checks.day("due_on", draft.due_on)
    checks.day("clock_started_on", draft.clock_started_on)
    checks.day("statement_signed_on", draft.statement_signed_on, past=True)
    registered = checks.day("registered_on", registered_on, past=True)
    if received and received.isoformat() < checks.codes.earliest_received:
        earliest = dt.date.fromisoformat(checks.codes.earliest_received)
        checks.warn("received_on", say.EARLY, day=earliest.strftime("%d.%m.%Y"))
    if registered_on and not draft.received_on:
        checks.error("received_on", say.EMPTY)
    if received and registered:
        if registered < received:
            checks.error("registered_on", say.ORDER, later=FieldName("registered_on"), earlier=FieldName("received_on"))
        elif _working_days(received, registered) > 1:
            checks.warn("registered_on", say.LATE_REGISTRATION)
    for pause in draft.clock_pauses:
        begun, ended = checks.day("clock_pauses", pause.since), checks.day("clock_pauses", pause.until)
        if not pause.since or not pause.reason or not pause.end_rule:
            checks.error("clock_pauses", say.EMPTY)
        if begun and ended and ended < begun:
            checks.error("clock_pauses", say.BAD_DAY, value=pause.until)


def _working_days(first: dt.date, last: dt.date) -> int:
    """Working days after `first` up to `last`, by weekends alone: no production calendar is shipped yet."""
    return sum(1 for n in range(1, (last - first).days + 1) if (first + dt.timedelta(n)).weekday() < 5)


def _names(checks: Checks, draft: PersonDraft) -> None:
    if not any(getattr(draft, name) for name in (*_NAMES_RU, *_NAMES_LAT)):
        checks.error("surname_ru", say.NO_NAME)
    for field in (*_NAMES_RU, *_NAMES_LAT):
        value = getattr(draft, field)
        mixed = translit.mixed_scripts(value)
        if mixed:
            checks.error(field, say.MIXED, word=mixed[0])
        elif value and field in _NAMES_RU and not _CYRILLIC.fullmatch(value):
            checks.error(field, say.NAME_CYRILLIC)
        elif value and field in _NAMES_LAT and not _latin(value):
            checks.error(field, say.NAME_LATIN)
        checks.length(field, value, 100)
    if draft.no_patronymic and draft.patronymic_ru:
        checks.error("patronymic_ru", say.FLAG_AND_FIELD)
    if draft.no_given_name and (draft.given_ru or draft.given_lat):
        checks.error("given_ru" if draft.given_ru else "given_lat", say.FLAG_AND_FIELD)
    if any(getattr(draft, name) for name in _NAMES_RU) and draft.name_ru_source in ("", "suggested"):
        checks.warn("name_ru_source", say.SUGGESTED)


def _latin(text: str) -> bool:
    letters = [c for c in unicodedata.normalize("NFC", text) if c not in " '’-."]
    return bool(letters) and all(unicodedata.name(c, "").startswith("LATIN ") for c in letters)


def _blocks(checks: Checks, draft: PersonDraft) -> None:
    for name in draft.other_names:
        checks.code("other_names", name.kind, "name_kind", required=True)
        if not name.value:
            checks.error("other_names", say.EMPTY)
        _mixed(checks, "other_names", name.value)
    for citizenship in draft.citizenships:
        checks.code("citizenships", citizenship.country, "country", required=True)
    for skill in draft.languages:
        checks.code("languages", skill.language, "language", required=True)
        checks.code("languages", skill.level, "language_level")
    for field in ("other_names", "citizenships", "employment"):
        for block in getattr(draft, field):
            checks.partial(field, block.since)
            checks.partial(field, block.until)


def _mixed(checks: Checks, field: str, value: str) -> None:
    mixed = translit.mixed_scripts(value)
    if mixed:
        checks.error(field, say.MIXED, word=mixed[0])


def _lengths(checks: Checks, draft: object) -> None:
    for field in fields(draft):  # type: ignore[arg-type]
        value = getattr(draft, field.name)
        if isinstance(value, str):
            checks.length(field.name, value, TEXT if field.name in _TEXTS else 2000)
