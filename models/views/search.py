"""What a search gives back: groups of hits with the words in context. Standard library only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from models.views.places import Rect

Group = Literal["case", "exhibit", "page", "answer", "opinion", "mark", "source"]
GROUPS: tuple[Group, ...] = ("case", "exhibit", "page", "answer", "opinion", "mark", "source")
# Which kinds of index entries stand in which group.
KINDS: dict[Group, tuple[str, ...]] = {
    "case": ("case", "person"),
    "exhibit": ("exhibit",),
    "page": ("page",),
    "answer": ("answer",),
    "opinion": ("paragraph",),
    "mark": ("mark",),
    "source": ("source",),
}


@dataclass(frozen=True)
class Context:
    """A stretch of text around a hit. `marks`: (start, end) of the found words in `text`; `start` and `count`: the hit
    in the whole text, in code points; -1 where the words are not in it (a name found by its sound, a title).
    """

    text: str = field(default="", repr=False)
    marks: tuple[tuple[int, int], ...] = ()
    start: int = -1
    count: int = 0


@dataclass(frozen=True)
class SearchResult:
    """One hit. `kind` and `owner_id` name the record; `exhibit_id` and `page` (from 0) where it is read, if it is an
    exhibit or a page of one, or `page` alone in the file of a source; `rects`: of the hit on a page that a machine read
    (`machine`), in 1/100 pt.
    """

    kind: str
    owner_id: str
    case_id: str
    case: str  # its number, or its title while it has none; empty for what belongs to no case
    number: str  # of the exhibit, the item …
    title: str
    context: Context
    exhibit_id: str = ""
    page: int | None = None
    offset: int = 0  # of the page's first code point in a flowing text
    line: int = 1
    machine: bool = False
    rects: tuple[Rect, ...] = ()
    cell: tuple[str, str] | None = None  # of a workbook: sheet and cell, ("Payments", "B4")


@dataclass(frozen=True)
class SearchGroup:
    """One kind of hits: a page of results, how many there are, and whether there are `more` than were counted."""

    group: Group
    results: tuple[SearchResult, ...]
    total: int
    more: bool = False
    offset: int = 0


@dataclass(frozen=True)
class SearchAnswer:
    """`unknown`: filters that no value fits, as typed; nothing is found with them."""

    text: str = field(repr=False)
    groups: tuple[SearchGroup, ...] = ()
    unknown: tuple[str, ...] = ()
    words: bool = True  # False: no word to look for; filters alone list records, and no pages

    def group(self, name: Group) -> SearchGroup:
        return next((g for g in self.groups if g.group == name), SearchGroup(name, (), 0))


@dataclass(frozen=True)
class Shown:
    """What a room tells of one of its records: what it is called and the text in which the words stand."""

    case_id: str
    title: str
    text: str = field(default="", repr=False)
    number: str = ""
    exhibit_id: str = ""
    page: int | None = None
    offset: int = 0
    line: int = 1
    machine: bool = False
    boxes: Callable[[int, int], tuple[Rect, ...]] | None = field(default=None, repr=False)
    cells: Callable[[int], tuple[str, str]] | None = field(default=None, repr=False)

    def place(self, start: int, count: int) -> tuple[Rect, ...]:
        """Rectangles of a hit, where the room knows them without the decoder."""
        return self.boxes(start, count) if self.boxes is not None else ()
