"""Office documents in the window: where their layout is lost, pages are offered, made in the background and opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.evidence.libreoffice import LibreOffice
from tests.evidence import grid_files, office_files
from tests.evidence.test_conversions import OLD, needs_office
from tests.ui.evidence.conftest import Room, settle
from tests.ui.evidence.test_canvas import CTRL, press
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.evidence.evidence_pane import EvidencePane


@pytest.fixture
def pane(room: Room, qtbot: QtBot) -> Iterator[EvidencePane]:
    made = EvidencePane(plain_context(services=room.services, jobs=room.jobs))
    made.resize(900, 640)
    qtbot.addWidget(made)
    made.show()
    made.exhibit_wanted.connect(made.show_exhibit)  # as the case screen does
    yield made
    made.close_exhibit()


def banner_text(pane: EvidencePane) -> str:
    return " ".join(banner.text for banner in pane.banners.banners())


@needs_office
def test_a_lost_layout_is_brought_back_as_pages(room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(office_files.letter())
    room.admit(tmp_path / "letter.docx")
    original = room.ids["letter.docx"]
    pane.show_exhibit(original)
    settle(qtbot, pane)
    banner = pane.banners.banners()[0]
    assert "layout" in banner.text and "LibreOffice" in banner.text and "derived exhibit" in banner.text
    assert cut_texts(pane) == [] and nameless(pane) == []
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert pane.office.running
    (task,) = pane.ctx.tasks.busy
    assert "A-001" in task.title
    qtbot.waitUntil(lambda: pane.exhibit is not None and pane.exhibit.id != original, timeout=60_000)
    settle(qtbot, pane)
    assert pane.exhibit is not None and pane.viewer.source is not None
    assert (pane.exhibit.number, pane.exhibit.derived_number, pane.exhibit.format) == ("A-002", "A-001", "pdf")
    assert "Показания свидетеля" in pane.viewer.source.text_here(0)
    assert not pane.actions_["laid_out"].isEnabled() and "layout" not in banner_text(pane)

    pane.show_exhibit(original)
    settle(qtbot, pane)
    qtbot.waitUntil(lambda: pane.actions_["laid_out"].text() == "Open its pages (A-002)")
    assert pane.banners.banners()[0].button.text() == "Open its pages (A-002)"
    assert "derived exhibit" not in banner_text(pane)
    press(qtbot, pane, Qt.Key.Key_F7, CTRL)
    assert not pane.office.running
    qtbot.waitUntil(lambda: pane.exhibit is not None and pane.exhibit.number == "A-002")
    settle(qtbot, pane)


@needs_office
def test_pages_of_an_old_document_can_be_given_up(room: Room, pane: EvidencePane, qtbot: QtBot) -> None:
    room.admit(OLD)
    sealed = room.sealed()
    pane.show_exhibit(room.ids["old.doc"])
    qtbot.waitUntil(lambda: pane.card.pages.isVisible(), timeout=10_000)
    assert "derived exhibit" in pane.card.offer.text()
    assert cut_texts(pane) == [] and nameless(pane) == []
    qtbot.mouseClick(pane.card.pages, Qt.MouseButton.LeftButton)
    (task,) = pane.ctx.tasks.busy
    task.progress.cancel()
    qtbot.waitUntil(lambda: not pane.office.running, timeout=10_000)
    assert pane.exhibit is not None and pane.exhibit.number == "A-001" and room.sealed() == sealed
    assert not pane.banners.banners() and pane.card.pages.isEnabled(), "it can be asked for again"


def test_without_libreoffice_the_window_says_what_to_do(
    room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path
) -> None:
    room.evidence.conversions.office = LibreOffice(str(tmp_path / "nowhere"), str(tmp_path / "nothing"))
    room.admit(OLD)
    pane.show_exhibit(room.ids["old.doc"])
    qtbot.waitUntil(lambda: pane.card.pages.isVisible(), timeout=10_000)
    qtbot.mouseClick(pane.card.pages, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(pane.banners.banners()), timeout=10_000)
    assert "Install LibreOffice" in banner_text(pane) and "PDF" in banner_text(pane)


def test_a_read_only_vault_offers_no_new_pages(room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(office_files.letter())
    room.admit(tmp_path / "letter.docx")
    room.vault.store.read_only = True
    pane.show_exhibit(room.ids["letter.docx"])
    settle(qtbot, pane)
    assert "layout" in banner_text(pane) and "LibreOffice" not in banner_text(pane)
    press(qtbot, pane, Qt.Key.Key_F7, CTRL)
    qtbot.waitUntil(lambda: "reading only" in banner_text(pane))
    room.vault.store.read_only = False


@needs_office
def test_what_lies_on_a_sheet_is_shown_as_pages(room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "scheme.xlsx").write_bytes(grid_files.with_a_text_box())
    room.admit(tmp_path / "scheme.xlsx")
    pane.show_exhibit(room.ids["scheme.xlsx"])
    qtbot.waitUntil(lambda: bool(pane.banners.banners()), timeout=20_000)
    banner = pane.banners.banners()[0]
    assert "text boxes" in banner.text and "LibreOffice" in banner.text
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.exhibit is not None and pane.exhibit.derived_number == "A-001", timeout=60_000)
    settle(qtbot, pane)
    assert pane.viewer.source is not None and "Схема переводов" in pane.viewer.source.text_here(0)


def test_a_kind_without_pages_offers_none(room: Room, pane: EvidencePane, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "nothing.bin").write_bytes(b"\x00\x01\x02" * 50)
    room.admit(tmp_path / "nothing.bin")
    pane.show_exhibit(room.ids["nothing.bin"])
    settle(qtbot, pane)
    assert pane.card.isVisible() and not pane.card.pages.isVisible() and not pane.card.offer.isVisible()
    assert not pane.actions_["laid_out"].isEnabled()
