"""What a member puts on the evidence for reading: annotations, their short lists, bookmarks, matched pages of pairs."""

from __future__ import annotations

from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from models.tables.base import Sealed


class AnnotationRow(Sealed, table=True):
    """An annotation of one member. `at` is a place as JSON (R-B3): unrotated user space, whole numbers.

    `shared` is False until its author chooses otherwise. A deleted one stays as a row with `removed`, so that deleting
    can be undone. `tag` is the id of an `AnnotationLabel` or empty, `colour` one of the four marks (1–4).
    """

    __tablename__ = "annotation"

    case_id: str = Field(index=True, foreign_key="case.id")
    exhibit_id: str = Field(index=True, foreign_key="exhibit.id")
    sha256: bytes = Field(sa_type=sa.LargeBinary)
    at: str
    kind: str
    colour: int
    tag: str = ""
    quote: str = ""
    text: str = ""
    shared: bool = False
    removed: bool = False
    author: str
    created_at: str
    updated_at: str


class AnnotationLabel(Sealed, table=True):
    """One entry of the lists that annotations choose from: `kind` is `colour` (what mark 1–4 means here) or `tag`."""

    __tablename__ = "annotation_label"

    in_seal: ClassVar[bool] = False

    kind: str
    name: str
    position: int
    removed: bool = False


class BookmarkRow(Sealed, table=True):
    """A member's own bookmark in a case, or a folder of them (`exhibit_id` empty). `position` orders siblings."""

    __tablename__ = "bookmark"

    case_id: str = Field(index=True, foreign_key="case.id")
    parent_id: str | None = Field(default=None, foreign_key="bookmark.id")
    position: int
    title: str
    exhibit_id: str | None = Field(default=None, foreign_key="exhibit.id")
    at: str = ""
    removed: bool = False
    author: str


class PageMatch(Sealed, table=True):
    """Page `original_page` of an original and page `translation_page` of its translation show the same (from 1).

    Pages between two matches follow the nearer one before them.
    """

    __tablename__ = "page_match"

    case_id: str = Field(index=True, foreign_key="case.id")
    original_id: str = Field(foreign_key="exhibit.id")
    translation_id: str = Field(index=True, foreign_key="exhibit.id")
    original_page: int
    translation_page: int
    removed: bool = False
    author: str
