"""The tools under a recording: play, steps, time, speed, loudness, span, still."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSlider, QToolButton, QWidget

from desktop.i18n import N_, Words
from models.views.evidence import MediaPlace
from ui.theme import Theme
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton

SPEEDS = (500, 750, 1000, 1250, 1500, 2000)  # thousandths
# what is asked: (name, icon, keys that are shown)
TOOLS: dict[str, tuple[str, str, str]] = {
    "play": (N_("Play"), "player-play", "Space"),
    "back": (N_("Back 5 seconds"), "chevrons-left", "Left"),
    "before": (N_("Previous picture"), "chevron-left", "Shift+Left"),
    "after": (N_("Next picture"), "chevron-right", "Shift+Right"),
    "on": (N_("On 5 seconds"), "chevrons-right", "Right"),
    "from": (N_("Mark from here"), "flag", "I"),
    "to": (N_("Mark up to here"), "select", "O"),
    "still": (N_("Take this picture in as an exhibit"), "photo", "S"),
    "words": (N_("Subtitles and transcript"), "message-2", "W"),
}


class MediaBar(QWidget):
    """Signals:
    wanted: The name of a tool that was chosen.
    speed_wanted: A speed in thousandths.
    volume_wanted: Loudness in per cent.
    """

    wanted = Signal(str)
    speed_wanted = Signal(int)
    volume_wanted = Signal(int)

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
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
        self.tools["words"].setCheckable(True)

    def _tool(self, key: str) -> ToolButton:
        name, icon, keys = TOOLS[key]
        made = ToolButton(self._theme, icon, self._words.tr(name), shortcut=keys)
        made.clicked.connect(lambda _=False, key=key: self.wanted.emit(key))
        self.tools[key] = made
        return made

    def show_playing(self, playing: bool) -> None:
        name = self._words.tr("Pause") if playing else self._words.tr("Play")
        if name != self.tools["play"].accessibleName():
            self.tools["play"].set_name(name, "Space")
            self._theme.put_icon(self.tools["play"], "player-pause" if playing else "player-play")

    def show_time(self, ms: int, duration: int) -> None:
        self.time.setText(f"{MediaPlace(ms).time} / {MediaPlace(duration).time}")

    def show_speed(self, thousandths: int) -> None:
        self.speed.setText(self._speed_name(thousandths))

    def show_shape(self, *, video: bool, sound: bool) -> None:
        for key in ("before", "after", "still"):
            self.tools[key].setVisible(video)
        self.volume.setVisible(sound)

    def _speed_name(self, thousandths: int) -> str:
        return f"{self._words.number(thousandths / 1000)}\u00a0×"

    @Slot(object)
    def _speed_chosen(self, action: QAction) -> None:
        speed = action.data()
        if isinstance(speed, int):
            self.speed_wanted.emit(speed)
