"""A recording in the pane: picture, time, tools; played in a process of its own, heard through the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from desktop.evidence import stills
from desktop.evidence.recording import Recording
from models.views.annotations import Annotation
from models.views.evidence import Citation, ExhibitView, MediaPlace, Place
from models.views.media import Cue, MediaFrame, MediaPosition, MediaSound
from ui.context import Context
from ui.evidence import media_making
from ui.evidence.actions import ViewerActions
from ui.evidence.annotation_names import said
from ui.evidence.document_source import Document
from ui.evidence.flash import Flash
from ui.evidence.loudness_job import LoudnessJob
from ui.evidence.media_bar import SPEEDS, MediaBar
from ui.evidence.media_feed import MediaFeed
from ui.evidence.media_keys import listed, meaning
from ui.evidence.media_screen import MediaScreen
from ui.evidence.media_tools import MediaTools
from ui.evidence.other_viewer import OtherViewer, Ready
from ui.evidence.sound_out import SoundOut
from ui.evidence.time_bar import TimeBar
from ui.evidence.time_marks import MarkSteps, TimeMark
from ui.evidence.transcript_pane import TranscriptPane
from ui.widgets.label import Label
from ui.widgets.line import Line

JUMP_MS = 5000
LOUDNESS_AFTER_MS = 600
LOUDER = 10  # per cent a key press


class MediaView(OtherViewer):
    def __init__(self, ctx: Context, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(ctx, actions, parent)
        words, theme = ctx.words, ctx.theme
        self.playing = False
        self.at = 0  # ms
        self.speed = 1000
        self.span: tuple[int, int | None] | None = None
        self._feed: MediaFeed | None = None
        self._volume = 100
        self._on_its_way = False  # a picture was asked for and has not come
        self._wanted: int | None = None  # and then this moment
        self._steps = MarkSteps()
        self.screen_ = MediaScreen(words, theme)
        self.flash = Flash(self.screen_)
        self.time_bar = TimeBar(words, theme)
        self.tools = MediaTools(words, theme, self)
        self.bar = MediaBar(words, theme, self.tools)
        self.silent = Label(words.tr("This computer has no sound device: pictures play without sound."), "muted")
        self.silent.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
        self.sound = SoundOut(self)
        self.loudness = LoudnessJob(ctx, self)
        self._loudness_soon = QTimer(self)  # it must not compete with the first picture
        self._loudness_soon.setSingleShot(True)
        self._loudness_soon.setInterval(LOUDNESS_AFTER_MS)
        self._loudness_soon.timeout.connect(self._measure_loudness)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.transcript = TranscriptPane(ctx)
        self.room = QSplitter(Qt.Orientation.Vertical)
        self.room.setChildrenCollapsible(False)
        self.room.addWidget(self.screen_)
        self.room.addWidget(self.transcript)
        self.room.setStretchFactor(0, 2)
        self.room.setStretchFactor(1, 1)
        self.transcript.hide()
        column.addWidget(self.room, 1)
        column.addWidget(Line())
        column.addWidget(self.time_bar)
        column.addWidget(Line())
        column.addWidget(self.bar)
        column.addWidget(self.silent)
        self.silent.hide()
        self.setFocusProxy(self.screen_)
        self.time_bar.sought.connect(self.seek)
        self.tools.wanted.connect(self.do)
        self.bar.speed_wanted.connect(self.set_speed)
        self.bar.volume_wanted.connect(self._set_volume)
        self.transcript.chosen.connect(self._go_to_cue)
        self.transcript.loaded.connect(self._cues_came)
        self.transcript.failed.connect(self.failed)
        self.transcript.list.current.connect(self.marked_changed)

    # recording -----------------------------------------------------------------------------------------------------

    @property
    def recording(self) -> Recording | None:
        return cast("Recording | None", self.document)

    def show_document(self, document: Document, exhibit: ExhibitView) -> None:
        self.clear()
        self.hold(document, exhibit)
        recording = cast(Recording, document)
        shape = recording.shape
        feed = self._feed = MediaFeed(self)
        feed.frame.connect(self._frame)
        feed.sound.connect(self._heard)
        feed.moved.connect(self._moved)
        feed.lost.connect(self._lost)
        feed.loud.connect(self._loud)
        self.screen_.set_sound_only(not shape.video)
        self.time_bar.set_alone(not shape.video)
        self.time_bar.show_recording(shape.duration_ms)
        self.bar.show_shape(video=shape.video, sound=shape.sound)
        standing = exhibit.status == "admitted" and bool(exhibit.case_id)
        self.tools.show_shape(video=shape.video, sound=shape.sound, standing=standing)
        self.mark(None)
        self.bar.volume.setValue(self._volume)
        self.bar.show_speed(self.speed)
        self._show_at(0)
        self._on_its_way = shape.video
        self.silent.hide()
        recording.listen(feed.take)
        if shape.sound:
            self._loudness_soon.start()
        if not exhibit.case_id:
            return  # a source of the register: nobody cites it there, and no subtitles lie beside it
        self.transcript.follow(exhibit)
        self.ctx.run(self, lambda: self.ctx.services.evidence.citations_of(exhibit.id), self._cited, self.failed.emit)

    def clear(self) -> None:
        if self._feed is not None:
            self._feed.stop()
            self._feed.deleteLater()
            self._feed = None
        self._loudness_soon.stop()
        self.loudness.stop()
        self.transcript.forget()
        self.screen_.set_caption("")
        self.release()
        self.sound.stop()
        self.flash.stop()
        self.screen_.show_frame(None)
        self.screen_.set_sound_only(False)
        self.playing, self.at, self.speed, self.span = False, 0, 1000, None
        self._on_its_way, self._wanted = False, None
        self.time_bar.show_recording(0)
        self.bar.show_playing(False)
        self.bar.show_time(0, 0)

    @property
    def duration(self) -> int:
        """In milliseconds."""
        return self.recording.shape.duration_ms if self.recording is not None else 0

    # what comes of the player --------------------------------------------------------------------------------------

    @Slot()
    def _measure_loudness(self) -> None:
        if self.exhibit is not None and self._feed is not None:
            self.loudness.start(self.exhibit, self._feed)

    @Slot(object)
    def _frame(self, frame: MediaFrame) -> None:
        self.screen_.show_frame(frame)
        self._on_its_way = False
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.seek(wanted)
        elif not self.playing:
            self._show_at(media_making.inside(frame.start))

    @Slot(object)
    def _heard(self, sound: MediaSound) -> None:
        if self.playing:
            self.sound.write(sound.data)

    @Slot(object)
    def _moved(self, position: MediaPosition) -> None:
        self.playing = position.state == "playing"
        self.bar.show_playing(self.playing)
        if position.state == "ended":
            self._on_its_way, self._wanted = False, None
        if self.playing or position.state == "ended" or not self.recording_has_video:
            self._show_at(position.at // 1000)
        if not self.playing:
            self.sound.stop()

    @Slot(object)
    def _lost(self, error: Exception) -> None:
        self.lost.emit(error)

    @Slot(object, bool)
    def _loud(self, data: bytes, done: bool) -> None:
        self.time_bar.set_loudness(data)
        if done:
            self.loudness.stop()

    def _cited(self, citations: tuple[Citation, ...]) -> None:
        cited = self.ctx.words.tr("Citation")
        found = ((one.place, " · ".join(filter(None, (cited, one.quote, one.note)))) for one in citations)
        self.time_bar.set_cited([TimeMark(place, text) for place, text in found if isinstance(place, MediaPlace)])

    @property
    def recording_has_video(self) -> bool:
        return self.recording is not None and self.recording.shape.video

    def _show_at(self, ms: int) -> None:
        self.at = min(ms, self.duration)
        self.time_bar.set_at(self.at)
        self.bar.show_time(self.at, self.duration)
        self._show_words()
        self.moved.emit()

    def _show_words(self) -> None:
        cue = self.transcript.at(self.at)
        self.screen_.set_caption(cue.text if cue is not None else "")
        self.transcript.show_at(self.at)

    @Slot()
    def _cues_came(self) -> None:
        """Subtitles that go by the recording's name show themselves."""
        self.transcript.setVisible(bool(self.transcript.cues))
        self.tools["words"].setChecked(bool(self.transcript.cues))
        self._show_words()

    @Slot(object)
    def _go_to_cue(self, cue: Cue) -> None:
        self.seek(cue.start_ms + 1)

    # tools ---------------------------------------------------------------------------------------------------------

    @Slot(str)
    def do(self, what: str) -> None:
        """A tool by its name or key."""
        recording = self.recording
        if recording is None:
            return
        match what:
            case "play":
                self.toggle()
            case "back":
                self.seek(self.at - JUMP_MS)
            case "on":
                self.seek(self.at + JUMP_MS)
            case "before" | "after":
                self.step(1 if what == "after" else -1)
            case "start":
                self.seek(0)
            case "end":
                self.seek(self.duration)
            case "next_mark" | "previous_mark":
                to = self._steps.to(self.time_bar.marks, self.at, 1 if what == "next_mark" else -1)
                if to is not None:
                    self.seek(to)
            case "louder" | "quieter":
                self.bar.volume.setValue(self._volume + (LOUDER if what == "louder" else -LOUDER))
            case "mute":
                self.bar.volume.setValue(0 if self._volume else 100)
            case "faster" | "slower":
                at = SPEEDS.index(self.speed) + (1 if what == "faster" else -1)
                self.set_speed(SPEEDS[max(0, min(at, len(SPEEDS) - 1))])
            case "from":
                self.mark((self.at, None))
            case "to":
                start = self.span[0] if self.span is not None else 0
                self.mark((min(start, self.at), max(start, self.at)))
            case "unmark":
                self.mark(None)
            case "still":
                self._take_still()
            case "words":
                if self.transcript.isAncestorOf(QApplication.focusWidget() or self):
                    self.take_focus()
                self.transcript.setVisible(self.transcript.isHidden())
                self.tools["words"].setChecked(not self.transcript.isHidden())

    def toggle(self) -> None:
        """Play, or stop playing."""
        recording = self.recording
        if recording is None:
            return
        if self.playing:
            recording.pause()
        else:
            if recording.shape.sound and self.sound.absent:
                self.silent.show()
            recording.play()

    @Slot(int)
    def seek(self, ms: int) -> None:
        """Go to a moment. While a picture is on its way, only the last moment asked for is remembered."""
        recording = self.recording
        if recording is None:
            return
        ms = max(0, min(ms, self.duration))
        self._show_at(ms)
        self.sound.stop()
        if self._on_its_way and not self.playing:
            self._wanted = ms
            return
        self._on_its_way = recording.shape.video
        recording.seek(ms)

    def step(self, by: int) -> None:
        """The picture before or after the one that is shown."""
        recording, frame = self.recording, self.screen_.frame
        if recording is None or frame is None or self._on_its_way:
            return
        if self.playing:
            recording.pause()
        self.seek(media_making.inside(frame.end) if by > 0 else frame.start // 1000 - 1)

    @Slot(int)
    def set_speed(self, thousandths: int) -> None:
        if self.recording is not None:
            self.speed = thousandths
            self.sound.set_rate(thousandths)
            self.recording.rate(thousandths)
            self.bar.show_speed(thousandths)

    @Slot(int)
    def _set_volume(self, percent: int) -> None:
        self._volume = percent
        self.sound.set_volume(percent)

    def mark(self, span: tuple[int, int | None] | None) -> None:
        """Mark a span for citing: from, to; None takes the mark away."""
        self.span = span
        self.time_bar.set_span(span)
        self.tools["unmark"].setEnabled(span is not None)

    def _take_still(self) -> None:
        """The picture that is shown becomes an exhibit of its own, once somebody has said what it is."""
        recording, exhibit = self.recording, self.exhibit
        if recording is None or exhibit is None or self.screen_.frame is None or exhibit.status != "admitted":
            return
        recording.pause()
        made = lambda result: self.brought.emit(media_making.still(exhibit, *result))  # noqa: E731
        self.ctx.pool(self, lambda: stills.take(recording), made, self.failed.emit)

    def place_keys(self) -> list[tuple[str, str]]:
        """For the list of keys."""
        return listed(self.ctx.words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        what = meaning(event)
        if what == "unmark" and self.span is None:
            what = ""
        if what and self.recording is not None:
            self.do(what)
        else:
            event.ignore()

    # places --------------------------------------------------------------------------------------------------------

    def cite(self, done: Ready) -> None:
        if self.exhibit is not None:
            cue = self.transcript.list.cue() if self.transcript.list.hasFocus() else None
            span = (cue.start_ms, cue.end_ms) if cue is not None else self.span
            done(media_making.citation(self.exhibit, self.at, span, self.transcript.said))

    @property
    def marked(self) -> bool:
        return self.transcript.list.cue() is not None

    def copy_text(self, done: Callable[[str], None]) -> None:
        cue = self.transcript.list.cue()
        if cue is not None:
            done(cue.text)

    def come_to(self, place: Place) -> None:
        if isinstance(place, MediaPlace) and self.recording is not None:
            self.recording.pause()
            self.mark((place.start_ms, place.end_ms) if place.end_ms is not None else None)
            self.seek(place.start_ms)
            self.flash.start(still=self.ctx.settings.reduced_motion)

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        found = ((one.place, said(self.ctx.words, one), one.colour) for one in annotations)
        self.time_bar.set_notes([(TimeMark(at, text), by) for at, text, by in found if isinstance(at, MediaPlace)])

    def place(self) -> dict[str, object]:
        return {"at": self.at, "focus": self.screen_.hasFocus()}

    def put_place(self, place: dict[str, object]) -> None:
        at = place.get("at")
        if isinstance(at, int) and not isinstance(at, bool):
            self.seek(at)
