"""What every screen is given: services, words, looks, messages, and the way to work in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from desktop.errors import KnownError
from desktop.i18n import Words
from desktop.jobs import CANCELLED, Jobs, Progress
from desktop.settings import Settings
from models.views.changes import Done
from ui.background import Background
from ui.messages import Messages
from ui.tasks import Task, Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from desktop.services import Services

T = TypeVar("T")


class Context(QObject):
    """Handed to every screen; the only way from a screen to the services' threads.

    Signals:
        changed: A `Changes` record, after every write that returned `Done`.
        saved: The moment (stamp text) of the last write, for the status line.
        place_changed: The current place of the window changed (case, exhibit, item); it is remembered over a lock.
    """

    changed = Signal(object)
    saved = Signal(str)
    place_changed = Signal()

    def __init__(
        self,
        services: Services,
        words: Words,
        theme: Theme,
        messages: Messages,
        settings: Settings,
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__()
        self.services = services
        self.words = words
        self.theme = theme
        self.messages = messages
        self.settings = settings
        self.tasks = Tasks()
        self._jobs = jobs or services.jobs
        self.background = Background(self._jobs)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work` on the database thread; `done` or `failed` follow on the interface thread if `owner` still lives.

        Without `failed` the error is shown as a banner near `owner`. A `Done` result also goes out through `changed`,
        even when the owner is gone.
        """
        self.background.database(self, work, *self._outcome(owner, done, failed))

    def pool(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """The same on the pool, for work that doesn't touch the register (decoding, sealing)."""
        self.background.pool(self, work, *self._outcome(owner, done, failed))

    def run_long(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        on_database: bool = False,
        quiet: bool = False,
    ) -> Task:
        """Run `work` on the pool (or the database thread) with progress and cancel in the status line.

        `quiet`: it may be broken off at any time, so neither a lock nor the end of the program waits for it.
        """
        task = Task(title, self.background, self.tasks, quiet=quiet)
        self.tasks.add(task)
        deliver, fail = self._outcome(owner, done, failed)

        def ended(value: T) -> None:
            self.tasks.remove(task)
            deliver(value)

        def broke(error: Exception) -> None:
            self.tasks.remove(task)
            fail(error)

        start = self.background.database if on_database else self.background.pool
        start(self, lambda: work(task.progress), ended, broke)
        return task

    def on_database(self, work: Callable[[], None]) -> None:
        """For work on the pool that needs the register now and then: run there and wait."""
        self._jobs.database(work).result()

    def _outcome(
        self, owner: QObject, done: Callable[[T], None] | None, failed: Callable[[Exception], None] | None
    ) -> tuple[Callable[[T], None], Callable[[Exception], None]]:
        def deliver(value: T) -> None:
            if done is not None and shiboken6.isValid(owner):
                done(value)
            if isinstance(value, Done):
                self.changed.emit(value.changes)
                self.saved.emit(value.changes.at)

        def fail(error: Exception) -> None:
            if not shiboken6.isValid(owner):
                return
            if failed is not None:
                failed(error)
            elif isinstance(error, KnownError) and error.sentence is CANCELLED:
                self.messages.toast(error.message(self.words))
            else:
                self.messages.error(owner, error)

        return deliver, fail
