"""Recordings in the pane by real keys and clicks: playing, seeking, citing, coming back, losing the player."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from models.views.annotations import AnnotationDraft
from models.views.evidence import CitationDraft, MediaPlace
from tests.evidence.doom import kill
from tests.evidence.recordings import MEDIA, shade, wav
from tests.ui.evidence.conftest import Room
from tests.ui.evidence.test_citing import on_record
from tests.ui.kit import nameless, plain_context
from ui.actions import keys_of, offers
from ui.assessment.texts import citation_name
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.exhibits_pane import ExhibitsPane
from ui.evidence.media_view import MediaView
from ui.palette import Palette
from ui.widgets.row import ROW

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def recordings(library: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    folder = tmp_path_factory.mktemp("recordings")
    made = {"grey.mp4": (MEDIA / "grey.mp4").read_bytes(), "voice.wav": wav(30, silent_after=15)}
    for name, data in made.items():
        (folder / name).write_bytes(data)
        library.admit(Path(folder / name))
    return library


def opened(pane: EvidencePane, room: Room, name: str, qtbot: QtBot) -> MediaView:
    pane.show_exhibit(room.ids[name])
    qtbot.waitUntil(lambda: pane.others.current is not None, timeout=30_000)
    view = pane.others.current
    assert isinstance(view, MediaView)
    if view.recording_has_video:
        qtbot.waitUntil(lambda: view.screen_.frame is not None, timeout=30_000)
    return view


def picture(view: MediaView, qtbot: QtBot, number: int) -> None:
    def there() -> bool:
        frame = view.screen_.frame
        return frame is not None and shade(frame) == number

    qtbot.waitUntil(there, timeout=30_000)


def press(key: Qt.Key | str, qtbot: QtBot, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    if isinstance(key, str) and not key.isascii():  # QTest types Latin only
        typed = QKeyEvent(QEvent.Type.KeyPress, ord(key.upper()), held, key)
        QApplication.sendEvent(focused, typed)
    elif isinstance(key, str):
        qtbot.keyClicks(focused, key)
    else:
        qtbot.keyClick(focused, key, held)


def cited(pane: EvidencePane, qtbot: QtBot) -> CitationDraft:
    with qtbot.waitSignal(pane.citation_made, timeout=30_000) as made:
        press(Qt.Key.Key_C, qtbot)
    return made.args[0]


def test_a_video_by_keys(pane: EvidencePane, recordings: Room, qtbot: QtBot) -> None:
    view = opened(pane, recordings, "grey.mp4", qtbot)
    assert pane.stack.currentWidget() is view and view.screen_.hasFocus()
    assert view.bar.time.text() == "00:00:00 / 00:00:02"
    assert ("Space", "Play or pause") in keys_of(pane)
    assert not nameless(pane)
    picture(view, qtbot, 0)
    press(".", qtbot)
    picture(view, qtbot, 1)
    press(Qt.Key.Key_Right, qtbot, SHIFT)
    picture(view, qtbot, 2)
    assert view.at == 81
    press("б", qtbot)  # the comma's key on a Russian keyboard
    picture(view, qtbot, 1)
    press(Qt.Key.Key_End, qtbot)
    picture(view, qtbot, 49)
    press(Qt.Key.Key_Home, qtbot)
    picture(view, qtbot, 0)
    press(Qt.Key.Key_Space, qtbot)
    qtbot.waitUntil(lambda: view.playing, timeout=30_000)
    assert view.bar.tools["play"].accessibleName() == "Pause"
    qtbot.waitUntil(lambda: view.at > 300, timeout=30_000)
    assert view.silent.isVisible() is view.sound.absent  # what can't be heard is said, and the picture goes on
    press(Qt.Key.Key_Space, qtbot)
    qtbot.waitUntil(lambda: not view.playing, timeout=30_000)
    assert view.bar.tools["play"].accessibleName() == "Play"
    press("+", qtbot)
    assert view.bar.speed.text() == "1.25\u00a0×"
    press(Qt.Key.Key_Down, qtbot)
    assert view.bar.volume.value() == 90
    by_palette(pane, view, qtbot)


def by_palette(pane: EvidencePane, view: MediaView, qtbot: QtBot) -> None:
    """The same tools in the palette, with the keys that do it too; what can't be done now is not offered."""

    def palette(words: str) -> list[tuple[str, str]]:
        made = Palette(pane.ctx, pane, list(offers(pane)), lambda _text, answer: answer([]))
        made.open()
        qtbot.keyClicks(made.field, words)
        shown = [made.list.rows.index(at).data(ROW) for at in range(made.list.rows.rowCount())]
        qtbot.keyClick(made.field, Qt.Key.Key_Return)
        made.reject()
        return [(row.title, row.aside) for row in shown]

    assert palette("take the mark") == [] and view.span is None
    assert palette("mark from") == [("Mark from here", "I")] and view.span == (view.at, None)
    assert palette("take the mark") == [("Take the mark away", "Esc")] and view.span is None
    assert palette("slower") == [("Slower", "-")] and view.bar.speed.text() == "1\u00a0×"
    assert palette("end of the rec") == [("To the end of the recording", "End")]
    picture(view, qtbot, 49)


