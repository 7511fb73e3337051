"""Mail and chats in the pane: how they look, what they bring along, what is cited of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.views.evidence import CitationDraft, ExhibitView, TextPlace
from tests.evidence import files, flow_files
from tests.ui.evidence.conftest import Room, settle, sheet_of
from tests.ui.kit import Stretched, cut_texts, nameless, plain_context
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.exhibits_pane import ExhibitsPane
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.intake_sheet import IntakeSheet
from ui.evidence.marks import TextMark

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Desk:
    """The list of exhibits and the pane beside it, wired as in the case screen."""

    def __init__(self, room: Room, qtbot: QtBot) -> None:
        self.room, self.qtbot = room, qtbot
        ctx = plain_context(services=room.services, jobs=room.jobs)
        self.window = QWidget()
        self.exhibits, self.pane = ExhibitsPane(ctx), EvidencePane(ctx)
        row = QHBoxLayout(self.window)
        row.addWidget(self.exhibits, 1)
        row.addWidget(self.pane, 2)
        self.pane.parts_wanted.connect(self.exhibits.take_parts)
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self.window.show()
        self.exhibits.set_case(room.case_id)

    def show(self, path: Path) -> EvidencePane:
        self.room.admit(path)
        self.exhibits.refresh()
        self.pane.show_exhibit(self.room.ids[path.name])
        settle(self.qtbot, self.pane)
        return self.pane

    def all(self) -> tuple[ExhibitView, ...]:
        return self.room.jobs.database(lambda: self.room.evidence.exhibits(self.room.case_id)).result()

    def cite(self) -> CitationDraft:
        with self.qtbot.waitSignal(self.pane.citation_made, timeout=5_000) as made:
            self.qtbot.keyClick(self.pane.canvas, Qt.Key.Key_C)
        return made.args[0]


@pytest.fixture
def desk(room: Room, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(room, qtbot)
    yield made
    made.pane.close_exhibit()
    made.__dict__.clear()


def test_an_attachment_is_taken_in_and_knows_where_it_is_from(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    pane = desk.show(flow_files.mail(tmp_path / "letter.eml"))
    parts = pane.viewer.parts
    qtbot.waitUntil(parts.isVisible, timeout=5_000)
    assert parts.title.text().endswith("4")
    assert "Internet" in pane.banners.banners()[0].text
    qtbot.keyClick(pane.canvas, Qt.Key.Key_J, CTRL)
    assert parts.list.hasFocus()
    assert not cut_texts(desk.window) and not nameless(desk.window)
    before = desk.room.sealed()
    qtbot.mouseClick(parts.take, LEFT)
    qtbot.waitUntil(lambda: desk.exhibits.intake.sheet is not None, timeout=10_000)
    sheet = sheet_of(desk.window, IntakeSheet)
    assert isinstance(sheet, IntakeSheet)
    assert sheet.form.provenance.toPlainText() == "Attachment of A-001"
    sheet.submit()
    qtbot.waitUntil(lambda: len(desk.all()) == 2, timeout=5_000)
    child = desk.all()[1]
    assert (child.derived_number, child.derived_how, child.format) == ("A-001", "attachment", "pdf")
    assert child.size == len(flow_files.PDF) and child.details.provenance == "Attachment of A-001"
    assert desk.room.sealed() == before + 1


def test_taking_in_all_can_be_given_up_and_leaves_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    pane = desk.show(flow_files.mail(tmp_path / "letter.eml"))
    qtbot.waitUntil(pane.viewer.parts.isVisible, timeout=5_000)
    before = desk.room.sealed()
    qtbot.mouseClick(pane.viewer.parts.take_all, LEFT)
    qtbot.waitUntil(lambda: desk.exhibits.intake.sheet is not None, timeout=10_000)
    sheet = sheet_of(desk.window, IntakeSheet)
    assert isinstance(sheet, IntakeSheet) and len(sheet.entries) == 4
    assert sheet.entries[1].staged.shown_name == "../../x⟨U+202E⟩gpj.exe"
    assert desk.room.sealed() == before + 4
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.room.sealed() == before, timeout=5_000)
    assert len(desk.all()) == 1


def test_the_list_has_room_for_long_words_in_a_narrow_pane(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    room.admit(flow_files.mail(tmp_path / "letter.eml"))
    pane = EvidencePane(plain_context(services=room.services, jobs=room.jobs, words=Stretched("ru")))
    pane.resize(480, 700)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_exhibit(room.ids["letter.eml"])
    settle(qtbot, pane)
    qtbot.waitUntil(pane.viewer.parts.isVisible, timeout=5_000)
    assert not cut_texts(pane.viewer.parts)
    pane.close_exhibit()


def test_the_way_of_a_mail_is_among_its_facts(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    pane = desk.show(flow_files.mail(tmp_path / "letter.eml"))
    pane.actions_["facts"].trigger()
    sheet = sheet_of(desk.window, FactsSheet)
    assert isinstance(sheet, FactsSheet)
    said = {label.accessibleName() for label in sheet.facts.findChildren(QWidget)}
    assert any(name.startswith("Way (Received) 1: from mx.example.net") for name in said)
    assert any(name.startswith("DKIM signature (not checked here) 1: v=1") for name in said)
    assert "Message-ID: <1@example.net>" in said
    assert "Invisible tracking pictures (not fetched): 1" in said
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_list_is_there_where_an_exhibit_brings_files_along(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    pane = desk.show(flow_files.mail(tmp_path / "letter.eml"))
    qtbot.waitUntil(pane.viewer.parts.isVisible, timeout=5_000)
    desk.show(flow_files.mail(tmp_path / "plain.eml", html=None, attachments=False))
    assert pane.viewer.parts.isHidden() and not pane.actions_["parts"].isEnabled()
    # a PDF brings files along too: of its own, and attached to a place of a page
    desk.show(files.with_files(tmp_path / "brief.pdf"))
    parts = pane.viewer.parts
    qtbot.waitUntil(parts.isVisible, timeout=5_000)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_J, CTRL)
    qtbot.keyClick(parts.list, Qt.Key.Key_End)
    rows = parts.list.rows
    assert rows.row_at(rows.index(2)).detail == "Plain text · attached to page 2"
    assert not cut_texts(desk.window) and not nameless(desk.window)
    qtbot.mouseClick(parts.take, LEFT)
    qtbot.waitUntil(lambda: desk.exhibits.intake.sheet is not None, timeout=10_000)
    sheet = sheet_of(desk.window, IntakeSheet)
    assert isinstance(sheet, IntakeSheet)
    assert sheet.form.provenance.toPlainText() == "Attachment of A-003"
    assert [(one.staged.shown_name, one.staged.size) for one in sheet.entries] == [("Vollmacht.txt", 9)]
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_sentence_of_a_mail_is_cited_and_found_again(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    pane = desk.show(flow_files.mail(tmp_path / "letter.eml"))
    assert pane.viewer.source is not None
    assert any("two forms of this message" in banner.text for banner in pane.banners.banners())
    words = pane.viewer.source.words(0)
    assert words is not None
    start = words.text.index("Прилагаю")
    pane.canvas.set_mark(TextMark(0, start, start + 27))
    draft = desk.cite()
    place = draft.place
    assert isinstance(place, TextPlace) and (place.reader, place.encoding) == ("mail/1", "utf-8")
    assert draft.quote == "Прилагаю повестку и письмо." and draft.before.endswith("Уважаемая комиссия!")
    cited = desk.room.jobs.database(lambda: desk.room.evidence.cite(desk.room.case_id, draft, "answer", "D3")).result()
    pane.canvas.set_mark(None)
    pane.show_exhibit(draft.exhibit_id, cited.value)
    (light,) = pane.canvas.highlights
    assert light.role == "cited" and light.span == (start, start + 27)


def test_the_text_cursor_in_a_chat_cites_the_message(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    pane = desk.show(flow_files.telegram(tmp_path / "result.json", 420))
    source = pane.viewer.source
    assert source is not None
    pane.canvas.go_to(1)
    settle(qtbot, pane)
    words = source.words(1)
    assert words is not None and len(words.messages) == 200
    start = words.text.index("Сообщение 250")
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F7)
    pane.canvas.set_mark(TextMark(1, start + 3, start + 3))
    draft = desk.cite()
    assert draft.quote.split("\n")[0].startswith("Борис  2026-") or draft.quote.startswith("Анна  2026-")
    assert draft.quote.endswith("Сообщение 250") and draft.quote.count("\n") == 1
    assert "Сообщение 249" in draft.before and "Сообщение 251" not in draft.quote
    place = draft.place
    assert isinstance(place, TextPlace) and place.reader == "chat/1"
    assert place.start == words.start + words.messages[49][0]
    # with the mouse: Ctrl and two clicks take the message
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F7)
    area = pane.canvas.to_screen(1, words.rects(start, start + 4)[0]).center().toPoint()
    if not pane.canvas.viewport().rect().contains(area):
        pane.canvas.reveal(1, words.rects(start, start + 4)[0])
        area = pane.canvas.to_screen(1, words.rects(start, start + 4)[0]).center().toPoint()
    qtbot.mouseDClick(pane.canvas.viewport(), LEFT, CTRL, area)
    assert pane.viewer.marked_text() == draft.quote


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_flowing_text_are_drawn_with_their_styles(
    room: Room, qtbot: QtBot, tmp_path: Path, theme: str
) -> None:
    room.admit(flow_files.mail(tmp_path / "letter.eml", plain=None))
    ctx = plain_context(services=room.services, jobs=room.jobs, theme=theme)
    pane = EvidencePane(ctx)
    pane.resize(700, 640)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_exhibit(room.ids["letter.eml"])
    settle(qtbot, pane)
    assert pane.viewer.source is not None
    words = pane.viewer.source.words(0)
    assert words is not None

    def height(needle: str) -> float:
        at = words.text.index(needle)
        return words.rects(at, at + len(needle))[0].height()

    assert height("Повестка от 3 марта") > height("Текст") > height("office@example.org")
    picture = pane.canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)}
    assert QColor("#ffffff").rgb() in colours and len(colours) > 20
    pane.close_exhibit()
