"""The words of one page with their places: nearest letter, caret movement, words, lines, highlight rectangles.

Boxes are given in view units of the page as its file wants it to be seen (the reader's own turn is not in them). Where
the lines of a page run downwards or upwards (a scan that was put in lying), both axes change places inside; where a
line runs to the left (Hebrew, or a page upside down), its letters are still taken in the order of the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

Box = tuple[float, float, float, float]
BREAKS = "\r\n\u2028\u2029\x0b\x0c"


@dataclass
class Line:
    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    ahead: float = 0.0  # how far the letters go to the right from one to the next, summed up


class PageWords:
    """A page's text and one box (left, top, right, bottom) per code point; empty boxes have no ink.

    `start` and `line`: where the page begins in a plain text; `warnings`: the decoder's codes; `lines`: where they are
    known already, all running across; `messages`: where each message of a conversation begins and ends.
    """

    def __init__(
        self,
        text: str,
        boxes: Sequence[Box],
        *,
        start: int = 0,
        line: int = 1,
        warnings: tuple[str, ...] = (),
        lines: list[Line] | None = None,
        messages: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.text = text
        self.start = start
        self.line = line
        self.warnings = warnings
        self.messages = messages
        self._swapped = lines is None and _lying(boxes)
        self.boxes: Sequence[Box] = [(b[1], b[0], b[3], b[2]) for b in boxes] if self._swapped else boxes
        self.lines = _lines(text, self.boxes) if lines is None else lines

    def __len__(self) -> int:
        return len(self.text)

    @property
    def lying(self) -> bool:
        """Whether the lines of the upright page run downwards or upwards."""
        return self._swapped

    def nearest(self, at: QPointF) -> int:
        """The gap between letters (0 … len) that is closest to a point."""
        if not self.lines:
            return 0
        x, y = self._point(at)

        def distance(line: Line) -> tuple[float, float]:
            return max(line.y0 - y, 0.0, y - line.y1), max(line.x0 - x, 0.0, x - line.x1)

        return self._gap_in(min(self.lines, key=distance), x)

    def contains(self, at: QPointF) -> bool:
        """Whether a point lies on a line of text."""
        x, y = self._point(at)
        return any(line.x0 <= x <= line.x1 and line.y0 <= y <= line.y1 for line in self.lines)

    def caret(self, index: int) -> QRectF:
        """Where a text cursor at this gap stands: a rectangle without width."""
        if not self.lines:
            return QRectF()
        line = self.lines[self.line_of(index)]
        for here, leading in ((index, True), (index - 1, False)):
            if line.start <= here < line.end and _inked(self.boxes[here]):
                left, _top, right, _bottom = self.boxes[here]
                x = left if leading == (line.ahead >= 0) else right
                return self._area(QRectF(x, line.y0, 0.0, line.y1 - line.y0))
        at_end = (index > line.start) == (line.ahead >= 0)
        return self._area(QRectF(line.x1 if at_end else line.x0, line.y0, 0.0, line.y1 - line.y0))

    def rects(self, start: int, end: int) -> list[QRectF]:
        """One rectangle per line for the letters `start` … `end`."""
        found = []
        for line in self.lines:
            inside = [self.boxes[i] for i in range(max(start, line.start), min(end, line.end))]
            inside = [box for box in inside if _inked(box)]
            if inside:
                left, right = min(b[0] for b in inside), max(b[2] for b in inside)
                found.append(self._area(QRectF(left, line.y0, right - left, line.y1 - line.y0)))
        return found

    def inside(self, area: QRectF) -> tuple[int, int] | None:
        """First and one past the last letter whose middle lies in the area."""
        area = self._area(area)
        hits = [
            i
            for i, box in enumerate(self.boxes)
            if _inked(box) and area.contains(QPointF((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        ]
        return (hits[0], hits[-1] + 1) if hits else None

    def text_inside(self, area: QRectF) -> str:
        """Only the letters in the area, line by line: other columns between them are left out."""
        area = self._area(area)
        parts = []
        for line in self.lines:
            kept = [
                self.text[i]
                for i in range(line.start, line.end)
                if area.contains(QPointF((self.boxes[i][0] + self.boxes[i][2]) / 2, (line.y0 + line.y1) / 2))
            ]
            if kept:
                parts.append("".join(kept).strip())
        return "\n".join(part for part in parts if part)

    # movement ------------------------------------------------------------------------------------------------------

    def line_of(self, index: int) -> int:
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.lines[middle].start <= index:
                low = middle
            else:
                high = middle - 1
        return low

    def right(self, index: int) -> int:
        index = min(len(self.text), index + 1)
        if self.text[index - 1 : index + 1] == "\r\n":
            index += 1
        while index < len(self.text) and unicodedata.combining(self.text[index]):
            index += 1
        return index

    def left(self, index: int) -> int:
        index = max(0, index - 1)
        if index and self.text[index - 1 : index + 1] == "\r\n":
            index -= 1
        while index and unicodedata.combining(self.text[index]):
            index -= 1
        return index

    def word_right(self, index: int) -> int:
        end = len(self.text)
        while index < end and _wordly(self.text[index]):
            index += 1
        while index < end and not _wordly(self.text[index]):
            index += 1
        return index

    def word_left(self, index: int) -> int:
        while index and not _wordly(self.text[index - 1]):
            index -= 1
        while index and _wordly(self.text[index - 1]):
            index -= 1
        return index

    def word_at(self, index: int) -> tuple[int, int]:
        """The word around a gap, or the single letter there."""
        if not self.text:
            return 0, 0
        index = min(index, len(self.text) - 1)
        if not _wordly(self.text[index]) and index and _wordly(self.text[index - 1]):
            index -= 1
        if not _wordly(self.text[index]):
            return index, index + 1
        start = end = index
        while start and _wordly(self.text[start - 1]):
            start -= 1
        while end < len(self.text) and _wordly(self.text[end]):
            end += 1
        return start, end

    def line_span(self, index: int) -> tuple[int, int]:
        """Start and end of the line at a gap, without its line break."""
        if not self.lines:
            return 0, 0
        line = self.lines[self.line_of(index)]
        end = line.end
        while end > line.start and self.text[end - 1] in BREAKS:
            end -= 1
        return line.start, end

    def message_at(self, index: int) -> tuple[int, int] | None:
        """The message of a conversation at a gap, with its sender and time; None where there is none."""
        return next(((start, end) for start, end in self.messages if start <= index <= end), None)

    def along(self, index: int) -> float:
        """How far along its line a gap stands, for `vertical`."""
        caret = self.caret(index)
        return caret.y() if self._swapped else caret.x()

    def vertical(self, index: int, step: int, along: float) -> int:
        """The gap as far `along` in the next (`step` 1) or previous (-1) line."""
        target = self.line_of(index) + step
        if not self.lines or target < 0:
            return 0
        if target >= len(self.lines):
            return len(self.text)
        return self._gap_in(self.lines[target], along)

    def _point(self, at: QPointF) -> tuple[float, float]:
        return (at.y(), at.x()) if self._swapped else (at.x(), at.y())

    def _area(self, area: QRectF) -> QRectF:
        return QRectF(area.y(), area.x(), area.height(), area.width()) if self._swapped else area

    def _gap_in(self, line: Line, x: float) -> int:
        best, distance = line.start, float("inf")
        for i in range(line.start, line.end):
            box = self.boxes[i]
            if not _inked(box):
                continue
            middle = (box[0] + box[2]) / 2
            if abs(x - middle) < distance:
                distance = abs(x - middle)
                best = i if (x < middle) == (line.ahead >= 0) else i + 1
        return best


def _inked(box: Box) -> bool:
    return box[2] > box[0] or box[3] > box[1]


def _wordly(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or unicodedata.combining(letter) != 0


def _lying(boxes: Sequence[Box]) -> bool:
    """Whether from letter to letter one goes down or up rather than across."""
    across = down = 0.0
    for one, next_one in pairwise(boxes):
        if _inked(one) and _inked(next_one):
            dx, dy = abs(next_one[0] - one[0]), abs(next_one[1] - one[1])
            # a jump to the next line says nothing
            if max(dx, dy) < 3 * max(one[2] - one[0], one[3] - one[1]):
                across, down = across + dx, down + dy
    return down > across


def _lines(text: str, boxes: Iterable[Box]) -> list[Line]:
    """Group letters into lines by line breaks and by falls in height."""
    lines: list[Line] = []
    current: Line | None = None
    start, last = 0, 0.0
    for i, (letter, box) in enumerate(zip(text, boxes, strict=True)):
        if _inked(box):
            left, top, right, bottom = box
            middle = (top + bottom) / 2
            if current is not None:
                slack = (current.y1 - current.y0) * 0.3
                if not current.y0 - slack <= middle <= current.y1 + slack:
                    current.end = i
                    lines.append(current)
                    current, start = None, i
            if current is None:
                current = Line(start, i + 1, left, top, right, bottom)
            else:
                current.ahead += left + right - last
                current.x0, current.y0 = min(current.x0, left), min(current.y0, top)
                current.x1, current.y1 = max(current.x1, right), max(current.y1, bottom)
            last = left + right
        if letter in BREAKS and text[i : i + 2] != "\r\n":
            if current is not None:
                current.end = i + 1
                lines.append(current)
                current = None
            elif lines:
                lines[-1].end = i + 1  # an empty line belongs to the one above
            start = i + 1
    if current is not None:
        current.end = len(text)
        lines.append(current)
    elif lines:
        lines[-1].end = len(text)
    if lines:
        lines[0].start = 0
    return lines
