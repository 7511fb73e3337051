"""One field of a form: its name above it, a hint or a fault under it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.label import Label


class FormRow(QWidget):
    """The name is also the field's accessible name; `fault` marks the field and says what is wrong with it."""

    def __init__(self, name: str, field: QWidget, hint: str = "", *, required: bool = False) -> None:
        super().__init__()
        self.field = field
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.name = Label(f"{name} *" if required else name, "muted")
        self.name.setBuddy(field)
        field.setAccessibleName(name)
        column.addWidget(self.name)
        column.addWidget(field)
        self.note = Label(hint, "small")
        column.addWidget(self.note)
        self.note.setVisible(bool(hint))
        self.setFocusProxy(field)

    def set_hint(self, text: str) -> None:
        self._hint = text
        self.set_fault("")

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the field; an empty text takes it back."""
        self.note.setText(text or self._hint)
        self.note.set_role("bad" if text else "small")
        self.note.setVisible(bool(text or self._hint))
        self.field.setProperty("fault", "true" if text else "false")
        self.field.setAccessibleDescription(text or self._hint)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
