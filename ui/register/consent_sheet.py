"""Recording, changing or withdrawing a consent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.views.changes import Done
from models.views.register import CaseView, ConsentDraft, ConsentView, PersonView
from ui.context import Context
from ui.register.draft_sheet import DraftSheet
from ui.widgets.label import Label


class ConsentSheet(DraftSheet):
    def __init__(self, ctx: Context, parent: QWidget, person: PersonView, consent: ConsentView | None = None) -> None:
        register, tr = ctx.services.register, ctx.words.tr

        def save(draft: ConsentDraft) -> Callable[[], Done[CaseView]]:
            if consent is None:
                return lambda: register.add_consent(person.id, draft)
            return lambda: register.edit_consent(consent.id, draft, consent.version)

        title = tr("Consent of {name}", name=person.name)
        accept = tr("Save") if consent else tr("Record the consent")
        super().__init__(ctx, parent, title, ConsentDraft, save, accept=accept, width=560)
        self.form.plain(
            Label(
                tr(
                    "Political and religious convictions and health are kept only while a signed consent with the "
                    "purpose “Special categories of data” is in force."
                ),
                "muted",
            )
        )
        self.form.put("signed_on", "form", required=("signed_on",))
        self.form.put("purposes", required=("purposes",))
        if consent is not None:
            self.form.put("withdrawn_on")
        self.form.put("note")
        fresh = ConsentDraft(purposes=("review", "special_categories"))
        self.form.set_draft(consent.fields if consent else fresh)
