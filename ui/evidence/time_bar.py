"""The length of a recording as a line: loudness, where one is, what is marked, where it is cited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.i18n import Words
from models.views.evidence import MediaPlace
from ui.evidence.time_marks import TimeMark, hint
from ui.theme import Theme

BUCKET_MS = 20  # of the loudness
QUIET = 64  # of 255: what is more quiet does not fill the height
HEIGHT = 44
REACH = 4  # pixels beside a mark at which the mouse is still on it
HEIGHT_ALONE = 168  # of sound without pictures: the line is all there is to see


class TimeBar(QWidget):
    """Signals:
    sought: A moment (ms) that was pointed at.
    """

    sought = Signal(int)

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._duration = 0
        self._at = 0
        self._span: tuple[int, int | None] | None = None
        self._cited: list[MediaPlace] = []
        self.notes: list[tuple[MediaPlace, int]] = []
        self._said: dict[str, list[TimeMark]] = {}
        self._loudness = b""
        self._columns: list[int] = []
        self._drawn = (0, 0)
        self._loudest = 255  # fills the height
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.px(HEIGHT))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words.tr("Time"))
        theme.changed.connect(self.update)

    def show_recording(self, duration: int) -> None:
        """A recording of so many milliseconds, nothing marked, nothing known of its loudness."""
        self._duration, self._at, self._span = duration, 0, None
        self._cited, self._loudness, self._columns = [], b"", []
        self.notes, self._said = [], {}
        self.update()

    def set_alone(self, alone: bool) -> None:
        """Whether there are no pictures beside it."""
        self.setFixedHeight(self._theme.px(HEIGHT_ALONE if alone else HEIGHT))

    def set_at(self, ms: int) -> None:
        if ms != self._at:
            self._at = ms
            text = self._words.tr(
                "{time} of {length}", time=MediaPlace(ms).time, length=MediaPlace(self._duration).time
            )
            text = " · ".join([text, *(mark.line() for mark in self.marks if mark.covers(ms, ms))])
            if text != self.accessibleDescription():
                self.setAccessibleDescription(text)
            self.update()

    def set_span(self, span: tuple[int, int | None] | None) -> None:
        """What is marked: from, to (None = not marked yet)."""
        self._span = span
        self.update()

    def set_cited(self, marks: Sequence[TimeMark]) -> None:
        self._cited, self._said["cited"] = [mark.place for mark in marks], list(marks)
        self.update()

    def set_notes(self, notes: Sequence[tuple[TimeMark, int]]) -> None:
        """Annotated spans and moments with their colours (1–4)."""
        self.notes = [(mark.place, colour) for mark, colour in notes]
        self._said["noted"] = [mark for mark, _colour in notes]
        self.update()

    @property
    def marks(self) -> list[TimeMark]:
        """Everything that is marked, as it goes by."""
        found = [mark for marks in self._said.values() for mark in marks]
        return sorted(found, key=lambda mark: (mark.place.start_ms, mark.place.end_ms or 0))

    def marks_at(self, x: float) -> list[TimeMark]:
        """What is marked at a place of the line or a few pixels beside it."""
        return [mark for mark in self.marks if mark.covers(self.ms_at(x - REACH), self.ms_at(x + REACH))]

    @property
    def cited(self) -> Sequence[MediaPlace]:
        return self._cited

    def set_loudness(self, data: bytes) -> None:
        """An octet for every 20 ms so far."""
        self._loudness = data
        self._drawn = (0, 0)
        self.update()

    @property
    def loudness(self) -> bytes:
        return self._loudness

    def x_of(self, ms: int) -> float:
        """Where a moment lies."""
        return (self.width() - 1) * min(1.0, ms / self._duration) if self._duration else 0.0

    def ms_at(self, x: float) -> int:
        """The inverse of `x_of`."""
        return round(self._duration * max(0.0, min(x / max(1, self.width() - 1), 1.0)))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.fillRect(event.rect(), theme.colour("paper"))
        high = self.height()
        if self._span is not None:
            left, right = self.x_of(self._span[0]), self.x_of(self._span[1] or self._at)
            painter.fillRect(QRectF(left, 0, max(2.0, right - left), high), theme.colour("accent_soft"))
        middle = high / 2
        self._measure()
        line, played = theme.colour("ink2"), theme.colour("accent")
        here = self.x_of(self._at)
        for x in range(0, self.width(), 2):
            loud = max(self._columns[x : x + 2], default=0)
            tall = max(1.0, loud / self._loudest * (high - theme.px(12)))
            painter.fillRect(QRectF(x, middle - tall / 2, 1.4, tall), played if x <= here else line)
        for place in self._cited:
            left = self.x_of(place.start_ms)
            wide = max(3.0, self.x_of(place.end_ms or place.start_ms) - left)
            painter.fillRect(QRectF(left, high - theme.px(4), wide, theme.px(4)), theme.colour("warn"))
        for note, colour in self.notes:
            left = self.x_of(note.start_ms)
            wide = max(4.0, self.x_of(note.end_ms or note.start_ms) - left)
            spot = QRectF(left, 0, wide, theme.px(6))
            painter.fillRect(spot, theme.mark(colour))
            painter.setPen(QPen(theme.colour("ink2"), 1))
            painter.drawRect(spot)
        painter.setPen(QPen(theme.colour("ink"), 2))
        painter.drawLine(round(here), 0, round(here), high)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _measure(self) -> None:
        """The loudest of what falls on each column of pixels."""
        known = (self.width(), len(self._loudness))
        if known == self._drawn:
            return
        self._drawn = known
        self._loudest = max(QUIET, max(self._loudness, default=0))
        total = max(1.0, self._duration / BUCKET_MS)
        share = total / max(1, self.width())
        data = self._loudness
        self._columns = [
            max(data[int(x * share) : max(int(x * share) + 1, int((x + 1) * share))], default=0)
            for x in range(self.width())
        ]

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), hint(self.marks_at(event.pos().x())), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.sought.emit(self.ms_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self.ms_at(event.position().x()))
