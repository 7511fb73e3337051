"""Exhibits, their custody log and citations (domain.md 2.6)."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class Exhibit(Sealed, table=True):
    """One exhibit. `exhibit_class` is A–D, `ordinal` counts per case and class and is never used twice.

    The object lies in the vault under `object_id`; `object_key` opens it, `sha256` and `size` are of its plain bytes.
    `derived_from` is the exhibit it was made of (an attachment, a still, a redaction …), `derived_how` a code of the
    list derived_how, `derived_at_place` where in that exhibit, as a place's JSON or empty.
    """

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_class: str
    ordinal: int

    title_ru: str = ""
    title_en: str = ""
    kind: str = "other"
    form: str = ""
    lang: str = ""
    doc_date: str = ""
    origin: str = ""
    provenance: str
    translation_of: str | None = Field(default=None, foreign_key="exhibit.id")
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

    file_name: str
    media: str
    format: str
    reader: str
    pages: int | None = None
    name_mismatch: bool = False
    object_id: bytes = Field(sa_type=sa.LargeBinary, unique=True)
    object_key: bytes = Field(sa_type=sa.LargeBinary, repr=False)
    sha256: bytes = Field(sa_type=sa.LargeBinary, index=True)
    size: int

    status: str = "admitted"
    status_reason: str = ""
    replaces: str | None = Field(default=None, foreign_key="exhibit.id")
    replaced_by: str | None = Field(default=None, foreign_key="exhibit.id")
    derived_from: str | None = Field(default=None, index=True, foreign_key="exhibit.id")
    derived_how: str = ""
    derived_at_place: str = ""
    admitted_at: str
    author: str

    __table_args__ = (sa.UniqueConstraint("case_id", "exhibit_class", "ordinal"),)


class CustodyEvent(Sealed, table=True):
    """One line of the custody log: `action` is a code of the pack's list custody_action.

    Append-only: no service changes or deletes a line. `sha256` is the exhibit's as it was then. What a member records
    by hand has the ISO day on which it happened, and `party`, from or to whom.
    """

    __tablename__ = "custody_event"

    keep_history: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(index=True, foreign_key="exhibit.id")
    at: str
    who: str
    action: str
    sha256: bytes = Field(sa_type=sa.LargeBinary)
    note: str = ""
    day: str = ""
    party: str = ""


class CustodyElsewhere(Sealed, table=True):
    """An entry that a member of another vault made by hand in its custody log; it came with a case folder.

    Append-only, and no line of this vault's log. `recorded_at` (a stamp) and `recorded_by` are what the folder says,
    `taken_at` and `taken_by` this vault's own; the others as in `CustodyEvent`.
    """

    __tablename__ = "custody_elsewhere"

    keep_history: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(index=True, foreign_key="exhibit.id")
    action: str
    day: str
    party: str = ""
    note: str = ""
    recorded_at: str
    recorded_by: str = ""
    taken_at: str
    taken_by: str


class CitationRow(Sealed, table=True):
    """A citation of an exhibit on something (`anchor_kind`, `anchor_id`). `at` is a place as JSON (R-B3).

    A removed citation stays as a row with `removed`, so that an older answer can still show what it stood on.
    """

    __tablename__ = "citation"

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(index=True, foreign_key="exhibit.id")
    sha256: bytes = Field(sa_type=sa.LargeBinary)
    at: str
    quote: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    anchor_kind: str
    anchor_id: str
    position: int = 0
    removed: bool = False
    author: str

    __table_args__ = (sa.Index("ix_citation_anchor", "anchor_kind", "anchor_id"),)
