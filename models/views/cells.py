"""Cells of a spreadsheet as they are named and as they cross to the window."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MOST_ROW = 4_000_000
MOST_COLUMN = 16_384
LONGEST_NAME = 300

CellKind = Literal["text", "number", "date", "flag", "error", "empty"]
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")


def column_name(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def column_number(name: str) -> int:
    """The inverse of `column_name`."""
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - 64
    return number - 1


def quoted(sheet: str) -> str:
    """A sheet's name as it stands before `!B4`: in quotation marks where it is more than one word."""
    return sheet if sheet.replace("_", "a").isalnum() else "'" + sheet.replace("'", "''") + "'"


class Area(NamedTuple):
    """A rectangle of cells, both ends in it, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def a1(self) -> str:
        """`B4` or `B4:C7`."""
        first = f"{column_name(self.left)}{self.top + 1}"
        last = f"{column_name(self.right)}{self.bottom + 1}"
        return first if first == last else f"{first}:{last}"

    @classmethod
    def from_a1(cls, text: str) -> Area:
        """The inverse of `a1`. Raises ValueError for anything that is not written just so."""
        found = _RANGE.fullmatch(text)
        if found is None:
            raise ValueError("not a range of cells")
        first, top, last, bottom = found.groups()
        area = cls(
            int(top) - 1,
            column_number(first),
            int(bottom or top) - 1,
            column_number(last or first),
        )
        if area.bottom < area.top or area.right < area.left or area.right >= MOST_COLUMN or area.bottom >= MOST_ROW:
            raise ValueError("a range inside out or beyond the last cell")
        if area.a1() != text:
            raise ValueError("a range written in another way")
        return area


class Cell(NamedTuple):
    """What stands in a cell, as the file stores it: numbers with a point, dates as ISO 8601, flags as TRUE or FALSE."""

    kind: CellKind
    text: str


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: `name` is safe to show (empty for a table of text), its extent in rows and columns."""

    name: str
    rows: int
    columns: int


@dataclass(frozen=True)
class CellWindow:
    """Cells of a sheet from `row` and `column` on (from 0); rows may end early, missing cells are empty."""

    row: int
    column: int
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    last: bool = False  # the sheet's stored rows end in this window


@dataclass(frozen=True)
class CellHit:
    """A cell in which something was found: sheet, row and column from 0."""

    sheet: int
    row: int
    column: int
