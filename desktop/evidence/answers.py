"""Nothing that a decoder says is believed: every count, size, offset and text is checked here before it is used."""

from __future__ import annotations

import json
import re
from array import array
from itertools import pairwise
from typing import Any, get_args

from desktop.evidence import names
from desktop.evidence.decoder import wire
from desktop.evidence.sentences import NOTES
from models.views.documents import FLOWING, LISTED, Style
from models.views.evidence import Hit, PageFrame, PageSize, Part, Reader, Rect, Span

_STYLES: tuple[Style, ...] = get_args(Style)
_MEDIA = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,60}/[a-z0-9][a-z0-9.+_-]{0,80}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
_FACT = re.compile(r"[a-z][a-z0-9_.]{0,39}")
_MOST_UNITS = 1 << 31
_MOST_HITS_OCTETS = 16 << 20
_A4 = (595.28, 841.89)


class NonsenseError(Exception):
    """A decoder said what can't be true."""


def integer(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise NonsenseError
    return value


def rising(value: object, low: int, high: int) -> list[int]:
    """A list of whole numbers from `low` to `high`, each once and in their order."""
    if not isinstance(value, list) or len(value) > wire.MOST_UNREAD:
        raise NonsenseError
    found: list[int] = []
    for one in value:
        found.append(integer(one, found[-1] + 1 if found else low, high))
    return found


def need(value: object, size: int) -> tuple[int, int]:
    """A wish for octets of an exhibit of `size`: (position, count)."""
    if not isinstance(value, list) or len(value) != 2:
        raise NonsenseError
    position = integer(value[0], 0, size)
    return position, integer(value[1], 1, min(wire.INBOX, size - position) or -1)


def pages(answer: dict[str, Any]) -> int:
    return integer(answer.get("pages"), 0, wire.MOST_PAGES)


def facts(answer: dict[str, Any]) -> dict[str, str]:
    """Names and values, safe to show."""
    given = answer.get("facts")
    if not isinstance(given, dict) or len(given) > wire.MOST_FACTS:
        raise NonsenseError
    kept = {}
    for name, value in given.items():
        if not _FACT.fullmatch(name) or not isinstance(value, str) or len(value) > wire.MOST_FACT:
            raise NonsenseError
        kept[name] = names.shown(value.strip(), wire.MOST_FACT)
    return kept


def notes(answer: dict[str, Any]) -> tuple[str, ...]:
    given = answer.get("warnings")
    if not isinstance(given, list) or any(not isinstance(code, str) or code not in NOTES for code in given):
        raise NonsenseError
    return tuple(dict.fromkeys(given))


def sizes(data: bytes, count: int, reader: Reader) -> tuple[PageSize, ...]:
    """Page sizes from pairs of 32-bit integers. A page without a size counts as A4, so that nobody divides by zero."""
    numbers = integers(data, 2 * count)
    divisor = 100 if reader == "pdf" else 1
    out = []
    for at in range(0, 2 * count, 2):
        width, height = numbers[at] / divisor, numbers[at + 1] / divisor
        if reader in FLOWING:
            out.append(PageSize(max(0.0, width), max(1.0, height)))
        elif reader in LISTED:
            out.append(PageSize(max(0.0, width), max(0.0, height)))
        else:
            out.append(PageSize(width, height) if width > 0 and height > 0 else PageSize(*_A4))
    return tuple(out)


def frame(answer: dict[str, Any], reader: Reader) -> PageFrame:
    given = answer.get("frame")
    if not isinstance(given, list) or len(given) != 5:
        raise NonsenseError
    width, height, left, bottom = (integer(value, -_MOST_UNITS, _MOST_UNITS) for value in given[:4])
    turned = integer(given[4], 0, 270)
    if turned % 90 or width < 0 or height < 0:
        raise NonsenseError
    divisor = 100 if reader == "pdf" else 1
    return PageFrame(width / divisor, height / divisor, left / divisor, bottom / divisor, turned)


def integers(data: bytes, count: int) -> array[int]:
    """`count` signed 32-bit integers."""
    numbers = array("i")
    if numbers.itemsize != 4 or len(data) != 4 * count:
        raise NonsenseError
    numbers.frombytes(data)
    return numbers


def text(data: bytes, count: int) -> str:
    """`count` code points from UTF-32; what is none becomes U+FFFD."""
    string = data.decode("utf-32-le", "replace")
    if len(string) != count:
        raise NonsenseError
    return string.replace("\0", "\ufffd")


def rects(data: bytes, count: int) -> tuple[Rect, ...]:
    numbers = integers(data, 4 * count)
    return tuple(_rect(list(numbers[at : at + 4])) for at in range(0, 4 * count, 4))


def starts(data: bytes, count: int) -> tuple[int, ...]:
    """Where the pages of a flowing text begin: from 0, never falling."""
    numbers = tuple(integers(data, count))
    if count and (numbers[0] != 0 or any(one > other for one, other in pairwise(numbers))):
        raise NonsenseError
    return numbers


def spans(data: bytes, count: int, length: int) -> tuple[Span, ...]:
    """Styled stretches of a text of `length` code points: start, count and the style's place in wire.STYLES."""
    numbers = integers(data, 3 * count)
    found = []
    for at in range(0, 3 * count, 3):
        start = integer(numbers[at], 0, length)
        many = integer(numbers[at + 1], 1, length - start)
        found.append(Span(start, many, _STYLES[integer(numbers[at + 2], 0, len(_STYLES) - 1)]))
    return tuple(found)


def parts(data: bytes) -> tuple[Part, ...]:
    """The files inside a file, with names that are safe to show."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise NonsenseError from None
    if not isinstance(given, list) or len(given) > wire.MOST_PARTS:
        raise NonsenseError
    found = tuple(_part(item) for item in given)
    if len({part.path for part in found}) != len(found):
        raise NonsenseError
    return found


def _part(item: object) -> Part:
    if not isinstance(item, list) or len(item) != 6:
        raise NonsenseError
    path, name, size, media, note, date = item
    if not all(isinstance(value, str) and len(value) <= wire.MOST_PATH for value in (path, name, media, note, date)):
        raise NonsenseError
    octets = integer(size, -1, 1 << 50)
    if note and not _FACT.fullmatch(note):
        raise NonsenseError
    media = media if _MEDIA.fullmatch(media) else ""
    shown = names.shown(name, wire.MOST_PATH)
    return Part(path, shown, None if octets < 0 else octets, media, note, date if _DATE.fullmatch(date) else "")


def hits(data: bytes, total: int) -> list[Hit]:
    if len(data) > _MOST_HITS_OCTETS:
        raise NonsenseError
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise NonsenseError from None
    if not isinstance(given, list) or len(given) > wire.MOST_HITS:
        raise NonsenseError
    return [_hit(item, total) for item in given]


def _hit(item: object, total: int) -> Hit:
    if not isinstance(item, list) or len(item) != 4 or not isinstance(item[3], list) or len(item[3]) > wire.MOST_RECTS:
        raise NonsenseError
    place = integer(item[0], 0, max(0, total - 1))
    start, count = integer(item[1], 0, _MOST_UNITS), integer(item[2], 1, _MOST_UNITS)
    return Hit(place, start, count, tuple(_rect(rect) for rect in item[3]))


def _rect(value: object) -> Rect:
    if not isinstance(value, list) or len(value) != 4:
        raise NonsenseError
    left, low, right, high = (integer(number, -_MOST_UNITS, _MOST_UNITS) for number in value)
    return min(left, right), min(low, high), max(left, right), max(low, high)
