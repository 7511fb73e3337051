"""The document and, beside or under it, the annotations and bookmarks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.evidence.notes_pane import NotesPane
from ui.theme import Theme

WIDE = 280
BESIDE = 720  # from this width on the notes stand beside the document, else under it


class NotesRoom(QSplitter):
    """Shares the room when the notes are shown and when the width changes their side."""

    def __init__(self, theme: Theme, document: QWidget, notes: NotesPane) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._notes = notes
        notes.hide()
        self.setChildrenCollapsible(False)
        self.addWidget(document)
        self.addWidget(notes)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)

    def show_notes(self) -> None:
        """Show them and give them the focus."""
        self._notes.show()
        self._share()
        self._notes.show_tab(self._notes.tabs.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(BESIDE)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way != self.orientation():
            self.setOrientation(way)
            self._share()

    def _share(self) -> None:
        """Beside the document the notes have a column, under it less than half."""
        beside = self.orientation() == Qt.Orientation.Horizontal
        whole = self.width() if beside else self.height()
        part = self._theme.px(WIDE) if beside else whole * 9 // 20
        self.setSizes([max(1, whole - part), part])
