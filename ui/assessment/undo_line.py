"""What was just taken away, and the way back: instead of asking beforehand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import Words
from ui.widgets.button import Button
from ui.widgets.label import Label


class UndoLine(QWidget):
    """Hidden until `offer`; stays until it is used, another offer comes or `forget` is called."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.text = Label("", "small")
        self.button = Button(words.tr("Undo"), "link")
        self.button.clicked.connect(self._use)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def offer(self, text: str, back: Callable[[], None]) -> None:
        self._back = back
        self.text.setText(text)
        self.show()

    @Slot()
    def forget(self) -> None:
        self._back = None
        self.hide()

    @Slot()
    def _use(self) -> None:
        back = self._back
        self.forget()
        if back is not None:
            back()
