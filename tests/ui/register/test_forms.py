"""The forms of a case by clicks and keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.i18n import Language
from tests.ui.kit import Stretched, cut_texts, nameless, plain_context
from tests.ui.register.sample import ZONE
from ui.context import Context
from ui.register.case_sheet import CaseSheet
from ui.register.code_box import CodeBox
from ui.register.codes_button import CodesButton
from ui.register.consent_sheet import ConsentSheet
from ui.register.discard_sheet import DiscardSheet
from ui.register.document_sheet import DocumentSheet
from ui.register.history_sheet import HistorySheet
from ui.register.link_sheet import LinkSheet
from ui.register.new_case_sheet import NewCaseSheet
from ui.register.overview_pane import OverviewPane
from ui.register.person_card import PersonCard
from ui.register.person_sheet import PersonSheet
from ui.register.profile_sheet import ProfileSheet
from ui.widgets.label import Label


@pytest.fixture
def over(qtbot: Any) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    return window


def opened(sheet: Any, qtbot: Any) -> Any:
    sheet.open()
    qtbot.waitExposed(sheet)
    return sheet


def stands_on(widget: QWidget) -> bool:
    """Whether the keyboard's place in its window is this widget (the offscreen screen activates no window)."""
    return widget.window().focusWidget() is widget


def texts_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisible()]


def press(sheet: Any, qtbot: Any) -> None:
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)


def test_case_is_edited_and_the_history_tells(ctx: Context, qtbot: Any, over: QWidget, ids: list[str]) -> None:
    register = ctx.services.register
    sheet = opened(CaseSheet(ctx, over, register.case(ids[0])), qtbot)
    title = sheet.form.editor("title")
    assert stands_on(title)
    title.clear()
    QTest.keyClicks(title, "New title")
    sheet.form.editor("due_on").setText("01.02.2031")
    sheet.form.editor("grounds").set_value(("G1", "G2"))
    press(sheet, qtbot)
    view = register.case(ids[0])
    assert (view.fields.title, view.fields.due_on, view.fields.grounds) == ("New title", "2031-02-01", ("G1", "G2"))

    history = opened(HistorySheet(ctx, over, ids[0]), qtbot)
    texts = [label.text() for label in history.findChildren(Label)]
    assert any(text.endswith("→  New title") for text in texts)
    assert "01.02.2030  →  01.02.2031" in texts
    history.reject()


def test_stale_form_overwrites_nothing(ctx: Context, qtbot: Any, over: QWidget, ids: list[str]) -> None:
    register = ctx.services.register
    view = register.case(ids[0])
    sheet = opened(CaseSheet(ctx, over, view), qtbot)
    register.edit_case(view.id, type(view.fields)(**{**vars(view.fields), "title": "meanwhile"}))
    sheet.form.editor("title").setText("mine")
    press(sheet, qtbot)
    assert "changed since" in sheet.banners.banners()[0].text
    assert register.case(ids[0]).fields.title == "meanwhile"
    sheet.reject()
    sheet.reject()


def test_backing_out_once_says_that_typed_text_would_be_lost(
    ctx: Context, qtbot: Any, over: QWidget, ids: list[str]
) -> None:
    view = ctx.services.register.case(ids[0])
    sheet = opened(CaseSheet(ctx, over, view), qtbot)
    QTest.keyClicks(sheet.form.editor("title"), "typed")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert "not saved" in sheet.banners.banners()[0].text
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    untouched = opened(CaseSheet(ctx, over, view), qtbot)
    QTest.keyClick(untouched, Qt.Key.Key_Escape)
    assert not untouched.isVisible()


