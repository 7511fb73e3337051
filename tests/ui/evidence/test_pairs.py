"""Original and translation side by side: pages together, matched by hand, facts above, doubts about a passage."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.evidence.decoding import Decoders
from desktop.jobs import ThreadJobs
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView, PagePlace
from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, make_room, settle, sheet_of
from tests.ui.kit import cut_texts, nameless, plain_context
from ui.evidence.annotation_sheet import AnnotationSheet
from ui.evidence.describe_sheet import DescribeSheet
from ui.evidence.details_form import DetailsForm
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.marks import TextMark
from ui.evidence.pair_pane import PairPane


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, decoders: Decoders, jobs: ThreadJobs) -> Iterator[Room]:
    room = make_room(tmp_path_factory.mktemp("pairs"), decoders, jobs)
    incoming = room.folder / "incoming"
    incoming.mkdir()
    made = {"urteil.pdf": files.verdict(5), "perevod.pdf": files.verdict(7), "alone.pdf": files.verdict(1)}
    for name, data in made.items():
        (incoming / name).write_bytes(data)
        room.admit(incoming / name)

    def describe() -> None:
        translation = room.evidence.exhibit(room.ids["perevod.pdf"])
        said = dataclasses.replace(
            translation.details,
            lang="ru",
            translation_of=room.ids["urteil.pdf"],
            translation_status="certified",
            translator="I. Translator",
            translation_date="2026-08-20",
            translation_certificate="No. 45-2026",
        )
        room.evidence.describe(translation.id, said)

    jobs.database(describe).result()
    yield room
    jobs.database(room.vault.close).result()


@pytest.fixture
def pair(own: Room, qtbot: QtBot) -> Iterator[PairPane]:
    ctx = plain_context(services=own.services, jobs=own.jobs)
    made = PairPane(ctx, EvidencePane(ctx))
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_second()
    made.main.close_exhibit()

    def clear() -> None:
        own.evidence.pairs.unmatch(own.ids["urteil.pdf"], own.ids["perevod.pdf"])
        for one in own.evidence.annotations.of_case(own.case_id):
            own.evidence.annotations.remove(one.id)

    own.jobs.database(clear).result()


def beside(pair: PairPane, own: Room, qtbot: QtBot, name: str = "urteil.pdf", page: int = 0) -> EvidencePane:
    """Open an exhibit, go to a page and open its other language by key."""
    pair.main.show_exhibit(own.ids[name])
    settle(qtbot, pair.main)
    pair.main.canvas.go_to(page)
    qtbot.waitUntil(pair.main.actions_["beside"].isEnabled, timeout=5_000)
    qtbot.keyClick(pair.main.canvas, Qt.Key.Key_V)
    assert pair.second is not None
    settle(qtbot, pair.second)
    return pair.second


def test_both_are_shown_with_what_is_known_of_the_translation(pair: PairPane, own: Room, qtbot: QtBot) -> None:
    second = beside(pair, own, qtbot)
    assert second.exhibit is not None and second.exhibit.id == own.ids["perevod.pdf"]
    assert pair.splitter.indexOf(pair.main) < pair.splitter.indexOf(second), "the original stands left"
    assert pair.bar.isVisible() and pair.bar.status.text() == "Certified"
    for part in ("I. Translator", "20.08.2026", "No. 45-2026"):
        assert part in pair.bar.facts.text()
    assert nameless(pair) == [] and cut_texts(pair.bar) == [] and "withdrawn" not in pair.bar.facts.text()
    pair.bar.show_pairs([dataclasses.replace(pair.pairs[0], said_by="A-009")], 0)
    assert "No. 45-2026 · as described in A-009, which was withdrawn" in pair.bar.facts.text()
    assert own.custody("perevod.pdf")[-1] == "opened", "what is read beside is on record too"
    qtbot.mouseClick(pair.bar.close_button, Qt.MouseButton.LeftButton)
    assert pair.second is None and pair.bar.isHidden() and pair.main.canvas.hasFocus()


def test_opened_from_the_translation_the_original_still_stands_left(pair: PairPane, own: Room, qtbot: QtBot) -> None:
    second = beside(pair, own, qtbot, "perevod.pdf", page=3)
    assert (pair.main.canvas.page, second.canvas.page) == (3, 3), "the second document comes to where one is"
    assert second.exhibit is not None and second.exhibit.id == own.ids["urteil.pdf"]
    assert pair.splitter.indexOf(second) < pair.splitter.indexOf(pair.main)


def test_pages_move_together_and_follow_what_was_matched_by_hand(pair: PairPane, own: Room, qtbot: QtBot) -> None:
    second, main = beside(pair, own, qtbot), pair.main
    main.canvas.setFocus()
    qtbot.keyClick(main.canvas, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (main.canvas.page, second.canvas.page) == (1, 1)
    second.canvas.setFocus()
    second.canvas.go_to(3, 0.25)
    assert main.canvas.page == 3 and abs(main.canvas.share() - second.canvas.share()) < 0.02
    qtbot.mouseClick(pair.bar.lock, Qt.MouseButton.LeftButton, pos=pair.bar.lock.rect().center())
    pair.bar.lock.setChecked(False)
    main.canvas.setFocus()
    main.canvas.go_to(1)
    second.canvas.go_to(2)
    assert (main.canvas.page, second.canvas.page) == (1, 2)
    qtbot.mouseClick(pair.bar.match, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pair.pair is not None and len(pair.pair.matches) == 1, timeout=5_000)
    main.canvas.setFocus()
    pair.bar.lock.setChecked(True)
    main.canvas.go_to(3)
    assert second.canvas.page == 4
    second.canvas.setFocus()
    second.canvas.go_to(6)
    assert main.canvas.page == 3, "page 6 of the original does not exist"
    main.canvas.setFocus()
    main.canvas.go_to(0)
    assert second.canvas.page == 0, "before the first match pages count alike"
    assert pair.bar.matches.isVisible()
    pair.bar.menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: pair.pair is not None and pair.pair.matches == (), timeout=5_000)
    main.canvas.go_to(2)
    assert second.canvas.page == 2


def test_two_documents_come_back_after_a_lock(pair: PairPane, own: Room, qtbot: QtBot) -> None:
    pair.restore(beside=True)
    pair.main.restore_place({"exhibit": own.ids["urteil.pdf"], "page": 2, "share": 0.0, "fit": "width", "turn": 0})
    qtbot.waitUntil(lambda: pair.second is not None, timeout=10_000)
    settle(qtbot, pair.second)
    assert pair.main.actions_["beside"].isChecked()
    qtbot.waitUntil(lambda: pair.second.canvas.page == 2, timeout=5_000)


def test_a_doubt_about_a_passage_is_noted_on_the_side_where_it_is_marked(
    pair: PairPane, own: Room, qtbot: QtBot
) -> None:
    second = beside(pair, own, qtbot)
    words = second.viewer.source.words(0)
    at = words.text.index("am 7. März")
    second.canvas.set_mark(TextMark(0, at, at + 10))
    qtbot.mouseClick(pair.bar.doubt, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(pair.window().findChildren(AnnotationSheet)), timeout=5_000)
    sheet = sheet_of(pair, AnnotationSheet)
    sheet.text.setPlainText("Not “arrest” but “detention”.")
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(second.annotator.annotations) == 1, timeout=5_000)
    (one,) = second.annotator.annotations
    assert one.kind == "doubt" and one.exhibit_id == own.ids["perevod.pdf"] and isinstance(one.place, PagePlace)
    assert one.quote == "am 7. März" and pair.main.annotator.annotations == ()


def test_a_citation_made_on_either_side_goes_the_same_way(pair: PairPane, own: Room, qtbot: QtBot) -> None:
    second = beside(pair, own, qtbot)
    with qtbot.waitSignal(pair.main.citation_made) as made:
        second.canvas.setFocus()
        qtbot.keyClick(second.canvas, Qt.Key.Key_C)
    assert made.args[0].exhibit_id == own.ids["perevod.pdf"]


def test_an_exhibit_without_another_language_puts_the_pair_away(pair: PairPane, own: Room, qtbot: QtBot) -> None:
    beside(pair, own, qtbot)
    pair.main.show_exhibit(own.ids["alone.pdf"])
    qtbot.waitUntil(lambda: pair.second is None, timeout=5_000)
    assert not pair.main.actions_["beside"].isEnabled() and pair.main.header.beside.isHidden()


def test_the_form_asks_how_a_foreign_exhibit_is_translated(own: Room, qtbot: QtBot) -> None:
    ctx = plain_context(services=own.services, jobs=own.jobs)
    exhibits = own.jobs.database(lambda: own.evidence.exhibits(own.case_id)).result()
    form = DetailsForm(ctx, own.case_id, exhibits)
    form.resize(560, 700)
    qtbot.addWidget(form)
    form.show()
    assert form.translation.isHidden()
    form.lang.setCurrentIndex(form.lang.findData("de"))
    form.lang.activated.emit(form.lang.currentIndex())
    qtbot.waitUntil(form.translation.isVisible, timeout=5_000)  # as soon as the language of the case is known
    assert "working translation" in form.translation.note.text()
    form.translation.status.setCurrentIndex(form.translation.status.findData("certified"))
    form.translation.status.activated.emit(0)
    assert form.translation.note.isHidden()
    qtbot.keyClicks(form.translation.translator, "I. Translator")
    qtbot.keyClicks(form.translation.date, "20.08.2026")
    said = form.details()
    assert (said.translation_status, said.translator, said.translation_date) == (
        "certified",
        "I. Translator",
        "2026-08-20",
    )
    kept = next(one for one in exhibits if one.id == own.ids["perevod.pdf"])
    form.fill(kept.details)
    assert form.translation.certificate.text() == "No. 45-2026" and form.details() == kept.details
    form.translation.date.setText("the day before")
    assert not form.check()


def test_the_form_does_not_ask_for_a_translation_that_is_on_record(pair: PairPane, own: Room, qtbot: QtBot) -> None:
    def speak(language: str) -> ExhibitView:
        view = own.evidence.exhibit(own.ids["urteil.pdf"])
        return own.evidence.describe(view.id, dataclasses.replace(view.details, lang=language)).value

    sheet = DescribeSheet(pair.main.ctx, pair, own.jobs.database(lambda: speak("de")).result(), ())
    sheet.open()
    fields = sheet.form.translation
    qtbot.waitUntil(lambda: fields.isVisible() and fields.note.isHidden(), timeout=5_000)
    sheet.form.lang.setCurrentIndex(sheet.form.lang.findData("fr"))
    sheet.form.lang.activated.emit(sheet.form.lang.currentIndex())
    assert fields.note.isVisible(), "another language is another question"
    sheet.reject()
    own.jobs.database(lambda: speak("")).result()


def test_what_is_foreign_depends_on_the_language_of_the_case(own: Room, qtbot: QtBot) -> None:
    register = own.services.register

    def speak(language: str) -> None:
        fields = register.case(own.case_id).fields
        register.edit_case(own.case_id, dataclasses.replace(fields, lang_of_case=language))

    own.jobs.database(lambda: speak("de")).result()
    form = DetailsForm(plain_context(services=own.services, jobs=own.jobs), own.case_id)
    qtbot.addWidget(form)
    form.show()
    form.fill(ExhibitDetails(lang="ru"))
    qtbot.waitUntil(form.translation.isVisible, timeout=5_000)
    for language in ("de", "zxx", ""):
        form.fill(ExhibitDetails(lang=language))
        assert form.translation.isHidden()
    own.jobs.database(lambda: speak("ru")).result()


def test_a_redacted_copy_is_read_beside_the_translation_of_its_original(
    pair: PairPane, own: Room, qtbot: QtBot
) -> None:
    def derive() -> str:
        staged = own.evidence.stage(own.folder / "incoming" / "urteil.pdf")
        said = ExhibitDetails(title_en="Verdict (redacted)", provenance="made by the program", lang="de")
        draft = AdmitDraft(staged, said, derived_from=own.ids["urteil.pdf"], derived_how="redaction")
        return own.evidence.admit(own.case_id, [draft]).value[0].id

    own.ids["copy"] = own.jobs.database(derive).result()
    second = beside(pair, own, qtbot, "copy")
    assert second.exhibit is not None and second.exhibit.id == own.ids["perevod.pdf"]
    assert pair.bar.status.text() == "Certified" and "I. Translator" in pair.bar.facts.text()
    own.jobs.database(lambda: own.evidence.withdraw(own.ids["copy"], "a test")).result()
