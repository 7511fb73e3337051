"""A citation's coordinates survive every rotation and zoom, to the unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from pytestqt.qtbot import QtBot

from models.views.evidence import CitationDraft, ImagePlace, PageFrame, PagePlace, PageSize, Reader
from tests.ui.evidence.conftest import Show, settle
from ui.evidence import geometry
from ui.evidence.canvas_paint import upright_areas
from ui.evidence.document_source import area_of
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.marks import BoxMark
from ui.evidence.page_layout import PageLayout, fitting_scale
from ui.evidence.turns import Turning

TURNS = st.sampled_from(geometry.TURNS)


@given(
    own=TURNS,
    turn=TURNS,
    left=st.integers(-300, 300),
    bottom=st.integers(-300, 300),
    x=st.tuples(st.integers(0, 60_000), st.integers(0, 60_000)),
    y=st.tuples(st.integers(0, 84_000), st.integers(0, 84_000)),
)
def test_pdf_rectangles_come_back_exactly(
    own: int, turn: int, left: int, bottom: int, x: tuple[int, int], y: tuple[int, int]
) -> None:
    frame = PageFrame(600.0, 840.0, float(left), float(bottom), own)
    rect = (min(x) + 100 * left, min(y) + 100 * bottom, max(x) + 100 * left, max(y) + 100 * bottom)
    shown = geometry.rect_to_view(frame, rect, "pdf", turn)
    assert geometry.rect_to_source(frame, shown, "pdf", turn) == rect


@given(
    turn=TURNS,
    x=st.tuples(st.integers(0, 4000), st.integers(0, 4000)),
    y=st.tuples(st.integers(0, 3000), st.integers(0, 3000)),
)
def test_picture_rectangles_come_back_exactly(turn: int, x: tuple[int, int], y: tuple[int, int]) -> None:
    frame = PageFrame(4000.0, 3000.0)
    rect = (min(x), min(y), max(x), max(y))
    shown = geometry.rect_to_view(frame, rect, "image", turn)
    assert geometry.rect_to_source(frame, shown, "image", turn) == rect


@given(turn=TURNS, x=st.floats(0, 600), y=st.floats(0, 840))
def test_points_turn_there_and_back(turn: int, x: float, y: float) -> None:
    size = PageSize(600, 840)
    there = geometry.turn_point(QPointF(x, y), size, turn)
    back = geometry.upright_point(there, size, turn)
    assert abs(back.x() - x) < 1e-6 and abs(back.y() - y) < 1e-6


@pytest.mark.parametrize("reader", ["pdf", "image"])
def test_a_rectangle_beyond_the_page_is_cut_to_it(reader: Reader) -> None:
    frame = PageFrame(100.0, 200.0)
    outside = QRectF(-50, -50, 400, 400)
    unit = 100 if reader == "pdf" else 1
    assert geometry.rect_to_source(frame, outside, reader) == (0, 0, 100 * unit, 200 * unit)


def cite(pane: EvidencePane, qtbot: QtBot) -> CitationDraft:
    with qtbot.waitSignal(pane.citation_made, timeout=5_000) as made:
        qtbot.keyClick(pane.canvas, Qt.Key.Key_C)
    return made.args[0]


def drag(pane: EvidencePane, qtbot: QtBot, start: QPointF, end: QPointF) -> None:
    view = pane.canvas.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start.toPoint())
    qtbot.mouseMove(view, end.toPoint())
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end.toPoint())


@pytest.mark.parametrize("page", [0, 1, 2, 3])
def test_marked_text_is_the_same_place_at_every_turn(show: Show, qtbot: QtBot, page: int) -> None:
    """By mouse, on pages that their file turns as well."""
    pane = show("turned.pdf")
    drafts = []
    for turn in geometry.TURNS:
        # by turning all pages or by turning this one alone
        pane.canvas.set_turning(Turning(turn) if page % 2 else Turning(0, {page: turn}))
        pane.canvas.set_percent(100)
        pane.canvas.go_to(page)
        settle(qtbot, pane)
        words = pane.viewer.source.words(page)
        start = words.text.index("\n3. Der Angeklagte") + 1
        end = words.text.index("3. März", start)
        pane.canvas.reveal(page, words.rects(start, end)[0])
        settle(qtbot, pane)
        middle = [words.rects(at, at + 1)[0].center() for at in (start, end)]
        near = [pane.canvas.to_screen_point(page, at) for at in middle]
        # a little before the first letter's middle and after the last one's, whichever way the line runs
        along = (near[1] - near[0]) / max(1, end - start)
        drag(pane, qtbot, near[0] - along * 0.3, near[1] - along * 0.3)
        drafts.append(cite(pane, qtbot))
    assert len({draft.place for draft in drafts}) == 1
    assert {draft.quote for draft in drafts} == {drafts[0].quote}
    assert drafts[0].quote == "3. Der Angeklagte wurde am"
    place = drafts[0].place
    assert isinstance(place, PagePlace) and place.page == page + 1
    left, bottom, right, top = place.rects[0]
    # where the file put the line: 72 pt from the left, third line under 760
    assert abs(left - 7200) < 150 and abs((bottom + top) / 2 - (76000 - 3 * 1700 + 350)) < 300 and right > left


def test_a_drawn_rectangle_is_the_same_place_at_every_turn_and_zoom(show: Show, qtbot: QtBot) -> None:
    pane = show("turned.pdf")
    pane.canvas.set_tool("box")
    places = []
    for turn in geometry.TURNS:
        for fit in ("width", "page"):
            pane.canvas.set_turn(turn)
            pane.canvas.set_fit(fit)
            pane.canvas.go_to(1)
            settle(qtbot, pane)
            area = QRectF(100.25, 200.5, 150.125, 80.75)
            pane.canvas.set_mark(BoxMark(1, area))
            places.append(cite(pane, qtbot).place)
    assert len(set(places)) == 1


def test_a_rectangle_drawn_by_mouse_lies_where_it_was_drawn(show: Show, qtbot: QtBot) -> None:
    pane = show("photo.jpg")
    for turn in geometry.TURNS:
        pane.canvas.set_turn(turn)
        pane.canvas.set_fit("page")
        settle(qtbot, pane)
        pane.canvas.set_tool("box")
        start, end = (pane.canvas.to_screen_point(0, QPointF(*at)) for at in ((60, 100), (240, 300)))
        drag(pane, qtbot, QPointF(QPoint(start.toPoint())), QPointF(QPoint(end.toPoint())))
        place = cite(pane, qtbot).place
        assert isinstance(place, ImagePlace)
        wanted = (60, 100, 240, 300)
        off = 1 / pane.canvas.scale + 1
        assert all(abs(got - want) <= off for got, want in zip(place.rects[0], wanted, strict=True)), (turn, place)


def test_a_citation_is_shown_at_the_place_that_it_was_made_from(show: Show, qtbot: QtBot) -> None:
    pane = show("turned.pdf")
    pane.canvas.set_tool("box")
    pane.canvas.go_to(2)
    settle(qtbot, pane)
    pane.canvas.set_mark(BoxMark(2, QRectF(50, 60, 200, 40)))
    place = cite(pane, qtbot).place
    for turn in geometry.TURNS:
        pane.canvas.set_turning(Turning(90, {1: 90, 2: turn}))
        pane.viewer.come_to(place)
        settle(qtbot, pane)
        assert isinstance(place, PagePlace)
        frame = pane.viewer.source.frames[2]
        again = geometry.rect_to_view(frame, place.rects[0], "pdf")
        assert all(abs(a - b) < 0.02 for a, b in zip(again.getRect(), (50, 60, 200, 40), strict=True))
        assert pane.canvas.to_screen(2, again).intersects(QRectF(pane.canvas.viewport().rect()))
        # and so are words that the search found: where the page has them, and in sight
        words = pane.viewer.source.words(2)
        start = words.text.index("30. März")
        pane.canvas.go_to(0)
        pane.viewer.come_to_words(2, start, 8, 0, ())
        qtbot.waitUntil(lambda: [light.rects for light in pane.canvas.highlights] != [place.rects], timeout=5_000)
        (light,) = pane.canvas.highlights
        found, wanted = upright_areas(pane.canvas, light)[0], area_of(words.rects(start, start + 8))
        assert wanted.adjusted(-2, -6, 2, 6).contains(found) and found.contains(wanted.center())
        assert QRectF(pane.canvas.viewport().rect()).contains(pane.canvas.to_screen(2, found).center())


@given(wide=st.integers(200, 2000), across=st.floats(50, 3000), columns=st.sampled_from((1, 2)))
def test_pages_that_fit_the_width_never_scroll_sideways(wide: int, across: float, columns: int) -> None:
    page = QSizeF(across, 800.0)
    scale = fitting_scale(QSizeF(across * columns, 800.0), wide, None, columns)
    assert wide - 3 <= PageLayout([page] * 4, scale, columns).width <= wide
