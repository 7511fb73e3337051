"""Rules over an identity document, above all V-PASS-01: check digits, and the zone against what was typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, fields

from desktop.register import mrz, partial_dates, translit
from desktop.register import sentences as say
from desktop.register.codes import Codes
from desktop.register.findings import Checks, FieldName, Finding
from models.views.register import DocumentDraft, PersonDraft

_VIZ = re.compile(r"[A-Z0-9 \-/]{1,20}")
DATES = frozenset({"birth_date", "expires_on"})
SERVICE_MONTHS = 4  # the longest statutory time of a track (reference/domain.md 1.2): a warning only


@dataclass(frozen=True)
class FieldDiff:
    """One field that the zone and the case both state. `same` is None when one of them leaves it open."""

    field: str
    mrz: str
    typed: str
    same: bool | None


def check_document(
    draft: DocumentDraft, person: PersonDraft, codes: Codes, today: dt.date, received_on: str = ""
) -> tuple[Finding, ...]:
    """All findings over one document of `person`; everything about the zone is a warning."""
    checks = Checks(codes, today)
    checks.code("kind", draft.kind, "document_kind", required=True)
    checks.code("issuing_state", draft.issuing_state, "country")
    checks.code("nationality_viz", draft.nationality_viz, "country")
    checks.code("sex_viz", draft.sex_viz, "sex")
    checks.code("apostille", draft.apostille, "apostille", required=True)
    for field in fields(draft):
        value = getattr(draft, field.name)
        if isinstance(value, str):
            checks.length(field.name, value)
    if not draft.number:
        checks.error("document_number", say.NO_DOCUMENT_NUMBER)
    for name, value in (("document_number", draft.number), ("series", draft.series)):
        if value and not _VIZ.fullmatch(value):
            checks.error(name, say.NUMBER_CHARS)
    shape = codes.shape(draft.issuing_state)
    if shape and draft.kind == "passport" and draft.number and not shape.fullmatch(_plain(draft.number)):
        checks.warn("document_number", say.NUMBER_SHAPE, country=draft.issuing_state)
    checks.partial("birth_date_viz", draft.birth_date_viz, past=True)
    _days(checks, draft, received_on)
    _zone(checks, draft, person)
    return tuple(checks.found)


def zone_of(draft: DocumentDraft) -> mrz.Mrz | None:
    """The document's zone, read; None when there is none or it has no MRZ's shape."""
    lines = _lines(draft)
    try:
        return mrz.read("\n".join(lines)) if lines else None
    except ValueError:
        return None


def compare(draft: DocumentDraft, person: PersonDraft, today: dt.date) -> tuple[FieldDiff, ...]:
    """The zone beside the visual fields, or beside the person's where the document states none (V-PASS-01)."""
    zone = zone_of(draft)
    if zone is None:
        return ()
    nationality = draft.nationality_viz or next((c.country for c in person.citizenships), "")
    rows: list[tuple[str, str, str, Callable[[str, str], bool | None]]] = [
        ("surname_lat", zone.surname, draft.surname_viz or person.surname_lat, _same_name),
        ("given_lat", zone.given, draft.given_viz or person.given_lat, _same_name),
        ("document_number", zone.number, draft.number, lambda a, b: _plain(a) == _plain(b)),
        ("issuing_state", zone.issuer, draft.issuing_state, str.__eq__),
        ("nationality_viz", zone.nationality, nationality, str.__eq__),
        ("birth_date", _birth(zone, today), draft.birth_date_viz or person.birth_date, _same_date),
        ("sex", zone.sex, draft.sex_viz or person.sex, str.__eq__),
        ("expires_on", _expiry(zone), draft.expires_on, _same_date),
    ]
    return tuple(
        FieldDiff(field, read, typed, test(read, typed) if read and typed else None)
        for field, read, typed, test in rows
        if read or typed
    )


