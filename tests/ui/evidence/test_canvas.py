"""Moving in the pages: keys, wheel, zoom, turn, tiles, and what is kept in memory."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.evidence.conftest import Room, Show, settle
from tests.ui.kit import plain_context
from ui.evidence import turns
from ui.evidence.document_source import DocumentSource
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.page_cache import PageCache
from ui.evidence.picture_loader import WHOLE_PIXELS, Wanted, tiles, whole


def press(qtbot: QtBot, pane: EvidencePane, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(pane.canvas, key, modifier or Qt.KeyboardModifier.NoModifier)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_pages_are_turned_by_keys(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    canvas = pane.canvas
    press(qtbot, pane, Qt.Key.Key_PageDown, CTRL)
    assert canvas.page == 1
    press(qtbot, pane, Qt.Key.Key_Right)
    assert canvas.page == 2
    press(qtbot, pane, Qt.Key.Key_Left)
    press(qtbot, pane, Qt.Key.Key_PageUp, CTRL)
    assert canvas.page == 0
    press(qtbot, pane, Qt.Key.Key_End)
    assert canvas.page == 11
    assert pane.header.number.text().endswith("p. 12/12")
    assert not pane.actions_["next"].isEnabled()
    press(qtbot, pane, Qt.Key.Key_Home)
    assert canvas.page == 0 and canvas.verticalScrollBar().value() < 20
    before = canvas.verticalScrollBar().value()
    press(qtbot, pane, Qt.Key.Key_PageDown)
    press(qtbot, pane, Qt.Key.Key_Down)
    assert canvas.verticalScrollBar().value() > before + canvas.viewport().height() // 2


def test_a_page_is_gone_to_by_its_number(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    press(qtbot, pane, Qt.Key.Key_G, CTRL)
    field = pane.viewer.bar.page
    assert field.hasFocus() and field.selectedText() == "1"
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pane.canvas.page == 6
    assert pane.canvas.hasFocus()
    settle(qtbot, pane)
    assert "Seite 7" in pane.canvas.accessibleDescription()


def test_zoom_by_keys_wheel_and_menu(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    canvas = pane.canvas
    assert canvas.fit == "width" and pane.actions_["width"].isChecked()
    wide = canvas.percent
    press(qtbot, pane, Qt.Key.Key_1, CTRL)
    assert canvas.percent == 100 and canvas.fit == "free"
    press(qtbot, pane, Qt.Key.Key_Plus, CTRL)
    assert canvas.percent == 125
    press(qtbot, pane, Qt.Key.Key_Minus, CTRL)
    assert canvas.percent == 100
    under = QPointF(300, 200)
    held = canvas.locate(under)
    for _ in range(3):
        turn = QWheelEvent(
            under,
            canvas.viewport().mapToGlobal(under),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas.viewport(), turn)
    assert canvas.percent == 133
    now = canvas.locate(under)
    assert held is not None and now is not None and now[0] == held[0]
    assert abs(now[1].x() - held[1].x()) < 2 and abs(now[1].y() - held[1].y()) < 2
    press(qtbot, pane, Qt.Key.Key_0, CTRL)
    assert canvas.fit == "page"
    assert canvas.page_rect(0).height() <= canvas.viewport().height()
    press(qtbot, pane, Qt.Key.Key_2, CTRL)
    assert canvas.percent == wide
    pane.viewer.bar.zoom.menu().actions()[-1].trigger()
    assert canvas.percent == 800
    assert pane.viewer.bar.zoom.text() == "800\u00a0%"


def test_the_window_grows_and_the_width_still_fits(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    before = pane.canvas.percent
    pane.resize(900, 640)
    settle(qtbot, pane)
    assert pane.canvas.percent > before
    rect = pane.canvas.page_rect(0)
    assert rect.left() >= 0 and rect.right() <= pane.canvas.viewport().width()
    for width in (420, 900, 500, 1100):
        pane.resize(width, 640)
        settle(qtbot, pane)
        assert pane.canvas.verticalScrollBar().value() == 0, "the beginning stays in sight"


def test_the_widest_page_can_be_seen_whole(show: Show, qtbot: QtBot) -> None:
    """The second and fourth page lie on their side and are wider than the first."""
    pane = show("turned.pdf")
    pane.canvas.set_percent(100)
    pane.canvas.go_to(1)
    settle(qtbot, pane)
    bar = pane.canvas.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert pane.canvas.page_rect(1).right() <= pane.canvas.viewport().width()
    bar.setValue(0)
    assert pane.canvas.page_rect(1).left() >= 0


def test_far_zoom_asks_for_tiles_within_the_budget(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    canvas = pane.canvas
    canvas.set_percent(800)
    canvas.go_to(3)
    settle(qtbot, pane)
    canvas.reveal(3, canvas.source.words(3).rects(0, 4)[0])
    settle(qtbot, pane)
    width, height = canvas.pixels(3)
    assert width * height > WHOLE_PIXELS
    seen = canvas.seen_tiles(3)
    assert seen and all(canvas.cache.get(tile.key) is not None for tile in seen)
    assert canvas.cache.used <= canvas.cache.budget
    # what is on the screen is the tile, not the coarse page stretched: letters have clean edges
    picture = canvas.viewport().grab().toImage()
    shades = {picture.pixelColor(x, y).lightness() for x in range(0, 500, 3) for y in range(0, 500, 3)}
    assert min(shades) < 40 and max(shades) > 240


def test_tiles_cover_what_is_seen_and_nothing_else() -> None:
    from PySide6.QtCore import QRect

    asked, tiled = whole(0, 5000, 7000, 0)
    assert tiled and asked.width * asked.height <= 1_600_000
    made = tiles(0, 5000, 7000, 0, QRect(1000, 2000, 600, 500))
    corners = [(0, 1024), (1024, 1024), (0, 2048), (1024, 2048)]
    assert [tile.clip for tile in made] == [(x, y, 1024, 1024) for x, y in corners]
    assert tiles(0, 5000, 7000, 0, QRect(6000, 0, 100, 100)) == []
    edge = tiles(0, 1500, 1500, 0, QRect(1400, 1400, 500, 500))
    assert [tile.clip for tile in edge] == [(1024, 1024, 476, 476)]


def test_the_cache_forgets_the_least_used_picture() -> None:
    from PySide6.QtGui import QImage

    cache = PageCache(budget=3 * 400)
    for page in range(3):
        cache.put(page, QImage(10, 10, QImage.Format.Format_RGB32))
    assert cache.get(0) is not None
    cache.put(3, QImage(10, 10, QImage.Format.Format_RGB32))
    assert cache.get(1) is None and cache.get(0) is not None and cache.used == 1200
    cache.put("big", QImage(50, 50, QImage.Format.Format_RGB32))
    assert len(cache) == 1 and cache.get("big") is not None


def test_reading_through_a_document_stays_within_the_budget(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    canvas = pane.canvas
    canvas.cache.budget = 6 << 20
    for _ in range(11):
        press(qtbot, pane, Qt.Key.Key_Right)
        settle(qtbot, pane)
        assert canvas.cache.get(canvas.page) is not None
        assert canvas.cache.used <= canvas.cache.budget
    # one page behind is there already
    assert canvas.cache.get(10) is not None


def test_a_turn_is_remembered_for_the_exhibit_and_no_id_is_written(
    pane: EvidencePane, library: Room, qtbot: QtBot
) -> None:
    pane.show_exhibit(library.ids["verdict.pdf"])
    settle(qtbot, pane)
    upright = pane.canvas.page_rect(0)
    press(qtbot, pane, Qt.Key.Key_R)
    assert pane.canvas.turn == 90
    settle(qtbot, pane)
    lying = pane.canvas.page_rect(0)
    assert lying.width() == upright.width() and lying.height() < upright.height()
    kept = pane.ctx.settings.window
    assert list(kept.values()) == ["90"]
    assert library.ids["verdict.pdf"] not in str(kept)
    pane.show_exhibit(library.ids["photo.jpg"])
    settle(qtbot, pane)
    assert pane.canvas.turn == 0
    pane.show_exhibit(library.ids["verdict.pdf"])
    settle(qtbot, pane)
    assert pane.canvas.turn == 90
    qtbot.keyClick(pane.canvas, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert pane.canvas.turn == 0 and not kept


def test_one_page_is_turned_by_itself_and_stays_so(
    pane: EvidencePane, library: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit = library.ids["verdict.pdf"]
    pane.show_exhibit(exhibit)
    settle(qtbot, pane)
    press(qtbot, pane, Qt.Key.Key_F9)
    canvas, strip = pane.canvas, pane.viewer.strip
    canvas.go_to(2)
    settle(qtbot, pane)
    asked: list[Wanted] = []
    draw = DocumentSource.picture
    monkeypatch.setattr(
        DocumentSource, "picture", lambda self, wanted, *done: (asked.append(wanted), draw(self, wanted, *done))[1]
    )
    press(qtbot, pane, Qt.Key.Key_R, CTRL)
    settle(qtbot, pane)
    assert canvas.page == 2 and canvas.turning == turns.Turning(0, {2: 90})
    assert {(wanted.page, wanted.turn) for wanted in asked if wanted.page == 2} == {(2, 90)}
    lying, upright = canvas.page_rect(2), canvas.page_rect(3)
    assert lying.width() > lying.height() and upright.width() < upright.height()
    assert strip.target(2).width() > strip.target(2).height() and strip.target(3).width() < strip.target(3).height()
    ready, small = canvas.cache.get(2), strip.cache.get(2)
    assert ready is not None and (ready.width(), ready.height()) == canvas.pixels(2)
    assert small is not None and small.width() > small.height()
    press(qtbot, pane, Qt.Key.Key_R)  # all pages, this one with them
    assert [canvas.turning.of(page) for page in (1, 2, 3)] == [90, 180, 90]
    kept = pane.ctx.settings.window
    assert list(kept.values()) == ["90 2:90"] and exhibit not in str(kept)
    pane.show_exhibit(library.ids["photo.jpg"])
    settle(qtbot, pane)
    assert canvas.turning == turns.UPRIGHT
    pane.show_exhibit(exhibit)
    settle(qtbot, pane)
    assert canvas.turning == turns.Turning(90, {2: 90}) == strip.turning
    canvas.go_to(2)
    press(qtbot, pane, Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, pane, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.turning == turns.UPRIGHT and not kept


def test_turns_are_spelled_and_read() -> None:
    for turning in (turns.UPRIGHT, turns.Turning(270), turns.Turning(0, {4: 180, 1: 90})):
        assert turns.read(turning.spelled()) == turning
    assert turns.read("17 x 3:45 5:90 ٣:90 -1:90") == turns.Turning(0, {5: 90})
    many = turns.UPRIGHT
    for page in range(turns.MOST_PAGES + 2):
        many = many.page_by(page, 90)
    assert len(many.pages) == turns.MOST_PAGES == len(turns.read(many.spelled()).pages)


def test_only_the_latest_turns_are_kept(qtbot: QtBot) -> None:
    settings = plain_context().settings
    for number in range(turns.MOST + 3):
        turns.remember(settings, f"exhibit {number}", turns.Turning(90))
    assert len(settings.window) == turns.MOST
    assert turns.remembered(settings, "exhibit 0") == turns.UPRIGHT
    assert turns.remembered(settings, f"exhibit {turns.MOST}") == turns.Turning(90)


@pytest.mark.parametrize("name", ["verdict.pdf", "notes.txt"])
def test_the_page_strip_shows_pages_and_goes_to_them(show: Show, qtbot: QtBot, name: str) -> None:
    pane = show(name)
    strip = pane.viewer.strip
    assert strip.isHidden()
    press(qtbot, pane, Qt.Key.Key_F9)
    assert strip.isVisible()
    strip.viewport().repaint()
    qtbot.waitUntil(lambda: strip.loader is not None and strip.loader.idle, timeout=10_000)
    if name == "verdict.pdf":
        # only what is seen was asked for
        assert strip.cache.get(0) is not None and strip.cache.get(11) is None
    second = strip.visualRect(strip.model().index(1, 0)).center()
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert pane.canvas.page == 1
    qtbot.keyClick(strip, Qt.Key.Key_End)
    assert pane.canvas.page == pane.viewer.source.pages - 1


@pytest.mark.parametrize("width", [260, 360, 584, 900])
def test_the_tools_keep_their_room_in_a_narrow_pane(show: Show, qtbot: QtBot, width: int) -> None:
    pane = show("verdict.pdf")
    bar = pane.viewer.bar
    bar.setParent(None)
    qtbot.addWidget(bar)
    bar.resize(width, bar.sizeHint().height())
    bar.show()

    def shown() -> list[QWidget]:
        tools = bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return sorted((tool for tool in tools if tool.isVisible()), key=lambda tool: tool.x())

    def in_order() -> bool:
        tools = shown()
        apart = all(left.geometry().right() <= right.x() for left, right in pairwise(tools))
        return bar.width() == width and apart and tools[-1].geometry().right() < width

    qtbot.waitUntil(in_order, timeout=5_000)
    assert bar.page in shown() and bar.zoom in shown()
    assert all(tool.width() >= tool.minimumSizeHint().width() for tool in shown())
    assert (len(shown()) == 12) == (width >= 584)
