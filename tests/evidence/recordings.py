"""Recordings for tests: small ones that were made for them, waves made on the spot, and a listener that remembers."""

from __future__ import annotations

import io
import math
import threading
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from desktop.evidence.recording import Recording
from models.views.media import MediaEvent, MediaFrame, MediaPosition

MEDIA = Path(__file__).resolve().parent / "media"
VIDEOS = ("grey.mp4", "grey.mov", "grey.mkv", "grey.webm", "grey.avi", "grey.wmv", "grey.3gp")
SOUNDS = ("tone.mp3", "tone.opus", "tone.ogg", "tone.m4a", "tone.flac")
OLD_SOUNDS = ("tone.amr", "tone.aac", "tone.aiff", "tone.caf", "tone.wma")
PATIENCE = 30.0  # seconds
FRAME = 40_000  # µs of a picture of the grey recordings
T = TypeVar("T")


def wav(seconds: float, *, silent_after: float | None = None) -> bytes:
    """A tone of 440 Hz, mono; silence from `silent_after` on."""
    rate, out = 8000, io.BytesIO()
    until = rate * (seconds if silent_after is None else silent_after)
    tone = array("h", (int(20_000 * math.sin(n * 0.3456)) if n < until else 0 for n in range(int(rate * seconds))))
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(tone.tobytes())
    return out.getvalue()


def shade(frame: MediaFrame) -> int:
    """Which picture of a grey recording it is: each is a little lighter than the one before (BT.601, 16–235)."""
    at = 4 * (frame.height // 2 * frame.width + frame.width // 2)
    return round((frame.pixels[at + 1] * 219 / 255) / 4)


class Listener:
    """Keeps every event; waits for one."""

    def __init__(self, recording: Recording) -> None:
        self.events: list[MediaEvent] = []
        self._came = threading.Condition()
        recording.listen(self._take)

    def _take(self, event: MediaEvent) -> None:
        with self._came:
            self.events.append(event)
            self._came.notify_all()

    def wait(self, found: Callable[[MediaEvent], bool], since: int = 0) -> MediaEvent:
        """The first event from number `since` on that fits."""

        def look() -> MediaEvent | None:
            return next((event for event in self.events[since:] if found(event)), None)

        with self._came:
            assert self._came.wait_for(lambda: look() is not None, PATIENCE), [type(e).__name__ for e in self.events]
            event = look()
        assert event is not None
        return event

    def frame(self, number: int | None = None, since: int = 0) -> MediaFrame:
        """A picture, or the one with this number."""
        event = self.wait(lambda e: isinstance(e, MediaFrame) and number in (None, e.start // FRAME), since)
        assert isinstance(event, MediaFrame)
        return event

    def state(self, state: str, since: int = 0) -> MediaPosition:
        event = self.wait(lambda e: isinstance(e, MediaPosition) and e.state == state, since)
        assert isinstance(event, MediaPosition)
        return event

    def of(self, kind: type[T]) -> Iterator[T]:
        return (event for event in self.events if isinstance(event, kind))
