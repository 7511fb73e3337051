"""A locked document asks for its password in place, not in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import Words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.form_row import FormRow
from ui.widgets.label import Label


class PasswordForm(QWidget):
    """Signals:
    given: The typed password; it is kept in the vault only where `keep` is ticked.
    """

    given = Signal(str)

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None, *, keeps: bool = True) -> None:
        """`keeps`: whether the password can be kept."""
        super().__init__(parent)
        self._words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(420))
        form = QVBoxLayout(inner)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(12)
        form.addWidget(Label(words.tr("This document is locked with a password."), "heading"))
        said = words.tr("Whoever handed it in knows the password. It is used for this view only.")
        if keeps:
            said = words.tr(
                "Whoever handed it in knows the password. It is used for this view only unless you keep it."
            )
        form.addWidget(Label(said, "muted"))
        self.field = QLineEdit()
        self.field.setProperty("secret", True)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self._give)
        self.row = FormRow(words.tr("Password of the document"), self.field)
        form.addWidget(self.row)
        self.keep = QCheckBox(words.tr("Keep the password in the vault"))
        self.keep.setToolTip(words.tr("Sealed with the case. It can be forgotten again in the facts of the file."))
        form.addWidget(self.keep)
        if not keeps:
            self.keep.hide()
        self.button = Button(words.tr("Open the document"), "primary")
        self.button.clicked.connect(self._give)
        form.addWidget(self.button)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)

    def ask(self, *, again: bool = False) -> None:
        """Empty the field and wait; `again` after a password that did not open the document."""
        self.field.clear()
        self.row.set_fault(self._words.tr("This password does not open the document.") if again else "")
        if not again:
            self.keep.setChecked(False)
        self.setEnabled(True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _give(self) -> None:
        password = self.field.text()
        if password:
            self.setEnabled(False)
            self.field.clear()
            self.given.emit(password)
