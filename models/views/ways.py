"""Ways through a document: its outline, what its pages call themselves, its links. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from models.views.places import Rect


@dataclass(frozen=True)
class OutlineEntry:
    """`depth` from 0; `page` from 0 or None when it leads nowhere in here; `left` (to the right) and `height` (upwards)
    in points of the page's user space, None where they are not said.
    """

    title: str
    depth: int
    page: int | None
    height: float | None = None
    left: float | None = None


@dataclass(frozen=True)
class PageLink:
    """`rect` in 1/100 pt of unrotated user space. Inside the document: `page` (from 0), `height` and `left` as
    above. To the outside: `address`, made safe to show; it is never opened.
    """

    rect: Rect
    page: int | None
    height: float | None = None
    address: str = ""
    left: float | None = None
