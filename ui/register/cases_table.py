"""The table of cases: header clicks sort, Enter or a double click opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.context import Context
from ui.register.cases_delegate import CasesDelegate
from ui.register.cases_model import SORTED_BY, CasesModel, Column

# Shares of the width at 100 %, in pixels; the applicant takes what is left.
WIDTHS = {
    Column.NUMBER: 136,
    Column.COUNTRY: 72,
    Column.STATE: 190,
    Column.PRIORITY: 150,
    Column.RECEIVED: 96,
    Column.DUE: 112,
    Column.UPDATED: 96,
}
FIRST_TO_GO = (Column.UPDATED, Column.PRIORITY, Column.RECEIVED, Column.COUNTRY)
LEAST_APPLICANT = 200


class CasesTable(QTableView):
    """Signals:
    opened: The id of the case that was entered.
    """

    opened = Signal(str)

    def __init__(self, ctx: Context, model: CasesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = ctx.theme
        self._cases = model
        self._delegate = CasesDelegate(ctx.theme, ctx.services.clock.today(), self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(ctx.words.tr("Cases"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.APPLICANT, QHeaderView.ResizeMode.Stretch)
        head.sectionClicked.connect(self._sort)
        head.setSortIndicator(Column.RECEIVED, Qt.SortOrder.DescendingOrder)
        self.doubleClicked.connect(self._open)
        ctx.theme.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        widths = {column: self._theme.px(width) for column, width in WIDTHS.items()}
        room = self.viewport().width() - sum(widths.values())
        for column in FIRST_TO_GO:
            gone = room < self._theme.px(LEAST_APPLICANT)
            self.setColumnHidden(column, gone)
            room += widths[column] if gone else 0
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    @Slot(int)
    def _sort(self, section: int) -> None:
        head, column = self.horizontalHeader(), Column(section)
        query = self._cases.query
        if column not in SORTED_BY:
            now = next(c for c, by in SORTED_BY.items() if by == query.sort)
            order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(now, order)
            return
        again = SORTED_BY[column] == query.sort
        down = not query.descending if again else column in (Column.RECEIVED, Column.UPDATED, Column.NUMBER)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(section, order)
        self._cases.sort(section, order)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self._cases.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
