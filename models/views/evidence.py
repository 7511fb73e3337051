"""What the evidence room hands out: exhibits, citations, decoded documents, isolation. Standard library only."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Literal

from models.views.documents import DocumentInfo as DocumentInfo
from models.views.documents import Hit as Hit
from models.views.documents import Isolation as Isolation
from models.views.documents import PageFrame as PageFrame
from models.views.documents import PageSize as PageSize
from models.views.documents import PageText as PageText
from models.views.documents import Part as Part
from models.views.documents import Picture as Picture
from models.views.documents import Reader as Reader
from models.views.documents import Span as Span
from models.views.documents import Tier as Tier
from models.views.places import CellPlace as CellPlace
from models.views.places import ImagePlace as ImagePlace
from models.views.places import MediaPlace as MediaPlace
from models.views.places import PagePlace as PagePlace
from models.views.places import Place as Place
from models.views.places import Rect as Rect
from models.views.places import TextPlace as TextPlace
from models.views.places import WholePlace as WholePlace
from models.views.places import from_json as from_json
from models.views.places import from_plain as from_plain
from models.views.places import to_json as to_json
from models.views.places import to_plain as to_plain


@dataclass(frozen=True)
class ExhibitDetails:
    """What a person says about an exhibit (domain.md 2.6). Empty = not stated. Dates may be partial (EDTF subset)."""

    title_ru: str = ""
    title_en: str = ""
    kind: str = "other"
    form: str = ""
    lang: str = ""
    doc_date: str = ""
    origin: str = ""
    provenance: str = ""
    translation_of: str | None = None  # exhibit id
    translation_status: str = ""
    translator: str = ""
    translation_date: str = ""
    translation_certificate: str = ""
    web_url: str = ""
    web_captured_at: str = ""
    web_tool: str = ""
    web_notarised: bool | None = None
    authenticity: str = "not_examined"
    authenticity_reason: str = ""
    relevance: str = ""
    reliability: str = ""
    sufficiency: str = ""
    confidentiality: str = ""
    redactions: str = ""
    admitted_on: str = ""
    objection: str = ""
    objection_by: str = ""


@dataclass(frozen=True)
class StagedFile:
    """A sealed object that no exhibit owns yet. `name` is the file's own name, unchanged."""

    name: str
    shown_name: str  # safe to show: bidi and control characters made visible
    object_id: bytes
    object_key: bytes = field(repr=False)
    size: int
    sha256: str
    media: str  # by content
    reader: Reader
    format: str  # short name of the format by content: `pdf`, `docx`, `unknown`
    pages: int | None
    name_mismatch: bool  # the name's ending promises another format
    notes: tuple[str, ...] = ()  # codes of what was noticed (`locked`, `empty`, `damaged` …)


@dataclass(frozen=True)
class ElsewhereEntry:
    """What a member of another vault recorded by hand in its custody log, as a case folder says it.

    `action`, `day`, `party` and `note` as in `CustodyDraft`; `recorded_at` is a stamp. `taken_at` (a stamp) and
    `taken_by` are this vault's own, empty before it is taken in.
    """

    action: str
    day: str
    party: str
    note: str
    recorded_at: str
    recorded_by: str
    taken_at: str = ""
    taken_by: str = ""


@dataclass(frozen=True)
class AdmitDraft:
    """A staged file with the class it goes to (`A`–`D`) and what is said about it."""

    staged: StagedFile
    details: ExhibitDetails
    exhibit_class: str = "A"
    ordinal: int | None = None  # None = the next free one; given only by an import that keeps its numbers
    replaces: str | None = None  # id of the withdrawn exhibit that this one re-admits
    derived_from: str | None = None  # id of the exhibit that this one was made of
    derived_how: str = ""  # code of the list derived_how (`attachment`, `redaction` …); goes with `derived_from`
    derived_at_place: Place | None = None  # where in that exhibit
    elsewhere: tuple[ElsewhereEntry, ...] = ()  # what came with it of other vaults' custody logs


