"""Killing decoders and players at chosen moments: when they have been asked for something, or before they say hello."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

import pytest

from desktop.evidence import spawn
from desktop.evidence.spawn import Child

ALWAYS = 1000


def kill(child: Child, by: signal.Signals = signal.SIGKILL) -> None:
    kill_family(child.process.pid, by)


def kill_family(started: int, by: signal.Signals = signal.SIGKILL) -> None:
    """Bubblewrap and what it closes in, that first: the one may end by itself with the other.

    It is stopped before: a child born behind the list would wait for its word for ever, with the line in its hand.
    """
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(started, signal.SIGSTOP)
        os.waitid(os.P_PID, started, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    for pid in reversed(spawn.family(started)):
        with suppress(ProcessLookupError):
            os.kill(pid, by)


class Doom:
    """`strike("picture", 2)`: the next two processes that are asked for a picture are killed with the question before
    them. "hello" kills them while they start. `killed` counts.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.killed = 0
        self._on, self._left = "", 0
        send, hello = Child.send, spawn.hello

        def doomed_send(child: Child, message: dict[str, object]) -> None:
            doomed = self._falls(message.get("do"))
            if doomed:
                kill(child, signal.SIGSTOP)  # else it might answer in time
            send(child, message)
            if doomed:
                kill(child)

        def doomed_hello(child: Child) -> dict[str, str]:
            if self._falls("hello"):
                kill(child)
                with suppress(EOFError, ValueError):
                    while True:  # what it may have said before is not heard
                        child.receive(1)
            return hello(child)

        monkeypatch.setattr(Child, "send", doomed_send)
        monkeypatch.setattr(spawn, "hello", doomed_hello)

    def strike(self, on: str, times: int = ALWAYS) -> None:
        self._on, self._left, self.killed = on, times, 0

    def spare(self) -> None:
        """Kill no more."""
        self._left = 0

    def _falls(self, asked: object) -> bool:
        if not self._left or asked != self._on:
            return False
        self._left -= 1
        self.killed += 1
        return True
