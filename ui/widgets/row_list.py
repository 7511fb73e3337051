"""A list of rows that is worked by keyboard and mouse alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.theme import Theme
from ui.widgets.row import Row
from ui.widgets.row_delegate import RowDelegate
from ui.widgets.row_model import RowModel


class RowList(QListView):
    """Signals:
    current: The key of the row one stands on, or "" for none.
    opened: The key of the row that was clicked or entered.
    """

    current = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(self._open)
        theme.changed.connect(self.doItemsLayout)

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.rows.set_rows(rows)

    def current_key(self) -> str:
        row = self.rows.row_at(self.currentIndex())
        return row.key if row is not None else ""

    def go_to(self, key: str) -> bool:
        """Stand on a row; False if it isn't here."""
        place = self.rows.place_of(key)
        if place < 0:
            return False
        self.selectionModel().setCurrentIndex(self.rows.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return True

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows.row_at(now)
        self.current.emit(row.key if row is not None else "")

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if row is not None and not row.heading:
            self.opened.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
