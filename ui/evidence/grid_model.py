"""The cells of one sheet for a table view, brought in blocks as they come into sight; the latest wish first."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from models.views.cells import Cell, CellWindow, Sheet, column_name
from ui.context import Context
from ui.evidence.document_source import Document
from ui.evidence.quiet_table import LEFT, RIGHT

BLOCK_ROWS = 128
BLOCK_COLUMNS = 64
KEPT = 96  # blocks
LONGEST_SHOWN = 300  # letters of a cell in the table; all of them stand below it
_EMPTY = Cell("empty", "")
_NUMBERS = ("number", "date")

Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Signals:
    arrived: Row and column (from 0) at which a block came.
    failed: An exception of the decoder.
    """

    arrived = Signal(int, int)
    failed = Signal(object)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._document: Document | None = None
        self._number = 0
        self._sheet = Sheet("", 0, 0)
        self._blocks: OrderedDict[tuple[int, int], tuple[tuple[Cell, ...], ...]] = OrderedDict()
        self._wanted: dict[tuple[int, int], None] = {}
        self._busy = False
        self._round = 0

    @property
    def idle(self) -> bool:
        """Whether nothing is asked of the decoder."""
        return not self._busy and not self._wanted

    def show_sheet(self, document: Document | None, number: int, sheet: Sheet) -> None:
        """Another sheet, or none."""
        self.beginResetModel()
        self._document, self._number, self._sheet = document, number, sheet
        self._blocks.clear()
        self._wanted.clear()
        self._round += 1
        self._busy = False
        self.endResetModel()

    def retry(self) -> None:
        """Forget what could not be read."""
        self.show_sheet(self._document, self._number, self._sheet)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._sheet.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._sheet.columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column_name(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Vertical:
            return RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(self.cell(index.row(), index.column()).text[:LONGEST_SHOWN].split("\n"))
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if self.cell(index.row(), index.column()).kind in _NUMBERS else LEFT
            case Qt.ItemDataRole.AccessibleTextRole:
                place = f"{column_name(index.column())}{index.row() + 1}"
                return f"{place}: {self.cell(index.row(), index.column()).text[:LONGEST_SHOWN]}"
        return None

    def cell(self, row: int, column: int) -> Cell:
        """A cell, empty while it is on its way."""
        key = row // BLOCK_ROWS, column // BLOCK_COLUMNS
        block = self._blocks.get(key)
        if block is None:
            self._want(key)
            return _EMPTY
        self._blocks.move_to_end(key)
        inside, across = row % BLOCK_ROWS, column % BLOCK_COLUMNS
        if inside >= len(block) or across >= len(block[inside]):
            return _EMPTY
        return block[inside][across]

    def here(self, row: int, column: int) -> bool:
        """Whether a cell has come."""
        return (row // BLOCK_ROWS, column // BLOCK_COLUMNS) in self._blocks

    def _want(self, key: tuple[int, int]) -> None:
        self._wanted.pop(key, None)
        self._wanted[key] = None
        while len(self._wanted) > KEPT // 4:  # scrolled past long ago
            del self._wanted[next(iter(self._wanted))]
        self._ask()

    def _ask(self) -> None:
        document = self._document
        if self._busy or not self._wanted or document is None:
            return
        self._busy = True
        key, mine = next(reversed(self._wanted)), self._round
        row, column = key[0] * BLOCK_ROWS, key[1] * BLOCK_COLUMNS
        number = self._number

        def work() -> tuple[tuple[Cell, ...], ...]:
            return block(document, number, row, column)

        def done(cells: tuple[tuple[Cell, ...], ...]) -> None:
            if mine != self._round:
                return
            self._busy = False
            self._wanted.pop(key, None)
            self._blocks[key] = cells
            while len(self._blocks) > KEPT:
                self._blocks.popitem(last=False)
            last = min(row + BLOCK_ROWS, self._sheet.rows) - 1, min(column + BLOCK_COLUMNS, self._sheet.columns) - 1
            self.dataChanged.emit(self.index(row, column), self.index(*last))
            self.arrived.emit(row, column)
            self._ask()

        def failed(error: Exception) -> None:
            if mine != self._round:
                return
            self._busy = False
            self._wanted.clear()
            self._blocks[key] = ()  # not asked for again and again; see `retry`
            self.failed.emit(error)

        self._ctx.pool(self, work, done, failed)


def block(document: Document, sheet: int, row: int, column: int) -> tuple[tuple[Cell, ...], ...]:
    """All rows of a block. Very long rows come in several windows."""
    rows: list[tuple[Cell, ...]] = []
    while len(rows) < BLOCK_ROWS:
        window: CellWindow = document.cells(sheet, row + len(rows), BLOCK_ROWS - len(rows), column, BLOCK_COLUMNS)
        rows += window.rows
        if window.last or not window.rows:
            break
    return tuple(rows)
