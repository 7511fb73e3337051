"""A day in the evidence room by real clicks and keys, in one case: mail, its attachment, a translation pair, a mark,
a cell, a still of a video, a redacted copy, a search; all of it cited, and the citations stand in the signed paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys import evidence_steps as day
from tests.journeys import steps
from tests.journeys.one_process import Workstation
from tests.ui.flashes import Flashes
from tests.ui.kit import PASSPHRASE, made_vault

PIN = "371905"


@pytest.fixture
def station(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Workstation]:
    made = Workstation(tmp_path, qtbot, request.param)
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    yield made
    qapp.removeEventFilter(flashes)
    made.close()
    assert not made.faults
    assert not flashes.seen


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")  # lists of combo boxes, offscreen
@pytest.mark.parametrize("station", ["ru"], indirect=True)
def test_a_day_in_the_evidence_room(station: Workstation, tmp_path: Path) -> None:
    user = station.user
    tr = user.tr
    user.patience = 30
    vault = tmp_path / "Office.collegium"
    made_vault(station.setup, vault)
    station.start(vault)
    steps.unlock(user, PASSPHRASE)
    steps.name_member(
        user, "Комиссия (образец)", "г. Образцовск", "Докладова Мария Петровна", "член комиссии",
        "Commission (sample)", "Sampleton", "Maria Dokladova", "member of the commission",
    )  # fmt: skip
    steps.import_folder(user, day.incoming(tmp_path / "incoming"))
    user.click(tr("Close"))
    steps.open_case(user, "Mustermann")
    steps.record_consent(user, "15.09.2026")
    steps.register_case(user)
    user.see("A1")

    # a letter, and what is attached to it
    day.open_from_list(user, "letter.eml")
    user.painted(1)
    user.keys(day.key(user, "Ctrl+J"))
    user.focused(tr("Attached files"))
    user.keys("Return", "Return")
    day.take_in(user)

    # the attachment is a workbook: one of its cells
    user.click_row(tr("Cells of the sheet"), "получатель 3,")
    day.cite_here(user, "A1")
    user.see("Выплаты, D6")
    steps.answer(user, 1, "")
    steps.next_item(user, "A2")

    # original and translation side by side; a mark on the original, cited
    day.open_from_list(user, "A-002")
    user.painted(1)
    user.keys(day.key(user, "V"))
    user.see(tr("Pages together"))
    user.drag_over("Geldstrafe")
    user.marked("Geldstrafe")
    user.keys(day.key(user, "H"))
    day.cite_here(user, "A2")
    user.keys(day.key(user, "V"))
    steps.answer(user, 1, "")
    steps.next_item(user, "A3")

    # a moment of the video, and its picture as an exhibit
    day.open_from_list(user, "square.mp4")
    user.screened(0)
    user.keys("Shift+Right")
    user.screened(40)
    user.keys("Shift+Right")
    user.screened(80)
    day.cite_here(user, "A3")
    user.keys(day.key(user, "S"))
    day.take_in(user)
    user.painted(1)
    day.cite_here(user, "A3")
    steps.answer(user, 1, "")
    steps.next_item(user, "A4")

    # a copy without names, and what the search finds
    day.open_from_list(user, "A-004")
    user.painted(1)
    day.redact(user, "A-004", "Mustermann", 1)
    user.painted(1)
    day.search(user, "штрафы", "A-003")
    user.painted(1)
    day.cite_here(user, "A4")
    steps.answer(user, 1, "")
