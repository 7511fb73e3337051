"""A decision as a panel over its window: the title says the outcome, buttons are verbs, Esc backs out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import Words
from ui.messages import report, sentence
from ui.theme import Theme
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.scrim import Scrim
from ui.widgets.scrolled import scrolled


class Sheet(QDialog):
    """Put widgets into `body`, override `submit`, call `open()`. Never `exec()`.

    `submit` runs when the accept button is pressed and calls `accept()` when the work is done; until then
    `set_busy(True)` closes the buttons. With `danger` the safe button is the default one. Faults go to `banners`.
    """

    def __init__(
        self,
        words: Words,
        theme: Theme,
        parent: QWidget,
        title: str,
        *,
        accept: str = "",
        cancel: str = "",
        danger: bool = False,
        width: int = 480,
        scrolls: bool = True,
    ) -> None:
        super().__init__(parent.window(), Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._window = parent.window()
        self.words = words
        self.theme = theme
        self.setProperty("piece", "sheet")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = theme.px(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        self.heading = Label(title, "heading")
        self.heading.setContentsMargins(2, 0, 0, 0)  # the fields leave that much for their focus rings
        outer.addWidget(self.heading)
        self.banners = BannerArea(words, theme)
        outer.addWidget(self.banners)
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(2, 2, 8 if scrolls else 2, 2)
        self.body.setSpacing(12)
        self._scroll: QScrollArea | None = None
        if scrolls:
            self._scroll = self._scrolling(content)
            outer.addWidget(self._scroll, 1)
        else:
            outer.addWidget(content, 1)
        self._content = content
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setContentsMargins(2, 0, 8 if scrolls else 2, 0)
        self.buttons.addStretch(1)
        self.cancel_button = Button(cancel or words.tr("Cancel"))
        self.accept_button = Button(accept, "danger" if danger else "primary")
        for button in (self.cancel_button, self.accept_button):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.buttons.addWidget(button)
        if not accept:
            self.accept_button.hide()
        (self.cancel_button if danger else self.accept_button).setDefault(True)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._submit)
        outer.addLayout(self.buttons)
        self._scrim = Scrim(parent.window())
        self.finished.connect(self._scrim.hide)
        self.finished.connect(self._scrim.deleteLater)

    def submit(self) -> None:
        """What the accept button does; closes the sheet unless a subclass does more."""
        self.accept()

    @Slot()
    def _submit(self) -> None:
        self.banners.clear()
        self.submit()

    def set_busy(self, busy: bool) -> None:
        self.accept_button.setDisabled(busy)
        self._content.setDisabled(busy)

    def fail(self, error: Exception) -> None:
        """Take the sheet back to the reader after a failed `submit`, with the error above the fields."""
        self.set_busy(False)
        self.show_error(error)

    def show_error(self, error: Exception) -> None:
        self.banners.show_text(sentence(self.words, error), "bad")
        self.fit()
        report(error)

    def fit(self) -> None:
        """Take the size that the content needs, at most the window's, and stand in its middle."""
        window = self._window
        room = window.size()
        width = max(240, min(self._width, room.width() - 32))
        self._content.setMinimumWidth(0)
        self.setFixedWidth(width)
        inner = width - 48
        layout = self._content.layout()
        need = layout.totalHeightForWidth(inner) if layout is not None and layout.hasHeightForWidth() else -1
        if need < 0:
            need = self._content.sizeHint().height()
        titled = 0 if self.heading.isHidden() else self.heading.heightForWidth(inner) + 12
        chrome = titled + self.accept_button.sizeHint().height() + 40 + 12 * 2
        if not self.banners.isHidden():
            chrome += max(self.banners.sizeHint().height(), self.banners.heightForWidth(inner)) + 12
        if self._scroll is None and layout is not None:
            least = layout.minimumHeightForWidth(inner) if layout.hasHeightForWidth() else layout.minimumSize().height()
            if least + chrome > room.height() - 32:
                self._scroll_after_all()
        height = min(need + chrome + 8, room.height() - 32)
        self.resize(width, height)
        top = window.mapToGlobal(window.rect().topLeft())
        self.move(top.x() + (room.width() - width) // 2, top.y() + max(16, (room.height() - height) // 3))
        QTimer.singleShot(0, self, self._settle)

    def _scrolling(self, content: QWidget) -> QScrollArea:
        area = scrolled(content)
        area.verticalScrollBar().rangeChanged.connect(self._ranged)  # texts may wrap, and come, later
        return area

    @Slot(int, int)
    def _ranged(self, _least: int, most: int) -> None:
        if most > 0:
            QTimer.singleShot(0, self, self._settle)

    def _scroll_after_all(self) -> None:
        """Letters are so large or the window so small that the buttons would lie below its edge."""
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        place = outer.indexOf(self._content)
        here = self.focusWidget()
        outer.removeWidget(self._content)
        self.body.setContentsMargins(2, 2, 8, 2)
        self._scroll = self._scrolling(self._content)
        outer.insertWidget(place, self._scroll, 1)
        if here is not None:
            here.setFocus(Qt.FocusReason.OtherFocusReason)
        outer.activate()  # the least height of before would still hold the sheet open

    @Slot()
    def _settle(self) -> None:
        """Once the texts are wrapped, give the sheet what it still lacks, as far as the window has room."""
        lacking = self._scroll.verticalScrollBar().maximum() if self._scroll is not None else 0
        room = self._window.height() - 32
        if lacking > 0 and self.height() < room:
            grown = min(room, self.height() + lacking)
            self.move(
                self.x(), max(self._window.mapToGlobal(QPoint(0, 16)).y(), self.y() - (grown - self.height()) // 2)
            )
            self.resize(self.width(), grown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._scrim.cover()
        self.fit()
