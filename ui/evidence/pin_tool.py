"""Setting a pin: by a click, or by the crosshair of the box tool and Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ui.evidence.box_tool import BoxTool


class PinTool(BoxTool):
    """Says through `canvas.pinned` where. The crosshair stands in the middle of what is seen as soon as one begins."""

    name = "pin"

    def enter(self) -> None:
        super().enter()
        self.show_cross()

    def press(self, _event: QMouseEvent) -> None:
        """The pin falls where the button is let go."""

    def move(self, _event: QMouseEvent) -> None:
        self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def release(self, event: QMouseEvent) -> None:
        found = self._canvas.locate(event.position())
        if found is not None:
            self._canvas.pinned.emit(found[0], self._kept(*found))

    def key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.cross is not None:
            self._canvas.pinned.emit(*self.cross)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._canvas.set_tool("text")
            return True
        return super().key(event)
