"""A text. Plain by default, because names and titles come from evidence."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

Role = Literal["title", "heading", "body", "strong", "muted", "small", "mono", "reading", "good", "warn", "bad"]


class Label(QLabel):
    """Plain text in one of the styles of the stylesheet; wraps unless `wrap` is False."""

    def __init__(
        self, text: str = "", role: Role = "body", *, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_role(self, role: Role) -> None:
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)

    def selectable(self) -> Label:
        """Let the text be selected and copied (hashes, numbers)."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self
