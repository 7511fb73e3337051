"""Reference packs of the assessment: checklist items, outcomes, reason codes, laws. Data, as read; nothing computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Polarity = Literal["+", "-"]
Block = Literal["", "ADM", "AGD", "REC", "SIG"]


@dataclass(frozen=True)
class Bilingual:
    """One text in Russian (which leads) and English."""

    ru: str
    en: str

    def text(self, language: str) -> str:
        return self.ru if language == "ru" else self.en


@dataclass(frozen=True)
class PackId:
    """Which pack: id, version, and the SHA-256 (hex) over its content as canonical JSON."""

    id: str
    version: str
    sha256: str

    @property
    def name(self) -> str:
        """`persecution 2026.1`, for papers and lists."""
        return f"{self.id} {self.version}"


@dataclass(frozen=True)
class Law:
    """A provision. Days are ISO texts or empty; without `checked_on` it is never printed (RULINGS A7)."""

    id: str
    title: Bilingual
    article: Bilingual
    in_force_from: str
    in_force_to: str
    checked_on: str

    def name(self, language: str) -> str:
        """Title and article in one line."""
        return " ".join(part for part in (self.title.text(language), self.article.text(language)) if part)


@dataclass(frozen=True)
class Item:
    """One checklist item (domain.md 3.3). `special` as its section is.

    `polarity` "+": yes is good; "-": yes is adverse. `block` is what an unsettled item holds up, "" = nothing.
    `applies_when`: "" = always, else a condition of RULINGS A4. `number` counts from 1 through the whole list.
    """

    id: str
    section: str
    number: int
    text: Bilingual
    basis: Bilingual
    evidence: Bilingual
    guidance: Bilingual
    polarity: Polarity
    block: Block
    never_lifted: bool
    second_reader: bool
    cite_required: bool
    applies_when: str
    special: bool
    laws: tuple[Law, ...]


@dataclass(frozen=True)
class Section:
    """A section of the checklist with its items in order. `note` says what limits the whole section; the answers of a
    `special` one speak of special categories of data and need a consent in force.
    """

    code: str
    title: Bilingual
    note: Bilingual
    special: bool
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Checklist:
    """A whole checklist pack."""

    pack: PackId
    title: Bilingual
    principles: tuple[Bilingual, ...]
    sections: tuple[Section, ...]
    laws: tuple[Law, ...]

    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    def find(self, item_id: str) -> Item | None:
        return next((item for item in self.items() if item.id == item_id), None)

    def law(self, law_id: str) -> Law | None:
        return next((law for law in self.laws if law.id == law_id), None)


@dataclass(frozen=True)
class Outcome:
    """An outcome of domain.md 4.6. `supports`: open REC blocks stop it. `reasons`: groups of codes that it takes."""

    code: str
    text: Bilingual
    supports: bool
    reasons: tuple[str, ...]
    least: int
    paragraph_per_code: bool


@dataclass(frozen=True)
class ReasonCode:
    """A reason code. `needs_yes`: one of these items is "yes" with an exhibit; `needs_done`: all of these are done."""

    code: str
    group: str
    text: Bilingual
    needs_yes: tuple[str, ...]
    needs_done: tuple[str, ...]


@dataclass(frozen=True)
class Outcomes:
    """The pack of outcomes. `authority` is the sentence that the competent authority decides."""

    pack: PackId
    title: Bilingual
    authority: Bilingual
    outcomes: tuple[Outcome, ...]
    reasons: tuple[ReasonCode, ...]

    def outcome(self, code: str) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.code == code), None)

    def reason(self, code: str) -> ReasonCode | None:
        return next((reason for reason in self.reasons if reason.code == code), None)
