"""The keys of a recording, in both keyboard layouts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.i18n import N_, Words

_KEYS: dict[Qt.Key, str] = {
    Qt.Key.Key_Space: "play",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Right: "on",
    Qt.Key.Key_Up: "louder",
    Qt.Key.Key_Down: "quieter",
    Qt.Key.Key_Home: "start",
    Qt.Key.Key_End: "end",
    Qt.Key.Key_PageUp: "previous_mark",
    Qt.Key.Key_PageDown: "next_mark",
    Qt.Key.Key_Escape: "unmark",
}
# the second letter is the same place on a Russian keyboard
_LETTERS: dict[str, str] = {
    **dict.fromkeys((",", "б"), "before"),
    **dict.fromkeys((".", "ю"), "after"),
    **dict.fromkeys(("i", "ш"), "from"),
    **dict.fromkeys(("o", "щ"), "to"),
    **dict.fromkeys(("s", "ы"), "still"),
    **dict.fromkeys(("w", "ц"), "words"),
    **dict.fromkeys(("m", "ь"), "mute"),
    **dict.fromkeys(("+", "="), "faster"),
    "-": "slower",
}


NAMES: tuple[tuple[str, str], ...] = (
    ("Space", N_("Play or pause")),
    ("← →", N_("Back and on by 5 seconds")),
    (", .", N_("Previous and next picture")),
    ("Home End", N_("To the beginning, to the end")),
    ("Page Up  Page Down", N_("Previous and next citation or annotation")),
    ("+ -", N_("Faster, slower")),
    ("↑ ↓ M", N_("Louder, quieter, no sound")),
    ("I O", N_("Mark a span from here, up to here")),
    ("Esc", N_("Take the mark away")),
    ("S", N_("Take this picture in as an exhibit")),
    ("W", N_("Subtitles and transcript")),
)


def listed(words: Words) -> list[tuple[str, str]]:
    """The keys and what they do, for the list of keys."""
    return [(keys, words.tr(name)) for keys, name in NAMES]


def meaning(event: QKeyEvent) -> str:
    """What a key asks for; empty if nothing."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if held == Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return "before" if key == Qt.Key.Key_Left else "after"
    if held not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        return ""
    return _KEYS.get(key) or _LETTERS.get(event.text().lower(), "")
