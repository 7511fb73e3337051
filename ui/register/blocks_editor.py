"""Repeatable blocks of a person: one line of small fields each, with a button to add and to remove."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.register.block_line import BlockLine
from ui.widgets.button import Button


class BlocksEditor(QWidget):
    """Signals:
    edited: A block was added, changed or removed.
    """

    edited = Signal()

    def __init__(self, ctx: Context, kind: type[Any], add: str) -> None:
        super().__init__()
        self._ctx = ctx
        self._kind = kind
        self._lines: list[BlockLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.add = Button(add, "link", theme=ctx.theme, icon="plus")
        self.add.clicked.connect(self._add_empty)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> tuple[Any, ...]:
        empty = self._kind()
        return tuple(block for block in (line.block() for line in self._lines) if block != empty)

    def set_value(self, blocks: tuple[Any, ...]) -> None:
        for line in self._lines:
            line.deleteLater()
        self._lines.clear()
        for block in blocks:
            self._add(block)

    def _add(self, block: Any) -> BlockLine:
        line = BlockLine(self._ctx, block)
        line.removed.connect(self._remove)
        line.edited.connect(self.edited)
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        return line

    @Slot()
    def _add_empty(self) -> None:
        self._add(self._kind()).focus_first()
        self.edited.emit()

    @Slot(object)
    def _remove(self, line: BlockLine) -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
