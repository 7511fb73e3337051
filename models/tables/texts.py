"""Page texts of exhibits, kept for search and for context around a hit. They follow from the sealed file: no record."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class PageTextRow(Sealed, table=True):
    """The text of one page of an exhibit as the decoder gave it, or as a machine read it from the picture (`machine`).

    `page` counts from 0; `start` and `line` are the page's first code point and line in a flowing text. `boxes` holds
    four signed 32-bit little-endian numbers a code point, packed by zlib; kept for machine-read pages only, the
    decoder gives the others anew.
    """

    __tablename__ = "page_text"

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(foreign_key="exhibit.id")
    page: int
    machine: bool
    text: str
    start: int
    line: int
    boxes: bytes | None = Field(default=None, sa_type=sa.LargeBinary, repr=False)

    __table_args__ = (sa.UniqueConstraint("exhibit_id", "page"),)


class TextState(Sealed, table=True):
    """How far the text of an exhibit has been taken into the search: `done` of `pages`.

    `state`: `waiting` (begun, goes on at page `done`), `ready`, `locked`, `failed` (`reason` is the error's code).
    """

    __tablename__ = "text_state"

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(unique=True, foreign_key="exhibit.id")
    state: str = Field(index=True)
    done: int
    pages: int
    reason: str = ""
