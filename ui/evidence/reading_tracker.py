"""Follows which pages of the open exhibit the member really reads, and writes them down as their own progress."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QTimer, Slot

from ui.context import Context
from ui.evidence.dwell import Dwell
from ui.evidence.page_canvas import PageCanvas

LOOK_MS = 500


class ReadingTracker(QObject):
    """`ticks` gives seconds that never run backwards. Counts only while the window is the active one."""

    def __init__(
        self, ctx: Context, canvas: PageCanvas, parent: QObject, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._canvas = canvas
        self.ticks = ticks
        self._exhibit_id = ""
        self._dwell = Dwell()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def follow(self, exhibit_id: str) -> None:
        """An exhibit is shown on the canvas from now on."""
        self._exhibit_id = exhibit_id
        self._dwell = Dwell()
        self._timer.start()

    def stop(self) -> None:
        """Nothing is shown any more."""
        self._exhibit_id = ""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """One look at what is in view now; the timer calls it twice a second."""
        canvas = self._canvas
        if not self._exhibit_id or canvas.source is None:
            return
        if not canvas.isVisible() or not canvas.window().isActiveWindow():
            self._dwell.pause()
            return
        shown = {page: self._part(page) for page in canvas.visible() if canvas.drawn(page)}
        fresh = self._dwell.look(self.ticks(), shown)
        if fresh:
            reading, exhibit_id = self._ctx.services.evidence.reading, self._exhibit_id
            self._ctx.run(self, lambda: reading.note_seen(exhibit_id, fresh))

    def _part(self, page: int) -> tuple[float, float, float, float]:
        """From where to where a page is in view, 0 to 1 of its height and of its width, both of the upright page: so
        turning it does not mix up what was seen.
        """
        canvas = self._canvas
        assert canvas.source is not None
        seen = QRectF(canvas.page_rect(page).intersected(canvas.viewport().rect()))
        corners = (canvas.locate_on(page, corner) for corner in (seen.topLeft(), seen.bottomRight()))
        area, size = QRectF(*corners).normalized(), canvas.source.size(page)
        wide, high = max(1.0, size.width), max(1.0, size.height)
        return area.top() / high, area.bottom() / high, area.left() / wide, area.right() / wide
