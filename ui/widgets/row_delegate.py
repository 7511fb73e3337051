"""Paints rows: two lines, a chip, a date; selection and hover by ground colour."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.theme import Theme
from ui.widgets.row import ROW, Row
from ui.widgets.tips import plain

MARGIN = 12
GAP = 8
STEP = 14  # to the right for each depth
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        if isinstance(row, Row) and row.heading:
            return QSize(120, QFontMetrics(self._theme.font("small")).height() + 14)
        lines = QFontMetrics(self._theme.font()).height()
        if isinstance(row, Row) and row.detail:
            lines += QFontMetrics(self._theme.font("small")).height() + 2
        return QSize(120, max(28, lines + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            self._heading(painter, row, QRect(option.rect))
            painter.restore()
            return
        theme, area = self._theme, self._ground(painter, option)
        right = self._aside(painter, row, area)
        left = area.left() + MARGIN + row.depth * theme.px(STEP)
        if row.icon:
            picture = theme.pixmap(row.icon, 16, "ink2", painter.device().devicePixelRatio())
            side = theme.px(16)
            painter.drawPixmap(left, area.center().y() - side // 2 + 1, side, side, picture)
            left += side + GAP
        width = max(0, right - left)
        body, small = theme.font(bold=row.strong), theme.font("small")
        body.setStrikeOut(row.struck)
        high, low = QFontMetrics(body), QFontMetrics(small)
        total = high.height() + (low.height() + 2 if row.detail else 0)
        top = area.top() + (area.height() - total) // 2
        painter.setFont(body)
        painter.setPen(theme.colour("ink2" if row.struck else "ink"))
        title = high.elidedText(row.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top, width, high.height()), Qt.AlignmentFlag.AlignVCenter, title)
        if row.detail:
            painter.setFont(small)
            painter.setPen(theme.colour("ink2"))
            under = QRect(left, top + high.height() + 2, width, low.height())
            if row.marks:
                self._marked(painter, row, under)
            else:
                detail = low.elidedText(row.detail, Qt.TextElideMode.ElideRight, width)
                painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, detail)
        painter.restore()

    def _heading(self, painter: QPainter, row: Row, area: QRect) -> None:
        painter.setFont(self._theme.font("small", bold=True))
        painter.setPen(self._theme.colour("ink2"))
        inner = area.adjusted(MARGIN, 4, -MARGIN, -2)
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.title)
        if row.aside:
            painter.setFont(self._theme.font("small"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, row.aside)

    def _marked(self, painter: QPainter, row: Row, area: QRect) -> None:
        """The second line with words lit up: on a soft ground and bold, so that colour does not say it alone."""
        theme = self._theme
        plain, bold = theme.font("small"), theme.font("small", bold=True)
        left, at = area.left(), 0
        painter.setClipRect(area)
        detail, marks = in_sight(row.detail, row.marks, QFontMetrics(bold), area.width())
        for start, end in (*marks, (len(detail), len(detail))):
            for text, lit in ((detail[at:start], False), (detail[start:end], True)):
                metrics = QFontMetrics(bold if lit else plain)
                room = area.right() - left
                if not text or room <= 0:
                    continue
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
                width = min(room, metrics.horizontalAdvance(shown))
                if lit:
                    ground = theme.mark(1)
                    if theme.tokens.dark:
                        ground.setAlphaF(0.28)  # letters stay light there and need their contrast
                    self._round(painter, QRect(left - 1, area.top(), width + 2, area.height()), ground)
                painter.setFont(bold if lit else plain)
                painter.setPen(theme.colour("ink" if lit else "ink2"))
                painter.drawText(QRect(left, area.top(), room + 1, area.height()), Qt.AlignmentFlag.AlignVCenter, shown)
                left += width
            at = end

    def _ground(self, painter: QPainter, option: Any) -> QRect:
        theme, area = self._theme, QRect(option.rect)
        state = option.state
        inner = area.adjusted(4, 1, -4, -1)
        if state & QStyle.StateFlag.State_Selected:
            self._round(painter, inner, theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            self._round(painter, inner, theme.colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(0, 0, -1, -1), 6, 6)
        return area

    @staticmethod
    def _round(painter: QPainter, area: QRect, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(area, 6, 6)

    def _aside(self, painter: QPainter, row: Row, area: QRect) -> int:
        """Paint chip and date at the right; returns where the texts must end."""
        theme = self._theme
        small = theme.font("small")
        metrics = QFontMetrics(small)
        painter.setFont(small)
        right = area.right() - MARGIN
        if row.aside:
            width = metrics.horizontalAdvance(row.aside)
            painter.setPen(theme.colour("ink2"))
            place = QRect(right - width, area.top(), width + 1, area.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.aside)
            right -= width + GAP
        if row.chip:
            ink, ground = {
                "neutral": ("ink2", "hover"),
                "info": ("accent", "accent_soft"),
                "good": ("good", "good_soft"),
                "warn": ("warn", "warn_soft"),
                "bad": ("bad", "bad_soft"),
            }[row.tone]
            width = metrics.horizontalAdvance(row.chip) + 12
            height = metrics.height() + 4
            chip = QRect(right - width, area.center().y() - height // 2 + 1, width, height)
            self._round(painter, chip, theme.colour(ground))
            painter.setPen(theme.colour(ink))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, row.chip)
            right -= width + GAP
        return right

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole row as a tooltip, because its lines may be cut."""
        row = index.data(ROW)
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        if isinstance(row, Row) and not tip:
            tip = "\n".join(part for part in (row.title, row.detail) if part)
        if tip:
            QToolTip.showText(event.globalPos(), plain(str(tip)), view)
            return True
        return super().helpEvent(event, view, option, index)


def in_sight(
    text: str, marks: tuple[tuple[int, int], ...], metrics: QFontMetrics, room: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without so much of its beginning that the first mark is seen in `room` pixels; whole words go."""
    start, end = marks[0]
    if metrics.horizontalAdvance(text[:end]) <= room:
        return text, marks
    words = [at for at in range(1, start + 1) if text[at - 1].isspace()] or [start]
    lead = "… "
    most = room * 2 // 3  # what follows it is worth something too
    cut = next((at for at in words if metrics.horizontalAdvance(lead + text[at:end]) <= most), words[-1])
    by = len(lead) - cut
    return lead + text[cut:], tuple((first + by, last + by) for first, last in marks)
