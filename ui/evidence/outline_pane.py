"""A document's own table of contents as a tree, beside the canvas."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QTreeWidgetItem, QWidget

from desktop.i18n import Words
from models.views.ways import OutlineEntry
from ui.theme import Theme
from ui.widgets.plain_tree import PlainTree
from ui.widgets.tips import plain

WIDTH = 220
_ROLE = Qt.ItemDataRole.UserRole


class OutlinePane(PlainTree):
    """Arrows move and unfold, Enter or a click goes there.

    Signals:
    chosen: The `OutlineEntry` to go to.
    """

    chosen = Signal(object)

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: list[tuple[OutlineEntry, QTreeWidgetItem]] = []
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(theme.px(14))
        self.setFixedWidth(theme.px(WIDTH))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformRowHeights(True)
        self.setAccessibleName(words.tr("Outline"))
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def show_entries(self, entries: Sequence[OutlineEntry]) -> None:
        """Fill the tree; the upper level is unfolded."""
        self.clear()
        self._entries = []
        open_levels: list[QTreeWidgetItem] = []
        top: list[QTreeWidgetItem] = []
        for entry in entries:
            item = QTreeWidgetItem([entry.title or "…"])
            item.setData(0, _ROLE, len(self._entries))
            where = self._words.tr("page {page}", page=entry.page + 1) if entry.page is not None else ""
            item.setToolTip(0, plain(f"{entry.title}\n{where}".strip()))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {where}" if where else entry.title)
            del open_levels[entry.depth :]
            if open_levels:
                open_levels[-1].addChild(item)
            else:
                top.append(item)
            open_levels.append(item)
            self._entries.append((entry, item))
        self.addTopLevelItems(top)
        for item in top:
            item.setExpanded(True)
        if top:
            self.setCurrentItem(top[0])

    def follow(self, page: int) -> None:
        """Mark the entry that the page (from 0) belongs to; the reader's own place in the tree is left alone."""
        if self.hasFocus():
            return
        best = None
        for entry, item in self._entries:
            if entry.page is not None and entry.page <= page:
                best = item
        if best is not None and best is not self.currentItem():
            self.setCurrentItem(best)

    @Slot(QTreeWidgetItem, int)
    def _choose(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        number = item.data(0, _ROLE)
        entry = self._entries[number][0]
        if entry.page is not None:
            self.chosen.emit(entry)
