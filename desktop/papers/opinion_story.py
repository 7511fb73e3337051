"""The opinion as a run of flowables, in the order of reading: requisites, reasons, signature, two annexes."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from desktop.papers.annexes import checklist_annex, exhibits_annex
from desktop.papers.fonts import SERIF, SERIF_BOLD, SERIF_ITALIC, markup
from desktop.papers.printer import Printer
from desktop.papers.style import LINE, MARK_HEIGHT, MARK_WIDTH, TEXT_WIDTH, styles
from desktop.papers.tagging import Grid, Text, begin_artifact, end_artifact
from desktop.papers.texts import PaperTexts
from models.views.papers import OpinionPaper, PaperPart

PLAIN_CELLS = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]


@dataclass(frozen=True)
class Sheets:
    """How many sheets each annex has."""

    checklist: int
    exhibits: int


class MarkSlot(Flowable):  # type: ignore[misc]
    """The empty place of the e-signature mark (requisite 23). After drawing, `place` is (page, box)."""

    def __init__(self, note: str) -> None:
        super().__init__()
        self.width, self.height = MARK_WIDTH, MARK_HEIGHT
        self.note = note
        self.place: tuple[int, tuple[float, float, float, float]] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        x, y = canvas.absolutePosition(0, 0)
        self.place = (canvas.getPageNumber() - 1, (x, y, x + self.width, y + self.height))
        if self.note:
            begin_artifact(canvas, "Layout")
            canvas.setStrokeColor(LINE)
            canvas.setDash(2, 2)
            canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
            canvas.setFont(SERIF_ITALIC, 9)
            canvas.drawCentredString(self.width / 2, self.height / 2 - 3, self.note)
            canvas.setDash()
            end_artifact(canvas)


class OpinionStory:
    def __init__(self, paper: OpinionPaper, texts: PaperTexts, sheets: Sheets, digest: str) -> None:
        self.paper = paper
        self.texts = texts
        self.look = styles()
        self.sheets = sheets
        self.digest = digest
        self.printer = Printer(paper, texts, self.look)
        self.mark = MarkSlot(texts("signature.place_note") if paper.draft else "")
        key = "heading" if paper.applicant else "heading_no_applicant"
        self.heading = texts(key, case=paper.case_number, applicant=paper.applicant)

    def flowables(self) -> list[Flowable]:
        reasons = [flowable for part in self.paper.parts for flowable in self._part(part)]
        # a signature never stands on a sheet without text: the last paragraph goes with it
        last = [reasons.pop()] if reasons else []
        return [
            NextPageTemplate("later"),
            *self._requisites(),
            *self._case_facts(),
            *reasons,
            self._signature(last),
            PageBreak(),
            *checklist_annex(self.printer),
            PageBreak(),
            *exhibits_annex(self.printer, self.digest),
        ]

    def _requisites(self) -> list[Flowable]:
        paper, texts, look = self.paper, self.texts, self.look
        made: list[Flowable] = []
        if mark := texts.code("access", paper.access):
            made.append(Text(markup(mark), look.corner))
        made.append(Text(markup(paper.commission, SERIF_BOLD), look.organisation))
        made.append(Text(markup(texts("title"), SERIF_BOLD), look.kind, tag="H1", outline=(texts("title"), "title")))
        made.append(Text(markup(texts("subtitle")), look.subtitle))
        number = texts("number", number=paper.number) if paper.number else texts("no_number")
        line = Grid(
            [
                [
                    Text(markup(texts.day(paper.dated)), look.plain),
                    Text(f'<para align="right">{markup(number)}</para>', look.plain),
                ]
            ],
            colWidths=[TEXT_WIDTH / 2, TEXT_WIDTH / 2],
            style=[*_table_style(), *PLAIN_CELLS],
        )
        made.append(line)
        made.append(Text(markup(paper.place), look.centred))
        if paper.addressee:
            lines = "<br/>".join(markup(line) for line in paper.addressee.splitlines())
            made.append(Text(lines, look.corner))
        made.append(Text(markup(self.heading, SERIF_BOLD), look.heading))
        made.append(Text(markup(texts("advisory"), SERIF_ITALIC), look.notice))
        if paper.supersedes:
            made.append(Text(markup(texts("supersedes", number=paper.supersedes)), look.plain))
        return made

    def _case_facts(self) -> list[Flowable]:
        paper, texts, look = self.paper, self.texts, self.look
        unknown = texts("case.unknown")
        rows = [
            ("received", texts.day(paper.case_received) if paper.case_received else unknown),
            ("applicant", paper.applicant or unknown),
            ("born", texts.partial(paper.applicant_born) if paper.applicant_born else unknown),
            ("citizenship", paper.applicant_citizenship or unknown),
            ("track", paper.track or unknown),
            ("pack", paper.pack or unknown),
        ]
        cells = [
            [Text(markup(texts(f"case.{key}")), look.small), Text(markup(value), look.small)] for key, value in rows
        ]
        title = texts("case.title")
        return [
            Text(markup(title, SERIF_BOLD), look.section, tag="H2", outline=(title, "case")),
            Grid(
                cells,
                colWidths=[45 * mm, TEXT_WIDTH - 45 * mm],
                style=[
                    *_table_style(),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
                    ("LEFTPADDING", (0, 0), (0, -1), 0),
                ],
            ),
        ]

    def _part(self, part: PaperPart) -> list[Flowable]:
        texts, look = self.texts, self.look
        title = texts(f"parts.{part.kind}")
        made: list[Flowable] = [Text(markup(title, SERIF_BOLD), look.section, tag="H2", outline=(title, part.kind))]
        body: list[Flowable] = []
        if part.kind == "law":
            body.extend(self._laws())
        if part.kind == "operative":
            body.extend(self._outcome())
        for paragraph in part.paragraphs:
            body.extend(self.printer.paragraphs(paragraph))
        return made + (body or [Text(markup(texts("not_stated")), look.body)])

    def _laws(self) -> list[Flowable]:
        made: list[Flowable] = []
        for law in self.paper.laws:
            if not law.checked_on:  # law nobody has checked stays in the window (RULINGS A7)
                continue
            checked = self.texts.day(law.checked_on)
            key = "parts.law_line" if law.article else "parts.law_line_plain"
            line = self.texts(key, title=law.title, article=law.article, checked=checked)
            made.append(Text(markup(line), self.look.body))
        return made

    def _outcome(self) -> list[Flowable]:
        paper, texts = self.paper, self.texts
        if not paper.outcome:
            return []
        made: list[Flowable] = [
            Text(markup(texts("parts.outcome", outcome=paper.outcome_text), SERIF_BOLD), self.look.strong)
        ]
        if paper.reasons:
            named = "; ".join(texts("parts.reason", text=reason.text, code=reason.code) for reason in paper.reasons)
            made.append(Text(markup(texts("parts.reasons", reasons=named)), self.look.body))
        return made

    def _signature(self, last: list[Flowable]) -> Flowable:
        paper, texts, look = self.paper, self.texts, self.look
        role = "\n".join(line for line in (paper.author_post, paper.author_role) if line)
        role = role[:1].upper() + role[1:]
        left = [Text(markup(line), look.plain) for line in role.splitlines()] or [Text("", look.plain)]
        side = (TEXT_WIDTH - MARK_WIDTH) / 2
        block = Grid(
            [[left, self.mark, Text(markup(paper.author), look.plain)]],
            colWidths=[side, MARK_WIDTH, side],
            style=[*_table_style("MIDDLE"), *PLAIN_CELLS, ("LEFTPADDING", (2, 0), (2, 0), 8)],
        )
        contact = f", {paper.author_contact}" if paper.author_contact else ""
        return KeepTogether(
            [
                *last,
                Spacer(1, 16),
                block,
                Spacer(1, 14),
                Text(markup(texts("signature.annexes")), look.small),
                Text(markup(texts("signature.annex_1", sheets=self.sheets.checklist)), look.small),
                Text(markup(texts("signature.annex_2", sheets=self.sheets.exhibits)), look.small),
                Spacer(1, 8),
                Text(markup(texts("signature.executor", author=paper.author, contact=contact)), look.small),
            ]
        )


def _table_style(valign: str = "TOP") -> list[tuple[object, ...]]:
    # the default font of a cell would put an unembedded Helvetica into the page
    return [("FONTNAME", (0, 0), (-1, -1), SERIF), ("VALIGN", (0, 0), (-1, -1), valign)]
