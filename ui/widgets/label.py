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


def level(*labels: QLabel) -> None:
    """Let the first lines of labels beside each other stand on one base line, whatever their letters."""
    for label in labels:
        label.ensurePolished()
    ascents = [label.fontMetrics().ascent() for label in labels]
    for label, ascent in zip(labels, ascents, strict=True):
        across = label.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        label.setAlignment(across | Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(0, max(ascents) - ascent, 0, 0)
