"""The line to one exhibit's decoder: asks, serves octets, watches time and memory, replaces a decoder that died."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from desktop.errors import KnownError, Sentence
from desktop.evidence import answers
from desktop.evidence.answers import NonsenseError
from desktop.evidence.decoder import wire
from desktop.evidence.sentences import (
    CLOSED,
    DAMAGED,
    DECODER_DIED,
    ENCRYPTED,
    LOCKED,
    NO_PAGE,
    NO_PART,
    NO_VIEW,
    TOO_BIG,
    TOO_SLOW,
    WRONG_PASSWORD,
)
from desktop.evidence.spawn import Child

P = ParamSpec("P")
T = TypeVar("T")

_SENTENCES: dict[str, Sentence] = {
    "damaged": DAMAGED,
    "encrypted": ENCRYPTED,
    "too_big": TOO_BIG,
    "unsupported": NO_VIEW,
    "no_page": NO_PAGE,
    "no_part": NO_PART,
    "failed": DAMAGED,
}
LET_OTHERS_IN = 0.005  # seconds: the lock is not fair, and a page that is turned to must not wait for a whole search
_TICK = 0.05  # seconds between looks at the decoder while it works


@dataclass(frozen=True)
class Limits:
    """What one request may cost: seconds of waiting, octets of resident memory."""

    seconds: float = 15.0
    resident: int = 900 << 20  # RLIMIT_DATA, the shared memory files and the libraries


class Source(Protocol):
    """The octets of one exhibit: what `Objects.open` gives."""

    @property
    def size(self) -> int: ...

    def read(self, position: int, count: int) -> bytes: ...

    def close(self) -> None: ...


class _DiedError(Exception):
    """The decoder ended or talked nonsense."""


class Line:
    """One request at a time; `lock` is held by whoever reads the answer. Raises KnownError only.

    `take` gives a fresh checked decoder. The password is kept for the next decoder, should this one die.
    """

    def __init__(
        self, take: Callable[[], Child], source: Source, reader: str, password: str | None, limits: Limits
    ) -> None:
        self._take = take
        self._source = source
        self._opening: dict[str, object] = {"do": "open", "size": source.size, "reader": reader, "password": password}
        self._limits = limits
        self._child: Child | None = None
        self._number = 0
        self._closed = threading.Event()
        self.lock = threading.RLock()

    def open(self) -> dict[str, Any]:
        """Start a decoder and let it open the exhibit: its first answer."""
        return self._steadily(lambda: self._begin() or {})

    def ask(
        self, request: dict[str, object], octets: Callable[[dict[str, Any]], int] = lambda _: 0
    ) -> tuple[dict[str, Any], bytes]:
        """The answer, and as many octets of the outbox as `octets` finds in it. A dead decoder is replaced once."""

        def once() -> tuple[dict[str, Any], bytes]:
            self._begin()
            answer = self._dialogue(request)
            count = self.checked(octets, answer)
            assert self._child is not None
            data = os.pread(self._child.outbox, count, 0) if count else b""
            if len(data) != count:
                raise _DiedError
            return answer, data

        return self._steadily(once)

    def checked(self, check: Callable[P, T], *values: P.args, **named: P.kwargs) -> T:
        """What `check` makes of an answer; nonsense ends the decoder."""
        try:
            return check(*values, **named)
        except NonsenseError:
            self._drop()
            raise KnownError(DECODER_DIED) from None

    def close(self) -> None:
        """End the decoder and close the exhibit. Does not wait for a request under way; that one fails."""
        if self._closed.is_set():
            return
        self._closed.set()
        child = self._child
        if child is not None:
            child.hang_up()
        with self.lock:
            self._drop()
            self._source.close()

    def abandon(self) -> None:
        """End the decoder and leave the exhibit open to its owner."""
        self._closed.set()
        with self.lock:
            self._drop()

    def _steadily(self, work: Callable[[], T]) -> T:
        for last in (False, True):
            if self._closed.is_set():
                raise KnownError(CLOSED)
            try:
                return work()
            except _DiedError:
                self._drop()
                if last:
                    raise KnownError(CLOSED if self._closed.is_set() else DECODER_DIED) from None
            except BaseException:
                # with a question unanswered, the line is out of step (time limit, damaged object)
                if self._child is not None and self._child.busy:
                    self._drop()
                raise
        raise KnownError(DECODER_DIED)

    def _begin(self) -> dict[str, Any] | None:
        if self._child is not None:
            return None
        self._child = self._take()
        try:
            return self._dialogue(self._opening)
        except KnownError:
            self._drop()
            raise

    def _dialogue(self, request: dict[str, object]) -> dict[str, Any]:
        child = self._child
        assert child is not None
        self._number += 1
        until = time.monotonic() + self._limits.seconds
        child.busy = True
        try:
            child.send({"v": wire.VERSION, "id": self._number, **request})
            while True:
                message = child.receive(_TICK)
                if message is not None and message.get("id") != self._number:
                    raise _DiedError
                if message is not None and "need" not in message:
                    child.busy = False
                    return self._result(message)
                if message is not None:
                    until += self._serve(child, message["need"])
                self._watch(child, until)
        except (OSError, EOFError, ValueError, NonsenseError):
            raise _DiedError from None

    def _result(self, message: dict[str, Any]) -> dict[str, Any]:
        if "error" in message:
            code = message["error"]
            if code == "locked":
                raise KnownError(LOCKED if self._opening["password"] is None else WRONG_PASSWORD)
            if not isinstance(code, str) or code not in _SENTENCES:
                raise _DiedError
            raise KnownError(_SENTENCES[code])
        answer = message.get("ok")
        if not isinstance(answer, dict):
            raise _DiedError
        return answer

    def _serve(self, child: Child, wish: object) -> float:
        """Hand over a part of the exhibit; returns the seconds it took, which are not the decoder's."""
        position, count = answers.need(wish, self._source.size)
        started = time.monotonic()
        try:
            data = self._source.read(position, count)
        except OSError:
            raise KnownError(DAMAGED) from None
        os.pwrite(child.inbox, data, 0)
        child.send({"got": len(data)})
        return time.monotonic() - started

    def _watch(self, child: Child, until: float) -> None:
        if self._closed.is_set():
            raise KnownError(CLOSED)
        if time.monotonic() > until:
            raise KnownError(TOO_SLOW, seconds=round(self._limits.seconds))
        if child.resident() > self._limits.resident:
            raise KnownError(TOO_BIG)

    def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            with contextlib.suppress(OSError):
                child.close()
