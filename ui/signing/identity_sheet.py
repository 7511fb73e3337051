"""Make a signing identity, or take one in from a PKCS#12 file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.filing.outside import read_whole
from desktop.signing.kinds import sentence
from desktop.signing.making import LEAST_PIN
from models.views.changes import Done
from models.views.register import ProfileView
from models.views.signing import IdentityOrigin, IdentityView
from ui.context import Context
from ui.signing.pin_field import PinField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class IdentitySheet(Sheet):
    """Signals:
    added: The new `IdentityView`.
    """

    added = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, file: Path | None = None) -> None:
        tr = ctx.words.tr
        title = tr("Make a signing identity") if file is None else tr("Take a signing identity in")
        accept = tr("Make the identity") if file is None else tr("Take it in")
        super().__init__(ctx.words, ctx.theme, parent, title, accept=accept, width=520)
        self._ctx = ctx
        self._file = file
        said = (
            sentence("own_unqualified", ctx.words)
            if file is None
            else tr("The file stays where it is; a copy is sealed in the vault.")
        )
        self.body.addWidget(Label(said, "muted"))
        self.form = Form()
        self.name = QLineEdit()
        self.pin = PinField(ctx)
        self.again = PinField(ctx)
        if file is None:
            self.form.add("name", tr("Name of the signer, as on papers"), self.name, required=True)
            hint = ctx.words.trn("At least {n} character", "At least {n} characters", LEAST_PIN)
            self.form.add("pin", tr("PIN"), self.pin, hint, required=True)
            self.form.add("again", tr("PIN once more"), self.again, required=True)
            ctx.run(self, ctx.services.register.profile, self._fill)
        else:
            self.form.plain(Label(file.name, "strong"))
            self.form.add("pin", tr("PIN or password of the file"), self.pin)
        self.body.addWidget(self.form)
        self.keep = QCheckBox(tr("Keep the PIN sealed in the vault"))
        self.body.addWidget(self.keep)
        self.body.addWidget(
            Label(tr("Signing does not ask for it then. Left open, the PIN is asked for each time."), "small")
        )
        self.body.addStretch(1)
        (self.name if file is None else self.pin).setFocus()

    def _fill(self, profile: ProfileView) -> None:
        name = profile.member_name or profile.member_name_en
        if not self.name.text():
            self.name.setText(name)
            self.form.clear_faults()
        self._organisation = profile.commission or profile.commission_en
        if self.name.hasFocus():  # who has gone on meanwhile is left there
            self.pin.setFocus()

    def submit(self) -> None:
        tr, ctx = self._ctx.words.tr, self._ctx
        self.form.clear_faults()
        if self._file is None:
            if not self.name.text().strip():
                self.form.fault("name", tr("The name is missing."))
                return
            if len(self.pin.text()) < LEAST_PIN:
                self.form.fault("pin", ctx.words.trn("At least {n} character", "At least {n} characters", LEAST_PIN))
                return
            if self.pin.text() != self.again.text():
                self.form.fault("again", tr("The two PINs differ."))
                return
        self.set_busy(True)
        identities, name, pin, file = ctx.services.identities, self.name.text(), self.pin.text(), self._file
        organisation = getattr(self, "_organisation", "")
        origin: IdentityOrigin = "made" if file is None else "imported"
        keep = self.keep.isChecked()

        def bring() -> bytes:
            if file is not None:
                return read_whole(file)
            made: bytes = identities.stage_made(name, pin, organisation)
            return made

        def brought(pkcs12: bytes) -> None:
            ctx.run(self, lambda: identities.admit(pkcs12, pin, origin, keep_pin=keep), self._added, self.fail)

        ctx.pool(self, bring, brought, self.fail)

    def _added(self, done: Done[IdentityView]) -> None:
        self.added.emit(done.value)
        self.accept()

    @Slot(int)
    def done(self, result: int) -> None:
        for field in (self.pin, self.again):
            field.clear()
        super().done(result)
