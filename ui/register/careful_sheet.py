"""A sheet that does not lose what was typed: backing out once says so, backing out twice leaves."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent

from ui.widgets.sheet import Sheet


class CarefulSheet(Sheet):
    """Subclasses give `typed` (anything that compares) and call `settle` when they have filled their fields."""

    _settled: Any = None
    _warned = False

    def typed(self) -> Any:
        """What the fields hold now."""
        return None

    def settle(self) -> None:
        """From now on, other contents count as typed."""
        self._settled = self.typed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.settle()

    def reject(self) -> None:
        if not self._warned and self.isVisible() and self.typed() != self._settled:
            self._warned = True
            tr = self.words.tr
            self.banners.show_text(tr("What was typed is not saved. Cancel once more to leave without saving."), "warn")
            self.fit()
            return
        super().reject()
