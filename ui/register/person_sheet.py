"""Adding or editing a person of a case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.register import rules
from models.views.changes import Done
from models.views.register import CaseView, PersonDraft, PersonView
from ui.context import Context
from ui.register.draft_sheet import DraftSheet


class PersonSheet(DraftSheet):
    def __init__(self, ctx: Context, parent: QWidget, case: CaseView, person: PersonView | None = None) -> None:
        register, tr = ctx.services.register, ctx.words.tr

        def save(draft: PersonDraft) -> Callable[[], Done[CaseView]]:
            if person is None:
                return lambda: register.add_person(case.id, draft)
            return lambda: register.edit_person(person.id, draft, person.version)

        title = person.name if person else tr("Add a person to the case")
        accept = tr("Save") if person else tr("Add the person")
        super().__init__(ctx, parent, title, PersonDraft, save, accept=accept, width=760)
        form = self.form
        form.put("role_in_case", "sex")
        form.section(tr("Name"))
        form.put("surname_ru", "given_ru", "patronymic_ru")
        form.put("name_ru_source")
        form.put("surname_lat", "given_lat")
        form.put_checks("no_patronymic", "no_given_name")
        form.put("other_names")
        form.section(tr("Birth and citizenship"))
        form.put("birth_date", "birth_country")
        form.put("birth_place", "marital_status")
        form.put("citizenships")
        form.put("status_if_none")
        form.put("habitual_residence", "habitual_residence_since")
        form.section(tr("Contact and whereabouts"))
        form.put("contact_safe")
        form.put("contact_instruction")
        form.put("whereabouts", "whereabouts_country")
        form.put("languages")
        form.section(tr("Work and service"))
        form.put("education", "employment", "income", beside=False)
        for name in ("military_service", "foreign_state_service", "conflict_participation"):
            form.put(name)
            form.put(f"{name}_text")
        form.put("inn", "snils")
        form.section(tr("Protection"))
        form.put("vulnerability")
        form.put_checks("unaccompanied")
        role = "spouse" if case.persons else "principal"
        form.set_draft(person.fields if person else PersonDraft(role_in_case=role))
        consents = person.consents if person else ()
        child_of_consent = case.consent_in_force and person is not None and person.fields.role_in_case == "child"
        if not child_of_consent and not any(c.in_force for c in consents):
            form.lock(rules.SPECIAL_PERSON, tr("Kept only with a signed consent of the person. Record it first."))
