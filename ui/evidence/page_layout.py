"""Pages one under the other: where each stands in the scrolled column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSizeF

GAP = 12


class PageLayout:
    """The column of pages at one zoom, one page wide or two (`columns`); with `cover` the first one stands alone, as in
    a book. All values are screen pixels of the scrolled content.
    """

    def __init__(self, sizes: Sequence[QSizeF], scale: float, columns: int = 1, *, cover: bool = False) -> None:
        self.scale = scale
        self.columns = columns
        self.cover = cover
        self._widths = [max(1, round(size.width() * scale)) for size in sizes]
        self._heights = [max(1, round(size.height() * scale)) for size in sizes]
        self._tops: list[int] = []
        y = GAP
        self.width = 0
        first, stop = 0, 1 if cover else columns
        while first < len(self._heights):
            heights, widths = self._heights[first:stop], self._widths[first:stop]
            self._tops += [y] * len(heights)
            y += max(heights) + GAP
            self.width = max(self.width, sum(widths) + GAP * (len(widths) - 1))
            first, stop = stop, stop + columns
        self.height = y
        self.width += 2 * GAP

    def __len__(self) -> int:
        return len(self._tops)

    def top(self, page: int) -> int:
        return self._tops[page]

    def height_of(self, page: int) -> int:
        return self._heights[page]

    def rect(self, page: int, viewport_width: int) -> QRect:
        """The page's place in the content; narrow pages are centred in the viewport or in the widest page."""
        first = self.row(page).start
        left = max(GAP, (max(viewport_width, self.width) - self._row_width(first)) // 2)
        left += sum(self._widths[first:page]) + GAP * (page - first)
        return QRect(left, self._tops[page], self._widths[page], self._heights[page])

    def row(self, page: int) -> range:
        """The pages that stand beside each other in the row of a page."""
        return row_of(page, len(self._widths), self.columns, cover=self.cover)

    def _row_width(self, page: int) -> int:
        widths = [self._widths[one] for one in self.row(page)]
        return sum(widths) + GAP * (len(widths) - 1)

    def between(self, top: int, bottom: int) -> range:
        """Pages that show between two heights; never empty while there are pages."""
        if not self._tops:
            return range(0)
        row = self.row(max(0, bisect_right(self._tops, top) - 1))
        first = row.start
        if self._tops[first] + max(self._heights[page] for page in row) <= top and row.stop < len(self._tops):
            first = row.stop
        last = bisect_left(self._tops, bottom)
        return range(first, max(first + 1, last))

    def at(self, y: int) -> int:
        """The page at a height, or the nearest one above; of two beside each other the left one."""
        return self.row(max(0, min(len(self._tops) - 1, bisect_right(self._tops, y) - 1))).start


def row_of(page: int, pages: int, columns: int, *, cover: bool) -> range:
    """Which of so many pages stand beside each other in the row of a page."""
    empty = columns - 1 if cover else 0  # places before the first page
    start = page - (page + empty) % columns
    return range(max(0, start), min(start + columns, pages))


def fitting_scale(size: QSizeF, width: int, height: int | None, columns: int = 1) -> float:
    """The zoom at which a row of pages fills the width, or with `height` shows as a whole. Each page of several may be
    rounded up by half a pixel, which must not make the row wider than there is room.
    """
    scale = max(1, width - 2 * GAP - (GAP + 1) * (columns - 1)) / max(1.0, size.width())
    if height is not None:
        scale = min(scale, max(1, height - 2 * GAP) / max(1.0, size.height()))
    return scale
