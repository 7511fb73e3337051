"""The opinion on record as plain data for a paper, in the paper's language. Law that nobody checked stays away (A7)."""

from __future__ import annotations

from collections.abc import Container, Iterable

from desktop.i18n import Words
from models.views.assessment import PARTS, ChecklistView, ItemView, OpinionDraft, OpinionForPaper
from models.views.cautions import Caution
from models.views.evidence import CellPlace, CitationDraft, ImagePlace, MediaPlace, PagePlace, TextPlace
from models.views.packs import Law
from models.views.papers import (
    Outstanding,
    PaperAnswer,
    PaperCitation,
    PaperItem,
    PaperLaw,
    PaperParagraph,
    PaperPart,
    PaperSection,
    Reason,
)


def compose(
    checklist: ChecklistView,
    opinion: OpinionDraft,
    numbers: dict[str, str],
    cautions: dict[str, tuple[Caution, ...]],
    words: Words,
    *,
    version: int,
    at: str,
) -> OpinionForPaper:
    """`numbers` maps exhibit ids to `A-004`, `cautions` to what is to be said of citing them.

    The operative part ends with: the competent authority decides.
    """
    language = words.language
    outcome = checklist.outcomes.outcome(opinion.outcome)
    codes = [checklist.outcomes.reason(code) for code in opinion.codes]
    laws = [law for law in (checklist.checklist.law(one) for one in opinion.laws) if law is not None]
    answered = [view.answer for view in checklist.items if view.answer is not None and view.applies]
    cited = {c.exhibit_id for c in opinion.citations} | {c.exhibit_id for a in answered for c in a.citations}
    return OpinionForPaper(
        outcome=opinion.outcome,
        outcome_text=outcome.text.text(language) if outcome else "",
        reasons=tuple(Reason(reason.code, reason.text.text(language)) for reason in codes if reason),
        parts=_parts(opinion, numbers, checklist.outcomes.authority.text(language)),
        laws=tuple(_law(law, language) for law in laws if law.checked_on),
        sections=_sections(checklist, numbers, words),
        exhibits=tuple(sorted(cited, key=lambda one: _order(numbers[one]))),
        pack=f"{checklist.checklist.pack.name}, {checklist.outcomes.pack.name}",
        version=version,
        at=at,
        hidden_laws=tuple(law.id for law in laws if not law.checked_on),
        outstanding=_outstanding(cautions, cited, {c.exhibit_id for c in opinion.citations}),
    )


def _outstanding(
    cautions: dict[str, tuple[Caution, ...]], cited: Iterable[str], drafted: Container[str]
) -> dict[str, Outstanding]:
    """What the paper says that a translation still lacks (V-TRAN-01), as it does of second readings."""
    found: dict[str, Outstanding] = {}
    for exhibit_id in cited:
        codes = {one.code for one in cautions.get(exhibit_id, ())}
        if "exhibit.untranslated" in codes:
            found[exhibit_id] = "translation"
        elif "exhibit.uncertified" in codes and exhibit_id in drafted:
            found[exhibit_id] = "certificate"
    return found


def _parts(opinion: OpinionDraft, numbers: dict[str, str], authority: str) -> tuple[PaperPart, ...]:
    parts = []
    for kind in PARTS:
        paragraphs = [
            PaperParagraph(p.text.strip(), _citations(p.citations, numbers), p.codes)
            for p in opinion.part(kind)
            if not p.blank
        ]
        if kind == "operative":
            paragraphs.append(PaperParagraph(authority))
        parts.append(PaperPart(kind, tuple(paragraphs)))
    return tuple(parts)


def _sections(checklist: ChecklistView, numbers: dict[str, str], words: Words) -> tuple[PaperSection, ...]:
    return tuple(
        PaperSection(
            section.code,
            section.title.text(words.language),
            tuple(_item(view, numbers, words) for view in checklist.items if view.item.section == section.code),
        )
        for section in checklist.sections
    )


def _item(view: ItemView, numbers: dict[str, str], words: Words) -> PaperItem:
    answer: PaperAnswer = "BY_RULE" if not view.applies else view.answer.value if view.answer else "OPEN"
    printed = view.answer if view.applies else None
    return PaperItem(
        code=view.item.id,
        question=view.item.text.text(words.language),
        answer=answer,
        note=printed.note if printed else "",
        ground=words.tr(view.ground),
        second_reading=view.second_reading_outstanding,
        citations=_citations((c.draft() for c in printed.citations), numbers) if printed else (),
    )


def _citations(cited: Iterable[CitationDraft], numbers: dict[str, str]) -> tuple[PaperCitation, ...]:
    """Each exhibit and page once, in the order in which they were cited."""
    found = (paper_citation(citation, numbers[citation.exhibit_id]) for citation in cited)
    return tuple(dict.fromkeys(found))


def paper_citation(citation: CitationDraft, number: str) -> PaperCitation:
    """What is printed of a place; `number` is the exhibit's."""
    if isinstance(citation.place, CellPlace):
        return PaperCitation(number, sheet=citation.place.sheet, cells=citation.place.cells)
    if isinstance(citation.place, MediaPlace):
        return PaperCitation(number, time=citation.place.time)
    return PaperCitation(number, _page(citation), _line(citation))


def _page(citation: CitationDraft) -> int | None:
    match citation.place:
        case PagePlace(page):
            return page
        case ImagePlace(frame) if frame > 1:
            return frame
    return None


def _line(citation: CitationDraft) -> int | None:
    return citation.place.line if isinstance(citation.place, TextPlace) else None


def _law(law: Law, language: str) -> PaperLaw:
    return PaperLaw(law.title.text(language), law.article.text(language), law.checked_on)


def _order(number: str) -> tuple[str, int]:
    letter, _, ordinal = number.partition("-")
    return letter, int(ordinal)
