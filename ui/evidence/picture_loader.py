"""Page pictures on demand: one request in flight, the newest wishes only, everything that arrives is kept by budget."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage

from ui.evidence.page_cache import PageCache

TILE = 1024
WHOLE_PIXELS = 8_000_000  # above it (an A4 page at four times its size) tiles are asked for
BACKDROP_PIXELS = 1_500_000  # the coarse whole page under the tiles


@dataclass(frozen=True)
class Wanted:
    """A page turned by `turn`, `width` × `height` device pixels in all; `clip` (left, top, width, height) of it."""

    page: int
    width: int
    height: int
    turn: int
    clip: tuple[int, int, int, int] | None = None

    @property
    def key(self) -> Hashable:
        return self if self.clip else self.page


class Draws(Protocol):
    """What the loader needs of a source."""

    def picture(self, wanted: Wanted, done: Callable[[QImage], None], failed: Callable[[Exception], None]) -> None: ...


class PictureLoader(QObject):
    """Signals:
    arrived: page number (from 0) whose picture or tile is ready.
    failed: the `Wanted` and the exception; it is not asked for again until `forget`.
    """

    arrived = Signal(int)
    failed = Signal(object, object)

    def __init__(self, source: Draws, cache: PageCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cache = cache
        self._source = source
        self._wishes: list[Wanted] = []
        self._flight: Wanted | None = None
        self._broken: set[int] = set()
        self._round = 0

    def want(self, wishes: Sequence[Wanted]) -> None:
        """Replace what is waited for; what is under way still arrives."""
        self._wishes = [wish for wish in wishes if wish.page not in self._broken]
        self._pump()

    def is_broken(self, page: int) -> bool:
        return page in self._broken

    @property
    def idle(self) -> bool:
        return self._flight is None and not self._wishes

    def forget(self) -> None:
        """Drop all pictures, wishes and failures; a picture still under way will not be taken."""
        self.cache.clear()
        self._wishes, self._broken, self._flight = [], set(), None
        self._round += 1

    def forget_pages(self, pages: Sequence[int]) -> None:
        """Drop what was drawn of these pages and asked for of them; a picture of them under way will not be taken."""
        gone = set(pages)
        for page in gone:
            self.cache.drop(page)
        self._wishes = [wish for wish in self._wishes if wish.page not in gone]
        self._broken -= gone
        if self._flight is not None and self._flight.page in gone:
            self._flight = None
            self._round += 1

    def _pump(self) -> None:
        while self._flight is None and self._wishes:
            wish = self._wishes.pop(0)
            self._flight = wish
            turn_of_loop = self._round
            self._source.picture(
                wish,
                lambda image, wish=wish, at=turn_of_loop: self._take(wish, image, at),  # type: ignore[misc]
                lambda error, wish=wish, at=turn_of_loop: self._refuse(wish, error, at),  # type: ignore[misc]
            )

    def _take(self, wish: Wanted, image: QImage, at: int) -> None:
        if at != self._round:
            return
        self._flight = None
        self.cache.put(wish.key, image)
        self.arrived.emit(wish.page)
        self._pump()

    def _refuse(self, wish: Wanted, error: Exception, at: int) -> None:
        if at != self._round:
            return
        self._flight = None
        self._broken.add(wish.page)
        self._wishes = [other for other in self._wishes if other.page != wish.page]
        self.failed.emit(wish, error)
        self._pump()


def whole(page: int, width: int, height: int, turn: int) -> tuple[Wanted, bool]:
    """The picture of a whole page, coarse where the page is too big for one picture; and whether tiles are needed."""
    pixels = width * height
    if pixels <= WHOLE_PIXELS:
        return Wanted(page, width, height, turn), False
    share = (BACKDROP_PIXELS / pixels) ** 0.5
    return Wanted(page, max(1, round(width * share)), max(1, round(height * share)), turn), True


def tiles(page: int, width: int, height: int, turn: int, seen: QRect) -> list[Wanted]:
    """The tiles of a page of `width` × `height` device pixels that touch `seen` (device pixels of the page)."""
    seen = seen.intersected(QRect(0, 0, width, height))
    if seen.isEmpty():
        return []
    found = []
    for row in range(seen.top() // TILE, seen.bottom() // TILE + 1):
        for column in range(seen.left() // TILE, seen.right() // TILE + 1):
            left, top = column * TILE, row * TILE
            clip = (left, top, min(TILE, width - left), min(TILE, height - top))
            found.append(Wanted(page, width, height, turn, clip))
    return found
