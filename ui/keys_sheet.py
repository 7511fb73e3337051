"""The keys of the place one is at, and those that hold everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.context import Context
from ui.widgets.label import Label, level
from ui.widgets.sheet import Sheet

Pairs = list[tuple[str, str]]


class KeysSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, here: Pairs, everywhere: Pairs) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("Keys of this place"), cancel=tr("Close"), width=560)
        for title, pairs in ((tr("Here"), here), (tr("Everywhere"), everywhere)):
            if not pairs:
                continue
            self.body.addWidget(Label(title, "strong"))
            table = QWidget()
            grid = QGridLayout(table)
            grid.setContentsMargins(0, 0, 0, 8)
            grid.setHorizontalSpacing(16)
            grid.setColumnStretch(1, 1)
            for line, (keys, name) in enumerate(pairs):
                pressed, does = Label(keys, "mono", wrap=False), Label(name)
                level(pressed, does)
                grid.addWidget(pressed, line, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(does, line, 1, Qt.AlignmentFlag.AlignTop)
            self.body.addWidget(table)
        self.body.addStretch(1)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
