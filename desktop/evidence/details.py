"""What a person says about an exhibit: checked against the code lists, copied between views and rows."""

from __future__ import annotations

import dataclasses

from sqlalchemy.orm import Session

from desktop.errors import KnownError
from desktop.evidence.sentences import BAD_TRANSLATION, BAD_VALUE, NO_PROVENANCE, NO_TITLE
from desktop.i18n import LANGUAGES, N_, Words
from desktop.register import partial_dates
from desktop.register.codes import Codes
from models.tables.evidence import Exhibit
from models.views.evidence import ExhibitDetails

NAMES = tuple(field.name for field in dataclasses.fields(ExhibitDetails))

CODED = {
    "kind": "exhibit_kind",
    "form": "exhibit_form",
    "origin": "exhibit_origin",
    "lang": "language",
    "translation_status": "translation_status",
    "authenticity": "authenticity",
    "confidentiality": "confidentiality",
}
DATED = ("doc_date", "translation_date", "admitted_on")
REQUIRED = ("kind", "authenticity")
LONGEST = 4000

FIELDS: dict[str, str] = {
    "title_ru": N_("Title in Russian"),
    "title_en": N_("Title in English"),
    "kind": N_("Kind"),
    "form": N_("Form"),
    "lang": N_("Language"),
    "doc_date": N_("Date of the document"),
    "origin": N_("Origin"),
    "provenance": N_("How obtained"),
    "translation_of": N_("Translation of"),
    "translation_status": N_("Translation"),
    "translator": N_("Translator"),
    "translation_date": N_("Translated on"),
    "translation_certificate": N_("Certificate of the translation"),
    "web_url": N_("Address of the page"),
    "web_captured_at": N_("Captured at"),
    "web_tool": N_("Captured with"),
    "web_notarised": N_("Inspected by a notary"),
    "authenticity": N_("Authenticity"),
    "authenticity_reason": N_("Reason for the authenticity"),
    "relevance": N_("Relevance"),
    "reliability": N_("Reliability"),
    "sufficiency": N_("Sufficiency"),
    "confidentiality": N_("Handling"),
    "redactions": N_("What to black out"),
    "admitted_on": N_("Admitted on"),
    "objection": N_("Objection"),
    "objection_by": N_("Objection by"),
}


def check(details: ExhibitDetails, codes: Codes, name: str) -> None:
    """Raise KnownError for the first field that can't stand. `name` is the file's, safe to show."""
    if not details.provenance.strip():
        raise KnownError(NO_PROVENANCE, name=name)
    if not (details.title_ru.strip() or details.title_en.strip()):
        raise KnownError(NO_TITLE)
    for field in NAMES:
        value = getattr(details, field)
        if isinstance(value, str) and (len(value) > LONGEST or "\0" in value):
            raise KnownError(BAD_VALUE, field=field, value=value[:40].replace("\0", "·"))
    for field, listed in CODED.items():
        value = getattr(details, field)
        if (value or field in REQUIRED) and not codes.has(listed, value):
            raise KnownError(BAD_VALUE, field=field, value=value[:40])
    for field in DATED:
        value = getattr(details, field)
        if value and not _is_date(value):
            raise KnownError(BAD_VALUE, field=field, value=value[:40])


def check_original(session: Session, details: ExhibitDetails, case_id: str, own_id: str | None) -> None:
    """A translation's original is another exhibit of the same case. Raises KnownError(BAD_TRANSLATION)."""
    if details.translation_of is None:
        return
    original = session.get(Exhibit, details.translation_of)
    if original is None or original.case_id != case_id or original.id == own_id:
        raise KnownError(BAD_TRANSLATION)


def of_row(row: Exhibit) -> ExhibitDetails:
    return ExhibitDetails(**{name: getattr(row, name) for name in NAMES})


def into_row(details: ExhibitDetails, row: Exhibit) -> None:
    """Write what differs."""
    for name in NAMES:
        value = getattr(details, name)
        value = value.strip() if isinstance(value, str) else value
        if getattr(row, name) != value:
            setattr(row, name, value)


def _is_date(text: str) -> bool:
    try:
        partial_dates.parse(text)
    except ValueError:
        return False
    return True


def derived(original: ExhibitDetails, file: str, title: str, came: str) -> ExhibitDetails:
    """What is said about an exhibit that the program made of another one: as of the original, except how it came about.

    `title` is a marked text with `{title}`; `file` stands for a title that the original lacks. Handling is left out.
    """
    titles = {"ru": original.title_ru, "en": original.title_en}
    if not any(titles.values()):
        titles["en"] = file
    told = {
        language: Words(language).tr(title, title=titles[language]) if titles[language] else ""
        for language in LANGUAGES
    }
    return ExhibitDetails(
        title_ru=told["ru"][:LONGEST],
        title_en=told["en"][:LONGEST],
        kind=original.kind,
        lang=original.lang,
        doc_date=original.doc_date,
        origin=original.origin,
        provenance=came,
    )
