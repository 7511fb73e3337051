"""The checklist by real keys and clicks: answers, notes, citations, steps, drafts, list, history, place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.assessment.packs import Packs
from desktop.jobs import ThreadJobs
from desktop.paths import resource
from models.views.assessment import AnswerDraft, ItemView
from models.views.evidence import Citation, PagePlace
from tests.assessment.room import NOTE, Room
from tests.ui.assessment.windows import context, show_panel
from tests.ui.kit import Stretched, cut_texts, nameless
from ui.assessment.checklist_panel import ChecklistPanel
from ui.assessment.history_sheet import HistorySheet

Key = Qt.Key


def press(qtbot: QtBot, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the focus, as a person's keyboard sends it."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    qtbot.keyClick(target, key, modifier)  # type: ignore[call-overload]


def stored(room: Room, item_id: str) -> ItemView:
    found = room.assessment.checklist(room.case_id).find(item_id)
    assert found is not None
    return found


def test_it_opens_at_the_first_open_item_with_the_focus_on_the_answer(panel: ChecklistPanel) -> None:
    assert panel.desk.item_id == "A1"
    assert panel.card.text.text() == "Is the application signed by the applicant or a duly authorised representative?"
    assert panel.nav.open.text() == "78 open"
    focus = QApplication.focusWidget()
    assert focus is not None and panel.card.control.isAncestorOf(focus)


@pytest.mark.parametrize(
    ("key", "value"),
    [(Key.Key_1, "YES"), (Key.Key_2, "PARTLY"), (Key.Key_3, "NO"), (Key.Key_4, "UNKNOWN"), (Key.Key_5, "NA")],
)
def test_number_keys_answer(panel: ChecklistPanel, qtbot: QtBot, key: Qt.Key, value: str) -> None:
    panel.go_to("A3")
    press(qtbot, key)
    assert panel.card.control.value == panel.desk.draft.value == value


def test_yes_and_next_puts_the_answer_on_record(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    events = room.audit()
    press(qtbot, Key.Key_1)
    press(qtbot, Key.Key_N)
    assert panel.desk.item_id == "A2"
    answer = stored(room, "A1").answer
    assert answer is not None and answer.value == "YES"
    assert room.audit()[len(events) :] == ["answer.given"]
    assert panel.header.progress.text() == "1 of 8"
    press(qtbot, Key.Key_P)
    assert panel.desk.item_id == "A1" and panel.card.control.value == "YES"


def test_going_by_without_touching_writes_nothing(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    events = room.audit()
    for _step in range(5):
        press(qtbot, Key.Key_N)
    for _step in range(5):
        press(qtbot, Key.Key_P)
    assert panel.desk.item_id == "A1"
    assert room.audit() == events
    assert all(view.draft is None for view in room.assessment.checklist(room.case_id).items)


def test_typing_in_the_note_is_only_typing(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    """1–5, N, P, C, L, H and Del belong to the note while it has the focus."""
    panel.go_to("A3")
    press(qtbot, Key.Key_M)
    assert QApplication.focusWidget() is panel.card.note
    asked: list[int] = []
    panel.cite_requested.connect(lambda: asked.append(1))
    qtbot.keyClicks(panel.card.note, "No 12345 clip, help")
    assert panel.card.note.toPlainText() == "No 12345 clip, help"
    press(qtbot, Key.Key_Home)
    press(qtbot, Key.Key_Delete)
    assert panel.card.note.toPlainText() == "o 12345 clip, help"
    assert panel.desk.item_id == "A3" and panel.desk.draft.value is None and not asked
    assert panel.stack.currentWidget() is panel.card
    press(qtbot, Key.Key_Escape)
    press(qtbot, Key.Key_3)
    assert panel.desk.draft == AnswerDraft("NO", "o 12345 clip, help")


def test_control_enter_goes_on_from_within_the_note(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    panel.go_to("A3")
    press(qtbot, Key.Key_3)
    press(qtbot, Key.Key_M)
    qtbot.keyClicks(panel.card.note, "closed")
    press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.desk.item_id == "A4"
    answer = stored(room, "A3").answer
    assert answer is not None and (answer.value, answer.note) == ("NO", "closed")


def test_an_incomplete_answer_says_why_and_stays_a_draft(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    panel.go_to("A3")
    press(qtbot, Key.Key_2)
    assert panel.card.reason.isVisible()
    assert panel.card.reason.text().startswith("“Partly” needs a note of at least 20 characters.")
    press(qtbot, Key.Key_N)
    view = stored(room, "A3")
    assert view.answer is None and view.draft is not None and view.draft.draft.value == "PARTLY"
    press(qtbot, Key.Key_P)
    assert panel.card.control.value == "PARTLY" and panel.card.reason.isVisible()
    panel.card.note.setFocus()
    qtbot.keyClicks(panel.card.note, "The track was open in part of the period.")
    assert not panel.card.reason.isVisible()
    panel.go_to("A4")
    assert stored(room, "A3").answer is not None and stored(room, "A3").draft is None


def test_what_is_typed_is_safe_within_a_moment(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    events = room.audit()
    panel.card.note.setFocus()
    qtbot.keyClicks(panel.card.note, "typed")
    assert stored(room, "A1").draft is None
    qtbot.waitUntil(lambda: stored(room, "A1").draft is not None, timeout=2000)
    assert room.audit() == events
    assert panel.nav.saved.text().startswith("saved ")
    assert panel.card.note.hasFocus() and panel.card.note.caret() == 5


def test_flush_saves_at_once_and_a_new_window_comes_back_to_the_caret(
    panel: ChecklistPanel, room: Room, qtbot: QtBot
) -> None:
    panel.go_to("A3")
    press(qtbot, Key.Key_M)
    qtbot.keyClicks(panel.card.note, "half a sentence")
    panel.card.note.set_caret(4)
    panel.flush()
    place = panel.place()
    assert place == {"item": "A3", "caret": 4, "list": False, "filter": "all"}
    again = ChecklistPanel(context(room))
    qtbot.addWidget(again)
    again.restore_place(place)
    with qtbot.waitActive(again):
        again.show()
    again.set_case(room.case_id)
    assert again.desk.item_id == "A3" and again.card.note.toPlainText() == "half a sentence"
    assert again.card.note.hasFocus() and again.card.note.caret() == 4


def test_del_takes_back_and_undo_brings_back(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    room.assessment.answer(room.case_id, "A3", AnswerDraft("NO", NOTE))
    panel.set_case(room.case_id)
    panel.go_to("A3")
    press(qtbot, Key.Key_Delete)
    view = stored(room, "A3")
    assert view.answer is None and view.draft is not None and view.draft.draft == AnswerDraft(None, NOTE)
    assert panel.card.control.value is None and panel.card.note.toPlainText() == NOTE
    assert panel.card.undo.isVisible()
    qtbot.mouseClick(panel.card.undo.button, Qt.MouseButton.LeftButton)
    assert panel.card.control.value == "NO"
    panel.go_to("A4")
    answer = stored(room, "A3").answer
    assert answer is not None and answer.value == "NO"


# --- citations ---


def test_a_citation_lands_on_the_answer_and_opens_its_place(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    panel.go_to("D3")
    press(qtbot, Key.Key_1)
    assert panel.card.reason.text().startswith("This answer needs a citation of an exhibit.")
    with qtbot.waitSignal(panel.cite_requested):
        press(qtbot, Key.Key_C)
    cited = room.cite(room.exhibit_id)
    panel.receive(cited)
    panel.receive(cited)  # the same place is cited once
    [chip] = panel.card.citations.chips()
    assert chip.chip.text() == "A-001 · p. 3" and not panel.card.reason.isVisible()
    with qtbot.waitSignal(panel.citation_opened) as opened:
        qtbot.mouseClick(chip.chip, Qt.MouseButton.LeftButton)
    [citation] = opened.args  # type: ignore[misc]
    assert isinstance(citation, Citation)
    assert (citation.exhibit_id, citation.place) == (room.exhibit_id, cited.place)
    panel.go_to("D4")
    answer = stored(room, "D3").answer
    assert answer is not None and answer.citations[0].place == PagePlace(3, ((100, 200, 300, 400),))


def test_a_chip_is_removed_by_its_own_del_and_comes_back(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    panel.go_to("D3")
    press(qtbot, Key.Key_1)
    first, second = room.cite(room.exhibit_id, 3), room.cite(room.exhibit_id, 9)
    panel.receive(first)
    panel.receive(second)
    panel.card.citations.chips()[0].chip.setFocus()
    press(qtbot, Key.Key_Delete)
    assert panel.desk.draft.citations == (second,) and panel.desk.draft.value == "YES"
    qtbot.mouseClick(panel.card.undo.button, Qt.MouseButton.LeftButton)
    assert panel.desk.draft.citations == (first, second)
    qtbot.mouseClick(panel.card.citations.chips()[1].cross, Qt.MouseButton.LeftButton)
    assert panel.desk.draft.citations == (first,)


def test_citing_what_is_not_translated_warns_until_it_is(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    panel.ctx.changed.emit(room.describe(room.exhibit_id, lang="de"))
    panel.go_to("D3")
    press(qtbot, Key.Key_1)
    with qtbot.waitSignal(panel.ctx.messages.toasted) as toasted:
        panel.receive(room.cite(room.exhibit_id))
    [chip] = panel.card.citations.chips()
    warned = "Exhibit A-001 is in a foreign language and has no working translation on record."
    assert toasted.args[0].startswith(f"Cited in D3. {warned}")  # type: ignore[index]
    assert panel.card.warning.isVisible() and panel.card.warning.text().startswith(warned)
    assert "Take in its translation" in panel.card.warning.toolTip()
    assert chip.chip.property("tone") == "warn" and not chip.chip.icon().isNull()
    assert chip.chip.toolTip().startswith(warned) and chip.chip.accessibleDescription().startswith(warned)
    chip.chip.setFocus()
    panel.ctx.changed.emit(room.describe(room.exhibit_id, translation_status="working"))
    assert chip.chip.property("tone") == "info" and chip.chip.icon().isNull() and chip.chip.hasFocus()
    assert not panel.card.warning.isVisible(), "an answer asks for no certificate"
    panel.ctx.changed.emit(room.describe(room.exhibit_id, status="withdrawn"))
    assert chip.chip.property("tone") == "bad" and "was withdrawn" in panel.card.warning.text()


# --- items with limits ---


def test_an_item_that_does_not_apply_shows_its_ground_and_takes_no_answer(
    panel: ChecklistPanel, room: Room, qtbot: QtBot
) -> None:
    panel.go_to("I2")
    assert panel.card.ground.text() == "Not applicable by rule: There is no minor in the case."
    assert not panel.card.control.isVisible() and not panel.card.note.isVisible()
    qtbot.keyClick(panel, Key.Key_1)
    panel.receive(room.cite(room.exhibit_id))
    assert panel.desk.draft == AnswerDraft()
    room.facts(minor_in_case="unknown")
    panel.set_case(room.case_id)
    panel.go_to("I2")
    assert panel.card.control.isVisible()
    assert panel.card.ground.text().startswith("It applies as long as")


def test_special_sections_wait_for_consent(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    panel.go_to("D3")
    [person] = room.register.case(room.case_id).persons
    [consent] = person.consents
    done = room.register.edit_consent(consent.id, replace(consent.fields, withdrawn_on="2026-11-21"))
    panel.ctx.changed.emit(done.changes)
    assert not panel.card.control.isVisible() and panel.card.consent.isVisible()
    qtbot.keyClick(panel, Key.Key_1)
    panel.receive(room.cite(room.exhibit_id))
    assert panel.desk.draft == AnswerDraft()
    with qtbot.waitSignal(panel.obstacle_opened) as opened:
        qtbot.mouseClick(panel.card.consent.button, Qt.MouseButton.LeftButton)
    [obstacle] = opened.args  # type: ignore[misc]
    assert (obstacle.target.kind, obstacle.target.id) == ("consent", person.id)
    done = room.register.edit_consent(consent.id, consent.fields)
    panel.ctx.changed.emit(done.changes)
    assert panel.card.control.isVisible() and not panel.card.consent.isVisible()
    panel.go_to("A2")
    assert panel.card.control.isVisible()


def test_not_applicable_is_closed_where_the_pack_forbids_it(panel: ChecklistPanel, qtbot: QtBot) -> None:
    panel.go_to("G1")
    press(qtbot, Key.Key_5)
    assert panel.desk.draft.value is None
    assert panel.card.second.isVisible()
    assert panel.card.block.text() == "stops signing"
    assert panel.card.block.toolTip().endswith("Nobody can lift this block.")


def test_guidance_and_unchecked_law_are_shown(panel: ChecklistPanel, qtbot: QtBot) -> None:
    panel.go_to("G4")
    assert not panel.card.laws.isVisible()
    qtbot.mouseClick(panel.card.more.button, Qt.MouseButton.LeftButton)
    assert panel.card.guidance.isVisible()
    assert "not checked against the text in force; never printed" in panel.card.laws.text()


# --- list, filters, history ---


def test_the_whole_list_filters_and_leads_to_items(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_1)
    press(qtbot, Key.Key_L)
    assert panel.stack.currentWidget() is panel.list
    rows = panel.list.list.rows
    assert rows.rowCount() == 82 + 12
    qtbot.mouseClick(panel.list.buttons["by_rule"], Qt.MouseButton.LeftButton)
    assert [rows.row_at(rows.index(n)).key for n in range(rows.rowCount())] == [  # type: ignore[union-attr]
        "section:B", "B2", "section:E", "E3", "section:I", "I2", "section:J", "J2",
    ]  # fmt: skip
    qtbot.mouseClick(panel.nav.blocking, Qt.MouseButton.LeftButton)
    assert panel.list.filter == "blocking" and panel.list.buttons["blocking"].isChecked()
    panel.list.list.go_to("D3")
    press(qtbot, Key.Key_Return)
    assert panel.stack.currentWidget() is panel.card and panel.desk.item_id == "D3"
    assert stored(room, "A1").answer is not None  # left on the way


def test_keys_answer_nothing_while_the_list_hides_the_item(panel: ChecklistPanel, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_L)
    press(qtbot, Key.Key_1)
    assert panel.desk.draft.value is None
    press(qtbot, Key.Key_L)
    press(qtbot, Key.Key_1)
    assert panel.desk.draft.value == "YES"


def test_empty_filters_say_so(panel: ChecklistPanel, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_L)
    qtbot.mouseClick(panel.list.buttons["answered"], Qt.MouseButton.LeftButton)
    assert panel.list.empty.isVisible() and "No item has an answer yet." in panel.list.empty.label.text()


def test_next_open_skips_what_is_answered(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    room.assessment.answer(room.case_id, "A2", AnswerDraft("YES"))
    room.assessment.answer(room.case_id, "A3", AnswerDraft("YES"))
    panel.set_case(room.case_id)
    panel.go_to("A1")
    press(qtbot, Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert panel.desk.item_id == "A4"


def test_history_shows_every_version(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    cited = room.cite(room.exhibit_id)
    room.assessment.answer(room.case_id, "D3", AnswerDraft("YES", "first words", (cited,)))
    room.assessment.answer(room.case_id, "D3", AnswerDraft("NO", "second words", (cited,)))
    panel.go_to("D3")
    press(qtbot, Key.Key_H)
    sheet = panel.window().findChild(HistorySheet)
    assert isinstance(sheet, HistorySheet)
    texts = [label.text() for label in sheet.findChildren(type(sheet.heading))]
    assert texts.index("second words") < texts.index("first words")
    chip = next(b for b in sheet.findChildren(QPushButton) if b.text() == "A-001 · p. 3")
    with qtbot.waitSignal(panel.citation_opened):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.window().findChild(HistorySheet) is None or not sheet.isVisible())


# --- what comes from elsewhere, and threads ---


def test_a_change_elsewhere_is_shown_without_losing_what_is_typed(
    panel: ChecklistPanel, room: Room, qtbot: QtBot
) -> None:
    panel.card.note.setFocus()
    qtbot.keyClicks(panel.card.note, "being typed")
    done = room.assessment.answer(room.case_id, "A3", AnswerDraft("YES"))
    panel.ctx.changed.emit(done.changes)
    assert panel.nav.open.text() == "77 open"
    assert panel.card.note.toPlainText() == "being typed" and panel.card.note.hasFocus()


def test_a_refused_answer_is_kept_as_a_draft(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    panel.go_to("D3")
    press(qtbot, Key.Key_1)
    panel.receive(room.cite(room.exhibit_id))
    room.withdraw(room.exhibit_id)  # meanwhile
    said = panel.ctx.messages.listen()
    assert not said
    with qtbot.waitSignal(panel.ctx.messages.noticed):
        panel.go_to("D4")
    view = stored(room, "D3")
    assert view.answer is None and view.draft is not None and view.draft.draft.value == "YES"


def test_back_and_forth_faster_than_the_register_never_shows_older_text(room: Room, qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    panel = show_panel(qtbot, context(room, jobs=jobs), room)
    panel.go_to("A3")
    for round_ in range(4):
        text = f"note of round {round_}"
        panel.card.note.setFocus()
        panel.card.note.selectAll()
        qtbot.keyClicks(panel.card.note, text)
        panel.desk.change(value="NO")
        panel.go_to("A4")
        panel.go_to("A3")
        assert panel.card.note.toPlainText() == text
    panel.go_to("A4")
    jobs.close()  # everything that was handed over has run
    answer = stored(room, "A3").answer
    assert answer is not None and answer.note == "note of round 3"


def test_another_part_of_the_case_leaves_the_item(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.addWidget(panel)
    stack.addWidget(QWidget())
    with qtbot.waitActive(stack):
        stack.show()
    panel.setFocus()
    press(qtbot, Key.Key_1)
    stack.setCurrentIndex(1)
    assert stored(room, "A1").answer is not None
    panel.setParent(None)  # type: ignore[call-overload]  # it is closed on its own


def test_a_window_that_goes_keeps_the_draft(panel: ChecklistPanel, room: Room, qtbot: QtBot) -> None:
    press(qtbot, Key.Key_1)
    panel.hide()
    view = stored(room, "A1")
    assert view.answer is None and view.draft is not None and view.draft.reason == ""


def test_a_pack_that_is_gone_is_explained_in_place(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    room.assessment.answer(room.case_id, "A3", AnswerDraft("YES"))
    whole = room.assessment.packs
    for file in resource("packs").glob("*.toml"):
        text = file.read_text("utf-8").replace('version = "2026.1"', 'version = "2027.1"')
        (tmp_path / file.name).write_text(text, "utf-8")
    room.assessment.packs = Packs.read(tmp_path)
    panel = ChecklistPanel(context(room))
    qtbot.addWidget(panel)
    panel.resize(368, 640)
    panel.set_case(room.case_id)
    with qtbot.waitActive(panel):
        panel.show()
    assert "persecution 2026.1, which this program does not have" in panel.unread.label.text()
    assert not panel.nav.isVisible() and panel.stack.currentWidget() is panel.unread
    room.assessment.packs = whole
    qtbot.mouseClick(panel.unread.button, Qt.MouseButton.LeftButton)
    assert panel.stack.currentWidget() is panel.card and panel.nav.isVisible()


# --- looks ---


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_is_cut_or_nameless(room: Room, qtbot: QtBot, language: str) -> None:
    ctx = context(room, language, words=Stretched(language))  # type: ignore[arg-type]
    panel = show_panel(qtbot, ctx, room)
    for item_id in ("D3", "G1", "I2"):
        panel.go_to(item_id)
        panel.receive(room.cite(room.exhibit_id))
        panel.card.more.set_open(True)
        QApplication.sendPostedEvents()
        qtbot.waitUntil(lambda: not cut_texts(panel), timeout=2000)
    assert nameless(panel) == []
    panel.show_list(True)
    assert nameless(panel) == []
    assert panel.minimumSizeHint().width() <= 300  # the panel's smallest width in the window


def test_every_action_has_a_name_and_keys_in_both_layouts(panel: ChecklistPanel) -> None:
    actions = {action.objectName(): action for action in panel.actions()}
    assert all(action.text() and action.shortcuts() for action in actions.values())
    for name, cyrillic in (
        ("next", "Т"),
        ("previous", "З"),
        ("cite", "С"),
        ("list", "Д"),
        ("history", "Р"),
        ("note", "Ь"),
    ):
        assert cyrillic in [keys.toString() for keys in actions[f"checklist.{name}"].shortcuts()]
