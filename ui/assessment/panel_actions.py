"""What can be done in the checklist: one action each, with its keys in both keyboard layouts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.i18n import N_, Words
from ui.theme import Theme

# key: (name, icon, keys); the second key of a letter is the same place on a Russian keyboard. Letters and digits do
# nothing while a text field has the focus: Qt lets the field have them first.
ACTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "YES": (N_("Answer: yes"), "", ("1",)),
    "PARTLY": (N_("Answer: partly"), "", ("2",)),
    "NO": (N_("Answer: no"), "", ("3",)),
    "UNKNOWN": (N_("Answer: not established"), "", ("4",)),
    "NA": (N_("Answer: not applicable"), "", ("5",)),
    "clear": (N_("Take the answer back"), "arrow-back-up", ("Del",)),
    "cite": (N_("Cite in this answer"), "quote", ("C", "С")),
    "note": (N_("Write the note"), "note", ("M", "Ь")),
    "next": (N_("Next item"), "chevron-right", ("N", "Т", "Ctrl+Return")),
    "previous": (N_("Previous item"), "chevron-left", ("P", "З", "Ctrl+Shift+Return")),
    "next_open": (N_("Next open item"), "circle-dashed", ("Shift+N", "Shift+Т")),
    "list": (N_("Whole checklist"), "list", ("L", "Д")),
    "history": (N_("History of this answer"), "history", ("H", "Р")),
}


class PanelActions:
    """The actions, owned by `owner`; their keys work while the focus is anywhere in it."""

    def __init__(self, words: Words, theme: Theme, owner: QWidget) -> None:
        self._made: dict[str, QAction] = {}
        for key, (name, icon, keys) in ACTIONS.items():
            action = QAction(words.tr(name), owner)
            action.setObjectName(f"checklist.{key}")
            action.setShortcuts([QKeySequence(k) for k in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            native = action.shortcuts()[0].toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{words.tr(name)}  {native}")
            if icon:
                theme.put_icon(action, icon)
            owner.addAction(action)
            self._made[key] = action

    def __getitem__(self, key: str) -> QAction:
        return self._made[key]

    def enable(self, on: bool, *keys: str) -> None:
        for key in keys:
            self._made[key].setEnabled(on)
