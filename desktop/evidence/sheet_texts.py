"""Sheets of workbooks as texts for the search: the sheet's name, then a line for each row, cells parted by tabs.

So a place in such a text is a cell. A sheet is searched as far as MOST_POINTS go; the grid itself finds in all of it.
"""

from __future__ import annotations

from array import array

from desktop.evidence.document import Document
from models.views.cells import Area, Sheet
from models.views.evidence import PageFrame, PageText

ROWS_AT_ONCE = 200
MOST_POINTS = 60_000
_SPACES = str.maketrans("\t\r\n", "   ")


def of_sheet(document: Document, number: int, sheet: Sheet) -> PageText:
    """The text of one sheet. Raises KnownError where the decoder can't read it."""
    lines = [sheet.name.translate(_SPACES)]
    length, row = 0, 0
    while length < MOST_POINTS:
        window = document.cells(number, row, ROWS_AT_ONCE)
        for cells in window.rows:
            lines.append("\t".join(cell.text.translate(_SPACES) for cell in cells).rstrip("\t"))
            length += len(lines[-1]) + 1
        row += len(window.rows)
        if window.last or not window.rows:
            break
    return PageText("\n".join(lines)[:MOST_POINTS], array("i"), PageFrame(0, 0))


def cell_at(text: str, start: int) -> tuple[str, str]:
    """The sheet and the cell (`B4`) of a place in such a text; of its name, the first cell."""
    name, _, _rest = text.partition("\n")
    row = text.count("\n", 0, start) - 1
    if row < 0:
        return name, "A1"
    column = text.count("\t", text.rfind("\n", 0, start) + 1, start)
    return name, Area(row, column, row, column).a1()
