"""A decoded exhibit as the decoder's host hands it out. Every number has been checked; pages count from 0 here."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Literal, get_args

from models.views.places import Rect

Tier = Literal["sandbox", "landlock", "none"]
Reader = Literal["pdf", "image", "text", "mail", "web", "chat", "office", "grid", "archive", "media", "none"]
READERS: frozenset[str] = frozenset(get_args(Reader))
FLOWING: frozenset[str] = frozenset({"text", "mail", "web", "chat", "office"})  # drawn by us from their text
LISTED: frozenset[str] = frozenset({"grid", "archive"})  # shown as rows and columns; a page is a sheet or a list
Style = Literal["title", "heading", "meta", "quote", "mono", "bold", "link", "cell", "sender", "time", "warning"]


@dataclass(frozen=True)
class PageSize:
    """PDF: points as shown (after the page's own rotation). Picture: pixels after EXIF orientation. Text: `width` is
    the longest line in code points, `height` the number of lines. Sheet: columns and rows.
    """

    width: float
    height: float


@dataclass(frozen=True)
class PageFrame:
    """How a PDF page's user space lies on the page as shown.

    `width`, `height`: points of the unrotated page box; `left`, `bottom`: its corner in user space, points;
    `rotation`: the page's own, 0, 90, 180 or 270, clockwise. For pictures: pixels, no rotation.
    """

    width: float
    height: float
    left: float = 0.0
    bottom: float = 0.0
    rotation: int = 0

    def shown(self, x: float, y: float, turned: int = 0) -> tuple[float, float]:
        """A user-space point (points, origin bottom-left) on the shown page (points from its top-left corner), when
        the viewer turns it by a further `turned` degrees clockwise.
        """
        across, down = x - self.left, self.height - (y - self.bottom)
        match (self.rotation + turned) % 360:
            case 90:
                return self.height - down, across
            case 180:
                return self.width - across, self.height - down
            case 270:
                return down, self.width - across
        return across, down

    def user(self, x: float, y: float, turned: int = 0) -> tuple[float, float]:
        """The inverse of `shown`."""
        match (self.rotation + turned) % 360:
            case 90:
                across, down = y, self.height - x
            case 180:
                across, down = self.width - x, self.height - y
            case 270:
                across, down = self.width - y, x
            case _:
                across, down = x, y
        return across + self.left, self.height - down + self.bottom


@dataclass(frozen=True)
class DocumentInfo:
    """What is known of an open exhibit. `facts` are names and plain values for a list of facts; `warnings` are codes.

    `reader` "none" means that this kind is shown by its facts only. `starts`: the first code point of each page in the
    whole of a flowing text, else empty.
    """

    reader: Reader
    format: str
    media: str
    pages: tuple[PageSize, ...]
    facts: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()

    @property
    def flows(self) -> bool:
        """Whether its pages are text that we lay out ourselves."""
        return self.reader in FLOWING


@dataclass(frozen=True)
class Picture:
    """Pixels of a page or of a tile of it: 4 octets a pixel, blue, green, red, unused."""

    width: int
    height: int
    stride: int
    pixels: bytes = field(repr=False)
    frame: PageFrame


@dataclass(frozen=True, slots=True)
class Span:
    """`count` code points from `start` of a page's text, and how they are drawn."""

    start: int
    count: int
    style: Style


@dataclass(frozen=True)
class PageText:
    """A page's text. `boxes` holds four numbers a code point (left, bottom, right, top) in 1/100 pt of unrotated user
    space, empty for texts without layout. `start` is the page's first code point in a plain text, else 0; `line` its
    first line, 1-based. `warnings`: `text_not_drawn` = letters are there that the page picture does not show. `spans`:
    how stretches of a flowing text are drawn, by their start; they may lie in each other.
    """

    text: str = field(repr=False)
    boxes: array[int] = field(repr=False)
    frame: PageFrame
    start: int = 0
    line: int = 1
    warnings: tuple[str, ...] = ()
    spans: tuple[Span, ...] = field(default=(), repr=False)

    def box(self, index: int) -> Rect:
        left, bottom, right, top = self.boxes[4 * index : 4 * index + 4]
        return left, bottom, right, top


@dataclass(frozen=True)
class Part:
    """A file inside a file (a mail's attachment, a member of an archive). `path` names it for `Document.part`, `name`
    is safe to show, `size` counts its octets (None where only reading tells), `media` is what its container claims,
    `note` a code of what is odd about it, empty for nothing; `date` when it was last changed, `YYYY-MM-DD HH:MM`.
    """

    path: str
    name: str
    size: int | None
    media: str = ""
    note: str = ""
    date: str = ""


@dataclass(frozen=True)
class Hit:
    """A place where a needle was found: `start` and `count` in code points of the page's text; `rects` as in a place
    of this kind (empty in plain texts).
    """

    page: int
    start: int
    count: int
    rects: tuple[Rect, ...]


@dataclass(frozen=True)
class Isolation:
    """How exhibits are decoded on this machine, for the status line and the self-test.

    `report` is what the decoder tried at its start, name → what came of it; `reason` is a code why nothing better.
    """

    tier: Tier
    report: dict[str, str]
    faults: tuple[str, ...] = ()
    reason: str = ""
