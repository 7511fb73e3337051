"""The pane over a whole sitting: coming back after a lock, failures of the decoder, what is said and to whom."""

from __future__ import annotations

import json
import os
import signal
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.evidence.decoding import Decoders, Limits
from desktop.i18n import Words
from desktop.jobs import ThreadJobs
from models.views.evidence import DocumentInfo, PageFrame, PageSize, PageText, Picture
from tests.ui.evidence.conftest import Room, Show, settle
from tests.ui.kit import Stretched, cut_texts, nameless, plain_context
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.names import claimed, fact_value
from ui.evidence.turns import Turning


def test_one_comes_back_to_the_same_place(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    pane.canvas.set_turn(90)
    pane.canvas.go_to(4)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    pane.canvas.set_percent(130)
    pane.canvas.go_to(5, 0.4)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F9)
    settle(qtbot, pane)
    bar = pane.canvas.horizontalScrollBar()
    bar.setValue(bar.maximum() // 2)
    where = pane.canvas.page_rect(5)
    place = json.loads(json.dumps(pane.place()))
    pane.viewer.strip.hide()
    show("photo.jpg")
    pane.close_exhibit()
    assert pane.stack.currentWidget() is pane.empty and pane.place() == {}
    pane.restore_place(place)
    settle(qtbot, pane)
    assert pane.canvas.page == 5 and pane.canvas.turning == Turning(90, {4: 90}) and pane.canvas.percent == 130
    assert pane.viewer.strip.isVisible()
    again = pane.canvas.page_rect(5)
    assert isinstance(again, QRect)
    assert abs(again.top() - where.top()) <= 2 and abs(again.left() - where.left()) <= 2


def test_a_place_that_makes_no_sense_opens_the_exhibit_all_the_same(
    pane: EvidencePane, library: Room, qtbot: QtBot
) -> None:
    pane.restore_place({})
    assert pane.stack.currentWidget() is pane.empty
    odd = {"exhibit": library.ids["verdict.pdf"], "page": 4000, "turn": 17, "fit": 3, "percent": "x", "share": None}
    pane.restore_place(odd)
    settle(qtbot, pane)
    assert pane.canvas.page == 11 and pane.canvas.turn == 0


def test_an_opening_exhibit_leaves_the_focus_to_a_reader_who_has_gone_on(
    pane: EvidencePane, library: Room, qtbot: QtBot
) -> None:
    host, chosen_in, field = QWidget(), QLineEdit(), QLineEdit()
    column = QVBoxLayout(host)
    for widget in (pane, chosen_in, field):
        column.addWidget(widget)
    qtbot.addWidget(host)
    with qtbot.waitActive(host):
        host.show()
    chosen_in.setFocus()
    pane.show_exhibit(library.ids["verdict.pdf"])
    field.setFocus()
    settle(qtbot, pane)
    assert field.hasFocus()
    pane.show_exhibit(library.ids["photo.jpg"])
    settle(qtbot, pane)
    assert pane.canvas.hasFocus(), "nobody has gone elsewhere"
    place = pane.place()
    field.setFocus()
    read, written = place, pane.place()
    pane.close_exhibit()
    for kept, in_canvas in ((written, False), (read, True)):
        field.setFocus()
        pane.restore_place(kept)
        settle(qtbot, pane)
        assert pane.canvas.hasFocus() is in_canvas
    pane.setParent(None)  # it is closed by its own fixture


@pytest.fixture
def mortal(library: Room, qtbot: QtBot) -> Iterator[EvidencePane]:
    """A pane over decoders of its own, which the test may end; a request may take two seconds."""
    decoders = Decoders(limits=Limits(seconds=2.0))
    services = library.services
    services.decoders = decoders
    made = EvidencePane(plain_context(services=services, jobs=library.jobs))
    made.resize(584, 640)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_exhibit()
    decoders.close()


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


def test_the_pane_outlives_its_decoder(mortal: EvidencePane, library: Room, qtbot: QtBot) -> None:
    """The reader is stopped dead in the middle: there is a sentence, and one can go on."""
    before = children()
    mortal.show_exhibit(library.ids["verdict.pdf"])
    settle(qtbot, mortal)
    ours = children() - before
    assert ours
    for pid in ours:
        os.kill(pid, signal.SIGSTOP)
    mortal.canvas.go_to(6)
    mortal.canvas.viewport().repaint()
    qtbot.waitUntil(lambda: bool(mortal.banners.banners()), timeout=15_000)
    for pid in ours:
        if psutil.pid_exists(pid):
            os.kill(pid, signal.SIGCONT)
    banner = mortal.banners.banners()[0]
    assert "could not be shown" in banner.text and banner.button is not None
    assert banner.button.text() == "Show again"
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    settle(qtbot, mortal)
    assert mortal.canvas.page == 6 and not mortal.canvas.loader.is_broken(6)
    assert "Seite 7" in mortal.canvas.accessibleDescription()


def test_the_pane_goes_on_after_its_decoder_was_killed(mortal: EvidencePane, library: Room, qtbot: QtBot) -> None:
    before = children()
    mortal.show_exhibit(library.ids["verdict.pdf"])
    settle(qtbot, mortal)
    for pid in children() - before:
        if psutil.pid_exists(pid):
            os.kill(pid, signal.SIGKILL)
    mortal.canvas.go_to(9)
    mortal.canvas.viewport().repaint()

    def drawn_or_said() -> bool:
        return mortal.canvas.cache.get(9) is not None or bool(mortal.banners.banners())

    qtbot.waitUntil(drawn_or_said, timeout=15_000)
    if mortal.banners.banners():
        qtbot.mouseClick(mortal.banners.banners()[0].button, Qt.MouseButton.LeftButton)
    settle(qtbot, mortal)
    assert mortal.canvas.cache.get(9) is not None


def test_no_decoder_outlives_its_window(library: Room, qtbot: QtBot) -> None:
    decoders = Decoders()
    services = library.services
    services.decoders = decoders
    ctx = plain_context(services=services, jobs=library.jobs)
    pane = EvidencePane(ctx)
    pane.show()
    before = children()
    pane.show_exhibit(library.ids["verdict.pdf"])
    settle(qtbot, pane)
    assert children() - before
    pane.deleteLater()
    other = EvidencePane(ctx)
    other.show_exhibit(library.ids["verdict.pdf"])
    other.opener.known.connect(other.deleteLater)  # gone while the decoder opens the document
    with qtbot.waitSignal(other.destroyed, timeout=10_000):
        pass
    decoders.close()
    qtbot.waitUntil(lambda: not children() - before, timeout=10_000)


def test_an_exhibit_that_did_not_open_is_tried_again_when_it_is_chosen_again(
    show: Show, library: Room, qtbot: QtBot
) -> None:
    pane = show("broken.pdf")
    before = library.custody("broken.pdf").count("opened")
    pane.show_exhibit(library.ids["broken.pdf"])
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.card and bool(pane.banners.banners()), timeout=10_000)
    assert library.custody("broken.pdf").count("opened") == before + 1
    pane = show("letter.epub")
    before = library.custody("letter.epub").count("opened")
    pane.show_exhibit(library.ids["letter.epub"])
    assert library.custody("letter.epub").count("opened") == before


