"""Five segments for an answer: yes, partly, no, not established, not applicable. Keys 1 to 5, Del clears."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QWidget

from desktop.i18n import N_, Words

SCALE = (
    ("YES", N_("Yes")),
    ("PARTLY", N_("Partly")),
    ("NO", N_("No")),
    ("UNKNOWN", N_("Not established")),
    ("NA", N_("Not applicable")),
)


class AnswerControl(QWidget):
    """Nothing is chosen at first, and nothing stands for "no".

    Signals:
        answered: The code of `SCALE`, or None when the answer was taken back.
    """

    answered = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: str | None = None
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.idClicked.connect(self._pressed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        for number, (code, name) in enumerate(SCALE, start=1):
            button = QPushButton(words.tr(name))
            button.setProperty("piece", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setToolTip(f"{words.tr(name)}  {number}")
            button.setAccessibleName(words.tr("Answer {number}: {name}", number=number, name=words.tr(name)))
            button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, number)
            self._buttons[code] = button
        self._wide = True
        self._arrange()
        self.setFocusProxy(self._buttons["YES"])
        self.setAccessibleName(words.tr("Answer"))

    @property
    def value(self) -> str | None:
        return self._value

    def set_value(self, code: str | None) -> None:
        """Show an answer without telling anybody."""
        self._value = code
        for known, button in self._buttons.items():
            button.setChecked(known == code)

    def set_allowed(self, code: str, allowed: bool, reason: str = "") -> None:
        """Close or open one answer ("not applicable" where the pack forbids it), with the reason as its tooltip."""
        button = self._buttons[code]
        button.setEnabled(allowed)
        number = list(self._buttons).index(code) + 1
        button.setToolTip(f"{button.text()}  {number}" if allowed else reason)

    def press(self, key: int) -> bool:
        """Act on a key (Qt.Key) of the place around it; True if it was one of ours."""
        number = key - int(Qt.Key.Key_1)
        if 0 <= number < len(SCALE):
            code = SCALE[number][0]
            if self._buttons[code].isEnabled():
                self._choose(code)
            return True
        if key == int(Qt.Key.Key_Delete):
            self._choose(None)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not (plain and self.press(event.key())):
            super().keyPressEvent(event)

    @Slot(int)
    def _pressed(self, number: int) -> None:
        self._choose(SCALE[number - 1][0])

    def _choose(self, code: str | None) -> None:
        changed = code != self._value
        self.set_value(code)
        if changed:
            self.answered.emit(code)

    def _arrange(self) -> None:
        """One line where it fits, otherwise three and two."""
        for index, button in enumerate(self._buttons.values()):
            row, place = (0, index) if self._wide else divmod(index, 3)
            span = 6 if self._wide else (10, 15)[row]
            button.setProperty("edge", "first" if place == 0 else "middle")
            if index == len(SCALE) - 1 or (not self._wide and index == 2):
                button.setProperty("edge", "last")
            self._grid.addWidget(button, row, place * span, 1, span)
            button.style().unpolish(button)
            button.style().polish(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        need = sum(button.sizeHint().width() for button in self._buttons.values())
        wide = event.size().width() >= need
        if wide != self._wide:
            self._wide = wide
            self._arrange()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        names = [button.sizeHint().width() for button in self._buttons.values()]
        return QSize(max(sum(names[:3]), sum(names[3:])), super().minimumSizeHint().height())
