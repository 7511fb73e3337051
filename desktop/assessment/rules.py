"""The rules of the checklist as pure functions: does an item apply, is an answer complete, what does it hold up.

Source: domain.md 3.2 and RULINGS A2–A6. Nothing here weighs a case or proposes an outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.errors import Sentence
from desktop.i18n import N_
from models.views.assessment import AnswerDraft, Fact, Value
from models.views.packs import Block, Item

SHORTEST_PARTLY = 20  # characters, domain.md 3.2

NO_VALUE = Sentence(
    "assessment.no_value", N_("No answer is chosen."), N_("Choose one with 1–5. What is entered is kept as a draft.")
)
PARTLY_NOTE = Sentence(
    "assessment.partly_note",
    N_("“Partly” needs a note of at least 20 characters."),
    N_("Write what is established and what is not."),
)
NO_NOTE = Sentence("assessment.no_note", N_("“No” needs a note."), N_("Write why."))
UNKNOWN_NOTE = Sentence(
    "assessment.unknown_note", N_("“Not established” needs a note."), N_("Write what was tried to establish it.")
)
NA_NOTE = Sentence("assessment.na_note", N_("“Not applicable” needs a reason."), N_("Write why it does not apply."))
NA_NOT_ALLOWED = Sentence(
    "assessment.na_not_allowed",
    N_("“Not applicable” can't be chosen for this item."),
    N_("Choose another answer; “not established” is one."),
)
CITE_REQUIRED = Sentence(
    "assessment.cite_required",
    N_("This answer needs a citation of an exhibit."),
    N_("Select the place in the exhibit and press C, or answer “not established”."),
)
BY_RULE = Sentence(
    "assessment.by_rule",
    N_("Item {item} does not apply to this case by rule."),
    N_("If that is wrong, correct the facts about the case; then it can be answered."),
)

CONSENT = Sentence(
    "assessment.consent_missing",
    N_("This is written only while a consent to process special categories of data is in force."),
    N_("Record the applicant's consent in the overview of the case."),
)

GROUNDS = {
    "minor_in_case": N_("There is no minor in the case."),
    "has_conviction": N_("There is no conviction in the case."),
    "interpreter_used": N_("No interpreter was used."),
    "no_identity_document": N_("An identity document was handed in."),
    "no_record_paper": N_("The criminal-record paper was handed in."),
}
OTHER_TRACK = N_("The item belongs to another legal track.")

_NOTES = {"NO": NO_NOTE, "UNKNOWN": UNKNOWN_NOTE, "NA": NA_NOTE}


@dataclass(frozen=True)
class CaseFacts:
    """What decides whether items apply. `facts` as a person typed them; `track` "" = not yet chosen."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    track: str = ""


def standing(item: Item, facts: CaseFacts) -> tuple[str, bool]:
    """(ground on which the item does not apply or "", whether it applies only because the fact is unknown)."""
    condition = item.applies_when
    if not condition:
        return "", False
    if condition.startswith("track:"):
        if not facts.track:
            return "", True
        return ("" if facts.track == condition.removeprefix("track:") else OTHER_TRACK), False
    fact = facts.facts.get(condition, "unknown")
    return (GROUNDS[condition] if fact == "no" else ""), fact == "unknown"


def fault(item: Item, draft: AnswerDraft) -> Sentence | None:
    """Why this draft can't become an answer, or None."""
    note = draft.note.strip()
    if draft.value is None:
        return NO_VALUE
    if draft.value == "NA" and item.never_lifted:
        return NA_NOT_ALLOWED
    if draft.value == "PARTLY" and len(note) < SHORTEST_PARTLY:
        return PARTLY_NOTE
    if draft.value in _NOTES and not note:
        return _NOTES[draft.value]
    if item.cite_required and draft.value in ("YES", "PARTLY", "NO") and not draft.citations:
        return CITE_REQUIRED
    return None


def clears(item: Item, value: Value | None) -> bool:
    """Whether this answer settles the item (RULINGS A3)."""
    if value == "NA":
        return not item.never_lifted
    return value == ("YES" if item.polarity == "+" else "NO")


def block(item: Item, value: Value | None, *, applies: bool) -> Block:
    """What the item holds up with this answer (None = unanswered). An adverse "yes" never stops more than REC."""
    if not applies or not item.block or clears(item, value):
        return ""
    if item.polarity == "-" and value == "YES":
        return "REC"
    return item.block
