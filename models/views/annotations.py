"""What the reading services hand out: annotations, their lists, bookmarks, translation pairs. Standard library only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, get_args

from models.views.evidence import CitationDraft, ExhibitDetails, ExhibitView
from models.views.places import Place

AnnotationKind = Literal["highlight", "underline", "box", "note", "pin", "doubt"]
KINDS: tuple[AnnotationKind, ...] = get_args(AnnotationKind)
LabelKind = Literal["colour", "tag"]
COLOURS = (1, 2, 3, 4)


@dataclass(frozen=True)
class AnnotationDraft:
    """An annotation before it is on record. `sha256` is the exhibit's, hex; `quote` what stands at the place."""

    exhibit_id: str
    sha256: str
    place: Place
    kind: AnnotationKind
    colour: int = 1
    tag: str = ""
    quote: str = ""
    text: str = ""
    shared: bool = False


@dataclass(frozen=True)
class Annotation:
    """An annotation on record. `mine`: it may be changed and deleted here; others only show theirs on purpose."""

    id: str
    case_id: str
    exhibit_id: str
    number: str  # the exhibit's, `A-004`
    sha256: str
    place: Place
    kind: AnnotationKind
    colour: int
    tag: str
    quote: str
    text: str
    shared: bool
    author: str
    mine: bool
    created_at: str
    updated_at: str
    version: int

    def citation(self) -> CitationDraft:
        """A citation of the same place. What the member wrote on it stays behind: only the place is cited."""
        return CitationDraft(self.exhibit_id, self.sha256, self.place, self.quote, number=self.number)


@dataclass(frozen=True)
class Label:
    """One entry of the lists of colours and tags. `slot` is 1–4 for a colour, 0 for a tag."""

    id: str
    kind: LabelKind
    name: str
    slot: int = 0


@dataclass(frozen=True)
class Labels:
    """The short lists that annotations choose from. `retired` are tags that are no longer offered, for showing."""

    colours: tuple[Label, ...]
    tags: tuple[Label, ...]
    retired: tuple[Label, ...] = ()

    def tag(self, label_id: str) -> str:
        """The name of a tag, also of one that is no longer offered; empty for none."""
        return next((one.name for one in (*self.tags, *self.retired) if one.id == label_id), "")

    def colour(self, slot: int) -> str:
        return next((one.name for one in self.colours if one.slot == slot), "")


@dataclass(frozen=True)
class Bookmark:
    """A bookmark or, without a place, a folder. `depth` counts from 0; lists come in reading order of the tree."""

    id: str
    case_id: str
    parent_id: str | None
    position: int
    depth: int
    title: str
    exhibit_id: str | None
    number: str
    sha256: str  # the exhibit's, hex
    place: Place | None

    @property
    def folder(self) -> bool:
        return self.place is None


@dataclass(frozen=True)
class Match:
    """Two pages that show the same, from 1."""

    id: str
    original_page: int
    translation_page: int


@dataclass(frozen=True)
class Pair:
    """An original, one of its translations, and the pages that somebody matched, by page of the original.

    Either may be another form of the document that was recorded (its pages, a redacted copy); `said` is what is said of
    the translation where it was recorded, which is in the exhibit of number `said_by` if that was withdrawn.
    """

    original: ExhibitView
    translation: ExhibitView
    matches: tuple[Match, ...] = ()
    said: ExhibitDetails = field(default_factory=ExhibitDetails)
    said_by: str = ""

    def across(self, page: int, *, from_original: bool) -> int:
        """The page (from 0) of the other side that belongs to a page of this side; may lie beyond its last page."""
        steps = [
            (m.original_page, m.translation_page) if from_original else (m.translation_page, m.original_page)
            for m in self.matches
        ]
        steps.sort()
        before = bisect_right([here for here, _there in steps], page + 1) - 1
        if before < 0:
            return page
        here, there = steps[before]
        return max(0, page + there - here)
