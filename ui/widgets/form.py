"""Fields one under another, or two beside each other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.form_row import FormRow
from ui.widgets.label import Label


class Form(QWidget):
    """Rows are known by the name that they were added under, so that faults of a service find their field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addStretch()  # room that is left stands under all fields, never between one and its name

    def section(self, title: str) -> None:
        self._column.insertSpacing(self._last, 8)
        self.plain(Label(title, "heading"))

    def add(self, key: str, name: str, field: QWidget, hint: str = "", *, required: bool = False) -> FormRow:
        row = FormRow(name, field, hint, required=required)
        self.rows[key] = row
        self.plain(row)
        return row

    def beside(self, *rows: FormRow) -> None:
        """Put rows that were added already into one line."""
        line = QHBoxLayout()
        line.setSpacing(12)
        for row in rows:
            self._column.removeWidget(row)
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self._column.insertLayout(self._last, line)

    def plain(self, widget: QWidget) -> None:
        """A widget without a name of its own (a check box, a remark)."""
        self._column.insertWidget(self._last, widget)

    @property
    def _last(self) -> int:
        """The place after all that was added."""
        return self._column.count() - 1

    def clear_faults(self) -> None:
        for row in self.rows.values():
            row.set_fault("")

    def fault(self, key: str, text: str) -> bool:
        """Show a fault at its field and go there; False if no such field is in this form."""
        row = self.rows.get(key)
        if row is None:
            return False
        row.set_fault(text)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
