"""Opening exhibits of every kind in the viewer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, Show, settle
from ui.evidence.evidence_pane import EvidencePane


def test_a_document_opens_with_its_number_and_page(show: Show) -> None:
    pane = show("verdict.pdf")
    assert pane.stack.currentWidget() is pane.viewer
    assert pane.header.number.text() == f"{pane.exhibit.number} · p. 1/12"
    assert pane.viewer.bar.page.text() == "1"
    assert "Urteil" in pane.canvas.accessibleDescription()
    assert pane.canvas.accessibleName() == f"{pane.exhibit.number}, page 1 of 12"
    assert pane.canvas.hasFocus()


def test_opening_is_written_into_the_custody_log(show: Show, library: Room) -> None:
    before = library.custody("photo.jpg").count("opened")
    show("photo.jpg")
    assert library.custody("photo.jpg").count("opened") == before + 1


def test_a_picture_is_drawn_upright(show: Show) -> None:
    pane = show("photo.jpg")
    size = pane.viewer.source.size(0)
    assert (size.width, size.height) == (300, 400)
    drawn = pane.canvas.cache.get(0)
    # the brown corner of the file lies at the top right of the upright picture
    brown = drawn.pixelColor(round(drawn.width() * 0.83), round(drawn.height() * 0.15))
    assert brown.red() > brown.blue() + 40


def test_a_text_in_an_old_encoding_is_read(show: Show) -> None:
    pane = show("notes.txt")
    assert pane.viewer.source.text_here(0).startswith("Строка 1: допрос начат")
    assert not pane.actions_["turn_right"].isEnabled()


@pytest.mark.parametrize("name", ["letter.epub", "empty.pdf"])
def test_a_kind_without_viewer_shows_its_facts_and_can_be_cited(
    show: Show, library: Room, qtbot: QtBot, name: str
) -> None:
    pane = show(name)
    assert pane.stack.currentWidget() is pane.card
    assert pane.card.sentence.text()
    with qtbot.waitSignal(pane.citation_made) as made:
        qtbot.mouseClick(pane.header.cite, Qt.MouseButton.LeftButton)
    assert type(made.args[0].place).__name__ == "WholePlace"


def test_a_damaged_document_says_so_and_stays_citable(show: Show) -> None:
    pane = show("broken.pdf")
    assert pane.stack.currentWidget() is pane.card
    (banner,) = pane.banners.banners()
    assert "damaged" in banner.text
    assert banner.button is not None
    assert pane.actions_["cite"].isEnabled()


def test_a_locked_document_asks_for_its_password_in_place(pane: EvidencePane, library: Room, qtbot: QtBot) -> None:
    pane.show_exhibit(library.ids["locked.pdf"])
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.password, timeout=10_000)
    field = pane.password.field
    qtbot.waitUntil(field.hasFocus)
    field.setText("wrong")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in pane.password.row.note.text(), timeout=10_000)
    assert field.text() == ""
    field.setText(files.PASSWORD)
    qtbot.mouseClick(pane.password.button, Qt.MouseButton.LeftButton)
    settle(qtbot, pane)
    assert pane.viewer.source.pages == 2


def test_going_on_before_an_exhibit_is_open_shows_the_last_choice(
    pane: EvidencePane, library: Room, qtbot: QtBot
) -> None:
    for name in ("verdict.pdf", "photo.jpg", "notes.txt", "turned.pdf"):
        pane.show_exhibit(library.ids[name])
    settle(qtbot, pane)
    assert pane.exhibit.shown_name == "turned.pdf"
    assert pane.viewer.source.pages == 4


def test_an_exhibit_that_is_gone_is_named(pane: EvidencePane, qtbot: QtBot) -> None:
    pane.show_exhibit("no such exhibit")
    qtbot.waitUntil(lambda: bool(pane.banners.banners()), timeout=5_000)
    assert pane.stack.currentWidget() is pane.empty
