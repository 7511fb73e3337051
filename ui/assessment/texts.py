"""What answers, blocks and citations are called in the window."""

from __future__ import annotations

from desktop.i18n import N_, Words
from models.views.assessment import ItemView, Value
from models.views.evidence import CellPlace, Citation, CitationDraft, ImagePlace, MediaPlace, PagePlace, TextPlace
from models.views.packs import Block
from ui.widgets.chip import Tone

VALUES: dict[Value, str] = {
    "YES": N_("Yes"),
    "PARTLY": N_("Partly"),
    "NO": N_("No"),
    "UNKNOWN": N_("Not established"),
    "NA": N_("Not applicable"),
}
BLOCKS: dict[Block, tuple[str, str, Tone]] = {
    "SIG": (N_("stops signing"), N_("While this item is not settled, nothing is signed."), "bad"),
    "REC": (N_("stops support"), N_("While this item is not settled, no support can be recommended."), "warn"),
    "AGD": (N_("stops the agenda"), N_("While this item is not settled, the case goes on no agenda."), "neutral"),
    "ADM": (N_("stops admission"), N_("While this item is not settled, the case is not admitted."), "neutral"),
}
SETTLED: dict[Block, str] = {
    "SIG": N_("does not stop signing"),
    "REC": N_("does not stop support"),
    "AGD": N_("does not stop the agenda"),
    "ADM": N_("does not stop admission"),
}
NEVER_LIFTED = N_("Nobody can lift this block.")


def value_name(words: Words, value: Value | None) -> str:
    return words.tr(VALUES[value]) if value is not None else words.tr("No answer")


def block_chip(words: Words, view: ItemView) -> tuple[str, Tone, str] | None:
    """Word, tone and reason of the item's block, settled or not; None where it never holds anything up."""
    kind = view.block or view.item.block
    if not kind or not view.applies:
        return None
    word, reason, tone = BLOCKS[kind]
    tip = words.tr(reason)
    if view.item.never_lifted:
        tip = f"{tip} {words.tr(NEVER_LIFTED)}"
    if not view.block:
        return words.tr(SETTLED[kind]), "good", tip
    return words.tr(word), tone, tip


def citation_name(words: Words, citation: Citation | CitationDraft) -> str:
    """`A-004 · p. 3`: the exhibit and its own page, or the line of a text."""
    match citation.place:
        case PagePlace(page):
            return words.tr("{exhibit} · p. {page}", exhibit=citation.number, page=page)
        case ImagePlace(frame) if frame > 1:
            return words.tr("{exhibit} · p. {page}", exhibit=citation.number, page=frame)
        case TextPlace() as place:
            return words.tr("{exhibit} · line {line}", exhibit=citation.number, line=place.line)
        case MediaPlace() as moment:
            return words.tr("{exhibit} · {cells}", exhibit=citation.number, cells=moment.time)
        case CellPlace(sheet, cells) if sheet:
            short = sheet if len(sheet) <= 32 else sheet[:31] + "…"
            return words.tr("{exhibit} · {sheet}, {cells}", exhibit=citation.number, sheet=short, cells=cells)
        case CellPlace(_, cells):
            return words.tr("{exhibit} · {cells}", exhibit=citation.number, cells=cells)
    return citation.number


def citation_tip(words: Words, citation: Citation | CitationDraft) -> str:
    """What was quoted, for the tooltip."""
    quote = " ".join(citation.quote.split())
    if len(quote) > 200:
        quote = quote[:199] + "…"
    machine = getattr(citation.place, "machine", "")
    if quote and machine:
        return words.tr("“{quote}” (machine-read: {machine})", quote=quote, machine=machine)
    return words.tr("“{quote}”", quote=quote) if quote else words.tr("Open the cited place")


def as_citation(draft: CitationDraft, case_id: str) -> Citation:
    """A draft in the form in which places are opened."""
    return Citation(
        id="",
        case_id=case_id,
        exhibit_id=draft.exhibit_id,
        number=draft.number,
        sha256=draft.sha256,
        place=draft.place,
        quote=draft.quote,
        before=draft.before,
        after=draft.after,
        note=draft.note,
        anchor_kind="",
        anchor_id="",
        position=0,
        author="",
    )
