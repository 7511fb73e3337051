"""What can be marked on a page: a stretch of text or a rectangle; and what is highlighted there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF

from models.views.evidence import Rect


@dataclass(frozen=True)
class TextMark:
    """Text between two gaps of a page (code points of the page's text). `anchor` stays, `caret` moves."""

    page: int
    anchor: int
    caret: int

    @property
    def start(self) -> int:
        return min(self.anchor, self.caret)

    @property
    def end(self) -> int:
        return max(self.anchor, self.caret)

    def __bool__(self) -> bool:
        return self.anchor != self.caret


@dataclass(frozen=True)
class BoxMark:
    """A rectangle on a page. `area`: view units of the upright page, while it is drawn and after."""

    page: int
    area: QRectF

    def __bool__(self) -> bool:
        return self.area.width() > 0 and self.area.height() > 0


Mark = TextMark | BoxMark


@dataclass(frozen=True)
class Highlight:
    """Something to be seen on a page: `rects` in a citation's units, or a stretch of a plain text's page."""

    page: int
    rects: tuple[Rect, ...] = ()
    span: tuple[int, int] | None = None
    role: Literal["hit", "current", "cited"] = "hit"
