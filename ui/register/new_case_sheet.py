"""A new case: who asks, when it came and how. Everything else follows in the case itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.register.findings import RulesError
from models.views.changes import Done
from models.views.register import CaseDraft, CaseEntry, CaseView, Citizenship, Duplicate, PersonDraft, PersonEntry
from ui.context import Context
from ui.register.careful_sheet import CarefulSheet
from ui.register.draft_form import DraftForm


class NewCaseSheet(CarefulSheet):
    """Signals:
    created: The id of the new case.
    """

    created = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("New case"), accept=tr("Create the draft"), width=720)
        self._ctx = ctx
        self._twins: tuple[Duplicate, ...] = ()
        self.person: DraftForm[PersonDraft] = DraftForm(ctx, PersonDraft)
        self.person.section(tr("Principal applicant"))
        self.person.put("surname_ru", "given_ru", "patronymic_ru")
        self.person.put("name_ru_source")
        self.person.put("surname_lat", "given_lat")
        self.person.put("birth_date", "sex")
        self.person.put("citizenships")
        self.case: DraftForm[CaseDraft] = DraftForm(ctx, CaseDraft)
        self.case.put("received_on", "channel")
        self.case.put("referral_ref", "title")
        self.body.addWidget(self.case)
        self.body.addWidget(self.person)
        self.case.set_draft(CaseDraft(received_on=ctx.services.clock.today().isoformat()))
        self.person.set_draft(PersonDraft(citizenships=(Citizenship(),)))
        self.person.editor("surname_ru").setFocus()

    def typed(self) -> Any:
        return self.case.draft(), self.person.draft()

    def submit(self) -> None:
        person = self.person.draft()
        entry = CaseEntry(self.case.draft(), (PersonEntry(person),))
        register, warned = self._ctx.services.register, self._twins

        def work() -> Done[CaseView] | tuple[Duplicate, ...]:
            found = register.duplicates(person)
            return found if found and found != warned else register.create_case(entry)

        create: Callable[[], Any] = work
        self.set_busy(True)
        self._ctx.run(self, create, self._outcome, self._failed)

    def _outcome(self, outcome: Done[CaseView] | tuple[Duplicate, ...]) -> None:
        if isinstance(outcome, Done):
            self.created.emit(outcome.value.id)
            self.accept()
            return
        tr = self.words.tr
        self._twins = outcome
        self.set_busy(False)
        names = "; ".join(f"{d.number or tr('Draft')} {d.name}" for d in outcome[:3])
        said = tr("Perhaps the same person is in this vault already: {cases}. Compare before you go on.", cases=names)
        self.banners.show_text(said, "warn")
        self.accept_button.setText(tr("Create the draft all the same"))
        self.fit()

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, RulesError):
            self.case.clear_faults()
            left = self.case.show_findings(self.person.show_findings(error.findings))
            for finding in left[:2]:
                self.banners.show_text(f"{finding.message(self.words)} {finding.remedy(self.words)}", "bad")
            self.fit()
            return
        self.show_error(error)
