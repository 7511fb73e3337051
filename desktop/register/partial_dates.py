"""Dates of which only a part is known: a subset of EDTF level 0–1 (Library of Congress), as reference/domain.md 2.9.

`1974-05-17`, `1974-05`, `1974`, each with `?` (uncertain), `~` (approximate) or `%` (both); intervals `1974-05/1976`,
open ends `..`. A comparison looks at the earliest and the latest day that the text allows and answers true, false or
undetermined; whoever needs a limit kept must treat "undetermined" as not kept. Ours for want of a maintained
permissive package: docs/decisions/020-edtf-subset.md.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from babel.dates import format_date

from desktop.i18n import Words

Precision = Literal["day", "month", "year"]

FIRST, LAST = dt.date(1, 1, 1), dt.date(9999, 12, 31)
_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")
_DOTTED = re.compile(r"([\d_]{2})\.([\d_]{2})\.(\d{4})([?~%]?)")
_SHORT = re.compile(r"(?:([\d_]{2})\.)?(\d{4})([?~%]?)")
_YEAR_MASK = re.compile(r"_{2,4}\.?_*\.(\d{4})([?~%]?)")


@dataclass(frozen=True)
class Part:
    """One end: a day, a month or a year, perhaps uncertain. `mark` is "", "?", "~" or "%"."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    def __post_init__(self) -> None:
        dt.date(self.year, self.month or 1, self.day or 1)
        if self.day is not None and self.month is None:
            raise ValueError("a day without its month")

    @property
    def precision(self) -> Precision:
        return "year" if self.month is None else "month" if self.day is None else "day"

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def edtf(self) -> str:
        month = f"-{self.month:02d}" if self.month else ""
        day = f"-{self.day:02d}" if self.day else ""
        return f"{self.year:04d}{month}{day}{self.mark}"


@dataclass(frozen=True)
class PartialDate:
    """A point (`end` is None) or an interval; in an interval a missing end is open (`..`)."""

    start: Part | None
    end: Part | None = None
    interval: bool = False

    @property
    def edtf(self) -> str:
        """The canonical text that is stored."""
        if not self.interval:
            assert self.start
            return self.start.edtf
        return f"{self.start.edtf if self.start else '..'}/{self.end.edtf if self.end else '..'}"

    @property
    def min_date(self) -> dt.date:
        """The earliest day that it can mean, for sorting and checks."""
        return self.start.first if self.start else FIRST

    @property
    def max_date(self) -> dt.date:
        """The latest day that it can mean."""
        end = self.end if self.interval else self.start
        return end.last if end else LAST

    @property
    def exact(self) -> bool:
        """Whether it is one certain day."""
        return not self.interval and self.start is not None and self.start.precision == "day" and not self.start.mark

    @property
    def vague(self) -> bool:
        """Whether it is marked uncertain or approximate, so that its bounds are themselves not certain."""
        return any(part is not None and part.mark for part in (self.start, self.end))


def parse(text: str) -> PartialDate:
    """An EDTF text. Raises ValueError; whitespace around it is ignored."""
    text = text.strip()
    if "/" not in text:
        return PartialDate(_part(text))
    left, _, right = text.partition("/")
    if left == right == "..":
        raise ValueError("an interval without ends")
    found = PartialDate(None if left == ".." else _part(left), None if right == ".." else _part(right), interval=True)
    if found.start and found.end and found.min_date > found.max_date:
        raise ValueError("an interval that ends before it begins")
    return found


def read(text: str) -> PartialDate:
    """What a person types: an EDTF text, `17.05.1974`, `__.05.1974`, `05.1974`, `____.1974`, `__.__.1974`, `1974`.

    An interval takes the same forms on both sides of `/`. Raises ValueError.
    """
    text = text.strip().replace(" ", "")
    if "/" in text:
        left, _, right = text.partition("/")
        return parse("/".join(".." if side in ("..", "") else read(side).edtf for side in (left, right)))
    return PartialDate(_typed(text))


def days(text: str) -> tuple[str, str] | None:
    """The first and last ISO day that a stored partial date may mean; None where there is none."""
    try:
        found = parse(text)
    except ValueError:
        return None
    return found.min_date.isoformat(), found.max_date.isoformat()


