"""A layout that breaks its row where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line; hidden widgets take no room."""

    def __init__(self, parent: QWidget | None = None, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        margins = self.contentsMargins()
        width = max((s.width() for s in sizes), default=0) + margins.left() + margins.right()
        return QSize(width, max((s.height() for s in sizes), default=0) + margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, whole: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        rect = whole.adjusted(margins.left(), margins.top(), -margins.right(), 0)
        x, y = rect.x(), rect.y()
        line: list[tuple[QLayoutItem, QRect]] = []
        height = 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), item.minimumSize().width()), 1 << 20))
            if line and x + size.width() > rect.x() + rect.width():
                self._place(line, height, move=move)
                x, y, line, height = rect.x(), y + height + self._gap, [], 0
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            height = max(height, size.height())
        self._place(line, height, move=move)
        return y + height - whole.y() + margins.bottom()

    @staticmethod
    def _place(line: list[tuple[QLayoutItem, QRect]], height: int, *, move: bool) -> None:
        """What is lower than its line stands in its middle."""
        for item, at in line if move else ():
            item.setGeometry(at.translated(0, (height - at.height()) // 2))
