"""Blacking out by real clicks and keys: boxes, text, all search hits, a whole page; preview; the copy is made."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.evidence import every_hit
from desktop.evidence.every_hit import Finds
from desktop.jobs import Progress
from models.views.evidence import ExhibitView, Hit, ImagePlace, PagePlace, TextPlace
from tests.evidence.test_machine import SAID, needs_tesseract, scan
from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, sheet_of
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.evidence import document_source
from ui.evidence.exhibits_pane import ExhibitsPane
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.redaction_sheet import RedactionSheet
from ui.widgets.row import ROW, Row

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    yield made


def admitted(room: Room, folder: Path, name: str, data: bytes) -> ExhibitView:
    (folder / name).write_bytes(data)
    room.admit(folder / name)
    return room.exhibit(name)


def ready(sheet: RedactionSheet, qtbot: QtBot) -> RedactionSheet:
    """Wait until the page one is on is drawn and read."""

    def quiet() -> bool:
        source, loader = sheet.source, sheet.canvas.loader
        if source is None or loader is None or not loader.idle:
            return False
        return source.words_here(sheet.canvas.page) is not None

    qtbot.waitUntil(quiet, timeout=15_000)
    sheet.canvas.viewport().repaint()
    qtbot.waitUntil(quiet, timeout=15_000)
    return sheet


def open_sheet(room: Room, window: QWidget, view: ExhibitView, qtbot: QtBot) -> RedactionSheet:
    sheet = RedactionSheet(plain_context(services=room.services, jobs=room.jobs), window, view)
    sheet.open()
    return ready(sheet, qtbot)


def rows(sheet: RedactionSheet) -> list[Row]:
    model = sheet.panel.list.model()
    return [model.index(n, 0).data(ROW) for n in range(model.rowCount())]


def drag(sheet: RedactionSheet, qtbot: QtBot, start: QPointF, end: QPointF) -> None:
    view = sheet.canvas.viewport()
    qtbot.mousePress(view, LEFT, pos=start.toPoint())
    qtbot.mouseMove(view, end.toPoint())
    qtbot.mouseRelease(view, LEFT, pos=end.toPoint())


def test_boxes_hits_and_a_page_become_a_new_exhibit(room: Room, window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    view = admitted(room, tmp_path, "verdict.pdf", files.verdict(2))
    sheet = open_sheet(room, window, view, qtbot)
    assert not sheet.accept_button.isEnabled() and not sheet.panel.take.isEnabled()
    assert not nameless(sheet) and not cut_texts(sheet)

    qtbot.mouseClick(sheet.box, LEFT)
    sheet.panel.reason.setCurrentIndex(1)
    drag(sheet, qtbot, QPointF(120, 60), QPointF(260, 110))
    qtbot.waitUntil(sheet.panel.take.isEnabled, timeout=5_000)
    qtbot.mouseClick(sheet.panel.take, LEFT)
    (box,) = sheet.drafts
    assert isinstance(box.place, PagePlace) and box.place.page == 1 and len(box.place.rects) == 1
    assert (box.reason, box.source) == ("third_person", "box")

    word = sheet.source.text_here(0).split()[0] if sheet.source else ""
    qtbot.keyClicks(sheet.needle, word)
    qtbot.waitUntil(lambda: bool(sheet.finder.hits) and sheet.all.isEnabled(), timeout=10_000)
    hits = len(sheet.finder.hits)
    qtbot.keyClick(sheet.needle, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(sheet.drafts) == 1 + hits, timeout=10_000)
    assert {one.source for one in sheet.drafts[1:]} == {"search"}
    assert rows(sheet)[1].detail == "About third persons" and word in rows(sheet)[1].title

    qtbot.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sheet.drafts == (box,)
    sheet.panel.reason.setEditText("asked for by the witness")
    qtbot.mouseClick(sheet.panel.whole, LEFT)
    assert sheet.drafts[1].place == PagePlace(1) and sheet.drafts[1].reason == "asked for by the witness"
    sheet.panel.stand_on(1)
    sheet.panel.list.setFocus()
    qtbot.keyClick(sheet.panel.list, Qt.Key.Key_Delete)
    assert sheet.drafts == (box,)

    covered = sheet.canvas.areas(box, 0)[0].center().toPoint()
    before = sheet.canvas.viewport().grab().toImage().pixelColor(covered).lightness()
    qtbot.mouseClick(sheet.panel.preview, LEFT, pos=QPoint(8, sheet.panel.preview.height() // 2))
    after = sheet.canvas.viewport().grab().toImage().pixelColor(covered).lightness()
    assert sheet.canvas.preview and after < 60 < before

    made: list[ExhibitView] = []
    sheet.made.connect(made.append)
    qtbot.mouseClick(sheet.accept_button, LEFT)
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    assert made[0].derived_from == view.id and made[0].derived_how == "redaction" and made[0].pages == 2
    register = room.jobs.database(lambda: room.evidence.redactions.of(made[0].id)).result()
    assert [(one.place, one.reason) for one in register] == [(box.place, "third_person")]
    assert room.exhibit("verdict.pdf").sha256 == view.sha256
    facts = FactsSheet(plain_context(services=room.services, jobs=room.jobs), window, made[0])
    facts.open()
    told = "Redactions: 1. p. 1 · About third persons · Tester"
    qtbot.waitUntil(lambda: any(w.accessibleName() == told for w in facts.findChildren(QWidget)), timeout=5_000)
    facts.reject()


def test_everything_by_keyboard_in_a_picture(room: Room, window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    view = admitted(room, tmp_path, "photo.png", files.photo())
    sheet = open_sheet(room, window, view, qtbot)
    assert sheet.canvas.tool.name == "box"
    qtbot.keyClick(sheet.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.canvas, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(sheet.canvas, key)
    qtbot.keyClick(sheet.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(sheet.canvas.mark), timeout=5_000)
    qtbot.keyClick(sheet.canvas, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    (draft,) = sheet.drafts
    assert isinstance(draft.place, ImagePlace) and draft.place.rects
    made: list[ExhibitView] = []
    sheet.made.connect(made.append)
    qtbot.keyClick(sheet.accept_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    assert made[0].format == "png"


def test_marked_text_of_a_flowing_text(
    room: Room, window: QWidget, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Свидетель Иванов живёт в доме 22.\nИванов молчит.\n"
    view = admitted(room, tmp_path, "ivanov.txt", text.encode())
    sheet = open_sheet(room, window, view, qtbot)
    assert sheet.canvas.tool.name == "text" and sheet.panel.whole.isHidden()
    assert (sheet.titles.en.text(), sheet.titles.ru.text()) == ("Ivanov (redacted)", "")
    monkeypatch.setattr(every_hit, "MOST_HITS", 2)  # as if the search had stopped there
    qtbot.keyClicks(sheet.needle, "2")
    qtbot.waitUntil(lambda: sheet.hits.text() == "2 places", timeout=10_000)
    qtbot.mouseClick(sheet.all, LEFT)
    qtbot.waitUntil(lambda: bool(sheet.banners.banners()), timeout=10_000)
    assert "at 2 places or more" in sheet.banners.banners()[0].text and not sheet.drafts, "all of them or none"
    qtbot.keyClick(sheet.canvas, Qt.Key.Key_F7)
    for _ in range(10):
        qtbot.keyClick(sheet.canvas, Qt.Key.Key_Right)
    for _ in range(6):
        qtbot.keyClick(sheet.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(sheet.panel.take, LEFT)
    (draft,) = sheet.drafts
    assert isinstance(draft.place, TextPlace) and draft.quote == "Иванов"
    assert sheet.titles.en.text() == "Redacted copy of A-001", "the original's title tells the name"
    qtbot.keyClicks(sheet.titles.ru, "Letter of Ivanov")
    assert sheet.titles.rows[sheet.titles.ru].note.text() == "“Ivanov” is blacked out in the exhibit."
    qtbot.mouseClick(sheet.accept_button, LEFT)
    assert "tells what is blacked out: “Ivanov”" in sheet.banners.banners()[0].text and not sheet.job.running
    qtbot.waitUntil(lambda: not cut_texts(sheet), timeout=5_000)
    assert sheet.height() <= window.height() - 32, "all of it is on the screen, faults too"
    for _ in range(len("Ivanov")):
        qtbot.keyClick(sheet.titles.ru, Qt.Key.Key_Backspace)
    assert sheet.titles.rows[sheet.titles.ru].note.text() == ""
    sheet.canvas.viewport().repaint()
    assert sheet.canvas.areas(draft, 0)
    qtbot.waitUntil(lambda: "“Иванов” stands at 2 places" in sheet.state.text(), timeout=10_000)
    sheet.panel.reason.setEditText(" ")
    sheet.panel.stand_on(0)
    qtbot.mouseClick(sheet.panel.set_reason, LEFT)
    qtbot.mouseClick(sheet.accept_button, LEFT)
    qtbot.waitUntil(lambda: bool(sheet.banners.banners()), timeout=10_000)
    assert "without a reason" in sheet.banners.banners()[0].text and sheet.isVisible()
    sheet.reject()
    assert len(room.ids) == 1


def test_what_is_typed_while_the_exhibit_opens_is_looked_for(
    room: Room, window: QWidget, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where a search ends before the document does, it is gone on with."""
    monkeypatch.setattr(every_hit, "MOST_HITS", 3)
    view = admitted(room, tmp_path, "verdict.pdf", files.verdict(3))
    sheet = RedactionSheet(plain_context(services=room.services, jobs=room.jobs), window, view)
    sheet.open()
    sheet.needle.setFocus()
    qtbot.keyClicks(sheet.needle, "Urteil")
    qtbot.keyClick(sheet.needle, Qt.Key.Key_Return)
    assert sheet.source is None, "still opening"
    qtbot.waitUntil(lambda: bool(sheet.drafts), timeout=15_000)
    assert {draft.quote for draft in sheet.drafts} == {"Urteil"}
    assert [draft.place.page for draft in sheet.drafts] == [1, 2, 3]  # type: ignore[union-attr]
    assert QApplication.focusWidget() is sheet.needle, "who typed goes on typing"

    slow, looked = threading.Event(), every_hit.every_hit

    def slowly(document: Finds, needle: str, progress: Progress | None = None) -> tuple[Hit, ...]:
        assert slow.wait(10)
        return looked(document, needle, progress)

    monkeypatch.setattr(document_source, "every_hit", slowly)
    qtbot.keyClicks(sheet.needle, "Seite")
    qtbot.keyClick(sheet.needle, Qt.Key.Key_Return)
    assert not sheet.accept_button.isEnabled(), "what Enter asked for is still to come"
    qtbot.waitUntil(lambda: sheet.gathering.busy, timeout=10_000)
    assert not sheet.accept_button.isEnabled() and sheet.hits.text() == "Looking for all of them …"
    sheet.submit()
    assert not sheet.job.running, "a copy made now would leave readable what was asked for"
    why = sheet.drafts[0].reason
    sheet.panel.reason.setEditText("another one")
    slow.set()
    qtbot.waitUntil(lambda: len(sheet.drafts) == 6, timeout=10_000)
    assert {draft.reason for draft in sheet.drafts} == {why}, "the reason is that of the moment one asked"
    assert sheet.accept_button.isEnabled() and sheet.hits.text() == ""
    slow.clear()
    qtbot.keyClicks(sheet.needle, "wurde")
    qtbot.keyClick(sheet.needle, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.gathering.busy, timeout=10_000)
    sheet.reject()
    slow.set()
    assert not sheet.gathering.busy and len(sheet.drafts) == 6


