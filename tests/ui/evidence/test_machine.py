"""Scans in the window: offered, read in the background, marked as machine-read, found, cited. Passwords kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.evidence.tesseract import Tesseract
from models.views.evidence import CitationDraft, from_json, to_json
from tests.evidence.test_machine import SAID, needs_tesseract, scan, scanned_pdf
from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, settle
from tests.ui.evidence.test_canvas import CTRL, press
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.assessment.texts import citation_tip
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.marks import TextMark

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def pane(room: Room, qtbot: QtBot) -> Iterator[EvidencePane]:
    made = EvidencePane(plain_context(services=room.services, jobs=room.jobs))
    made.resize(900, 640)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_exhibit()


def open_file(qtbot: QtBot, room: Room, pane: EvidencePane, path: Path) -> None:
    room.admit(path)
    pane.show_exhibit(room.ids[path.name])
    settle(qtbot, pane)


def wait_read(qtbot: QtBot, pane: EvidencePane) -> None:
    qtbot.waitUntil(lambda: not pane.machine.running and pane.machine.note.isVisible(), timeout=30_000)


def cited(qtbot: QtBot, pane: EvidencePane) -> CitationDraft:
    with qtbot.waitSignal(pane.citation_made) as made:
        press(qtbot, pane, Qt.Key.Key_C)
    draft = made.args[0]
    assert isinstance(draft, CitationDraft)
    return draft


@needs_tesseract
def test_a_scan_is_offered_read_found_marked_and_cited(
    room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path
) -> None:
    open_file(qtbot, room, pane, scanned_pdf(tmp_path / "scan.pdf", SAID))
    qtbot.waitUntil(lambda: bool(pane.banners.banners()))
    (banner,) = pane.banners.banners()
    assert "without letters" in banner.text and not pane.machine.note.isVisible()
    assert cut_texts(pane) == [] and nameless(pane) == []
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    wait_read(qtbot, pane)
    assert not pane.banners.banners()
    assert "Tesseract" in pane.machine.note.text() and "Russian, English, German" in pane.machine.note.text()
    settle(qtbot, pane)
    assert SAID[0] in pane.canvas.accessibleDescription()

    press(qtbot, pane, Qt.Key.Key_F, CTRL)
    pane.viewer.find_bar.field.setText("законную")
    qtbot.waitUntil(lambda: len(pane.viewer.finder.hits) == 1)
    qtbot.keyClick(pane.viewer.find_bar.field, Qt.Key.Key_Escape)

    words = pane.viewer.source.words_here(0)
    start = words.text.index("Приговор")
    pane.canvas.setFocus()
    pane.canvas.set_mark(TextMark(0, start, start + len(SAID[0])))
    assert pane.viewer.marked_text() == SAID[0]
    draft = cited(qtbot, pane)
    assert draft.quote == SAID[0] and draft.place.page == 1
    assert draft.place.machine.startswith("Tesseract") and draft.place.machine.endswith("rus+eng+deu")
    assert from_json(to_json(draft.place)) == draft.place
    assert "machine-read" in citation_tip(pane.ctx.words, draft)
    left, low, right, high = draft.place.rects[0]
    assert 25_00 < left < right < 297_00 and 75_00 < low < high < 102_50
    room.jobs.database(lambda: room.evidence.cite(room.case_id, draft, "answer", "x")).result()

    pane.close_exhibit()
    assert not pane.machine.note.isVisible()
    pane.show_exhibit(room.ids["scan.pdf"])
    settle(qtbot, pane)
    wait_read(qtbot, pane)
    assert not pane.banners.banners(), "what was read is there again and not offered anew"


@needs_tesseract
def test_a_photograph_is_read_when_one_asks_for_it(
    room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path
) -> None:
    scan(*SAID).save(tmp_path / "photo.png")
    open_file(qtbot, room, pane, tmp_path / "photo.png")
    assert not pane.banners.banners()
    press(qtbot, pane, Qt.Key.Key_F7, SHIFT)
    wait_read(qtbot, pane)
    settle(qtbot, pane)
    press(qtbot, pane, Qt.Key.Key_A, CTRL)
    draft = cited(qtbot, pane)
    assert SAID[1] in draft.quote and draft.place.frame == 1 and len(draft.place.rects) == 2
    left, top, right, bottom = draft.place.rects[0]
    assert 100 < left < right < 1240 and 90 < top < bottom < 160 and draft.place.machine


def test_without_tesseract_the_window_says_what_to_do(
    room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path
) -> None:
    room.evidence.machine.tesseract = Tesseract(str(tmp_path / "nowhere"), str(tmp_path / "nothing"))
    scan("leer").save(tmp_path / "photo.png")
    open_file(qtbot, room, pane, tmp_path / "photo.png")
    press(qtbot, pane, Qt.Key.Key_F7, SHIFT)
    qtbot.waitUntil(lambda: bool(pane.banners.banners()))
    assert "tesseract" in pane.banners.banners()[0].text.lower()
    assert pane.canvas.cache.get(0) is not None, "the picture stays"


def unlock(qtbot: QtBot, pane: EvidencePane) -> None:
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.password)
    pane.password.field.setText(files.PASSWORD)  # the test keyboard has no umlauts
    qtbot.mouseClick(pane.password.button, Qt.MouseButton.LeftButton)
    settle(qtbot, pane)


def test_a_password_is_kept_when_ticked_and_forgotten_on_request(
    room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "locked.pdf").write_bytes(files.locked())
    room.admit(tmp_path / "locked.pdf")
    exhibit = room.ids["locked.pdf"]

    def kept() -> str | None:
        return room.jobs.database(lambda: room.evidence.passwords.kept(exhibit)).result()

    pane.show_exhibit(exhibit)
    unlock(qtbot, pane)
    assert kept() is None, "not ticked, not kept"
    pane.close_exhibit()
    pane.show_exhibit(exhibit)
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.password)
    assert not pane.password.keep.isChecked()
    qtbot.keyClick(pane.password.keep, Qt.Key.Key_Space)
    unlock(qtbot, pane)
    qtbot.waitUntil(lambda: kept() == files.PASSWORD)
    pane.close_exhibit()
    pane.show_exhibit(exhibit)
    settle(qtbot, pane)
    assert pane.stack.currentWidget() is pane.viewer, "opened without a question"
    press(qtbot, pane, Qt.Key.Key_Return, ALT)
    sheet = pane.findChild(FactsSheet)
    assert sheet is not None
    qtbot.waitUntil(sheet.forget.isVisible)
    assert isinstance(sheet.forget, QPushButton)
    qtbot.mouseClick(sheet.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept() is None)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    pane.close_exhibit()
    pane.show_exhibit(exhibit)
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.password)
