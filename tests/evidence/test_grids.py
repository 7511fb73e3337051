"""Workbooks and tables of text through the real isolated decoder: cells, dates, facts, finding, hostile files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.evidence import grids, kinds
from desktop.evidence.answers import NonsenseError
from desktop.evidence.document import Document
from models.views.cells import Area, Cell, CellHit, Sheet, column_name, column_number
from tests.evidence import grid_files

Open = Callable[..., Document]


@pytest.fixture
def shown(tmp_path: Path, open_file: Open) -> Callable[[str, bytes], Document]:
    def work(name: str, data: bytes) -> Document:
        (tmp_path / name).write_bytes(data)
        return open_file(tmp_path / name)

    return work


Shown = Callable[[str, bytes], Document]


def texts(document: Document, sheet: int, *window: int) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.cells(sheet, *window).rows]


def test_a_workbook_shows_what_the_file_stores(shown: Shown) -> None:
    document = shown("payments.xlsx", grid_files.payments())
    assert document.info.reader == "grid" and document.info.format == "xlsx"
    assert document.sheets() == (Sheet("Выплаты", 43, 5), Sheet("Alt & neu", 3, 31))
    assert [(size.width, size.height) for size in document.info.pages] == [(5, 43), (31, 3)]
    head = document.cells(0, 1, 2)
    assert [cell.text for cell in head.rows[0]] == ["", "Дата", "Сумма", "Получатель", "Проверено"]
    assert head.rows[1][1:] == (
        Cell("date", "2026-01-01"),
        Cell("number", "1000.5"),
        Cell("text", "получатель 0, счёт 40817810000"),
        Cell("flag", "TRUE"),
    )
    assert not head.last
    # the stored result of a formula; a number of sixteen digits is not rounded
    end = document.cells(0, 42, 100, 2, 1)
    assert end.rows == ((Cell("number", "77777"),),) and end.last
    assert texts(document, 1, 0, 3, 0, 1) == [["1234567890123451"], [], []]
    assert texts(document, 1, 2, 1, 30, 5) == [["weit rechts"]]
    assert document.info.facts["grid.formulas"] == "yes" and document.info.facts["office.hyperlinks"] == "1"
    assert document.info.warnings == ("hidden_sheets",)


def test_macros_links_and_embedded_things_are_facts(shown: Shown) -> None:
    document = shown("macros.xlsm", grid_files.with_macros_and_links())
    assert set(document.info.warnings) == {"hidden_sheets", "macros", "outside_links", "embedded_objects"}
    facts = document.info.facts
    assert (facts["office.macros"], facts["office.links"], facts["office.objects"]) == ("yes", "1", "1")
    assert texts(document, 0, 3, 1, 3, 1) == [["получатель 1, счёт 40817810001"]]


def test_cells_are_found_wherever_they_are(shown: Shown) -> None:
    document = shown("payments.xlsx", grid_files.payments(3000))
    assert document.find_cells("СЧЕТ 40817812999") == (CellHit(0, 3001, 3),)
    assert document.find_cells("rechts") == (CellHit(1, 2, 30),)
    assert len(document.find_cells("получатель")) == 2000  # no more are shown
    assert document.find_cells("nowhere") == () == document.find_cells("  ")


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "cp1251"), ("\t", "utf-16"), ("|", "utf-8")])
def test_tables_of_text(shown: Shown, separator: str, encoding: str) -> None:
    rows = [
        ["Дата", "Сумма", "Основание платежа"],
        ["01.02.2026", "1 000,50", 'ООО "Ромашка", аванс'],
        ["", "7", "налог"],
    ]
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    text = "\r\n".join(separator.join(row) for row in quoted) + "\r\n"
    document = shown("table.txt", text.encode(encoding))
    assert document.info.format == "csv", document.info
    assert document.sheets() == (Sheet("", 3, 3),)
    assert texts(document, 0, 0, 10) == rows
    assert all(cell.kind in ("text", "empty") for row in document.cells(0, 0, 10).rows for cell in row)


def test_line_ends_inside_cells_and_rows_of_other_lengths(shown: Shown) -> None:
    data = b'a;b\n"first\nsecond; third";2\n1;2\n1;2;3;4\n'
    # the last row is odd, so the text is none of the sure tables: it is read as text, and as a table on request
    assert kinds.sniff(len(data), lambda at, count: data[at : at + count]).format == "text"
    document = shown("notes.csv", data[:-8])
    assert texts(document, 0, 0, 5) == [["a", "b"], ["first\nsecond; third", "2"], ["1", "2"]]


@pytest.mark.parametrize(
    "text",
    [
        "Свидетель пояснил, что был дома.\nОн показал, что слышал шум.\nЗатем, по его словам, всё стихло.\n",
        "first line;\nsecond line;\nthird line;\n",
        "\tindented\n\tparagraph\n",
        '{"a": 1,"b": 2,"c": 3}\n{"a": 1,"b": 2,"c": 3}\n',
        "one, two\n",
        "[12.03.24, 10:15:00] Anna: hello\n[12.03.24, 10:16:00] Boris: hello\n[12.03.24, 10:17:00] Anna: bye\n",
        "",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    data = text.encode()
    assert kinds.sniff(len(data), lambda at, count: data[at : at + count]).format != "csv"


def test_text_with_zeros_and_marks_of_direction(shown: Shown) -> None:
    data = b"a;b;c\n" * 2000 + "x\0y;\u202e1;\x07\n".encode()
    document = shown("zeros.csv", data)
    assert texts(document, 0, 2000, 1) == [["x�y", "⟨U+202E⟩1", "�"]]


def refused(shown: Shown, name: str, data: bytes) -> str:
    with pytest.raises(KnownError) as refusal:
        shown(name, data)
    return refusal.value.code


def test_a_million_rows_that_are_declared(shown: Shown) -> None:
    document = shown(
        "tall.xlsx",
        grid_files.raw('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'),
    )
    assert document.sheets()[0] == Sheet("Выплаты", 1_048_576, 2)
    assert texts(document, 0, 1_048_575, 10) == [["", "2"]]
    corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert refused(shown, "wide.xlsx", grid_files.raw(corner)) == "evidence.too_big"


def test_bombs_and_laughs(shown: Shown) -> None:
    assert refused(shown, "bomb.xlsx", grid_files.swollen(grid_files.payments())) == "evidence.too_big"
    # its blanks run through and nothing is kept of them
    assert shown("liar.xlsx", grid_files.liar()).sheets()[0].columns == 0
    laughing = grid_files.raw('<row r="1"><c r="A1" t="inlineStr"><is><t>&m;</t></is></c></row>', grid_files.LAUGHS)
    document = shown("laughs.xlsx", laughing)
    assert document.sheets()[0].columns == 0 and "damaged" in document.info.warnings
    assert document.sheets()[1].columns == 31  # the other sheet is read all the same


def test_damaged_and_strange_workbooks(shown: Shown, tmp_path: Path) -> None:
    whole = grid_files.payments()
    assert refused(shown, "cut.xlsx", whole[: len(whole) // 2]) == "evidence.damaged"
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>" * 3)
    assert refused(shown, "empty.xlsx", (tmp_path / "made.zip").read_bytes()) == "evidence.damaged"
    with pytest.raises(KnownError) as refusal:
        shown("a.xlsx", whole).cells(7, 0, 10)
    assert refusal.value.code == "evidence.no_page"
    with pytest.raises(KnownError):
        shown("b.xlsx", whole).cells(0, 0, 501)


def test_ranges_of_cells() -> None:
    assert [column_name(n) for n in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_name(n)) == n for n in range(0, 16_384, 37))
    assert Area.from_a1("B4:C7") == Area(3, 1, 6, 2) and Area(3, 1, 6, 2).a1() == "B4:C7"
    assert Area.from_a1("AA10").a1() == "AA10"
    for wrong in ("", "B", "4", "b4", "B04", "C7:B4", "B4:B4", "B4:C7:D8", "B4 ", "ZZZ1", "A9999999", "Sheet!B4"):
        with pytest.raises(ValueError):
            Area.from_a1(wrong)


@pytest.mark.parametrize(
    ("check", "data"),
    [
        (lambda data: grids._cells(data, 1, 1), b'[["tx"],["ty"]]'),
        (lambda data: grids._cells(data, 1, 1), b'[["tx","ty"]]'),
        (lambda data: grids._cells(data, 1, 1), b'[["qx"]]'),
        (lambda data: grids._cells(data, 1, 1), b"[[5]]"),
        (lambda data: grids._cells(data, 1, 1), b"[" * 100_000),
        (lambda data: grids._sheets(data, 1), b'[["a",1,99999]]'),
        (lambda data: grids._sheets(data, 2), b'[["a",1,1]]'),
        (lambda data: grids._hits(data, 1), b"[[1,0,0]]"),
        (lambda data: grids._hits(data, 1), b"[[0,-1,0]]"),
    ],
)
def test_nonsense_of_a_decoder_is_refused(check: Callable[[bytes], object], data: bytes) -> None:
    with pytest.raises(NonsenseError):
        check(data)


def test_a_search_that_does_not_come_forward_is_refused() -> None:
    with pytest.raises(NonsenseError):
        grids._next({"next": [0, 5]}, 1, (0, 5))
    assert grids._next({"next": None}, 1, (0, 5)) is None
