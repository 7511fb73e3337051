"""A watch for widgets that flash on the screen as windows of their own: shown before they have a parent."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QWidget

from ui.help_window import HelpWindow
from ui.vault.unlock_window import UnlockWindow

WINDOWS = (QMainWindow, QDialog, QMenu, UnlockWindow, HelpWindow)
PASSING = (Qt.WindowType.ToolTip, Qt.WindowType.Popup)


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own without being one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget) or not watched.isWindow():
            return False
        if not isinstance(watched, WINDOWS) and watched.windowType() not in PASSING:
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False
