"""How hard the passphrase is to guess, in four steps and in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import N_, Words
from ui.theme import Theme

LEVELS = (
    (N_("Easy to guess"), "bad"),
    (N_("Passable"), "warn"),
    (N_("Hard to guess"), "good"),
    (N_("Very hard to guess"), "good"),
)


class StrengthMeter(QWidget):
    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._level: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_level(None)

    def set_level(self, level: int | None) -> None:
        """0 to 3, or None before anything was judged."""
        self._level = level
        self.setAccessibleName(self._words.tr("Strength: {level}", level=self.word or "…"))
        self.update()

    @property
    def word(self) -> str:
        return "" if self._level is None else self._words.tr(LEVELS[self._level][0])

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = -1 if self._level is None else self._level
        tone = "line" if lit < 0 else LEVELS[lit][1]
        bars = self.width() * 0.5
        each = bars / len(LEVELS)
        for step in range(len(LEVELS)):
            painter.setBrush(self._theme.colour(tone if step <= lit else "line"))
            painter.drawRoundedRect(QRectF(step * each, self.height() / 2 - 3, each - 4, 6), 3, 3)
        if self.word:
            painter.setPen(self._theme.colour(tone))
            painter.setFont(self._theme.font("small"))
            place = QRectF(bars + 8, 0, self.width() - bars - 8, self.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.word)
        painter.end()
