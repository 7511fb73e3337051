"""The papers room's tables: signed papers, and the content record that each was laid out from."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class Paper(Sealed, table=True):
    """A signed paper. The PDF lies in the vault under `object_id`; `sha256` and `size` are of its plain bytes.

    `number` is the case's number with the paper's ordinal (`З-К-2026-00042-1`); papers are superseded, never changed.
    """

    case_id: str = Field(index=True, foreign_key="case.id")
    kind: str = "opinion"
    number: str = Field(unique=True)
    ordinal: int
    language: str
    outcome: str
    signer: str
    signer_serial: str
    signature_kind: str
    signed_at: str = Field(index=True)
    pages: int
    citations: int
    content_hash: str
    supersedes: str | None = Field(default=None, foreign_key="paper.id")
    author: str
    object_id: bytes = Field(sa_type=sa.LargeBinary, unique=True)
    object_key: bytes = Field(sa_type=sa.LargeBinary, repr=False)
    sha256: bytes = Field(sa_type=sa.LargeBinary)
    size: int

    __table_args__ = (sa.UniqueConstraint("case_id", "kind", "ordinal"),)


class PaperRecord(Sealed, table=True):
    """The canonical content record (JSON) that a paper's QR code commits to; layout reads nothing else."""

    __tablename__ = "paper_record"

    keep_history: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    paper_id: str = Field(foreign_key="paper.id", unique=True)
    record: str
