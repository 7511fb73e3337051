"""What the assessment hands out and takes in: answers, drafts, progress, the opinion, and what blocks signing.

Instants are `clock.stamp` texts. Texts of the program (`reason`, `Obstacle.text`) are gettext ids with parameters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from models.views.evidence import Citation, CitationDraft
from models.views.packs import Bilingual, Block, Checklist, Item, Law, Outcomes
from models.views.papers import Outstanding, PaperLaw, PaperPart, PaperSection, PartKind, Reason

Value = Literal["YES", "PARTLY", "NO", "UNKNOWN", "NA"]
VALUES: tuple[Value, ...] = ("YES", "PARTLY", "NO", "UNKNOWN", "NA")
PARTS: tuple[PartKind, ...] = ("facts", "law", "assessment", "operative")
Fact = Literal["yes", "no", "unknown"]
ItemState = Literal["answered", "draft", "open", "by_rule"]
TargetKind = Literal["item", "paragraph", "part", "outcome", "codes", "case", "person", "consent", "profile", "exhibit"]


# --- answers ---


@dataclass(frozen=True)
class AnswerDraft:
    """An answer as it is being written. `value` None = nothing chosen, which never stands for "no"."""

    value: Value | None = None
    note: str = ""
    citations: tuple[CitationDraft, ...] = ()

    @property
    def blank(self) -> bool:
        return self.value is None and not self.note.strip() and not self.citations


@dataclass(frozen=True)
class AnswerView:
    """An answer on record. `pack` is the pack (id and version) that it answers."""

    id: str
    item_id: str
    value: Value
    note: str
    citations: tuple[Citation, ...]
    author: str
    own: bool
    at: str
    version: int
    pack: str

    def draft(self) -> AnswerDraft:
        return AnswerDraft(self.value, self.note, tuple(citation.draft() for citation in self.citations))


@dataclass(frozen=True)
class SavedDraft:
    """A draft that is not yet an answer. `reason` says why (a gettext id, "" = it only has not been left yet)."""

    draft: AnswerDraft
    saved_at: str
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class AnswerVersion:
    """One entry of an item's history. `value` None = the answer was taken back."""

    at: str
    author: str
    value: Value | None
    note: str
    citations: tuple[CitationDraft, ...]
    pack: str


@dataclass(frozen=True)
class ItemView:
    """One item of a case: how it stands and what it holds up.

    `ground`: gettext id of the ground on which it does not apply, "" = it applies. `fact_unknown`: it applies only
    because nobody has said otherwise. `block` is what it holds up now, "" = nothing.
    """

    item: Item
    answer: AnswerView | None
    others: tuple[AnswerView, ...]
    draft: SavedDraft | None
    ground: str
    fact_unknown: bool
    block: Block
    second_reading_outstanding: bool
    consent_missing: bool = False  # may be taken back, but not answered or changed

    @property
    def applies(self) -> bool:
        return not self.ground

    @property
    def state(self) -> ItemState:
        if self.ground:
            return "by_rule"
        if self.draft is not None:
            return "draft"
        return "answered" if self.answer is not None else "open"

    @property
    def open(self) -> bool:
        """Applies and has no answer on record."""
        return self.applies and self.answer is None


@dataclass(frozen=True)
class SectionProgress:
    """Items of a section that count (those that apply), how many have an answer, how many hold something up."""

    code: str
    title: Bilingual
    note: Bilingual
    answered: int
    counted: int
    blocking: int


@dataclass(frozen=True)
class ChecklistView:
    """The whole checklist of a case. Numbers only count items; they never weigh the case."""

    case_id: str
    checklist: Checklist
    outcomes: Outcomes
    items: tuple[ItemView, ...]
    sections: tuple[SectionProgress, ...]

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def counted(self) -> int:
        return sum(section.counted for section in self.sections)

    @property
    def open_items(self) -> tuple[str, ...]:
        return tuple(view.item.id for view in self.items if view.open)

    @property
    def blocking_items(self) -> tuple[str, ...]:
        return tuple(view.item.id for view in self.items if view.block)

    def find(self, item_id: str) -> ItemView | None:
        return next((view for view in self.items if view.item.id == item_id), None)


# --- the opinion ---


@dataclass(frozen=True)
class ParagraphDraft:
    """One paragraph. `id` is made by whoever makes the paragraph (a UUIDv7 text) and stays. `codes` it answers."""

    id: str
    part: PartKind
    text: str = ""
    codes: tuple[str, ...] = ()
    citations: tuple[CitationDraft, ...] = ()

    @property
    def blank(self) -> bool:
        return not self.text.strip() and not self.citations


@dataclass(frozen=True)
class OpinionDraft:
    """The whole opinion as it is being written. `outcome` "" = none chosen; `laws` are ids of the pack's provisions."""

    outcome: str = ""
    codes: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    paragraphs: tuple[ParagraphDraft, ...] = ()

    def part(self, kind: PartKind) -> tuple[ParagraphDraft, ...]:
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.part == kind)

    @property
    def citations(self) -> tuple[CitationDraft, ...]:
        return tuple(citation for paragraph in self.paragraphs for citation in paragraph.citations)


@dataclass(frozen=True)
class OpinionView:
    """The opinion of a case: what is on record, and the draft where it differs. `version` 0 = nothing on record."""

    case_id: str
    outcomes: Outcomes
    laws: tuple[Law, ...]
    content: OpinionDraft
    version: int
    at: str
    author: str
    draft: OpinionDraft | None
    draft_saved_at: str
    consent: bool  # texts may be written only while it is in force

    @property
    def current(self) -> OpinionDraft:
        """What an editor shows: the draft, else what is on record."""
        return self.draft if self.draft is not None else self.content


@dataclass(frozen=True)
class OpinionVersion:
    """One version of the opinion that was on record."""

    number: int
    at: str
    author: str
    content: OpinionDraft
    pack: str


# --- what blocks signing ---


@dataclass(frozen=True)
class Target:
    """Where an obstacle is mended. `id`: of the item, paragraph, part, person; the name of the field; the code."""

    kind: TargetKind
    id: str = ""


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way. `stops` False = shown for information (ADM, AGD, second reading): it does not stop the
    opinion. `text` is a gettext id; `parameters` are language-free (ids of items, numbers of exhibits, codes, counts).
    `remedy`: what to do about it (gettext id), where the text does not say it.
    """

    code: str
    text: str
    target: Target
    parameters: tuple[tuple[str, str], ...] = ()
    stops: bool = True
    block: Block = ""
    remedy: str = ""


@dataclass(frozen=True)
class OpinionForPaper:
    """The opinion on record, in the language of a paper, ready to be laid out."""

    outcome: str
    outcome_text: str
    reasons: tuple[Reason, ...]
    parts: tuple[PaperPart, ...]
    laws: tuple[PaperLaw, ...]
    sections: tuple[PaperSection, ...]
    exhibits: tuple[str, ...]  # ids of every cited exhibit, in order of their numbers
    pack: str
    version: int
    at: str
    hidden_laws: tuple[str, ...] = field(default=())  # ids that are not printed because nobody checked them
    outstanding: dict[str, Outstanding] = field(default_factory=dict)  # by exhibit, what its translation lacks
