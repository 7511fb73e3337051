"""What is to be blacked out, as a list that is added to, changed and taken back step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from models.views.redactions import RedactionDraft


class RedactionChoice(QObject):
    """Signals:
    changed: The list is another one now.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.drafts: tuple[RedactionDraft, ...] = ()
        self._before: list[tuple[RedactionDraft, ...]] = []

    def add(self, new: Sequence[RedactionDraft]) -> None:
        """Those whose places are not in the list yet."""
        known = {draft.place for draft in self.drafts}
        self._keep((*self.drafts, *(draft for draft in new if draft.place not in known)))

    @Slot(int)
    def remove(self, number: int) -> None:
        self._keep(tuple(draft for n, draft in enumerate(self.drafts) if n != number))

    def give_reason(self, number: int, why: str) -> None:
        self._keep(tuple(replace(one, reason=why) if n == number else one for n, one in enumerate(self.drafts)))

    @Slot()
    def undo(self) -> None:
        """Take back the last change."""
        if self._before:
            self.drafts = self._before.pop()
            self.changed.emit()

    def _keep(self, drafts: tuple[RedactionDraft, ...]) -> None:
        if drafts != self.drafts:
            self._before.append(self.drafts)
            self.drafts = drafts
            self.changed.emit()
