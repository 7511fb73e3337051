"""What can be done in the viewer: one action each, with its name, icon and keys in both keyboard layouts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.i18n import N_, Words
from ui.theme import Theme

# key: (name, icon, keys); the second key of a letter is the same place on a Russian keyboard
ACTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cite": (N_("Cite"), "quote", ("C", "С")),
    "previous": (N_("Previous page"), "chevron-up", ("Ctrl+PgUp",)),
    "next": (N_("Next page"), "chevron-down", ("Ctrl+PgDown",)),
    "go": (N_("Go to page"), "page-break", ("Ctrl+G", "Ctrl+П")),
    "zoom_in": (N_("Zoom in"), "zoom-in", ("Ctrl++", "Ctrl+=")),
    "zoom_out": (N_("Zoom out"), "zoom-out", ("Ctrl+-",)),
    "real": (N_("Actual size"), "zoom-reset", ("Ctrl+1",)),
    "width": (N_("Fit the width"), "arrow-autofit-width", ("Ctrl+2",)),
    "whole": (N_("Fit the page"), "arrow-autofit-height", ("Ctrl+0",)),
    "turn_right": (N_("Turn right"), "rotate-clockwise", ("R", "К")),
    "turn_left": (N_("Turn left"), "rotate", ("Shift+R", "Shift+К")),
    "turn_page_right": (N_("Turn this page right"), "rotate-clockwise", ("Ctrl+R", "Ctrl+К")),
    "turn_page_left": (N_("Turn this page left"), "rotate", ("Ctrl+Shift+R", "Ctrl+Shift+К")),
    "find": (N_("Find in this exhibit"), "search", ("Ctrl+F", "Ctrl+А")),
    "find_next": (N_("Next place"), "chevron-down", ("F3",)),
    "find_previous": (N_("Previous place"), "chevron-up", ("Shift+F3",)),
    "text": (N_("Mark text"), "cursor-text", ("T", "Е")),
    "box": (N_("Mark a rectangle"), "marquee-2", ("B", "И")),
    "caret": (N_("Text cursor in the page"), "keyboard", ("F7",)),
    "strip": (N_("Page strip"), "layout-sidebar", ("F9",)),
    "outline": (N_("Outline"), "list", ("Ctrl+F9",)),
    "back": (N_("Back to where you were"), "arrow-left", ("Alt+Left",)),
    "forward": (N_("Forward again"), "arrow-right", ("Alt+Right",)),
    "link": (N_("Next link on the page"), "link", ("L", "Д")),
    "pages2": (N_("Two pages side by side"), "columns-2", ("Ctrl+3",)),
    "cover": (N_("First page alone"), "book", ("Ctrl+4",)),
    "play": (N_("Play or stop"), "player-play", ("Ctrl+Space",)),
    "parts": (N_("Attached files"), "paperclip", ("Ctrl+J", "Ctrl+О")),
    "machine": (N_("Read by machine"), "text-recognition", ("Shift+F7",)),
    "laid_out": (N_("Show as pages"), "files", ("Ctrl+F7",)),
    "facts": (N_("Facts of the file"), "info-circle", ("Alt+Return",)),
    "all": (N_("Mark all text of the page"), "text-recognition", ("Ctrl+A", "Ctrl+Ф")),
    "copy": (N_("Copy the marked text"), "copy", ("Ctrl+C", "Ctrl+С")),
    "octets": (N_("Octets of the file"), "hash", ("Shift+F8",)),
    "highlight": (N_("Highlight what is marked"), "highlight", ("H", "Р")),
    "underline": (N_("Underline what is marked"), "underline", ("U", "Г")),
    "frame": (N_("Box what is marked"), "rectangle", ("Shift+B", "Shift+И")),
    "note": (N_("Add a note"), "note", ("N", "Т")),
    "pin": (N_("Put in a pin"), "map-pin", ("P", "З")),
    "doubt": (N_("Doubt about this passage"), "help-circle", ("D", "В")),
    "colour": (N_("Next colour"), "color-swatch", ("K", "Л")),
    "undo": (N_("Undo"), "arrow-back-up", ("Ctrl+Z", "Ctrl+Я")),
    "redo": (N_("Redo"), "arrow-forward-up", ("Ctrl+Shift+Z", "Ctrl+Shift+Я")),
    "bookmark": (N_("Bookmark this place"), "bookmark", ("Ctrl+D", "Ctrl+В")),
    "notes": (N_("Annotations and bookmarks"), "notes", ("Shift+F9",)),
    "beside": (N_("Side by side"), "columns-2", ("V", "М")),
}
ANNOTATE = ("highlight", "underline", "frame", "note", "pin", "doubt", "bookmark")
CHECKED = ("outline", "pages2", "cover", "play", "text", "box", "strip", "width", "whole", "caret", "notes", "beside")


class ViewerActions:
    """The actions, owned by `owner`; their keys work while the focus is anywhere in it."""

    def __init__(self, words: Words, theme: Theme, owner: QWidget) -> None:
        self._made: dict[str, QAction] = {}
        for key, (name, icon, keys) in ACTIONS.items():
            action = QAction(words.tr(name), owner)
            action.setObjectName(f"viewer.{key}")
            action.setShortcuts([QKeySequence(k) for k in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            native = action.shortcuts()[0].toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{words.tr(name)}  {native}")
            action.setCheckable(key in CHECKED)
            theme.put_icon(action, icon)
            owner.addAction(action)
            self._made[key] = action

    def __getitem__(self, key: str) -> QAction:
        return self._made[key]

    def on(self, key: str, slot: Callable[[], None], here: Callable[[], bool]) -> None:
        """Do `slot` when the action is chosen while `here` is true: viewers share the actions, one of them is shown."""

        def act() -> None:
            if here():
                slot()

        self._made[key].triggered.connect(act)

    def enable(self, on: bool, keys: Sequence[str] = ()) -> None:
        """Open or close actions; all of them without `keys`."""
        for key in keys or self._made:
            self._made[key].setEnabled(on)
