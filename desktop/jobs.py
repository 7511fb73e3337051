"""Who runs what: one thread for the register, a small pool for long work. Results are futures."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_

T = TypeVar("T")

CANCELLED = Sentence(
    "jobs.cancelled", N_("The task was cancelled. Nothing was changed."), N_("Start it again when needed.")
)


class Progress:
    """A long task's line to the outside: how far it is, and whether it should stop."""

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._report = report
        self._stop = threading.Event()

    def at(self, done: int, total: int) -> None:
        """Report `done` of `total` units; raises KnownError(CANCELLED) when the user has cancelled."""
        if self._stop.is_set():
            raise KnownError(CANCELLED)
        if self._report is not None:
            self._report(done, total)

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()


class Jobs(Protocol):
    def database(self, work: Callable[[], T]) -> Future[T]:
        """Run on the one thread that may touch the register."""
        ...

    def pool(self, work: Callable[[], T]) -> Future[T]:
        """Run long CPU or disk work (sealing, hashing, decoding) beside it."""
        ...

    def close(self) -> None: ...


class ThreadJobs:
    def __init__(self) -> None:
        self._database = ThreadPoolExecutor(1, thread_name_prefix="register")
        self._pool = ThreadPoolExecutor(min(4, os.cpu_count() or 2), thread_name_prefix="work")

    def database(self, work: Callable[[], T]) -> Future[T]:
        return self._database.submit(work)

    def pool(self, work: Callable[[], T]) -> Future[T]:
        return self._pool.submit(work)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._database.shutdown(wait=True)


class InlineJobs:
    """Runs everything at once on the caller's thread (command line, tests)."""

    def database(self, work: Callable[[], T]) -> Future[T]:
        return self._run(work)

    def pool(self, work: Callable[[], T]) -> Future[T]:
        return self._run(work)

    def close(self) -> None:
        return None

    @staticmethod
    def _run(work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(work())
        except Exception as error:
            future.set_exception(error)
        return future
