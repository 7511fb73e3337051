"""The extract from an exhibit's custody log: every entry, every verification, the checksum in full."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from desktop.clock import parse_stamp
from desktop.errors import BugError
from desktop.i18n import Words
from desktop.papers import list_paper
from desktop.papers.fonts import MONO, SERIF_BOLD, SERIF_ITALIC, markup
from desktop.papers.list_paper import RULED
from desktop.papers.style import TEXT_WIDTH, styles
from desktop.papers.tagging import Grid, Text
from desktop.papers.texts import PaperTexts
from models.views.custody_paper import CustodyLine, CustodyPaper

PARTIES = {"received": "entries.from", "destroyed": "entries.by"}
WIDTHS = (10 * mm, 39 * mm, 26 * mm, 36 * mm)


def lay_out(paper: CustodyPaper, words: Words) -> bytes:
    """The extract as PDF/A-2b, the same bytes for the same `paper`. `words` in the paper's language.

    Moments are printed in UTC, so that the paper does not depend on the workstation. Raises KnownError(UNPRINTABLE).
    """
    if words.language != paper.language:
        raise BugError("the words are not in the paper's language")
    return _Extract(paper, PaperTexts("custody", words)).made()


class _Extract:
    def __init__(self, paper: CustodyPaper, texts: PaperTexts) -> None:
        self.paper = paper
        self.texts = texts
        self.look = styles()

    def made(self) -> bytes:
        paper, texts = self.paper, self.texts
        return list_paper.build(
            self._flowables(),
            language=texts("lang"),
            title=f"{texts('short_title')} {paper.exhibit}",
            author=paper.author,
            subject=self._heading(),
            identifier=f"{paper.exhibit} sha256:{paper.sha256}",
            made=parse_stamp(paper.made_at),
        )

    def _heading(self) -> str:
        key = "heading" if self.paper.case_number else "heading_no_case"
        return self.texts(key, exhibit=self.paper.exhibit, case=self.paper.case_number)

    def _flowables(self) -> list[Flowable]:
        paper, texts, look = self.paper, self.texts, self.look
        made: list[Flowable] = [
            Text(markup(paper.commission, SERIF_BOLD), look.organisation),
            Text(markup(texts("title"), SERIF_BOLD), look.kind, tag="H1", outline=(texts("title"), "title")),
            Text(markup(texts("subtitle")), look.subtitle),
            Text(markup(texts.day(paper.dated)), look.plain),
            Text(markup(paper.place), look.centred),
            Text(markup(self._heading(), SERIF_BOLD), look.heading),
        ]
        if paper.failed:
            made.append(Text(markup(texts("failed"), SERIF_BOLD), look.plain))
        made.append(Text(markup(texts("advisory"), SERIF_ITALIC), look.notice))
        made += [*self._section("facts"), self._facts()]
        made += [*self._section("entries"), self._entries()]
        if all(entry.sha256 == paper.sha256 for entry in paper.entries):
            made.append(Text(markup(texts("entries.same")), look.small))
        if paper.elsewhere:
            made += [*self._section("elsewhere"), *self._elsewhere()]
        made += [*self._section("checks"), *self._checks()]
        made.append(self._end())
        return made

    def _section(self, key: str) -> list[Flowable]:
        title = self.texts(f"{key}.title")
        return [Text(markup(title, SERIF_BOLD), self.look.section, tag="H2", outline=(title, key))]

    def _facts(self) -> Flowable:
        paper, texts, look = self.paper, self.texts, self.look
        described = [paper.media, texts.words.size(paper.size)]
        if paper.pages:
            described.append(texts("facts.pages", n=paper.pages))
        admitted = texts("facts.by", moment=self._moment(paper.admitted_at), who=paper.admitted_by or texts("unknown"))
        rows = [
            ("name", markup(paper.title)),
            ("file", markup(paper.file_name)),
            ("media", markup("; ".join(described))),
            ("sha256", f'<font name="{MONO}" size="9">{paper.sha256}</font>'),
            ("admitted", markup(admitted)),
            ("provenance", markup(paper.provenance)),
            ("made_of", markup(paper.made_of)),
            ("withdrawn", markup(paper.withdrawn)),
        ]
        cells = [
            [Text(markup(texts(f"facts.{key}")), look.small), Text(value, look.small)] for key, value in rows if value
        ]
        return Grid(cells, colWidths=[35 * mm, TEXT_WIDTH - 35 * mm], style=RULED)

    def _entries(self) -> Flowable:
        paper, texts, look = self.paper, self.texts, self.look
        rows = [self._head("number", "at", "action", "who", "note")]
        for number, entry in enumerate(paper.entries, 1):
            note = self._note(entry)
            if entry.sha256 != paper.sha256:
                note = f"{note} {texts('entries.other', sha256=entry.sha256)}".strip()
            cells = (str(number), self._moment(entry.at), entry.action, entry.who or texts("unknown"), note)
            rows.append([Text(markup(cell), look.cell) for cell in cells])
        return Grid(rows, colWidths=[*WIDTHS, TEXT_WIDTH - sum(WIDTHS)], repeatRows=1, style=RULED)

    def _elsewhere(self) -> list[Flowable]:
        """What came with a case folder, apart from the log: none of it was seen here."""
        paper, texts, look = self.paper, self.texts, self.look
        moment = self._moment(paper.taken_at)
        rows = [self._head("number", "elsewhere.at", "action", "elsewhere.who", "note")]
        for number, entry in enumerate(paper.elsewhere, 1):
            who = entry.who or texts("unknown")
            cells = (str(number), self._moment(entry.at), entry.action, who, self._note(entry))
            rows.append([Text(markup(cell), look.cell) for cell in cells])
        told = texts("elsewhere.told", moment=moment, who=paper.taken_by or texts("unknown"))
        grid = Grid(rows, colWidths=[*WIDTHS, TEXT_WIDTH - sum(WIDTHS)], repeatRows=1, style=RULED)
        return [Text(markup(told), look.small), grid]

    def _note(self, entry: CustodyLine) -> str:
        """What was recorded by hand: the day on which it happened, from or to whom, and the remark."""
        texts = self.texts
        parts = [texts("entries.happened", day=texts.short_day(entry.day))] if entry.day else []
        if entry.party:
            parts.append(texts(PARTIES.get(entry.code, "entries.to"), party=entry.party))
        return "; ".join([*parts, entry.note] if entry.note else parts)

    def _checks(self) -> list[Flowable]:
        paper, texts, look = self.paper, self.texts, self.look
        if not paper.checks:
            return [Text(markup(texts("checks.none")), look.small)]
        rows = [self._head("number", "at", "who")]
        rows[0].append(Text(markup(texts("checks.outcome"), SERIF_BOLD), look.cell_head))
        for number, check in enumerate(paper.checks, 1):
            outcome = markup(texts.code("outcomes", check.outcome))
            if check.found and check.found != paper.sha256:
                outcome += f' <font name="{MONO}" size="8">{check.found}</font>'
            cells = [str(number), self._moment(check.at), check.who or texts("unknown")]
            rows.append([*(Text(markup(cell), look.cell) for cell in cells), Text(outcome, look.cell)])
        widths = [WIDTHS[0], WIDTHS[1], WIDTHS[3]]
        return [Grid(rows, colWidths=[*widths, TEXT_WIDTH - sum(widths)], repeatRows=1, style=RULED)]

    def _head(self, *keys: str) -> list[Text]:
        full = (key if "." in key else f"entries.{key}" for key in keys)
        return [Text(markup(self.texts(key), SERIF_BOLD), self.look.cell_head) for key in full]

    def _end(self) -> Flowable:
        paper, texts, look = self.paper, self.texts, self.look
        signer = ", ".join(part for part in (paper.author_post, paper.author) if part)
        return KeepTogether(
            [
                Spacer(1, 10),
                Text(markup(texts("end.count", entries=len(paper.entries), checks=len(paper.checks))), look.small),
                Text(markup(texts("end.chain", seq=paper.chain_seq)), look.small),
                Text(markup(paper.chain_head, MONO), look.hash),
                Spacer(1, 18),
                Text(markup(f"{texts('end.signature')}: {signer or texts('unknown')}"), look.plain),
            ]
        )

    def _moment(self, stamp: str) -> str:
        return self.texts("utc", day=self.texts.short_day(stamp[:10]), time=stamp[11:16])
