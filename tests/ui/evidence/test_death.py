"""Decoder and player killed under the pane: a sentence, facts and export stay, and the next opening works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.evidence.decoding import Decoders
from desktop.jobs import ThreadJobs
from tests.evidence import archive_files
from tests.evidence import files as evidence_files
from tests.evidence.doom import Doom
from tests.evidence.recordings import MEDIA
from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, make_room, settle
from tests.ui.evidence.test_parts import Desk
from tests.ui.kit import cut_texts
from ui.evidence.archive_view import ArchiveView
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.media_view import MediaView

LEFT = Qt.MouseButton.LeftButton
SAID = "This exhibit could not be shown: the isolated reader ended while reading it."


@pytest.fixture
def doom(monkeypatch: pytest.MonkeyPatch) -> Doom:
    return Doom(monkeypatch)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, decoders: Decoders, jobs: ThreadJobs) -> Iterator[Room]:
    made = make_room(tmp_path_factory.mktemp("death"), decoders, jobs)
    for name, data in (
        ("verdict.pdf", files.verdict(9)),
        ("case.zip", archive_files.zipped()),
        ("grey.mp4", (MEDIA / "grey.mp4").read_bytes()),
    ):
        (made.folder / name).write_bytes(data)
        made.admit(made.folder / name)
    decoders.isolation()
    yield made
    jobs.database(made.vault.close).result()


@pytest.fixture
def desk(own: Room, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(own, qtbot)
    yield made
    made.pane.close_exhibit()
    made.__dict__.clear()


def said(pane: EvidencePane, qtbot: QtBot) -> QPushButton:
    """The sentence stands above the exhibit; returns the button that tries again."""
    qtbot.waitUntil(lambda: bool(pane.banners.banners()), timeout=30_000)
    banner = pane.banners.banners()[0]
    assert banner.text.startswith(SAID) and banner.button is not None
    return banner.button


def facts_are_offered(pane: EvidencePane, qtbot: QtBot) -> None:
    assert pane.stack.currentWidget() is pane.card and pane.exhibit is not None
    assert any(pane.exhibit.file_name in label.text() for label in pane.card.findChildren(QLabel))
    export = next(b for b in pane.card.findChildren(QPushButton) if b.text() == "Export a copy …")
    with qtbot.waitSignal(pane.export_wanted, timeout=5_000) as wanted:
        qtbot.mouseClick(export, LEFT)
    assert wanted.args == [pane.exhibit.id]


@pytest.mark.parametrize("name", ["verdict.pdf", "grey.mp4"])
def test_killed_while_it_opens(desk: Desk, doom: Doom, qtbot: QtBot, name: str) -> None:
    pane, room = desk.pane, desk.room
    doom.strike("open")
    pane.show_exhibit(room.ids[name])
    button = said(pane, qtbot)
    facts_are_offered(pane, qtbot)
    doom.spare()
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is not pane.card, timeout=30_000)
    qtbot.waitUntil(lambda: pane.viewer.source is not None or pane.others.current is not None, timeout=30_000)
    assert not pane.banners.banners()


@pytest.mark.parametrize("asked", ["picture", "text"])
def test_killed_while_a_page_is_drawn_or_read(desk: Desk, doom: Doom, qtbot: QtBot, asked: str) -> None:
    pane = desk.pane
    pane.show_exhibit(desk.room.ids["verdict.pdf"])
    settle(qtbot, pane)
    doom.strike(asked)
    pane.canvas.go_to(6)
    pane.canvas.viewport().repaint()
    button = said(pane, qtbot)
    assert doom.killed and pane.stack.currentWidget() is pane.viewer, "the other pages stay"
    assert pane.actions_["facts"].isEnabled()
    doom.spare()
    qtbot.mouseClick(button, LEFT)
    settle(qtbot, pane)
    qtbot.waitUntil(lambda: "Seite 7" in pane.canvas.accessibleDescription(), timeout=30_000)
    assert pane.canvas.page == 6 and not pane.canvas.loader.is_broken(6)


def test_killed_while_a_member_is_copied_out(desk: Desk, doom: Doom, qtbot: QtBot) -> None:
    pane = desk.pane
    pane.show_exhibit(desk.room.ids["case.zip"])
    qtbot.waitUntil(lambda: isinstance(pane.others.current, ArchiveView), timeout=30_000)
    view = pane.others.current
    assert isinstance(view, ArchiveView)
    qtbot.waitUntil(lambda: view.model.rowCount() > 0, timeout=30_000)
    qtbot.mouseClick(view.all, LEFT)
    before = desk.room.sealed()
    doom.strike("part")
    pane.ctx.messages.listen()
    with qtbot.waitSignal(pane.ctx.messages.noticed, timeout=30_000) as noticed:
        qtbot.mouseClick(view.take, LEFT)
    assert "can't be read out of the exhibit" in noticed.args[0].text and doom.killed == 2
    assert desk.exhibits.intake.sheet is None and not desk.exhibits.intake.busy
    qtbot.waitUntil(lambda: desk.room.sealed() == before, timeout=30_000)
    assert len(desk.all()) == 3, "nothing is left behind"
    doom.spare()
    qtbot.mouseClick(view.take, LEFT)
    qtbot.waitUntil(lambda: desk.exhibits.intake.sheet is not None, timeout=30_000)
    qtbot.keyClick(desk.exhibits.intake.sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.room.sealed() == before, timeout=30_000)


def test_a_player_killed_while_it_makes_a_still(desk: Desk, doom: Doom, qtbot: QtBot) -> None:
    """Killed while it waits and while it plays: see `test_media`."""
    pane = desk.pane
    pane.show_exhibit(desk.room.ids["grey.mp4"])
    qtbot.waitUntil(lambda: isinstance(pane.others.current, MediaView), timeout=30_000)
    view = pane.others.current
    assert isinstance(view, MediaView)
    qtbot.waitUntil(lambda: view.screen_.frame is not None, timeout=30_000)
    doom.strike("still")
    qtbot.mouseClick(view.bar.tools["still"], LEFT)
    button = said(pane, qtbot)
    assert doom.killed == 1
    facts_are_offered(pane, qtbot)
    doom.spare()
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: view.screen_.frame is not None, timeout=30_000)
    assert pane.stack.currentWidget() is view and not pane.banners.banners()


def test_killed_while_nobody_waits(desk: Desk, doom: Doom, qtbot: QtBot, tmp_path: Path) -> None:
    """The search for files at places of pages: without a banner, and it goes on behind the page that did it."""
    doom.strike("attached", 4)
    pane = desk.show(evidence_files.with_files(tmp_path / "brief.pdf", 9))
    parts = pane.viewer.parts
    qtbot.waitUntil(parts.isVisible, timeout=5_000)
    assert [part.note for part in parts.parts] == ["", "", "page.2"]
    assert parts.rest.isVisible() and parts.rest.text() == "Pages not searched for attached files: 1"
    assert doom.killed == 4 and not pane.banners.banners() and not cut_texts(parts)
