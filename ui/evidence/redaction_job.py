"""Making a redacted copy in the background: burnt, proven, admitted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from models.views.changes import Done
from models.views.evidence import ExhibitView
from models.views.redactions import CopyTitles, RedactionDraft, StagedCopy
from ui.context import Context
from ui.evidence.document_source import Document
from ui.tasks import Task

if TYPE_CHECKING:
    from desktop.evidence.document import Document as Decoded


class RedactionJob(QObject):
    """Signals:
    moved: How much is done (0 to 1).
    made: The `ExhibitView` of the copy.
    failed: An exception; nothing was made.
    """

    moved = Signal(float)
    made = Signal(object)
    failed = Signal(object)

    def __init__(self, ctx: Context, exhibit: ExhibitView, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._exhibit = exhibit
        self._task: Task | None = None

    @property
    def running(self) -> bool:
        """Whether the copy is being made and can still be stopped."""
        return self._task is not None

    def start(self, document: Document, drafts: Sequence[RedactionDraft], titles: CopyTitles, dpi: int) -> None:
        ctx, exhibit, redactions = self._ctx, self._exhibit, self._ctx.services.evidence.redactions
        decoded = cast("Decoded", document)

        def staged(copy: StagedCopy) -> None:
            self._task = None
            admit = lambda: redactions.admit(exhibit.id, copy, titles, ctx.words)  # noqa: E731
            ctx.run(self, admit, self._admitted, self.failed.emit)

        self._task = ctx.run_long(
            self,
            ctx.words.tr("Making the redacted copy"),
            lambda progress: redactions.stage(decoded, exhibit.number, drafts, titles, dpi, progress),
            staged,
            self._broke,
        )
        self._task.moved.connect(self._moved)

    def stop(self) -> None:
        if self._task is not None:
            self._task.progress.cancel()

    @Slot()
    def _moved(self) -> None:
        share = self._task.share if self._task is not None else None
        if share is not None:
            self.moved.emit(share)

    def _broke(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)

    def _admitted(self, done: Done[ExhibitView]) -> None:
        self.made.emit(done.value)
