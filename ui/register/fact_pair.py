"""A name over its value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.label import Label


class FactPair(QWidget):
    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(name, "small"))
        said = Label(value).selectable()
        said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        said.setAccessibleName(f"{name}: {value}")
        column.addWidget(said)
