"""Which pages a machine read, and passwords of exhibits that somebody asked to keep."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class MachineReadingRow(Sealed, table=True):
    """One page that a machine read from its picture; the words and boxes are its `page_text`.

    `page` counts from 0. `program` (`Tesseract 5.3.0`) and `languages` (`rus+eng`) say what read it, `sure` how sure
    it was of its words on average, 0 to 100. A page without words has a row here and none there.
    """

    __tablename__ = "machine_reading"

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(foreign_key="exhibit.id")
    page: int
    program: str
    languages: str
    sure: int
    words: int

    __table_args__ = (sa.UniqueConstraint("exhibit_id", "page"),)


class ExhibitPassword(Sealed, table=True):
    """The password of a locked exhibit, kept because a member asked for it; forgotten on request.

    Not in the history: what is forgotten must be gone.
    """

    __tablename__ = "exhibit_password"

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(unique=True, foreign_key="exhibit.id")
    password: str = Field(repr=False)
