"""A page of a flow document laid out by us: paragraphs with their styles, tables, and a box for every letter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextLayout

from models.views.evidence import Span
from ui.evidence import flow_style as look
from ui.evidence.flow_runs import Run, RunBoxes, add_lines, laid
from ui.evidence.page_words import Line, PageWords
from ui.evidence.text_sheet import MARGIN, sheet_width
from ui.tokens import LIGHT

MOST_COLUMNS = 12  # tables with more are shown as lines with tabs
LEAST_COLUMN = 36.0
ROW = 18.0  # the usual height of a row of body text, for pages that have not been read yet


def expected_height(rows: float) -> float:
    """The height of a page that has not been read yet, from its rows at 80 columns."""
    return max(1.0, rows) * ROW + 2 * MARGIN


@dataclass
class _Paragraph:
    top: float
    bottom: float
    block: look.Block
    style: str
    runs: list[Run]


class FlowSheet:
    """`text` with its spans, laid out in view units (pixels at 100 %). The same door as `TextSheet`."""

    def __init__(
        self, text: str, spans: Sequence[Span] = (), start: int = 0, line: int = 1, warnings: tuple[str, ...] = ()
    ) -> None:
        self.text = text
        self.width = sheet_width()
        self._room = self.width - 2 * MARGIN
        self._start, self._line, self._warnings = start, line, warnings
        self._types = look.Types()
        self._paragraphs: list[_Paragraph] = []
        y = MARGIN
        for group in _grouped(text, sorted(spans, key=lambda span: (span.start, -span.count))):
            y = self._table(group, y) if group[0].cells else self._flowing(group[0], y)
        self._tops = [paragraph.top for paragraph in self._paragraphs]
        self.height = y + MARGIN

    def draw(self, painter: QPainter, seen: QRectF, ink: QColor) -> None:
        """Draw the paragraphs that touch `seen` (view units); the painter is scaled to view units."""
        first = max(0, bisect_right(self._tops, seen.top()) - 1)
        for paragraph in self._paragraphs[first:]:
            if paragraph.top > seen.bottom():
                break
            self._ground(painter, paragraph)
            painter.setPen(ink if paragraph.block.ink == "ink" else look.ink(paragraph.block.ink))
            for run in paragraph.runs:
                run.layout.draw(painter, QPointF(run.x, run.y))

    def _ground(self, painter: QPainter, paragraph: _Paragraph) -> None:
        """What lies behind a paragraph: a bar beside quotes, a tint behind warnings, a line under rows of tables."""
        height = paragraph.bottom - paragraph.top
        if paragraph.style == "quote":
            painter.fillRect(QRectF(MARGIN + 2, paragraph.top, 2, height), QColor(LIGHT.edge))
        elif paragraph.style == "warning":
            painter.fillRect(QRectF(MARGIN, paragraph.top, self._room, height - 4), QColor(LIGHT.warn_soft))
        elif paragraph.style == "cell":
            painter.setPen(QPen(QColor(LIGHT.line), 0))  # one pixel at any zoom
            painter.drawLine(QLineF(MARGIN, paragraph.bottom - 1, MARGIN + self._room, paragraph.bottom - 1))

    def _flowing(self, part: _Part, y: float) -> float:
        block = look.BLOCKS.get(part.style, look.BODY)
        if not part.shown:
            step = look.GAP
            run = Run(part.size, laid("", self._types.base(block), [], self._room)[0], MARGIN + block.indent, y, [step])
            self._paragraphs.append(_Paragraph(y, y + step, block, "", [run]))
            return y + step
        above = block.above if self._paragraphs else 0.0
        left = MARGIN + block.indent
        layout, steps = laid(
            part.shown, self._types.base(block), part.formats(self._types, block), self._room - block.indent
        )
        run = Run(part.size, layout, left, y + above, steps)
        bottom = y + above + run.height + block.below
        self._paragraphs.append(_Paragraph(y, bottom, block, part.style, [run]))
        return bottom

    def _table(self, rows: Sequence[_Part], y: float) -> float:
        """Rows of cells in columns whose widths follow their texts."""
        block = look.BLOCKS["cell"]
        widths = _widths([[part.shown[a:b] for a, b in part.cells] for part in rows], self._room)
        for part in rows:
            runs: list[Run] = []
            x = MARGIN
            for number, (begin, end) in enumerate(part.cells):
                following = part.cells[number + 1][0] if number + 1 < len(part.cells) else part.size
                room = widths[number] - look.CELL_PADDING
                formats = part.formats(self._types, block, begin, end)
                layout, steps = laid(part.shown[begin:end], self._types.base(block), formats, room)
                runs.append(Run(following - begin, layout, x, y + block.above, steps))
                x += widths[number]
            bottom = y + block.above + max(run.height for run in runs) + block.below
            self._paragraphs.append(_Paragraph(y, bottom, block, "cell", runs))
            y = bottom
        return y

    @cached_property
    def words(self) -> PageWords:
        runs = [run for paragraph in self._paragraphs for run in paragraph.runs]
        lines: list[Line] = []
        base = 0
        for run in runs:
            add_lines(run, base, lines)
            base += run.size
        return PageWords(
            self.text,
            RunBoxes(runs),
            start=self._start,
            line=self._line,
            warnings=self._warnings,
            lines=lines or None,
            messages=self._messages(),
        )

    def _messages(self) -> list[tuple[int, int]]:
        """Where messages of a conversation begin and end: from one sender's line to the next, without its line end."""
        starts, at = [], 0
        for paragraph in self._paragraphs:
            if paragraph.style == "sender":
                starts.append(at)
            at += sum(run.size for run in paragraph.runs)
        ends = pairwise([*starts, len(self.text)])
        return [(start, start + len(self.text[start:end].rstrip())) for start, end in ends]


