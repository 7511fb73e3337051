"""The vault room's own tables: audit chain, case seals, field history."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.tables.base import Sealed


class Audit(SQLModel, table=True):
    """One event of the hash chain. `rows` and `detail` are canonical JSON; `seal` is the case's seal after it."""

    seq: int = Field(primary_key=True)
    at: str
    actor: str
    action: str = Field(index=True)
    case_id: str | None = Field(default=None)
    subject: str | None = Field(default=None, index=True)
    detail: str
    rows: str
    seal: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    prev: bytes = Field(sa_type=sa.LargeBinary)
    hash: bytes = Field(sa_type=sa.LargeBinary)
    mac: bytes = Field(sa_type=sa.LargeBinary)

    __table_args__ = (sa.Index("ix_audit_case_seq", "case_id", "seq"),)


class CaseSeal(SQLModel, table=True):
    """The digest over all sealed rows of a case, as of audit event `seq`."""

    __tablename__ = "case_seal"

    case_id: str = Field(primary_key=True)
    seq: int
    mac: bytes = Field(sa_type=sa.LargeBinary)


class History(Sealed, table=True):
    """What a row's fields were before a change. `changes` is JSON {field: [old, new]}."""

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False

    case_id: str | None = Field(default=None, index=True)
    table_name: str
    row_id: str
    row_version: int
    seq: int
    at: str
    actor: str
    changes: str

    __table_args__ = (sa.Index("ix_history_row", "table_name", "row_id", "row_version"),)
