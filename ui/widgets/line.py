"""A hairline instead of a box."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget


class Line(QFrame):
    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "v" if vertical else "h")
        self.setFrameShape(QFrame.Shape.NoFrame)
