"""A field for a passphrase: hidden, can be shown, and notices Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import Words
from ui.theme import Theme

LONGEST = 1024


class PassphraseField(QLineEdit):
    """Signals:
    caps_lock: Whether Caps Lock seems to be on, as far as the typed letters tell.
    """

    caps_lock = Signal(bool)
    _caps = False  # of the class: the focus may go while Python already takes the field apart

    def __init__(self, words: Words, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self.setProperty("secret", True)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(name)
        hints = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase)
        self._reveal = QAction(self)
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._show_text)
        self.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)
        self._show_text(False)

    def forget(self) -> None:
        """Empty the field, its undo steps included, and hide the text again."""
        self.setText("")
        self._reveal.setChecked(False)

    def show_text(self) -> None:
        self._reveal.setChecked(True)

    @Slot(bool)
    def _show_text(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._theme.put_icon(self._reveal, "eye-off" if shown else "eye")
        name = self._words.tr("Hide the text") if shown else self._words.tr("Show the text")
        self._reveal.setText(name)
        self._reveal.setToolTip(f"{name}  Ctrl+H")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_H and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._reveal.toggle()
            return
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps(text.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._set_caps(not self._caps)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._set_caps(False)

    def _set_caps(self, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps_lock.emit(on)
