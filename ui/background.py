"""Work off the interface thread, and its way back: a result is delivered only while its owner lives."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, Generic, TypeVar

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
        self._start(self._jobs.database, _Errand(owner, work, done, failed))

    def pool(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Run `work` beside it."""
        self._start(self._jobs.pool, _Errand(owner, work, done, failed))

    def post(self, deliver: Deliver) -> None:
        """Call `deliver` on this object's thread; may be called from any thread."""
        if shiboken6.isValid(self):
            self._arrived.emit(deliver)

    def _start(self, submit: Callable[[Callable[[], T]], Future[T]], errand: _Errand[T]) -> None:
        if not self._stopped:
            submit(errand.run).add_done_callback(lambda result: self.post(lambda: errand.come_back(result)))

    def stop(self) -> None:
        """Begin and deliver nothing any more: the program ends, and no thread is left for what a result leads to."""
        self._stopped = True

    @Slot(object)
    def _deliver(self, deliver: Any) -> None:
        if not self._stopped:
            deliver()


class _Errand(Generic[T]):
    """One piece of work and who waits for it.

    All that may hold a Qt object is let go on the interface thread, whichever thread holds the errand longest: an
    object whose last reference falls elsewhere would be destroyed there.
    """

    def __init__(
        self, owner: QObject, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        self._asked: tuple[QObject, Callable[[], T], Callable[[T], None], Callable[[Exception], None]] | None
        self._asked = (owner, work, done, failed)

    def run(self) -> T:
        assert self._asked is not None
        return self._asked[1]()

    def come_back(self, result: Future[T]) -> None:
        assert self._asked is not None
        owner, _, done, failed = self._asked
        self._asked = None
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
