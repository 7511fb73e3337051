"""Names and values under each other, two columns, values selectable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import Theme
from ui.widgets.label import Label, Role, level

NAMES = (120, 180)


class FactsList(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None, *, names: tuple[int, int] = NAMES) -> None:
        """`names`: least and greatest width of the left column, in pixels at 100 %."""
        super().__init__(parent)
        self._theme = theme
        self._names = names
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def set_facts(self, facts: Sequence[tuple[str, str, Role]]) -> None:
        """(name, value, role) each; a fact without a value is left out."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, (name, value, role) in enumerate(fact for fact in facts if fact[1]):
            left = Label(name, "muted")
            left.setMinimumWidth(self._theme.px(self._names[0]))
            left.setMaximumWidth(self._theme.px(self._names[1]))
            right = Label(value, role).selectable()
            right.setAccessibleName(f"{name}: {value}")
            left.setBuddy(right)
            level(left, right)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(left, row, 0, top)
            self._grid.addWidget(right, row, 1, top)
