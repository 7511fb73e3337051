"""Spreadsheets and tables of text as sheets of cells. Formulas are not run: the results stored in the file are shown.

Workbooks (xlsx, xlsm, xlsb, xls, ods) by calamine; comma- and tab-separated texts by the csv module with the separator
that the text shows. Reader version `grid/1`: a sheet's name and A1 ranges as the file has them.
"""

from __future__ import annotations

import csv
import datetime
import decimal
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Literal

import python_calamine as calamine

from desktop.evidence.decoder import ole_facts, text, wire
from desktop.evidence.decoder.package import blocks, holds, opened, told
from desktop.evidence.decoder.sheet import MOST_COLUMNS, Room, Sheet
from desktop.evidence.decoder.source import Source
from desktop.evidence.decoder.tabular import separator_of

MOST_SHEETS = 1_000
MOST_WORKBOOK = 128 << 20
MOST_TEXT = 64 << 20
MOST_SPREAD = 12_000_000  # cells of the rectangle around a sheet's cells: calamine holds all of them
_SMALL = 8 << 20  # sheets of more XML than this are taken to be as wide as they are long

_REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(r"xl/(work|chart|macro)sheets/[^/]+\.xml$", re.IGNORECASE)
_DRAWN = re.compile(r"(xl/(drawings/drawing|charts/chart)|Pictures/|Object )", re.IGNORECASE)
_NAMES = {"\t": "tab", ";": ";", "|": "|", ",": ","}


class GridReader:
    """A file of sheets; `pages` of its description are sheets, (columns, rows) their sizes."""

    name: Literal["grid"] = "grid"

    def __init__(self, source: Source) -> None:
        self._told: dict[str, str] = {"text.reader": "grid/1"}
        self._noticed: list[str] = []
        self._drawn = False  # pictures, charts or text boxes lie on its sheets
        self._room = Room()
        head = source.head(8)
        if head[:2] == b"PK" or head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            self.sheets = self._workbook(source, zipped=head[:2] == b"PK")
        else:
            self.sheets = [self._table(source)]
        self.count = len(self.sheets)

    def facts(self) -> dict[str, str]:
        return self._told

    def warnings(self) -> list[str]:
        return [*self._noticed, "cut"] if self._room.cut else self._noticed

    def sizes(self) -> list[int]:
        return [number for sheet in self.sheets for number in (sheet.columns, sheet.rows)]

    def _workbook(self, source: Source, *, zipped: bool) -> list[Sheet]:
        if source.size > MOST_WORKBOOK:
            raise wire.RefusedError("too_big")
        if zipped:
            self._look(opened(source))
        else:
            facts, notes = ole_facts.told(source)
            self._told |= facts
            self._noticed += notes
        source.seek(0)
        try:
            book = calamine.CalamineWorkbook.from_filelike(source)
            metadata = book.sheets_metadata[:MOST_SHEETS]
        except calamine.PasswordError:
            raise wire.RefusedError("encrypted") from None
        except calamine.CalamineError:
            raise wire.RefusedError("damaged") from None
        self._told["grid.sheets"] = str(len(book.sheet_names))
        hidden = [data for data in metadata if data.visible != calamine.SheetVisibleEnum.Visible]
        if hidden:
            self._told["grid.hidden"] = str(len(hidden))
            self._noticed.append("hidden_sheets")
        sheets: list[Sheet] = []
        names: set[str] = set()
        for index, data in enumerate(metadata):
            name = _unique(data.name, names)
            try:
                found = book.get_sheet_by_index(index)
            except calamine.CalamineError:
                # a sheet of nothing but a chart, or a damaged one: the others are read all the same
                if data.typ == calamine.SheetTypeEnum.WorkSheet and "damaged" not in self._noticed:
                    self._noticed.append("damaged")
                sheets.append(Sheet(name, 0, 0, (), self._room))
                continue
            end = found.end
            rows, columns = (0, 0) if end is None else (end[0] + 1, end[1] + 1)
            sheets.append(Sheet(name, rows, columns, _rows(found), self._room))
        if self._drawn or not any(sheet.rows for sheet in sheets):
            self._noticed.append("cells_only")
        return sheets

    def _look(self, package: zipfile.ZipFile) -> None:
        """Facts of a zipped workbook; a few cells far apart are refused before memory for all between is taken."""
        facts, notes = told(package)
        formulas = False
        for member in package.infolist():
            if _SHEET.match(member.filename):
                if member.file_size <= _SMALL and _spread(blocks(package, member.filename, _SMALL)) > MOST_SPREAD:
                    raise wire.RefusedError("too_big")
                formulas = formulas or holds(package, member.filename, b"<f>", b"<f ")
            elif _DRAWN.match(member.filename):
                self._drawn = True
            elif member.filename == "content.xml":
                formulas = formulas or holds(package, member.filename, b"table:formula=")
        if formulas:
            facts["grid.formulas"] = "yes"
        self._told |= facts
        self._noticed += notes

    def _table(self, source: Source) -> Sheet:
        data = source.part(0, MOST_TEXT)
        self._room.cut = source.size > len(data)
        encoding, whole = text.decode(data)
        del data
        separator = separator_of(whole[: 64 << 10], cut=len(whole) > 64 << 10) or ","
        rows, columns = 0, 0
        csv.field_size_limit(1 << 20)
        try:
            for cells in _records(whole, separator):
                rows, columns = rows + 1, max(columns, len(cells))
        except csv.Error:
            raise wire.RefusedError("damaged") from None
        self._told |= {"text.encoding": encoding, "grid.separator": _NAMES[separator]}
        return Sheet("", rows, min(columns, MOST_COLUMNS), _records(whole, separator), self._room)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[list[object]]:
    for row in sheet.iter_rows():
        yield list(row)


