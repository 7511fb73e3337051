"""Editing a case's own fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.register import rules
from models.views.changes import Done
from models.views.register import CaseDraft, CaseView
from ui.context import Context
from ui.register.draft_sheet import DraftSheet

FACTS = ("minor_in_case", "has_conviction", "interpreter_used", "no_identity_document", "no_record_paper")


class CaseSheet(DraftSheet):
    def __init__(self, ctx: Context, parent: QWidget, view: CaseView) -> None:
        register, tr = ctx.services.register, ctx.words.tr

        def save(draft: CaseDraft) -> Callable[[], Done[CaseView]]:
            return lambda: register.edit_case(view.id, draft, view.version)

        title = tr("Case {case}", case=view.number or view.fields.title)
        super().__init__(ctx, parent, title, CaseDraft, save, accept=tr("Save"), width=760)
        form = self.form
        form.put("title", "rapporteur")
        form.put("received_on", "channel")
        form.put("referral_ref", "legal_track")
        form.put("priority", "priority_reason")
        form.put("access_level", "retention_class")
        form.put("lang_of_case", "lang_of_contact")
        form.put("clock_started_on", "due_on")
        form.put("clock_pauses")
        form.put("linked_cases", hints={"linked_cases": tr("Case numbers, separated by commas.")})
        form.put_checks("hold")
        form.section(tr("Facts that decide which checklist items apply"))
        form.put(*FACTS[:2])
        form.put(*FACTS[2:4])
        form.put(FACTS[4])
        form.section(tr("Claim"))
        form.put("summary", "grounds", "statement_ru", "statement_original", beside=False)
        form.put("statement_lang", "statement_signed_on")
        form.put_checks("read_back")
        form.set_draft(replace(view.fields, linked_cases=tuple(link.number or link.uid for link in view.links)))
        if not view.consent_in_force:
            form.lock(rules.SPECIAL_CASE, tr("Kept only with a signed consent of the applicant. Record it first."))
