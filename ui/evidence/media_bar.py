"""The tools under a recording: play, steps, time, speed, loudness, span, still."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSlider, QToolButton, QWidget

from desktop.i18n import Words
from models.views.evidence import MediaPlace
from ui.evidence.media_tools import OF_PICTURES, TOOLS, MediaTools
from ui.theme import Theme
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton

SPEEDS = (500, 750, 1000, 1250, 1500, 2000)  # thousandths


class MediaBar(QWidget):
    """Signals:
    speed_wanted: A speed in thousandths.
    volume_wanted: Loudness in per cent.
    """

    speed_wanted = Signal(int)
    volume_wanted = Signal(int)

    def __init__(self, words: Words, theme: Theme, actions: MediaTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._actions = actions
        self._theme = theme
        row = FlowLayout(self, 2)
        row.setContentsMargins(8, 3, 8, 3)
        self.tools: dict[str, ToolButton] = {}
        for key in ("play", "back", "before", "after", "on"):
            row.addWidget(self._tool(key))
        self.time = Label("", "mono", wrap=False)
        row.addWidget(self.time)
        self.speed = QToolButton()
        self.speed.setAccessibleName(words.tr("Speed"))
        self.speed.setToolTip(words.tr("Speed") + "  -  +")
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.speed.setMinimumWidth(theme.px(56))
        menu = QMenu(self)
        for speed in SPEEDS:
            menu.addAction(self._speed_name(speed)).setData(speed)
        menu.triggered.connect(self._speed_chosen)
        self.speed.setMenu(menu)
        row.addWidget(self.speed)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setFixedWidth(theme.px(52))  # all tools in one line at 1366 pixels
        self.volume.setAccessibleName(words.tr("Loudness"))
        self.volume.setToolTip(words.tr("Loudness") + "  ↑ ↓")
        self.volume.valueChanged.connect(self.volume_wanted)
        row.addWidget(self.volume)
        for key in ("from", "to", "still", "words"):
            row.addWidget(self._tool(key))

    def _tool(self, key: str) -> ToolButton:
        name, icon, keys = TOOLS[key]
        action = self._actions[key]
        made = ToolButton(
            self._theme, icon, self._words.tr(name), shortcut=keys, checkable=action.isCheckable(), action=action
        )
        self.tools[key] = made
        return made

    def show_playing(self, playing: bool) -> None:
        self._actions.show_playing(playing)
        button = self.tools["play"]
        if button.accessibleName() != self._actions["play"].text():
            button.set_name(self._actions["play"].text(), "Space")
            self._theme.put_icon(button, "player-pause" if playing else "player-play")

    def show_time(self, ms: int, duration: int) -> None:
        self.time.setText(f"{MediaPlace(ms).time} / {MediaPlace(duration).time}")

    def show_speed(self, thousandths: int) -> None:
        self.speed.setText(self._speed_name(thousandths))

    def show_shape(self, *, video: bool, sound: bool) -> None:
        for key in OF_PICTURES:
            self.tools[key].setVisible(video)
        self.volume.setVisible(sound)

    def _speed_name(self, thousandths: int) -> str:
        return f"{self._words.number(thousandths / 1000)}\u00a0×"

    @Slot(object)
    def _speed_chosen(self, action: QAction) -> None:
        speed = action.data()
        if isinstance(speed, int):
            self.speed_wanted.emit(speed)
