"""A tree in which what is selected is one piece: the ground ends where the words begin."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTreeWidget


class PlainTree(QTreeWidget):
    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt has laid the ground of a selected row here too, in a piece of its own."""
        painter.fillRect(rect, self.palette().base())
        super().drawBranches(painter, rect, index)