def test_a_moment_and_a_span_are_cited_and_lead_back(pane: EvidencePane, recordings: Room, qtbot: QtBot) -> None:
    view = opened(pane, recordings, "grey.mp4", qtbot)
    view.seek(1210)
    picture(view, qtbot, 30)
    moment = cited(pane, qtbot)
    assert moment.place == MediaPlace(1201)
    assert citation_name(pane.ctx.words, moment) == f"{moment.number} · 00:00:01"
    press("i", qtbot)
    for _ in range(5):
        press(".", qtbot)
        qtbot.waitUntil(lambda: not view._on_its_way, timeout=30_000)
    press("o", qtbot)
    span = cited(pane, qtbot)
    assert span.place == MediaPlace(1201, 1401)
    press(Qt.Key.Key_Escape, qtbot)
    assert view.span is None
    press(Qt.Key.Key_Home, qtbot)
    picture(view, qtbot, 0)
    pane.show_exhibit(recordings.ids["grey.mp4"], on_record(span))
    picture(view, qtbot, 30)
    assert view.span == (1201, 1401) and view.flash._canvas.flash > 0
    pane.close_exhibit()
    pane.show_exhibit(recordings.ids["grey.mp4"], on_record(moment))
    qtbot.waitUntil(lambda: pane.others.current is view, timeout=30_000)
    picture(view, qtbot, 30)


