"""The signing room's tables: identities and, apart from them, their keys."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class Identity(Sealed, table=True):
    """A signing identity of this vault's member. `origin`: made, imported. `removed_at` set = its key is gone."""

    in_seal: ClassVar[bool] = False

    name: str
    origin: str
    kind: str
    subject: str
    issuer: str
    serial: str
    fingerprint: str = Field(index=True)
    not_before: str
    not_after: str
    root_pem: str = ""
    added_at: str
    removed_at: str = ""
    author: str


class IdentityKey(Sealed, table=True):
    """The PKCS#12 bytes of an identity, encrypted under its PIN; `pin` only where the member had it kept.

    No history is kept, so that a removed key is gone from the register.
    """

    __tablename__ = "identity_key"

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False

    identity_id: str = Field(foreign_key="identity.id", unique=True)
    pkcs12: bytes = Field(sa_type=sa.LargeBinary, repr=False)
    pin: str | None = Field(default=None, repr=False)
