"""Derived exhibits below their original with the way back; verifying by clicks; one's own reading in the list."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models.views.evidence import AdmitDraft, ExhibitDetails, PagePlace
from models.views.integrity import CheckReport, CheckTarget, Finding, ReadingView
from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, sheet_of
from tests.ui.evidence.test_intake import rows
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.context import Context
from ui.evidence import exhibit_rows
from ui.evidence.exhibits_pane import ExhibitsPane
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.verified_sheet import VerifiedSheet
from ui.messages import Notice
from ui.widgets.row import ROW

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the offscreen platform can't, for menus


@pytest.fixture
def filled(room: Room, tmp_path: Path) -> Room:
    """A-001 verdict (3 pages), A-002 notes, A-003 an excerpt of A-001, A-004 a redacted copy of that."""
    for name, data in (("verdict.pdf", files.verdict(3)), ("notes.txt", files.notes(5))):
        (tmp_path / name).write_bytes(data)
        room.admit(tmp_path / name)
    original = room.ids["verdict.pdf"]
    for name, how in (("excerpt.txt", "excerpt"), ("redacted.txt", "redaction")):
        (tmp_path / name).write_text(name, "utf-8")
        staged = room.evidence.stage(tmp_path / name)
        said = ExhibitDetails(title_en=name, provenance="made by the program")
        draft = AdmitDraft(staged, said, derived_from=original, derived_how=how, derived_at_place=PagePlace(2))
        done = room.jobs.database(lambda draft=draft: room.evidence.admit(room.case_id, [draft])).result()  # type: ignore[misc]
        original = room.ids[name] = done.value[0].id
    return room


@pytest.fixture
def here(filled: Room) -> Context:
    return plain_context(services=filled.services, jobs=filled.jobs)


@pytest.fixture
def pane(here: Context, filled: Room, qtbot: QtBot) -> Iterator[ExhibitsPane]:
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    made = ExhibitsPane(here, window)
    made.setGeometry(0, 0, 260, 700)
    window.show()
    made.set_case(filled.case_id)
    qtbot.waitUntil(lambda: len(rows(made)) == 4, timeout=5_000)
    yield made


def pick(pane: ExhibitsPane, text: str) -> None:
    """Choose an entry of the exhibit's menu."""
    menu = pane.exhibit_menu(pane.mapToGlobal(QPoint(5, 5)))
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.text() == text]
    action.trigger()
    menu.close()


