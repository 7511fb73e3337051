"""The case screen: parts, citations into the panel, steps, folding, places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.views.annotations import AnnotationDraft
from models.views.assessment import Obstacle, Target
from models.views.evidence import AdmitDraft, CitationDraft, ExhibitDetails, WholePlace
from models.views.search import Context as Around
from models.views.search import SearchResult
from tests.evidence import files, flow_files
from tests.ui.kit import cut_texts
from ui.context import Context
from ui.evidence.facts_sheet import FactsSheet
from ui.register.case_screen import CaseScreen
from ui.register.consent_sheet import ConsentSheet
from ui.register.person_sheet import PersonSheet
from ui.register.profile_sheet import ProfileSheet
from ui.widgets.button import Button
from ui.widgets.label import Label


def make(ctx: Context, case_id: str, qtbot: Any, width: int = 1366) -> CaseScreen:
    screen = CaseScreen(ctx, case_id)
    qtbot.addWidget(screen)
    screen.resize(width, 720)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


def press(screen: CaseScreen, name: str, qtbot: Any) -> None:
    qtbot.mouseClick(screen.outline.places[name], Qt.MouseButton.LeftButton)


def test_opening_is_logged_and_the_strip_names_the_case(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, ids[0], qtbot)
    strip = screen.strip
    assert strip.number.text() == "К-2026-00001"
    assert strip.applicant.toolTip() == "Эрикссон Анна Мария"
    assert (strip.country.text(), strip.state.text()) == ("SE", "Registered")
    assert strip.due.text() == "Due on 01.02.2030"
    assert strip.step.text() == "Next open item"
    assert screen.outline.places["checklist"].text() == "Checklist  0 %"
    with ctx.services.vault.store.read() as session:
        last = session.connection().exec_driver_sql("SELECT action, case_id FROM audit ORDER BY seq DESC").first()
    assert last == ("case.opened", ids[0])


def test_parts_turn_by_outline_and_by_keys(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, ids[0], qtbot)
    assert screen.centre.currentWidget() is screen.overview
    press(screen, "opinion", qtbot)
    assert screen.panel.currentWidget() is screen.opinion
    assert screen.strip.step.isHidden()
    press(screen, "checklist", qtbot)
    assert screen.panel.currentWidget() is screen.checklist
    exhibit = ctx.services.evidence.exhibits(ids[0])[0]
    screen.outline.exhibits.chosen.emit(exhibit.id)
    assert screen.centre.currentWidget() is screen.reading
    assert screen.evidence.exhibit is not None
    press(screen, "overview", qtbot)
    assert screen.centre.currentWidget() is screen.overview
    assert screen.outline.places["overview"].isChecked()


def test_a_found_annotation_leads_to_its_exhibit(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, ids[0], qtbot)
    evidence = ctx.services.evidence
    exhibit = evidence.exhibits(ids[0])[0]
    draft = AnnotationDraft(exhibit.id, exhibit.sha256, WholePlace(), "note", text="Whose stamp?")
    made = evidence.annotations.add(draft).value
    words = Around("Whose stamp?", (), 0, 5)
    screen.show_found(SearchResult("mark", made.id, ids[0], "", exhibit.number, "", words, exhibit.id))
    assert screen.centre.currentWidget() is screen.reading
    assert screen.evidence.exhibit is not None and screen.evidence.exhibit.id == exhibit.id
    assert screen.evidence.annotator.current == made


def test_an_attachment_is_taken_into_the_case_from_the_page(
    ctx: Context, qtbot: Any, ids: list[str], tmp_path: Path
) -> None:
    evidence = ctx.services.evidence
    staged = evidence.stage(flow_files.mail(tmp_path / "letter.eml"))
    said = ExhibitDetails(title_en="Letter", provenance="from the applicant")
    mail = evidence.admit(ids[0], [AdmitDraft(staged, said)]).value[0]
    screen = make(ctx, ids[0], qtbot)
    screen.show_exhibit(mail.id)
    parts = screen.evidence.viewer.parts
    qtbot.waitUntil(parts.isVisible, timeout=10_000)
    qtbot.mouseClick(parts.take, Qt.MouseButton.LeftButton)
    sheet = screen.outline.exhibits.intake.sheet
    assert sheet is not None and sheet.form.provenance.toPlainText() == f"Attachment of {mail.number}"
    sheet.submit()
    (child,) = [one for one in evidence.exhibits(ids[0]) if one.derived_from == mail.id]
    assert child.derived_how == "attachment" and child.format == "pdf"


def test_the_list_tells_what_the_open_file_says_of_itself(
    ctx: Context, qtbot: Any, ids: list[str], tmp_path: Path
) -> None:
    evidence = ctx.services.evidence
    staged = evidence.stage(files.photo(tmp_path / "square.jpg", orientation=6))
    said = ExhibitDetails(title_en="Square", provenance="from the applicant")
    photo = evidence.admit(ids[0], [AdmitDraft(staged, said)]).value[0]
    screen = make(ctx, ids[0], qtbot)
    screen.show_exhibit(photo.id)
    qtbot.waitUntil(lambda: screen.evidence.info is not None, timeout=10_000)
    exhibits = screen.outline.exhibits

    def told() -> bool:
        exhibits.show_facts()
        (sheet,) = (one for one in screen.window().findChildren(FactsSheet) if one.isVisible())
        names = [label.text() for label in sheet.facts.findChildren(Label)]
        sheet.reject()
        return "Turned by the camera's mark" in names

    exhibits.list.go_to(photo.id)
    assert told()
    exhibits.list.go_to(evidence.exhibits(ids[0])[0].id)
    assert not told()


def test_citation_lands_on_the_panel_that_is_open(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, ids[0], qtbot)
    exhibit = ctx.services.evidence.exhibits(ids[0])[0]
    draft = CitationDraft(exhibit.id, exhibit.sha256, WholePlace(), number=exhibit.number)
    press(screen, "checklist", qtbot)
    screen.evidence.citation_made.emit(draft)
    assert [c.exhibit_id for c in screen.checklist.desk.draft.citations] == [exhibit.id]
    press(screen, "opinion", qtbot)
    screen.evidence.citation_made.emit(draft)
    facts = screen.opinion.desk.draft.part("facts")
    assert [c.exhibit_id for c in facts[0].citations] == [exhibit.id]
    screen.flush()


def test_draft_is_registered_from_the_strip_and_a_refusal_says_what_to_mend(
    ctx: Context, qtbot: Any, ids: list[str]
) -> None:
    register = ctx.services.register
    view = register.case(ids[2])
    register.edit_case(view.id, type(view.fields)(**{**vars(view.fields), "priority": "minor"}))
    screen = make(ctx, ids[2], qtbot)
    titles: list[str] = []
    screen.title_changed.connect(titles.append)
    assert (screen.strip.number.text(), screen.strip.step.text()) == ("Draft", "Register the case")
    qtbot.mouseClick(screen.strip.step, Qt.MouseButton.LeftButton)
    (banner,) = screen.banners.banners()
    assert "needs its reason" in banner.text
    assert banner.button is not None and banner.button.text() == "Edit the case"

    view = register.case(ids[2])
    register.edit_case(view.id, type(view.fields)(**{**vars(view.fields), "priority": "normal"}))
    qtbot.mouseClick(screen.strip.step, Qt.MouseButton.LeftButton)
    assert screen.banners.banners() == []
    assert screen.strip.number.text() == "К-2026-00003"
    assert titles[-1] == "К-2026-00003"


def test_each_obstacle_leads_to_where_it_is_mended(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, ids[0], qtbot)
    person = ctx.services.register.case(ids[0]).persons[0]
    press(screen, "opinion", qtbot)
    screen.open_obstacle(Obstacle("x", "", Target("item", "C3")))
    assert screen.panel.currentWidget() is screen.checklist
    assert screen.checklist.desk.item_id == "C3"
    screen.open_obstacle(Obstacle("x", "", Target("outcome")))
    assert screen.panel.currentWidget() is screen.opinion
    for target, sheet in (
        (Target("person", person.id), PersonSheet),
        (Target("consent", person.id), ConsentSheet),
        (Target("profile", "post"), ProfileSheet),
    ):
        screen.open_obstacle(Obstacle("x", "", target))
        (opened,) = [s for s in screen.window().findChildren(sheet) if s.isVisible()]
        opened.reject()


def test_discarding_closes_the_screen(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, ids[1], qtbot)
    discard = next(b for b in screen.overview.findChildren(Button) if b.text() == "Discard the draft")
    qtbot.mouseClick(discard, Qt.MouseButton.LeftButton)
    from ui.register.discard_sheet import DiscardSheet

    sheet = screen.window().findChildren(DiscardSheet)[0]
    with qtbot.waitSignal(screen.closed):
        qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    assert ctx.services.register.cases().total == 4


@pytest.mark.parametrize(("width", "outline", "tabs"), [(1366, True, False), (1080, False, False), (900, False, True)])
def test_it_folds_with_the_width(
    ctx: Context, qtbot: Any, ids: list[str], width: int, outline: bool, tabs: bool
) -> None:
    screen = make(ctx, ids[0], qtbot, width)
    assert screen.outline.isVisible() is outline
    assert screen.tabs.isVisible() is tabs
    assert screen.panel.isVisible() is not tabs
    if tabs:
        press_tab = screen.tabs.tabRect(1).center()
        QTest.mouseClick(screen.tabs, Qt.MouseButton.LeftButton, pos=press_tab)
        assert screen.panel.isVisible()
        assert not screen.centre.isVisible()
    else:
        assert 300 <= screen.panel.width() <= 520
    qtbot.mouseClick(screen.strip.fold, Qt.MouseButton.LeftButton)
    assert screen.outline.isVisible() is not outline
    assert cut_texts(screen.strip) == []


def test_panel_width_is_remembered(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, ids[0], qtbot)
    assert screen.panel.width() == 368
    sizes = screen.splitter.sizes()
    screen.splitter.setSizes([sizes[0] - 80, sizes[1] + 80])
    screen.splitter.splitterMoved.emit(0, 1)
    again = make(ctx, ids[0], qtbot)
    assert again.panel.width() == screen.panel.width() == 448


def test_place_comes_back_after_a_lock(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    screen = make(ctx, ids[0], qtbot)
    exhibit = ctx.services.evidence.exhibits(ids[0])[0]
    screen.show_exhibit(exhibit.id)
    screen.checklist.go_to("B2")
    press(screen, "opinion", qtbot)
    place = screen.place()
    screen.flush()
    again = make(ctx, ids[0], qtbot)
    again.restore_place(place)
    assert again.centre.currentWidget() is again.reading
    assert again.panel.currentWidget() is again.opinion
    assert again.evidence.exhibit is not None and again.evidence.exhibit.id == exhibit.id
    assert again.checklist.desk.item_id == "B2"


def test_case_that_does_not_add_up_is_not_shown(ctx: Context, qtbot: Any, ids: list[str]) -> None:
    with ctx.services.vault.store.raw() as connection:
        connection.exec_driver_sql("DELETE FROM consent")
        connection.commit()
    ctx.messages.listen()
    notices: list[Any] = []
    ctx.messages.noticed.connect(notices.append)
    screen = make(ctx, ids[0], qtbot)
    assert "do not add up to their seal" in notices[0].text
    assert not screen.splitter.isVisible()
    assert screen.strip.number.text() == ""
