"""Everything that a search has found, taken as places to be blacked out; one that stopped early is gone on with."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.evidence.every_hit import complete
from desktop.jobs import Progress
from models.views.evidence import Hit
from models.views.redactions import RedactionDraft
from ui.evidence import citing
from ui.evidence.document_source import DocumentSource


class HitGathering(QObject):
    """Signals:
    gathered: The drafts (tuple of `RedactionDraft`) of one search, with the reason given when they were asked for.
    failed: An exception; nothing of that search was taken.
    changed: Whether anything is still awaited may be another now.
    """

    gathered = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._under_way: list[Progress] = []

    @property
    def busy(self) -> bool:
        """Whether places are still to come: until then what is chosen is not all that is to be blacked out."""
        return bool(self._under_way)

    def start(self, source: DocumentSource, hits: tuple[Hit, ...], needle: str, why: str) -> None:
        """Take `hits`, at once where they are all there is."""
        progress = Progress()

        def came(found: tuple[Hit, ...]) -> None:
            if self._ended(progress):
                places = (citing.found_place(source, hit) for hit in found)
                self.gathered.emit(tuple(RedactionDraft(place, why, "search", needle) for place in places))
                self.changed.emit()

        def broke(error: Exception) -> None:
            if self._ended(progress):
                self.changed.emit()
                self.failed.emit(error)

        self._under_way.append(progress)
        if complete(hits):
            came(hits)
        else:
            self.changed.emit()
            source.find(needle, progress, came, broke, every=True)

    def stop(self) -> None:
        """Wait for nothing any more; what still comes is not taken."""
        under_way, self._under_way = self._under_way, []
        for progress in under_way:
            progress.cancel()

    def _ended(self, progress: Progress) -> bool:
        """Whether this was awaited still; now it no longer is."""
        awaited = progress in self._under_way
        if awaited:
            self._under_way.remove(progress)
        return awaited
