"""Annotations made, changed and taken back by real clicks and keys in the real pane, over a real vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.clock import FixedClock
from desktop.errors import KnownError
from desktop.evidence.annotations import GONE
from desktop.evidence.decoding import Decoders
from desktop.evidence.service import Evidence
from desktop.filing.annotation_list import AnnotationLists
from desktop.jobs import ThreadJobs
from desktop.paths import Paths
from desktop.vault.files import DISK_FULL
from desktop.vault.service import Vaults
from models.views.annotations import Annotation, AnnotationDraft
from models.views.cells import Area
from models.views.evidence import CellPlace, ImagePlace, MediaPlace, PagePlace, TextPlace
from tests.evidence import grid_files
from tests.evidence.recordings import wav
from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, make_room, settle, sheet_of
from tests.ui.kit import nameless, plain_context
from tests.vault.cheap import CHEAP, NOON, PASSPHRASE
from ui.assessment.texts import as_citation
from ui.evidence import geometry
from ui.evidence.annotation_sheet import AnnotationSheet
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.grid_view import GridView
from ui.evidence.labels_sheet import LabelsSheet
from ui.evidence.marks import TextMark
from ui.evidence.media_view import MediaView
from ui.evidence.note_layer import colours
from ui.evidence.print_notes_sheet import PrintNotesSheet
from ui.evidence.turns import Turning
from ui.evidence.undoing import Step, Undoing

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TURNS = (0, 90, 180, 270)
ZOOMS = (25, 60, 100, 233, 800)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, decoders: Decoders, jobs: ThreadJobs) -> Iterator[Room]:
    """A vault of its own: these tests write."""
    room = make_room(tmp_path_factory.mktemp("annotated"), decoders, jobs)
    incoming = room.folder / "incoming"
    incoming.mkdir()
    made = {
        "verdict.pdf": files.verdict(3),
        "turned.pdf": files.turned(),
        "photo.jpg": files.photo(),
        "notes.txt": files.notes(90),
        "payments.xlsx": grid_files.payments(40),
        "voice.wav": wav(20, silent_after=10),
        "letter.bin": b"\x00\x01nothing that a reader knows\xff" * 9,
    }
    for name, data in made.items():
        (incoming / name).write_bytes(data)
        room.admit(incoming / name)
    yield room
    jobs.database(room.vault.close).result()


@pytest.fixture
def pane(own: Room, qtbot: QtBot) -> Iterator[EvidencePane]:
    made = EvidencePane(plain_context(services=own.services, jobs=own.jobs))
    made.resize(900, 760)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_exhibit()
    clear(own)


def clear(room: Room) -> None:
    def work() -> None:
        for one in room.evidence.annotations.of_case(room.case_id):
            room.evidence.annotations.remove(one.id)

    room.jobs.database(work).result()


def show(pane: EvidencePane, own: Room, qtbot: QtBot, name: str) -> None:
    pane.show_exhibit(own.ids[name])
    settle(qtbot, pane)
    pane.canvas.setFocus()


def kept(own: Room, name: str) -> tuple[Annotation, ...]:
    """What the vault holds."""
    return own.jobs.database(lambda: own.evidence.annotations.of_exhibit(own.ids[name])).result()


def wait_for(pane: EvidencePane, qtbot: QtBot, count: int) -> tuple[Annotation, ...]:
    qtbot.waitUntil(lambda: len(pane.annotator.annotations) == count, timeout=5_000)
    return pane.annotator.annotations


def mark(pane: EvidencePane, needle: str, page: int = 0) -> None:
    words = pane.viewer.source.words(page)
    at = words.text.index(needle)
    pane.canvas.set_mark(TextMark(page, at, at + len(needle)))


def areas(pane: EvidencePane, page: int) -> list[QRectF]:
    """Where the annotations of a page lie on the screen."""
    return [area for _one, rects, _sign in pane.canvas.notes.on(pane.canvas, page) for area in rects]


def come_back(pane: EvidencePane, qtbot: QtBot) -> None:
    """A sheet was closed: its window has the keyboard again."""
    pane.window().activateWindow()
    qtbot.waitUntil(pane.isActiveWindow, timeout=5_000)
    pane.canvas.setFocus()


# making -----------------------------------------------------------------------------------------------------------


def test_marked_text_is_highlighted_by_a_key_and_kept_where_it_stands(
    pane: EvidencePane, own: Room, qtbot: QtBot
) -> None:
    show(pane, own, qtbot, "verdict.pdf")
    mark(pane, "am 7. März")
    expected = pane.viewer.source.words(0).rects(pane.canvas.mark.start, pane.canvas.mark.end)[0]
    qtbot.keyClick(pane.canvas, Qt.Key.Key_H)
    (one,) = wait_for(pane, qtbot, 1)
    assert (one.kind, one.quote, one.shared, one.mine) == ("highlight", "am 7. März", False, True)
    assert isinstance(one.place, PagePlace) and one.place.page == 1
    assert pane.canvas.mark is None and pane.canvas.notes.chosen == one.id
    (area,) = areas(pane, 0)
    seen = pane.canvas.to_screen(0, expected)
    assert abs(area.left() - seen.left()) < 1 and abs(area.right() - seen.right()) < 1
    pane.canvas.notes.chosen = ""
    picture = pane.canvas.viewport().grab().toImage()
    spot = area.center().toPoint()
    tints = {picture.pixelColor(x, spot.y()).name() for x in range(int(area.left()) + 1, int(area.right()))}
    assert colours(1)[0].name() in tints  # the ground is seen between the letters
    assert QColor("white").name() == picture.pixelColor(spot.x(), int(area.top()) - 4).name()
    assert kept(own, "verdict.pdf") == (one,)


@pytest.mark.parametrize(("key", "modifier", "kind"), [("U", None, "underline"), ("B", SHIFT, "box")])
def test_other_kinds_have_their_keys(
    pane: EvidencePane, own: Room, qtbot: QtBot, key: str, modifier: Qt.KeyboardModifier | None, kind: str
) -> None:
    show(pane, own, qtbot, "verdict.pdf")
    mark(pane, "am 9. März")
    qtbot.keyClick(pane.canvas, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert wait_for(pane, qtbot, 1)[0].kind == kind


def test_without_a_mark_nothing_is_highlighted_and_a_box_offers_its_tool(
    pane: EvidencePane, own: Room, qtbot: QtBot
) -> None:
    show(pane, own, qtbot, "verdict.pdf")
    said = pane.ctx.messages.listen()
    qtbot.keyClick(pane.canvas, Qt.Key.Key_H)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_B, SHIFT)
    assert pane.canvas.tool is pane.canvas.box_tool
    assert kept(own, "verdict.pdf") == ()
    assert isinstance(said, list)


def test_a_box_is_set_wholly_by_keyboard(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    show(pane, own, qtbot, "photo.jpg")
    canvas = pane.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_B)
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    for _step in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
        qtbot.keyClick(canvas, Qt.Key.Key_Down)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    box = canvas.to_screen(0, canvas.mark.area)
    qtbot.keyClick(canvas, Qt.Key.Key_B, SHIFT)
    (one,) = wait_for(pane, qtbot, 1)
    assert isinstance(one.place, ImagePlace) and one.kind == "box"
    (area,) = areas(pane, 0)
    for side in ("left", "top", "right", "bottom"):  # whole pixels of the photograph
        assert abs(getattr(area, side)() - getattr(box, side)()) <= canvas.scale


def test_a_pin_is_set_by_the_cross_and_by_a_click(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    show(pane, own, qtbot, "verdict.pdf")
    canvas = pane.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_P)
    assert canvas.tool is canvas.pin_tool and canvas.pin_tool.cross is not None
    qtbot.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    page, at = canvas.pin_tool.cross
    spot = canvas.to_screen_point(page, at)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    sheet = sheet_of(pane, AnnotationSheet)
    qtbot.keyClicks(sheet.text, "Whose stamp is this?")
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    (one,) = wait_for(pane, qtbot, 1)
    assert one.kind == "pin" and one.text == "Whose stamp is this?" and one.quote == ""
    assert canvas.tool is canvas.text_tool
    (area,) = areas(pane, page)
    assert (area.center() - spot).manhattanLength() < 1
    come_back(pane, qtbot)
    qtbot.keyClick(canvas, Qt.Key.Key_P)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    sheet = sheet_of(pane, AnnotationSheet)
    qtbot.mouseClick(sheet.cancel_button, Qt.MouseButton.LeftButton)
    assert kept(own, "verdict.pdf") == (one,), "a sheet that was given up leaves nothing"


def test_a_note_stands_on_a_page_and_on_an_exhibit_without_pages(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    for name, count in (("verdict.pdf", 1), ("letter.bin", 1)):
        show(pane, own, qtbot, name)
        assert pane.actions_["note"].isEnabled()
        pane.actions_["note"].trigger()
        qtbot.waitUntil(lambda: any(s.isVisible() for s in pane.findChildren(AnnotationSheet)), timeout=5_000)
        sheet = sheet_of(pane, AnnotationSheet)
        sheet.text.setPlainText("Ask for the original.")
        sheet.shared.setChecked(True)
        qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
        (one,) = wait_for(pane, qtbot, count)
        assert one.shared and one.kind == "note"
    found = own.jobs.database(lambda: own.evidence.annotations.of_case(own.case_id)).result()
    assert [type(one.place).__name__ for one in found] == ["PagePlace", "WholePlace"]


def test_text_pages_bear_annotations_in_their_own_units(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    show(pane, own, qtbot, "notes.txt")
    pane.canvas.go_to(1)
    settle(qtbot, pane)
    mark(pane, "допрос начат в 65 ч.", 1)
    expected = pane.viewer.source.words(1).rects(pane.canvas.mark.start, pane.canvas.mark.end)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_H)
    (one,) = wait_for(pane, qtbot, 1)
    assert isinstance(one.place, TextPlace) and one.place.line == 65 and one.quote == "допрос начат в 65 ч."
    for zoom in (50, 150):
        pane.canvas.set_percent(zoom)
        assert areas(pane, 1) == [pane.canvas.to_screen(1, area) for area in expected]
        assert areas(pane, 0) == []


def test_cells_bear_annotations_in_their_colour(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    pane.show_exhibit(own.ids["payments.xlsx"])
    qtbot.waitUntil(lambda: isinstance(pane.others.current, GridView), timeout=10_000)
    view = pane.others.current
    assert isinstance(view, GridView)
    qtbot.waitUntil(lambda: bool(view.sheets) and view.model.idle, timeout=5_000)
    spot = view.table.visualRect(view.model.index(3, 1)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.keyClick(view.table, Qt.Key.Key_H)
    (one,) = wait_for(pane, qtbot, 1)
    assert isinstance(one.place, CellPlace) and one.place.cells == "B4"
    assert view.table.notes == ((Area(3, 1, 3, 1), 1),)
    assert view.table.ground(3, 1) == [pane.ctx.theme.mark(1)] and view.table.ground(4, 1) == []
    view.tabs.setCurrentIndex(1)
    assert view.table.notes == (), "another sheet bears none of it"
    pane.notes.jump_wanted.emit(one.exhibit_id, as_citation(one.citation(), one.case_id))
    qtbot.waitUntil(lambda: view.sheet == 0 and view.table.cited == Area(3, 1, 3, 1), timeout=5_000)


def test_time_spans_bear_annotations(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    pane.show_exhibit(own.ids["voice.wav"])
    qtbot.waitUntil(lambda: isinstance(pane.others.current, MediaView), timeout=20_000)
    view = pane.others.current
    assert isinstance(view, MediaView)
    view.take_focus()
    view.mark((2_000, 5_000))
    pane.actions_["note"].trigger()
    qtbot.waitUntil(lambda: bool(pane.findChildren(AnnotationSheet)), timeout=5_000)
    sheet = sheet_of(pane, AnnotationSheet)
    sheet.text.setPlainText("Who speaks?")
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    (one,) = wait_for(pane, qtbot, 1)
    assert one.place == MediaPlace(2_000, 5_000) and view.time_bar.notes == [(one.place, 1)]
    assert "00:00:02" in pane.notes.list.list.rows.row_at(pane.notes.list.list.rows.index(0)).detail


# geometry ---------------------------------------------------------------------------------------------------------


def test_rectangles_come_back_to_the_unit_under_every_turn_and_zoom(
    pane: EvidencePane, own: Room, qtbot: QtBot
) -> None:
    """Pages that their file turns by 0–270 degrees, turned on by the reader, at 25–800 %: the same 1/100 pt."""
    rects = ((7213, 60117, 31009, 61533), (3001, 4001, 3002, 4002), (5000, 5000, 5000, 5000))

    def put() -> None:
        for page in range(1, 5):
            exhibit = own.evidence.exhibit(own.ids["turned.pdf"])
            place = PagePlace(page, rects)
            own.evidence.annotations.add(AnnotationDraft(exhibit.id, exhibit.sha256, place, "box"))

    own.jobs.database(put).result()
    show(pane, own, qtbot, "turned.pdf")
    wait_for(pane, qtbot, 4)
    canvas, source = pane.canvas, pane.viewer.source
    for page in range(4):
        canvas.go_to(page)
        settle(qtbot, pane)
    for zoom in ZOOMS:
        for turn in TURNS:
            # pages turned by themselves as well: the first as all are, the others on by 90, 180 and 270 degrees
            canvas.set_turning(Turning(turn, {1: 90, 2: 180, 3: 270}))
            canvas.set_percent(zoom)
            for page in range(4):
                found = areas(pane, page)
                assert len(found) == len(rects)
                for rect, area in zip(rects, found, strict=True):
                    corners = [canvas.locate_on(page, corner) for corner in (area.topLeft(), area.bottomRight())]
                    upright = QRectF(*corners).normalized()
                    assert geometry.rect_to_source(source.frames[page], upright, "pdf") == rect, (page, zoom, turn)
                sheet = QRectF(canvas.page_rect(page)).adjusted(-1, -1, 1, 1)
                assert all(sheet.contains(area.topLeft()) and sheet.contains(area.bottomRight()) for area in found)


@pytest.mark.parametrize(("turn", "zoom"), [(0, 233), (90, 60), (180, 60), (270, 233)])
def test_a_box_drawn_with_the_mouse_stays_on_the_pixel_where_it_was_drawn(
    pane: EvidencePane, own: Room, qtbot: QtBot, turn: int, zoom: int
) -> None:
    show(pane, own, qtbot, "turned.pdf")
    canvas = pane.canvas
    canvas.go_to(1)
    canvas.set_turn(turn)
    canvas.set_percent(zoom)
    settle(qtbot, pane)
    qtbot.keyClick(canvas, Qt.Key.Key_B)
    sheet = canvas.page_rect(canvas.page).intersected(canvas.viewport().rect())
    start, end = sheet.topLeft() + QPoint(40, 60), sheet.topLeft() + QPoint(170, 140)
    view = canvas.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, QPoint(100, 100))
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    qtbot.keyClick(canvas, Qt.Key.Key_B, SHIFT)
    wait_for(pane, qtbot, 1)
    page = canvas.page
    (area,) = areas(pane, page)
    drawn = QRectF(QPointF(start), QPointF(end))
    for side in ("left", "top", "right", "bottom"):
        assert abs(getattr(area, side)() - getattr(drawn, side)()) < 0.05, side
    pane.canvas.notes.chosen = ""
    picture = view.grab().toImage()
    line = colours(1)[1]
    edge = picture.pixelColor(start.x(), (start.y() + end.y()) // 2)
    assert abs(edge.lightness() - line.lightness()) < 40
    canvas.set_turn((turn + 90) % 360)
    canvas.set_turn(turn)
    canvas.go_to(page)
    again = areas(pane, page)[0]
    assert round(again.width(), 2) == round(area.width(), 2) and round(again.height(), 2) == round(area.height(), 2)


# back and forward -------------------------------------------------------------------------------------------------


def test_making_changing_and_deleting_are_taken_back_and_done_again(
    pane: EvidencePane, own: Room, qtbot: QtBot
) -> None:
    show(pane, own, qtbot, "verdict.pdf")
    mark(pane, "am 7. März")
    qtbot.keyClick(pane.canvas, Qt.Key.Key_H)
    (first,) = wait_for(pane, qtbot, 1)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: pane.annotator.annotations[0].colour == 2, timeout=5_000)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Delete)
    wait_for(pane, qtbot, 0)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Z, CTRL)
    assert wait_for(pane, qtbot, 1)[0].colour == 2
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: pane.annotator.annotations[0].colour == 1, timeout=5_000)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Z, CTRL)
    wait_for(pane, qtbot, 0)
    assert not pane.actions_["undo"].isEnabled() and pane.actions_["redo"].isEnabled()
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Z, CTRL | SHIFT)
    assert wait_for(pane, qtbot, 1)[0].id == first.id
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: pane.annotator.annotations[0].colour == 2, timeout=5_000)
    mark(pane, "am 9. März")
    qtbot.keyClick(pane.canvas, Qt.Key.Key_U)
    wait_for(pane, qtbot, 2)
    assert not pane.actions_["redo"].isEnabled(), "what is new closes the way forward"
    assert len(kept(own, "verdict.pdf")) == 2


def test_a_step_that_can_not_be_undone_does_not_block_those_before(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    show(pane, own, qtbot, "verdict.pdf")
    mark(pane, "am 7. März")
    qtbot.keyClick(pane.canvas, Qt.Key.Key_H)
    (first,) = wait_for(pane, qtbot, 1)
    mark(pane, "am 9. März")
    qtbot.keyClick(pane.canvas, Qt.Key.Key_U)
    (second,) = (one for one in wait_for(pane, qtbot, 2) if one.id != first.id)
    own.jobs.database(lambda: own.evidence.annotations.remove(second.id)).result()  # from another window
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Z, CTRL)
    assert wait_for(pane, qtbot, 1)[0].id == first.id
    assert any("“Underlining” can be neither undone nor redone" in one.text for one in pane.banners.banners())
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Z, CTRL)
    wait_for(pane, qtbot, 0)
    assert not pane.actions_["undo"].isEnabled() and pane.actions_["redo"].isEnabled()


def test_what_the_vault_can_not_write_now_can_be_undone_later() -> None:
    errors: list[Exception] = []
    told: list[tuple[str, bool]] = []
    done: list[str] = []
    undoing = Undoing()
    undoing.failed = lambda step, _error, dropped: told.append((step.name, dropped))

    def way(ended: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        failed(errors.pop()) if errors else ended()

    for name in ("first", "second"):
        undoing.did(Step(name, way, way))
    errors.append(KnownError(DISK_FULL))
    undoing.undo(lambda step: done.append(step.name))
    assert told == [("second", False)] and done == []
    undoing.undo(lambda step: done.append(step.name))
    assert done == ["second"] and undoing.can_redo
    errors.append(KnownError(GONE))
    undoing.redo(lambda step: done.append(step.name))
    assert told[1:] == [("second", True)] and undoing.can_undo and not undoing.can_redo
    errors.append(ValueError("a fault of ours"))
    undoing.undo(lambda step: done.append(step.name))
    assert told[2:] == [("first", True)] and done == ["second"] and not undoing.can_undo

    # what was queued before a step comes back while the step's own work is under way
    waiting: list[Callable[[], None]] = []
    later = Step("later", lambda ended, _failed: waiting.append(ended), lambda ended, _failed: waiting.append(ended))
    done.clear()
    undoing.did(later)
    undoing.undo(lambda step: done.append(step.name))
    undoing.did(Step("meanwhile", way, way))
    waiting.pop()()
    undoing.undo(lambda step: done.append(step.name))
    assert done == ["later", "meanwhile"] and not undoing.can_undo, "each is taken back once"
    undoing.redo(lambda step: done.append(step.name))
    undoing.redo(lambda step: done.append(step.name))
    undoing.did(Step("meanwhile", way, way))
    waiting.pop()()
    assert done[2:] == ["meanwhile", "later"] and not undoing.can_redo and undoing.can_undo


def test_a_click_chooses_and_a_key_opens_the_note(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    show(pane, own, qtbot, "verdict.pdf")
    mark(pane, "am 7. März")
    qtbot.keyClick(pane.canvas, Qt.Key.Key_H)
    (one,) = wait_for(pane, qtbot, 1)
    spot = areas(pane, 0)[0].center().toPoint()
    view = pane.canvas.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(30, 400))
    assert pane.annotator.current is None and not pane.annotator.delete_action.isEnabled()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
    assert pane.annotator.current == one
    qtbot.keyClick(pane.canvas, Qt.Key.Key_E)
    sheet = sheet_of(pane, AnnotationSheet)
    sheet.text.setPlainText("The date differs from the summons.")
    sheet.tag.setCurrentIndex(sheet.tag.findData("tag-contradiction"))
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.annotator.annotations[0].text != "", timeout=5_000)
    assert kept(own, "verdict.pdf")[0].tag == "tag-contradiction"


def test_signs_stand_in_the_margin_and_never_on_each_other(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    def put() -> None:
        exhibit = own.evidence.exhibit(own.ids["verdict.pdf"])
        for left in (7200, 20000, 33000):  # in one line of the page, in 1/100 pt
            place = PagePlace(1, ((left, 60000, left + 9000, 61100),))
            own.evidence.annotations.add(AnnotationDraft(exhibit.id, exhibit.sha256, place, "note", text="Why?"))

    own.jobs.database(put).result()
    show(pane, own, qtbot, "verdict.pdf")
    wait_for(pane, qtbot, 3)
    signs = [sign for _one, _areas, sign in pane.canvas.notes.on(pane.canvas, 0) if sign is not None]
    assert len(signs) == 3 and not any(one.intersects(other) for one in signs for other in signs if one is not other)
    assert min(sign.left() for sign in signs) > max(area.right() for area in areas(pane, 0))
    assert max(sign.right() for sign in signs) < pane.canvas.page_rect(0).right()


# list and bookmarks -----------------------------------------------------------------------------------------------


def annotated(own: Room) -> None:
    def put() -> None:
        exhibit = own.evidence.exhibit(own.ids["verdict.pdf"])
        photo = own.evidence.exhibit(own.ids["photo.jpg"])
        notes = own.evidence.annotations
        spot = PagePlace(3, ((7200, 60000, 20000, 61000),))
        notes.add(
            AnnotationDraft(exhibit.id, exhibit.sha256, spot, "highlight", 2, "tag-ask", "im März", "Which year?")
        )
        notes.add(AnnotationDraft(exhibit.id, exhibit.sha256, PagePlace(1), "doubt", 4, text="“Haft” is not “arrest”."))
        notes.add(AnnotationDraft(photo.id, photo.sha256, ImagePlace(1), "note", text="Faces are to be blacked out."))

    own.jobs.database(put).result()


def test_the_list_filters_jumps_and_cites(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    annotated(own)
    show(pane, own, qtbot, "verdict.pdf")
    wait_for(pane, qtbot, 2)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F9, SHIFT)
    rows = pane.notes.list
    assert pane.notes.isVisible() and rows.list.hasFocus() and len(rows.listed) == 2
    assert nameless(pane) == []
    rows.kind.setCurrentIndex(rows.kind.findData("doubt"))
    rows.kind.activated.emit(rows.kind.currentIndex())
    assert [one.kind for one in rows.listed] == ["doubt"]
    assert rows.list.rows.row_at(rows.list.rows.index(0)).chip == "doubt"
    rows.kind.setCurrentIndex(0)
    rows.kind.activated.emit(0)
    for needle, count in (("year", 1), ("applicant", 1), ("haft", 1), ("nothing of it", 0), ("", 2)):
        rows.search.setText(needle)
        qtbot.keyClick(rows.search, Qt.Key.Key_Return)
        assert len(rows.listed) == count, needle
    rows.list.setCurrentIndex(rows.list.rows.index(0))
    one = rows.current
    with qtbot.waitSignal(pane.citation_made) as made:
        qtbot.keyClick(rows.list, Qt.Key.Key_Return, CTRL)
    assert made.args[0].place == one.place and made.args[0].note == "" and made.args[0].quote == "im März"
    qtbot.keyClick(rows.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.canvas.page == 2, timeout=5_000)
    assert pane.canvas.hasFocus() and pane.annotator.current == one


def test_the_list_of_the_case_leads_to_another_exhibit(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    annotated(own)
    show(pane, own, qtbot, "verdict.pdf")
    pane.actions_["notes"].trigger()
    rows = pane.notes.list
    qtbot.mouseClick(rows.everything, Qt.MouseButton.LeftButton, pos=QPoint(8, rows.everything.height() // 2))
    qtbot.waitUntil(lambda: len(rows.listed) == 3, timeout=5_000)
    rows.list.setCurrentIndex(rows.list.rows.index(2))
    qtbot.keyClick(rows.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.exhibit is not None and pane.exhibit.id == own.ids["photo.jpg"], timeout=5_000)
    settle(qtbot, pane)
    wait_for(pane, qtbot, 1)
    qtbot.keyClick(rows.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(rows.listed) == 2, timeout=5_000)
    assert kept(own, "photo.jpg") == ()


def test_colours_and_tags_are_edited(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    annotated(own)
    show(pane, own, qtbot, "verdict.pdf")
    wait_for(pane, qtbot, 2)
    pane.actions_["notes"].trigger()
    qtbot.mouseClick(pane.notes.list.labels, Qt.MouseButton.LeftButton)
    sheet = sheet_of(pane, LabelsSheet)
    sheet.colours[1].setText("Facts")
    sheet.tags.setPlainText(sheet.tags.toPlainText().replace("Identity", "Who it is") + "\nMinors")
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    combo = pane.notes.list.tag
    qtbot.waitUntil(lambda: combo.findText("Minors") > 0, timeout=5_000)
    assert pane.notes.list.colour.itemText(2) == "Facts" and combo.findText("Who it is") > 0
    assert "Facts" in pane.notes.list.list.rows.row_at(pane.notes.list.list.rows.index(0)).detail


def test_the_list_is_printed(pane: EvidencePane, own: Room, tmp_path: Path, qtbot: QtBot) -> None:
    annotated(own)
    lists = own.jobs.database(
        lambda: AnnotationLists(own.vault, own.register, own.evidence, own.vault.store.clock)
    ).result()
    pane.ctx.services.annotation_lists = lists
    show(pane, own, qtbot, "verdict.pdf")
    wait_for(pane, qtbot, 2)
    pane.actions_["notes"].trigger()
    qtbot.mouseClick(pane.notes.list.print, Qt.MouseButton.LeftButton)
    sheet = sheet_of(pane, PrintNotesSheet)
    assert nameless(sheet) == []
    target = tmp_path / "list.pdf"
    sheet.write_to(target)
    qtbot.waitUntil(target.exists, timeout=10_000)
    assert target.read_bytes().startswith(b"%PDF-")
    qtbot.waitUntil(lambda: not [s for s in pane.findChildren(PrintNotesSheet) if s.isVisible()], timeout=5_000)


def test_bookmarks_are_made_moved_renamed_and_opened_by_keys(pane: EvidencePane, own: Room, qtbot: QtBot) -> None:
    show(pane, own, qtbot, "verdict.pdf")
    pane.canvas.go_to(1)
    settle(qtbot, pane)
    mark(pane, "am 12. März", 1)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_D, CTRL)
    tree = pane.notes.tree
    qtbot.waitUntil(lambda: len(tree.bookmarks) == 1, timeout=5_000)
    pane.actions_["notes"].trigger()
    pane.notes.show_tab(1)
    qtbot.mouseClick(tree.folder, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: len(tree.bookmarks) == 2 and tree.current is not None and tree.current.folder, timeout=5_000
    )
    (field,) = tree.tree.findChildren(QLineEdit)  # its name can be typed at once
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(field, "Dates")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.title == "Dates" for one in tree.bookmarks), timeout=5_000)
    qtbot.keyClick(tree.tree, Qt.Key.Key_Up, CTRL)
    qtbot.waitUntil(lambda: tree.bookmarks[0].title == "Dates", timeout=5_000)
    tree.tree.setCurrentItem(tree.tree.topLevelItem(1))
    qtbot.keyClick(tree.tree, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: [one.depth for one in tree.bookmarks] == [0, 1], timeout=5_000)
    pane.canvas.go_to(0)
    tree.tree.setCurrentItem(tree.tree.topLevelItem(0).child(0))
    qtbot.keyClick(tree.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.canvas.page == 1, timeout=5_000)
    assert tree.bookmarks[1].title == "am 12. März"
    tree.tree.setCurrentItem(tree.tree.topLevelItem(0))
    qtbot.keyClick(tree.tree, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: tree.bookmarks == (), timeout=5_000)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(tree.bookmarks) == 2, timeout=5_000)


# other members and locks ------------------------------------------------------------------------------------------


def test_another_members_shared_annotation_is_read_and_not_changed(tmp_path: Path, own: Room, qtbot: QtBot) -> None:
    annotated(own)

    def share() -> None:
        notes = own.evidence.annotations
        exhibit = own.evidence.exhibit(own.ids["verdict.pdf"])
        notes.add(AnnotationDraft(exhibit.id, exhibit.sha256, PagePlace(1), "note", text="For all", shared=True))
        own.vault.store.actor = "Another Member"

    own.jobs.database(share).result()
    made = EvidencePane(plain_context(services=own.services, jobs=own.jobs))
    made.resize(900, 760)
    qtbot.addWidget(made)
    made.show()
    try:
        show(made, own, qtbot, "verdict.pdf")
        (one,) = wait_for(made, qtbot, 1)
        assert one.text == "For all" and not one.mine
        made.annotator.choose(one.id)
        assert not made.annotator.delete_action.isEnabled()
        qtbot.keyClick(made.canvas, Qt.Key.Key_E)
        sheet = sheet_of(made, AnnotationSheet)
        assert sheet.text.isReadOnly() and sheet.accept_button.isHidden()
        qtbot.mouseClick(sheet.cancel_button, Qt.MouseButton.LeftButton)
    finally:
        made.close_exhibit()
        own.jobs.database(lambda: setattr(own.vault.store, "actor", "Tester")).result()
        clear(own)


def test_locked_and_unlocked_again_everything_is_still_there(
    tmp_path: Path, decoders: Decoders, jobs: ThreadJobs, qtbot: QtBot
) -> None:
    room = make_room(tmp_path, decoders, jobs)
    path = tmp_path / "verdict.pdf"
    path.write_bytes(files.verdict(2))
    room.admit(path)
    seen = []
    for unlocked in range(2):
        if unlocked:
            jobs.database(lambda: reopen(room)).result()
        made = EvidencePane(plain_context(services=room.services, jobs=jobs))
        made.resize(700, 700)
        qtbot.addWidget(made)
        made.show()
        show(made, room, qtbot, "verdict.pdf")
        if not unlocked:
            mark(made, "am 7. März")
            qtbot.keyClick(made.canvas, Qt.Key.Key_H)
        seen.append((wait_for(made, qtbot, 1), areas(made, 0)))
        made.close_exhibit()
        jobs.database(room.vault.close).result()
    assert seen[0] == seen[1]


def reopen(room: Room) -> None:
    """Unlock the room's vault once more."""
    vaults = Vaults(Paths.under(room.folder / "profile"), FixedClock(NOON), CHEAP)
    key = vaults.unlock(room.vault.folder, passphrase=PASSPHRASE)
    room.vault = vaults.open(room.vault.folder, key, actor="Tester")
    room.evidence = Evidence(room.vault, room.decoders, room.vault.clock)
