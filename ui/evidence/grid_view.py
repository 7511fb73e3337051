"""A workbook or a table of text: sheets, rows and columns as in the file, cells that can be found, copied and cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from desktop.jobs import Progress
from models.views.annotations import Annotation
from models.views.cells import Area, CellHit, Sheet
from models.views.evidence import CellPlace, CitationDraft, ExhibitView, Place, WholePlace
from ui.context import Context
from ui.evidence.actions import ViewerActions
from ui.evidence.cell_line import CellLine
from ui.evidence.document_source import Document
from ui.evidence.find_bar import FindBar
from ui.evidence.flash import Flash
from ui.evidence.grid_model import GridModel
from ui.evidence.grid_text import text_of
from ui.evidence.other_viewer import OtherViewer, Ready
from ui.evidence.quiet_table import QuietTable
from ui.widgets.label import Label
from ui.widgets.line import Line

LONGEST_QUOTE = 2_000
LONGEST_COPY = 1_000_000
MOST_SHOWN = 2_000  # places found; the decoder stops there
NARROW, WIDE, PLAIN = 44, 320, 92  # column widths
MEASURED = 40  # rows that decide them


class GridView(OtherViewer):
    KEYS = ("go", "previous", "next", "find", "find_next", "find_previous", "all")

    def __init__(self, ctx: Context, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(ctx, actions, parent)
        words, theme = ctx.words, ctx.theme
        self.sheets: tuple[Sheet, ...] = ()
        self.annotations: tuple[Annotation, ...] = ()
        self.hits: tuple[CellHit, ...] = ()
        self.current = 0
        self._sought = Progress()
        self._coming: Place | None = None
        self._back_to: dict[str, object] = {}
        self._measured: set[int] = set()
        self.find_bar = FindBar(words, theme, actions)
        self.line = CellLine(words, theme)
        self.model = GridModel(ctx, self)
        self.table = QuietTable(theme, words.tr("Cells of the sheet"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.table.horizontalHeader().setMinimumSectionSize(theme.px(24))
        self.table.horizontalHeader().setDefaultSectionSize(theme.px(PLAIN))
        self.table.setModel(self.model)
        self.flash = Flash(self.table)
        self.bare = Label(words.tr("This sheet has no cells. Pictures and charts of a sheet are not shown."), "muted")
        self.bare.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(words.tr("Sheets"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.extent = Label("", "muted", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.find_bar, self.line, Line()):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.bare, 1)
        column.addWidget(Line())
        row = QHBoxLayout()
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.extent)
        row.addWidget(self.button("find"))
        column.addLayout(row)
        self.setFocusProxy(self.table)
        self._wire()

    def _wire(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.selectionModel().currentChanged.connect(self._selected)
        self.model.arrived.connect(self._arrived)
        self.model.failed.connect(self.failed)
        self.tabs.currentChanged.connect(self._show_sheet)
        self.line.wanted.connect(self._go)
        self.line.left.connect(self.take_focus)
        self.find_bar.searched.connect(self._search)
        self.find_bar.stepped.connect(self._step)
        self.find_bar.closed.connect(self._close_find)
        self.on("go", self.line.edit)
        self.on("previous", lambda: self._turn(-1))
        self.on("next", lambda: self._turn(1))
        self.on("find", lambda: self.find_bar.open())
        self.on("find_next", lambda: self._step(1))
        self.on("find_previous", lambda: self._step(-1))
        self.on("all", self.table.selectAll)

    # document ------------------------------------------------------------------------------------------------------

    def show_document(self, document: Document, exhibit: ExhibitView) -> None:
        self.clear()
        self.hold(document, exhibit)

        def ready(sheets: tuple[Sheet, ...]) -> None:
            if self.document is document:
                self._take(sheets)

        self.ctx.pool(self, document.sheets, ready, self.failed.emit)

    def _take(self, sheets: tuple[Sheet, ...]) -> None:
        self.sheets = sheets
        self.tabs.blockSignals(True)
        for sheet in sheets:
            name = sheet.name or self.ctx.words.tr("Table")
            self.tabs.setTabToolTip(self.tabs.addTab(name.replace("&", "&&")), name)
        self.tabs.blockSignals(False)
        # the first sheet that has something
        self.tabs.setCurrentIndex(next((i for i, sheet in enumerate(sheets) if sheet.rows), 0))
        self._show_sheet(self.tabs.currentIndex())
        back, self._back_to = self._back_to, {}
        self.put_place(back)
        coming, self._coming = self._coming, None
        if coming is not None:
            self.come_to(coming)
        if self.find_bar.needle and not self.find_bar.isHidden():
            self._search(self.find_bar.needle)

    def clear(self) -> None:
        self._sought.cancel()
        self.release()
        self.flash.stop()
        self.find_bar.forget()
        self.table.light(None)
        self.annotations = ()
        self._lay_notes()
        self.sheets, self.hits, self._coming, self._back_to = (), (), None, {}
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        self.tabs.blockSignals(False)
        self.model.show_sheet(None, 0, Sheet("", 0, 0))
        self.line.show_cells(None, "")
        self.extent.setText("")

    def retry(self) -> None:
        if self.sheets:
            self._show_sheet(self.tabs.currentIndex())

    @property
    def sheet(self) -> int:
        """The number of the sheet one is on."""
        return max(0, self.tabs.currentIndex())

    @Slot(int)
    def _show_sheet(self, number: int) -> None:
        if not 0 <= number < len(self.sheets):
            return
        words, sheet = self.ctx.words, self.sheets[number]
        self._measured.clear()
        self.table.light(None)
        self.model.show_sheet(self.document, number, sheet)
        self.table.setVisible(sheet.rows > 0)
        self.bare.setVisible(sheet.rows == 0)
        rows = words.trn("{n} row", "{n} rows", sheet.rows)
        columns = words.trn("{n} column", "{n} columns", sheet.columns)
        self.extent.setText(f"{rows} · {columns}" if sheet.rows else "")
        self._light_found()
        self._lay_notes()
        if sheet.rows:
            self.table.selectionModel().setCurrentIndex(
                self.model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self._selected()
        self.moved.emit()

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        self.annotations = tuple(annotations)
        self._lay_notes()

    def _lay_notes(self) -> None:
        """Those of the sheet one is on."""
        name = self.sheets[self.sheet].name if self.sheets else None
        found = ((one.place, one.colour) for one in self.annotations)
        self.table.annotate((p.area, c) for p, c in found if isinstance(p, CellPlace) and p.sheet == name)

    def _turn(self, by: int) -> None:
        self.tabs.setCurrentIndex(min(max(0, self.tabs.currentIndex() + by), self.tabs.count() - 1))

    @Slot(int, int)
    def _arrived(self, row: int, column: int) -> None:
        """The first block of a column decides how wide it is."""
        metrics, theme = self.table.fontMetrics(), self.ctx.theme
        for number in range(column, min(column + 64, self.model.columnCount())):
            if number not in self._measured:
                self._measured.add(number)
                texts = [self.model.cell(at, number).text[:80].split("\n")[0] for at in range(row, row + MEASURED)]
                need = max(metrics.horizontalAdvance(text) for text in texts) + theme.px(20)
                width = min(max(need, theme.px(NARROW)), theme.px(WIDE)) if any(texts) else theme.px(PLAIN)
                self.table.setColumnWidth(number, width)
        self._show_cell()

    # places --------------------------------------------------------------------------------------------------------

    @property
    def area(self) -> Area | None:
        """The marked cells."""
        ranges: QItemSelection = self.table.selectionModel().selection()
        if ranges.isEmpty():
            return None
        parts = [ranges.at(i) for i in range(ranges.count())]
        return Area(
            min(part.top() for part in parts),
            min(part.left() for part in parts),
            max(part.bottom() for part in parts),
            max(part.right() for part in parts),
        )

    @property
    def marked(self) -> bool:
        return self.area is not None

    def cite(self, done: Ready) -> None:
        document, exhibit = self.document, self.exhibit
        if document is None or exhibit is None or not self.sheets:
            return
        number, sheet, marked = self.sheet, self.sheets[self.sheet], self.area

        def draft(place: Place, quote: str = "") -> None:
            done(CitationDraft(exhibit.id, exhibit.sha256, place, quote, number=exhibit.number))

        if not sheet.rows or not sheet.columns:
            draft(WholePlace())
        elif marked is None:  # as a page is cited where nothing is marked on it
            draft(CellPlace(sheet.name, Area(0, 0, sheet.rows - 1, sheet.columns - 1).a1()))
        else:
            place = CellPlace(sheet.name, marked.a1())
            work = lambda: text_of(document, number, marked, LONGEST_QUOTE)  # noqa: E731
            self.ctx.pool(self, work, lambda quote: draft(place, quote), self.failed.emit)

    def copy_text(self, done: Callable[[str], None]) -> None:
        document, number, marked = self.document, self.sheet, self.area
        if document is not None and marked is not None:
            work = lambda: text_of(document, number, marked, LONGEST_COPY)  # noqa: E731
            self.ctx.pool(self, work, done, self.failed.emit)

    def come_to(self, place: Place) -> None:
        if not isinstance(place, CellPlace):
            return
        if not self.sheets:
            self._coming = place
            return
        number = next((i for i, sheet in enumerate(self.sheets) if sheet.name == place.sheet), None)
        if number is None:
            return
        self.tabs.setCurrentIndex(number)
        self._go(place.area)
        self.table.clearSelection()
        self.table.light(place.area)
        self.flash.start(still=self.ctx.settings.reduced_motion)

    @Slot(object)
    def _go(self, area: Area) -> None:
        """Mark cells and bring them into sight."""
        rows, columns = self.model.rowCount(), self.model.columnCount()
        if not rows or not columns:
            return
        first = self.model.index(min(area.top, rows - 1), min(area.left, columns - 1))
        last = self.model.index(min(area.bottom, rows - 1), min(area.right, columns - 1))
        flag = QItemSelectionModel.SelectionFlag
        self.table.scrollTo(last)
        self.table.scrollTo(first)
        self.table.selectionModel().setCurrentIndex(first, flag.NoUpdate)
        self.table.selectionModel().select(QItemSelection(first, last), flag.ClearAndSelect)

    def place(self) -> dict[str, object]:
        if self.document is None:
            return {}
        at = self.table.currentIndex()
        return {"sheet": self.sheet, "row": max(0, at.row()), "column": max(0, at.column())}

    def put_place(self, place: dict[str, object]) -> None:
        if not self.sheets:
            self._back_to = place
            return
        sheet, row, column = (place.get(name) for name in ("sheet", "row", "column"))
        if isinstance(sheet, int) and 0 <= sheet < len(self.sheets):
            self.tabs.setCurrentIndex(sheet)
            if isinstance(row, int) and isinstance(column, int) and min(row, column) >= 0:
                self._go(Area(row, column, row, column))

    @Slot()
    def _selected(self) -> None:
        self._show_cell()
        self.marked_changed.emit()
        self.moved.emit()

    def _show_cell(self) -> None:
        at = self.table.currentIndex()
        text = self.model.cell(at.row(), at.column()).text if at.isValid() else ""
        here = Area(at.row(), at.column(), at.row(), at.column()) if at.isValid() else None
        self.line.show_cells(self.area or here, text)

    # finding -------------------------------------------------------------------------------------------------------

    @Slot(str)
    def _search(self, needle: str) -> None:
        self._sought.cancel()
        self.hits, self.current = (), 0
        self.table.light(None)
        document = self.document
        if not needle or document is None:
            self.find_bar.clear_count()
            return
        progress = self._sought = Progress()
        self.find_bar.busy()

        def found(hits: tuple[CellHit, ...]) -> None:
            if progress is self._sought and self.document is document:
                self.hits = hits
                here = (self.sheet, max(0, self.table.currentIndex().row()))
                self.current = next((i for i, hit in enumerate(hits) if (hit.sheet, hit.row) >= here), 0)
                self._show_hit()

        def broke(error: Exception) -> None:
            if progress is self._sought:
                self.failed.emit(error)

        self.ctx.pool(self, lambda: document.find_cells(needle, progress), found, broke)

    def _step(self, by: int) -> None:
        if self.hits:
            self.current = (self.current + by) % len(self.hits)
            self._show_hit()

    def _show_hit(self) -> None:
        self.find_bar.show_count(self.current, len(self.hits), more=len(self.hits) >= MOST_SHOWN)
        if self.hits:
            hit = self.hits[self.current]
            self.tabs.setCurrentIndex(hit.sheet)
            self._go(Area(hit.row, hit.column, hit.row, hit.column))
        self._light_found()

    def _light_found(self) -> None:
        places = [(hit.row, hit.column) for hit in self.hits if hit.sheet == self.sheet]
        self.table.light(self.table.cited, places)

    @Slot()
    def _close_find(self) -> None:
        self.find_bar.hide()
        self.find_bar.forget()
        self._sought.cancel()
        self.hits = ()
        self._light_found()
        self.take_focus()
