"""A field for several names, separated by commas."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget


class NamesEdit(QLineEdit):
    """Signals:
    edited: A person left the field after a change.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editingFinished.connect(self._left)

    def value(self) -> tuple[str, ...]:
        return tuple(name.strip() for name in self.text().replace(";", ",").split(",") if name.strip())

    def set_value(self, names: tuple[str, ...]) -> None:
        self.setText(", ".join(names))

    @Slot()
    def _left(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.edited.emit()
