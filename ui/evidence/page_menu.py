"""What one can do at a place of the document, by the right button or the menu key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.evidence.actions import ANNOTATE, ViewerActions
from ui.evidence.annotator import Annotator

GROUPS = (
    ("cite", "copy", "all"),
    ("text", "box", "caret"),
    ANNOTATE,
    ("machine", "laid_out", "facts", "octets"),
    ("find", "go", "turn_right", "turn_left", "turn_page_right", "turn_page_left"),
)


def page_menu(parent: QWidget, actions: ViewerActions, annotator: Annotator) -> QMenu:
    """A menu that is gone when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if annotator.current is not None:
        menu.addAction(annotator.edit_action)
        menu.addAction(annotator.delete_action)
    for group in GROUPS:
        if menu.actions():
            menu.addSeparator()
        for key in group:
            menu.addAction(actions[key])
    return menu
