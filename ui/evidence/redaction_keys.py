"""Keys of the sheet in which places are blacked out, in both keyboard layouts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text", ("T", "Е")),
    ("box", ("B", "И")),
    ("caret", ("F7",)),
    ("take", ("Ctrl+B", "Ctrl+И")),
    ("undo", ("Ctrl+Z", "Ctrl+Я")),
    ("find", ("Ctrl+F", "Ctrl+А")),
)


def bind(sheet: QWidget, canvas: QWidget, slots: Mapping[str, Callable[[], object]]) -> None:
    """Do `slots` by their keys; bare letters hold on the page only: elsewhere they are typed."""
    for name, keys in KEYS:
        letter = name in ("text", "box", "caret")
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), canvas if letter else sheet)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut if letter else Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(slots[name])
