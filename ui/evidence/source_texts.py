"""What is said about sources of country information in the window."""

from __future__ import annotations

from dataclasses import replace

from desktop.clock import parse_stamp
from desktop.evidence.integrity import WHAT_TO_DO_WITH_A_SOURCE
from desktop.i18n import N_, Words
from desktop.register import partial_dates
from models.views.search import SearchResult
from models.views.sources import FoundSource, Reliance, SourceUseView, SourceView
from ui.register import found_rows
from ui.widgets.chip import Tone
from ui.widgets.row import Row

QUESTIONS: dict[str, str] = {
    "relevant": N_("Is it relevant to the case?"),
    "adequate": N_("Does it cover the issue adequately?"),
    "current": N_("Is it current?"),
    "sourced": N_("Is it satisfactorily sourced?"),
    "public": N_("Is it public and accessible?"),
    "method": N_("Was it made by a sound method?"),
    "impartial": N_("Is it impartial?"),
    "balanced": N_("Is it balanced and not selective?"),
    "examined": N_("Was it examined by a court before?"),
}
ANSWERS: dict[str, str] = {
    "yes": N_("Yes"),
    "partly": N_("Partly"),
    "no": N_("No"),
    "unknown": N_("Not established"),
}
PARTS: dict[str, str] = {
    "facts": N_("Facts"),
    "law": N_("Law"),
    "assessment": N_("Assessment"),
    "operative": N_("Operative part"),
}


def row(words: Words, view: SourceView) -> Row:
    """A source in the list: what it is, who published it when, and whether it has grown stale."""
    draft = view.draft
    published = partial_dates.shown(draft.published_on, words) if draft.published_on else ""
    chip, tone = state(words, view)
    uses = len({use.case_id for use in view.uses if not use.withdrawn})
    aside = words.trn("{n} case", "{n} cases", uses) if uses else ""
    return Row(
        view.id,
        draft.title(words.language),
        " · ".join(part for part in (draft.publisher, published) if part),
        chip=chip,
        tone=tone,
        aside=aside,
        icon="world" if view.file is None else "file-text",
    )


def found_row(words: Words, found: FoundSource) -> Row:
    """The same in a list that was searched: in how many places of its file, pages or cells, the words stand."""
    made = row(words, found.view)
    if not found.pages:
        return made
    said = words.trn("found in {n} place", "found in {n} places", found.pages)
    return replace(made, detail=" · ".join(part for part in (said, made.detail) if part))


def hit_rows(words: Words, found: FoundSource) -> dict[str, tuple[Row, SearchResult]]:
    """The places in its file under a source of the list, by the keys of their rows."""
    rows = {}
    for hit in found.hits:
        key, context = f"hit:{found.view.id}:{hit.page}", hit.context
        rows[key] = (Row(key, found_rows.place(words, hit), context.text, depth=2, marks=context.marks), hit)
    return rows


def state(words: Words, view: SourceView) -> tuple[str, Tone]:
    if view.failed_at:
        return words.tr("altered"), "bad"
    if view.stale:
        return words.tr("stale"), "warn"
    if view.file is None:
        return words.tr("no file"), "neutral"
    return "", "neutral"


def failure_text(words: Words, failed_at: str) -> str:
    """What the mark of a failed verification means and what to do about it."""
    moment = words.moment(parse_stamp(failed_at))
    said = words.tr("On {moment} this file did not match the checksum taken when it came in.", moment=moment)
    return f"{said} {words.tr(WHAT_TO_DO_WITH_A_SOURCE)}"


def use_row(words: Words, use: SourceUseView) -> Row:
    """Where it was taken in, and whether the applicant knows it."""
    if use.disclosed_on:
        day = partial_dates.shown(use.disclosed_on, words)
        said, chip, tone = words.tr("Put to the applicant on {day}", day=day), "", "neutral"
    else:
        said, chip, tone = words.tr("Not put to the applicant yet"), words.tr("not disclosed"), "warn"
    if use.withdrawn:
        chip, tone = words.tr("withdrawn"), "neutral"
    cited = words.trn("{n} citation", "{n} citations", use.citations)
    return Row(
        f"use:{use.id}",
        f"{use.case} · {use.number}",
        f"{said} · {cited}",
        chip=chip,
        tone=tone,  # type: ignore[arg-type]
        icon="folder",
        struck=use.withdrawn,
    )


def reliance_row(words: Words, key: str, one: Reliance) -> Row:
    """A place that relies on it."""
    if one.anchor_kind == "answer":
        where = words.tr("Answer to {item}", item=one.anchor)
    else:
        part = PARTS.get(one.anchor)
        where = f"{words.tr('Opinion')}: {words.tr(part)}" if part else words.tr("Opinion")
    page = one.citation.page
    place = words.tr("{exhibit} · p. {page}", exhibit=one.citation.number, page=page) if page else one.citation.number
    detail = " · ".join(part for part in (place, one.citation.quote) if part)
    return Row(key, f"{one.case} · {where}", detail, icon="quote")
