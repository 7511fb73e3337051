"""One sentence and one action, inline, instead of a message box."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from desktop.i18n import Words
from ui.messages import Action, Tone
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton

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
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        sign = Label("", wrap=False)
        theme.put_icon(sign, ICONS[tone], 20, TOKENS[tone])
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        said = Label(text).selectable()
        said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(said, 1)
        self.setAccessibleName(text)
        self.button: Button | None = None
        if action is not None:
            self.button = Button(action.text, "link")
            self.button.clicked.connect(self._act)
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            close = ToolButton(theme, "x", words.tr("Put this message away"))
            close.clicked.connect(self._close)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _act(self) -> None:
        if self._action is not None:
            self._action.run()

    @Slot()
    def _close(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()
