"""A new passphrase: typed twice or proposed as eight words, with its strength."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout

from desktop.i18n import Language, Words
from desktop.vault import strength
from desktop.vault.strength import Strength
from ui.messages import report
from ui.theme import Theme
from ui.vault.passphrase_field import PassphraseField
from ui.vault.step import Step
from ui.vault.strength_meter import StrengthMeter
from ui.widgets.button import Button
from ui.widgets.form_row import FormRow

PAUSE_MS = 150
RunInPool = Callable[[QObject, Callable[[], Strength], Callable[[Strength], None], Callable[[Exception], None]], None]


class PassphraseStep(Step):
    """`judge` runs the estimate off the interface thread (its word lists take a moment to load)."""

    def __init__(self, words: Words, theme: Theme, judge: RunInPool) -> None:
        tr = words.tr
        super().__init__(
            tr("Choose a passphrase"),
            tr(
                "Nobody can reset it. At least fifteen characters; a few unrelated words are best. "
                "No digits or signs are asked for."
            ),
        )
        self._words = words
        self._judge = judge
        self._judged: Strength | None = None
        self.first = PassphraseField(words, theme, tr("New passphrase"))
        self._first_row = FormRow(tr("New passphrase"), self.first)
        self.body.addWidget(self._first_row)
        self.meter = StrengthMeter(words, theme)
        self.body.addWidget(self.meter)
        self.again = PassphraseField(words, theme, tr("The passphrase again"))
        self._again_row = FormRow(tr("The passphrase again"), self.again)
        self.body.addWidget(self._again_row)
        line = QHBoxLayout()
        self.propose = Button(tr("Propose eight words"), theme=theme, icon="refresh")
        self.propose.clicked.connect(self._propose)
        line.addWidget(self.propose)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._estimate)
        for field in (self.first, self.again):
            field.textChanged.connect(self._typed)
            field.caps_lock.connect(self._caps)

    @property
    def passphrase(self) -> str:
        return self.first.text()

    @property
    def ready(self) -> bool:
        judged = self._judged is not None and self._judged.refusal is None
        return judged and bool(self.passphrase) and self.passphrase == self.again.text()

    def enter(self) -> None:
        self.first.setFocus()

    def forget(self) -> None:
        self.first.forget()
        self.again.forget()

    @Slot()
    def _typed(self) -> None:
        differs = bool(self.again.text()) and not self.first.text().startswith(self.again.text())
        self._again_row.set_fault(self._words.tr("The two differ.") if differs else "")
        if self.sender() is not self.again:
            self._judged = None
            self._pause.start()
        self.ready_changed.emit()

    @Slot()
    def _estimate(self) -> None:
        text = self.passphrase

        def judged(found: Strength) -> None:
            if text == self.passphrase:
                self._judged = found
                self._show()

        self._judge(self, lambda: strength.estimate(text), judged, report)

    def _show(self) -> None:
        found = self._judged
        if found is None or not self.passphrase:
            self.meter.set_level(None)
            self._first_row.set_fault("")
        else:
            self.meter.set_level(found.level)
            refusal = found.refusal
            said = "" if refusal is None else f"{refusal.message(self._words)} {refusal.remedy(self._words)}"
            self._first_row.set_fault(said)
        self.ready_changed.emit()

    @Slot()
    def _propose(self) -> None:
        language: Language = self._words.language
        self.first.setText(strength.propose(language))
        self.first.show_text()
        self.again.forget()
        hint = self._words.tr(
            "Learn these words or keep the card with them apart from this workstation. Then type them again."
        )
        self._first_row.set_hint(hint)
        self.again.setFocus()

    @Slot(bool)
    def _caps(self, on: bool) -> None:
        self._again_row.set_hint(self._words.tr("Caps Lock seems to be on.") if on else "")
