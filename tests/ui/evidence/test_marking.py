"""Marking text and rectangles, by mouse and wholly by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from tests.ui.evidence.conftest import Show, settle
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.marks import BoxMark, TextMark
from ui.evidence.page_words import PageWords

SHIFT, CTRL, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)


def marked(pane: EvidencePane) -> str:
    return pane.viewer.marked_text()


def point(pane: EvidencePane, needle: str, page: int = 0) -> QPointF:
    """Where the first letter of some words stands on the screen."""
    words = pane.viewer.source.words(page)
    at = words.text.index(needle)
    return pane.canvas.to_screen(page, words.rects(at, at + 1)[0]).center()


@pytest.mark.parametrize("name", ["verdict.pdf", "notes.txt"])
def test_dragging_marks_text_within_a_line_and_over_lines(show: Show, qtbot: QtBot, name: str) -> None:
    pane = show(name)
    pane.canvas.set_percent(100)
    settle(qtbot, pane)
    view = pane.canvas.viewport()
    start, end = ("5. Der", "7. März") if name == "verdict.pdf" else ("Строка 5:", "начат в 7")
    here, there = point(pane, start) - QPointF(3, 0), point(pane, end) - QPointF(3, 0)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=here.toPoint())
    qtbot.mouseMove(view, there.toPoint())
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=there.toPoint())
    text = marked(pane)
    assert text.startswith(start)
    assert text.endswith(" ") and text.count("\n") == 2
    words = pane.viewer.source.words(0)
    mark = pane.canvas.mark
    assert isinstance(mark, TextMark)
    assert len(words.rects(mark.start, mark.end)) == 3


def test_two_clicks_take_a_word_and_shift_goes_on(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    pane.canvas.set_percent(100)
    settle(qtbot, pane)
    view = pane.canvas.viewport()
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point(pane, "Angeklagte").toPoint())
    assert marked(pane) == "Angeklagte"
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, SHIFT, (point(pane, "wurde") - QPointF(4, 0)).toPoint())
    assert marked(pane).strip() == "Angeklagte"
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point(pane, "wurde").toPoint())
    assert pane.canvas.mark is None


def test_text_is_marked_without_a_mouse(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    canvas = pane.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_F7)
    assert canvas.text_tool.caret_on and pane.actions_["caret"].isChecked()
    assert canvas.mark == TextMark(0, 0, 0)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    words = canvas.source.words(0)
    line = canvas.mark.caret
    assert words.line_of(line) == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, CTRL | SHIFT)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, CTRL | SHIFT)
    assert marked(pane) == "Der Angeklagte "
    qtbot.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    assert marked(pane) == "Der Angeklagte"
    qtbot.keyClick(canvas, Qt.Key.Key_End, SHIFT)
    assert marked(pane).startswith("Der Angeklagte wurde") and marked(pane).endswith("лист 1.")
    qtbot.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert marked(pane).count("\n") == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
    qtbot.keyClick(canvas, Qt.Key.Key_Home, SHIFT)
    assert marked(pane) == "1. "
    qtbot.keyClick(canvas, Qt.Key.Key_End, CTRL | SHIFT)
    assert marked(pane).endswith("лист 1.") and marked(pane).count("\n") == 39
    # the end of a long page was scrolled into sight
    caret = canvas.to_screen(0, words.caret(canvas.mark.caret))
    assert QRectF(canvas.viewport().rect()).contains(caret.center())
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert marked(pane) == "" and canvas.text_tool.caret_on
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.text_tool.caret_on and canvas.mark is None


def test_the_text_cursor_goes_on_to_the_next_page_and_back(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    canvas = pane.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_F7)
    qtbot.keyClick(canvas, Qt.Key.Key_End, CTRL)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: canvas.mark is not None and canvas.mark.page == 1, timeout=5_000)
    assert canvas.page == 1 and canvas.mark.caret == 0
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: canvas.mark is not None and canvas.mark.page == 0, timeout=5_000)


def test_all_text_of_the_page_is_marked(show: Show, qtbot: QtBot) -> None:
    pane = show("notes.txt")
    pane.canvas.go_to(1)
    settle(qtbot, pane)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_A, CTRL)
    assert marked(pane) == pane.viewer.source.text_here(1)
    assert marked(pane).startswith("Строка 61:")


def test_a_rectangle_is_drawn_without_a_mouse(show: Show, qtbot: QtBot) -> None:
    pane = show("photo.jpg")
    canvas = pane.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_B)
    assert canvas.tool is canvas.box_tool and pane.actions_["box"].isChecked()
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    page, start = canvas.box_tool.cross
    shown = canvas.to_screen_point(page, start)
    assert canvas.viewport().rect().contains(shown.toPoint())
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    for _ in range(5):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
        qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, CTRL)
    assert isinstance(canvas.mark, BoxMark)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    area = canvas.mark.area
    assert abs(area.width() * canvas.scale - 50) < 0.01 and abs(area.height() * canvas.scale - 51) < 0.01
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mark is None


def test_the_crosshair_moves_as_seen_on_a_turned_page_and_stays_on_it(show: Show, qtbot: QtBot) -> None:
    pane = show("photo.jpg")
    canvas = pane.canvas
    canvas.set_turn(90)
    settle(qtbot, pane)
    qtbot.keyClick(canvas, Qt.Key.Key_B)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    before = canvas.to_screen_point(*canvas.box_tool.cross)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    after = canvas.to_screen_point(*canvas.box_tool.cross)
    assert abs(after.x() - before.x() - 10) < 0.01 and abs(after.y() - before.y()) < 0.01
    for _ in range(60):
        qtbot.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    _page, at = canvas.box_tool.cross
    assert 0 <= at.x() <= 300 and 0 <= at.y() <= 400


def test_a_click_is_not_a_rectangle(show: Show, qtbot: QtBot) -> None:
    pane = show("photo.jpg")
    qtbot.keyClick(pane.canvas, Qt.Key.Key_B)
    qtbot.mouseClick(pane.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pane.canvas.viewport().rect().center())
    assert pane.canvas.mark is None


def test_letters_of_other_scripts_and_directions() -> None:
    """Hebrew runs to the left, a page may be lying: gaps follow the order of the text."""
    text = "שלום"
    boxes = [(30.0 - 10 * i, 0.0, 40.0 - 10 * i, 12.0) for i in range(4)]
    words = PageWords(text, boxes)
    assert words.nearest(QPointF(39, 6)) == 0 and words.nearest(QPointF(1, 6)) == 4
    assert words.caret(0).x() == 40 and words.caret(4).x() == 0
    lying = PageWords("abcd", [(0.0, 30.0 - 10 * i, 12.0, 40.0 - 10 * i) for i in range(4)])
    assert len(lying.lines) == 1
    assert lying.nearest(QPointF(6, 39)) == 0 and lying.nearest(QPointF(6, 2)) == 4
    assert lying.rects(1, 3) == [QRectF(0, 10, 12, 20)]
    assert lying.caret(1).height() == 0 and lying.caret(1).width() == 12
    combined = PageWords("e\u0301a", [(0.0, 0.0, 6.0, 10.0), (0.0, 0.0, 0.0, 0.0), (6.0, 0.0, 12.0, 10.0)])
    assert combined.right(0) == 2 and combined.left(2) == 0
    broken = PageWords("a\r\nb", [(0.0, 0.0, 6.0, 10.0), (0, 0, 0, 0), (0, 0, 0, 0), (0.0, 20.0, 6.0, 30.0)])
    assert broken.right(1) == 3 and broken.left(3) == 1
    empty = PageWords("", [])
    assert empty.nearest(QPointF(5, 5)) == 0 and empty.word_at(0) == (0, 0) and empty.rects(0, 9) == []
