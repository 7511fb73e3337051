"""A choice from a code list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

LONG = 30  # from here on one types to find


class CodeBox(QComboBox):
    """Offers codes by their texts; `blank` is the text for none, left out when a value is required. Long lists are
    searched by typing.

    Signals:
        edited: A person chose something.
    """

    edited = Signal()

    def __init__(self, options: list[tuple[str, str]], blank: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if blank is not None:
            self.addItem(blank, "")
        for code, text in options:
            self.addItem(text, code)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if len(options) >= LONG:
            self._make_searchable(blank or "")
        self.activated.connect(self._chosen)

    def _make_searchable(self, blank: str) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.completer()
        line = self.lineEdit()
        assert completer is not None and line is not None
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        if blank:
            self.setItemText(0, "")
            line.setPlaceholderText(blank)
        line.editingFinished.connect(self.edited)

    def code(self) -> str:
        """The chosen code, "" for none; what was typed and is no entry, as it was typed."""
        if not self.isEditable():
            return str(self.currentData() or "")
        typed = self.currentText().strip()
        found = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(found) or "") if found >= 0 else typed

    def set_code(self, code: str) -> None:
        """Choose a code; one that the list has lost is added, so that saving keeps it."""
        place = self.findData(code)
        if place < 0 and code:
            self.addItem(code, code)
            place = self.count() - 1
        self.setCurrentIndex(max(0, place))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form; it must not change what stands in it."""
        event.ignore()

    @Slot(int)
    def _chosen(self, _place: int) -> None:
        self.edited.emit()
