"""Places to be blacked out, and what is kept of them afterwards. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from models.views.evidence import StagedFile
from models.views.places import Place

RedactionSource = Literal["box", "text", "search", "page"]


@dataclass(frozen=True)
class RedactionDraft:
    """One place to be blacked out: on a page, a picture, or in a flowing text; no rectangles = the whole page.

    `reason` is a code of the list redaction_reason or a person's own words. `quote` is what stands there; it is used to
    search the result for it and is never stored. `context` is that with what stands around it, without
    the digits there; empty where nobody has read it, and as little stored.
    """

    place: Place
    reason: str
    source: RedactionSource = "box"
    quote: str = field(default="", repr=False)
    context: str = field(default="", repr=False)


@dataclass(frozen=True)
class CopyTitles:
    """What a redacted copy is to be called. Empty = no title in that language; one of them must be there."""

    ru: str = ""
    en: str = ""


@dataclass(frozen=True)
class StagedCopy:
    """A redacted copy that is sealed but not admitted yet. `drafts` are its places with all that stood in them: what
    is said about the copy is judged by those.
    """

    file: StagedFile
    drafts: tuple[RedactionDraft, ...] = field(repr=False)


@dataclass(frozen=True)
class RedactionView:
    """One entry of the register of redactions: no words, only where, why, who and when."""

    position: int
    place: Place
    source: RedactionSource
    reason: str
    author: str
    at: str


@dataclass(frozen=True)
class RedactedFile:
    """A redacted copy that has been made and checked. `name` is a file name, `pages` how many there are."""

    name: str
    data: bytes = field(repr=False)
    pages: int
    boxes: int
