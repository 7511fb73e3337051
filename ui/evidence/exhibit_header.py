"""Above the page: which exhibit, which page, and the button that cites."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.i18n import Words
from models.views.evidence import ExhibitView
from ui.evidence.actions import ViewerActions
from ui.theme import Theme
from ui.widgets.chip import Chip
from ui.widgets.label import Label


class ExhibitHeader(QWidget):
    """Number and page never leave the screen; the title is cut where there is no room and then has a tooltip."""

    def __init__(self, words: Words, theme: Theme, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._title = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        self.number = Label("", "strong", wrap=False)
        row.addWidget(self.number)
        self.title = Label("", "muted", wrap=False)
        self.title.setMinimumWidth(40)
        row.addWidget(self.title, 1)
        self.state = Chip()
        self.state.hide()
        row.addWidget(self.state)
        self.cite = QToolButton()
        self.cite.setDefaultAction(actions["cite"])
        self.cite.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.cite.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.cite.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cite.setAccessibleName(actions["cite"].text())
        row.addWidget(self.cite)

    def show_exhibit(self, exhibit: ExhibitView | None) -> None:
        self._title = exhibit.title(self._words.language) if exhibit is not None else ""
        self.number.setText(exhibit.number if exhibit is not None else "")
        withdrawn = exhibit is not None and exhibit.status == "withdrawn"
        self.state.setVisible(withdrawn)
        if withdrawn and exhibit is not None:
            self.state.set(self._words.tr("withdrawn"), "warn", exhibit.status_reason)
        self._fit()

    def show_page(self, exhibit: ExhibitView, page: int, pages: int) -> None:
        """`page` from 0."""
        text = exhibit.number
        if pages:
            text += " · " + self._words.tr("p. {page}/{pages}", page=page + 1, pages=pages)
        self.number.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(0, self.title.width() - 2)
        shown = self.title.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.title.setText(shown)
        self.title.setToolTip(self._title if shown != self._title else "")
        self.title.setAccessibleName(self._title)
