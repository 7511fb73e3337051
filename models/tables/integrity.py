"""Re-verification of exhibits, reading progress and the register of redactions."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class Checked(Sealed):
    """One re-verification of a sealed file: `outcome` is `matches`, `differs`, `damaged` or `missing`.

    `found` is the SHA-256 that was computed, where there was something to compute it of. A row that does not match is
    a permanent mark: triggers keep it from being changed.
    """

    keep_history: ClassVar[bool] = False

    at: str
    who: str
    outcome: str
    expected: bytes = Field(sa_type=sa.LargeBinary)
    found: bytes | None = Field(default=None, sa_type=sa.LargeBinary)


class IntegrityCheck(Checked, table=True):
    """Of an exhibit. While the case is more than a draft, a trigger keeps it from being deleted."""

    __tablename__ = "integrity_check"

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(index=True, foreign_key="exhibit.id")


class Reading(Sealed, table=True):
    """How far one member has read one exhibit: private to `author`, no audit event, outside the case seal.

    `seen` holds the pages that were really in view, from 0, as runs (`0-4,7`); `pages` is how many there are. `read_at`
    is set by the member's own act only; empty = not marked as read.
    """

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(index=True, foreign_key="exhibit.id")
    author: str
    pages: int = 0
    seen: str = ""
    read_at: str = ""
    updated_at: str

    __table_args__ = (sa.UniqueConstraint("exhibit_id", "author"),)


class RedactionRow(Sealed, table=True):
    """One place that was blacked out in `derived_id`, a redacted copy of `exhibit_id`, and why.

    `at_place` is the place's JSON; `source` says how it was chosen: `box`, `text` or `search`. No words are kept here.
    """

    __tablename__ = "redaction"

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(index=True, foreign_key="exhibit.id")
    derived_id: str = Field(index=True, foreign_key="exhibit.id")
    position: int
    at_place: str
    source: str
    reason: str
    author: str
    at: str


EXTRA_DDL = (
    "CREATE TRIGGER integrity_check_no_update BEFORE UPDATE OF case_id, exhibit_id, at, who, outcome, expected, found "
    "ON integrity_check BEGIN SELECT RAISE(ABORT, 'the log of checks only grows'); END",
    "CREATE TRIGGER integrity_check_no_delete BEFORE DELETE ON integrity_check "
    "WHEN (SELECT state FROM \"case\" WHERE id = OLD.case_id) <> 'DRAFT' "
    "BEGIN SELECT RAISE(ABORT, 'the log of checks only grows'); END",
)
