"""The opinion by real keys and clicks: outcome, codes, paragraphs, citations, versions, what blocks signing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs import ThreadJobs
from models.views.assessment import AnswerDraft, OpinionDraft
from models.views.evidence import Citation
from models.views.papers import PartKind
from tests.assessment.room import Room
from tests.ui.assessment.windows import context, show_editor
from tests.ui.kit import Stretched, cut_texts, nameless
from ui.assessment.law_sheet import LawSheet
from ui.assessment.opinion_editor import OpinionEditor
from ui.assessment.paragraph_editor import ParagraphEditor
from ui.assessment.versions_sheet import VersionsSheet
from ui.widgets.label import Label

Key = Qt.Key
Left = Qt.MouseButton.LeftButton


def add(editor: OpinionEditor, qtbot: QtBot, part: PartKind, text: str) -> ParagraphEditor:
    """A new paragraph by its button, typed."""
    editor.page.ensureWidgetVisible(editor.parts[part].add)
    qtbot.mouseClick(editor.parts[part].add, Left)
    made = list(editor.parts[part].editors.values())[-1]
    assert made.edit.hasFocus()
    qtbot.keyClicks(made.edit, text)
    return made


def choose(editor: OpinionEditor, qtbot: QtBot, outcome: str, *codes: str) -> None:
    editor.outcome.box.setFocus()
    for _step in range(editor.outcome.box.findData(outcome) - editor.outcome.box.currentIndex()):
        qtbot.keyClick(editor.outcome.box, Key.Key_Down)
    assert editor.desk.draft.outcome == outcome
    for code in codes:
        tick = editor.outcome.boxes[code]
        editor.page.ensureWidgetVisible(tick)
        qtbot.mouseClick(tick, Left, pos=QPoint(tick.width() // 2, tick.height() // 2))


def test_nothing_is_chosen_and_everything_missing_is_named(editor: OpinionEditor) -> None:
    assert editor.outcome.box.currentText() == "Not chosen" and not editor.outcome.boxes
    assert not editor.sign.isEnabled() and editor.sign.toolTip()
    codes = {one.code for one in editor.desk.obstacles if one.stops}
    assert {"opinion.no_outcome", "opinion.no_facts", "item.signing"} <= codes
    assert "things block signing" in editor.obstacles.title.text()
    assert "The competent authority decides" in editor.authority.text()


def test_the_outcome_offers_its_own_codes_only(editor: OpinionEditor, qtbot: QtBot) -> None:
    choose(editor, qtbot, "SUPPORT", "P1")
    assert list(editor.outcome.boxes) == ["P1", "P2", "P3", "P4", "P5"]
    assert editor.desk.draft.codes == ("P1",)
    choose(editor, qtbot, "NOT_SUPPORT")
    # a code that no longer fits stays visible until somebody clears it
    assert list(editor.outcome.boxes)[:3] == ["P1", "N1", "N2"]
    assert "opinion.code_misfit" in {one.code for one in editor.desk.obstacles}
    qtbot.mouseClick(editor.outcome.boxes["P1"], Left)
    assert editor.desk.draft.codes == () and "P1" not in editor.outcome.boxes


def test_writing_saves_a_draft_and_versions_on_demand(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    events = room.audit()
    made = add(editor, qtbot, "facts", "She was fined. N1 P5 clip")
    assert made.edit.toPlainText() == "She was fined. N1 P5 clip"

    def saved() -> bool:
        draft = room.assessment.opinion(room.case_id).draft
        return draft is not None and draft.part("facts")[0].text == "She was fined. N1 P5 clip"

    qtbot.waitUntil(saved, timeout=2000)
    assert room.audit() == events
    assert editor.header.saved.text().startswith("saved ") and editor.header.version.text() == ""
    qtbot.keyClick(made.edit, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert room.audit()[len(events) :] == ["opinion.saved"]
    assert editor.header.version.text() == "version 1"
    assert made.edit.hasFocus() and made.edit.caret() == len("She was fined. N1 P5 clip")


def test_leaving_the_editor_puts_it_on_record(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.addWidget(editor)
    stack.addWidget(QWidget())
    with qtbot.waitActive(stack):
        stack.show()
    add(editor, qtbot, "law", "The decree applies.")
    stack.setCurrentIndex(1)
    view = room.assessment.opinion(room.case_id)
    assert view.version == 1 and view.draft is None and view.content.part("law")[0].text == "The decree applies."
    editor.setParent(None)  # type: ignore[call-overload]  # it is closed on its own


def test_leaving_without_a_change_writes_nothing(editor: OpinionEditor, room: Room) -> None:
    events = room.audit()
    editor.set_case(room.case_id)
    assert room.audit() == events


def test_a_window_that_goes_keeps_the_draft(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    add(editor, qtbot, "law", "The decree applies.")
    editor.hide()
    view = room.assessment.opinion(room.case_id)
    assert view.version == 0 and view.draft is not None


def test_a_citation_lands_on_the_current_paragraph(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    first = add(editor, qtbot, "facts", "One.")
    second = add(editor, qtbot, "assessment", "Two.")
    cited = room.cite(room.exhibit_id)
    first.edit.setFocus()
    editor.receive(cited)
    assert [chip.chip.text() for chip in first.citations.chips()] == ["A-001 · p. 3"]
    assert not second.citations.chips() and first.edit.hasFocus()
    with qtbot.waitSignal(editor.citation_opened) as opened:
        qtbot.mouseClick(first.citations.chips()[0].chip, Left)
    [citation] = opened.args  # type: ignore[misc]
    assert isinstance(citation, Citation) and citation.place == cited.place
    with qtbot.waitSignal(editor.cite_requested):
        qtbot.mouseClick(second.citations.add, Left)
    editor.receive(room.cite(room.exhibit_id, 9))
    assert len(second.citations.chips()) == 1
    with qtbot.waitSignal(editor.cite_requested):
        qtbot.keyClick(second.edit, Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_a_paragraph_warns_of_a_translation_that_nobody_certified(
    editor: OpinionEditor, room: Room, qtbot: QtBot
) -> None:
    editor.ctx.changed.emit(room.describe(room.exhibit_id, lang="de", translation_status="working"))
    made = add(editor, qtbot, "facts", "One.")
    with qtbot.waitSignal(editor.ctx.messages.toasted) as toasted:
        editor.receive(room.cite(room.exhibit_id))
    said = "The translation of exhibit A-001 must be certified before a recommendation is issued."
    assert said in toasted.args[0]  # type: ignore[index]
    [chip] = made.citations.chips()
    assert chip.chip.property("tone") == "warn" and chip.chip.toolTip().startswith(said)
    editor.desk.flush()
    editor.obstacles.more.button.click()
    noted = next(link for link in editor.obstacles.links if link.payload.code == "exhibit.uncertified")
    assert noted.toolTip().startswith("Record in the description of the translation")
    with qtbot.waitSignal(editor.obstacle_opened) as opened:
        qtbot.mouseClick(noted, Left)
    assert (opened.args[0].target.kind, opened.args[0].target.id) == ("exhibit", room.exhibit_id)  # type: ignore[index]


def test_a_citation_without_a_paragraph_begins_the_facts(editor: OpinionEditor, room: Room) -> None:
    editor.receive(room.cite(room.exhibit_id))
    [paragraph] = editor.desk.draft.part("facts")
    assert paragraph.citations == (room.cite(room.exhibit_id),)


def test_removing_citations_and_paragraphs_can_be_undone(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    made = add(editor, qtbot, "facts", "One.")
    add(editor, qtbot, "facts", "Two.")
    made.edit.setFocus()
    editor.receive(room.cite(room.exhibit_id))
    made.citations.chips()[0].chip.setFocus()
    qtbot.keyClick(made.citations.chips()[0].chip, Key.Key_Delete)
    assert not made.citations.chips()
    undo = editor.parts["facts"].undo
    qtbot.mouseClick(undo.button, Left)
    assert len(made.citations.chips()) == 1
    qtbot.mouseClick(made.gone, Left)
    assert [one.text for one in editor.desk.draft.part("facts")] == ["Two."]
    qtbot.mouseClick(undo.button, Left)
    assert [one.text for one in editor.desk.draft.part("facts")] == ["One.", "Two."]
    assert len(editor.desk.draft.part("facts")[0].citations) == 1


def test_paragraphs_are_moved_by_key_and_button(editor: OpinionEditor, qtbot: QtBot) -> None:
    first = add(editor, qtbot, "facts", "One.")
    second = add(editor, qtbot, "facts", "Two.")
    qtbot.keyClick(second.edit, Key.Key_Up, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [one.text for one in editor.desk.draft.part("facts")] == ["Two.", "One."]
    assert second.edit.hasFocus()
    qtbot.waitUntil(lambda: second.pos().y() < first.pos().y())
    assert not second.up.isEnabled() and second.down.isEnabled()
    qtbot.mouseClick(second.down, Left)
    assert [one.text for one in editor.desk.draft.part("facts")] == ["One.", "Two."]


def test_codes_are_ticked_on_the_paragraphs_that_answer_them(editor: OpinionEditor, qtbot: QtBot) -> None:
    choose(editor, qtbot, "NOT_SUPPORT", "N1", "N3")
    made = add(editor, qtbot, "assessment", "On the facts.")
    missing = {one.target.id for one in editor.desk.obstacles if one.code == "opinion.code_paragraph"}
    assert missing == {"N1", "N3"}
    buttons = {b.text(): b for b in made.codes.findChildren(QPushButton) if b.text()}
    qtbot.mouseClick(buttons["N1"], Left)
    editor.flush()
    missing = {one.target.id for one in editor.desk.obstacles if one.code == "opinion.code_paragraph"}
    assert missing == {"N3"}
    assert editor.desk.draft.part("assessment")[0].codes == ("N1",)


def test_provisions_are_chosen_and_say_that_nobody_checked_them(editor: OpinionEditor, qtbot: QtBot) -> None:
    editor.page.ensureWidgetVisible(editor.laws.add)
    qtbot.mouseClick(editor.laws.add, Left)
    sheet = editor.window().findChild(LawSheet)
    assert isinstance(sheet, LawSheet)
    qtbot.mouseClick(sheet.ticks["4528-1-1"].box, Left)
    qtbot.mouseClick(sheet.accept_button, Left)
    assert editor.desk.draft.laws == ("4528-1-1",)

    def said() -> list[str]:
        return [label.text() for label in editor.laws.findChildren(Label) if label.isVisible()]

    qtbot.waitUntil(lambda: "not checked against the text in force; never printed" in said())


# --- what blocks ---


def entry(editor: OpinionEditor, code: str):  # type: ignore[no-untyped-def]
    return next(link for link in editor.obstacles.links if link.payload.code == code)  # type: ignore[attr-defined]


def test_obstacles_lead_to_where_they_are_mended(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    qtbot.mouseClick(entry(editor, "opinion.no_outcome"), Left)
    assert editor.outcome.box.hasFocus()
    qtbot.mouseClick(entry(editor, "opinion.no_law"), Left)
    [law] = editor.parts["law"].editors.values()
    assert law.edit.hasFocus()
    made = add(editor, qtbot, "facts", "No exhibit yet.")
    editor.flush()
    law.edit.setFocus()
    qtbot.mouseClick(entry(editor, "opinion.uncited"), Left)
    assert made.edit.hasFocus()
    with qtbot.waitSignal(editor.obstacle_opened) as opened:
        qtbot.mouseClick(entry(editor, "item.signing"), Left)
    [obstacle] = opened.args  # type: ignore[misc]
    assert obstacle.target.kind == "item" and obstacle.target.id == "B7"


def test_the_list_follows_answers_given_elsewhere(editor: OpinionEditor, room: Room) -> None:
    before = len(editor.desk.obstacles)
    cited = (room.cite(room.exhibit_id),)
    done = room.assessment.answer(room.case_id, "B7", AnswerDraft("YES", "", cited))
    editor.ctx.changed.emit(done.changes)
    assert len(editor.desk.obstacles) == before - 1


def test_signing_opens_when_nothing_blocks_and_signs_what_is_on_record(
    editor: OpinionEditor, room: Room, qtbot: QtBot
) -> None:
    room.settle(exhibit_id=room.exhibit_id)
    choose(editor, qtbot, "SUPPORT", "P1")
    for part in ("facts", "law", "assessment", "operative"):
        add(editor, qtbot, part, f"On {part}.")  # type: ignore[arg-type]
        editor.receive(room.cite(room.exhibit_id))
    editor.flush()
    assert editor.obstacles.title.text() == "Nothing blocks signing"
    assert editor.sign.isEnabled() and not editor.sign.toolTip()
    with qtbot.waitSignal(editor.sign_requested) as asked:
        qtbot.mouseClick(editor.sign, Left)
    assert asked.args == [room.case_id]
    assert room.assessment.signing_status(room.case_id)[0].stops is False
    with qtbot.waitSignal(editor.preview_requested):
        qtbot.mouseClick(editor.preview, Left)
    assert room.assessment.opinion(room.case_id).version == 1


def test_a_version_that_is_refused_stays_a_draft_and_is_not_signed(
    editor: OpinionEditor, room: Room, qtbot: QtBot
) -> None:
    add(editor, qtbot, "facts", "Kept.")
    editor.receive(room.cite(room.exhibit_id))
    room.withdraw(room.exhibit_id)
    editor.ctx.messages.listen()
    with qtbot.assertNotEmitted(editor.preview_requested), qtbot.waitSignal(editor.ctx.messages.noticed):
        qtbot.mouseClick(editor.preview, Left)
    view = room.assessment.opinion(room.case_id)
    assert view.version == 0 and view.draft is not None and view.draft.part("facts")[0].text == "Kept."


def test_texts_wait_for_consent(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    [person] = room.register.case(room.case_id).persons
    [consent] = person.consents
    done = room.register.edit_consent(consent.id, replace(consent.fields, withdrawn_on="2026-11-21"))
    editor.ctx.changed.emit(done.changes)
    assert editor.consent.isVisible() and not editor.parts["facts"].add.isEnabled()
    editor.receive(room.cite(room.exhibit_id))
    assert not editor.desk.draft.paragraphs
    with qtbot.waitSignal(editor.obstacle_opened) as opened:
        qtbot.mouseClick(editor.consent.button, Left)
    assert opened.args[0].target.kind == "consent"  # type: ignore[index]
    done = room.register.edit_consent(consent.id, consent.fields)
    editor.ctx.changed.emit(done.changes)
    assert not editor.consent.isVisible() and editor.parts["facts"].add.isEnabled()


# --- places, versions, threads, looks ---


def test_it_comes_back_to_the_same_paragraph_and_caret(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    add(editor, qtbot, "facts", "One.")
    made = add(editor, qtbot, "operative", "The rapporteur proposes")
    made.edit.set_caret(4)
    editor.flush()
    place = editor.place()
    again = OpinionEditor(context(room))
    qtbot.addWidget(again)
    again.restore_place(place)
    with qtbot.waitActive(again):
        again.show()
    again.set_case(room.case_id)
    back = again.parts["operative"].editors[made.draft.id]
    assert back.edit.toPlainText() == "The rapporteur proposes"
    assert back.edit.hasFocus() and back.edit.caret() == 4
    assert room.assessment.opinion(room.case_id).version == 0  # a lock does not make versions


def test_versions_can_be_read(editor: OpinionEditor, room: Room, qtbot: QtBot) -> None:
    opinion = room.opinion(room.exhibit_id)
    room.assessment.save_opinion(room.case_id, opinion)
    room.assessment.save_opinion(room.case_id, replace(opinion, outcome="ADJOURN", codes=()))
    qtbot.mouseClick(editor.header.versions_button, Left)
    sheet = editor.window().findChild(VersionsSheet)
    assert isinstance(sheet, VersionsSheet)
    texts = [label.text() for label in sheet.findChildren(type(sheet.heading))]
    assert "She was convicted for a post. [A-001 · p. 3]" in texts
    assert any(text.endswith("adjourn") for text in texts)
    sheet.reject()


def test_typing_goes_on_while_the_register_works(room: Room, qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    editor = show_editor(qtbot, context(room, jobs=jobs), room)
    made = add(editor, qtbot, "facts", "first")
    editor.flush()
    qtbot.keyClicks(made.edit, " and more")
    qtbot.waitUntil(lambda: bool(editor.header.saved.text()), timeout=20000)
    assert made.edit.toPlainText() == "first and more" and made.edit.caret() == len("first and more")
    editor.flush()
    qtbot.waitUntil(lambda: not editor.desk.busy, timeout=20000)
    jobs.close()
    draft = room.assessment.opinion(room.case_id).draft
    assert draft is not None and draft.part("facts")[0].text == "first and more"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_is_cut_or_nameless(room: Room, qtbot: QtBot, language: str) -> None:
    room.assessment.save_opinion(
        room.case_id, replace(room.opinion(room.exhibit_id, "NOT_SUPPORT", ("N1", "X3")), laws=("115fz-7",))
    )
    ctx = context(room, language, words=Stretched(language))  # type: ignore[arg-type]
    editor = show_editor(qtbot, ctx, room)
    for part in editor.parts.values():
        editor.page.ensureWidgetVisible(part)
        QApplication.sendPostedEvents()
        qtbot.waitUntil(lambda: not cut_texts(editor), timeout=2000)
    assert nameless(editor) == []
    assert editor.minimumSizeHint().width() <= 340
    assert editor.desk.draft != OpinionDraft()
