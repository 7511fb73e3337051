"""Work off the interface thread, and its way back: a result is delivered only while its owner lives."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.jobs import InlineJobs, Jobs

T = TypeVar("T")
Deliver = Callable[[], None]


class Background(QObject):
    """Hands work to `jobs` and brings the outcome back on this object's thread.

    With inline jobs (tests, command line) the callbacks run before `database` or `pool` returns, otherwise always from
    the event loop.
    """

    _arrived = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._stopped = False
        self.inline = isinstance(jobs, InlineJobs)
        way = Qt.ConnectionType.DirectConnection if self.inline else Qt.ConnectionType.QueuedConnection
        self._arrived.connect(self._deliver, way)

    def database(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run `work` on the one thread that may touch the register."""
        self._follow(self._jobs.database(work), owner, done, failed)

    def pool(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run `work` beside it."""
        self._follow(self._jobs.pool(work), owner, done, failed)

    def post(self, deliver: Deliver) -> None:
        """Call `deliver` on this object's thread; may be called from any thread."""
        if shiboken6.isValid(self):
            self._arrived.emit(deliver)

    def _follow(
        self, future: Future[T], owner: QObject, done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        def ended(result: Future[T]) -> None:
            self.post(lambda: _hand_over(result, owner, done, failed))

        future.add_done_callback(ended)

    def stop(self) -> None:
        """Deliver nothing any more: the program ends, and no thread is left that could do what a result leads to."""
        self._stopped = True

    @Slot(object)
    def _deliver(self, deliver: Any) -> None:
        if not self._stopped:
            deliver()


def _hand_over(
    result: Future[T], owner: QObject, done: Callable[[T], None], failed: Callable[[Exception], None]
) -> None:
    if not shiboken6.isValid(owner):
        return
    try:
        value = result.result()
    except CancelledError:
        return
    except Exception as error:
        failed(error)
        return
    done(value)
