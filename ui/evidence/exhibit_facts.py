"""The facts of an exhibit as names and values, for the card in the viewer and the sheet in the list."""

from __future__ import annotations

from desktop.clock import parse_stamp
from desktop.evidence.integrity import WHAT_TO_DO
from desktop.i18n import Words
from desktop.register import partial_dates
from models.views.cautions import Standing
from models.views.evidence import DocumentInfo, ExhibitView
from models.views.integrity import ReadingView
from ui.context import Context
from ui.evidence.names import fact_name, fact_value, format_name, grouped
from ui.widgets.label import Role

Fact = tuple[str, str, Role]


def failure_text(words: Words, failed_at: str) -> str:
    """What the mark of a failed verification means and what to do about it."""
    said = words.tr(
        "On {moment} this exhibit did not match the checksum taken when it came in.",
        moment=words.moment(parse_stamp(failed_at)),
    )
    return f"{said} {words.tr(WHAT_TO_DO)}"


def facts_of(
    ctx: Context, exhibit: ExhibitView, info: DocumentInfo | None = None, reading: ReadingView | None = None
) -> list[Fact]:
    """(name, value, role of the value); empty values are left out by the list."""
    words, tr = ctx.words, ctx.words.tr
    details, codes, language = exhibit.details, ctx.services.register.codes, ctx.words.language
    pages = exhibit.pages if exhibit.pages is not None else (len(info.pages) if info and info.pages else None)
    facts: list[Fact] = [
        (tr("Number"), exhibit.number, "mono"),
        (tr("Class"), codes.label("exhibit_class", exhibit.exhibit_class, language), "body"),
        (tr("File name"), exhibit.shown_name, "body"),
        (tr("Kind of file"), format_name(words, exhibit.format), "body"),
        (tr("Size"), words.size(exhibit.size), "body"),
        (tr("Pages"), words.number(pages) if pages else "", "body"),
        ("SHA-256", grouped(exhibit.sha256), "mono"),
        (tr("Kind of document"), codes.label("exhibit_kind", details.kind, language) if details.kind else "", "body"),
        (tr("Form"), codes.label("exhibit_form", details.form, language) if details.form else "", "body"),
        (tr("Language"), codes.label("language", details.lang, language) if details.lang else "", "body"),
        (tr("Date of the document"), partial_dates.shown(details.doc_date, words) if details.doc_date else "", "body"),
        (tr("How obtained"), details.provenance, "body"),
        (tr("Taken in"), words.moment(parse_stamp(exhibit.admitted_at)), "body"),
        (tr("Taken in by"), exhibit.author, "body"),
        (tr("Cited"), words.trn("{n} time", "{n} times", exhibit.citations) if exhibit.citations else "", "body"),
    ]
    if exhibit.derived_from is not None:
        made = codes.label("derived_how", exhibit.derived_how, language)
        facts.insert(1, (tr("Made of"), f"{exhibit.derived_number} · {made}", "body"))
    if exhibit.failed_at:
        facts.insert(1, (tr("Altered"), failure_text(words, exhibit.failed_at), "bad"))
    if reading is not None:
        facts.append((tr("Your reading"), _reading(words, exhibit, reading), "body"))
    if exhibit.status == "withdrawn":
        facts.insert(1, (tr("Withdrawn"), exhibit.status_reason, "warn"))
    if exhibit.name_mismatch:
        facts.insert(4, ("", tr("The ending of the file name promises another kind."), "warn"))
    for name, value in (info.facts if info else {}).items():
        label = fact_name(words, name)
        if label and name != "pages":
            facts.append((label, fact_value(words, name, value), "body"))
    return facts


def standing_facts(words: Words, standing: Standing) -> list[Fact]:
    """What the register of country information says of its source, and what is to be said when it is cited."""
    tr, codes = words.tr, {one.code for one in standing.cautions}
    facts: list[Fact] = []
    if (source := standing.source) is not None:
        day = partial_dates.shown(source.disclosed_on, words) if source.disclosed_on else ""
        told = tr("Put to the applicant on {day}", day=day) if day else tr("Not put to the applicant yet")
        facts.append((tr("Country information"), told, "body" if day else "warn"))
        if source.stale_on:
            role: Role = "warn" if "source.stale" in codes else "body"
            facts.append((tr("Stale from"), partial_dates.shown(source.stale_on, words), role))
    for one in standing.cautions:
        if one.code.startswith("exhibit.") and one.code != "exhibit.withdrawn":
            said = f"{tr(one.text, **dict(one.parameters))} {tr(one.remedy)}"
            facts.append((tr("When it is cited"), said, "body" if one.code == "exhibit.no_language" else "warn"))
    return facts


def _reading(words: Words, exhibit: ExhibitView, reading: ReadingView) -> str:
    parts = []
    if reading.pages and exhibit.pages:
        seen = words.number(min(len(reading.pages), exhibit.pages))
        parts.append(words.trn("{seen} of {n} page seen", "{seen} of {n} pages seen", exhibit.pages, seen=seen))
    if reading.read_at:
        parts.append(words.tr("marked as read on {moment}", moment=words.moment(parse_stamp(reading.read_at))))
    return " · ".join(parts)
