"""Plays an animation: one frame after the other, at the pace that the file names, as long as one likes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from ui.evidence.document_source import DocumentSource
from ui.evidence.page_canvas import PageCanvas

LEAST_MS, MOST_MS = 40, 10_000


class Player(QObject):
    """Works for one canvas. A frame that is not drawn yet is waited for, so none is left out."""

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._source: DocumentSource | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def can_play(self) -> bool:
        return self._source is not None and self._source.pages > 1 and "image.frame_ms" in self._source.info.facts

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def attach(self, source: DocumentSource | None) -> None:
        self.stop()
        self._source = source

    def toggle(self) -> None:
        """Play from the frame one is on, or stop there."""
        if self.playing:
            self.stop()
        elif self.can_play and self._source is not None:
            said = self._source.info.facts["image.frame_ms"]
            self._timer.start(min(MOST_MS, max(LEAST_MS, int(said) if said.isdigit() else 100)))

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _step(self) -> None:
        canvas, source = self._canvas, self._source
        if source is None or canvas.loader is None:
            self.stop()
        elif canvas.cache.get(canvas.page) is not None:
            canvas.go_to((canvas.page + 1) % source.pages)
        elif canvas.loader.is_broken(canvas.page):
            self.stop()