def test_the_line_of_time_is_clicked_and_shows_loudness(pane: EvidencePane, recordings: Room, qtbot: QtBot) -> None:
    exhibit = recordings.exhibit("voice.wav")

    def put() -> None:
        for place, text in ((MediaPlace(3_000, 4_000), "<b>Wer</b> spricht?"), (MediaPlace(22_000), "Stille")):
            note = AnnotationDraft(exhibit.id, exhibit.sha256, place, "note", text=text)
            recordings.evidence.annotations.add(note)

    recordings.jobs.database(put).result()
    view = opened(pane, recordings, "voice.wav", qtbot)
    bar = view.time_bar
    assert not view.bar.tools["still"].isVisible() and view.bar.volume.isVisible()
    assert "Take this picture in as an exhibit" not in {offer.text for offer in offers(pane)}
    qtbot.mouseClick(bar, LEFT, pos=QPoint(bar.width() // 2, 10))
    qtbot.waitUntil(lambda: abs(view.at - 15_000) < 200, timeout=30_000)
    press(Qt.Key.Key_Right, qtbot)
    qtbot.waitUntil(lambda: abs(view.at - 20_000) < 200, timeout=30_000)
    press(Qt.Key.Key_Left, qtbot)
    press(Qt.Key.Key_Left, qtbot)
    qtbot.waitUntil(lambda: abs(view.at - 10_000) < 200, timeout=30_000)
    assert bar.accessibleDescription() == "00:00:10 of 00:00:30"
    qtbot.waitUntil(lambda: len(bar.loudness) > 1450, timeout=30_000)
    # from mark to mark by keys; what one says is said under the mouse and to a screen reader
    qtbot.waitUntil(lambda: len(bar.marks) == 2, timeout=5_000)
    press(Qt.Key.Key_PageUp, qtbot)
    qtbot.waitUntil(lambda: abs(view.at - 3_000) < 200, timeout=30_000)
    view.seek(3_000)
    assert bar.accessibleDescription() == "00:00:03 of 00:00:30 · 00:00:03–00:00:04  <b>Wer</b> spricht?"
    press(Qt.Key.Key_PageUp, qtbot)
    assert abs(view.at - 3_000) < 200
    press(Qt.Key.Key_PageDown, qtbot)
    qtbot.waitUntil(lambda: abs(view.at - 22_000) < 200, timeout=30_000)
    over = QPoint(round(bar.x_of(3_500)), 5)
    QApplication.sendEvent(bar, QHelpEvent(QEvent.Type.ToolTip, over, bar.mapToGlobal(over)))
    assert "00:00:03–00:00:04  &lt;b&gt;Wer&lt;/b&gt; spricht?" in QToolTip.text()
    QToolTip.hideText()
    bar.grab()
    half = len(bar._columns) // 2
    assert min(bar._columns[2 : half - 4]) > 100 > 5 > max(bar._columns[half + 4 :])


def test_the_place_is_kept(pane: EvidencePane, recordings: Room, qtbot: QtBot) -> None:
    view = opened(pane, recordings, "grey.mp4", qtbot)
    view.seek(810)
    picture(view, qtbot, 20)
    place = pane.place()
    pane.close_exhibit()
    pane.restore_place(place)
    qtbot.waitUntil(lambda: pane.others.current is view, timeout=30_000)
    picture(view, qtbot, 20)


@pytest.mark.parametrize("playing", [False, True])
def test_a_lost_player_leaves_the_facts(pane: EvidencePane, recordings: Room, qtbot: QtBot, playing: bool) -> None:
    view = opened(pane, recordings, "grey.mp4", qtbot)
    if playing:
        press(Qt.Key.Key_Space, qtbot)
        qtbot.waitUntil(lambda: view.playing, timeout=30_000)
    assert view.recording is not None
    kill(view.recording._line._child)
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.card, timeout=30_000)
    said = [banner.text for banner in pane.banners.banners()]
    assert said and said[0].startswith("This exhibit could not be shown:")
    pane.show_again()
    qtbot.waitUntil(lambda: pane.others.current is view, timeout=30_000)
    picture(view, qtbot, 0)


def test_closing_ends_the_player(pane: EvidencePane, recordings: Room, qtbot: QtBot) -> None:
    view = opened(pane, recordings, "grey.mp4", qtbot)
    assert view.recording is not None
    process = view.recording._line._child.process
    pane.close_exhibit()
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)


