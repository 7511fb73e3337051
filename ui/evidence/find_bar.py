"""Finding in the open exhibit: the words, how many places, on to the next and back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.i18n import Words
from ui.evidence.actions import ViewerActions
from ui.theme import Theme
from ui.widgets.label import Label
from ui.widgets.search_field import SearchField
from ui.widgets.tool_button import ToolButton


class FindBar(QWidget):
    """Signals:
    searched: The words to look for; empty takes the highlights away.
    stepped: 1 or -1, to the next or the previous place.
    closed: The reader is done.
    """

    searched = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, words: Words, theme: Theme, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._sought = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        self.field = SearchField(theme, words.tr("Find in this exhibit"))
        self.field.searched.connect(self._search)
        row.addWidget(self.field, 1)
        self.count = Label("", "muted", wrap=False)
        self.count.setMinimumWidth(theme.px(84))
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.count)
        for key in ("find_previous", "find_next"):
            button = QToolButton()
            button.setDefaultAction(actions[key])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(actions[key].text())
            row.addWidget(button)
        close = ToolButton(theme, "x", words.tr("Close the search"))
        close.clicked.connect(self.closed)
        row.addWidget(close)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the bar with the cursor in it; `text` (what is marked) is looked for at once."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def busy(self) -> None:
        self.count.setText(self._words.tr("Searching …"))

    def show_count(self, at: int, total: int, *, more: bool = False) -> None:
        """Place `at` (from 0) of `total`; `more` = the search stopped at the most it shows."""
        if not total:
            text = self._words.tr("Not found")
        elif more:
            text = self._words.tr("{n} of more than {total}", n=at + 1, total=self._words.number(total))
        else:
            text = self._words.tr("{n} of {total}", n=at + 1, total=self._words.number(total))
        self.count.setText(text)
        self.count.setAccessibleName(text)

    def clear_count(self) -> None:
        self.count.setText("")

    def forget(self) -> None:
        """Another exhibit: nothing has been sought in it."""
        self._sought = ""
        self.clear_count()

    @property
    def needle(self) -> str:
        return self.field.text().strip()

    @Slot(str)
    def _search(self, text: str) -> None:
        # Enter on words that were sought already goes on to the next place
        if text and text == self._sought:
            self.stepped.emit(1)
            return
        self._sought = text
        self.searched.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
