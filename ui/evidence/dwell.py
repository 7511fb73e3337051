"""Which pages were really looked at, and not only scrolled past. Knows nothing of windows; time is handed in."""

from __future__ import annotations

from collections.abc import Mapping

BANDS = 10  # a page is looked at in ten strips, because a tall one is never in view as a whole
BAND_SECONDS = 1.5  # without a break, for a strip to count
PAGE_SECONDS = 4.0  # in all, for a page to count
ENOUGH_BANDS = 8  # margins may stay out of view
LONGEST_GAP = 2.0  # between two looks: a longer pause (sleep, a busy machine) counts for nothing

Shown = Mapping[int, tuple[float, float]]


class Dwell:
    """Looks follow each other; each says the pages in view, with the part of each (0 = its top, 1 = its bottom)."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._before: dict[int, frozenset[int]] = {}
        self._bands: dict[int, list[float]] = {}
        self._spent: dict[int, float] = {}
        self._seen: set[int] = set()

    def look(self, now: float, shown: Shown) -> frozenset[int]:
        """Take the time since the last look into account. Returns the pages that have been read enough by now."""
        gone = 0.0 if self._last is None else now - self._last
        counted = gone if 0 < gone <= LONGEST_GAP else 0.0
        here = {page: _bands(*part) for page, part in shown.items() if page not in self._seen}
        fresh: set[int] = set()
        for page, bands in here.items():
            spent = self._bands.setdefault(page, [0.0] * BANDS)
            both = bands & self._before.get(page, frozenset())
            for band in range(BANDS):
                if band in both:
                    spent[band] += counted
                elif spent[band] < BAND_SECONDS:
                    spent[band] = 0.0
            if both:
                self._spent[page] = self._spent.get(page, 0.0) + counted
            enough = sum(seconds >= BAND_SECONDS for seconds in spent) >= ENOUGH_BANDS
            if enough and self._spent.get(page, 0.0) >= PAGE_SECONDS:
                fresh.add(page)
        for page in self._before.keys() - here.keys():  # gone out of view: what was begun is lost
            self._bands[page] = [s if s >= BAND_SECONDS else 0.0 for s in self._bands.get(page, [0.0] * BANDS)]
        self._last, self._before = now, here
        self._seen |= fresh
        return frozenset(fresh)

    def pause(self) -> None:
        """Nobody looks at the moment."""
        self._last, self._before = None, {}


def _bands(top: float, bottom: float) -> frozenset[int]:
    """The strips that lie in this part of the page as a whole (within a pixel or so)."""
    slack = 0.01
    return frozenset(n for n in range(BANDS) if top <= n / BANDS + slack and (n + 1) / BANDS <= bottom + slack)
