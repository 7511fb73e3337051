"""A text field as tall as its text, within limits. Plain text only: what is pasted loses its looks."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

LONGEST = 20_000


class GrowingEdit(QPlainTextEdit):
    """Tab leaves the field, Esc gives the focus back to the place around it.

    Signals:
        entered: The focus came in.
        left: Esc was pressed.
    """

    entered = Signal()
    left = Signal()

    def __init__(
        self,
        name: str,
        hint: str = "",
        *,
        reading: bool = False,
        lines: tuple[int, int] = (2, 12),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        if reading:
            self.setProperty("role", "reading")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.fit)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)

    def show_text(self, text: str) -> None:
        """Put a text in without telling anybody; the caret goes to its end."""
        if self.toPlainText() == text:
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)
        self.fit()

    def caret(self) -> int:
        return self.textCursor().position()

    def set_caret(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(position, len(self.toPlainText()))))
        self.setTextCursor(cursor)

    @Slot()
    def fit(self) -> None:
        """Take the height of the text."""
        line = self.fontMetrics().lineSpacing()
        rows = max(self._lines[0], min(self._lines[1], round(self.document().size().height())))
        margins = self.contentsMargins()
        edge = 2 * self.document().documentMargin() + margins.top() + margins.bottom()
        height = round(rows * line + edge + 2)
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
        scrolls = self.document().size().height() > self._lines[1]
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