def test_special_fields_are_closed_until_consent(ctx: Context, qtbot: Any, over: QWidget, ids: list[str]) -> None:
    register = ctx.services.register
    view = register.case(ids[1])
    sheet = opened(CaseSheet(ctx, over, view), qtbot)
    assert not sheet.form.editor("summary").isEnabled()
    assert "consent" in sheet.form.rows["summary"].note.text()
    sheet.reject()
    person = opened(PersonSheet(ctx, over, view, view.persons[0]), qtbot)
    assert not person.form.editor("vulnerability").isEnabled()
    person.reject()

    consent = opened(ConsentSheet(ctx, over, view.persons[0]), qtbot)
    press(consent, qtbot)
    assert "day on which it was signed" in consent.form.rows["signed_on"].note.text()
    QTest.keyClicks(consent.form.editor("signed_on"), "01.11.2026")
    press(consent, qtbot)
    view = register.case(ids[1])
    assert view.consent_in_force
    again = opened(CaseSheet(ctx, over, view), qtbot)
    assert again.form.editor("summary").isEnabled()
    again.reject()


def test_pasted_zone_fills_fields_and_shows_each_difference(
    ctx: Context, qtbot: Any, over: QWidget, ids: list[str]
) -> None:
    register = ctx.services.register
    view = register.case(ids[0])
    sheet = opened(DocumentSheet(ctx, over, view, view.persons[0]), qtbot)
    assert stands_on(sheet.zone)
    assert sheet.diff.isHidden()
    sheet.zone.insertPlainText("\n".join(ZONE).lower())
    assert sheet.form.editor("number").text() == "L898902C3"
    assert sheet.form.editor("issuing_state").code() == "UTO"
    assert sheet.form.editor("birth_date_viz").text() == "12.08.1974"
    assert sheet.diff.isVisible()
    qtbot.waitUntil(lambda: "ERIKSSON" in texts_of(sheet.diff))
    sheet.form.editor("number").setText("L898902C4")
    sheet.form.editor("number").setModified(True)
    sheet.form.editor("number").editingFinished.emit()
    qtbot.waitUntil(lambda: {"L898902C3", "L898902C4"} <= set(texts_of(sheet.diff)))
    press(sheet, qtbot)
    saved = register.case(ids[0]).persons[0].documents[-1].fields
    assert (saved.mrz_line1, saved.mrz_line2, saved.number) == (*ZONE, "L898902C4")


def test_wrong_check_digit_is_named(ctx: Context, qtbot: Any, over: QWidget, ids: list[str]) -> None:
    view = ctx.services.register.case(ids[0])
    sheet = opened(DocumentSheet(ctx, over, view, view.persons[0]), qtbot)
    sheet.zone.insertPlainText(ZONE[0] + "\n" + ZONE[1].replace("C36", "C37"))
    said = "check digit of “Document number” in the machine-readable zone is 7; 6 would fit"
    qtbot.waitUntil(lambda: said in " ".join(texts_of(sheet.diff)))
    sheet.reject()
    sheet.reject()


def test_person_is_added_with_blocks_and_linked(ctx: Context, qtbot: Any, over: QWidget, ids: list[str]) -> None:
    register = ctx.services.register
    sheet = opened(PersonSheet(ctx, over, register.case(ids[0])), qtbot)
    sheet.form.editor("role_in_case").set_code("spouse")
    sheet.form.editor("surname_lat").setText("Ericsson")
    sheet.form.editor("birth_date").setText("____.1970")
    blocks = sheet.form.editor("citizenships")
    qtbot.mouseClick(blocks.add, Qt.MouseButton.LeftButton)
    box = blocks.findChildren(CodeBox)[0]
    assert stands_on(box)
    box.lineEdit().setText("Sweden")
    press(sheet, qtbot)
    person = next(p for p in register.case(ids[0]).persons if p.fields.role_in_case == "spouse")
    assert person.fields.birth_date == "1970"
    assert [c.country for c in person.fields.citizenships] == ["SWE"]

    link = opened(LinkSheet(ctx, over, register.case(ids[0])), qtbot)
    link.kind.set_code("spouse")
    link.second.set_code(person.id)
    press(link, qtbot)
    assert register.case(ids[0]).family[0].fields.to_person == person.id


