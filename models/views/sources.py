"""Country information as the window sees it. Standard library only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from models.views.evidence import Citation
from models.views.search import SearchResult

# The nine questions put to every source (IARLJ checklist for judges, 2006): relevant, adequate, current, well sourced,
# public, sound in method, impartial, balanced, examined by a court before.
QUESTIONS = (
    "relevant",
    "adequate",
    "current",
    "sourced",
    "public",
    "method",
    "impartial",
    "balanced",
    "examined",
)
ANSWERS = ("yes", "partly", "no", "unknown")


@dataclass(frozen=True)
class Quality:
    """The answer to one question about a source; "" = not asked yet."""

    answer: str = ""
    note: str = ""


@dataclass(frozen=True)
class SourceDraft:
    """What a person says about a source. Empty = not stated. `quality` has one entry for each question, in order."""

    title_ru: str = ""
    title_en: str = ""
    publisher: str = ""
    published_on: str = ""
    event_on: str = ""
    retrieved_on: str = ""
    url: str = ""
    lang: str = ""
    country: str = ""
    note: str = ""
    stale_on: str = ""
    quality: tuple[Quality, ...] = tuple(Quality() for _ in QUESTIONS)

    def title(self, language: str) -> str:
        """The title in this language, else in the other."""
        first, second = (self.title_ru, self.title_en) if language == "ru" else (self.title_en, self.title_ru)
        return first or second


@dataclass(frozen=True)
class SourceFile:
    """The file of a source; `sha256` is hex."""

    name: str
    shown_name: str
    media: str
    format: str
    reader: str
    pages: int | None
    size: int
    sha256: str


@dataclass(frozen=True)
class SourceUseView:
    """Where a source was taken in. `number` is the exhibit's; `disclosed_on` "" = not put to the applicant yet."""

    id: str
    case_id: str
    case: str
    exhibit_id: str
    number: str
    withdrawn: bool
    disclosed_on: str
    citations: int


@dataclass(frozen=True)
class SourceView:
    """One source. `stale`: its staleness date has come; `open_questions`: how many of the nine nobody has answered.

    `failed_at`: stamp of the first verification of its file that failed; such a mark stays.
    """

    id: str
    draft: SourceDraft
    file: SourceFile | None
    stale: bool
    uses: tuple[SourceUseView, ...]
    author: str
    updated_at: str
    version: int
    open_questions: int = 0
    failed_at: str = ""


@dataclass(frozen=True)
class FoundSource:
    """A source of the list, and where the words that were searched for stand in its file: the best of `pages` pages."""

    view: SourceView
    hits: tuple[SearchResult, ...] = ()
    pages: int = 0


@dataclass(frozen=True)
class SourceNote:
    """Of which source an exhibit was made. Days are ISO; empty = never stale, not put to the applicant yet."""

    source_id: str
    use_id: str
    stale_on: str
    disclosed_on: str

    def stale(self, today: dt.date) -> bool:
        """Whether its staleness date has come."""
        return bool(self.stale_on) and self.stale_on <= today.isoformat()


@dataclass(frozen=True)
class Reliance:
    """One place that relies on a source: an answer (`anchor` is the item) or a paragraph (`anchor` is its part)."""

    case_id: str
    case: str
    anchor_kind: str
    anchor: str
    citation: Citation = field(repr=False)