def test_without_isolation_there_are_facts_only(library: Room, qtbot: QtBot) -> None:
    decoders = Decoders(tiers=())
    services = library.services
    services.decoders = decoders
    pane = EvidencePane(plain_context(services=services, jobs=library.jobs))
    qtbot.addWidget(pane)
    pane.show()
    pane.show_exhibit(library.ids["verdict.pdf"])
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.card, timeout=5_000)
    assert "no safe way" in pane.banners.banners()[0].text
    decoders.close()


class Inkless:
    """A document whose second page has letters that its picture lacks."""

    unsearched = ()

    def __init__(self) -> None:
        self.info = DocumentInfo("pdf", "pdf", "application/pdf", (PageSize(300, 400),) * 2)

    def picture(self, page: int, width: int, height: int, **_: object) -> Picture:
        return Picture(width, height, width * 4, b"\xff" * (width * height * 4), PageFrame(300, 400))

    def text(self, page: int) -> PageText:
        warnings = ("text_not_drawn",) if page == 1 else ()
        return PageText("verborgen", array("i", [1000, 1000, 2000, 1200] * 9), PageFrame(300, 400), warnings=warnings)

    def outline(self) -> tuple[()]:
        return ()

    def labels(self) -> tuple[()]:
        return ()

    def parts(self) -> tuple[()]:
        return ()

    def links(self, page: int) -> tuple[()]:
        return ()

    def close(self) -> None:
        pass


