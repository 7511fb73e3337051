"""A field that searches while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import Theme
from ui.widgets.tips import plain

PAUSE_MS = 200
CLEAR = "_q_qlineeditclearaction"  # what Qt calls the button that empties the field
SIGNS = 64  # pixels that both of them take at most


class SearchField(QLineEdit):
    """Signals:
    searched: The stripped text, 200 ms after the last key, or at once on Enter.
    left_down: The down arrow was pressed: the reader goes on to the results.
    """

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, theme: Theme, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        sign = self.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        theme.put_icon(sign, "search")
        if (clear := self.findChild(QAction, CLEAR)) is not None:
            theme.put_icon(clear, "x")
            QWidget.addAction(self, clear)  # one of the widget's own, so that a change of the theme finds it
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._send)
        self.textChanged.connect(self._typed)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._pause.start()

    @Slot()
    def _send(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hint = self.placeholderText()
        cut = self.fontMetrics().horizontalAdvance(hint) > self.width() - SIGNS
        self.setToolTip(plain(hint) if cut else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._send()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)
