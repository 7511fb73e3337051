"""The members of an archive for a table view: what each is, whether it may be taken in, and whether it is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.i18n import N_, Words
from models.views.evidence import Part
from ui.evidence.names import dotted
from ui.evidence.quiet_table import LEFT, RIGHT
from ui.widgets.tips import plain

HEADS = (N_("File in it"), N_("Size"), N_("Changed"), N_("Noticed"))
NAME, SIZE, DATE, NOTE = range(4)
REASONS: dict[str, str] = {
    "folder": N_("a folder"),
    "encrypted": N_("refused: locked with a password"),
    "outside": N_("refused: its path leads out of the archive"),
    "link": N_("refused: a link to another file"),
    "device": N_("refused: no ordinary file"),
    "bomb": N_("refused: it would grow beyond all measure"),
    "too_big": N_("refused: too large"),
    "method": N_("refused: packed in a way that is not read"),
    "nested": N_("refused: archives in archives go too deep"),
    "archive": N_("an archive itself"),
}
ALLOWED = ("", "archive")

Index = QModelIndex | QPersistentModelIndex


class MembersModel(QAbstractTableModel):
    """Signals:
    marked_changed: Other members are marked now.
    """

    marked_changed = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._all: tuple[Part, ...] = ()
        self.rows: list[Part] = []
        self._marked: set[str] = set()
        self._needle = ""
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show_parts(self, parts: Sequence[Part], *, nested: bool = False) -> None:
        """Show members; `nested`: archives among them may not be taken in any more."""
        deep = [replace(part, note="nested") if nested and part.note == "archive" else part for part in parts]
        self._all = tuple(deep)
        self._marked.clear()
        self._arrange()

    def narrow(self, needle: str) -> None:
        """Show only members whose names hold all of these words."""
        self._needle = needle.casefold()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order) if column >= 0 else None
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        words = self._needle.split()
        rows = [part for part in self._all if all(word in part.name.casefold() for word in words)]
        if self._order is not None:
            column, order = self._order
            rows.sort(key=lambda part: _key(part, column), reverse=order is Qt.SortOrder.DescendingOrder)
        self.rows = rows
        self.endResetModel()
        self.marked_changed.emit()

    # marks ---------------------------------------------------------------------------------------------------------

    def marked(self) -> tuple[Part, ...]:
        """The marked members in the order of the archive."""
        return tuple(part for part in self._all if part.path in self._marked)

    @property
    def has_notes(self) -> bool:
        """Whether something is to be said about a member that is not a folder."""
        return any(part.note in REASONS and part.note != "folder" for part in self._all)

    def allowed(self) -> tuple[Part, ...]:
        """The shown members that may be taken in."""
        return tuple(part for part in self.rows if part.note in ALLOWED)

    def mark(self, parts: Sequence[Part], *, on: bool) -> None:
        paths = {part.path for part in parts if part.note in ALLOWED}
        self._marked = self._marked | paths if on else self._marked - paths
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))
        self.marked_changed.emit()

    def is_marked(self, part: Part) -> bool:
        return part.path in self._marked

    def said(self, row: int, column: int) -> str:
        """What a cell says, in full."""
        return self._text(self.rows[row], column)

    # for the view --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SIZE:
            return RIGHT
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._words.tr(HEADS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and index.column() == NAME and self.rows[index.row()].note in ALLOWED:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        part = self.rows[index.row()]
        self.mark((part,), on=not self.is_marked(part))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        part, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(part, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain(self._text(part, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column == SIZE else LEFT
            case Qt.ItemDataRole.CheckStateRole if column == NAME and part.note in ALLOWED:
                return Qt.CheckState.Checked if self.is_marked(part) else Qt.CheckState.Unchecked
        return None

    def _text(self, part: Part, column: int) -> str:
        match column:
            case 0:
                return part.name
            case 1:
                known = part.size is not None and part.note != "folder"
                return self._words.size(part.size or 0) if known else ""
            case 2:
                return dotted(part.date)
        return self._words.tr(REASONS[part.note]) if part.note in REASONS else ""


def _key(part: Part, column: int) -> tuple[int, str]:
    match column:
        case 1:
            return part.size or 0, part.name
        case 2:
            return 0, part.date
        case 3:
            return 0, part.note
    return 0, part.name.casefold()
