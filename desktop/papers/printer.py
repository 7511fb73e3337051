"""Turns the texts and citations of one paper into reportlab markup."""

from __future__ import annotations

from reportlab.platypus import Flowable

from desktop.errors import BugError
from desktop.papers.fonts import markup
from desktop.papers.style import LINK, Styles
from desktop.papers.tagging import Text
from desktop.papers.texts import PaperTexts
from models.views.cells import quoted
from models.views.papers import OpinionPaper, PaperCitation, PaperParagraph


def anchor(number: str) -> str:
    """The name of an exhibit's annex entry, the target of its citations."""
    return f"exhibit-{number}"


def citation_text(texts: PaperTexts, citation: PaperCitation) -> str:
    """`[A-004, p. 3]` in the paper's language; `texts` are the opinion's."""
    if citation.page is not None:
        return texts("citation_page", exhibit=citation.exhibit, page=citation.page)
    if citation.line is not None:
        return texts("citation_line", exhibit=citation.exhibit, line=citation.line)
    if citation.cells and citation.sheet:
        names = {"sheet": citation.sheet, "quoted": quoted(citation.sheet)}
        return texts("citation_cells", exhibit=citation.exhibit, cells=citation.cells, **names)
    if citation.cells:
        return texts("citation_table", exhibit=citation.exhibit, cells=citation.cells)
    if citation.time:
        return texts("citation_time", exhibit=citation.exhibit, time=citation.time)
    return texts("citation_whole", exhibit=citation.exhibit)


class Printer:
    """Knows the paper, its words and looks, and which exhibits its annex lists."""

    def __init__(self, paper: OpinionPaper, texts: PaperTexts, look: Styles) -> None:
        self.paper = paper
        self.texts = texts
        self.look = look
        self._listed = {exhibit.number for exhibit in paper.exhibits}

    def citations(self, citations: tuple[PaperCitation, ...]) -> str:
        """` [A-004, p. 3] [B-001]`, each a link to its annex entry; never broken over a line inside the brackets."""
        return "".join(f" {self._citation(citation)}" for citation in dict.fromkeys(citations))

    def _citation(self, citation: PaperCitation) -> str:
        if citation.exhibit not in self._listed:
            raise BugError("a cited exhibit is missing from the annex")
        shown = citation_text(self.texts, citation)
        shown = markup(shown.replace(" ", "\u00a0"))
        return f'<a href="#{anchor(citation.exhibit)}" color="{LINK}">{shown}</a>'

    def paragraphs(self, paragraph: PaperParagraph) -> list[Flowable]:
        """One flowable per line of the typed text; citations follow the last."""
        lines = [line.strip() for line in paragraph.text.splitlines() if line.strip()] or [""]
        made = [markup(line) for line in lines]
        made[-1] += self.citations(paragraph.citations)
        return [Text(line, self.look.body) for line in made if line]
