"""Withdrawing an exhibit, with a reason on record."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.views.changes import Done
from models.views.evidence import ExhibitView
from ui.context import Context
from ui.widgets.form_row import FormRow
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class WithdrawSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView) -> None:
        words = ctx.words
        super().__init__(
            words,
            ctx.theme,
            parent,
            words.tr("Withdraw {number}", number=exhibit.number),
            accept=words.tr("Withdraw the exhibit"),
            cancel=words.tr("Keep it in the case"),
            danger=True,
        )
        self._ctx = ctx
        self._exhibit = exhibit
        self.body.addWidget(
            Label(
                words.tr(
                    "The exhibit keeps its number and its file and stays in the list as withdrawn. It can't be cited "
                    "any more. If it only stands in the wrong class, admit it again afterwards."
                )
            )
        )
        if exhibit.citations:
            self.body.addWidget(
                Label(
                    words.trn(
                        "It is cited {n} time; that citation will be shown as withdrawn.",
                        "It is cited {n} times; those citations will be shown as withdrawn.",
                        exhibit.citations,
                    ),
                    "warn",
                )
            )
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(ctx.theme.px(84))
        self.row = FormRow(words.tr("Reason for withdrawing"), self.reason, required=True)
        self.body.addWidget(self.row)
        self.body.addStretch(1)
        self.reason.setFocus()

    def submit(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.row.set_fault(self.words.tr("Write why it is withdrawn."))
            self.reason.setFocus()
            self.fit()
            return
        self.set_busy(True)
        evidence, exhibit = self._ctx.services.evidence, self._exhibit
        self._ctx.run(self, lambda: evidence.withdraw(exhibit.id, reason, exhibit.version), self._gone, self.fail)

    def _gone(self, done: Done[ExhibitView]) -> None:
        self.accept()
        self._ctx.messages.toast(self._ctx.words.tr("{number} is withdrawn.", number=done.value.number))