def test_a_new_exhibit_is_stood_on_as_soon_as_it_is_listed(
    pane: ExhibitsPane, filled: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    pane.select(filled.ids["verdict.pdf"])
    (tmp_path / "still.txt").write_text("a picture of it", "utf-8")
    filled.admit(tmp_path / "still.txt")
    pane.select(filled.ids["still.txt"])  # it was opened before the list has heard of it
    assert pane.list.current_key() == filled.ids["verdict.pdf"]
    pane.refresh()
    qtbot.waitUntil(lambda: len(pane.exhibits) == 5, timeout=5_000)
    assert pane.list.current_key() == filled.ids["still.txt"]
    pane.select(filled.ids["notes.txt"])
    pane.refresh()
    qtbot.waitUntil(lambda: pane.list.current_key() == filled.ids["notes.txt"], timeout=5_000)


def test_derived_exhibits_stand_below_their_original(pane: ExhibitsPane, filled: Room, qtbot: QtBot) -> None:
    shown = [(row.title.split()[0], row.depth, row.detail.split(" · ")[0], row.chip) for row in rows(pane)]
    assert shown == [
        ("A-001", 0, "3 pages", ""),
        ("A-003", 1, "Excerpt", ""),
        ("A-004", 2, "Redacted", ""),
        ("A-002", 0, "Plain text", ""),
    ]
    chosen: list[str] = []
    pane.chosen.connect(chosen.append)
    pane.select(filled.ids["redacted.txt"])
    pick(pane, "Go to what it was made of")
    assert chosen == [filled.ids["excerpt.txt"]] and pane.list.current_key() == filled.ids["excerpt.txt"]
    pane.show_facts()
    sheet = sheet_of(pane, FactsSheet)
    assert isinstance(sheet, FactsSheet)
    names = [label.accessibleName() for label in sheet.facts.findChildren(QWidget)]
    assert "Made of: A-001 · Excerpt" in names and not nameless(sheet) and not cut_texts(sheet)
    pane.grab()  # the indented rows are painted
    sheet.reject()


def test_an_altered_exhibit_is_marked_in_the_list_and_in_its_facts(
    pane: ExhibitsPane, here: Context, filled: Room, qtbot: QtBot
) -> None:
    notices: list[Notice] = []
    toasts: list[str] = []
    here.messages.noticed.connect(notices.append)
    here.messages.toasted.connect(toasts.append)
    here.messages.listen()
    pane.select(filled.ids["notes.txt"])
    pick(pane, "Verify A-002")
    qtbot.waitUntil(lambda: toasts == ["A-002 is as it came in."], timeout=5_000)
    for path in (filled.vault.folder / "objects").rglob("*"):
        if path.is_file() and path.stat().st_size < 4_000:
            data = bytearray(path.read_bytes())
            data[-1] ^= 1
            path.chmod(0o600)
            path.write_bytes(data)
    pick(pane, "Verify all exhibits of the case")
    qtbot.waitUntil(lambda: len(notices) == 1, timeout=5_000)
    assert "no longer as they came in" in notices[0].text and notices[0].tone == "bad"
    qtbot.waitUntil(lambda: [row.chip for row in rows(pane)].count("altered") >= 2, timeout=5_000)
    bad = [row for row in rows(pane) if row.chip == "altered"]
    assert {row.tone for row in bad} == {"bad"} and any(row.detail.startswith("Redacted") for row in bad)
    assert notices[0].action is not None
    notices[0].action.run()
    found = sheet_of(pane, VerifiedSheet)
    assert isinstance(found, VerifiedSheet) and found.list.model().rowCount() == len(bad)
    assert not nameless(found) and not cut_texts(found)
    found.reject()
    source = CheckTarget("", "", "", "Country report", 1, "00" * 32, b"", b"", "s")
    report = CheckReport((Finding(source, "damaged"),), recorded=True)
    alone = VerifiedSheet(here, pane, report, 1)
    assert alone.list.model().index(0, 0).data(ROW).title == "Source: Country report"
    told = " ".join(label.text() for label in alone.findChildren(QLabel))
    assert "enter it as a new source" in told and "withdraw this one" not in told
    alone.reject()
    pane.select(filled.ids["notes.txt"])
    pane.show_facts()
    facts = sheet_of(pane, FactsSheet)
    assert any(
        "did not match" in label.accessibleName() and "backup" in label.accessibleName()
        for label in facts.findChildren(QWidget)
    )
    facts.close()


def test_reading_is_shown_and_marked_by_ones_own_act(pane: ExhibitsPane, filled: Room, qtbot: QtBot) -> None:
    verdict, reading = filled.ids["verdict.pdf"], filled.evidence.reading
    filled.jobs.database(lambda: reading.note_seen(verdict, [0, 2])).result()
    pane.refresh()
    qtbot.waitUntil(lambda: rows(pane)[0].detail.startswith("2 of 3 pages seen"), timeout=5_000)
    pane.select(verdict)
    pick(pane, "Mark as read")
    qtbot.waitUntil(lambda: rows(pane)[0].detail == "3 pages · read", timeout=5_000)
    pane.show_facts()
    sheet = sheet_of(pane, FactsSheet)
    qtbot.waitUntil(
        lambda: any("marked as read on" in w.accessibleName() for w in sheet.findChildren(QWidget)), timeout=5_000
    )
    sheet.close()
    pick(pane, "Mark as not read")
    qtbot.waitUntil(lambda: rows(pane)[0].detail.startswith("2 of 3 pages seen"), timeout=5_000)
    qtbot.keyClick(pane.list, Qt.Key.Key_Down)
    QApplication.sendPostedEvents()


def test_order_of_a_tree_whose_original_is_not_shown(filled: Room) -> None:
    views = filled.jobs.database(lambda: filled.evidence.exhibits(filled.case_id)).result()
    order = exhibit_rows.arranged(views[1:])  # without A-001
    assert [(view.number, depth) for view, depth in order] == [("A-002", 0), ("A-003", 0), ("A-004", 1)]
    words = plain_context(services=filled.services, jobs=filled.jobs).words
    one = dataclasses.replace(views[0], pages=1)
    assert exhibit_rows.progress_text(words, one, ReadingView(one.id, (0,))) == ""
    assert exhibit_rows.progress_text(words, views[0], None) == ""
