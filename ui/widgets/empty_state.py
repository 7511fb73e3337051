"""What belongs here, and the button that brings it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.button import Button
from ui.widgets.label import Label


class EmptyState(QWidget):
    """Signals:
    chosen: The button was pressed.
    """

    chosen = Signal()

    def __init__(self, sentence: str, button: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        self.label = Label(sentence, "muted")
        self.label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self.label)
        self.button = Button(button, "primary")
        self.button.clicked.connect(self.chosen)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(button))
        column.addStretch(3)

    def set(self, sentence: str, button: str = "") -> None:
        self.label.setText(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))
