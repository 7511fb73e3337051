"""A table of evidence. It copies nothing by itself: that goes on record through the copier."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.views.cells import Area
from ui.theme import Theme


class QuietTable(QTableView):
    """`notes` are annotated areas with their colours, `cited` and `found` areas that are lit; `flash` adds to the
    cited one (see Flash).
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.flash = 0.0
        self.cited: Area | None = None
        self.found: frozenset[tuple[int, int]] = frozenset()
        self.notes: tuple[tuple[Area, int], ...] = ()
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(_Painter(self))
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.px(28))
        rows.setMinimumSectionSize(theme.px(24))

    def light(self, cited: Area | None, found: Iterable[tuple[int, int]] = ()) -> None:
        """Light a cited area and the cells (row, column) in which something was found."""
        self.cited, self.found = cited, frozenset(found)
        self.viewport().update()

    def annotate(self, notes: Iterable[tuple[Area, int]]) -> None:
        """Lay annotated areas in their colours (1–4) under the cells."""
        self.notes = tuple(notes)
        self.viewport().update()

    def ground(self, row: int, column: int) -> list[QColor]:
        """The colours under a cell, from below."""
        grounds = [self._theme.mark(colour) for area, colour in self.notes if _inside(area, row, column)]
        if self.cited is not None and _inside(self.cited, row, column):
            grounds.append(self._theme.mark(3))
            if self.flash:
                accent = self._theme.colour("accent")
                accent.setAlphaF(0.35 * self.flash)
                grounds.append(accent)
        if (row, column) in self.found:
            grounds.append(self._theme.mark(1))
        return grounds

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        elif event.text() and event.text().isprintable() and not event.text().isspace():
            event.ignore()  # letters are the viewer's keys, not a search in the first column
        else:
            super().keyPressEvent(event)


class _Painter(QStyledItemDelegate):
    def __init__(self, table: QuietTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        for colour in self._table.ground(index.row(), index.column()):
            painter.fillRect(rect, colour)
        super().paint(painter, option, index)


def _inside(area: Area, row: int, column: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= column <= area.right


RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
