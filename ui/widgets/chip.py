"""A small word on a soft ground: a state, an outcome, a block."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.tips import plain

Tone = Literal["neutral", "info", "good", "warn", "bad"]


class Chip(QLabel):
    """Says a state in a word; the tone only underlines it. For chips that act use `ChipButton`."""

    def __init__(self, text: str = "", tone: Tone = "neutral", *, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("piece", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.set(text, tone, tip)

    def set(self, text: str, tone: Tone = "neutral", tip: str = "") -> None:
        self.setText(text)
        self.setToolTip(plain(tip))
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
