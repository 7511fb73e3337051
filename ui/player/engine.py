"""Qt's media player over one recording: obeys the host, sends pictures, sound and signs of life."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferOutput,
    QAudioFormat,
    QMediaPlayer,
    QVideoFrame,
    QVideoSink,
)

from desktop.evidence.decoder import playing
from ui.player.device import PulledDevice
from ui.player.facts import facts_of
from ui.player.ring import Ring

SIGN_OF_LIFE_MS = 100
_Status = QMediaPlayer.MediaStatus
_State = QMediaPlayer.PlaybackState


class Engine(QObject):
    def __init__(self) -> None:
        super().__init__()
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        form = QAudioFormat()
        form.setSampleRate(playing.RATE)
        form.setChannelCount(playing.CHANNELS)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._sound = QAudioBufferOutput(form, self)
        self._player.setAudioBufferOutput(self._sound)
        self._ring: Ring | None = None
        self._device: PulledDevice | None = None
        self._opening = 0
        self._last: QVideoFrame | None = None
        self._ended = False
        self._pulse = QTimer(self)
        self._pulse.setInterval(SIGN_OF_LIFE_MS)
        self._pulse.timeout.connect(self._alive)
        self._sink.videoFrameChanged.connect(self._picture)
        self._sound.audioBufferReceived.connect(self._heard)
        self._player.mediaStatusChanged.connect(self._status)
        self._player.errorOccurred.connect(self._error)
        self._player.playbackStateChanged.connect(self._state)

    @property
    def available(self) -> bool:
        """Whether Qt found what decodes recordings (FFmpeg) when it was loaded."""
        return self._player.isAvailable()

    def attach(self, ring: Ring) -> None:
        self._ring = ring

    def open(self, number: int, device: PulledDevice) -> None:
        """Load the recording and show its first picture. The device lives as long as the process."""
        self._opening, self._device = number, device
        self._player.setSourceDevice(device, QUrl())  # no name: it would be printed
        self._pulse.start()

    def do(self, request: dict[str, Any]) -> None:
        """One request of the host."""
        match request["do"]:
            case "play":
                if self._ended:
                    self._player.setPosition(0)
                self._ended = False
                self._player.play()
            case "pause":
                self._player.pause()
            case "seek":
                self._seek(int(request["at"]))
            case "rate":
                self._player.setPlaybackRate(int(request["rate"]) / 1000)
            case "seen":
                self.ring.seen(int(request["frame"]))
            case "still" if self._last is not None:
                self.ring.still(self._last.toImage(), _span(self._last))

    @property
    def ring(self) -> Ring:
        assert self._ring is not None
        return self._ring

    def _seek(self, at: int) -> None:
        if self._player.playbackState() == _State.StoppedState:
            self._player.pause()
        self._ended = False
        self._player.setPosition(at)

    @Slot(QVideoFrame)
    def _picture(self, frame: QVideoFrame) -> None:
        if frame.isValid() and self._ring is not None:
            self._last = frame
            image = frame.toImage()
            if not image.isNull():
                self._ring.picture(image, _span(frame))

    @Slot(QAudioBuffer)
    def _heard(self, buffer: QAudioBuffer) -> None:
        if self._ring is not None and buffer.isValid():
            self._ring.sound(memoryview(buffer.constData()).cast("B"), max(0, buffer.startTime()))

    @Slot(object)
    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == _Status.LoadedMedia and self._opening:
            number, self._opening = self._opening, 0
            if not (self._player.hasVideo() or self._player.hasAudio()):
                self.ring.say({"id": number, "error": "unsupported"})
                return
            self.ring.say({"id": number, "ok": self._found()})
            self._player.pause()  # brings the first picture
        elif status == _Status.InvalidMedia and self._opening:
            number, self._opening = self._opening, 0
            self.ring.say({"id": number, "error": "damaged"})
        elif status == _Status.EndOfMedia:
            self._ended = True
            self.ring.say({"state": "ended", "at": self._player.duration() * 1000})

    @Slot(object, str)
    def _error(self, error: QMediaPlayer.Error, _text: str) -> None:
        if self._opening or error == QMediaPlayer.Error.NoError:
            return  # the status says so
        self.ring.say({"failed": "damaged"})

    @Slot(object)
    def _state(self, _state: QMediaPlayer.PlaybackState) -> None:
        self._alive()

    @Slot()
    def _alive(self) -> None:
        if self._ring is None or self._opening:
            return
        playing_now = self._player.playbackState() == _State.PlayingState
        state = "ended" if self._ended else "playing" if playing_now else "paused"
        at = self._player.duration() if self._ended else self._player.position()
        self._ring.say({"state": state, "at": max(0, at) * 1000})

    def _found(self) -> dict[str, object]:
        player = self._player
        return {
            "duration": max(0, player.duration()),
            "seekable": player.isSeekable(),
            "video": player.hasVideo(),
            "sound": player.hasAudio(),
            "facts": facts_of(player),
        }


def _span(frame: QVideoFrame) -> list[int]:
    start = max(0, frame.startTime())
    return [start, max(start, frame.endTime())]
