"""Octets in the pane: of kinds without a viewer, of damaged files, of any exhibit; found, marked, copied on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.views.evidence import WholePlace
from tests.ui.evidence.conftest import Room, Show, settle
from tests.ui.kit import nameless
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.hex_view import HexView
from ui.evidence.octets import BLOCK, CHUNK, Octets, needles, position

CTRL, SHIFT, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton
AT = 3 * CHUNK - 3  # across the edge of what is searched at once
BIG = b"MZ" + bytes(range(256)) * (4 * CHUNK // 256)


def program() -> bytes:
    data = bytearray(BIG)
    data[AT : AT + 12] = "тайник".encode("cp1251") + b"secret"
    return bytes(data)


@pytest.fixture(scope="module")
def programs(library: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    path = Path(tmp_path_factory.mktemp("programs") / "program.exe")
    path.write_bytes(program())
    library.admit(path)
    return library


def octets_of(pane: EvidencePane, qtbot: QtBot) -> HexView:
    qtbot.waitUntil(lambda: pane.others.octets_shown, timeout=10_000)
    view = pane.others.current
    assert isinstance(view, HexView)
    view.canvas.viewport().repaint()
    qtbot.waitUntil(lambda: view.octets is not None and view.octets.idle, timeout=5_000)
    return view


@pytest.fixture
def view(show: Show, programs: Room, qtbot: QtBot) -> HexView:
    pane = show("program.exe")
    pane.window().resize(900, 640)
    assert pane.stack.currentWidget() is pane.card and "no viewer" in pane.card.sentence.text()
    qtbot.mouseClick(pane.card.octets, LEFT)
    return octets_of(pane, qtbot)


def test_a_kind_without_a_viewer_shows_its_octets(view: HexView, pane: EvidencePane, qtbot: QtBot) -> None:
    assert view.canvas.hasFocus() and "no viewer" in view.sentence.text()
    assert view.octets.here(0, 4) == b"MZ\x00\x01"
    assert not nameless(pane)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    assert view.canvas.caret == 17 and view.offset.text() == "0x11"
    qtbot.keyClick(view.canvas, Qt.Key.Key_End, CTRL)
    assert view.canvas.caret == len(BIG) - 1
    view.canvas.viewport().repaint()
    qtbot.waitUntil(lambda: view.octets.idle, timeout=5_000)
    assert view.octets.here(len(BIG) - 2, 10) == BIG[-2:]
    with qtbot.waitSignal(pane.citation_made, timeout=5_000) as made:
        QTest.keyClick(view.canvas, Qt.Key.Key_C)
    assert made.args[0].place == WholePlace()


def test_a_narrow_pane_has_eight_a_line_and_nothing_scrolls_sideways(
    view: HexView, pane: EvidencePane, qtbot: QtBot
) -> None:
    canvas = view.canvas
    canvas.go_to(160 * 16)
    first = canvas.verticalScrollBar().value() * 16
    pane.window().resize(560, 640)
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() * 8 == first, timeout=5_000)
    assert canvas.horizontalScrollBar().maximum() == 0
    before = canvas.caret
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.caret == before + 8
    pane.window().resize(900, 640)
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() * 16 == first, timeout=5_000)
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.caret == before + 8 - 16


def test_a_click_stands_on_an_octet_and_dragging_marks(view: HexView, qtbot: QtBot) -> None:
    canvas = view.canvas
    where = QPoint(canvas._hex_x(5) + 2, canvas._height * 2 + 3)
    qtbot.mouseClick(canvas.viewport(), LEFT, pos=where)
    assert canvas.caret == 2 * 16 + 5 and canvas.mark is None
    letters = QPoint(canvas._char_x(9) + 1, canvas._height * 2 + 3)
    qtbot.mouseClick(canvas.viewport(), LEFT, SHIFT, pos=letters)
    assert canvas.mark == (37, 42)
    assert "5 octets marked" in view.told.text()


def test_text_and_octets_are_found_across_edges(view: HexView, pane: EvidencePane, qtbot: QtBot) -> None:
    qtbot.keyClick(view.canvas, Qt.Key.Key_F, CTRL)
    for typed, mark in (
        ("secret", (AT + 6, AT + 12)),
        ("тайник", (AT, AT + 6)),
        ("73 65 63 72 65 74", (AT + 6, AT + 12)),
        ("0x4d5a00", (0, 3)),
    ):
        view.find_bar.field.setText(typed)
        qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda mark=mark: view.canvas.mark == mark, timeout=5_000)
    view.find_bar.field.setText("nowhere at all")
    qtbot.keyClick(view.find_bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.find_bar.count.text() == "Not found", timeout=5_000)


def test_offsets_are_gone_to_as_they_are_typed(view: HexView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.canvas, Qt.Key.Key_G, CTRL)
    assert view.offset.hasFocus()
    qtbot.keyClicks(view.offset, "0x300000")
    qtbot.keyClick(view.offset, Qt.Key.Key_Return)
    assert view.canvas.hasFocus() and view.canvas.caret == 0x300000
    assert (position("4096"), position("1000h"), position("0x10"), position("x")) == (4096, 4096, 16, None)
    assert needles("4d 5a") == (b"MZ",) and needles("0x4D5A") == (b"MZ",) and needles("be")[0] == b"be"


def test_marked_octets_are_copied_on_record(view: HexView, pane: EvidencePane, programs: Room, qtbot: QtBot) -> None:
    for _ in range(3):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Right, SHIFT)
    before = programs.custody("program.exe").count("copied")
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged, timeout=5_000):
        QTest.keyClick(view.canvas, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "4D 5A 00 01"
    assert programs.custody("program.exe").count("copied") == before + 1


def test_the_octets_of_a_document_and_back(show: Show, pane: EvidencePane, library: Room, qtbot: QtBot) -> None:
    show("verdict.pdf")
    QTest.keyClick(pane.canvas, Qt.Key.Key_F8, SHIFT)
    view = octets_of(pane, qtbot)
    assert view.octets.here(0, 5) == b"%PDF-" and pane.viewer.source is None
    qtbot.mouseClick(view.back, LEFT)
    settle(qtbot, pane)
    assert pane.viewer.source is not None and view.octets is None
    QTest.keyClick(pane.canvas, Qt.Key.Key_F8, SHIFT)
    octets_of(pane, qtbot)
    pane.show_exhibit(library.ids["verdict.pdf"])  # whoever chooses it in the list gets its pages
    settle(qtbot, pane)
    assert pane.viewer.source is not None and not pane.others.octets_shown


def test_a_damaged_file_can_be_looked_into(show: Show, pane: EvidencePane, qtbot: QtBot) -> None:
    show("broken.pdf")
    qtbot.mouseClick(pane.card.octets, LEFT)
    assert octets_of(pane, qtbot).octets.here(0, 4) == b"%PDF"
    show("empty.pdf")
    assert not pane.card.octets.isVisible()


def test_no_more_blocks_are_kept_than_told(view: HexView, qtbot: QtBot) -> None:
    octets: Octets = view.octets
    for number in range(len(BIG) // BLOCK):
        octets.here(number * BLOCK, 1)
    qtbot.waitUntil(lambda: octets.idle, timeout=5_000)
    assert len(octets._blocks) <= 64