def test_a_still_becomes_an_exhibit_of_its_own(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "grey.mp4").write_bytes((MEDIA / "grey.mp4").read_bytes())
    room.admit(tmp_path / "grey.mp4")
    ctx = plain_context(services=room.services, jobs=room.jobs)
    window = QWidget()
    exhibits, pane = ExhibitsPane(ctx, window), EvidencePane(ctx, window)
    row = QHBoxLayout(window)
    row.addWidget(exhibits)
    row.addWidget(pane)
    window.resize(1100, 720)
    qtbot.addWidget(window)
    window.show()
    pane.parts_wanted.connect(exhibits.take_parts)
    exhibits.set_case(room.case_id)
    view = opened(pane, room, "grey.mp4", qtbot)
    view.seek(1010)
    picture(view, qtbot, 25)
    shown = view.screen_.frame
    assert shown is not None
    qtbot.mouseClick(view.bar.tools["still"], LEFT)
    qtbot.waitUntil(lambda: exhibits.intake.sheet is not None, timeout=30_000)
    sheet = exhibits.intake.sheet
    assert sheet is not None
    qtbot.mouseClick(sheet.accept_button, LEFT)
    qtbot.waitUntil(lambda: exhibits.intake.sheet is None, timeout=30_000)
    number = room.exhibit("grey.mp4").number
    made = room.jobs.database(lambda: room.evidence.exhibits(room.case_id)).result()[-1]
    assert (made.derived_from, made.derived_how) == (room.ids["grey.mp4"], "still")
    assert made.derived_at_place == MediaPlace(1001)
    assert (made.format, made.file_name) == ("png", f"{number} 00-00-01.png")
    assert made.details.provenance == f"Still of {number} at 00:00:01"
    source = room.jobs.database(lambda: room.evidence.peek(made.id)).result()
    picture_ = QImage.fromData(source.read(0, source.size))
    source.close()
    assert (picture_.width(), picture_.height()) == (64, 48)
    assert picture_.pixelColor(32, 24).green() == shown.pixels[4 * (24 * 64 + 32) + 1]
    pane.close_exhibit()


def test_subtitles_follow_the_time_and_are_cited(
    pane: EvidencePane, recordings: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    words = "1\n00:00:00,400 --> 00:00:01,000\nГде вы были?\n\n2\n00:00:01,000 --> 00:00:01,600\nДома.\n"
    (tmp_path / "grey.srt").write_text(words, "utf-8")
    (tmp_path / "other.srt").write_text(words.replace("Дома", "Нет"), "utf-8")
    recordings.admit(tmp_path / "other.srt")
    recordings.admit(tmp_path / "grey.srt")
    evidence, gone = recordings.evidence, recordings.ids["grey.srt"]
    recordings.jobs.database(lambda: evidence.withdraw(gone, "wrong film")).result()
    recordings.admit(tmp_path / "grey.srt")  # of the two that go by the recording's name, the one that stands
    view = opened(pane, recordings, "grey.mp4", qtbot)
    lines = view.transcript.list
    qtbot.waitUntil(lambda: len(lines.cues) == 2, timeout=30_000)
    assert view.transcript.isVisible() and view.transcript.choice.count() == 2
    assert "opened" in recordings.custody("grey.srt")
    log = recordings.jobs.database(lambda: evidence.custody(gone)).result()
    assert [entry.action for entry in log] == ["received"], "a withdrawn one is neither offered nor read"
    assert not nameless(pane)
    view.seek(510)
    picture(view, qtbot, 12)
    assert (view.screen_.caption, lines.current_key()) == ("Где вы были?", "0")
    view.seek(1210)
    picture(view, qtbot, 30)
    assert (view.screen_.caption, lines.current_key()) == ("Дома.", "1")
    assert cited(pane, qtbot).quote == "Дома."
    lines.setFocus()
    press(Qt.Key.Key_Up, qtbot)
    press(Qt.Key.Key_Return, qtbot)
    picture(view, qtbot, 10)
    draft = cited(pane, qtbot)
    assert (draft.place, draft.quote) == (MediaPlace(400, 1000), "Где вы были?")
    press(Qt.Key.Key_C, qtbot, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "Где вы были?", timeout=30_000)
    assert "copied" in recordings.custody("grey.mp4")
    press("w", qtbot)
    assert not view.transcript.isVisible() and view.screen_.hasFocus()
    view.transcript.choice.setCurrentIndex(0)
    view.transcript.choice.activated.emit(0)
    qtbot.waitUntil(lambda: lines.cues[1].text == "Нет.", timeout=30_000)
