"""One sheet as the decoder keeps it: rows as one compact text each, so that a million of them fit and any is at hand.

A cell crosses to the host as one letter for its kind and its text: `t` text, `n` number, `d` date, time or duration,
`b` yes or no, `e` what could not be read.
"""

from __future__ import annotations

import datetime
import itertools
import re
from array import array
from collections.abc import Iterable, Iterator

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.finding import fold
from desktop.evidence.decoder.paged import CLEANED

MOST_COLUMNS = 16_384
MOST_ROWS = 4_000_000
MOST_OCTETS = 160 << 20  # of all rows of one file

AHEAD = 2_000  # rows read at once while one looks through all
_CELL = "\x1f"  # never in a cleaned text
_WORD = re.compile(r"[^\W_]+")
_CELLS = CLEANED | {ord("\r"): "\n"}


class Room:
    """What is left of the memory for all sheets of a file."""

    def __init__(self, octets: int = MOST_OCTETS) -> None:
        self.left = octets
        self.cut = False


class Sheet:
    """`rows` and `columns` are what the file says; the rows are taken from `source` as they are asked for."""

    def __init__(self, name: str, rows: int, columns: int, source: Iterable[list[object]], room: Room) -> None:
        self.name = name
        self.rows, self.columns = min(rows, MOST_ROWS), min(columns, MOST_COLUMNS)
        self._source: Iterator[list[object]] = iter(source)
        self._room = room
        self._text = bytearray()
        self._ends = array("Q")
        self._done = False
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            room.cut = True

    def window(self, row: int, rows: int, column: int, columns: int) -> list[list[str]]:
        """Cells of a window; empty cells at a row's end and rows beyond the last are left out."""
        self._take(row + rows)
        out = []
        for index in range(row, min(row + rows, len(self._ends))):
            cells = self._row(index).split(_CELL)[column : column + columns]
            while cells and not cells[-1]:
                cells.pop()
            out.append(cells)
        return out

    def hits(self, needle: str, row: int) -> Iterator[tuple[int, int]]:
        """(row, column) of every cell that holds the needle, from `row` on; after each row (the next row, -1)."""
        wanted = fold(needle)[0].strip()
        if not wanted:
            return
        # folding is slow and most rows hold nothing: first the longest word is looked for, as the machine compares
        word = max(_WORD.findall(wanted), key=len, default="")
        while True:
            if row >= len(self._ends):
                self._take(row + AHEAD)
            if row >= len(self._ends):
                return
            line = self._row(row)
            if word in line.casefold().replace("ё", "е") or "\u00ad" in line:
                for column, cell in enumerate(line.split(_CELL)):
                    if cell and wanted in fold(cell[1:])[0]:
                        yield row, column
            row += 1
            yield row, -1

    def _row(self, index: int) -> str:
        start = self._ends[index - 1] if index else 0
        return self._text[start : self._ends[index]].decode("utf-8")

    def _take(self, rows: int) -> None:
        wanted = min(rows, self.rows) - len(self._ends)
        if self._done or wanted <= 0:
            return
        ends, text, columns = self._ends, self._text, self.columns
        for given in itertools.islice(self._source, wanted):
            if any(given) or any(value not in ("", None) for value in given):
                cells = [packed(value) for value in given[:columns]]
                data = _CELL.join(cells).encode("utf-8", "replace")
                if len(data) > self._room.left:
                    self._room.cut = self._done = True
                    return
                self._room.left -= len(data)
                text += data
            ends.append(len(text))
        self._done = len(ends) < min(rows, self.rows)


def packed(value: object) -> str:
    """One cell: the letter of its kind and its text; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "bTRUE" if value else "bFALSE"
    if isinstance(value, int):
        return f"n{value}"
    if isinstance(value, float):
        return "n" + number(value)
    if isinstance(value, datetime.timedelta):
        return "d" + duration(value)
    if isinstance(value, datetime.datetime):
        return "d" + value.isoformat(" ", "seconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return "d" + value.isoformat()
    text = str(value)
    if not text.isprintable():
        text = text.replace("\r\n", "\n").translate(_CELLS)
    return "t" + text[: wire.MOST_CELL]


def number(value: float) -> str:
    """Whole numbers without a point as long as they are exact, others with fifteen digits, as spreadsheets do."""
    if value.is_integer() and abs(value) <= 1 << 53:
        return str(int(value))
    return format(value, ".15g")


def duration(value: datetime.timedelta) -> str:
    seconds = int(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
