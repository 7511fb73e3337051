"""Keeps the outside head up: at once where it matters, else once a second, and never later than a second."""

from __future__ import annotations

import threading
from contextlib import suppress

from desktop.vault.head import Memory, Seen

EVERY = 1.0  # seconds between two writes
AT_ONCE = ("exported", "signed")  # ends of action codes after which the head must be out before anything leaves


class HeadKeeper:
    """Writes what `seen` reports. Safe from several threads: commits come on one, the late write on a timer's."""

    def __init__(self, memory: Memory, key: bytes) -> None:
        self._memory = memory
        self._key = key
        self._guard = threading.Lock()
        self._written: Seen | None = None
        self._at = float("-inf")
        self._timer: threading.Timer | None = None
        self._waiting: Seen | None = None

    def note(self, seen: Seen, now: float, *, force: bool = False) -> None:
        """Remember `seen` (at `now`, monotonic seconds): now, or within a second when the last write is younger."""
        with self._guard:
            self._waiting = seen
            if force or now - self._at >= EVERY:
                self._write(now)
            elif self._timer is None:
                self._timer = threading.Timer(EVERY, self._late, (now + EVERY,))
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        with self._guard:
            timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()

    def _late(self, now: float) -> None:
        with self._guard:
            if self._timer is not None:
                self._timer = None
                self._write(now)

    def _write(self, now: float) -> None:
        if self._waiting is None or self._waiting == self._written:
            return
        # the commit stands whether or not the workstation could remember it; the next one tries again
        with suppress(OSError):
            self._memory.remember(self._waiting, self._key)
            self._written, self._at = self._waiting, now
