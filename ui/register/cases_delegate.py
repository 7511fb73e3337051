"""Paints the cells of the case list: a number, two lines for the applicant, a chip for the state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models.views.register import CaseRow
from ui.register.cases_model import CASE, Column
from ui.register.showing import Showing
from ui.theme import Theme

MARGIN = 6
EDGE = 16  # the first column begins under the search field
CHIPS = {
    "neutral": ("ink2", "hover"),
    "info": ("accent", "accent_soft"),
    "good": ("good", "good_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
}
Index = QModelIndex | QPersistentModelIndex


class CasesDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, today: dt.date, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._today = today.isoformat()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.row_height())

    def row_height(self) -> int:
        """Two lines and some air."""
        high, low = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font("small"))
        return high.height() + low.height() + 16

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(CASE)
        state: Any = getattr(option, "state")  # noqa: B009 - Qt's option types are opaque to the type checker
        area = QRect(getattr(option, "rect"))  # noqa: B009
        theme, column = self._theme, Column(index.column())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if isinstance(row, CaseRow):
            inner = area.adjusted(EDGE if column is Column.NUMBER else MARGIN, 0, -MARGIN, 0)
            text = str(index.data() or "")
            if column is Column.APPLICANT:
                self._two_lines(painter, inner, row)
            elif column is Column.STATE:
                self._chip(painter, inner, text, row.state, selected=bool(state & QStyle.StateFlag.State_Selected))
            elif column is Column.DUE and row.due_on and row.due_on < self._today:
                self._late(painter, inner, text)
            else:
                self._line(painter, inner, text, column)
        painter.restore()

    def _line(self, painter: QPainter, area: QRect, text: str, column: Column) -> None:
        font = self._theme.font()
        quiet = column in (Column.UPDATED, Column.RECEIVED, Column.COUNTRY, Column.PRIORITY)
        self._text(painter, area, text, font, "ink2" if quiet else "ink")

    def _two_lines(self, painter: QPainter, area: QRect, row: CaseRow) -> None:
        theme = self._theme
        first, second = (row.applicant, row.title) if row.applicant else (row.title, "")
        if not second:
            self._text(painter, area, first, theme.font(), "ink")
            return
        high, low = QFontMetrics(theme.font()), QFontMetrics(theme.font("small"))
        top = area.top() + (area.height() - high.height() - low.height()) // 2
        upper = QRect(area.left(), top, area.width(), high.height())
        self._text(painter, upper, first, theme.font(), "ink")
        lower = QRect(area.left(), top + high.height(), area.width(), low.height())
        self._text(painter, lower, second, theme.font("small"), "ink2")

    def _chip(self, painter: QPainter, area: QRect, text: str, state: str, *, selected: bool) -> None:
        theme = self._theme
        font = theme.font("small")
        metrics = QFontMetrics(font)
        ink, ground = CHIPS[Showing.tone(state)]
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 12)
        width, height = metrics.horizontalAdvance(shown) + 12, metrics.height() + 4
        chip = QRect(area.left(), area.center().y() - height // 2 + 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("paper" if selected else ground))
        painter.drawRoundedRect(chip, 6, 6)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)

    def _late(self, painter: QPainter, area: QRect, text: str) -> None:
        """A term that has passed: a sign before the day, not a colour alone."""
        theme = self._theme
        side = theme.px(16)
        sign = theme.pixmap("alert-triangle", 16, "warn", painter.device().devicePixelRatio())
        painter.drawPixmap(area.left(), area.center().y() - side // 2 + 1, side, side, sign)
        self._text(painter, area.adjusted(side + 4, 0, 0, 0), text, theme.font(), "ink")

    def _text(self, painter: QPainter, area: QRect, text: str, font: QFont, tone: str) -> None:
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        shown = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
