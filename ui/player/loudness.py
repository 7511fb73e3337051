"""The waveform: a recording's sound decoded as fast as it goes, its loudest sample in every 20 ms kept."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject, Slot
from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat

from desktop.evidence.decoder import playing
from ui.player.device import PulledDevice
from ui.player.ring import Ring

STEP = playing.PEAK_RATE * playing.BUCKET_MS // 1000  # samples of a bucket
TOLD_EVERY = 3000  # buckets: a minute


class Loudness(QObject):
    def __init__(self) -> None:
        super().__init__()
        self._decoder = QAudioDecoder(self)
        form = QAudioFormat()
        form.setSampleRate(playing.PEAK_RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._decoder.setAudioFormat(form)
        self._ring: Ring | None = None
        self._device: PulledDevice | None = None
        self._rest = array("h")
        self._count = 0
        self._told = 0
        self._done = False
        self._decoder.bufferReady.connect(self._more)
        self._decoder.finished.connect(self._finished)
        self._decoder.error.connect(self._broken)

    def attach(self, ring: Ring) -> None:
        self._ring = ring

    def open(self, number: int, device: PulledDevice) -> None:
        self._device = device
        assert self._ring is not None
        self._ring.say({"id": number, "ok": {}})
        self._decoder.setSourceDevice(device)
        self._decoder.start()

    def do(self, request: dict[str, object]) -> None:
        """Nothing can be asked of it."""

    @Slot()
    def _more(self) -> None:
        while self._decoder.bufferAvailable() and self._count < playing.MOST_PEAKS:
            buffer = self._decoder.read()
            if not buffer.isValid():
                break
            self._rest.frombytes(memoryview(buffer.constData()).cast("B"))
            whole = min(len(self._rest) // STEP, playing.MOST_PEAKS - self._count)
            self._keep(whole)
        if self._count - self._told >= TOLD_EVERY:
            self._tell()
        if self._count >= playing.MOST_PEAKS:
            self._finished()

    def _keep(self, whole: int) -> None:
        assert self._ring is not None
        out = bytearray(whole)
        for number in range(whole):
            part = self._rest[number * STEP : (number + 1) * STEP]
            out[number] = min(255, max(max(part), -min(part)) >> 7)
        del self._rest[: whole * STEP]
        self._ring.peaks(self._count, bytes(out))
        self._count += whole

    @Slot()
    def _finished(self) -> None:
        if not self._done:
            self._done = True
            self._tell()

    @Slot(object)
    def _broken(self, _error: object) -> None:
        self._finished()

    def _tell(self) -> None:
        assert self._ring is not None
        self._told = self._count
        self._ring.say({"peaks": self._count, "done": self._done})
