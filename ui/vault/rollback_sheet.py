"""Work in a vault that is older than what this workstation has seen, on record and with a reason."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.context import Context
from ui.widgets.form_row import FormRow
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class RollbackSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget) -> None:
        tr = ctx.words.tr
        super().__init__(
            ctx.words, ctx.theme, parent, tr("Work in this older vault"),
            accept=tr("Acknowledge and work"), cancel=tr("Stay with reading only"), danger=True,
        )  # fmt: skip
        self._ctx = ctx
        for warning in ctx.services.vault.warnings:
            self.body.addWidget(Label(tr(warning.message, **dict(warning.parameters))))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(ctx.theme.px(84))
        self.reason.textChanged.connect(self._fit_button)
        self.body.addWidget(FormRow(tr("Reason"), self.reason, tr("It goes on record with what was seen before.")))
        self._fit_button()
        self.reason.setFocus()

    @Slot()
    def _fit_button(self) -> None:
        self.accept_button.setEnabled(bool(self.reason.toPlainText().strip()))

    def submit(self) -> None:
        reason = self.reason.toPlainText().strip()
        self.set_busy(True)
        self._ctx.run(self, lambda: self._ctx.services.vault.acknowledge_rollback(reason), self._done, self.fail)

    def _done(self, _nothing: None) -> None:
        self._ctx.messages.toast(self._ctx.words.tr("The vault can be written again"))
        self.accept()
