"""The assessment room's tables: frozen packs, answers, the opinion, their versions and their drafts (domain.md 3)."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class CasePack(Sealed, table=True):
    """The packs a case was opened with, frozen at its first answer or opinion. Hashes are hex over the content."""

    __tablename__ = "case_pack"

    case_id: str = Field(unique=True, foreign_key="case.id")
    checklist_id: str
    checklist_version: str
    checklist_sha256: str
    outcomes_id: str
    outcomes_version: str
    outcomes_sha256: str
    frozen_at: str


class Answer(Sealed, table=True):
    """One answer: a case, an item, an author. `value` is YES PARTLY NO UNKNOWN NA; unanswered = there is no row.

    Citations stand on it with anchor_kind `answer` and this row's id. Every version is kept in `answer_version`.
    """

    keep_history: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    item_id: str
    author: str
    value: str
    note: str
    answered_at: str
    pack: str

    __table_args__ = (sa.UniqueConstraint("case_id", "item_id", "author"),)


class AnswerVersionRow(Sealed, table=True):
    """What an answer once was. Append-only. `value` "" = taken back; `citations` a JSON list of citation drafts."""

    __tablename__ = "answer_version"

    keep_history: ClassVar[bool] = False

    case_id: str = Field(foreign_key="case.id")
    item_id: str
    author: str
    author_name: str
    at: str
    value: str
    note: str
    citations: str
    pack: str

    __table_args__ = (sa.Index("ix_answer_version_item", "case_id", "item_id"),)


class AnswerDraftRow(Sealed, table=True):
    """An answer while it is being typed (RULINGS C14): sealed, but on no record. `value` "" = nothing chosen."""

    __tablename__ = "answer_draft"

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    case_id: str = Field(foreign_key="case.id")
    item_id: str
    author: str
    value: str
    note: str
    citations: str
    saved_at: str

    __table_args__ = (sa.UniqueConstraint("case_id", "item_id", "author"),)


class Opinion(Sealed, table=True):
    """An author's opinion on a case. `codes` and `laws` are JSON lists; the texts are in `opinion_paragraph`."""

    keep_history: ClassVar[bool] = False

    case_id: str = Field(index=True, foreign_key="case.id")
    author: str
    number: int
    outcome: str
    codes: str
    laws: str
    saved_at: str
    pack: str

    __table_args__ = (sa.UniqueConstraint("case_id", "author"),)


class OpinionParagraph(Sealed, table=True):
    """One paragraph: `part` is facts, law, assessment or operative. Citations: anchor_kind `paragraph`, this id."""

    __tablename__ = "opinion_paragraph"

    keep_history: ClassVar[bool] = False

    case_id: str = Field(foreign_key="case.id")
    opinion_id: str = Field(index=True, foreign_key="opinion.id")
    part: str
    place: int
    text: str
    codes: str


class OpinionVersionRow(Sealed, table=True):
    """The whole opinion as one version had it. Append-only; `content` is canonical JSON."""

    __tablename__ = "opinion_version"

    keep_history: ClassVar[bool] = False

    case_id: str = Field(foreign_key="case.id")
    opinion_id: str = Field(index=True, foreign_key="opinion.id")
    number: int
    author: str
    author_name: str
    at: str
    content: str
    pack: str


class OpinionDraftRow(Sealed, table=True):
    """The opinion while it is being typed; `content` is canonical JSON. On no record."""

    __tablename__ = "opinion_draft"

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    case_id: str = Field(foreign_key="case.id")
    author: str
    content: str
    saved_at: str

    __table_args__ = (sa.UniqueConstraint("case_id", "author"),)
