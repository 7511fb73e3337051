"""A field for a text of several lines that grows with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget


class TextArea(QPlainTextEdit):
    """Tab leaves the field. Between `least` and `most` lines high.

    Signals:
        edited: A person left the field after a change.
    """

    edited = Signal()

    def __init__(self, *, least: int = 3, most: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().contentsChanged.connect(self._grow)
        self._grow()

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        self.setPlainText(text)
        self.document().setModified(False)

    @Slot()
    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = int(self.document().size().height())
        self.setFixedHeight(max(self._least, min(self._most, lines)) * line + 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.document().isModified():
            self.document().setModified(False)
            self.edited.emit()
