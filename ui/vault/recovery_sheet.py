"""A new recovery key: the passphrase, the new key to write down, and the key again from the card."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.context import Context
from ui.vault.passphrase_field import PassphraseField
from ui.vault.recovery_step import RecoveryStep
from ui.vault.retype_step import RetypeStep
from ui.vault.step import Step
from ui.widgets.button import Button
from ui.widgets.form_row import FormRow
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class RecoverySheet(Sheet):
    """Once the key is exchanged the sheet closes only when the new one was typed from the card."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        tr = ctx.words.tr
        super().__init__(
            ctx.words, ctx.theme, parent, tr("Make a new recovery key"), accept=tr("Make a new key"), width=640
        )
        self._ctx = ctx
        self.card: RecoveryStep | None = None
        self.again: RetypeStep | None = None
        self.back = Button(tr("Show the card again"))
        self.buttons.insertWidget(0, self.back)
        self.back.hide()
        self.back.clicked.connect(self._show_card)
        self.advice = Label(tr("The key on the present card stops opening the vault at once. Destroy that card then."))
        self.body.addWidget(self.advice)
        self.secret = PassphraseField(ctx.words, ctx.theme, tr("Passphrase in force"))
        self._row = FormRow(tr("Passphrase in force"), self.secret)
        self.body.addWidget(self._row)
        self.old_copies = Label(
            tr("Backups and copies of the vault that were made before keep the old recovery key."), "small"
        )
        self.body.addWidget(self.old_copies)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Deriving the key"))
        self.body.addWidget(self.bar)
        self.bar.hide()
        self.secret.textChanged.connect(self._fit_button)
        self._fit_button()
        self.secret.setFocus()

    @Slot()
    def _fit_button(self) -> None:
        if self.again is not None and self.again.isVisible():
            self.accept_button.setEnabled(self.again.ready)
        else:
            self.accept_button.setEnabled(self.card is not None or bool(self.secret.text()))

    def submit(self) -> None:
        if self.again is None:
            self._renew()
        elif not self.again.isVisible():
            self._ask_again()
        else:
            self._ctx.messages.toast(self.words.tr("The new recovery key opens the vault from now on"))
            self.accept()

    def reject(self) -> None:
        """Esc and the like. The old key is void by now: not before the new card was checked."""
        if self.card is None:
            super().reject()
            return
        self.banners.show_text(
            self.words.tr("The old key no longer opens the vault. Type the new one from your card first."), "warn"
        )

    def _renew(self) -> None:
        ctx, passphrase = self._ctx, self.secret.text()
        self.set_busy(True)
        self.bar.show()
        ctx.run(self, lambda: ctx.services.vault.renew_recovery_key(passphrase), self._made, self._failed)

    def _made(self, key: str) -> None:
        self.secret.forget()
        for widget in (self.advice, self._row, self.old_copies, self.bar):
            widget.hide()
        self.set_busy(False)
        self.cancel_button.hide()
        self.card = RecoveryStep(self.words, self.theme, key)
        self.again = RetypeStep(self.words, self.theme, key)
        self.again.ready_changed.connect(self._fit_button)
        for step in (self.card, self.again):
            self.body.addWidget(step)
        self._show_card()

    @Slot()
    def _show_card(self) -> None:
        assert self.card is not None
        self._turn(self.card, self.words.tr("It is written down"))

    def _ask_again(self) -> None:
        assert self.again is not None
        self._turn(self.again, self.words.tr("Finish"))

    def _turn(self, step: Step, accept: str) -> None:
        assert self.card is not None and self.again is not None
        self.heading.hide()  # the step has a title of its own
        self.card.setVisible(step is self.card)
        self.again.setVisible(step is self.again)
        self.back.setVisible(step is self.again)
        self.accept_button.setText(accept)
        self._fit_button()
        self.fit()
        step.enter()

    def _failed(self, error: Exception) -> None:
        self.bar.hide()
        self.fail(error)
        self.secret.setFocus()
