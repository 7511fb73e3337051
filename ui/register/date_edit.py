"""A field for a day, or for a date of which only a part is known."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.register import partial_dates


class DateEdit(QLineEdit):
    """Takes what people type (`17.05.1974`, `__.05.1974`, `____.1974`) and gives the stored form. What is no date is
    given back as typed, so that the rules can name the field.

    Signals:
        edited: A person left the field after a change.
    """

    edited = Signal()

    def __init__(self, *, partial: bool, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._partial = partial
        self.setPlaceholderText(hint)
        self.setMaxLength(48 if partial else 10)
        self.editingFinished.connect(self._settle)

    def value(self) -> str:
        """ISO day or EDTF text."""
        typed = self.text().strip()
        try:
            found = partial_dates.read(typed) if typed else None
        except ValueError:
            return typed
        if found is None:
            return ""
        return found.edtf if self._partial or found.exact else typed

    def set_value(self, stored: str) -> None:
        self.setText(partial_dates.typed(stored) if stored else "")

    @Slot()
    def _settle(self) -> None:
        """Show what was understood."""
        value = self.value()
        if self.isModified():
            self.set_value(value)
            self.edited.emit()
