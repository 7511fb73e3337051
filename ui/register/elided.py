"""One line of text that takes the room there is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.tips import plain


class Elided(Label):
    """One line that is cut with dots where the room ends; the whole text is its tooltip."""

    def __init__(self, ctx: Context) -> None:
        super().__init__("", "body", wrap=False)
        self._whole = ""
        self.setMinimumWidth(ctx.theme.px(60))

    def set_text(self, text: str) -> None:
        self._whole = text
        self.setToolTip(plain(text))
        self.setAccessibleName(text)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()