def from_mrz(text: str, *, latest: dt.date) -> PartialDate | None:
    """A six-character MRZ date `YYMMDD` with `<` for what is unknown, as a birth date not after `latest`.

    None when even the year is unknown. Raises ValueError when the digits make no date.
    """
    if not re.fullmatch(r"[\d<]{6}", text):
        raise ValueError("six digits or fillers")
    if text[:2] == "<<":
        return None
    year = latest.year // 100 * 100 + int(text[:2])
    month = int(text[2:4]) if text[2:4].isdigit() else None
    day = int(text[4:6]) if month and text[4:6].isdigit() else None
    while True:
        part = Part(year, month, day)
        if part.first <= latest or year < 100:
            return PartialDate(part)
        year -= 100


def before(one: PartialDate, other: PartialDate) -> bool | None:
    """Whether `one` lies wholly before `other`: True, False, or None when the texts leave it open."""
    if one.vague or other.vague:
        return None
    if one.max_date < other.min_date:
        return True
    return False if one.min_date >= other.max_date else None


def same(one: PartialDate, other: PartialDate) -> bool | None:
    """Whether both mean the same day: True only for two exact days, False when they can't meet, else None."""
    if one.exact and other.exact:
        return one.start == other.start
    if one.vague or other.vague:
        return None
    if one.max_date < other.min_date or other.max_date < one.min_date:
        return False
    return None


def age_range(born: PartialDate, on: dt.date) -> tuple[int, int]:
    """The least and the greatest age in full years that a person born `born` can have on day `on`."""
    return _age(min(born.max_date, on), on), _age(min(born.min_date, on), on)


def shown(text: str, words: Words) -> str:
    """A stored partial date for tables: `17.05.1974`, `05.1974`, `1974`; never more than is known (V-DATE-01).

    What can't be read is shown as it is stored.
    """
    return _both(text, words, _table)


def written(text: str, words: Words) -> str:
    """A stored partial date for papers: `17 мая 1974 г.`, `май 1974 г.`, `1974 г.`; never more than is known."""
    return _both(text, words, _paper)


def typed(text: str) -> str:
    """A stored partial date as it stands in its input field: `17.05.1974`, `__.05.1974`, `__.__.1974`, else EDTF."""
    try:
        found = parse(text)
    except ValueError:
        return text
    if found.interval or not found.start:
        return text
    part = found.start
    day = f"{part.day:02d}" if part.day else "__"
    month = f"{part.month:02d}" if part.month else "__"
    return f"{day}.{month}.{part.year:04d}{part.mark}"


def _part(text: str) -> Part:
    found = _PART.fullmatch(text)
    if not found:
        raise ValueError("not a date of the forms YYYY, YYYY-MM, YYYY-MM-DD")
    year, month, day, mark = found.groups()
    return Part(int(year), int(month) if month else None, int(day) if day else None, mark)


def _typed(text: str) -> Part:
    if found := _DOTTED.fullmatch(text):
        day, month, year, mark = found.groups()
        if ("_" in day and day != "__") or ("_" in month and month != "__"):
            raise ValueError("half a day or month")
        known_month = None if month == "__" else int(month)
        return Part(int(year), known_month, None if day == "__" else int(day), mark)
    if found := _YEAR_MASK.fullmatch(text):
        return Part(int(found[1]), mark=found[2])
    if found := _SHORT.fullmatch(text):
        month, year, mark = found.groups()
        return Part(int(year), int(month) if month and month != "__" else None, mark=mark)
    return _part(text)


def _age(born: dt.date, on: dt.date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _both(text: str, words: Words, one: Callable[[Part, Words], str]) -> str:
    try:
        found = parse(text)
    except ValueError:
        return text
    ends = [_marked(part, one(part, words), words) if part else "…" for part in (found.start, found.end)]
    return f"{ends[0]} — {ends[1]}" if found.interval else ends[0]


def _marked(part: Part, text: str, words: Words) -> str:
    mark = part.mark
    if mark == "?":
        return words.tr("{date} (uncertain)", date=text)
    if mark == "~":
        return words.tr("about {date}", date=text)
    if mark == "%":
        return words.tr("about {date} (uncertain)", date=text)
    return text


def _table(part: Part, words: Words) -> str:
    if part.precision == "day":
        return words.day(part.first)
    return f"{part.month:02d}.{part.year:04d}" if part.precision == "month" else f"{part.year:04d}"


def _paper(part: Part, words: Words) -> str:
    if part.precision == "day":
        return words.long_day(part.first)
    if part.precision == "month":
        pattern = "LLLL y 'г.'" if words.language == "ru" else "LLLL y"
        return format_date(part.first, pattern, locale=words.language)
    return f"{part.year} г." if words.language == "ru" else str(part.year)
