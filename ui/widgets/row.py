"""What a list row says."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from ui.widgets.chip import Tone

ROW = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class Row:
    """Two lines: what it is, and what matters about it now; a state chip; a date. A model returns it for role `ROW`."""

    key: str
    title: str
    detail: str = ""
    chip: str = ""
    tone: Tone = "neutral"
    aside: str = ""
    icon: str = ""
    strong: bool = False
    struck: bool = False
    depth: int = 0  # steps to the right, below what it belongs to
    marks: tuple[tuple[int, int], ...] = ()  # (start, end) of what is lit up in `detail`
    heading: bool = False  # only a title over the rows below; it is never stood on

    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(part for part in (self.title, self.detail, self.chip, self.aside) if part)
