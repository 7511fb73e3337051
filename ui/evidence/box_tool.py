"""Marking a rectangle: by mouse, and by a crosshair that the arrow keys move (Enter sets a corner)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ui.evidence import geometry
from ui.evidence.marks import BoxMark

if TYPE_CHECKING:
    from ui.evidence.page_canvas import PageCanvas

STEP, FINE, WIDE = 10, 1, 60  # screen pixels a key press
DIRECTIONS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
LEAST_PIXELS = 3  # a click is not a rectangle


class BoxTool:
    """Belongs to one canvas. `cross` is the crosshair's page and point, `corner` the first corner that was set."""

    name = "box"

    def __init__(self, canvas: PageCanvas) -> None:
        self._canvas = canvas
        self.cross: tuple[int, QPointF] | None = None
        self.corner: QPointF | None = None
        self._origin: tuple[int, QPointF] | None = None

    def reset(self) -> None:
        self.cross = self.corner = self._origin = None

    def enter(self) -> None:
        self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def leave(self) -> None:
        self.reset()

    def words_here(self, page: int) -> None:
        """Rectangles need no words."""

    # mouse ---------------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        found = self._canvas.locate(event.position())
        if found is None:
            return
        self.cross = self.corner = None
        self._origin = (found[0], self._kept(*found))
        self._canvas.set_mark(None)

    def move(self, event: QMouseEvent) -> None:
        self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        if self._origin is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        page, start = self._origin
        end = self._kept(page, self._canvas.locate_on(page, event.position()))
        self._canvas.set_mark(BoxMark(page, QRectF(start, end).normalized()))

    def release(self, _event: QMouseEvent) -> None:
        self._origin = None
        mark = self._canvas.mark
        least = LEAST_PIXELS / self._canvas.scale
        if isinstance(mark, BoxMark) and (mark.area.width() < least or mark.area.height() < least):
            self._canvas.set_mark(None)

    def double(self, event: QMouseEvent) -> None:
        self.press(event)

    # keyboard ------------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.cross is not None:
            if self.corner is None:
                self.cross = None
            self.corner = None
            self._canvas.set_mark(None)
            return True
        if key in DIRECTIONS:
            self._move(DIRECTIONS[Qt.Key(key)], event.modifiers())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.cross is not None:
            page, at = self.cross
            if self.corner is None:
                self.corner = QPointF(at)
                self._canvas.set_mark(None)
            else:
                self._canvas.set_mark(BoxMark(page, QRectF(self.corner, at).normalized()))
                self.corner = None
            return True
        return False

    def show_cross(self) -> None:
        """Put the crosshair into the middle of what is seen."""
        canvas = self._canvas
        found = canvas.locate(QPointF(canvas.viewport().width() / 2, canvas.viewport().height() / 2))
        if found is not None:
            self.cross = (found[0], self._kept(*found))
            canvas.viewport().update()

    def _move(self, direction: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        canvas = self._canvas
        if self.cross is None:
            self.show_cross()
            if self.cross is None:
                return
        else:
            pixels = STEP
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                pixels = FINE
            elif modifiers & Qt.KeyboardModifier.ShiftModifier:
                pixels = WIDE
            page, at = self.cross
            screen = canvas.to_screen_point(page, at) + direction * pixels
            self.cross = (page, self._kept(page, canvas.locate_on(page, screen)))
        page, at = self.cross
        if self.corner is not None:
            canvas.set_mark(BoxMark(page, QRectF(self.corner, at).normalized()))
        canvas.reveal(page, QRectF(at, at))
        canvas.viewport().update()

    def _kept(self, page: int, at: QPointF) -> QPointF:
        """The point, kept on its page."""
        source = self._canvas.source
        assert source is not None
        size = geometry.turned(source.size(page), 0)
        return QPointF(min(max(at.x(), 0.0), size.width()), min(max(at.y(), 0.0), size.height()))
