"""What stands in place of a checklist or an opinion that is not there: nothing while it is read, else why not."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.errors import KnownError
from ui.context import Context
from ui.widgets.empty_state import EmptyState


class Unread(EmptyState):
    """`chosen` (of `EmptyState`) asks to read it again."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._ctx = ctx

    def wait(self) -> None:
        self.set("")

    def explain(self, error: Exception) -> None:
        """A known error in its own words; a fault of ours goes where such faults go."""
        words = self._ctx.words
        if isinstance(error, KnownError):
            self.set(f"{error.message(words)} {error.remedy(words)}".strip(), words.tr("Try again"))
        else:
            self.set("", words.tr("Try again"))
            self._ctx.messages.error(self, error)