def test_letters_that_are_not_drawn_are_announced(show: Show, qtbot: QtBot) -> None:
    """R-D4: a blank page where there is text never goes unsaid."""
    pane = show("verdict.pdf")
    pane.viewer.show_document(Inkless(), "A-001")  # type: ignore[arg-type]
    settle(qtbot, pane)
    assert not pane.banners.banners()
    pane.canvas.go_to(1)
    settle(qtbot, pane)
    (banner,) = pane.banners.banners()
    assert "not drawn" in banner.text
    assert banner.button is not None and "text" in banner.button.text()
    pane.canvas.go_to(0)
    assert not pane.banners.banners()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_menu_of_the_page_offers_the_same_actions(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    pane.canvas.menu_wanted.emit(pane.canvas.mapToGlobal(pane.canvas.rect().center()))
    menus = [menu for menu in pane.findChildren(QMenu) if menu.isVisible()]
    names = {action.text() for action in menus[0].actions() if action.text()}
    assert {"Cite", "Mark text", "Find in this exhibit"} <= names
    menus[0].close()


@pytest.mark.parametrize("name", ["verdict.pdf", "letter.epub", "locked.pdf"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_control_has_a_name_and_every_text_has_room(
    library: Room, jobs: ThreadJobs, qtbot: QtBot, name: str, language: str
) -> None:
    words = Stretched(language)  # type: ignore[arg-type]
    pane = EvidencePane(plain_context(language, services=library.services, jobs=jobs, words=words))  # type: ignore[arg-type]
    pane.resize(584, 700)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_exhibit(library.ids[name])
    places = (pane.viewer, pane.card, pane.password)
    qtbot.waitUntil(lambda: pane.stack.currentWidget() in places, timeout=10_000)
    qtbot.keyClick(pane.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not nameless(pane)
    qtbot.waitUntil(lambda: not cut_texts(pane), timeout=5_000)  # the layout settles after the texts are set
    pane.close_exhibit()


def test_no_icon_is_missing() -> None:
    from desktop.paths import resource
    from ui.evidence.actions import ACTIONS
    from ui.evidence.custody_rows import ICONS
    from ui.evidence.names import FORMATS, icon_of

    named = {icon for _name, icon, _keys in ACTIONS.values()} | set(ICONS.values()) | {"point", "quote", "file-export"}
    named |= {icon_of(media, format_) for media in ("", "image/png", "audio/mpeg", "video/mp4") for format_ in FORMATS}
    missing = [icon for icon in named if not Path(resource("icons", f"{icon}.svg")).exists()]
    assert not missing


def test_what_nobody_looked_into_is_called_as_it_calls_itself() -> None:
    told = [claimed(*one) for one in (("application/pdf", "a.txt"), ("", "Расчёт.CSV"), ("text/plain", ""), ("", "a"))]
    assert told == ["pdf", "csv", "text", ""]
    named = [claimed("", name) for name in ("a.txt", "a.html", "a.json")]
    assert named == ["text", "html", "text"], "a chat is known by its content only"
    words = Words("ru")
    assert fact_value(words, "pdf.moddate", "2026-02-03 10:20:00 +03") == "03.02.2026 10:20:00 +03"
    assert fact_value(words, "exif.taken", "some day") == "some day"
    assert fact_value(words, "pdf.producer", "2026-02-03") == "2026-02-03"


def test_a_title_is_cut_anew_when_a_button_takes_its_room(pane: EvidencePane, show: Show) -> None:
    show("verdict.pdf")
    assert pane.exhibit is not None
    title, metrics = pane.header.title, pane.header.title.fontMetrics()
    details = replace(pane.exhibit.details, title_en="Judgment of the local court of Sampletown" * 3)
    pane.header.show_exhibit(replace(pane.exhibit, details=details))
    row = pane.header.layout()
    assert row is not None
    row.activate()
    before = title.width()
    pane.header.beside.show()
    row.activate()
    assert title.width() < before
    assert title.text().endswith("…") and metrics.horizontalAdvance(title.text()) <= title.width()
    assert title.toolTip() == details.title_en
