"""What a rapporteur does in days, done at once through the services."""

from __future__ import annotations

from dataclasses import replace

from desktop.i18n import Language
from desktop.services import Services
from desktop.verbs.demo import review
from models.views.assessment import AnswerDraft, Value
from models.views.changes import Done


def settle_the_rest(services: Services, case_id: str, language: Language) -> Done[object]:
    """The facts that decide which items apply, and every answer of the demonstration's case that is still open."""
    case = services.register.case(case_id)
    said = review.entries()
    done: Done[object] = services.register.edit_case(case.id, replace(case.fields, **said["facts"]))  # type: ignore[assignment]
    reader = review.Reader(services, case_id)
    for view in services.assessment.checklist(case_id).items:
        if view.applies and view.answer is None:
            value: Value = "NO" if view.item.polarity == "-" else "YES"
            place = said["cite"].get(view.item.id) or (said["default"]["cite"] if view.item.cite_required else None)
            draft = AnswerDraft(value, said["note"][language], (reader.cite(*place),) if place else ())
            done = services.assessment.answer(case_id, view.item.id, draft)  # type: ignore[assignment]
    return done
