"""The register of country information by mouse and keys: enter, attach, read, use in a case, disclose, come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.services import Services
from models.views.register import CaseDraft
from models.views.sources import SourceDraft
from tests.evidence import files
from tests.ui.kit import Stretched, cut_texts, nameless, plain_context, real_context
from ui.context import Context
from ui.evidence.disclosure_sheet import DisclosureSheet
from ui.evidence.pick_sheet import PickSheet
from ui.evidence.source_sheet import SourceSheet
from ui.evidence.sources_screen import SourcesScreen
from ui.main_window import MainWindow
from ui.register.case_screen import CaseScreen


@pytest.fixture(scope="module")
def services(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = real_context(tmp_path_factory.mktemp("sources")).services
    made.register.create_case(CaseDraft(title="Первое дело"))
    yield made
    made.close()


def shown(ctx: Context) -> Iterator[MainWindow]:
    window = MainWindow(ctx)
    window.resize(1366, 728)
    window.show()
    window.show_place("sources")
    yield window
    window.retire()
    window.close()
    window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[MainWindow]:
    yield from shown(plain_context(services=services))


def screen_of(window: MainWindow) -> SourcesScreen:
    screen = window.current_screen()
    assert isinstance(screen, SourcesScreen)
    return screen


def sheet_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    return next(sheet for sheet in window.findChildren(kind) if sheet.isVisible())


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible() and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_source_from_its_entry_to_the_exhibit_in_a_case(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    screen = screen_of(window)
    click(qtbot, screen.empty.button)
    sheet = sheet_of(window, SourceSheet)
    assert isinstance(sheet, SourceSheet)
    form = sheet.form
    qtbot.keyClicks(form.texts["title_en"], "Report on free speech")
    click(qtbot, sheet.accept_button)
    assert "published" in form.form.rows["publisher"].note.text(), "the fault stands at its field"
    qtbot.keyClicks(form.texts["publisher"], "Example Monitor")
    qtbot.keyClicks(form.dates["published_on"], "11.2025")
    qtbot.keyClicks(form.dates["stale_on"], "01.01.2020")
    form.answers["current"][0].set_code("no")
    qtbot.keyClicks(form.answers["current"][1], "events moved on")
    click(qtbot, sheet.accept_button)
    pane = screen.pane
    qtbot.waitUntil(lambda: pane.title.text() == "Report on free speech")
    assert pane.state.text() == "stale" and not pane.use.isEnabled()
    row = screen.list.rows.row_at(screen.list.currentIndex())
    assert row is not None and (row.chip, row.detail) == ("stale", "Example Monitor · 11.2025")
    assert pane.source is not None
    screen.flows.attach(pane.source.id, files.pdf(tmp_path / "report.pdf", 2))
    qtbot.waitUntil(lambda: pane.use.isEnabled())
    pane.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: pane.reader.viewer.source is not None and pane.reader.viewer.source.pages == 2)
    pane.tabs.setCurrentIndex(0)
    assert pane.reader.viewer.source is None, "what is not looked at keeps no decoder"
    click(qtbot, pane.use)
    pick = sheet_of(window, PickSheet)
    assert isinstance(pick, PickSheet)
    click(qtbot, pick.accept_button)
    qtbot.waitUntil(lambda: pane.uses.rows.rowCount() == 1)
    click(qtbot, pane.disclose)
    asked = sheet_of(window, DisclosureSheet)
    assert isinstance(asked, DisclosureSheet)
    asked.day.clear()
    qtbot.keyClicks(asked.day, "01.11.2025")
    click(qtbot, asked.accept_button)
    qtbot.waitUntil(lambda: "01.11.2025" in _detail(pane.uses))
    pane.uses.setFocus()
    qtbot.keyClick(pane.uses, Qt.Key.Key_Return)
    case = window.current_screen()
    assert isinstance(case, CaseScreen)
    qtbot.waitUntil(lambda: case.evidence.viewer.source is not None)
    assert case.evidence.exhibit is not None and case.evidence.exhibit.number == "C-001"
    case.evidence.close_exhibit()


def _detail(rows: object) -> str:
    row = rows.rows.row_at(rows.currentIndex())  # type: ignore[attr-defined]
    return row.detail if row is not None else ""


def test_from_the_case_a_source_is_taken_in_and_read(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    staged = services.evidence.stage(files.note(tmp_path / "a.txt"))
    services.sources.create(SourceDraft(title_en="Another report", publisher="Paper"), staged)
    other = services.register.create_case(CaseDraft(title="Second")).value.id
    case = window.open_case(other)
    assert isinstance(case, CaseScreen)
    qtbot.keyClick(case, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    pick = sheet_of(window, PickSheet)
    assert isinstance(pick, PickSheet)
    qtbot.keyClicks(pick.field, "another")
    qtbot.keyClick(pick.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: case.evidence.viewer.source is not None)
    assert case.evidence.exhibit is not None and case.evidence.exhibit.details.kind == "country_info"
    case.evidence.close_exhibit()
    window.close_case()


def test_search_leads_to_the_source(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    made = services.sources.create(SourceDraft(title_en="Lighthouse survey", publisher="Coast")).value
    window.show_results("lighthouses kind:source")
    window.current_screen().list.setFocus()  # type: ignore[attr-defined]
    qtbot.keyClick(window.current_screen().list, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert screen_of(window).list.current_key() == made.id
    click(qtbot, screen_of(window).pane.remove)
    qtbot.waitUntil(lambda: screen_of(window).list.rows.place_of(made.id) < 0)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_register_has_room_and_names(qtbot: QtBot, services: Services, language: Language) -> None:
    services.sources.create(SourceDraft(title_en=f"Report {language}", title_ru="Доклад", publisher="Издатель"))
    ctx = plain_context(language, words=Stretched(language), services=services)
    for window in shown(ctx):
        qtbot.waitUntil(lambda seen=window: not cut_texts(seen))
        assert not nameless(window)
        sheet = screen_of(window).new_source()
        qtbot.waitUntil(lambda seen=sheet: not cut_texts(seen))
        assert not nameless(sheet)
        sheet.reject()
