"""One sentence and one action, inline, instead of a message box."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy

from desktop.i18n import Words
from ui.messages import Action, Tone
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton

NARROW_BELOW = 460
ICONS: dict[Tone, str] = {
    "info": "info-circle",
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-circle",
}
TOKENS: dict[Tone, str] = {"info": "accent", "good": "good", "warn": "warn", "bad": "bad"}


class Banner(QFrame):
    """Signals:
    closed: The reader put it away.
    """

    closed = Signal()

    def __init__(
        self,
        words: Words,
        theme: Theme,
        text: str,
        tone: Tone = "warn",
        action: Action | None = None,
        *,
        closable: bool = True,
        owner: QObject | None = None,
    ) -> None:
        super().__init__()
        self.text = text
        self.owner = owner
        self._action = action
        self.setProperty("piece", "banner")
        self.setProperty("tone", tone)
        # not Maximum: that would cap a wrapped text at the height of its unwrapped lines
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._narrow_below = theme.px(NARROW_BELOW)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 8, 6)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(1, 1)
        sign = Label("", wrap=False)
        theme.put_icon(sign, ICONS[tone], 20, TOKENS[tone])
        self._grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._sign = sign
        said = Label(text).selectable()
        said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grid.addWidget(said, 0, 1)
        self._said = said
        self.setAccessibleName(text)
        self.button: Button | None = None
        if action is not None:
            self.button = Button(action.text, "link")
            self.button.clicked.connect(self._act)
            self._grid.addWidget(self.button, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            close = ToolButton(theme, "x", words.tr("Put this message away"))
            close.clicked.connect(self._close)
            self._grid.addWidget(close, 0, 3, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel the action stands under the sentence instead of squeezing it."""
        super().resizeEvent(event)
        one_line = self._said.heightForWidth(self._said.width()) < 2 * self._said.fontMetrics().height()
        place = Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag.AlignTop
        self._grid.setAlignment(self._sign, place)  # beside the first line of the sentence
        if self.button is not None:
            self._grid.removeWidget(self.button)
            row, column = (1, 1) if event.size().width() < self._narrow_below else (0, 2)
            self._grid.addWidget(self.button, row, column, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _act(self) -> None:
        if self._action is not None:
            self._action.run()

    @Slot()
    def _close(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()
