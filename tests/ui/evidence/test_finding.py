"""Finding in an exhibit: all places, their count, on and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from tests.ui.evidence.conftest import Show, settle
from ui.evidence.canvas_paint import upright_areas
from ui.evidence.evidence_pane import EvidencePane

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def seek(pane: EvidencePane, qtbot: QtBot, words: str) -> None:
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F, CTRL)
    field = pane.viewer.find_bar.field
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(pane.viewer.finder.found, timeout=10_000):
        field.setText(words)
        qtbot.keyClick(field, Qt.Key.Key_Return)


def seen(pane: EvidencePane) -> bool:
    """Whether the current place is on the screen."""
    light = next(light for light in pane.canvas.highlights if light.role == "current")
    areas = upright_areas(pane.canvas, light)
    view = QRectF(pane.canvas.viewport().rect())
    return bool(areas) and view.contains(pane.canvas.to_screen(light.page, areas[0]).center())


@pytest.mark.parametrize(("name", "total", "pages"), [("verdict.pdf", 12, 12), ("notes.txt", 4, 4)])
def test_all_places_are_lit_and_counted(show: Show, qtbot: QtBot, name: str, total: int, pages: int) -> None:
    pane = show(name)
    words = "Приговор" if name == "verdict.pdf" else "строка 1 3"
    if name == "notes.txt":
        words = "начат в 5"
        total = len([n for n in range(1, 201) if str(n).startswith("5")])
    seek(pane, qtbot, words.upper())
    assert pane.viewer.find_bar.count.text() == f"1 of {total}"
    assert len(pane.canvas.highlights) == total
    assert [light.role for light in pane.canvas.highlights].count("current") == 1
    settle(qtbot, pane)
    assert seen(pane)


def test_on_to_the_next_place_and_around_the_end(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    seek(pane, qtbot, "seite")
    field, count = pane.viewer.find_bar.field, pane.viewer.find_bar.count
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert count.text() == "2 of 12" and pane.canvas.page == 1
    qtbot.keyClick(field, Qt.Key.Key_F3)
    assert count.text() == "3 of 12" and pane.canvas.page == 2
    for _ in range(3):
        qtbot.keyClick(pane.canvas, Qt.Key.Key_F3, SHIFT)
    assert count.text() == "12 of 12" and pane.canvas.page == 11
    qtbot.waitUntil(lambda: seen(pane), timeout=5_000)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F3)
    assert count.text() == "1 of 12"


def test_the_search_begins_at_the_page_one_is_on(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    pane.canvas.go_to(7)
    seek(pane, qtbot, "Seite")
    assert pane.viewer.find_bar.count.text() == "8 of 12"
    assert pane.canvas.page == 7


def test_nothing_found_is_said_and_the_page_stays(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    pane.canvas.go_to(5)
    seek(pane, qtbot, "nowhere in it")
    assert pane.viewer.find_bar.count.text() == "Not found"
    assert pane.canvas.page == 5 and not pane.canvas.highlights


def test_closing_takes_the_lights_away(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    seek(pane, qtbot, "Seite")
    field = pane.viewer.find_bar.field
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert pane.viewer.find_bar.isHidden() and not pane.canvas.highlights
    assert pane.canvas.hasFocus()


def test_marked_words_are_sought(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    from tests.ui.evidence.test_citing import mark

    mark(pane, "Urteil", 0)
    with qtbot.waitSignal(pane.viewer.finder.found, timeout=10_000):
        qtbot.keyClick(pane.canvas, Qt.Key.Key_F, CTRL)
    assert pane.viewer.find_bar.field.text() == "Urteil"
    assert pane.viewer.find_bar.count.text() == "1 of 12"


def test_another_exhibit_is_searched_for_the_same_words(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    seek(pane, qtbot, "angeklagte")
    show("turned.pdf")
    qtbot.waitUntil(lambda: pane.viewer.find_bar.count.text() == "1 of 160", timeout=10_000)
