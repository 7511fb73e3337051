"""Where a person was in the window when the vault was locked. A draft: no audit event, no history, outside the seal."""

from __future__ import annotations

from typing import ClassVar

from models.tables.base import Sealed


class WindowPlace(Sealed, table=True):
    """One row per workstation profile; `content` is JSON of the window."""

    __tablename__ = "window_place"

    in_seal: ClassVar[bool] = False
    keep_history: ClassVar[bool] = False
    on_record: ClassVar[bool] = False

    content: str