@dataclass(frozen=True)
class ExhibitView:
    """One exhibit of a case. `number` is `A-004`; `sha256` is hex; `shown_name` is safe to show."""

    id: str
    case_id: str
    number: str
    exhibit_class: str
    ordinal: int
    details: ExhibitDetails
    file_name: str
    shown_name: str
    media: str
    format: str
    reader: Reader
    size: int
    sha256: str
    pages: int | None
    name_mismatch: bool
    status: Literal["admitted", "withdrawn"]
    status_reason: str
    replaces: str | None
    replaced_by: str | None
    admitted_at: str
    author: str
    citations: int
    version: int
    failed_at: str = ""  # stamp of the first verification that failed; such a mark stays for good
    derived_from: str | None = None  # exhibit id
    derived_number: str = ""  # that exhibit's number
    derived_how: str = ""
    derived_at_place: Place | None = None

    def title(self, language: str) -> str:
        """The title in this language, else in the other, else the file's name."""
        first, second = self.details.title_ru, self.details.title_en
        if language != "ru":
            first, second = second, first
        return first or second or self.shown_name


@dataclass(frozen=True)
class CustodyEntry:
    """One line of an exhibit's custody log. `at`: when it was written; `sha256` is hex; `day` (ISO) and `party` as in
    `CustodyDraft`, empty where the program wrote the line by itself.
    """

    at: str
    who: str
    action: str
    sha256: str
    note: str
    day: str = ""
    party: str = ""


BY_HAND = ("returned", "received", "copied", "destroyed")  # codes of custody_action that a member records
WITH_PARTY = ("returned", "received")


@dataclass(frozen=True)
class CustodyDraft:
    """What happened to an original or a copy outside the program. `day`: ISO; `party`: from or to whom."""

    action: str
    day: str
    party: str = ""
    note: str = ""


@dataclass(frozen=True)
class CitationDraft:
    """A citation before it is anchored. `sha256` is the exhibit's, hex; `number` is there for showing only."""

    exhibit_id: str
    sha256: str
    place: Place
    quote: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    number: str = ""

    def to_json(self) -> str:
        """For draft rows: canonical JSON."""
        plain = {
            "exhibit": self.exhibit_id,
            "sha256": self.sha256,
            "at": to_plain(self.place),
            "quote": self.quote,
            "before": self.before,
            "after": self.after,
            "note": self.note,
            "number": self.number,
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> CitationDraft:
        """The inverse of `to_json`. Raises ValueError."""
        value = json.loads(text)
        if not isinstance(value, dict):
            raise ValueError("a citation is an object")
        names = ("exhibit", "sha256", "quote", "before", "after", "note", "number")
        texts = [value.get(name, "") for name in names]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("a citation of texts")
        exhibit, sha256, quote, before, after, note, number = texts
        return cls(exhibit, sha256, from_plain(value.get("at")), quote, before, after, note, number)


@dataclass(frozen=True)
class Citation:
    """A citation on record. `anchor_kind`/`anchor_id` say on what it stands (an answer, a paragraph)."""

    id: str
    case_id: str
    exhibit_id: str
    number: str  # the exhibit's, `A-004`
    sha256: str
    place: Place
    quote: str
    before: str
    after: str
    note: str
    anchor_kind: str
    anchor_id: str
    position: int
    author: str
    withdrawn: bool = False  # the exhibit has been withdrawn since

    @property
    def page(self) -> int | None:
        """The page to print, 1-based; None where the place has no page."""
        match self.place:
            case PagePlace(page):
                return page
            case ImagePlace(frame):
                return frame
        return None

    def draft(self) -> CitationDraft:
        return CitationDraft(
            self.exhibit_id, self.sha256, self.place, self.quote, self.before, self.after, self.note, self.number
        )
