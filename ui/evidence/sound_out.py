"""The desk's loudspeaker: plain samples go to the sound device, and where there is none that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject

from models.views.media import CHANNELS, RATE

if TYPE_CHECKING:  # loaded with the first sound: it takes a while and asks the sound system
    from PySide6.QtMultimedia import QAudioSink

HELD = 0.5  # seconds of sound that may lie in the device's buffer


class SoundOut(QObject):
    """At another speed the samples come at their own rate and the device runs at another one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink: QAudioSink | None = None
        self._line: QIODevice | None = None
        self._absent: bool | None = None
        self._volume = 1.0
        self._rate = 1000

    @property
    def absent(self) -> bool:
        """Whether this computer has no sound device. The first question loads the sound system."""
        if self._absent is None:
            from PySide6.QtMultimedia import QMediaDevices

            self._absent = QMediaDevices.defaultAudioOutput().isNull()
        return self._absent

    def write(self, data: bytes) -> None:
        """Samples to be heard next; what the device has no room for is left out."""
        if self.absent or not data:
            return
        if self._line is None:
            self._start()
        if self._line is not None:
            self._line.write(data)

    def set_volume(self, percent: int) -> None:
        self._volume = max(0, min(percent, 100)) / 100
        if self._sink is not None:
            self._sink.setVolume(self._volume)

    def set_rate(self, thousandths: int) -> None:
        if thousandths != self._rate:
            self._rate = thousandths
            self.stop()

    def stop(self) -> None:
        """Be silent at once."""
        sink, self._sink, self._line = self._sink, None, None
        if sink is not None:
            sink.reset()
            sink.deleteLater()

    def _start(self) -> None:
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink

        form = QAudioFormat()
        form.setSampleRate(RATE * self._rate // 1000)
        form.setChannelCount(CHANNELS)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        sink = QAudioSink(form, self)
        sink.setBufferSize(int(RATE * HELD) * CHANNELS * 2)
        sink.setVolume(self._volume)
        self._sink, self._line = sink, sink.start()
