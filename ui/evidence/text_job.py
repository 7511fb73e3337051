"""Takes the text of exhibits and sources into the search while one works; goes on by itself after a lock or a crash."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.errors import KnownError
from desktop.jobs import CANCELLED
from models.views.changes import Changes
from ui.context import Context
from ui.messages import report
from ui.tasks import Task

AFTER_MS = 1500  # after the window shows or files come in: whoever opens something goes first


class TextJob(QObject):
    """Begins when the window stands and whenever exhibits or sources came in; one job at a time.

    Cancelled by hand it rests until files come in or the vault opens again. With inline jobs (command line, tests)
    it never begins by itself: the window would wait for it.
    """

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._task: Task | None = None
        self._again = False
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self.start)
        if not ctx.background.inline and not ctx.services.vault.read_only:
            ctx.changed.connect(self._changed)
            self._soon.start()

    @property
    def running(self) -> bool:
        return self._task is not None

    @Slot()
    def start(self) -> None:
        """Read what waits, if anything does."""
        if self._task is not None:
            self._again = True
            return
        self._ctx.run(self, self._ctx.services.reading.waits, self._begin, report)

    @Slot(str, str)
    def prefer(self, owner_id: str, password: str = "") -> None:
        """An exhibit or a source that is opened is read first; one that was locked can be read now."""
        self._ctx.services.reading.prefer(owner_id, password)
        if not self._ctx.background.inline and not self._soon.isActive():
            self._soon.start()

    def stop(self) -> None:
        """The window goes."""
        self._soon.stop()
        if self._task is not None:
            self._task.progress.cancel()

    def _begin(self, waits: bool) -> None:
        if not waits or self._task is not None:
            return
        ctx, reading = self._ctx, self._ctx.services.reading
        title = ctx.words.tr("Reading files for the search")
        self._task = ctx.run_long(
            self, title, lambda progress: reading.run(progress, ctx.on_database), self._ended, self._broke, quiet=True
        )

    def _ended(self, _count: int) -> None:
        self._task = None
        if self._again:
            self._again = False
            self._soon.start()

    def _broke(self, error: Exception) -> None:
        self._task = None
        self._again = False
        if not (isinstance(error, KnownError) and error.sentence is CANCELLED):
            report(error)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.kinds & {"exhibit", "source"}:
            self._soon.start()
