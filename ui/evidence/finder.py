"""All places of some words in the open exhibit, and which of them one stands on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.jobs import Progress
from models.views.evidence import Hit
from ui.evidence.document_source import DocumentSource
from ui.evidence.marks import Highlight
from ui.evidence.page_canvas import PageCanvas

MOST_SHOWN = 2000  # the decoder stops there


class Finder(QObject):
    """Signals:
    started: A search is under way.
    found: Number of the current place (from 0) and how many there are.
    failed: An exception.
    """

    started = Signal()
    found = Signal(int, int)
    failed = Signal(object)

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._source: DocumentSource | None = None
        self._round = 0
        self._progress = Progress()
        self.hits: tuple[Hit, ...] = ()
        self.current = 0

    def attach(self, source: DocumentSource | None) -> None:
        self._source = source
        self.clear()

    def search(self, needle: str) -> None:
        """Look for words; the place nearest after the current page becomes the current one."""
        self.clear()
        if not needle or self._source is None:
            return
        mine = self._round

        def done(hits: tuple[Hit, ...]) -> None:
            if mine == self._round:
                self._take(hits)

        def failed(error: Exception) -> None:
            if mine == self._round:
                self.failed.emit(error)

        self.started.emit()
        self._progress = Progress()
        self._source.find(needle, self._progress, done, failed)

    def _take(self, hits: tuple[Hit, ...]) -> None:
        self.hits = hits
        page = self._canvas.page
        self.current = next((i for i, hit in enumerate(hits) if hit.page >= page), 0)
        if hits:
            self._show()
        self.found.emit(self.current, len(hits))

    def step(self, by: int) -> None:
        """On to the next place or back, around the end."""
        if self.hits:
            self.current = (self.current + by) % len(self.hits)
            self._show()
            self.found.emit(self.current, len(self.hits))

    def clear(self) -> None:
        self._round += 1
        self._progress.cancel()
        self.hits, self.current = (), 0
        self._canvas.set_highlights([h for h in self._canvas.highlights if h.role == "cited"])

    def _show(self) -> None:
        plain = self._source is not None and self._source.draws_itself
        lights = [
            Highlight(
                hit.page,
                hit.rects,
                (hit.start, hit.start + hit.count) if plain else None,
                "current" if i == self.current else "hit",
            )
            for i, hit in enumerate(self.hits)
        ]
        self._canvas.set_highlights(lights)
        self._canvas.show_highlight(lights[self.current])
