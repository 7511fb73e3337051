"""The recovery key again, from the card: only what was checked will help one day."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPlainTextEdit

from desktop.errors import KnownError
from desktop.i18n import Words
from desktop.vault import recovery
from ui.theme import Theme
from ui.vault.step import Step
from ui.widgets.form_row import FormRow

GROUPS = 14


class RetypeStep(Step):
    def __init__(self, words: Words, theme: Theme, key: str) -> None:
        super().__init__(
            words.tr("Check the recovery key"),
            words.tr(
                "Type the key from your card. Case, spaces and hyphens don't matter; O and 0, I and 1 are the same."
            ),
        )
        self._words = words
        self._secret = recovery.read(key)
        self._groups = key.split("-")
        self.field = QPlainTextEdit()
        self.field.setProperty("role", "mono")
        self.field.setProperty("secret", True)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(theme.px(80))
        self.field.textChanged.connect(self._typed)
        self._row = FormRow(words.tr("Recovery key"), self.field)
        self.body.addWidget(self._row)
        self.body.addStretch(1)
        self._right = False

    @property
    def ready(self) -> bool:
        return self._right

    def enter(self) -> None:
        self.field.setFocus()

    @Slot()
    def _typed(self) -> None:
        typed = recovery.letters(self.field.toPlainText())
        self._right = False
        hint = self._words.trn("{n} of 56 characters", "{n} of 56 characters", len(typed))
        self._row.set_hint(hint)
        if len(typed) >= GROUPS * 4:
            try:
                self._right = recovery.read(typed) == self._secret
            except KnownError:
                self._right = False
            if self._right:
                self._row.set_hint(self._words.tr("The key on your card is right."))
            else:
                self._row.set_fault(self._slip(typed))
        self.ready_changed.emit()

    def _slip(self, typed: str) -> str:
        """Which group differs first."""
        plain = "".join(self._groups)
        for number in range(GROUPS):
            if typed[number * 4 : number * 4 + 4] != plain[number * 4 : number * 4 + 4]:
                return self._words.tr("Group {number} differs from the key that was shown.", number=number + 1)
        return self._words.tr("There is more than the fourteen groups of the key.")
