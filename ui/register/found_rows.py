"""Hits of the search as rows: what it is, where it stands, and the words in context."""

from __future__ import annotations

from desktop.i18n import N_, Words
from models.views.cells import quoted
from models.views.search import Group, SearchAnswer, SearchGroup, SearchResult
from ui.widgets.row import Row

NAMES: dict[Group, str] = {
    "case": N_("Cases"),
    "exhibit": N_("Exhibits"),
    "page": N_("Pages"),
    "answer": N_("Answers"),
    "opinion": N_("Opinion"),
    "mark": N_("Annotations"),
    "source": N_("Country information"),
}
ICONS = {
    "case": "folder",
    "person": "user",
    "exhibit": "file",
    "page": "file-text",
    "answer": "checklist",
    "paragraph": "gavel",
    "mark": "highlight",
    "source": "world",
}
PARTS = {
    "facts": N_("Facts"),
    "law": N_("Law"),
    "assessment": N_("Assessment"),
    "operative": N_("Operative part"),
}
HOW = N_(
    "Words are found in every form. “Exact phrase”, beginning*, case:, kind:, date:, lang: narrow the search; alone, "
    "these filters list what fits them, newest first, without pages."
)


def name(words: Words, group: Group) -> str:
    return words.tr(NAMES[group])


def row(words: Words, key: str, result: SearchResult) -> Row:
    """One hit."""
    context = result.context
    chip = words.tr("machine-read") if result.machine else ""
    aside = "" if result.kind in ("case", "person") else result.case
    return Row(
        key,
        title(words, result),
        context.text,
        chip=chip,
        aside=aside,
        icon=ICONS.get(result.kind if result.page is None else "page", "file"),
        marks=context.marks,
    )


def title(words: Words, result: SearchResult) -> str:
    match result.kind:
        case "case" | "person":
            return f"{result.case or words.tr('Draft')}  {result.title}".strip()
        case "page" if result.cell is not None:
            return f"{result.number} · {place(words, result)}  {result.title}"
        case "page":
            page = words.tr("{exhibit} · p. {page}", exhibit=result.number, page=(result.page or 0) + 1)
            return f"{page}  {result.title}"
        case "source" if result.page is not None:
            return f"{place(words, result)}  {result.title}"
        case "answer":
            return words.tr("Answer to {item}", item=result.number)
        case "paragraph":
            part = PARTS.get(result.number)
            return f"{words.tr('Opinion')}: {words.tr(part)}" if part else words.tr("Opinion")
    return f"{result.number}  {result.title}".strip()


def place(words: Words, result: SearchResult) -> str:
    """Where on its file a hit stands: the page, or the cell."""
    if result.cell is None:
        return words.tr("p. {page}", page=(result.page or 0) + 1)
    sheet, cell = result.cell
    return f"{quoted(sheet)}!{cell}" if sheet else cell


def counted(words: Words, group: SearchGroup) -> str:
    """How many hits a group has."""
    if group.more:
        return words.tr("more than {count}", count=group.total)
    return str(group.total)


def nothing(words: Words, answer: SearchAnswer) -> str:
    """Why nothing was found, and what to do."""
    if answer.unknown:
        return words.tr("Nothing is called so: {filter}. Correct it or take it out.", filter=", ".join(answer.unknown))
    if not answer.words:
        return words.tr("No record fits the filters. Pages are found by words: type one beside them.")
    return words.tr("Nothing was found. Try fewer words, another form of a name, or a beginning with *.")
