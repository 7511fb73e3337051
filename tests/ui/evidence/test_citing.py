"""From a mark to a citation and back to the place; copying on record."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.evidence import citations
from desktop.evidence.running_text import running
from models.views.evidence import Citation, CitationDraft, ImagePlace, PagePlace, TextPlace, from_json, to_json
from tests.ui.evidence import files
from tests.ui.evidence.conftest import Room, Show, settle
from ui.evidence.copying import HISTORY_HINT
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.marks import BoxMark, TextMark

CTRL = Qt.KeyboardModifier.ControlModifier


def cite(pane: EvidencePane, qtbot: QtBot, key: Qt.Key = Qt.Key.Key_C) -> CitationDraft:
    with qtbot.waitSignal(pane.citation_made, timeout=5_000) as made:
        qtbot.keyClick(pane.canvas, key)
    return made.args[0]


def on_record(draft: CitationDraft, case_id: str = "case") -> Citation:
    place = from_json(to_json(draft.place))
    return Citation(
        "id",
        case_id,
        draft.exhibit_id,
        draft.number,
        draft.sha256,
        place,
        draft.quote,
        "",
        "",
        "",
        "answer",
        "D3",
        0,
        "me",
    )


def mark(pane: EvidencePane, needle: str, page: int) -> None:
    words = pane.viewer.source.words(page)
    at = words.text.index(needle)
    pane.canvas.set_mark(TextMark(page, at, at + len(needle)))


def test_marked_text_becomes_a_citation_with_its_surroundings(show: Show, qtbot: QtBot, library: Room) -> None:
    pane = show("verdict.pdf")
    pane.canvas.go_to(4)
    settle(qtbot, pane)
    mark(pane, "am 7. März задержан", 4)
    draft = cite(pane, qtbot)
    exhibit = library.exhibit("verdict.pdf")
    assert (draft.exhibit_id, draft.sha256, draft.number) == (exhibit.id, exhibit.sha256, exhibit.number)
    assert draft.quote == "am 7. März задержан"
    assert draft.before.endswith("7. Der Angeklagte wurde") and len(draft.before) <= 60
    assert draft.after.startswith(", лист 5. 8. Der") and len(draft.after) <= 60
    place = draft.place
    assert isinstance(place, PagePlace) and place.page == 5 and len(place.rects) == 1
    left, bottom, right, top = place.rects[0]
    assert all(isinstance(number, int) for number in place.rects[0])
    assert bottom < 76000 - 7 * 1700 + 400 < top + 400 and 0 < left < right < 59528


def test_a_mark_over_lines_has_one_rectangle_per_line(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    words = pane.viewer.source.words(0)
    start, end = words.text.index("3. März"), words.text.index("5. März")
    pane.canvas.set_mark(TextMark(0, start, end))
    place = cite(pane, qtbot).place
    assert isinstance(place, PagePlace)
    assert len(place.rects) == 3
    assert [rect[1] for rect in place.rects] == sorted((rect[1] for rect in place.rects), reverse=True)


def test_the_letter_works_on_a_russian_keyboard_too(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    keys = [key.toString() for key in pane.actions_["cite"].shortcuts()]
    assert keys == ["C", "С"]
    assert keys[0] != keys[1]  # Latin and Cyrillic


def test_without_a_mark_the_page_is_cited(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    qtbot.keyClick(pane.canvas, Qt.Key.Key_End)
    assert cite(pane, qtbot).place == PagePlace(12)
    pane = show("photo.jpg")
    assert cite(pane, qtbot).place == ImagePlace(1)


def test_a_plain_text_is_cited_by_offsets_into_the_whole_text(show: Show, qtbot: QtBot) -> None:
    pane = show("notes.txt")
    pane.canvas.go_to(2)
    settle(qtbot, pane)
    needle = "допрос начат в 130 ч."
    mark(pane, needle, 2)
    draft = cite(pane, qtbot)
    whole = files.notes().decode("cp1251").replace("\r\n", "\n")
    place = draft.place
    assert isinstance(place, TextPlace)
    assert whole[place.start : place.end] == needle == draft.quote
    assert place.line == 130 and place.reader == "text/1"
    assert place.encoding.lower().replace("-", "") in ("cp1251", "windows1251")


def test_a_rectangle_on_a_page_quotes_only_what_is_in_it(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    words = pane.viewer.source.words(0)
    one = words.rects(words.text.index("Angeklagte"), words.text.index("Angeklagte") + 10)[0]
    area = one.adjusted(-2, -2, 2, 22)  # this word on two lines
    pane.canvas.set_mark(BoxMark(0, area))
    assert cite(pane, qtbot).quote == "Angeklagte Angeklagte"


def test_what_was_cited_is_accepted_by_the_register(show: Show, qtbot: QtBot, library: Room) -> None:
    for name, needle in (("verdict.pdf", "am 9. März"), ("notes.txt", "Строка 9:")):
        pane = show(name)
        mark(pane, needle, 0)
        draft = cite(pane, qtbot)
        exhibit = library.exhibit(name)
        assert len(draft.quote) <= citations.LONGEST_QUOTE
        done = library.jobs.database(
            lambda draft=draft: library.evidence.cite(library.case_id, draft, "answer", "D3")
        ).result()
        assert done.value.place == draft.place and done.value.exhibit_id == exhibit.id


def test_a_citation_leads_back_to_its_place_and_lights_it(show: Show, qtbot: QtBot, library: Room) -> None:
    pane = show("verdict.pdf")
    pane.canvas.go_to(9)
    settle(qtbot, pane)
    mark(pane, "am 38. März", 9)
    citation = on_record(cite(pane, qtbot))
    show("photo.jpg")
    pane.show_exhibit(citation.exhibit_id, citation)
    settle(qtbot, pane)
    assert pane.canvas.page == 9
    (light,) = pane.canvas.highlights
    assert light.role == "cited" and light.rects == citation.place.rects
    assert pane.canvas.flash == 1.0
    words = pane.viewer.source.words(9)
    at = words.text.index("am 38. März")
    on_screen = pane.canvas.to_screen(9, words.rects(at, at + 11)[0])
    assert QRectF(pane.canvas.viewport().rect()).contains(on_screen.center())
    qtbot.waitUntil(lambda: pane.canvas.flash == 0.0, timeout=3_000)
    # the exhibit is open already: it is not opened a second time
    opened = library.custody("verdict.pdf").count("opened")
    pane.canvas.go_to(0)
    pane.show_exhibit(citation.exhibit_id, citation)
    assert pane.canvas.page == 9
    assert library.custody("verdict.pdf").count("opened") == opened


def test_nothing_moves_when_motion_is_not_wanted(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    mark(pane, "am 3. März", 0)
    citation = on_record(cite(pane, qtbot))
    pane.ctx.settings.reduced_motion = True
    pane.show_exhibit(citation.exhibit_id, citation)
    assert pane.canvas.flash == 0.0 and pane.canvas.highlights


def test_a_place_in_a_text_is_found_again(show: Show, qtbot: QtBot) -> None:
    pane = show("notes.txt")
    pane.canvas.go_to(3)
    settle(qtbot, pane)
    mark(pane, "Строка 185:", 3)
    citation = on_record(cite(pane, qtbot))
    show("photo.jpg")
    pane.show_exhibit(citation.exhibit_id, citation)
    settle(qtbot, pane)
    qtbot.waitUntil(lambda: bool(pane.canvas.highlights), timeout=5_000)
    (light,) = pane.canvas.highlights
    assert light.page == 3 == pane.canvas.page
    assert pane.viewer.source.words(3).text[slice(*light.span)] == "Строка 185:"


def test_a_citation_of_another_version_of_the_file_says_so(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    citation = on_record(cite(pane, qtbot))
    other = Citation(**{**citation.__dict__, "sha256": "00" * 32})
    pane.show_exhibit(other.exhibit_id, other)
    assert "another version" in pane.banners.banners()[0].text


def test_copying_is_on_record_and_leaves_the_clipboard_again(show: Show, qtbot: QtBot, library: Room) -> None:
    pane = show("verdict.pdf")
    mark(pane, "Angeklagte", 0)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    toasts: list[str] = []
    pane.ctx.messages.toasted.connect(toasts.append)
    before = library.custody("verdict.pdf").count("copied")
    with qtbot.waitSignal(clipboard.dataChanged, timeout=5_000):
        qtbot.keyClick(pane.canvas, Qt.Key.Key_C, CTRL)
    assert clipboard.text() == "Angeklagte"
    assert clipboard.mimeData().data(HISTORY_HINT) == b"secret"
    assert toasts and "30 seconds" in toasts[0]
    assert library.custody("verdict.pdf").count("copied") == before + 1
    assert pane.copier.timer.isActive() and pane.copier.timer.interval() == 30_000
    pane.copier.timer.setInterval(1)  # not waiting for half a minute
    qtbot.waitUntil(lambda: clipboard.text() == "", timeout=2_000)


def test_what_somebody_else_copied_meanwhile_stays(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    mark(pane, "Angeklagte", 0)
    clipboard = QGuiApplication.clipboard()
    with qtbot.waitSignal(clipboard.dataChanged, timeout=5_000):
        qtbot.keyClick(pane.canvas, Qt.Key.Key_C, CTRL)
    clipboard.setText("of another program")
    pane.copier.clear()
    assert clipboard.text() == "of another program"


def test_nothing_marked_nothing_copied(show: Show, qtbot: QtBot) -> None:
    pane = show("verdict.pdf")
    assert not pane.actions_["copy"].isEnabled()
    pane.canvas.set_mark(BoxMark(0, QRectF(QPointF(0, 0), QPointF(5, 5))))
    assert not pane.actions_["copy"].isEnabled()


def test_running_text_of_laid_out_lines() -> None:
    assert running("Die Ver-\r\nhandlung war\r\n  öffentlich.") == "Die Verhandlung war öffentlich."
    assert running("Nord-\r\nSüd") == "Nord- Süd"
    assert running("задер-\nжан и\nосвобождён") == "задержан и освобождён"
