"""The country-information register: sources that belong to no case, and their use in cases (anchors 5.7)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed
from models.tables.integrity import Checked


class SourceRow(Sealed, table=True):
    """One source. Dates of publication and event may be partial, `retrieved_on` and `stale_on` are ISO days.

    `quality` is canonical JSON: question code → [answer, note]. A source may have one file, sealed like an exhibit's
    (`object_id` … `size`, all or none); a new edition is a new source.
    """

    __tablename__ = "source"

    title_ru: str
    title_en: str
    publisher: str
    published_on: str
    event_on: str
    retrieved_on: str
    url: str
    lang: str
    country: str
    note: str
    quality: str = "{}"
    stale_on: str

    file_name: str = ""
    media: str = ""
    format: str = ""
    reader: str = ""
    pages: int | None = None
    name_mismatch: bool = False
    object_id: bytes | None = Field(default=None, sa_type=sa.LargeBinary, unique=True)
    object_key: bytes | None = Field(default=None, sa_type=sa.LargeBinary, repr=False)
    sha256: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    size: int | None = None

    created_at: str
    updated_at: str
    author: str


class SourceUse(Sealed, table=True):
    """A source taken into a case: as which exhibit, and when it was put to the applicant (ISO day, empty = not yet)."""

    __tablename__ = "source_use"

    case_id: str = Field(index=True, foreign_key="case.id")
    source_id: str = Field(index=True, foreign_key="source.id")
    exhibit_id: str = Field(unique=True, foreign_key="exhibit.id")
    disclosed_on: str = ""
    used_at: str
    author: str


class SourceCheck(Checked, table=True):
    """Of a source's file. It goes with the source."""

    __tablename__ = "source_check"

    source_id: str = Field(index=True, foreign_key="source.id")


EXTRA_DDL = (
    "CREATE TRIGGER source_check_no_update BEFORE UPDATE OF source_id, at, who, outcome, expected, found "
    "ON source_check BEGIN SELECT RAISE(ABORT, 'the log of checks only grows'); END",
)
