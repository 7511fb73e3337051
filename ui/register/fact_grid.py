"""Names and values, two pairs to a line; what is not stated is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.register.fact_pair import FactPair


class FactGrid(QWidget):
    """`pairs` of (name, value); long values take a whole line."""

    def __init__(self, pairs: Sequence[tuple[str, str]], *, long: int = 60) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        place = 0
        for name, value in pairs:
            if not value:
                continue
            wide = len(value) > long or "\n" in value
            if wide and place % 2:
                place += 1
            grid.addWidget(FactPair(name, value), place // 2, place % 2, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            place += 2 if wide else 1
