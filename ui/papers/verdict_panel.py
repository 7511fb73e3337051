"""What the verifier says about a paper: the answer as a word, the explanation in sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import N_
from models.views.signing import Verdict
from ui.context import Context
from ui.messages import Tone
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton

ANSWERS: dict[str, tuple[str, Tone]] = {
    "valid": (N_("valid"), "good"),
    "invalid": (N_("not valid"), "bad"),
    "undecided": (N_("undecided"), "warn"),
}


class VerdictPanel(QWidget):
    """Signals:
    closed: The reader has seen enough.
    """

    closed = Signal()

    def __init__(self, ctx: Context, *, closable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.chip = Chip()
        self.first = Label("", "strong")
        self.close_button = ToolButton(ctx.theme, "x", tr("Close the result"))
        self.close_button.clicked.connect(self.closed)
        if not closable:
            self.close_button.hide()
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.first, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.rest = Label("").selectable()
        self.rest.setAccessibleName(tr("What the signature proves"))
        column.addWidget(self.rest)

    def show_verdict(self, verdict: Verdict) -> None:
        text, tone = ANSWERS[verdict.verdict]
        self.chip.set(self._ctx.words.tr(text), tone)
        self.first.setText(verdict.sentences[0])
        self.rest.setText("\n".join(verdict.sentences[1:]))
        self.rest.setVisible(len(verdict.sentences) > 1)
