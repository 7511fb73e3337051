"""An icon that acts. Its name is spoken and shown as a tooltip, with the shortcut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from ui.theme import Theme


class ToolButton(QToolButton):
    """`name` is what it does; `shortcut` is only shown here, the action that owns the keys is elsewhere."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        shortcut: str = "",
        size: int = 16,
        checkable: bool = False,
        action: QAction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if action is not None:
            self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(checkable)
        self.setAutoRaise(True)
        theme.put_icon(self, icon, size)
        self.set_name(name, shortcut)

    def set_name(self, name: str, shortcut: str = "") -> None:
        self.setAccessibleName(name)
        keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
        self.setToolTip(f"{name}  {keys}" if keys else name)
