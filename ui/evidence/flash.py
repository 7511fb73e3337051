"""A cited place lights up when one comes to it, and calms down. Nothing moves when the reader wants no motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from ui.evidence.media_screen import MediaScreen
    from ui.evidence.page_canvas import PageCanvas
    from ui.evidence.quiet_table import QuietTable

STEP_MS = 40
STEPS = 3  # a fade of 120 ms
HOLD_MS = 900


class Flash(QObject):
    """`canvas.flash` is the strength, from 1 to 0, that its paint adds to cited places."""

    def __init__(self, canvas: PageCanvas | QuietTable | MediaScreen) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._left = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def start(self, *, still: bool) -> None:
        """Light the cited highlights; `still` leaves out every change afterwards."""
        self._timer.stop()
        self._canvas.flash = 0.0 if still else 1.0
        self._canvas.viewport().update()
        if not still:
            self._left = STEPS
            self._timer.start(HOLD_MS)

    def stop(self) -> None:
        self._timer.stop()
        self._canvas.flash = 0.0

    @Slot()
    def _step(self) -> None:
        self._timer.setInterval(STEP_MS)
        self._left -= 1
        self._canvas.flash = max(0.0, self._left / STEPS)
        self._canvas.viewport().update()
        if self._left <= 0:
            self._timer.stop()
