"""Page texts of exhibits and of the files of sources, kept for search and for context around a hit. They follow from
the sealed file: no record.
"""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class PageOfText(Sealed):
    """The text of one page as the decoder gave it. `page` counts from 0; `start` and `line` are the page's first code
    point and line in a flowing text.
    """

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    page: int
    text: str
    start: int
    line: int


class StateOfText(Sealed):
    """How far the text of a file has been taken into the search: `done` of `pages`.

    `state`: `waiting` (begun, goes on at page `done`), `ready`, `locked`, `failed` (`reason` is the error's code).
    """

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    state: str = Field(index=True)
    done: int
    pages: int
    reason: str = ""


class PageTextRow(PageOfText, table=True):
    """A page of an exhibit; its text may be one that a machine read from the picture (`machine`).

    `boxes` holds four signed 32-bit little-endian numbers a code point, packed by zlib; kept for machine-read pages
    only, the decoder gives the others anew.
    """

    __tablename__ = "page_text"

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(foreign_key="exhibit.id")
    machine: bool
    boxes: bytes | None = Field(default=None, sa_type=sa.LargeBinary, repr=False)

    __table_args__ = (sa.UniqueConstraint("exhibit_id", "page"),)


class TextState(StateOfText, table=True):
    """How far an exhibit has been read."""

    __tablename__ = "text_state"

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(unique=True, foreign_key="exhibit.id")


class SourcePageText(PageOfText, table=True):
    """A page of the file of a source, which belongs to no case."""

    __tablename__ = "source_page_text"

    source_id: str = Field(foreign_key="source.id")

    __table_args__ = (sa.UniqueConstraint("source_id", "page"),)


class SourceTextState(StateOfText, table=True):
    """How far the file of a source has been read."""

    __tablename__ = "source_text_state"

    source_id: str = Field(unique=True, foreign_key="source.id")
