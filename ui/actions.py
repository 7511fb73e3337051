"""Actions of the window: one name, one shortcut, found in the menu, the palette and the list of keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QWidget

from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.tool_button import ToolButton

SHOWN_KEYS = "shownKeys"  # property: keys that a widget handles itself and that are to be shown with an action
_WORD = re.compile(r"[^\W\d_]{3}")  # the code of an item is no name


@dataclass(frozen=True)
class Offer:
    """An action, or a button, as the palette and the list of keys show it; `about`: what it would be done with."""

    text: str
    keys: str
    action: QAction | QAbstractButton
    about: str = ""

    def run(self) -> None:
        """Do it, if it can still be done."""
        if not shiboken6.isValid(self.action):
            return
        if isinstance(self.action, QAction):
            self.action.trigger()
        else:
            self.action.click()


class Actions(QObject):
    """Makes the window's own actions."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self.by_name: dict[str, QAction] = {}

    def add(
        self,
        name: str,
        text: str,
        run: Callable[[], object],
        *,
        keys: str | QKeySequence.StandardKey | tuple[str, ...] = "",
        icon: str = "",
        menu: QMenu | None = None,
    ) -> QAction:
        """An action on the window; several `keys` may start it, the first is shown."""
        action = QAction(text, self._window)
        action.setObjectName(name)
        if isinstance(keys, tuple):
            action.setShortcuts([QKeySequence(key) for key in keys])
        elif keys:
            action.setShortcut(QKeySequence(keys))
        if icon:
            self._theme.put_icon(action, icon)
        action.triggered.connect(run)
        self._window.addAction(action)
        if menu is not None:
            menu.addAction(action)
        self.by_name[name] = action
        return action


def plain(text: str) -> str:
    """A menu text without its mnemonic mark and dots."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…").rstrip()


def offers(*roots: QWidget) -> Iterator[Offer]:
    """Every action with a name that can be used now, of these widgets and what is visible in them."""
    seen: set[QAction] = set()
    for root in roots:
        for widget in (root, *root.findChildren(QWidget)):
            if isinstance(widget, (QLineEdit, QMenu)) or not (widget is root or widget.isVisible()):
                continue
            for action in widget.actions():
                usable = (
                    action.isEnabled() and action.isVisible() and not action.isSeparator() and action.menu() is None
                )
                if action in seen or not usable or not action.text():
                    continue
                seen.add(action)
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                keys = keys or str(action.property(SHOWN_KEYS) or "")
                yield Offer(plain(action.text()), keys, action, action.statusTip())


def buttons(place: QWidget, taken: Container[str]) -> Iterator[Offer]:
    """What can be done by the buttons that are seen in a place and is not `taken` by an action of that name.

    A name that several buttons bear says not which of them is meant: these are left to the pointer.
    """
    found: dict[str, list[QAbstractButton]] = {}
    for button in place.findChildren(QAbstractButton):
        acts = isinstance(button, Button) or (isinstance(button, ToolButton) and button.defaultAction() is None)
        if acts and button.isVisible() and button.isEnabled():
            found.setdefault(plain(button.text() or button.accessibleName()), []).append(button)
    for name, alike in found.items():
        if len(alike) == 1 and name not in taken and _WORD.search(name):
            yield Offer(name, "", alike[0])


def keys_of(*roots: QWidget) -> list[tuple[str, str]]:
    """(keys, what they do) of a place: actions with shortcuts, QShortcuts with `whatsThis`, and the pairs that widgets
    tell by `place_keys()` for what they handle themselves."""
    found = [(offer.keys, offer.text) for offer in offers(*roots) if not offer.action.shortcut().isEmpty()]
    for root in roots:
        for widget in (root, *root.findChildren(QWidget)):
            if widget is not root and not widget.isVisible():
                continue
            tell = getattr(widget, "place_keys", None)
            if callable(tell):
                found.extend(tell())
        for shortcut in root.findChildren(QShortcut):
            if shortcut.isEnabled() and shortcut.whatsThis():
                keys = shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
                found.append((keys, shortcut.whatsThis()))
    return list(dict.fromkeys(found))
