"""The waveform of a recording: its sound decoded in a process of its own, for no longer than it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from desktop.errors import KnownError
from desktop.evidence import media_answers
from desktop.evidence.answers import NonsenseError
from desktop.evidence.line import Limits, Source
from desktop.evidence.player_line import PlayerLine
from desktop.evidence.player_spawn import PlayerChild
from desktop.evidence.recording import RESIDENT


class Loudness:
    """`listen` gets (loudness, done): an octet for every 20 ms so far, on the player's thread. Kept in memory only."""

    def __init__(self, child: PlayerChild, source: Source, limits: Limits) -> None:
        self._listener: Callable[[bytes, bool], None] | None = None
        self._last: tuple[bytes, bool] | None = None
        self._lock = threading.Lock()
        resident = max(RESIDENT, limits.resident)
        self._line = PlayerLine(child, source, self._heard, self._lost, seconds=60 * limits.seconds, resident=resident)
        self._line.say(id=1, do="open", size=source.size)

    def listen(self, listener: Callable[[bytes, bool], None]) -> None:
        with self._lock:
            self._listener = listener
            last = self._last
        if last is not None:
            listener(*last)

    def close(self) -> None:
        """End it, finished or not."""
        self._line.close()

    def _heard(self, message: dict[str, Any], ring: int) -> None:
        if "peaks" in message:
            self._tell(*media_answers.peaks(message, ring))
        elif "id" not in message:
            raise NonsenseError

    def _lost(self, _error: KnownError) -> None:
        self._tell(self._last[0] if self._last else b"", True)

    def _tell(self, loudness: bytes, done: bool) -> None:
        with self._lock:
            self._last = (loudness, done)
            listener = self._listener
        if listener is not None:
            listener(loudness, done)
