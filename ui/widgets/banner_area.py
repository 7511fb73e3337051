"""The place under a strip where banners stand."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import Words
from ui.messages import Action, Tone
from ui.theme import Theme
from ui.widgets.banner import Banner

MOST = 3


class BannerArea(QWidget):
    """Shows up to three banners, the newest on top; the same text is not repeated. Takes no room when empty."""

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()

    def banners(self) -> list[Banner]:
        """What stands here now, newest first."""
        found = []
        for index in range(self._column.count()):
            item = self._column.itemAt(index)
            widget = item.widget() if item is not None else None
            if isinstance(widget, Banner) and not widget.isHidden():
                found.append(widget)
        return found

    def show_text(
        self,
        text: str,
        tone: Tone = "warn",
        action: Action | None = None,
        *,
        closable: bool = True,
        owner: QObject | None = None,
    ) -> Banner:
        for standing in self.banners():
            if standing.text == text:
                self._remove(standing)
        banner = Banner(self._words, self._theme, text, tone, action, closable=closable, owner=owner)
        banner.closed.connect(self._fit)
        self._column.insertWidget(0, banner)
        banner.show()
        for old in self.banners()[MOST:]:
            self._remove(old)
        self._fit()
        return banner

    def clear(self, owner: QObject | None = None) -> None:
        """Take away all banners, or those of `owner` and of owners that are gone."""
        for banner in self.banners():
            gone = banner.owner is not None and not shiboken6.isValid(banner.owner)
            if owner is None or banner.owner is owner or gone:
                self._remove(banner)
        self._fit()

    def leave_place(self, window: QObject) -> None:
        """One goes to another place: what was said there goes too; what the window or the vault said stays."""
        for banner in self.banners():
            if banner.owner is not None and banner.owner is not window:
                self._remove(banner)
        self._fit()

    def _remove(self, banner: Banner) -> None:
        banner.hide()
        self._column.removeWidget(banner)
        banner.deleteLater()

    def _fit(self) -> None:
        self.setVisible(bool(self.banners()))
