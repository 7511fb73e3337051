"""A new passphrase: the old one (or the recovery key) once, the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from ui.context import Context
from ui.vault.passphrase_field import PassphraseField
from ui.vault.passphrase_step import PassphraseStep
from ui.widgets.form_row import FormRow
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class RekeySheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget) -> None:
        tr = ctx.words.tr
        super().__init__(
            ctx.words,
            ctx.theme,
            parent,
            tr("Change the passphrase"),
            accept=tr("Change"),
            cancel=tr("Cancel"),
            width=560,
        )
        self._ctx = ctx
        self.old = PassphraseField(ctx.words, ctx.theme, tr("Passphrase in force"))
        self._old_row = FormRow(tr("Passphrase in force"), self.old)
        self.body.addWidget(self._old_row)
        self.recovery = QCheckBox(tr("I have the recovery key instead"))
        self.recovery.toggled.connect(self._switch)
        self.body.addWidget(self.recovery)
        self.step = PassphraseStep(ctx.words, ctx.theme, ctx.pool)
        self.step.heading.hide()
        self.body.addWidget(self.step)
        self.body.addWidget(
            Label(tr("Backups and copies of the vault that were made before keep the old passphrase."), "small")
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Deriving the key"))
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.step.ready_changed.connect(self._fit_button)
        self.old.textChanged.connect(self._fit_button)
        self._fit_button()
        self.old.setFocus()

    @Slot()
    def _fit_button(self) -> None:
        self.accept_button.setEnabled(bool(self.old.text()) and self.step.ready)

    @Slot(bool)
    def _switch(self, recovery: bool) -> None:
        tr = self._ctx.words.tr
        self.old.forget()
        self._old_row.name.setText(tr("Recovery key") if recovery else tr("Passphrase in force"))

    def submit(self) -> None:
        ctx, old, new = self._ctx, self.old.text(), self.step.passphrase
        by_card = self.recovery.isChecked()
        self.set_busy(True)
        self.bar.show()

        def work() -> None:
            ctx.services.vault.change_passphrase(old, new, by_recovery_key=by_card)

        ctx.run(self, work, self._done, self._failed)

    def _done(self, _nothing: None) -> None:
        self.old.forget()
        self.step.forget()
        self._ctx.messages.toast(self._ctx.words.tr("The passphrase was changed"))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.bar.hide()
        self.fail(error)
        self.old.setFocus()
