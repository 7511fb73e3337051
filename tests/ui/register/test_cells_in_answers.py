"""Cells of a workbook cited into an answer in the whole case screen, by clicks and keys, and back from the chip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.assessment.for_paper import _citations
from models.views.cells import Area
from models.views.evidence import AdmitDraft, CellPlace, ExhibitDetails
from models.views.papers import PaperCitation
from tests.evidence import grid_files
from ui.assessment.citation_chip import CitationChip
from ui.context import Context
from ui.evidence.grid_view import GridView
from ui.register.case_screen import CaseScreen

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


def click(view: GridView, row: int, column: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at: QPoint = view.table.visualRect(view.model.index(row, column)).center()
    QTest.mouseClick(view.table.viewport(), LEFT, keys, at)


def test_cells_land_on_an_answer_and_the_chip_leads_back(
    ctx: Context, qtbot: Any, ids: list[str], tmp_path: Path
) -> None:
    (tmp_path / "payments.xlsx").write_bytes(grid_files.payments())
    evidence = ctx.services.evidence
    staged = evidence.stage(tmp_path / "payments.xlsx")
    said = ExhibitDetails(title_en="Payments", provenance="From the bank")
    exhibit = evidence.admit(ids[0], [AdmitDraft(staged, said)]).value[0]
    screen = CaseScreen(ctx, ids[0])
    qtbot.addWidget(screen)
    screen.resize(1366, 720)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow, timeout=5_000)
    qtbot.mouseClick(screen.outline.places["checklist"], LEFT)
    screen.show_exhibit(exhibit.id)
    qtbot.waitUntil(lambda: screen.evidence.others.current is not None, timeout=10_000)
    view = screen.evidence.others.current
    assert isinstance(view, GridView)
    qtbot.waitUntil(lambda: bool(view.sheets), timeout=5_000)
    view.table.viewport().repaint()
    click(view, 2, 1)
    click(view, 4, 2, SHIFT)
    QTest.keyClick(view.table, Qt.Key.Key_C)
    desk = screen.checklist.desk
    qtbot.waitUntil(lambda: len(desk.draft.citations) == 1, timeout=5_000)
    (draft,) = desk.draft.citations
    assert draft.place == CellPlace("Выплаты", "B3:C5") and draft.quote.startswith("2026-01-01\t1000.5\n")
    qtbot.keyClick(screen, Qt.Key.Key_F5)  # to the panel, as people do
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert desk.draft.value == "YES"
    screen.flush()
    (chip,) = [one for one in screen.checklist.findChildren(CitationChip) if one.isVisible()]
    assert chip.chip.text() == f"{exhibit.number} · Выплаты, B3:C5"
    # leaving the item puts the answer on record with its cells; it prints them
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    stored = [one for one in evidence.citations(ids[0]) if one.exhibit_id == exhibit.id]
    assert [one.place for one in stored] == [draft.place]
    printed = _citations([one.draft() for one in stored], {exhibit.id: exhibit.number})
    assert printed == (PaperCitation(exhibit.number, sheet="Выплаты", cells="B3:C5"),)
    # somewhere else in the book, then back by the chip
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P)
    (chip,) = [one for one in screen.checklist.findChildren(CitationChip) if one.isVisible()]
    view._go(Area(30, 0, 30, 0))
    qtbot.mouseClick(chip.chip, LEFT)
    qtbot.waitUntil(lambda: view.table.cited == Area(2, 1, 4, 2), timeout=5_000)
    assert view.table.flash == 1.0
    screen.evidence.close_exhibit()
