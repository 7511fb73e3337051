"""The row of tools under the page: pages, zoom, turn, find, marking."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent, QResizeEvent
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
        # where there is no room for all, these go one by one; each has its keys and stands in the page's menu
        self._spare: list[QWidget] = []
        self._rare = {key: self._button(key) for key in ("outline", "play")}  # shown where they can be used
        row.addWidget(self._rare["outline"])
        row.addWidget(self._button("strip"))
        previous, following = self._button("previous"), self._button("next")
        row.addWidget(previous)
        row.addWidget(following)
        row.addWidget(self._rare["play"])
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
        zoom_out = self._button("zoom_out")
        row.addWidget(zoom_out)
        self.zoom = QToolButton()
        self.zoom.setAccessibleName(words.tr("Zoom"))
        self.zoom.setToolTip(words.tr("Zoom"))
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.zoom.setMinimumWidth(theme.px(64))
        self.zoom.setMenu(self._zoom_menu())
        row.addWidget(self.zoom)
        zoom_in, turn = self._button("zoom_in"), self._button("turn_right")
        row.addWidget(zoom_in)
        row.addWidget(turn)
        row.addStretch(1)
        row.addWidget(self._button("find"))
        row.addWidget(self._button("text"))
        row.addWidget(self._button("box"))
        for key in self._rare:
            actions[key].changed.connect(self._fit)
        self._spare = [zoom_out, zoom_in, turn, previous, following, self.of]
        self.setMinimumWidth(1)

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
        for key in ("width", "whole", "real", "pages2", "cover"):
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

    def show_page(self, page: int, pages: int, label: str = "") -> None:
        """`page` from 0, `label` what it calls itself; nothing is shown for an exhibit without pages."""
        if pages != self._pages:
            self._pages = pages
            self.page.setValidator(QIntValidator(1, max(1, pages), self.page))
        self.page.setText(str(page + 1) if pages else "")
        self.page.setEnabled(pages > 0)
        of = self._words.tr("of {pages}", pages=self._words.number(pages)) if pages else ""
        self.of.setText(f"{of} · {label}" if label else of)
        self.of.setToolTip(self._words.tr("This page calls itself {label}.", label=label) if label else "")
        self._fit()

    def show_percent(self, percent: int) -> None:
        self.zoom.setText(f"{percent}\u00a0%")

    def edit_page(self) -> None:
        """Put the cursor into the page field."""
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.selectAll()

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        row = self.layout()
        if row is None:
            return
        items = [row.itemAt(place) for place in range(row.count())]
        tools = [tool for item in items if item is not None and (tool := item.widget()) is not None]
        closed = [button for key, button in self._rare.items() if not self._actions[key].isEnabled()]
        for button in closed:
            button.hide()
        tools = [tool for tool in tools if tool not in closed]
        needs = {tool: _width(tool) for tool in tools}
        margins = row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        for spare in self._spare:
            if sum(needs.values()) + row.spacing() * (len(needs) + 1) <= room:
                break
            needs.pop(spare)
        for tool in tools:
            tool.setVisible(tool in needs)

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


def _width(tool: QWidget) -> int:
    """What a tool needs: the stylesheet's least width of a button is not in its size hint, nor the other way round."""
    need = max(tool.sizeHint().width(), tool.minimumSizeHint().width(), tool.minimumWidth())
    return min(need, tool.maximumWidth())
