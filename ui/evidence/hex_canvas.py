"""Octets as offsets, hexadecimal numbers and characters, sixteen a line or, where
that has no room, eight; a caret and a mark by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.evidence.octets import Octets
from ui.theme import Theme

LINE = 16
MOST_LINES = (1 << 31) - 1


class HexCanvas(QAbstractScrollArea):
    """Signals:
    moved: The caret or the mark changed.
    """

    moved = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = LINE
        self.octets: Octets | None = None
        self.caret = 0
        self.anchor: int | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._font = self._theme.font("body", "PT Mono")
        metrics = QFontMetrics(self._font)
        self._advance, self._height = metrics.horizontalAdvance("0"), metrics.height() + 4
        self._ascent = metrics.ascent() + 2
        self._fit()

    def show_octets(self, octets: Octets | None) -> None:
        """Show octets from the first one on, or none."""
        self.octets = octets
        self.caret, self.anchor = 0, None
        if octets is not None:
            octets.arrived.connect(self.viewport().update)
        self._fit()
        self.verticalScrollBar().setValue(0)
        self.moved.emit()

    @property
    def mark(self) -> tuple[int, int] | None:
        """The marked octets: first and one behind the last."""
        if self.anchor is None:
            return None
        return min(self.anchor, self.caret), max(self.anchor, self.caret) + 1

    def go_to(self, position: int, count: int = 0) -> None:
        """Put the caret on an octet and bring it into sight; with `count`, mark so many."""
        size = self.octets.size if self.octets is not None else 0
        if not size:
            return
        start = min(max(0, position), size - 1)
        self.anchor = start if count else None
        self.caret = min(start + count - 1, size - 1) if count else start
        self._show(start)

    def mark_all(self) -> None:
        if self.octets is not None and self.octets.size:
            self.anchor, self.caret = 0, self.octets.size - 1
            self._changed()

    def _show(self, position: int) -> None:
        bar, line = self.verticalScrollBar(), position // self._line
        if not bar.value() <= line < bar.value() + self._lines:
            bar.setValue(max(0, line - self._lines // 3))
        self._changed()

    def _changed(self) -> None:
        self.viewport().update()
        self.moved.emit()

    # measures ------------------------------------------------------------------------------------------------------

    @property
    def _lines(self) -> int:
        return max(1, self.viewport().height() // self._height)

    @property
    def _digits(self) -> int:
        size = self.octets.size if self.octets is not None else 0
        return max(8, len(f"{size:X}"))

    def _hex_x(self, column: int) -> int:
        return self._advance * (self._digits + 3 + 3 * column + (column >= self._line // 2))

    def _choose_line(self) -> None:
        """As many octets a line as have room; the line one sees first stays the first."""
        bar, before = self.verticalScrollBar(), self._line
        first = bar.value() * before
        self._line = LINE
        if self._char_x(LINE) + self._advance > self.viewport().width():
            self._line = LINE // 2
        if self._line != before:
            bar.setMaximum(max(bar.maximum(), first // self._line))
            bar.setValue(first // self._line)

    def _char_x(self, column: int) -> int:
        return self._hex_x(self._line) + self._advance * (1 + column)

    def _fit(self) -> None:
        self._choose_line()
        size = self.octets.size if self.octets is not None else 0
        lines = min(-(-size // self._line), MOST_LINES)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, lines - self._lines))
        bar.setPageStep(self._lines)
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, self._char_x(self._line) + self._advance - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 4 * self._height)

    # paint ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        octets = self.octets
        painter = QPainter(self.viewport())
        painter.setFont(self._font)
        painter.fillRect(event.rect(), self._theme.colour("paper"))
        if octets is None:
            return
        left, first = -self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for row in range(self._lines + 1):
            start = (first + row) * self._line
            if start >= octets.size:
                break
            data = octets.here(start, self._line)
            self._draw_line(painter, left, row * self._height, start, data)

    def _draw_line(self, painter: QPainter, left: int, top: int, start: int, data: bytes | None) -> None:
        ink, muted = self._theme.colour("ink"), self._theme.colour("ink2")
        low, high = self.mark or (self.caret, self.caret + 1)
        base = top + self._ascent
        painter.setPen(muted)
        painter.drawText(left + self._advance, base, f"{start:0{self._digits}X}")
        if data is None:
            painter.drawText(left + self._hex_x(0), base, "…")
            return
        for column, octet in enumerate(data):
            at = start + column
            places = ((left + self._hex_x(column), 2), (left + self._char_x(column), 1))
            for x, letters in places:
                if low <= at < high and (self.anchor is not None or self.hasFocus()):
                    area = QRect(x, top, letters * self._advance, self._height)
                    painter.fillRect(area, self._theme.colour("accent_soft"))
                    if at == self.caret:
                        painter.setPen(self._theme.colour("accent"))
                        painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.setPen(ink if octet else muted)
            painter.drawText(places[0][0], base, f"{octet:02X}")
            painter.drawText(places[1][0], base, character(octet))

    # hands ---------------------------------------------------------------------------------------------------------

    def _at(self, event: QMouseEvent) -> int | None:
        if self.octets is None or not self.octets.size:
            return None
        x = event.position().x() + self.horizontalScrollBar().value()
        row = int(event.position().y()) // self._height + self.verticalScrollBar().value()
        columns = range(self._line)
        if x >= self._char_x(0):
            column = min(columns, key=lambda c: abs(self._char_x(c) + self._advance / 2 - x))
        else:
            column = min(columns, key=lambda c: abs(self._hex_x(c) + self._advance - x))
        return min(max(0, row * self._line + column), self.octets.size - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.anchor = self.caret if self.anchor is None else self.anchor
            else:
                self.anchor = None
            self.caret = at
            self._changed()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if event.buttons() & Qt.MouseButton.LeftButton and at is not None and at != self.caret:
            self.anchor = self.caret if self.anchor is None else self.anchor
            self.caret = at
            self._show(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        octets = self.octets
        target = self._target(event, octets.size) if octets is not None and octets.size else None
        if target is None or octets is None:
            event.ignore()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.anchor = self.caret if self.anchor is None else self.anchor
        else:
            self.anchor = None
        self.caret = min(max(0, target), octets.size - 1)
        self._show(self.caret)

    def _target(self, event: QKeyEvent, size: int) -> int | None:
        key, page = Qt.Key(event.key()), self._lines * self._line
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._line,
            Qt.Key.Key_Down: self._line,
        }
        if key in steps and not control:
            return self.caret + steps[key]
        match key:
            case Qt.Key.Key_PageDown if not control:
                return min(self.caret + page, size - 1)
            case Qt.Key.Key_PageUp if not control:
                return max(self.caret - page, 0)
            case Qt.Key.Key_Home:
                return 0 if control else self.caret // self._line * self._line
            case Qt.Key.Key_End:
                return size - 1 if control else self.caret // self._line * self._line + self._line - 1
        return None


def character(octet: int) -> str:
    """An octet as a letter where it is one in ASCII, else a dot."""
    return chr(octet) if 0x20 <= octet < 0x7F else "·"
