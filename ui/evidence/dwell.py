"""Which pages were really looked at, and not only scrolled past. Knows nothing of windows; time is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

BANDS = 10  # a page is looked at in ten strips, because a tall one is never in view as a whole
FIELDS = 10  # and each strip in ten fields, because a page that is zoomed in is not in view from side to side
BAND_SECONDS = 1.5  # without a break, for a field to count
PAGE_SECONDS = 4.0  # in all, for a page to count
ENOUGH_BANDS = 8  # margins may stay out of view
ENOUGH_FIELDS = 8  # of a strip
LONGEST_GAP = 2.0  # between two looks: a longer pause (sleep, a busy machine) counts for nothing

Shown = Mapping[int, tuple[float, ...]]


class Dwell:
    """Looks follow each other; each says the pages in view, with the part of each: from where to where of its height (0
    = its top, 1 = its bottom) and, where it is not in view from side to side, of its width (0 = its left side).
    """

    def __init__(self) -> None:
        self._last: float | None = None
        self._before: dict[int, frozenset[int]] = {}
        self._fields: dict[int, list[float]] = {}
        self._spent: dict[int, float] = {}
        self._seen: set[int] = set()

    def look(self, now: float, shown: Shown) -> frozenset[int]:
        """Take the time since the last look into account. Returns the pages that have been read enough by now."""
        gone = 0.0 if self._last is None else now - self._last
        counted = gone if 0 < gone <= LONGEST_GAP else 0.0
        here = {page: _fields(*part) for page, part in shown.items() if page not in self._seen}
        fresh: set[int] = set()
        for page, fields in here.items():
            spent = self._fields.setdefault(page, [0.0] * BANDS * FIELDS)
            both = fields & self._before.get(page, frozenset())
            for field, seconds in enumerate(spent):
                if field in both:
                    spent[field] += counted
                elif seconds < BAND_SECONDS:
                    spent[field] = 0.0
            if both:
                self._spent[page] = self._spent.get(page, 0.0) + counted
            if _enough(spent) and self._spent.get(page, 0.0) >= PAGE_SECONDS:
                fresh.add(page)
        for page in self._before.keys() - here.keys():  # gone out of view: what was begun is lost
            begun = self._fields.get(page, [0.0] * BANDS * FIELDS)
            self._fields[page] = [seconds if seconds >= BAND_SECONDS else 0.0 for seconds in begun]
        self._last, self._before = now, here
        self._seen |= fresh
        return frozenset(fresh)

    def pause(self) -> None:
        """Nobody looks at the moment."""
        self._last, self._before = None, {}


def _fields(top: float, bottom: float, left: float = 0.0, right: float = 1.0) -> frozenset[int]:
    """The fields whose strips lie in this part of the page as a whole (within a pixel or so), and their middles."""
    slack = 0.01
    strips = [n for n in range(BANDS) if top <= n / BANDS + slack and (n + 1) / BANDS <= bottom + slack]
    across = [n for n in range(FIELDS) if left <= (n + 0.5) / FIELDS <= right]
    return frozenset(strip * FIELDS + n for strip in strips for n in across)


def _enough(spent: Sequence[float]) -> bool:
    strips = (spent[first : first + FIELDS] for first in range(0, len(spent), FIELDS))
    return sum(sum(s >= BAND_SECONDS for s in strip) >= ENOUGH_FIELDS for strip in strips) >= ENOUGH_BANDS
