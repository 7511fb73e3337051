"""One page of the assistant."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.label import Label


class Step(QWidget):
    """A title, what to do, and the fields in `body`.

    Signals:
        ready_changed: `ready` may have changed.
    """

    ready_changed = Signal()

    def __init__(self, title: str, advice: str) -> None:
        super().__init__()
        self.title = title
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.heading = Label(title, "title")
        self.body.addWidget(self.heading)
        self.advice = Label(advice, "muted")
        self.body.addWidget(self.advice)

    @property
    def ready(self) -> bool:
        """Whether one may go on."""
        return True

    def enter(self) -> None:
        """The page was turned to."""
        self.setFocus()