def _records(whole: str, separator: str) -> Iterator[list[object]]:
    # a NUL would end the csv module's work on some versions of Python
    lines = io.StringIO(whole.replace("\0", "\ufffd"), newline="")
    for record in csv.reader(lines, delimiter=separator):
        yield list(record)


def _spread(parts: Iterable[bytes]) -> int:
    """Cells in the rectangle around all cells that a sheet names."""
    least_row, most_row, least_column, most_column = 1 << 30, 0, 1 << 30, 0
    for block in parts:
        for letters, digits in _REFERENCE.findall(block):
            row, column = int(digits), _number(letters)
            least_row, most_row = min(least_row, row), max(most_row, row)
            least_column, most_column = min(least_column, column), max(most_column, column)
    return max(0, most_row - least_row + 1) * max(0, most_column - least_column + 1)


def _number(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = 26 * value + letter - 64
    return value


def _unique(name: str, names: set[str]) -> str:
    """Sheets of one name would make citations ambiguous."""
    kept, number = name[:200], 2
    while kept in names:
        kept, number = f"{name[:190]} ({number})", number + 1
    names.add(kept)
    return kept


def preload() -> None:
    """Read one tiny workbook and one tiny table, so that nothing has to be loaded later."""
    text.preload()
    assert all((decimal.Decimal, datetime.UTC))
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _TINY.items():
            package.writestr(name, content)
    GridReader(Source(len(book.getvalue()), _served(book.getvalue()))).sheets[0].window(0, 2, 0, 2)
    table = b"a;b\n1;2\n"
    GridReader(Source(len(table), _served(table))).sheets[0].window(0, 2, 0, 2)


def _served(data: bytes):  # type: ignore[no-untyped-def]
    return lambda position, count: data[position : position + count]


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TINY = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="b"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="b" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/>'
    '<xf numFmtId="14"/><xf numFmtId="46"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x'
    '</t></is></c><c r="B1" s="1"><v>45000.5</v></c><c r="C1" s="2"><v>45000</v></c><c r="D1" s="3"><v>0.5</v></c>'
    '<c r="E1" t="b"><v>1</v></c></row></sheetData></worksheet>',
}
