"""Where in an exhibit a citation points. Integers only; rotation and zoom of the viewer never enter.

Places are stored as small JSON objects that name their kind, so that later kinds (media, sheets, mail) can be added:
`{"kind": "page", "page": 3, "rects": [[x0, y0, x1, y1]]}`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from models.views.cells import LONGEST_NAME, Area

Rect = tuple[int, int, int, int]

MOST_RECTS = 2000
MOST_UNITS = 1 << 40


@dataclass(frozen=True)
class PagePlace:
    """On a PDF page: `page` is the exhibit's own physical page, 1-based; `rects` are (left, bottom, right, top) in
    1/100 pt of unrotated user space, origin bottom-left. No rects = the whole page. `machine`: what read the quoted
    words from the picture of the page (`Tesseract 5.3.0 rus+eng`); empty for the document's own letters.
    """

    page: int
    rects: tuple[Rect, ...] = ()
    machine: str = ""

    @property
    def index(self) -> int:
        """The page as the decoder counts, from 0."""
        return self.page - 1


@dataclass(frozen=True)
class ImagePlace:
    """On a picture: `frame` is 1-based; `rects` are (left, top, right, bottom) in pixels after EXIF orientation,
    origin top-left. No rects = the whole frame. `machine` as on a page.
    """

    frame: int = 1
    rects: tuple[Rect, ...] = ()
    machine: str = ""


@dataclass(frozen=True)
class TextPlace:
    """In a text: code-point offsets `start` ≤ `end` into the whole decoded text, the `encoding` it was read in and the
    `reader` that read it (`text/1`). `line` is the 1-based line of `start`, kept for printing.
    """

    start: int
    end: int
    encoding: str
    reader: str
    line: int = 1


@dataclass(frozen=True)
class CellPlace:
    """In a workbook: the `sheet` by its name (empty for a table of text) and the cells as an A1 range, `B4:C7`."""

    sheet: str
    cells: str

    @property
    def area(self) -> Area:
        """The range in rows and columns from 0."""
        return Area.from_a1(self.cells)


@dataclass(frozen=True)
class MediaPlace:
    """In a recording: milliseconds from its beginning; without an `end_ms` a moment. `rects` are (left, top, right,
    bottom) in pixels of the picture shown then, origin top-left. No rects = all of it.
    """

    start_ms: int
    end_ms: int | None = None
    rects: tuple[Rect, ...] = ()

    @property
    def time(self) -> str:
        """`01:23:45`, or a span as `01:23:45–01:24:00`."""
        first = _clock(self.start_ms)
        last = first if self.end_ms is None else _clock(self.end_ms)
        return first if last == first else f"{first}–{last}"


@dataclass(frozen=True)
class WholePlace:
    """The exhibit as a whole: kinds that can't be pointed into."""


Place = PagePlace | ImagePlace | TextPlace | CellPlace | MediaPlace | WholePlace


def to_plain(place: Place) -> dict[str, object]:
    """The place as a JSON-able dict."""
    match place:
        case PagePlace(page, rects, machine):
            return {"kind": "page", "page": page, "rects": [list(r) for r in rects], **_said(machine)}
        case ImagePlace(frame, rects, machine):
            return {"kind": "image", "frame": frame, "rects": [list(r) for r in rects], **_said(machine)}
        case TextPlace(start, end, encoding, reader, line):
            return {"kind": "text", "start": start, "end": end, "encoding": encoding, "reader": reader, "line": line}
        case CellPlace(sheet, cells):
            return {"kind": "cells", "sheet": sheet, "cells": cells}
        case MediaPlace(start_ms, end_ms, rects):
            return {"kind": "media", "start_ms": start_ms, "end_ms": end_ms, "rects": [list(r) for r in rects]}
        case WholePlace():
            return {"kind": "whole"}


def from_plain(value: object) -> Place:
    """The inverse of `to_plain`. Raises ValueError for anything that is not a place."""
    if not isinstance(value, dict):
        raise ValueError("a place is an object")
    match value.get("kind"):
        case "page":
            return PagePlace(_count(value.get("page"), 1), _rects(value.get("rects")), _machine(value))
        case "image":
            return ImagePlace(_count(value.get("frame"), 1), _rects(value.get("rects")), _machine(value))
        case "text":
            start, end = _count(value.get("start"), 0), _count(value.get("end"), 0)
            encoding, reader = value.get("encoding"), value.get("reader")
            if end < start or not isinstance(encoding, str) or not isinstance(reader, str):
                raise ValueError("not a text place")
            return TextPlace(start, end, encoding, reader, _count(value.get("line", 1), 1))
        case "cells":
            sheet, cells = value.get("sheet"), value.get("cells")
            if not isinstance(sheet, str) or len(sheet) > LONGEST_NAME or not isinstance(cells, str):
                raise ValueError("not a place in a sheet")
            Area.from_a1(cells)
            return CellPlace(sheet, cells)
        case "media":
            begin, until = _count(value.get("start_ms"), 0), value.get("end_ms")
            return MediaPlace(begin, None if until is None else _count(until, begin), _rects(value.get("rects")))
        case "whole":
            return WholePlace()
    raise ValueError("an unknown kind of place")


def to_json(place: Place) -> str:
    """The place as stored: sorted keys, no spaces."""
    return json.dumps(to_plain(place), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Place:
    """The inverse of `to_json`. Raises ValueError."""
    return from_plain(json.loads(text))


def _clock(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _said(machine: str) -> dict[str, object]:
    return {"machine": machine} if machine else {}


def _machine(value: dict[str, object]) -> str:
    machine = value.get("machine", "")
    if not isinstance(machine, str) or len(machine) > LONGEST_NAME:
        raise ValueError("not the name of a reader")
    return machine


def _count(value: object, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MOST_UNITS:
        raise ValueError("not a count")
    return value


def _rects(value: object) -> tuple[Rect, ...]:
    if not isinstance(value, list) or len(value) > MOST_RECTS:
        raise ValueError("not a list of rectangles")
    return tuple(_rect(item) for item in value)


def _rect(value: object) -> Rect:
    if not isinstance(value, list) or len(value) != 4:
        raise ValueError("not a rectangle")
    left, low, right, high = (_unit(item) for item in value)
    if right < left or high < low:
        raise ValueError("a rectangle inside out")
    return left, low, right, high


def _unit(value: object) -> int:
    # user space may start below zero, so a rectangle may too
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST_UNITS:
        raise ValueError("not a coordinate")
    return value
