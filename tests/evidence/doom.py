"""Killing decoders and players at chosen moments: as soon as they are asked for something, or before they say hello."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import Any

import pytest

from desktop.evidence import spawn
from desktop.evidence.spawn import Child

ALWAYS = 1000


def kill(child: Child) -> None:
    """The whole family: bubblewrap and what it closes in."""
    for pid in reversed(spawn.family(child.process.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class Doom:
    """`strike("picture", 2)`: the next two processes that are asked for a picture are killed when they have taken the
    question. "hello" kills them while they start. `killed` counts.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.killed = 0
        self._on, self._left = "", 0
        send, hello = Child.send, spawn.hello

        def doomed_send(child: Child, message: dict[str, object]) -> None:
            send(child, message)
            self._fall(child, message.get("do"))

        def doomed_hello(child: Child) -> dict[str, str]:
            self._fall(child, "hello")
            return hello(child)

        monkeypatch.setattr(Child, "send", doomed_send)
        monkeypatch.setattr(spawn, "hello", doomed_hello)

    def strike(self, on: str, times: int = ALWAYS) -> None:
        self._on, self._left, self.killed = on, times, 0

    def spare(self) -> None:
        """Kill no more."""
        self._left = 0

    def _fall(self, child: Child, asked: Any) -> None:
        if self._left and asked == self._on:
            self._left -= 1
            self.killed += 1
            kill(child)
