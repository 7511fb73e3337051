"""An archive as a list of its members, with marks for those that are to be taken in as exhibits."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from desktop.jobs import Progress
from models.views.evidence import CitationDraft, ExhibitView, Part, WholePlace
from ui.context import Context
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import Document
from ui.evidence.intake import Brought
from ui.evidence.members_model import DATE, NAME, NOTE, SIZE, MembersModel
from ui.evidence.other_viewer import OtherViewer, Ready
from ui.evidence.quiet_table import LEFT, QuietTable
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.search_field import SearchField

DEEPEST = 3  # archives taken out of archives


class MembersTable(QuietTable):
    """Space marks the rows one is on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, MembersModel):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            parts = [model.rows[row] for row in rows]
            model.mark(parts, on=not all(model.is_marked(part) for part in parts))
        else:
            super().keyPressEvent(event)


class ArchiveView(OtherViewer):
    KEYS = ("find", "all", "parts")

    def __init__(self, ctx: Context, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(ctx, actions, parent)
        words, theme = ctx.words, ctx.theme
        tr = words.tr
        self.model = MembersModel(words, self)
        self.search = SearchField(theme, tr("Show members whose names hold …"))
        self.table = MembersTable(theme, tr("Members of the archive"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        heads = self.table.horizontalHeader()
        heads.setProperty("cells", "plain")  # names stand over what stands in the cells
        heads.setDefaultAlignment(LEFT)
        heads.setHighlightSections(False)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicatorClearable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        heads.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((SIZE, 88), (DATE, 132), (NOTE, 200)):
            self.table.setColumnWidth(column, theme.px(width))
        self.count = Label("", "muted", wrap=False)
        self.all = Button(tr("Mark all"), "link")
        self.take = Button(tr("Take in as exhibits …"), "primary", theme=theme, icon="file-import")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(8, 4, 8, 4)
        top.addWidget(self.search)
        stack.addLayout(top)
        stack.addWidget(Line())
        stack.addWidget(self.table, 1)
        stack.addWidget(Line())
        self.said = Label("", "muted")  # of the member one is on, whose row may cut it
        self.said.setContentsMargins(12, 8, 8, 0)
        stack.addWidget(self.said)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.count, 1)
        row.addWidget(self.all)
        row.addWidget(self.take)
        stack.addLayout(row)
        self.setFocusProxy(self.table)
        self.search.searched.connect(self.model.narrow)
        self.search.left_down.connect(self.take_focus)
        self.model.marked_changed.connect(self._show_marks)
        self.table.selectionModel().currentRowChanged.connect(self._fit_take)
        self.all.clicked.connect(self._mark_all)
        self.take.clicked.connect(self.take_marked)
        self.on("find", self.search.setFocus)
        self.on("all", self._mark_all)
        self.on("parts", self.take_marked)

    def show_document(self, document: Document, exhibit: ExhibitView) -> None:
        self.clear()
        self.hold(document, exhibit)
        evidence = self.ctx.services.evidence

        def depth() -> int:
            """How many archives this one lay in."""
            count, above = 0, exhibit
            while above.derived_from is not None and above.derived_how == "member" and count < DEEPEST:
                count, above = count + 1, evidence.exhibit(above.derived_from)
            return count

        def measured(count: int) -> None:
            if self.document is document:
                self.ctx.pool(self, document.parts, lambda parts: listed(parts, count), self.failed.emit)

        def listed(parts: tuple[Part, ...], count: int) -> None:
            if self.document is document:
                self.model.show_parts(parts, nested=count >= DEEPEST)
                self.table.setColumnHidden(NOTE, not self.model.has_notes)
                self.said.setVisible(self.model.has_notes)
                if parts:
                    self.table.setCurrentIndex(self.model.index(0, NAME))

        self.ctx.run(self, depth, measured, self.failed.emit)

    def clear(self) -> None:
        self.release()
        self.search.clear()
        self.table.light(None)
        self.model.narrow("")
        self.model.show_parts(())

    def cite(self, done: Ready) -> None:
        exhibit = self.exhibit
        if exhibit is not None:
            done(CitationDraft(exhibit.id, exhibit.sha256, WholePlace(), number=exhibit.number))

    @Slot()
    def take_marked(self) -> None:
        """Ask for the marked members to be taken in; without marks, for the one that one is on."""
        exhibit, document = self.exhibit, self.document
        parts = self._wanted()
        if exhibit is None or document is None or not parts:
            return

        def read(part: Part, progress: Progress) -> BinaryIO:
            return cast(BinaryIO, document.part(part, progress))

        named = tuple(replace(part, name=_last(part.name)) for part in parts)
        self.brought.emit(Brought(exhibit, named, read, "member"))

    def _wanted(self) -> tuple[Part, ...]:
        row = self.table.currentIndex().row()
        here = self.model.rows[row : row + 1] if row >= 0 else ()
        return self.model.marked() or tuple(part for part in here if part in self.model.allowed())

    @Slot()
    def _fit_take(self) -> None:
        self.take.setEnabled(bool(self._wanted()))
        row = self.table.currentIndex().row()
        here = 0 <= row < len(self.model.rows)
        name, note = (self.model.said(row, column) for column in (NAME, NOTE)) if here else ("", "")
        self.said.setText(f"{name}: {note}" if note else name)

    @Slot()
    def _mark_all(self) -> None:
        allowed = self.model.allowed()
        self.model.mark(allowed, on=not all(self.model.is_marked(part) for part in allowed))

    @Slot()
    def _show_marks(self) -> None:
        words, marked, allowed = self.ctx.words, self.model.marked(), self.model.allowed()
        if marked:
            size = words.size(sum(part.size or 0 for part in marked))
            text = words.trn("{n} member marked, {size}", "{n} members marked, {size}", len(marked), size=size)
        else:
            text = words.trn("{n} member", "{n} members", len(self.model.rows))
        self.count.setText(text)
        everything = bool(allowed) and all(self.model.is_marked(part) for part in allowed)
        self.all.setText(words.tr("Mark none") if everything else words.tr("Mark all"))
        self.all.setEnabled(bool(allowed))
        self._fit_take()


def _last(name: str) -> str:
    """A member's own name, without the folders."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2] or name
