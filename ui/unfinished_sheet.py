"""Texts that a lock took out of an open sheet, to be copied from here."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.unfinished import Unfinished
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class UnfinishedSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, kept: Unfinished) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("Texts from before the lock"), cancel=tr("Close"), width=560)
        self.body.addWidget(Label(tr("Typed in «{title}», not saved yet:", title=kept.title), "muted"))
        for name, text in kept.fields:
            self.body.addWidget(Label(name or tr("Text"), "small"))
            self.body.addWidget(Label(text).selectable())
        self.body.addStretch(1)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
