"""The row of tools under the page: pages, zoom, turn, find, marking."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from desktop.i18n import Words
from ui.evidence.actions import ViewerActions
from ui.theme import Theme
from ui.widgets.label import Label

PERCENTS = (50, 75, 100, 125, 150, 200, 300, 400, 800)


class ViewerBar(QWidget):
    """Signals:
    page_wanted: A page number (from 0) was typed.
    percent_wanted: A zoom in per cent was chosen.
    left: The reader is done with the page field.
    """

    page_wanted = Signal(int)
    percent_wanted = Signal(int)
    left = Signal()

    def __init__(self, words: Words, theme: Theme, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._actions = actions
        self._pages = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(2)
        row.addWidget(self._button("strip"))
        row.addWidget(self._button("previous"))
        row.addWidget(self._button("next"))
        self.page = QLineEdit()
        self.page.setAccessibleName(words.tr("Page"))
        self.page.setToolTip(actions["go"].toolTip())
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page.setFixedWidth(theme.px(48))
        self.page.returnPressed.connect(self._typed)
        row.addWidget(self.page)
        self.of = Label("", "muted", wrap=False)
        row.addWidget(self.of)
        row.addStretch(1)
        row.addWidget(self._button("zoom_out"))
        self.zoom = QToolButton()
        self.zoom.setAccessibleName(words.tr("Zoom"))
        self.zoom.setToolTip(words.tr("Zoom"))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.zoom.setMinimumWidth(theme.px(60))
        self.zoom.setMenu(self._zoom_menu())
        row.addWidget(self.zoom)
        row.addWidget(self._button("zoom_in"))
        row.addWidget(self._button("turn_right"))
        row.addStretch(1)
        row.addWidget(self._button("find"))
        row.addWidget(self._button("text"))
        row.addWidget(self._button("box"))

    def _button(self, key: str) -> QToolButton:
        button = QToolButton()
        action = self._actions[key]
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(action.text())
        button.setAutoRaise(True)
        return button

    def _zoom_menu(self) -> QMenu:
        menu = QMenu(self)
        for key in ("width", "whole", "real"):
            menu.addAction(self._actions[key])
        menu.addSeparator()
        for percent in PERCENTS:
            menu.addAction(f"{percent}\u00a0%").setData(percent)
        menu.triggered.connect(self._chosen)
        return menu

    @Slot(object)
    def _chosen(self, action: object) -> None:
        percent = action.data()  # type: ignore[attr-defined]
        if isinstance(percent, int):
            self.percent_wanted.emit(percent)

    def show_page(self, page: int, pages: int) -> None:
        """`page` from 0; nothing is shown for an exhibit without pages."""
        if pages != self._pages:
            self._pages = pages
            self.page.setValidator(QIntValidator(1, max(1, pages), self.page))
        self.page.setText(str(page + 1) if pages else "")
        self.page.setEnabled(pages > 0)
        self.of.setText(self._words.tr("of {pages}", pages=self._words.number(pages)) if pages else "")

    def show_percent(self, percent: int) -> None:
        self.zoom.setText(f"{percent}\u00a0%")

    def edit_page(self) -> None:
        """Put the cursor into the page field."""
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _typed(self) -> None:
        text = self.page.text()
        if text.isdigit():
            self.page_wanted.emit(int(text) - 1)
        self.left.emit()
