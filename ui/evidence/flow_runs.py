"""Stretches of laid-out text: how they are set, and a box for each of their letters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import overload

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from ui.evidence import flow_style as look
from ui.evidence.page_words import Box, Line
from ui.evidence.text_sheet import across, units


@dataclass
class Run:
    """A stretch of text laid out at one place. `size` code points, `shown` of them are drawn."""

    size: int
    layout: QTextLayout
    x: float
    y: float
    steps: list[float] = field(default_factory=list)  # the height of each row

    @property
    def height(self) -> float:
        return sum(self.steps)


def laid(
    shown: str, font: QFont, formats: list[QTextLayout.FormatRange], room: float
) -> tuple[QTextLayout, list[float]]:
    """A laid-out stretch and the heights of its rows."""
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.setCacheEnabled(False)
    layout.beginLayout()
    steps: list[float] = []
    height = 0.0
    while (row := layout.createLine()).isValid():
        row.setLineWidth(max(room, 1.0))
        step = round(row.height() * look.LEADING, 2)
        row.setPosition(QPointF(0, height + (step - row.height()) / 2))
        height += step
        steps.append(step)
    layout.endLayout()
    return layout, steps


def _rows(run: Run) -> Iterator[tuple[QTextLine, int, int, float, float]]:
    """Each row of a run: the line, its first and one past its last code point, its top and height."""
    places = units(run.layout.text())
    top = run.y
    for row in range(run.layout.lineCount()):
        line = run.layout.lineAt(row)
        begin, end = line.textStart(), line.textStart() + line.textLength()
        first = bisect_right(places, begin - 1) if places else begin
        last = bisect_right(places, end - 1) if places else end
        yield line, first, last, top, run.steps[row]
        top += run.steps[row]


def add_lines(run: Run, base: int, lines: list[Line]) -> None:
    """Add the lines of one run; the last one takes the line break (or the tab behind a cell) in."""
    for line, first, last, top, step in _rows(run):
        x0 = run.x + across(line, line.textStart())
        x1 = run.x + across(line, line.textStart() + line.textLength())
        lines.append(Line(base + first, base + last, min(x0, x1), top, max(x0, x1), top + step, x1 - x0))
    if run.layout.lineCount():
        lines[-1].end = base + run.size


class RunBoxes(Sequence[Box]):
    """A box for every code point of a page, measured run by run when one is asked for."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._starts = list(accumulate((run.size for run in runs), initial=0))
        self._known: dict[int, list[Box]] = {}

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> Box: ...

    @overload
    def __getitem__(self, index: slice) -> list[Box]: ...

    def __getitem__(self, index: int | slice) -> Box | list[Box]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        number = bisect_right(self._starts, index) - 1
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = _boxes(self._runs[number])
        return known[index - self._starts[number]]


def _boxes(run: Run) -> list[Box]:
    boxes: list[Box] = []
    shown = run.layout.text()
    places = units(shown)
    bottom = run.y
    for line, first, last, top, step in _rows(run):
        x1 = run.x + across(line, line.textStart() + line.textLength())
        edges = [run.x + across(line, places[i] if places else i) for i in range(first, last)] + [x1]
        boxes += [(min(a, b), top, max(a, b), top + step) for a, b in pairwise(edges)]
        bottom = top + step
    end_x = boxes[-1][2] if boxes else run.x
    step = run.steps[-1] if run.steps else look.GAP
    # the line break has a place after the last letter; in an empty paragraph a visible one, for the cursor
    end_box = (end_x, bottom - step if run.steps else run.y, end_x + (0.0 if shown else 3.0), bottom)
    return boxes + [end_box] * (run.size - len(boxes))