def test_the_password_of_a_locked_document_is_kept_when_asked(
    room: Room, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    view = admitted(room, tmp_path, "locked.pdf", files.locked())
    sheet = RedactionSheet(plain_context(services=room.services, jobs=room.jobs), window, view)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.password.isVisible(), timeout=10_000)
    qtbot.mouseClick(sheet.password.keep, LEFT, pos=QPoint(8, sheet.password.keep.height() // 2))
    sheet.password.field.setText(files.PASSWORD)
    qtbot.keyClick(sheet.password.field, Qt.Key.Key_Return)
    ready(sheet, qtbot)
    assert room.jobs.database(lambda: room.evidence.passwords.kept(view.id)).result() == files.PASSWORD
    sheet.reject()


@needs_tesseract
def test_on_a_scan_only_what_a_machine_read_is_found_and_the_sheet_says_so(
    room: Room, window: QWidget, tmp_path: Path, qtbot: QtBot
) -> None:
    scan(*SAID).save(tmp_path / "photo.png")
    room.admit(tmp_path / "photo.png")
    view = room.exhibit("photo.png")
    sheet = open_sheet(room, window, view, qtbot)
    assert sheet.state.text().startswith("Page 1 is a picture: words on it are found only as far")
    assert not nameless(sheet) and not cut_texts(sheet)
    qtbot.keyClicks(sheet.needle, "Zeuge")
    qtbot.waitUntil(lambda: sheet.hits.text() == "0 places", timeout=10_000)
    sheet.reject()
    jobs, machine = room.jobs, room.evidence.machine
    jobs.pool(lambda: machine.run(view.id, Progress(), lambda work: jobs.database(work).result())).result()
    sheet = open_sheet(room, window, view, qtbot)
    qtbot.keyClicks(sheet.needle, "Zeuge")
    qtbot.keyClick(sheet.needle, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(sheet.drafts) == 1, timeout=10_000)
    assert isinstance(sheet.drafts[0].place, ImagePlace) and sheet.drafts[0].place.rects
    assert sheet.canvas.areas(sheet.drafts[0], 0)
    sheet.reject()


def test_the_menu_offers_it_where_it_can_be_done(room: Room, window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    view = admitted(room, tmp_path, "letter.txt", b"some words")
    pane = ExhibitsPane(plain_context(services=room.services, jobs=room.jobs), window)
    pane.setGeometry(0, 0, 240, 700)
    pane.show()
    pane.set_case(room.case_id)
    qtbot.waitUntil(lambda: len(pane.exhibits) == 1, timeout=5_000)
    pane.select(view.id)
    menu = pane.exhibit_menu(QPoint(0, 0))
    assert isinstance(menu, QMenu)
    (action,) = [one for one in menu.actions() if one.text() == "Make a redacted copy …"]
    action.trigger()
    menu.close()
    sheet = sheet_of(pane, RedactionSheet)
    assert isinstance(sheet, RedactionSheet)
    ready(sheet, qtbot)
    sheet.reject()
    assert room.custody("letter.txt") == ["received", "opened"]
