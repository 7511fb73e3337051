"""The custody log on screen: entries and verifications in one order, verifying from it, saving it as a paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.filing.custody_extract import CustodyExtracts
from models.views.evidence import AdmitDraft, ElsewhereEntry, ExhibitDetails
from tests.papers.reading import whole_text
from tests.ui.evidence.conftest import Room
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.evidence.custody_entry_sheet import CustodyEntrySheet
from ui.evidence.custody_sheet import CustodySheet
from ui.evidence.names import grouped
from ui.widgets.label import Label
from ui.widgets.row import ROW, Row


def rows(sheet: CustodySheet) -> list[Row]:
    model = sheet.list.model()
    return [model.index(n, 0).data(ROW) for n in range(model.rowCount())]


def came_from_elsewhere(room: Room, path: Path) -> None:
    """An exhibit of a case folder with two entries of another vault."""
    came = ElsewhereEntry(
        "received", "2026-10-29", "B. Example", "with\na list\u202e", "2026-10-30T10:00:00.000Z", "N. Far"
    )  # fmt: skip
    destroyed = ElsewhereEntry("destroyed", "2026-10-30", "", "act 7", "2026-10-30T11:00:00.000Z", "")
    draft = AdmitDraft(room.evidence.stage(path), ExhibitDetails(title_en="Far", provenance="case folder"))
    draft = replace(draft, elsewhere=(came, destroyed))
    admitted = room.jobs.database(lambda: room.evidence.admit(room.case_id, [draft])).result()
    room.ids[path.name] = admitted.value[0].id


@pytest.fixture
def sheet(room: Room, tmp_path: Path, qtbot: QtBot) -> CustodySheet:
    (tmp_path / "notes.txt").write_text("notes")
    room.admit(tmp_path / "notes.txt")
    services = room.services
    services.custody_extracts = room.jobs.database(
        lambda: CustodyExtracts(room.vault, room.register, room.evidence, room.vault.store.clock)
    ).result()
    window = QWidget()
    window.resize(1000, 760)
    qtbot.addWidget(window)
    window.show()
    made = CustodySheet(plain_context(services=services, jobs=room.jobs), window, room.exhibit("notes.txt"))
    made.open()
    qtbot.waitUntil(lambda: len(rows(made)) == 1, timeout=5_000)
    return made


def test_verifying_adds_a_line_and_a_failure_a_warning(sheet: CustodySheet, room: Room, qtbot: QtBot) -> None:
    assert rows(sheet)[0].title == "Received" and sheet.warning.isHidden()
    shown = [label.text() for label in sheet.findChildren(Label)]
    assert f"SHA-256\n{grouped(room.exhibit('notes.txt').sha256)}" in shown
    assert not nameless(sheet) and not cut_texts(sheet)
    qtbot.mouseClick(sheet.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(sheet)) == 2, timeout=5_000)
    assert rows(sheet)[1].title == "Verified" and rows(sheet)[1].chip == ""
    (path,) = [path for path in (room.vault.folder / "objects").rglob("*") if path.is_file()]
    path.unlink()
    qtbot.mouseClick(sheet.verify, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(sheet)) == 3, timeout=5_000)
    assert rows(sheet)[2].chip == "altered" and rows(sheet)[2].tone == "bad"
    assert sheet.warning.isVisible() and "Restore the vault from a backup" in sheet.warning.text()


def test_what_happened_outside_is_recorded_by_hand(sheet: CustodySheet, room: Room, qtbot: QtBot) -> None:
    qtbot.mouseClick(sheet.record, Qt.MouseButton.LeftButton)
    (entry,) = sheet.findChildren(CustodyEntrySheet)
    assert not nameless(entry) and not cut_texts(entry)
    assert entry.action.currentText() == "Returned" and entry.form.rows["party"].name.text() == "To whom *"
    qtbot.keyClicks(entry.day, "19.11.2026")
    qtbot.mouseClick(entry.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "from or to whom" in entry.form.rows["party"].note.text(), timeout=5_000)
    assert room.custody("notes.txt") == ["received"] and entry.party.hasFocus()
    qtbot.keyClicks(entry.party, "A. Example, applicant")
    qtbot.keyClicks(entry.note, "by registered post")
    qtbot.mouseClick(entry.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(rows(sheet)) == 2, timeout=5_000)
    row = rows(sheet)[1]
    assert (row.title, row.icon) == ("Returned", "arrow-back-up")
    assert row.detail.endswith("happened on 19.11.2026 · to: A. Example, applicant · by registered post")


def test_what_was_recorded_elsewhere_stands_apart_from_the_log(
    sheet: CustodySheet, room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "far.txt").write_text("far")
    came_from_elsewhere(room, tmp_path / "far.txt")
    ctx = plain_context(services=sheet._ctx.services, jobs=room.jobs)
    made = CustodySheet(ctx, sheet.window(), room.exhibit("far.txt"))
    made.open()
    qtbot.waitUntil(lambda: len(rows(made)) == 5, timeout=5_000)
    assert [(row.title, row.heading, row.chip) for row in rows(made)] == [
        ("Recorded elsewhere, not checked here", True, ""),
        ("Received", False, "elsewhere"),
        ("Destroyed", False, "elsewhere"),
        ("Log of this vault", True, ""),
        ("Received", False, ""),
    ]
    first, second = rows(made)[1:3]
    assert first.detail == "N. Far · happened on 29.10.2026 · from: B. Example · with a list⟨U+202E⟩"
    assert second.detail == "not stated by whom · happened on 30.10.2026 · act 7"
    assert made.note.text().startswith("1 entry,") and made.note.text().endswith("2 more were recorded elsewhere.")
    assert not nameless(made) and not cut_texts(made)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_log_is_saved_as_a_paper(
    sheet: CustodySheet, room: Room, tmp_path: Path, qtbot: QtBot, language: str
) -> None:
    sheet.language.setCurrentIndex(sheet.language.findData(language))
    qtbot.mouseClick(sheet.paper, Qt.MouseButton.LeftButton)
    (dialog,) = sheet.findChildren(QFileDialog)
    target = tmp_path / "log.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(target.exists, timeout=15_000)
    text = "".join(whole_text(target.read_bytes()).split())
    assert room.exhibit("notes.txt").sha256 in text
    assert ("Получено" if language == "ru" else "Received") in text
    qtbot.waitUntil(sheet.paper.isEnabled, timeout=5_000)
