"""A page of plain text laid out by us: lines, drawing, and a box for every letter."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ui.evidence.page_words import Box, Line, PageWords

COLUMNS = 80
PIXELS = 11  # of the type, at 100 %
MARGIN = 20.0
LEADING = 1.35
TAB = 8
_EVEN = re.compile("[\\t\\x20-\\u02af\\u0370-\\u0482\\u048a-\\u058f\\u2010-\\u2026\\u2116]*")  # one letter, one column


def reading_font() -> QFont:
    """PT Mono: columns and indents of plain texts mean something. Other scripts come from the bundled Noto fonts."""
    font = QFont("PT Mono")
    font.setPixelSize(PIXELS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def column_width() -> float:
    return QFontMetricsF(reading_font()).horizontalAdvance("0")


def sheet_width() -> float:
    return COLUMNS * column_width() + 2 * MARGIN


def line_height() -> float:
    return round(PIXELS * LEADING, 2)


def expected_height(longest: float, lines: float) -> float:
    """The height of a page that has not been read yet: right where no line wraps."""
    return max(1.0, lines) * line_height() * (1 if longest <= COLUMNS else 1.2) + 2 * MARGIN


class TextSheet:
    """`text` with its line breaks, laid out in view units (a letter's pixel size at 100 %)."""

    def __init__(self, text: str, start: int = 0, line: int = 1, warnings: tuple[str, ...] = ()) -> None:
        self.text = text
        self._start, self._line, self._warnings = start, line, warnings
        self._paragraphs: list[tuple[int, str, QTextLayout]] = []
        self._tops: list[float] = []
        font, step = reading_font(), line_height()
        self._advance = column_width()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(TAB * self._advance)
        y, at = MARGIN, 0
        for part in text.splitlines(keepends=True):
            shown = part.rstrip("\r\n\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85")
            layout = QTextLayout(shown, font)
            layout.setTextOption(option)
            layout.setCacheEnabled(False)
            layout.beginLayout()
            height = 0.0
            while (row := layout.createLine()).isValid():
                row.setLineWidth(COLUMNS * self._advance + 0.5)
                row.setPosition(QPointF(0, height + (step - row.height()) / 2))
                height += step
            layout.endLayout()
            self._paragraphs.append((at, part, layout))
            self._tops.append(y)
            y += max(height, step)
            at += len(part)
        self.height = y + MARGIN
        self.width = sheet_width()

    def draw(self, painter: QPainter, seen: QRectF, ink: QColor) -> None:
        """Draw the lines that touch `seen` (view units); the painter is scaled to view units."""
        painter.setPen(ink)
        first = max(0, bisect_right(self._tops, seen.top()) - 1)
        for top, (_at, _part, layout) in zip(self._tops[first:], self._paragraphs[first:], strict=True):
            if top > seen.bottom():
                break
            layout.draw(painter, QPointF(MARGIN, top))

    @cached_property
    def words(self) -> PageWords:
        boxes: list[Box] = []
        lines: list[Line] = []
        for top, (_at, part, layout) in zip(self._tops, self._paragraphs, strict=True):
            self._place(part, layout, top, boxes, lines)
        return PageWords(
            self.text, boxes, start=self._start, line=self._line, warnings=self._warnings, lines=lines or None
        )

    def _place(self, part: str, layout: QTextLayout, top: float, boxes: list[Box], lines: list[Line]) -> None:
        """Add the boxes and lines of one paragraph."""
        step = line_height()
        shown = layout.text()
        places = units(shown)
        plain = not places and _EVEN.fullmatch(shown) is not None
        base = len(boxes)
        for row in range(layout.lineCount()):
            line = layout.lineAt(row)
            begin, end = line.textStart(), line.textStart() + line.textLength()
            y0 = top + row * step
            first = bisect_right(places, begin - 1) if places else begin
            last = bisect_right(places, end - 1) if places else end
            x0, x1 = MARGIN + across(line, begin), MARGIN + across(line, end)
            if plain:
                edges = [MARGIN + x for x in self._even_edges(line, shown, first, last)] + [x1]
                boxes += [(a, y0, b, y0 + step) for a, b in pairwise(edges)]
            else:
                edges = [MARGIN + across(line, places[i] if places else i) for i in range(first, last)] + [x1]
                boxes += [(min(a, b), y0, max(a, b), y0 + step) for a, b in pairwise(edges)]
            left, right = min(x0, x1), max(x0, x1)
            lines.append(Line(base + first, base + last, left, y0, right, y0 + step, x1 - x0))
        end_x = boxes[-1][2] if len(boxes) > base else MARGIN
        y0 = top + max(0, layout.lineCount() - 1) * step
        # the line break has a place after the last letter; in an empty paragraph a visible one, for the cursor
        end_box = (end_x, y0, end_x + (0.0 if shown else self._advance / 2), y0 + step)
        boxes += [end_box] * (base + len(part) - len(boxes))
        if lines and lines[-1].end < len(boxes) and layout.lineCount():
            lines[-1].end = len(boxes)

    def _even_edges(self, line: object, shown: str, first: int, last: int) -> list[float]:
        """Where letters begin in a line of letters of one width: Qt is asked once for every stretch between tabs."""
        edges: list[float] = []
        at = first
        while at < last:
            tab = shown.find("\t", at, last)
            end = last if tab < 0 else tab
            start, count = across(line, at), end - at
            if count and abs(across(line, end) - start - count * self._advance) > 0.01 * count:
                edges += [across(line, i) for i in range(at, end)]  # a fallback font stepped in
            else:
                edges += [start + i * self._advance for i in range(count)]
            if tab >= 0:
                edges.append(across(line, tab))
            at = end + 1
        return edges


def across(line: object, position: int) -> float:
    x = line.cursorToX(position)  # type: ignore[attr-defined]
    return float(x[0] if isinstance(x, tuple) else x)


def units(text: str) -> list[int]:
    """UTF-16 positions of every code point where they differ from the index; empty where they don't."""
    if not text or max(text) < "\U00010000":
        return []
    places, at = [], 0
    for letter in text:
        places.append(at)
        at += 2 if ord(letter) > 0xFFFF else 1
    return places
