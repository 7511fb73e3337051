"""One picture of a window as a person sees it: with the sheets and the menu that lie over it."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget


def grabbed(window: QWidget) -> QPixmap:
    """The window, its open sheets from the lowest to the foremost, then an open menu."""
    picture = window.grab()
    over: list[QWidget] = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    over.sort(key=_depth)
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        over.append(menu)
    if over:
        painter = QPainter(picture)
        for one in over:
            painter.drawPixmap(one.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), one.grab())
        painter.end()
    return picture


def _depth(sheet: QWidget) -> int:
    """How many windows lie under a sheet."""
    depth, under = 0, sheet.parentWidget()
    while under is not None:
        under = under.window()
        depth, under = depth + 1, under.parentWidget()
    return depth
