"""The thread that serves one player: hands it the octets that it asks for, checks what it says, watches its limits."""

from __future__ import annotations

import contextlib
import os
import select
import threading
import time
from collections.abc import Callable
from typing import Any

from desktop.errors import KnownError
from desktop.evidence import media_answers
from desktop.evidence.answers import NonsenseError
from desktop.evidence.decoder import playing, wire
from desktop.evidence.line import Source
from desktop.evidence.player_spawn import PlayerChild
from desktop.evidence.sentences import DAMAGED, DECODER_DIED, TOO_BIG, TOO_SLOW

TICK_MS = 50
WATCH_EVERY = 0.5  # seconds between looks at its memory

Heard = Callable[[dict[str, Any], int], None]


class PlayerLine:
    """`heard(message, ring)` is called on the line's thread for every message; it may raise NonsenseError.

    `failed` is called there once, with a KnownError, when the player is lost; then nothing more comes.
    """

    def __init__(
        self,
        child: PlayerChild,
        source: Source,
        heard: Heard,
        failed: Callable[[KnownError], None],
        *,
        seconds: float,
        resident: int,
    ) -> None:
        self._child = child
        self._source = source
        self._heard = heard
        self._failed = failed
        self._seconds = seconds
        self._resident = resident
        self._closed = threading.Event()
        self._due: float | None = None
        self._sending = threading.Lock()
        self.pulled = 0  # octets handed over so far
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)
        self._thread.start()

    def say(self, **request: object) -> None:
        """Send a request; a player that takes none is found out by the thread."""
        with self._sending, contextlib.suppress(OSError):
            self._child.send({"v": playing.VERSION, **request})

    def expect(self) -> None:
        """From now on something must come of it within the time limit; see `done`."""
        self._due = time.monotonic() + self._seconds

    def done(self) -> None:
        self._due = None

    def close(self) -> None:
        """End the player and close the exhibit."""
        self._closed.set()
        self._child.hang_up()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._serve()
        except KnownError as error:
            self._lost(error)
        except (OSError, EOFError, ValueError, NonsenseError):
            self._lost(KnownError(DECODER_DIED))
        finally:
            with contextlib.suppress(OSError):
                self._child.close()
            self._source.close()

    def _lost(self, error: KnownError) -> None:
        if not self._closed.is_set():
            self._closed.set()
            self._failed(error)

    def _serve(self) -> None:
        child = self._child
        control, pulls = child.control.fileno(), child.pulls.fileno()
        ready = select.poll()
        for number in (control, pulls):
            ready.register(number, select.POLLIN)
        heard_of, watched = time.monotonic(), 0.0
        while not self._closed.is_set():
            for number, _ in ready.poll(TICK_MS):
                if number == pulls:
                    self._serve_octets()
                else:
                    message = child.receive(0)
                    if message is not None:
                        heard_of = time.monotonic()
                        self._heard(message, child.outbox)
            now = time.monotonic()
            if (self._due is not None and now > self._due) or now - heard_of > self._seconds:
                raise KnownError(TOO_SLOW, seconds=round(self._seconds))
            if now - watched > WATCH_EVERY:
                watched = now
                if child.resident() > self._resident:
                    raise KnownError(TOO_BIG)

    def _serve_octets(self) -> None:
        data = self._child.pulls.recv(wire.MESSAGE)
        if not data:
            raise EOFError
        position, count = media_answers.pull(data, self._source.size)
        started = time.monotonic()
        try:
            part = self._source.read(position, count)
        except OSError:
            raise KnownError(DAMAGED) from None
        os.pwrite(self._child.inbox, part, 0)
        self._child.pulls.send(playing.GOT.pack(len(part)))
        self.pulled += len(part)
        if self._due is not None:
            self._due += time.monotonic() - started
