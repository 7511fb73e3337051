"""Long jobs as the status line shows them."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from desktop.jobs import Progress
from ui.background import Background

REPORT_EVERY = 0.1  # seconds


class Task(QObject):
    """One long job: its name, how far it is, and a way to stop it.

    Signals:
        moved: `done` or `total` changed.
    """

    moved = Signal()

    def __init__(
        self, title: str, background: Background, parent: QObject | None = None, *, quiet: bool = False
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.quiet = quiet  # goes on by itself another time: neither lock nor end waits for it
        self.done = 0
        self.total = 0
        self.started = time.monotonic()
        self._background = background
        self._reported = 0.0
        self.progress = Progress(self._report)

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done < total and now - self._reported < REPORT_EVERY:
            return
        self._reported = now
        self._background.post(lambda: self._move(done, total))

    def _move(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self.moved.emit()

    @property
    def share(self) -> float | None:
        """0 to 1, or None while the total is unknown."""
        return min(1.0, self.done / self.total) if self.total else None

    @property
    def seconds_left(self) -> float | None:
        """An estimate once 3 % are done and two seconds have passed."""
        share, spent = self.share, time.monotonic() - self.started
        if not share or share < 0.03 or spent < 2:
            return None
        return spent / share - spent


class Tasks(QObject):
    """The long jobs that run now.

    Signals:
        changed: A job began or ended.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.running: list[Task] = []

    @property
    def busy(self) -> list[Task]:
        """Those that somebody waits for."""
        return [task for task in self.running if not task.quiet]

    def add(self, task: Task) -> None:
        self.running.append(task)
        self.changed.emit()

    def remove(self, task: Task) -> None:
        if task in self.running:
            self.running.remove(task)
            task.deleteLater()
            self.changed.emit()

    def cancel_all(self) -> None:
        for task in self.running:
            task.progress.cancel()
