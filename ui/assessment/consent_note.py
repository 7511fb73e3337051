"""Said where nothing may be written before there is a consent, with the way to record it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.assessment import rules
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.label import Label


class ConsentNote(QWidget):
    """Signals:
    wanted: The consent is to be recorded.
    """

    wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(tr(rules.CONSENT.message), "muted"))
        self.button = Button(tr("Record a consent"), theme=ctx.theme, icon="clipboard-check")
        self.button.clicked.connect(self.wanted)
        column.addWidget(self.button)
