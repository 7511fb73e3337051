"""A heading that opens and closes what stands under it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.button import Button


class Fold(QWidget):
    """Closed at first. Put widgets into `body`."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.button = Button(title, "link")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._turn)
        column.addWidget(self.button)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(20, 0, 0, 4)
        self.body.setSpacing(4)
        self._content.hide()
        column.addWidget(self._content)
        self._turn(False)

    def set_open(self, is_open: bool) -> None:
        self.button.setChecked(is_open)

    @Slot(bool)
    def _turn(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self._theme.put_icon(self.button, "chevron-down" if is_open else "chevron-right", tone="accent")
