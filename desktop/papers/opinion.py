"""The rapporteur's opinion (draft recommendation) on paper: layout, page numbers, QR code, tags."""

from __future__ import annotations

import io

from reportlab.platypus import Frame

from desktop.clock import parse_stamp
from desktop.errors import BugError
from desktop.i18n import Words
from desktop.papers import fonts, pdfa, qr
from desktop.papers.opinion_story import OpinionStory, Sheets
from desktop.papers.record import QR_DIGITS, content_hash, qr_text
from desktop.papers.style import (
    BOTTOM,
    LEFT,
    NUMBER_FROM_EDGE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QR_SIZE,
    QUIET,
    RIGHT,
    TEXT_HEIGHT,
    TEXT_WIDTH,
)
from desktop.papers.tagging import (
    Node,
    Paper,
    TaggedCanvas,
    begin_artifact,
    draw_figure,
    end_artifact,
)
from desktop.papers.texts import PaperTexts
from models.views.papers import LaidOut, MarkPlace, OpinionPaper

ANNEX_1, ANNEX_2 = "annex-1", "annex-2"
USUAL_ITEMS, USUAL_EXHIBITS = 19, 12  # on a sheet; a good guess saves the second build


def lay_out(paper: OpinionPaper, words: Words) -> bytes:
    """The paper as PDF/A-2b bytes, the same for the same `paper`. Raises KnownError."""
    return compose(paper, words).pdf


def compose(paper: OpinionPaper, words: Words) -> LaidOut:
    """The paper with what its signer needs to know. `words` must be in the paper's language. Raises KnownError."""
    if words.language != paper.language:
        raise BugError("the words are not in the paper's language")
    return _Opinion(paper, PaperTexts("opinion", words)).compose()


class _Opinion:
    def __init__(self, paper: OpinionPaper, texts: PaperTexts) -> None:
        self.paper = paper
        self.texts = texts
        self.digest = content_hash(paper)

    def compose(self) -> LaidOut:
        # the annex mark states how many sheets each annex has, which is known after a first build
        items = sum(len(section.items) for section in self.paper.sections)
        sheets = Sheets(1 + items // USUAL_ITEMS, 1 + len(self.paper.exhibits) // USUAL_EXHIBITS)
        for _attempt in range(3):
            raw, document, story = self._build(sheets)
            pages = document.page
            first, second = document.tree.pages[ANNEX_1], document.tree.pages[ANNEX_2]
            counted = Sheets(second - first, pages - second)
            if counted == sheets:
                break
            sheets = counted
        place = story.mark.place
        if place is None:
            raise BugError("the paper has no place for the mark")
        paper = self.paper
        finished = pdfa.finish(
            raw,
            document.tree,
            language=self.texts("lang"),
            title=f"{self.texts('short_title')} {paper.number or paper.case_number}".strip(),
            author=paper.author,
            subject=f"{paper.commission}. {story.heading}",
            identifier=f"{paper.number} sha256:{self.digest}".strip(),
            made=parse_stamp(paper.made_at),
        )
        return LaidOut(finished, pages, MarkPlace(*place), self.digest)

    def _build(self, sheets: Sheets) -> tuple[bytes, Paper, OpinionStory]:
        story = OpinionStory(self.paper, self.texts, sheets, self.digest)
        out = io.BytesIO()
        below = 0.0 if self.paper.draft else QR_SIZE + 6
        plain = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
        document = Paper(
            out,
            first_frame=Frame(LEFT, BOTTOM + below, TEXT_WIDTH, TEXT_HEIGHT - below, id="first", **plain),
            later_frame=Frame(LEFT, BOTTOM, TEXT_WIDTH, TEXT_HEIGHT, id="later", **plain),
            decorate=self._decorate,
            conclude=self._conclude,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            initialFontName=fonts.SERIF,
            invariant=1,
            lang=self.texts("lang"),
        )
        document.build(story.flowables(), canvasmaker=TaggedCanvas)
        return out.getvalue(), document, story

    def _decorate(self, canvas: TaggedCanvas, page: int) -> None:
        begin_artifact(canvas)
        if page > 1:
            canvas.setFont(fonts.SERIF, 11)
            canvas.drawCentredString(LEFT + TEXT_WIDTH / 2, PAGE_HEIGHT - NUMBER_FROM_EDGE, str(page))
        if self.paper.draft:
            canvas.saveState()
            canvas.setFillGray(0.9)
            canvas.translate(LEFT + TEXT_WIDTH / 2, PAGE_HEIGHT / 2)
            canvas.rotate(52)
            canvas.setFont(fonts.SANS_BOLD, 118)
            canvas.drawCentredString(0, -40, self.texts("draft_mark"))
            canvas.restoreState()
            canvas.setFont(fonts.SANS, 9)
            canvas.setFillColor(QUIET)
            canvas.drawCentredString(LEFT + TEXT_WIDTH / 2, BOTTOM / 2, self.texts("draft_note"))
            canvas.setFillGray(0)
        end_artifact(canvas)

    def _conclude(self, canvas: TaggedCanvas, page: int) -> None:
        if page != 1 or self.paper.draft:
            return
        content = qr_text(self.paper.number, self.digest)
        x, y = PAGE_WIDTH - RIGHT - QR_SIZE, BOTTOM
        note = canvas.tree.add(Node("P"))
        canvas.tree.begin(canvas, note)
        canvas.setFillColor(QUIET)
        canvas.setFont(fonts.SANS, 9)
        canvas.drawRightString(x - 6, y + 17, self.texts("qr.caption", number=self.paper.number) + " ")
        canvas.drawRightString(x - 6, y + 5, self.texts("qr.hash", hash=self.digest[:QR_DIGITS]))
        canvas.tree.end(canvas)
        canvas.saveState()
        canvas.translate(x, y)
        draw_figure(
            canvas,
            (x, y),
            QR_SIZE,
            QR_SIZE,
            self.texts("qr.alt", content=content),
            qr.painter(content, QR_SIZE),
        )
        canvas.restoreState()
