"""What can be done with a recording: one action each, for the buttons under it and for the palette."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.i18n import N_, Words
from ui.actions import SHOWN_KEYS
from ui.theme import Theme

# what is asked: (name, icon, keys that are shown; they work while the picture has the focus, see media_keys)
TOOLS: dict[str, tuple[str, str, str]] = {
    "play": (N_("Play"), "player-play", "Space"),
    "back": (N_("Back 5 seconds"), "chevrons-left", "Left"),
    "before": (N_("Previous picture"), "chevron-left", "Shift+Left"),
    "after": (N_("Next picture"), "chevron-right", "Shift+Right"),
    "on": (N_("On 5 seconds"), "chevrons-right", "Right"),
    "start": (N_("To the beginning of the recording"), "chevrons-left", "Home"),
    "end": (N_("To the end of the recording"), "chevrons-right", "End"),
    "previous_mark": (N_("Previous citation or annotation"), "chevron-up", "PgUp"),
    "next_mark": (N_("Next citation or annotation"), "chevron-down", "PgDown"),
    "slower": (N_("Slower"), "minus", "-"),
    "faster": (N_("Faster"), "plus", "+"),
    "louder": (N_("Louder"), "plus", "Up"),
    "quieter": (N_("Quieter"), "minus", "Down"),
    "mute": (N_("Sound off or on"), "bell", "M"),
    "from": (N_("Mark from here"), "flag", "I"),
    "to": (N_("Mark up to here"), "select", "O"),
    "unmark": (N_("Take the mark away"), "x", "Esc"),
    "still": (N_("Take this picture in as an exhibit"), "photo", "S"),
    "words": (N_("Subtitles and transcript"), "message-2", "W"),
}
OF_PICTURES = ("before", "after", "still")
OF_SOUND = ("louder", "quieter", "mute")


class MediaTools(QObject):
    """The actions, owned by `owner` and found while it is shown.

    Signals:
    wanted: The name of the one that was chosen.
    """

    wanted = Signal(str)

    def __init__(self, words: Words, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self._words = words
        self._theme = theme
        self._made: dict[str, QAction] = {}
        for key, (name, icon, keys) in TOOLS.items():
            action = QAction(words.tr(name), owner)
            action.setObjectName(f"media.{key}")
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action.setProperty(SHOWN_KEYS, native)
            action.setToolTip(f"{words.tr(name)}  {native}")
            theme.put_icon(action, icon)
            action.triggered.connect(lambda _=False, key=key: self.wanted.emit(key))
            owner.addAction(action)
            self._made[key] = action
        self._made["words"].setCheckable(True)

    def __getitem__(self, key: str) -> QAction:
        return self._made[key]

    def show_shape(self, *, video: bool, sound: bool, standing: bool) -> None:
        """What the recording has; `standing`: exhibits may be made of it."""
        for keys, on in ((OF_PICTURES, video), (OF_SOUND, sound)):
            for key in keys:
                self._made[key].setEnabled(on and (standing or key != "still"))

    def show_playing(self, playing: bool) -> None:
        action, tr = self._made["play"], self._words.tr
        name = tr("Pause") if playing else tr("Play")
        if action.text() != name:
            action.setText(name)
            action.setToolTip(f"{name}  {action.property(SHOWN_KEYS)}")
            self._theme.put_icon(action, "player-pause" if playing else "player-play")