def from_zone(draft: DocumentDraft, today: dt.date) -> DocumentDraft:
    """The draft with its empty fields filled from its zone; what was typed stays, to be compared."""
    zone = zone_of(draft)
    if zone is None:
        return draft
    expiry = _expiry(zone)
    read = {
        "number": zone.number,
        "issuing_state": zone.issuer,
        "expires_on": expiry if len(expiry) == 10 else "",
        "surname_viz": zone.surname,
        "given_viz": zone.given,
        "birth_date_viz": _birth(zone, today),
        "sex_viz": zone.sex,
        "nationality_viz": zone.nationality,
    }
    known = {f.name: getattr(draft, f.name) for f in fields(draft)}
    known.update({name: value for name, value in read.items() if value and not known[name]})
    lines = (*zone.lines, "", "")
    known.update(mrz_line1=lines[0], mrz_line2=lines[1], mrz_line3=lines[2])
    return DocumentDraft(**known)


def _days(checks: Checks, draft: DocumentDraft, received_on: str) -> None:
    issued = checks.day("issued_on", draft.issued_on, past=True)
    expires = checks.day("expires_on", draft.expires_on)
    for field in ("original_seen_on", "copy_certified_on", "apostille_on"):
        checks.day(field, getattr(draft, field), past=True)
    if issued and expires and expires <= issued:
        checks.error("expires_on", say.EXPIRES_FIRST)
    if not expires or not received_on:
        return
    try:
        received = dt.date.fromisoformat(received_on)
    except ValueError:
        return
    if expires < received:
        checks.warn("expires_on", say.EXPIRED)
    elif expires < _months_later(received, SERVICE_MONTHS):
        checks.warn("expires_on", say.EXPIRES_SOON)


def _zone(checks: Checks, draft: DocumentDraft, person: PersonDraft) -> None:
    if not _lines(draft):
        return
    zone = zone_of(draft)
    if zone is None:
        checks.warn("mrz", say.MRZ_SHAPE)
        return
    for check in zone.wrong:
        name = "document_number" if check.field == "number" else check.field
        checks.warn(
            "mrz", say.MRZ_DIGIT, field=FieldName(name), found=check.found.replace("<", "‹"), expected=check.expected
        )
    for diff in compare(draft, person, checks.today):
        if diff.same is False:
            read, typed = (partial_dates.typed(v) if diff.field in DATES else v for v in (diff.mrz, diff.typed))
            checks.warn(diff.field, say.MRZ_DIFFERS, field=FieldName(diff.field), mrz=read, typed=typed)


def _lines(draft: DocumentDraft) -> tuple[str, ...]:
    return tuple(line for line in (draft.mrz_line1, draft.mrz_line2, draft.mrz_line3) if line)


def _birth(zone: mrz.Mrz, today: dt.date) -> str:
    try:
        found = partial_dates.from_mrz(zone.birth_date, latest=today)
    except ValueError:
        return ""
    return found.edtf if found else ""


def _expiry(zone: mrz.Mrz) -> str:
    """Documents in use expire in this century."""
    try:
        found = partial_dates.from_mrz(zone.expires_on, latest=dt.date(2099, 12, 31))
    except ValueError:
        return ""
    return found.edtf if found else ""


def _same_name(read: str, typed: str) -> bool:
    """A zone may cut a long name and may spell `Ü` as `UE` or `U`."""
    zone = read.replace(" ", "")
    spellings = ("".join(form(word) for word in translit.words(typed)) for form in (translit.key, translit.plain))
    return any(zone == spelling or (len(read) >= 12 and spelling.startswith(zone)) for spelling in spellings)


def _same_date(read: str, typed: str) -> bool | None:
    try:
        return partial_dates.same(partial_dates.parse(read), partial_dates.parse(typed))
    except ValueError:
        return None


def _plain(number: str) -> str:
    return re.sub(r"[ \-/]", "", number)


def _months_later(day: dt.date, months: int) -> dt.date:
    month = day.month - 1 + months
    return dt.date(day.year + month // 12, month % 12 + 1, min(day.day, 28))
