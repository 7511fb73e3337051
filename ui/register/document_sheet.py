"""An identity document: its fields, and its machine-readable zone that fills them and is compared with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.register import mrz
from models.views.changes import Done
from models.views.register import CaseView, DocumentDraft, DocumentView, PersonView
from ui.context import Context
from ui.register.draft_sheet import DraftSheet
from ui.register.text_area import TextArea
from ui.register.zone_diff import ZoneDiff


class DocumentSheet(DraftSheet):
    def __init__(
        self, ctx: Context, parent: QWidget, case: CaseView, person: PersonView, document: DocumentView | None = None
    ) -> None:
        register, tr = ctx.services.register, ctx.words.tr

        def save(draft: DocumentDraft) -> Callable[[], Done[CaseView]]:
            whole = self._with_zone(draft)
            if document is None:
                return lambda: register.add_document(person.id, whole)
            return lambda: register.edit_document(document.id, whole, document.version)

        title = tr("Identity document of {name}", name=person.name)
        accept = tr("Save") if document else tr("Add the document")
        super().__init__(ctx, parent, title, DocumentDraft, save, accept=accept, width=760)
        self._case, self._person = case, person
        self.zone = TextArea(least=3, most=3)
        self.zone.setProperty("role", "mono")
        self.diff = ZoneDiff(ctx)
        form = self.form
        form.add(
            "mrz",
            tr("Machine-readable zone"),
            self.zone,
            tr("Paste or type its two or three lines: empty fields are filled from it, others are compared."),
        )
        form.plain(self.diff)
        form.put("kind", "issuing_state")
        form.put("series", "number", required=("number",))
        form.put("issued_on", "expires_on")
        form.put("issuer_text")
        form.section(tr("As the document reads"))
        form.put("surname_viz", "given_viz")
        form.put("birth_date_viz", "sex_viz", "nationality_viz")
        form.section(tr("Originals and copies"))
        form.put_checks("original_seen")
        form.put("original_seen_by", "original_seen_on")
        form.put_checks("copy_certified")
        form.put("copy_certified_by", "copy_certified_on")
        form.put("apostille", "apostille_no")
        form.put("apostille_on", "apostille_authority")
        draft = document.fields if document else DocumentDraft()
        lines = [line for line in (draft.mrz_line1, draft.mrz_line2, draft.mrz_line3) if line]
        self.zone.set_value("\n".join(lines))
        form.set_draft(draft)
        self.zone.textChanged.connect(self._zone_changed)
        form.edited.connect(self._compare)
        self._compare()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.zone.toPlainText():
            self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> object:
        return self._with_zone(self.form.draft())

    def _with_zone(self, draft: DocumentDraft) -> DocumentDraft:
        lines = (*mrz.tidy(self.zone.toPlainText()), "", "", "")
        return replace(draft, mrz_line1=lines[0], mrz_line2=lines[1], mrz_line3=lines[2])

    @Slot()
    def _zone_changed(self) -> None:
        try:
            zone = mrz.read(self.zone.toPlainText())
        except ValueError:
            self._compare()
            return
        lines = (*zone.lines, "")
        now = replace(self.form.draft(), mrz_line1=lines[0], mrz_line2=lines[1], mrz_line3=lines[2])
        filled = self.ctx.services.register.read_zone(now)
        if filled != now:
            self.form.set_draft(filled)
        self._compare()

    @Slot()
    def _compare(self) -> None:
        register = self.ctx.services.register
        draft = self._with_zone(self.form.draft())
        findings = register.check_document(draft, self._person.fields, self._case.fields.received_on)
        about_zone = [f for f in findings if f.field == "mrz"]
        self.diff.show_diff(register.compare_zone(draft, self._person.fields), about_zone)
        self.fit()
