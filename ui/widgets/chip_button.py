"""A chip that acts: a citation (`E4 · p. 3`), a block with its reasons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.widgets.chip import Tone
from ui.widgets.tips import plain


class ChipButton(QPushButton):
    """`payload` is what the chip stands for (a citation view); the receiver of `clicked` reads it."""

    def __init__(
        self,
        text: str,
        tone: Tone = "info",
        *,
        payload: object = None,
        tip: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.payload = payload
        self.setProperty("piece", "chip")
        self.setProperty("tone", tone)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(24)
        if tip:
            self.setToolTip(plain(tip))
        self.setAccessibleName(name or text)
