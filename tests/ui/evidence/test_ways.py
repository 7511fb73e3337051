"""Outline, links, page names, two pages beside each other, playing animations, camera data: by clicks and keys."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from models.views.evidence import ImagePlace
from tests.evidence.test_ways import book
from tests.ui.evidence.conftest import Room, settle
from tests.ui.evidence.files import turned
from tests.ui.evidence.test_canvas import CTRL, press
from tests.ui.kit import nameless, plain_context
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.geometry import TURNS
from ui.evidence.page_layout import GAP
from ui.evidence.turns import Turning

ALT = Qt.KeyboardModifier.AltModifier
# page, kind of place (ISO 32000-1, 12.3.2.2), where in user space
PLACES: tuple[tuple[int, str, dict[str, float]], ...] = (
    (0, "XYZ", {"left": 120, "top": 500}),
    (1, "XYZ", {"left": 300, "top": 500}),
    (2, "FitR", {"left": 250, "bottom": 100, "right": 500, "top": 400}),
)


@pytest.fixture
def pane(room: Room, qtbot: QtBot) -> Iterator[EvidencePane]:
    ctx = plain_context(services=room.services, jobs=room.jobs)
    made = EvidencePane(ctx)
    made.resize(900, 640)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_exhibit()


def open_file(qtbot: QtBot, room: Room, pane: EvidencePane, path: Path) -> None:
    room.admit(path)
    pane.show_exhibit(room.ids[path.name])
    settle(qtbot, pane)


def click(qtbot: QtBot, pane: EvidencePane, area: QRectF) -> None:
    """Click a rectangle of the current page, points from its upper left corner."""
    at = pane.canvas.to_screen(pane.canvas.page, area).center().toPoint()
    qtbot.mouseClick(pane.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))


@pytest.fixture
def opened(room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path) -> EvidencePane:
    open_file(qtbot, room, pane, book(tmp_path / "book.pdf"))
    qtbot.waitUntil(lambda: pane.actions_["outline"].isEnabled() and pane.actions_["link"].isEnabled())
    qtbot.waitUntil(lambda: pane.viewer.ways.label(0) == "i")
    return pane


def test_the_outline_leads_through_the_document(opened: EvidencePane, qtbot: QtBot) -> None:
    pane, tree = opened, opened.viewer.outline
    assert not tree.isVisible()
    press(qtbot, pane, Qt.Key.Key_F9, CTRL)
    assert tree.isVisible() and tree.hasFocus() and pane.actions_["outline"].isChecked()
    assert tree.topLevelItem(0).text(0) == "Часть I. Приговор"
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentItem().text(0) == "Установил:"
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert pane.canvas.page == 3 and pane.canvas.hasFocus()
    at = tree.visualItemRect(tree.topLevelItem(1)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pane.canvas.page == 6
    press(qtbot, pane, Qt.Key.Key_Left, ALT)
    assert pane.canvas.page == 3
    press(qtbot, pane, Qt.Key.Key_Left, ALT)
    assert pane.canvas.page == 0 and not pane.actions_["back"].isEnabled()
    press(qtbot, pane, Qt.Key.Key_Right, ALT)
    assert pane.canvas.page == 3
    settle(qtbot, pane)
    assert tree.currentItem().text(0) == "Установил:", "the tree follows the reader"
    assert nameless(pane) == []


def test_pages_show_what_they_call_themselves_and_are_cited_by_their_number(opened: EvidencePane, qtbot: QtBot) -> None:
    pane = opened
    assert pane.viewer.bar.of.text().endswith("· i")
    press(qtbot, pane, Qt.Key.Key_End)
    assert pane.viewer.bar.page.text() == "8" and pane.viewer.bar.of.text().endswith("· A-2")
    settle(qtbot, pane)
    with qtbot.waitSignal(pane.citation_made) as made:
        press(qtbot, pane, Qt.Key.Key_C)
    assert made.args[0].place.page == 8


def test_links_lead_inside_and_never_outside(opened: EvidencePane, qtbot: QtBot) -> None:
    pane = opened
    height = pane.viewer.source.size(0).height
    click(qtbot, pane, QRectF(80, height - 784, 200, 20))
    assert pane.canvas.page == 4 and pane.canvas.share() > 0.3
    press(qtbot, pane, Qt.Key.Key_Left, ALT)
    assert pane.canvas.page == 0
    click(qtbot, pane, QRectF(80, height - 757, 200, 14))
    assert pane.canvas.page == 0
    assert any("https://example.org/a?b=c" in banner.text for banner in pane.banners.banners())


def test_links_by_keyboard(opened: EvidencePane, qtbot: QtBot) -> None:
    pane = opened
    press(qtbot, pane, Qt.Key.Key_L)
    assert [light.rects for light in pane.canvas.highlights] == [((7200, 76000, 30000, 78500),)]
    press(qtbot, pane, Qt.Key.Key_Return)
    assert pane.canvas.page == 4 and not pane.canvas.highlights
    press(qtbot, pane, Qt.Key.Key_Left, ALT)
    for _ in range(3):
        press(qtbot, pane, Qt.Key.Key_L)
    press(qtbot, pane, Qt.Key.Key_Escape)
    assert not pane.canvas.highlights
    for _ in range(3):
        press(qtbot, pane, Qt.Key.Key_L)
    press(qtbot, pane, Qt.Key.Key_Return)
    assert pane.canvas.page == 6
    # no link here: nothing to choose, though the first page that was read has some
    settle(qtbot, pane)
    assert not pane.actions_["link"].isEnabled()
    pane.canvas.go_to(0)
    assert pane.actions_["link"].isEnabled()


def test_the_outline_comes_to_its_place_on_turned_and_cropped_pages(
    room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path
) -> None:
    """Pages that their file turns by 0 to 270 degrees, turned on by the reader; places of every kind."""
    with pikepdf.open(BytesIO(turned())) as pdf:
        with pdf.open_outline() as outline:
            for page, kind, place in PLACES:
                outline.root.append(pikepdf.OutlineItem(kind, page, kind, **place))
        pdf.save(tmp_path / "turned.pdf")
    open_file(qtbot, room, pane, tmp_path / "turned.pdf")
    canvas, tree = pane.canvas, pane.viewer.outline
    qtbot.waitUntil(pane.actions_["outline"].isEnabled)
    press(qtbot, pane, Qt.Key.Key_F9, CTRL)
    canvas.set_percent(120)
    high = canvas.viewport().height()
    for turn in TURNS:
        canvas.set_turning(Turning(0, {0: turn, 1: turn, 2: turn}))
        for at, (page, _kind, place) in enumerate(PLACES):
            canvas.go_to(3)
            tree.setCurrentItem(tree.topLevelItem(at))
            qtbot.keyClick(tree, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda page=page: pane.viewer.source.words_here(page) is not None)
            frame = pane.viewer.source.frames[page]
            spot = QPointF(*frame.shown(place.get("left", frame.left), place.get("top", frame.bottom + frame.height)))
            seen = canvas.to_screen_point(page, spot)
            assert canvas.page == page and 0 <= seen.x() <= canvas.viewport().width() and 0 <= seen.y() <= high
            assert abs(seen.y() - (GAP if turn in (0, 90) else high - GAP)) <= 2, (page, turn)


def test_two_pages_beside_each_other(opened: EvidencePane, qtbot: QtBot) -> None:
    pane, canvas = opened, opened.canvas
    press(qtbot, pane, Qt.Key.Key_3, CTRL)
    settle(qtbot, pane)
    left, right = canvas.page_rect(0), canvas.page_rect(1)
    assert left.top() == right.top() and right.left() - left.right() - 1 == GAP
    assert left.left() >= 0 and right.right() <= canvas.viewport().width()
    assert canvas.page_rect(2).top() > left.bottom()
    canvas.go_to(1)  # the links beside it can be chosen as well
    press(qtbot, pane, Qt.Key.Key_L)
    assert [light.page for light in canvas.highlights] == [0]
    press(qtbot, pane, Qt.Key.Key_Escape)
    canvas.go_to(0)
    found = canvas.locate(canvas.to_screen(1, QRectF(100, 100, 2, 2)).center())
    assert found is not None and found[0] == 1 and abs(found[1].x() - 101) < 2
    press(qtbot, pane, Qt.Key.Key_PageDown, CTRL)
    press(qtbot, pane, Qt.Key.Key_PageDown, CTRL)
    assert canvas.page == 2 and set(canvas.visible()) >= {2, 3}
    press(qtbot, pane, Qt.Key.Key_3, CTRL)
    assert canvas.page == 2 and canvas.page_rect(3).top() > canvas.page_rect(2).bottom()
    # as in a book: the first alone, then two and two; remembered, and taken back by the same key
    press(qtbot, pane, Qt.Key.Key_4, CTRL)
    assert canvas.page_rect(1).top() == canvas.page_rect(2).top() > canvas.page_rect(0).bottom()
    assert abs(canvas.page_rect(0).center().x() - canvas.viewport().width() / 2) <= 1
    assert pane.actions_["cover"].isChecked() and pane.actions_["pages2"].isChecked()
    place = pane.place()
    pane.close_exhibit()
    pane.restore_place(place)
    settle(qtbot, pane)
    assert (canvas.page, canvas.columns, canvas.cover) == (2, 2, True)
    press(qtbot, pane, Qt.Key.Key_4, CTRL)
    assert canvas.page_rect(2).top() == canvas.page_rect(3).top() and not pane.actions_["cover"].isChecked()


def test_an_animation_is_played_and_stepped(room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (60, 40), tint) for tint in ("red", "blue", "lime")]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:], duration=60)
    open_file(qtbot, room, pane, tmp_path / "moving.gif")
    assert pane.viewer.bar.of.text() == "of 3" and pane.actions_["play"].isEnabled()
    press(qtbot, pane, Qt.Key.Key_Right)
    assert pane.canvas.page == 1
    settle(qtbot, pane)
    with qtbot.waitSignal(pane.citation_made) as made:
        press(qtbot, pane, Qt.Key.Key_C)
    assert made.args[0].place == ImagePlace(2)
    seen: list[int] = []
    pane.canvas.page_changed.connect(seen.append)
    press(qtbot, pane, Qt.Key.Key_Space, CTRL)
    qtbot.waitUntil(lambda: {0, 1, 2} <= set(seen), timeout=5000)
    press(qtbot, pane, Qt.Key.Key_Space, CTRL)
    assert not pane.viewer.player.playing and not pane.actions_["play"].isChecked()


def test_nothing_to_play_in_a_photograph_and_its_camera_data_are_shown(
    room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0110] = "Kamera 5"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 17.8)})
    Image.new("RGB", (60, 40), "red").save(tmp_path / "photo.jpg", exif=exif)
    open_file(qtbot, room, pane, tmp_path / "photo.jpg")
    assert not pane.actions_["play"].isEnabled() and not pane.actions_["outline"].isEnabled()
    press(qtbot, pane, Qt.Key.Key_Return, ALT)
    sheet = pane.findChild(FactsSheet)
    assert sheet is not None and sheet.isVisible()
    said = {label.accessibleName() for label in sheet.facts.children() if hasattr(label, "accessibleName")}
    assert "Camera: Kamera 5" in said and "Place: latitude, longitude: 52.520000, 13.404944" in said
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_fits_every_frame_but_no_more(room: Room, tmp_path: Path) -> None:
    """A citation of a frame that the file has is accepted, one beyond is not."""
    from desktop.errors import KnownError
    from models.views.evidence import CitationDraft

    frames = [Image.new("RGB", (60, 40), tint) for tint in ("red", "blue")]
    frames[0].save(tmp_path / "two.tif", save_all=True, append_images=frames[1:])
    room.admit(tmp_path / "two.tif")
    exhibit = room.exhibit("two.tif")

    def cite(frame: int) -> None:
        draft = CitationDraft(exhibit.id, exhibit.sha256, ImagePlace(frame, ((1, 1, 9, 9),)))
        room.jobs.database(lambda: room.evidence.cite(room.case_id, draft, "answer", "x")).result()

    cite(2)
    with pytest.raises(KnownError):
        cite(3)
