"""A workbook in the pane by real clicks and keys: sheets, finding, copying on record, citing cells and coming back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.views.cells import Area
from models.views.evidence import CellPlace, CitationDraft, WholePlace
from tests.evidence import grid_files
from tests.ui.evidence.conftest import Room
from tests.ui.evidence.test_citing import on_record
from tests.ui.kit import nameless, plain_context
from ui.assessment.texts import citation_name
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.grid_view import GridView

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def books(library: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    folder = tmp_path_factory.mktemp("books")
    made = {
        "payments.xlsx": grid_files.payments(400),
        "macros.xlsm": grid_files.with_macros_and_links(),
        "table.csv": "Дата;Сумма\n01.02.2026;1 000,50\n02.02.2026;7\n".encode("cp1251"),
        "bare.xlsx": grid_files.raw(""),
        "wide.xlsx": grid_files.raw(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        ),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
        library.admit(Path(folder / name))
    return library


def opened(pane: EvidencePane, room: Room, name: str, qtbot: QtBot) -> GridView:
    pane.show_exhibit(room.ids[name])
    qtbot.waitUntil(lambda: pane.others.current is not None, timeout=10_000)
    view = pane.others.current
    assert isinstance(view, GridView)
    settled(view, qtbot)
    return view


def settled(view: GridView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(view.sheets), timeout=5_000)
    view.table.viewport().repaint()
    qtbot.waitUntil(lambda: view.model.idle, timeout=5_000)


def click(view: GridView, row: int, column: int, qtbot: QtBot, keys: Qt.KeyboardModifier | None = None) -> None:
    at = view.table.visualRect(view.model.index(row, column)).center()
    modifier = keys or Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, modifier, QPoint(at))


def cited(pane: EvidencePane, qtbot: QtBot) -> CitationDraft:
    with qtbot.waitSignal(pane.citation_made, timeout=5_000) as made:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_C)
    return made.args[0]


def shown(view: GridView, row: int, column: int) -> str:
    return str(view.model.data(view.model.index(row, column)))


def test_cells_and_headings_are_those_of_the_file(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "payments.xlsx", qtbot)
    assert pane.stack.currentWidget() is view and view.table.hasFocus()
    assert [view.tabs.tabText(i) for i in range(view.tabs.count())] == ["Выплаты", "Alt && neu"]
    headings = [view.model.headerData(i, Qt.Orientation.Horizontal) for i in range(5)]
    assert headings == ["A", "B", "C", "D", "E"]
    assert view.model.headerData(1, Qt.Orientation.Vertical) == "2"
    assert shown(view, 1, 2) == "Сумма" and shown(view, 2, 2) == "1000.5"
    assert "403 rows" in view.extent.text()
    assert view.table.columnWidth(3) > view.table.columnWidth(0)
    assert nameless(pane) == []
    assert "hidden" in pane.banners.banners()[0].text


def test_a_click_shows_the_whole_cell_and_its_place(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "payments.xlsx", qtbot)
    click(view, 4, 3, qtbot)
    assert view.line.address.text() == "D5"
    assert view.line.text.text() == "получатель 2, счёт 40817810002"
    click(view, 6, 4, qtbot, SHIFT)
    assert view.line.address.text() == "D5:E7"
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert view.line.address.text() == "E8" or view.area is not None


def test_far_rows_come_when_they_are_wanted(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "payments.xlsx", qtbot)
    qtbot.keyClick(view.table, Qt.Key.Key_G, CTRL)
    assert view.line.address.hasFocus()
    view.line.address.setText("с403")  # a Cyrillic letter that looks like the column
    qtbot.keyClick(view.line.address, Qt.Key.Key_Return)
    settled(view, qtbot)
    assert view.table.hasFocus() and view.area == Area(402, 2, 402, 2)
    assert view.line.text.text() == "77777"


def test_sheets_by_keyboard(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "payments.xlsx", qtbot)
    qtbot.keyClick(view.table, Qt.Key.Key_PageDown, CTRL)
    settled(view, qtbot)
    assert view.sheet == 1 and shown(view, 0, 0) == "1234567890123451"
    qtbot.keyClick(view.table, Qt.Key.Key_PageUp, CTRL)
    assert view.sheet == 0
    view.tabs.setFocus()
    qtbot.keyClick(view.tabs, Qt.Key.Key_Right)
    assert view.sheet == 1


def test_finding_goes_through_all_sheets(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "payments.xlsx", qtbot)
    qtbot.keyClick(view.table, Qt.Key.Key_F, CTRL)
    assert view.find_bar.isVisible() and not pane.viewer.find_bar.isVisible()
    view.find_bar.field.setText("получатель 39")
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.find_bar.count.text() == "1 of 11", timeout=5_000)
    assert view.area == Area(41, 3, 41, 3)
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_F3)
    assert view.area == Area(392, 3, 392, 3) and (392, 3) in view.table.found
    view.find_bar.field.setText("rechts")
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.sheet == 1, timeout=5_000)
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Escape)  # empties the field
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Escape)
    assert not view.find_bar.isVisible() and view.table.hasFocus() and not view.table.found


def test_marked_cells_become_a_citation_that_leads_back(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "payments.xlsx", qtbot)
    click(view, 2, 1, qtbot)
    click(view, 3, 2, qtbot, SHIFT)
    draft = cited(pane, qtbot)
    exhibit = books.exhibit("payments.xlsx")
    assert draft.place == CellPlace("Выплаты", "B3:C4")
    assert draft.quote == "2026-01-01\t1000.5\n2026-01-02\t1001.5"
    assert (draft.exhibit_id, draft.sha256) == (exhibit.id, exhibit.sha256)
    assert citation_name(pane.ctx.words, draft) == f"{exhibit.number} · Выплаты, B3:C4"
    done = books.jobs.database(lambda: books.evidence.cite(books.case_id, draft, "answer", "D3")).result()
    assert done.value.place == draft.place
    # away, and back to the place from another exhibit
    opened(pane, books, "table.csv", qtbot)
    pane.show_exhibit(exhibit.id, done.value)
    qtbot.waitUntil(lambda: view.table.cited == Area(2, 1, 3, 2), timeout=10_000)
    assert view.table.flash == 1.0 and view.sheet == 0
    qtbot.waitUntil(lambda: view.table.flash == 0.0, timeout=3_000)
    # and again while it is open, from the other sheet
    qtbot.keyClick(view.table, Qt.Key.Key_PageDown, CTRL)
    pane.show_exhibit(exhibit.id, on_record(CitationDraft(exhibit.id, exhibit.sha256, CellPlace("Выплаты", "D200"))))
    assert view.sheet == 0 and view.table.cited == Area(199, 3, 199, 3)
    rect = view.table.visualRect(view.model.index(199, 3))
    assert view.table.viewport().rect().contains(rect.center())


def test_without_a_mark_the_sheet_is_cited(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    opened(pane, books, "table.csv", qtbot)
    draft = cited(pane, qtbot)
    assert draft.place == CellPlace("", "A1:B3")
    assert citation_name(pane.ctx.words, draft).endswith("· A1:B3")


def test_a_sheet_without_cells_says_so(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "bare.xlsx", qtbot)
    assert view.sheet == 1  # the first sheet that has something
    qtbot.keyClick(view.table, Qt.Key.Key_PageUp, CTRL)
    assert view.bare.isVisible() and not view.table.isVisible()
    view.tabs.setFocus()
    assert cited(pane, qtbot).place == WholePlace()


def test_copied_cells_are_on_record(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "table.csv", qtbot)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    # nothing is marked: the table does not copy the cell one is on behind the log's back
    qtbot.keyClick(view.table, Qt.Key.Key_C, CTRL)
    assert clipboard.text() == "before"
    qtbot.keyClick(view.table, Qt.Key.Key_A, CTRL)
    before = books.custody("table.csv").count("copied")
    with qtbot.waitSignal(clipboard.dataChanged, timeout=5_000):
        QTest.keyClick(view.table, Qt.Key.Key_C, CTRL)
    assert clipboard.text() == "Дата\tСумма\n01.02.2026\t1 000,50\n02.02.2026\t7"
    assert books.custody("table.csv").count("copied") == before + 1


def test_macros_and_links_are_said_and_a_hostile_book_is_refused(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    opened(pane, books, "macros.xlsm", qtbot)
    text = pane.banners.banners()[0].text
    assert "macros" in text and "Nothing was fetched" in text
    pane.show_exhibit(books.ids["wide.xlsx"])
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.card, timeout=10_000)
    assert "more memory" in pane.banners.banners()[0].text and pane.others.current is None


def test_one_comes_back_to_the_cell(pane: EvidencePane, books: Room, qtbot: QtBot) -> None:
    view = opened(pane, books, "payments.xlsx", qtbot)
    qtbot.keyClick(view.table, Qt.Key.Key_PageDown, CTRL)
    settled(view, qtbot)
    view._go(Area(2, 30, 2, 30))
    place = pane.place()
    opened(pane, books, "table.csv", qtbot)
    pane.restore_place(place)
    qtbot.waitUntil(lambda: view.sheet == 1 and view.table.currentIndex().column() == 30, timeout=10_000)
    assert view.table.currentIndex().row() == 2


def test_in_russian(books: Room, qtbot: QtBot) -> None:
    made = EvidencePane(plain_context("ru", services=books.services, jobs=books.jobs))
    made.resize(640, 480)
    qtbot.addWidget(made)
    made.show()
    view = opened(made, books, "payments.xlsx", qtbot)
    assert "403 строки" in view.extent.text()
    assert "макросы" not in made.banners.banners()[0].text and "скрыт" in made.banners.banners()[0].text
    made.close_exhibit()
