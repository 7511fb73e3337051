"""The case list by clicks and keys: search, filters, sorting, pages, ways in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.i18n import Language
from models.views.register import CaseDraft, CaseEntry, PersonDraft, PersonEntry
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.context import Context
from ui.register import cases_model
from ui.register.cases_model import Column
from ui.register.cases_screen import CasesScreen
from ui.register.import_report_sheet import ImportReportSheet
from ui.register.new_case_sheet import NewCaseSheet


def shown(screen: CasesScreen, column: Column = Column.APPLICANT) -> list[str]:
    model = screen.model
    return [str(model.index(row, column).data()).split("\n")[0] for row in range(model.rowCount())]


def make(ctx: Context, qtbot: Any, width: int = 1190) -> CasesScreen:
    screen = CasesScreen(ctx)
    qtbot.addWidget(screen)
    screen.resize(width, 700)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


def click_head(screen: CasesScreen, column: Column) -> None:
    head = screen.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_newest_first_and_headers_sort(ctx: Context, qtbot: Any) -> None:
    screen = make(ctx, qtbot)
    assert shown(screen)[0].startswith("Эрикссон")
    click_head(screen, Column.APPLICANT)
    assert shown(screen) == ["Dubois Claire", "Novák Petr", "Ozoliņš Jānis", "Schulz-Wagner Maximilian Alexander",
                             "Эрикссон Анна Мария"]  # fmt: skip
    click_head(screen, Column.APPLICANT)
    assert shown(screen)[0].startswith("Эрикссон")
    click_head(screen, Column.PRIORITY)
    assert screen.model.query.sort == "applicant"


def test_search_in_either_script_and_filters(ctx: Context, qtbot: Any) -> None:
    screen = make(ctx, qtbot)
    screen.search.insert("Шульц")  # QTest types Latin letters only
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    assert shown(screen) == ["Schulz-Wagner Maximilian Alexander"]
    assert screen.count.text() == "1 case"
    QTest.keyClick(screen.search, Qt.Key.Key_Escape)
    assert len(shown(screen)) == 5
    screen.state.set_code("REGISTERED")
    screen.state.edited.emit()
    assert len(shown(screen)) == 2
    QTest.keyClicks(screen.search, "nobody here")
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    assert screen.stack.currentWidget() is screen.empty
    qtbot.mouseClick(screen.empty.button, Qt.MouseButton.LeftButton)
    assert len(shown(screen)) == 5
    assert screen.search.text() == ""


def test_mine_are_those_of_the_member_in_the_profile(ctx: Context, qtbot: Any) -> None:
    screen = make(ctx, qtbot)
    qtbot.mouseClick(screen.mine, Qt.MouseButton.LeftButton)
    assert shown(screen) == ["Эрикссон Анна Мария"]
    qtbot.mouseClick(screen.mine, Qt.MouseButton.LeftButton)
    assert len(shown(screen)) == 5


def test_enter_opens_from_the_keyboard_alone(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, qtbot)
    screen.search.setFocus()
    QTest.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.focusWidget() is screen.table
    with qtbot.waitSignal(screen.case_opened) as opened:
        QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert opened.args == [ids[0]]


def test_pages_come_as_they_are_scrolled_to(empty_ctx: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page = 12
    monkeypatch.setattr(cases_model, "PAGE", page)
    register = empty_ctx.services.register
    for n in range(page + 5):
        person = PersonDraft(surname_lat=f"Name{chr(97 + n)}")
        register.create_case(CaseEntry(CaseDraft(), (PersonEntry(person),)))
    asked: list[int] = []
    cases = register.cases
    monkeypatch.setattr(register, "cases", lambda query: asked.append(query.offset) or cases(query))
    screen = CasesScreen(empty_ctx)
    qtbot.addWidget(screen)
    screen.resize(1190, 300)  # the second page lies below
    screen.show()
    qtbot.waitExposed(screen)
    assert screen.model.rowCount() == page + 5
    assert set(asked) == {0}
    screen.table.scrollToBottom()
    screen.table.setCurrentIndex(screen.model.index(page + 4, 0))
    qtbot.waitUntil(lambda: page in asked)
    assert screen.model.index(page + 4, Column.APPLICANT).data()
    assert asked.count(page) == 1


def test_empty_vault_says_what_to_do(empty_ctx: Context, qtbot: Any) -> None:
    screen = make(empty_ctx, qtbot)
    assert "import a folder" in screen.empty.label.text()
    qtbot.mouseClick(screen.empty.button, Qt.MouseButton.LeftButton)
    sheet = screen.findChild(NewCaseSheet) or next(w for w in screen.window().findChildren(NewCaseSheet))
    sheet.reject()


def test_new_case_by_keys_shows_faults_at_their_fields_and_warns_of_a_twin(ctx: Context, qtbot: Any) -> None:
    screen = make(ctx, qtbot)
    sheet = screen.new_case()
    qtbot.waitExposed(sheet)
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert "no name" in sheet.person.rows["surname_ru"].note.text()

    QTest.keyClicks(sheet.person.editor("surname_lat"), "Ozolins")
    QTest.keyClicks(sheet.person.editor("given_lat"), "Janis")
    QTest.keyClicks(sheet.person.editor("birth_date"), "31.02.1974")
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert sheet.banners.banners()[0].text.startswith("Perhaps the same person")
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert "not a date" in sheet.person.rows["birth_date"].note.text()

    field = sheet.person.editor("birth_date")
    field.clear()
    QTest.keyClicks(field, "__.02.1974")
    with qtbot.waitSignal(sheet.created) as created:
        qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    view = ctx.services.register.case(created.args[0])
    assert view.persons[0].fields.birth_date == "1974-02"
    assert len(shown(screen)) == 6


def test_folder_import_reports_and_refreshes(ctx: Context, qtbot: Any, tmp_path: Path) -> None:
    screen = make(ctx, qtbot)
    folder = tmp_path / "in" / "Новое дело"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    toasts: list[str] = []
    ctx.messages.toasted.connect(toasts.append)
    screen.flow.start(folder)
    assert toasts == ["Taken in: Новое дело, 1 file"]
    assert len(shown(screen)) == 6

    (folder / ".hidden").write_text("h")
    (folder / "empty.txt").write_text("")
    custody = "[[exhibit.custody]]\naction = 'copied'\nday = 2026-11-01\nrecorded_at = 2026-11-01T10:00:00Z\n"
    (folder / "case.toml").write_text(
        "format = 1\n[[person]]\nsurname_lat = 'Doe'\n[[exhibit]]\nfile = 'a.txt'\n" + custody
    )
    with qtbot.waitSignal(screen.flow.imported):
        screen.flow.start(folder)
    sheet = screen.window().findChildren(ImportReportSheet)[0]
    texts = " ".join(label.text() for label in sheet.findChildren(type(sheet.heading)))
    assert ".hidden (hidden)" in texts
    assert "empty.txt" in texts
    assert "recorded elsewhere came along: 1." in texts
    sheet.reject()


def test_failed_import_is_a_banner_not_a_box(ctx: Context, qtbot: Any, tmp_path: Path) -> None:
    screen = make(ctx, qtbot)
    ctx.messages.listen()
    notices: list[Any] = []
    ctx.messages.noticed.connect(notices.append)
    screen.flow.start(tmp_path / "none")
    assert notices[0].tone == "bad"
    assert "no folder" in notices[0].text


def test_place_comes_back(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, qtbot)
    screen.search.setText("novak")
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    place = screen.place()
    again = make(ctx, qtbot)
    again.restore_place(place)
    assert shown(again) == ["Novák Petr"]
    assert again.place() == place


@pytest.mark.parametrize("width", [1190, 1024, 844])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_cut_or_nameless(ctx: Context, qtbot: Any, language: Language, width: int) -> None:
    screen = make(plain_context(language, services=ctx.services), qtbot, width)
    assert cut_texts(screen) == []
    assert nameless(screen) == []
    assert screen.table.columnWidth(Column.APPLICANT) >= 180
