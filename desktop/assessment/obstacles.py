"""What blocks signing the opinion, each with the place where it is mended (RULINGS A1, A3, A6; domain.md 4.6, 2.12).

Nothing here proposes anything: it lists what is missing. ADM, AGD and second readings are listed for information.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.assessment import rules
from desktop.i18n import N_
from models.views.assessment import ChecklistView, ItemView, Obstacle, OpinionDraft, Target
from models.views.cautions import Caution
from models.views.evidence import CitationDraft
from models.views.packs import Block, ReasonCode
from models.views.papers import PartKind

BLOCKED: dict[Block, tuple[str, str]] = {
    "SIG": ("item.signing", N_("Item {item} is not settled: without it nothing is signed.")),
    "REC": ("item.support", N_("Item {item} is not settled: without it no support can be recommended.")),
    "AGD": ("item.agenda", N_("Item {item} is not settled: without it the case goes on no agenda.")),
    "ADM": ("item.admission", N_("Item {item} is not settled: without it the case is not admitted.")),
}
SECOND_READING = N_("Item {item} still needs its second reader before a recommendation is issued.")
ANSWER_DRAFT = N_("The answer to item {item} is a draft. Finish it or take it back.")
ANSWER_CHANGED = N_("The answer to item {item} was changed and the change is still a draft.")
OPINION_DRAFT = N_("The opinion was changed and the change is still a draft. Save it as a version.")
NO_OUTCOME = N_("No outcome is chosen.")
FEW_CODES = N_("The outcome needs a reason code.")
CODE_MISFIT = N_("Reason code {code} does not go with this outcome.")
CODE_PARAGRAPH = N_("Reason code {code} has no paragraph of its own.")
CODE_NEEDS_YES = N_("Reason code {code} needs “yes” with an exhibit on item {items}.")
CODE_NEEDS_DONE = N_("Reason code {code} needs item {item} done.")
NO_PART: dict[PartKind, str] = {
    "facts": N_("The part on the facts is empty."),
    "law": N_("The part on the law is empty."),
    "assessment": N_("The part on the assessment is empty."),
    "operative": N_("The operative part is empty."),
}
UNCITED = N_("A paragraph on the facts cites no exhibit.")
UNCITED_CODE = N_("The paragraph on reason code {code} cites no exhibit.")
WITHDRAWN = N_("Exhibit {exhibit} is cited but was withdrawn.")
CHANGED = N_("Exhibit {exhibit} is no longer the file that was cited: its checksum differs.")
UNREGISTERED = N_("The case has no number yet: it must be registered.")
NO_PRINCIPAL = N_("The case names no principal applicant.")
NAME_NOT_CERTIFIED = N_(
    "The applicant's Cyrillic name does not come from a certified translation, a visa or a migration card."
)
NO_LATIN_NAME = N_("The applicant's name in Latin letters is missing.")
NO_CONSENT = N_("There is no consent in force to process special categories of data.")
PROFILE: dict[str, str] = {
    "commission": N_("The profile does not name the commission."),
    "place": N_("The profile does not name the place."),
    "member_name": N_("The profile does not name the member who signs."),
    "post": N_("The profile does not name the member's post."),
}


@dataclass(frozen=True)
class CitedExhibit:
    """What is known now of an exhibit that is cited: number, SHA-256 (hex), whether it was withdrawn."""

    number: str
    sha256: str
    withdrawn: bool


@dataclass(frozen=True)
class Registered:
    """What the register says that a paper needs. `profile_gaps` are names of empty profile fields.

    `cautions`: exhibit id → what is to be said of an exhibit that is cited.
    """

    number: str
    has_principal: bool
    person_id: str
    name_usable: bool
    consent: bool
    profile_gaps: tuple[str, ...]
    exhibits: dict[str, CitedExhibit]
    cautions: dict[str, tuple[Caution, ...]]


def find(
    checklist: ChecklistView, opinion: OpinionDraft, registered: Registered, *, russian: bool
) -> tuple[Obstacle, ...]:
    """All obstacles, those that stop first."""
    found = [
        *_opinion(checklist, opinion),
        *_items(checklist, opinion),
        *_drafts(checklist),
        *_citations(checklist, opinion, registered),
        *_cautions(checklist, opinion, registered),
        *_register(registered, russian=russian),
    ]
    return tuple(sorted(found, key=lambda one: not one.stops))


def pending() -> Obstacle:
    """The opinion on record is older than what is being typed."""
    return Obstacle("opinion.draft_pending", OPINION_DRAFT, Target("outcome"))


# --- the opinion's own rules ---


def _opinion(checklist: ChecklistView, opinion: OpinionDraft) -> Iterator[Obstacle]:
    outcome = checklist.outcomes.outcome(opinion.outcome)
    if outcome is None:
        yield Obstacle("opinion.no_outcome", NO_OUTCOME, Target("outcome"))
    fitting = 0
    for code in opinion.codes:
        reason = checklist.outcomes.reason(code)
        if reason is None or outcome is None:
            continue
        if reason.group not in outcome.reasons:
            yield Obstacle("opinion.code_misfit", CODE_MISFIT, Target("codes", code), (("code", code),))
            continue
        fitting += 1
        yield from _exclusion(checklist, reason)
        if outcome.paragraph_per_code and not any(code in p.codes and p.text.strip() for p in opinion.paragraphs):
            yield Obstacle("opinion.code_paragraph", CODE_PARAGRAPH, Target("codes", code), (("code", code),))
    if outcome is not None and fitting < outcome.least:
        yield Obstacle("opinion.few_codes", FEW_CODES, Target("codes"))
    for part, text in NO_PART.items():
        if not any(p.text.strip() for p in opinion.part(part)):
            yield Obstacle(f"opinion.no_{part}", text, Target("part", part))
    yield from _key_findings(opinion)


def _key_findings(opinion: OpinionDraft) -> Iterator[Obstacle]:
    """Key findings are what the facts part states and what answers a reason code: each cites an exhibit (item L2)."""
    for paragraph in opinion.paragraphs:
        if not paragraph.text.strip() or paragraph.citations:
            continue
        if paragraph.part == "facts":
            yield Obstacle("opinion.uncited", UNCITED, Target("paragraph", paragraph.id))
        elif paragraph.part == "assessment" and paragraph.codes:
            codes = ", ".join(paragraph.codes)
            yield Obstacle("opinion.uncited_code", UNCITED_CODE, Target("paragraph", paragraph.id), (("code", codes),))


def _exclusion(checklist: ChecklistView, reason: ReasonCode) -> Iterator[Obstacle]:
    if reason.needs_yes and not any(_yes_with_exhibit(checklist.find(item)) for item in reason.needs_yes):
        items = ", ".join(reason.needs_yes)
        parameters = (("code", reason.code), ("items", items))
        yield Obstacle("opinion.code_needs_yes", CODE_NEEDS_YES, Target("item", reason.needs_yes[0]), parameters)
    for item_id in reason.needs_done:
        view = checklist.find(item_id)
        value = view.answer.value if view and view.answer else None
        if view is None or not rules.clears(view.item, value):
            parameters = (("code", reason.code), ("item", item_id))
            yield Obstacle("opinion.code_needs_done", CODE_NEEDS_DONE, Target("item", item_id), parameters)


def _yes_with_exhibit(view: ItemView | None) -> bool:
    answer = view.answer if view else None
    return answer is not None and answer.value == "YES" and bool(answer.citations)


# --- the checklist ---


def _items(checklist: ChecklistView, opinion: OpinionDraft) -> Iterator[Obstacle]:
    outcome = checklist.outcomes.outcome(opinion.outcome)
    supports = outcome is not None and outcome.supports
    for view in checklist.items:
        target, parameters = Target("item", view.item.id), (("item", view.item.id),)
        if view.block:
            code, text = BLOCKED[view.block]
            stops = view.block == "SIG" or (view.block == "REC" and supports)
            yield Obstacle(code, text, target, parameters, stops=stops, block=view.block)
        if view.second_reading_outstanding:
            yield Obstacle("item.second_reading", SECOND_READING, target, parameters, stops=False)


def _drafts(checklist: ChecklistView) -> Iterator[Obstacle]:
    for view in checklist.items:
        if view.draft is None or not view.applies:
            continue
        target, parameters = Target("item", view.item.id), (("item", view.item.id),)
        if view.answer is None:
            yield Obstacle("item.draft", ANSWER_DRAFT, target, parameters, stops=False)
        else:  # the paper would say something else than the screen
            yield Obstacle("item.changed", ANSWER_CHANGED, target, parameters)


# --- citations and the register ---


def _citations(checklist: ChecklistView, opinion: OpinionDraft, registered: Registered) -> Iterator[Obstacle]:
    for view in checklist.items:
        if view.answer is not None and view.applies:
            cited = (citation.draft() for citation in view.answer.citations)
            yield from _exhibits(cited, Target("item", view.item.id), registered)
    for paragraph in opinion.paragraphs:
        yield from _exhibits(paragraph.citations, Target("paragraph", paragraph.id), registered)


def _exhibits(cited: Iterable[CitationDraft], target: Target, registered: Registered) -> Iterator[Obstacle]:
    for exhibit_id, sha256 in sorted({(c.exhibit_id, c.sha256) for c in cited}):
        exhibit = registered.exhibits.get(exhibit_id)
        if exhibit is None or exhibit.withdrawn:
            number = exhibit.number if exhibit else "?"
            yield Obstacle("exhibit.withdrawn", WITHDRAWN, target, (("exhibit", number),))
        elif exhibit.sha256 != sha256:
            yield Obstacle("exhibit.changed", CHANGED, target, (("exhibit", exhibit.number),))


def _cautions(checklist: ChecklistView, opinion: OpinionDraft, registered: Registered) -> Iterator[Obstacle]:
    """V-TRAN-01 and the sources, once an exhibit: whatever is cited states a fact and needs a working translation.

    The opinion is a draft recommendation: what it cites must be certified before the recommendation is issued, which
    the opinion itself does not wait for (RULINGS A1, A6). A source that is stale or undisclosed stops nothing here.
    """
    facts = [c for view in checklist.items if view.answer is not None and view.applies for c in view.answer.citations]
    drafted = [c.exhibit_id for paragraph in opinion.paragraphs for c in paragraph.citations]
    for exhibit_id in dict.fromkeys([*(c.exhibit_id for c in facts), *drafted]):
        for one in registered.cautions.get(exhibit_id, ()):
            if one.code == "exhibit.withdrawn" or (one.recommendation and exhibit_id not in drafted):
                continue  # that it was withdrawn is said wherever it is cited
            target = Target("exhibit", exhibit_id)
            yield Obstacle(one.code, one.text, target, one.parameters, stops=one.stops, remedy=one.remedy)


def _register(registered: Registered, *, russian: bool) -> Iterator[Obstacle]:
    if not registered.number:
        yield Obstacle("case.unregistered", UNREGISTERED, Target("case", "number"))
    if not registered.has_principal:
        yield Obstacle("person.no_principal", NO_PRINCIPAL, Target("case", "persons"))
    else:
        if not registered.name_usable and russian:
            target = Target("person", registered.person_id)
            yield Obstacle("person.name_not_certified", NAME_NOT_CERTIFIED, target)
        elif not registered.name_usable:
            yield Obstacle("person.no_latin_name", NO_LATIN_NAME, Target("person", registered.person_id))
        if not registered.consent:
            yield Obstacle("consent.missing", NO_CONSENT, Target("consent", registered.person_id))
    for gap in registered.profile_gaps:
        yield Obstacle("profile.gap", PROFILE[gap], Target("profile", gap))
