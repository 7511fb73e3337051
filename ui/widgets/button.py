"""A button in one of the program's four ranks."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import Theme

Rank = Literal["plain", "primary", "danger", "link"]


class Button(QPushButton):
    """A verb. At most one `primary` per view; `link` looks like text. Enter presses it only while it has the focus."""

    def __init__(
        self,
        text: str,
        rank: Rank = "plain",
        *,
        theme: Theme | None = None,
        icon: str | None = None,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", rank)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if theme is not None and icon is not None:
            tones = {"primary": "on_accent", "danger": "bad", "link": "accent"}
            theme.put_icon(self, icon, tone=tones.get(rank, "ink2"))
        if tip:
            self.setToolTip(tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: Qt itself would press nothing in a window and, in a sheet, the sheet's default button instead."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_rank(self, rank: Rank) -> None:
        self.setProperty("kind", rank)
        self.style().unpolish(self)
        self.style().polish(self)