@dataclass
class _Part:
    """One line of the text with its line end: `cells` are the stretches of a table's row, `own` the spans inside."""

    shown: str
    size: int
    style: str
    cells: list[tuple[int, int]]
    own: list[tuple[int, int, str]]

    def formats(
        self, types: look.Types, block: look.Block, begin: int = 0, end: int | None = None
    ) -> list[QTextLayout.FormatRange]:
        """The types of the stretches between `begin` and `end`, in UTF-16 units from `begin`."""
        end = len(self.shown) if end is None else end
        inside = [(max(a, begin), min(b, end), s) for a, b, s in self.own if a < end and b > begin]
        if not inside:
            return []
        edges = sorted({begin, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
        found = []
        for low, high in pairwise(edges):
            styles = frozenset(s for a, b, s in inside if a <= low and b >= high and s not in ("cell", self.style))
            if self.style == "sender" and any(a <= low and b >= high and s == "sender" for a, b, s in inside):
                styles |= {"sender"}
            if styles:
                piece = QTextLayout.FormatRange()
                piece.start = _utf16(self.shown[begin:low])
                piece.length = _utf16(self.shown[low:high])
                piece.format = types.inline(block, styles)
                found.append(piece)
        return found


def _grouped(text: str, spans: Sequence[Span]) -> list[list[_Part]]:
    """The lines of the text; rows of a table that follow each other are together."""
    groups: list[list[_Part]] = []
    open_: list[Span] = []
    at = following = 0
    for raw in text.splitlines(keepends=True):
        end = at + len(raw)
        while following < len(spans) and spans[following].start < end:
            open_.append(spans[following])
            following += 1
        open_ = [span for span in open_ if span.start + span.count > at]
        shown = raw.rstrip("\r\n\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85")
        own = [(max(0, s.start - at), min(len(shown), s.start + s.count - at), s.style) for s in open_]
        own = [(a, b, style) for a, b, style in own if a < b]
        first = {style for a, _, style in own if a == 0}
        # a few words of code or grey in a sentence are no paragraph of that kind
        first -= {style for style in ("mono", "meta") if (0, len(shown), style) not in own}
        style = next((name for name in look.ORDER if name in first), "")
        cells = [(a, b) for a, b, name in own if name == "cell"][: MOST_COLUMNS + 1]
        cells = cells if cells and len(cells) <= MOST_COLUMNS and _in_order(cells) else []
        part = _Part(
            shown, len(raw), style if cells or style != "cell" else "", cells, [(a, b, str(c)) for a, b, c in own]
        )
        if cells and groups and groups[-1][0].cells:
            groups[-1].append(part)
        else:
            groups.append([part])
        at = end
    return groups


def _in_order(cells: Sequence[tuple[int, int]]) -> bool:
    return cells[0][0] == 0 and all(one[1] <= other[0] for one, other in pairwise(cells))


def _widths(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Column widths: as wide as the longest cell where there is room, else shared out by length."""
    metrics = QFontMetricsF(look.font(look.SANS, look.BLOCKS["cell"].pixels, True))
    wanted = [LEAST_COLUMN] * max(len(row) for row in rows)
    for row in rows:
        for number, cell in enumerate(row):
            wanted[number] = max(wanted[number], metrics.horizontalAdvance(cell[:200]) + look.CELL_PADDING + 2)
    total = sum(wanted)
    if total <= room:
        return wanted
    # narrow columns keep what they want; the others share what is left
    fair = room / len(wanted)
    narrow = sum(width for width in wanted if width <= fair)
    wide = sum(width for width in wanted if width > fair)
    return [width if width <= fair else width * (room - narrow) / wide for width in wanted]


def _utf16(text: str) -> int:
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)
