"""What goes onto paper, and what the window shows about stored papers. Plain frozen data, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaperLanguage = Literal["ru", "en"]
Outstanding = Literal["", "translation", "certificate"]
PaperAnswer = Literal["YES", "PARTLY", "NO", "UNKNOWN", "NA", "OPEN", "BY_RULE"]
PartKind = Literal["facts", "law", "assessment", "operative"]


@dataclass(frozen=True)
class PaperCitation:
    """One pinpoint, printed `[A-004, p. 3]` (RULINGS B2).

    `page` is the exhibit's own physical page, 1-based; texts without pages have the 1-based `line` instead, workbooks
    `cells` (`B4:C7`) of a `sheet`, recordings a `time` (`01:23:45` or a span); none of them for a picture
    or the exhibit as a whole.
    """

    exhibit: str
    page: int | None = None
    line: int | None = None
    sheet: str = ""
    cells: str = ""
    time: str = ""


@dataclass(frozen=True)
class PaperParagraph:
    """One paragraph of the reasons; its citations are printed after its text. `codes` are reason codes it answers."""

    text: str
    citations: tuple[PaperCitation, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperPart:
    """Facts, law, assessment or operative part. A part without paragraphs is printed as "not stated"."""

    kind: PartKind
    paragraphs: tuple[PaperParagraph, ...]


@dataclass(frozen=True)
class PaperLaw:
    """A provision the opinion relies on. Never printed while `checked_on` is empty (RULINGS A7)."""

    title: str
    article: str
    checked_on: str  # ISO day, or ""


@dataclass(frozen=True)
class PaperItem:
    """One checklist item in one or two lines.

    `answer` OPEN = unanswered; BY_RULE = not applicable by rule, with its `ground`. `second_reading` True prints
    "second reading outstanding".
    """

    code: str
    question: str
    answer: PaperAnswer
    note: str = ""
    ground: str = ""
    second_reading: bool = False
    citations: tuple[PaperCitation, ...] = ()


@dataclass(frozen=True)
class PaperSection:
    """A section of the checklist: letter, title, its items in order."""

    code: str
    title: str
    items: tuple[PaperItem, ...]


@dataclass(frozen=True)
class PaperExhibit:
    """One entry of the annex. `form` is a code of the exhibit forms; `dated` an EDTF text, may be partial or empty.

    `outstanding`: what rule V-TRAN-01 still asks for before a recommendation is issued, empty = nothing.
    """

    number: str
    title: str
    form: str
    language: str  # ISO 639-1, or ""
    dated: str
    pages: int | None
    size: int  # octets
    sha256: str  # 64 hex digits
    file_name: str = ""
    translation_of: str = ""  # an exhibit number
    outstanding: Outstanding = ""


@dataclass(frozen=True)
class Reason:
    """A reason code with its words in the paper's language."""

    code: str
    text: str


@dataclass(frozen=True)
class OpinionPaper:
    """The rapporteur's opinion (draft recommendation), RULINGS A1, complete: layout reads nothing else.

    All texts are already in `language`. `number` is empty and `draft` True for a preview, which bears a watermark.
    `made_at` is an instant as `clock.stamp` writes it; `dated` the paper's day, ISO. Partial dates are EDTF texts.
    """

    language: PaperLanguage
    draft: bool
    number: str
    supersedes: str  # number of the paper this one replaces, or ""
    dated: str
    made_at: str
    commission: str
    place: str
    addressee: str
    access: str  # code of the access mark: open_internal, dsp, restricted_members
    author: str  # surname, given name, patronymic
    author_post: str
    author_role: str  # e.g. "rapporteur", in the paper's language; may be empty
    author_contact: str
    case_number: str
    case_received: str  # ISO day, or ""
    applicant: str
    applicant_born: str  # EDTF, may be partial or empty
    applicant_citizenship: str  # in words, in `language`
    track: str  # legal track in words, or ""
    outcome: str  # outcome code of domain.md 4.6
    outcome_text: str
    reasons: tuple[Reason, ...]
    parts: tuple[PaperPart, ...]
    laws: tuple[PaperLaw, ...]
    sections: tuple[PaperSection, ...]
    exhibits: tuple[PaperExhibit, ...]  # every cited one, in order of number
    pack: str  # name and version of the reference pack
    chain_seq: int
    chain_head: str  # 64 hex digits


@dataclass(frozen=True)
class MarkPlace:
    """Where the e-signature mark goes: 0-based page and x0, y0, x1, y1 in points from the bottom left."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class MarkData:
    """What the e-signature mark says (requisite 23). Days are ISO; `kind` is the honest kind in words."""

    certificate: str  # serial number, hex
    owner: str
    not_before: str
    not_after: str
    kind: str
    signed: str  # date and time as shown


@dataclass(frozen=True)
class LaidOut:
    """A laid-out paper: PDF/A-2b bytes, page count, place of the mark, SHA-256 of the content record (hex)."""

    pdf: bytes
    pages: int
    mark: MarkPlace
    content_hash: str


@dataclass(frozen=True)
class PaperView:
    """One signed paper as lists show it. `superseded_by` is the number of the later paper, or ""."""

    id: str
    case_id: str
    case_number: str
    kind: Literal["opinion"]
    number: str
    language: PaperLanguage
    outcome: str
    signer: str
    signature_kind: str  # code of desktop/signing/kinds.py
    signed_at: str
    sha256: str
    size: int
    pages: int
    citations: int
    supersedes: str
    superseded_by: str


@dataclass(frozen=True)
class PaperPage:
    """One page of the list of papers: the rows asked for, and how many there are in all."""

    rows: tuple[PaperView, ...]
    total: int


@dataclass(frozen=True)
class PaperQuery:
    """Which papers: of one case or all, superseded ones too or not; newest first."""

    case_id: str = ""
    superseded: bool = True
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True)
class PaperPreview:
    """What is about to be signed: the draft paper, its counts, and the number it will get."""

    pdf: bytes
    pages: int
    number: str
    exhibits: int
    citations: int
    supersedes: str
