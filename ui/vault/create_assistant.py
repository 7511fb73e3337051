"""The way to a new vault: place, passphrase, recovery key, its check. The vault exists from the second step on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import Words
from models.views.vault import Created
from ui.messages import report, sentence
from ui.theme import Theme
from ui.vault.passphrase_step import PassphraseStep
from ui.vault.place_step import PlaceStep
from ui.vault.recovery_step import RecoveryStep
from ui.vault.retype_step import RetypeStep
from ui.vault.step import Step
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.label import Label

if TYPE_CHECKING:
    from ui.vault.gate import Gate

STEPS = 4


class CreateAssistant(QWidget):
    """Signals:
    left: The reader went back to the unlock page.
    """

    left = Signal()

    def __init__(self, words: Words, theme: Theme, gate: Gate) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._gate = gate
        self._created: Created | None = None
        self._busy = False
        tr = words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 16)
        column.setSpacing(12)
        self._count = Label("", "small")
        self._count.setContentsMargins(2, 0, 0, 0)
        column.addWidget(self._count)
        self.banners = BannerArea(words, theme)
        column.addWidget(self.banners)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Creating the vault"))
        self.bar.hide()
        column.addWidget(self.bar)
        line = QHBoxLayout()
        line.setContentsMargins(2, 0, 2, 0)
        self.back = Button(tr("Back"), theme=theme, icon="arrow-left")
        self.next = Button(tr("Next"), "primary")
        self.next.setDefault(True)
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self._next)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.next)
        column.addLayout(line)
        self.place = PlaceStep(words, theme)
        self.passphrase = PassphraseStep(words, theme, gate.work)
        for step in (self.place, self.passphrase):
            self._add(step)
        self.place.name.returnPressed.connect(self._next)
        self.passphrase.again.returnPressed.connect(self._next)
        self._turn(0)

    def _add(self, step: Step) -> None:
        step.body.setContentsMargins(2, 2, 2, 2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(step)
        self.stack.addWidget(scroll)
        step.ready_changed.connect(self._fit)

    def _step(self) -> Step:
        scroll = self.stack.currentWidget()
        assert isinstance(scroll, QScrollArea)
        step = scroll.widget()
        assert isinstance(step, Step)
        return step

    def _turn(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.banners.clear()
        self._count.setText(self._words.tr("Step {n} of {all}", n=number + 1, all=STEPS))
        names = {1: self._words.tr("Create the vault"), 2: self._words.tr("It is written down")}
        names[3] = self._words.tr("Open the vault")
        self.next.setText(names.get(number, self._words.tr("Next")))
        self.back.setVisible(number != 2)
        self._step().enter()
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.next.setDisabled(self._busy or not self._step().ready)
        self.back.setDisabled(self._busy)

    @Slot()
    def _back(self) -> None:
        number = self.stack.currentIndex()
        if number == 0:
            self.left.emit()
        else:
            self._turn(number - 1)

    @Slot()
    def _next(self) -> None:
        if not self.next.isEnabled():
            return
        number = self.stack.currentIndex()
        if number == 1:
            self._create()
        elif number == 3 and self._created is not None:
            self._busy = True
            self._fit()
            self.bar.show()
            self._gate.hand_over(self._created.folder, self._created.vault_key)
        else:
            self._turn(number + 1)

    def _create(self) -> None:
        folder, passphrase = self.place.folder, self.passphrase.passphrase
        self._busy = True
        self.bar.show()
        self._fit()

        def created(made: Created) -> None:
            self._busy = False
            self.bar.hide()
            self._created = made
            self.passphrase.forget()
            self._add(RecoveryStep(self._words, self._theme, made.recovery_key))
            self._add(RetypeStep(self._words, self._theme, made.recovery_key))
            self._turn(2)

        def failed(error: Exception) -> None:
            self._busy = False
            self.bar.hide()
            self._fit()
            self.banners.show_text(sentence(self._words, error), "bad")
            report(error)

        self._gate.work(self, lambda: self._gate.setup().vaults().create(folder, passphrase), created, failed)
