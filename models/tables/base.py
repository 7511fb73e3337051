"""What every evidence-bearing row carries. Declarations only; MACs are made and checked in `desktop/vault`."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Sealed(SQLModel):
    """A row under a MAC over its table, key, version and fields.

    Columns may be str, int, bool, bytes or None only: what is hashed must be what comes back (no floats, instants and
    JSON as canonical text). Ids are UUIDv7 texts made by us before the insert. `parent` is the MAC of the version this
    one replaced.
    """

    in_seal: ClassVar[bool] = True  # counted in the case seal
    keep_history: ClassVar[bool] = True  # old field values are kept
    on_record: ClassVar[bool] = True  # its writes appear in the audit event

    id: str = Field(primary_key=True)
    version: int = Field(default=0)
    parent: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    mac: bytes = Field(default=b"", sa_type=sa.LargeBinary)
