"""Outline, page labels and links as a decoder tells them, checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from desktop.evidence import answers, names
from desktop.evidence.answers import NonsenseError
from desktop.evidence.decoder import wire
from desktop.evidence.line import Line
from models.views.ways import OutlineEntry, PageLink

T = TypeVar("T")
_MOST_UNITS = 1 << 31


def outline(line: Line, pages: int) -> tuple[OutlineEntry, ...]:
    """The outline in reading order. Raises KnownError."""
    return tuple(_told(line, {"do": "outline"}, lambda rows: _entries(rows, pages)))


def labels(line: Line, pages: int) -> tuple[str, ...]:
    """What each page calls itself; empty where that is its number, shorter than the pages in very long files."""
    return tuple(_told(line, {"do": "labels"}, lambda rows: _labels(rows, pages)))


def links(line: Line, page: int, pages: int) -> tuple[PageLink, ...]:
    """The links of a page (from 0)."""
    return tuple(_told(line, {"do": "links", "page": page}, lambda rows: _links(rows, pages)))


def _told(line: Line, request: dict[str, object], check: Callable[[list[object]], list[T]]) -> list[T]:
    with line.lock:
        data = line.ask(request, lambda a: answers.integer(a.get("octets"), 0, wire.MOST_LIST))[1]
        return line.checked(lambda: check(_rows(data)))


def _rows(data: bytes) -> list[object]:
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise NonsenseError from None
    if not isinstance(given, list) or len(given) > wire.MOST_PAGES:
        raise NonsenseError
    return given


def _entries(rows: list[object], pages: int) -> list[OutlineEntry]:
    out = []
    for row in rows[: wire.MOST_OUTLINE]:
        if not isinstance(row, list) or len(row) != 5:
            raise NonsenseError
        depth = answers.integer(row[0], 0, wire.MOST_DEPTH)
        page, along, height = _place(row[2], row[3], row[4], pages)
        out.append(OutlineEntry(_text(row[1]), depth, page, height, along))
    return out


def _labels(rows: list[object], pages: int) -> list[str]:
    if len(rows) > pages:
        raise NonsenseError
    return [_text(row) for row in rows]


def _links(rows: list[object], pages: int) -> list[PageLink]:
    out = []
    for row in rows[: wire.MOST_LINKS]:
        if not isinstance(row, list) or len(row) != 8:
            raise NonsenseError
        left, low, right, high = (answers.integer(side, -_MOST_UNITS, _MOST_UNITS) for side in row[:4])
        if right < left or high < low:
            raise NonsenseError
        page, along, height = _place(row[4], row[5], row[6], pages)
        out.append(PageLink((left, low, right, high), page, height, _text(row[7]), along))
    return out


def _place(page: object, left: object, height: object, pages: int) -> tuple[int | None, float | None, float | None]:
    number, along, up = answers.integer(page, -1, _MOST_UNITS), _points(left), _points(height)
    return (number, along, up) if 0 <= number < pages else (None, None, None)


def _points(value: object) -> float | None:
    return None if value is None else answers.integer(value, -_MOST_UNITS, _MOST_UNITS) / 100


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > wire.MOST_FACT:
        raise NonsenseError
    return names.shown(value)
