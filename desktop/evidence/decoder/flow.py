"""Flow documents: paragraphs with styles become pages of text. For mail, web pages, chats, office texts.

A reader builds a `Flow` and is a `FlowReader` over it; screens, finding and citing are those of plain texts.
Offsets count code points of the whole text, in which every paragraph ends with a line feed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.paged import CLEANED, Paged
from desktop.evidence.decoder.parts import Part, PartFile

COLUMNS = 80
PAGE_ROWS = 60
PAGE_POINTS = 16_000
MOST_PARAGRAPHS = 2_000_000

Style = Literal["title", "heading", "meta", "quote", "mono", "bold", "link", "cell", "sender", "time", "warning"]
Piece = str | tuple[str, Style]
Name = Literal["mail", "web", "chat", "office"]

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BREAKS = {0x0D: "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}


class Flow:
    """Collects paragraphs. `rows` = rows of 80 columns after which a new page begins at the next paragraph; 0 = only
    where `break_page` says so. Text beyond wire.MOST_POINTS is dropped and noted.
    """

    def __init__(self, rows: int = PAGE_ROWS) -> None:
        self._most_rows = rows
        self._parts: list[str] = []
        self._length = 0
        self._line = 1
        self._starts, self._lines, self._rows = [0], [1], [0]
        self._spans: list[list[tuple[int, int, str]]] = [[]]
        self._paragraphs = 0
        self.cut = False

    @property
    def full(self) -> bool:
        """Whether nothing more is taken."""
        return self.cut

    def paragraph(self, *pieces: Piece, style: Style | None = None) -> None:
        """One paragraph: texts, or texts with a style of their own; `style` is for all of it. Line ends stay."""
        text, spans = "", []
        for piece in pieces:
            words, own = (piece, None) if isinstance(piece, str) else piece
            clean = words
            if _ODD.search(words):
                clean = words.replace("\r\n", "\n").translate(_BREAKS).translate(CLEANED)
            if own is not None and clean:
                spans.append((len(text), len(clean), str(own)))
            text += clean
        if style is not None and text:
            spans.insert(0, (0, len(text), str(style)))
        self._add(text, spans)

    def row(self, cells: Sequence[str], *, head: bool = False) -> None:
        """One row of a table; cells are parted by tabs, line ends in them become spaces."""
        pieces: list[Piece] = []
        for number, cell in enumerate(cells[:200]):
            if number:
                pieces.append("\t")
            pieces.append((" ".join(cell.split()) or " ", "cell"))
        self.paragraph(*pieces, style="bold" if head else None)

    def gap(self) -> None:
        """An empty line, unless one is there or the page begins here."""
        if self._length > self._starts[-1] and (not self._parts or self._parts[-1] != "\n"):
            self._add("", [])

    def break_page(self) -> None:
        """What follows begins a new page."""
        if self._length > self._starts[-1] and len(self._starts) < wire.MOST_PAGES:
            self._starts.append(self._length)
            self._lines.append(self._line)
            self._rows.append(0)
            self._spans.append([])

    def _add(self, text: str, spans: list[tuple[int, int, str]]) -> None:
        if self.cut or self._length + len(text) >= wire.MOST_POINTS or self._paragraphs >= MOST_PARAGRAPHS:
            self.cut = True
            return
        self._paragraphs += 1
        if (self._most_rows and self._rows[-1] >= self._most_rows) or self._length - self._starts[-1] > 4 * PAGE_POINTS:
            self.break_page()
        at = 0
        while True:  # a paragraph longer than a page runs on over pages
            piece = text[at : at + PAGE_POINTS]
            base = self._length - self._starts[-1]
            for start, count, style in spans:
                low, high = max(start, at), min(start + count, at + len(piece))
                if low < high:
                    self._spans[-1].append((base + low - at, high - low, style))
            at += len(piece)
            last = at >= len(text)
            self._parts.append(piece + ("\n" if last else ""))
            self._length += len(piece) + last
            self._line += piece.count("\n") + last
            lines = 1 + piece.count("\n")
            long = len(piece) >= COLUMNS
            self._rows[-1] += sum(1 + len(one) // COLUMNS for one in piece.split("\n")) if long else lines
            if last:
                return
            self.break_page()

    def fill(self, paged: Paged) -> None:
        """Make `paged` the finished document."""
        text = "".join(self._parts)
        pages = len(self._starts)
        if pages > 1 and self._starts[-1] == len(text):  # a page begun for nothing
            pages -= 1
        kept = slice(pages)
        Paged.__init__(
            paged,
            text,
            self._starts[kept],
            self._lines[kept],
            cut=self.cut,
            rows=self._rows[kept],
            spans=self._spans[kept],
        )


class FlowReader(Paged):
    """One decoded flow document. Readers fill `flow`, `told` (facts), `noticed` (codes of notes) and `attached`."""

    def __init__(
        self,
        name: Name,
        flow: Flow,
        told: dict[str, str],
        noticed: Sequence[str] = (),
        attached: Sequence[PartFile] = (),
    ) -> None:
        flow.fill(self)
        self.name = name
        self._told = told
        self._noticed = list(noticed)
        self._attached = attached

    def facts(self) -> dict[str, str]:
        """Facts of the kind; `text.reader` goes into citations (R-B3)."""
        return {**self._told, "text.encoding": "utf-8", "text.reader": f"{self.name}/1"}

    def notice(self, code: str) -> None:
        """One more note about the document."""
        self._noticed.append(code)

    def warnings(self) -> list[str]:
        return list(dict.fromkeys([*self._noticed, *super().warnings()]))

    def parts(self) -> list[Part]:
        """The files inside, for a list."""
        return [file.part for file in self._attached]

    def part(self, path: str) -> PartFile:
        """One of them by its path. Raises wire.RefusedError."""
        for file in self._attached:
            if file.part.path == path:
                return file
        raise wire.RefusedError("no_part")