def test_discard_sheet_says_what_goes_and_is_safe_by_default(
    ctx: Context, qtbot: Any, over: QWidget, ids: list[str]
) -> None:
    register = ctx.services.register
    sheet = opened(DiscardSheet(ctx, over, register.what_goes(ids[1])), qtbot)
    assert sheet.cancel_button.isDefault()
    assert not sheet.accept_button.isDefault()
    texts = " ".join(label.text() for label in sheet.findChildren(Label))
    assert "1 person with all fields" in texts
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert register.case(ids[1]).state == "DRAFT"
    again = opened(DiscardSheet(ctx, over, register.what_goes(ids[1])), qtbot)
    with qtbot.waitSignal(again.discarded):
        press(again, qtbot)
    assert register.cases().total == 4


def test_profile_form(empty_ctx: Context, qtbot: Any, over: QWidget) -> None:
    sheet = opened(ProfileSheet(empty_ctx, over), qtbot)
    assert stands_on(sheet.form.editor("commission"))
    for name in ("commission", "member_name", "post"):
        sheet.form.editor(name).clear()
    press(sheet, qtbot)
    assert "they stand on every paper" in sheet.banners.banners()[0].text
    for name, text in (("commission", "Комиссия"), ("member_name", "И. О. Пример"), ("post", "член комиссии")):
        sheet.form.editor(name).insert(text)
    press(sheet, qtbot)
    assert empty_ctx.services.register.profile().post == "член комиссии"


def test_overview_shows_persons_and_findings_and_follows_changes(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    pane = OverviewPane(ctx)
    qtbot.addWidget(pane)
    pane.resize(620, 700)
    pane.show()
    pane.set_case(ids[0])
    assert len(pane.findChildren(PersonCard)) == 2
    texts = " ".join(label.text() for label in pane.findChildren(Label))
    assert "the machine-readable zone reads ERIKSSON, the case says Ericsson" in texts
    assert "08.1974" in texts
    view = ctx.services.register.case(ids[0])
    second = next(card for card in pane.findChildren(PersonCard) if card.person.id == view.persons[1].id)
    qtbot.mouseClick(second.promote, Qt.MouseButton.LeftButton)
    assert ctx.services.register.case(ids[0]).applicant == "Ericsson Nils"
    ctx.services.register.make_principal(view.persons[0].id, "child")
    ctx.run(pane, lambda: ctx.services.register.remove_person(view.persons[1].id))
    assert len(pane.widget().findChildren(PersonCard)) == 1


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_codes_button_is_worked_by_keyboard(ctx: Context, qtbot: Any, over: QWidget) -> None:
    button = CodesButton(ctx.theme, [("a", "First"), ("b", "Second")], "Nothing")
    button.setParent(over)
    button.show()
    QTest.keyClick(button, Qt.Key.Key_Space)
    menu = button._menu
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert button.value() == ("a", "b")
    menu.close()
    assert button.accessibleDescription() == "First, Second"


@pytest.mark.parametrize("language", ["en", "ru", "stretched"])
def test_sheets_are_whole_in_both_languages(
    ctx: Context, qtbot: Any, over: QWidget, ids: list[str], language: str
) -> None:
    chosen: Language = "ru" if language == "ru" else "en"
    words = Stretched("en") if language == "stretched" else None
    spoken = plain_context(chosen, services=ctx.services, words=words)
    register = ctx.services.register
    view = register.case(ids[0])
    person = view.persons[0]
    for make in (
        lambda: NewCaseSheet(spoken, over),
        lambda: CaseSheet(spoken, over, view),
        lambda: PersonSheet(spoken, over, view, person),
        lambda: DocumentSheet(spoken, over, view, person, person.documents[0]),
        lambda: ConsentSheet(spoken, over, person, person.consents[0]),
        lambda: LinkSheet(spoken, over, view),
        lambda: ProfileSheet(spoken, over),
        lambda: HistorySheet(spoken, over, ids[0]),
    ):
        sheet = opened(make(), qtbot)
        qtbot.waitUntil(lambda shown=sheet: cut_texts(shown) == [])  # once the layout has settled
        assert nameless(sheet) == []
        sheet.reject()
