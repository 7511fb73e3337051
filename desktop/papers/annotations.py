"""A member's list of annotations on paper: a working paper, said so, never part of an opinion."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.clock import parse_stamp
from desktop.errors import BugError
from desktop.i18n import Words
from desktop.papers import list_paper
from desktop.papers.fonts import SERIF_BOLD, SERIF_ITALIC, markup
from desktop.papers.list_paper import RULED
from desktop.papers.printer import citation_text
from desktop.papers.style import TEXT_WIDTH, styles
from desktop.papers.tagging import Grid, Text
from desktop.papers.texts import PaperTexts
from models.views.annotations_paper import AnnotationLine, AnnotationsPaper

WIDTHS = (10 * mm, 40 * mm, 36 * mm)


def lay_out(paper: AnnotationsPaper, words: Words) -> bytes:
    """The list as PDF/A-2b, the same bytes for the same `paper`. Raises KnownError: a character that no font prints."""
    if words.language != paper.language:
        raise BugError("the words are not in the paper's language")
    return _Listing(paper, PaperTexts("annotations", words), PaperTexts("opinion", words)).made()


class _Listing:
    def __init__(self, paper: AnnotationsPaper, texts: PaperTexts, places: PaperTexts) -> None:
        self.paper, self.texts, self.places = paper, texts, places
        self.look = styles()

    def made(self) -> bytes:
        paper, texts = self.paper, self.texts
        return list_paper.build(
            self._flowables(),
            language=texts("lang"),
            title=f"{texts('short_title')} {paper.case_number}".strip(),
            author=paper.author,
            subject=self._heading(),
            identifier=f"{paper.case_number} {paper.made_at}".strip(),
            made=parse_stamp(paper.made_at),
        )

    def _heading(self) -> str:
        key = "heading" if self.paper.case_number else "heading_no_case"
        return self.texts(key, case=self.paper.case_number)

    def _flowables(self) -> list[Flowable]:
        paper, texts, look = self.paper, self.texts, self.look
        head = [
            Text(markup(texts(f"columns.{key}"), SERIF_BOLD), look.cell_head) for key in ("number", "place", "kind")
        ]
        head.append(Text(markup(texts("columns.text"), SERIF_BOLD), look.cell_head))
        rows = [head, *(self._row(number, line) for number, line in enumerate(paper.lines, 1))]
        made = ", ".join(part for part in (texts.day(paper.dated), paper.author) if part)
        return [
            Text(markup(paper.commission, SERIF_BOLD), look.organisation),
            Text(markup(texts("title"), SERIF_BOLD), look.kind, tag="H1", outline=(texts("title"), "title")),
            Text(markup(self._heading()), look.subtitle),
            Text(markup(made), look.plain),
            Text(markup(texts("advisory"), SERIF_ITALIC), look.notice),
            Grid(rows, colWidths=[*WIDTHS, TEXT_WIDTH - sum(WIDTHS)], repeatRows=1, style=RULED),
            Text(markup(texts("count", n=len(paper.lines))), look.small),
        ]

    def _row(self, number: int, line: AnnotationLine) -> list[object]:
        texts, look = self.texts, self.look
        kind = texts.code("kinds", line.kind)
        about = [kind, line.colour, line.tag]
        told = [texts("by", author=line.author or texts("unknown"), day=texts.short_day(line.at))]
        if line.shared:
            told.append(texts("shared"))
        said = []
        if line.quote:
            said.append(Text(markup(texts("quote", quote=line.quote), SERIF_ITALIC), look.cell))
        said += [Text(markup(part), look.cell) for part in line.note.splitlines() if part.strip()]
        said.append(Text(markup("; ".join(told)), look.cell))
        place = markup(citation_text(self.places, line.place).strip("[]"))
        return [
            Text(markup(str(number)), look.cell),
            Text(place, look.cell),
            [Text(markup(part), look.cell) for part in about if part],
            said,
        ]
