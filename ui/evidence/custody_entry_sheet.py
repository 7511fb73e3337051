"""Recording in the custody log what happened to an original or a copy outside the program."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.errors import KnownError
from models.views.changes import Done
from models.views.evidence import BY_HAND, WITH_PARTY, CustodyDraft, CustodyEntry, ExhibitView
from ui.context import Context
from ui.register.code_box import CodeBox
from ui.register.date_edit import DateEdit
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class CustodyEntrySheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView) -> None:
        words, tr = ctx.words, ctx.words.tr
        title = tr("Record in the custody log of {number}", number=exhibit.number)
        super().__init__(words, ctx.theme, parent, title, accept=tr("Record"))
        self._ctx = ctx
        self._exhibit = exhibit
        self.body.addWidget(
            Label(
                tr(
                    "What happened to the original or to a copy outside the program. The file in the vault stays as "
                    "it is. An entry can't be changed; a mistake is corrected by another entry."
                )
            )
        )
        codes = ctx.services.register.codes
        self.form = form = Form()
        self.action = CodeBox([(code, codes.label("custody_action", code, words.language)) for code in BY_HAND])
        self.day = DateEdit(partial=False, hint=tr("dd.mm.yyyy"))
        self.party = QLineEdit()
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(ctx.theme.px(56))
        form.beside(
            form.add("action", tr("What happened"), self.action, required=True),
            form.add("day", tr("On which day"), self.day, required=True),
        )
        form.add("party", tr("From or to whom"), self.party)
        form.add("note", tr("Remark"), self.note)
        self.body.addWidget(form)
        self.action.activated.connect(self._ask)
        self._ask()
        self.action.setFocus()

    @Slot()
    def _ask(self) -> None:
        """Name the fields after what happened."""
        tr, action = self.words.tr, self.action.code()
        names = {"returned": tr("To whom"), "received": tr("From whom"), "copied": tr("For whom")}
        party = names.get(action, tr("By whom"))
        note = tr("Ground, act or decision") if action == "destroyed" else tr("Remark")
        for key, name, needed in (("party", party, action in WITH_PARTY), ("note", note, action == "destroyed")):
            row = self.form.rows[key]
            row.name.setText(f"{name} *" if needed else name)
            row.field.setAccessibleName(name)
        self.form.clear_faults()

    def draft(self) -> CustodyDraft:
        return CustodyDraft(self.action.code(), self.day.value(), self.party.text(), self.note.toPlainText())

    def submit(self) -> None:
        self.set_busy(True)
        self.form.clear_faults()
        evidence, exhibit_id, draft = self._ctx.services.evidence, self._exhibit.id, self.draft()
        self._ctx.run(self, lambda: evidence.record_custody(exhibit_id, draft), self._done, self.fail)

    def fail(self, error: Exception) -> None:
        field = str(error.parameters.get("field", "")) if isinstance(error, KnownError) else ""
        self.set_busy(False)
        said = f"{error.message(self.words)} {error.remedy(self.words)}" if isinstance(error, KnownError) else ""
        if self.form.fault(field, said):
            self.fit()
        else:
            super().fail(error)

    def _done(self, _made: Done[tuple[CustodyEntry, ...]]) -> None:
        self.accept()
        self._ctx.messages.toast(self.words.tr("Recorded in the custody log."))
