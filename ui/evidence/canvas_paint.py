"""How a page looks: its picture, the tiles over it, highlights, marks, text cursor and crosshair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.evidence import geometry
from ui.evidence.box_tool import BoxTool
from ui.evidence.marks import BoxMark, Highlight, TextMark
from ui.tokens import LIGHT

if TYPE_CHECKING:
    from ui.evidence.page_canvas import PageCanvas

PAGE = QColor("#ffffff")  # exhibits are paper in both themes
INK = QColor(LIGHT.ink)
ARM = 14


def page(painter: QPainter, canvas: PageCanvas, number: int, exposed: QRect) -> None:
    """Draw one page with everything on it, as far as it was exposed."""
    source, loader = canvas.source, canvas.loader
    assert source is not None and loader is not None
    rect = canvas.page_rect(number)
    if not rect.intersects(exposed):
        return
    painter.fillRect(rect, PAGE)
    if source.draws_itself:
        _sheet(painter, canvas, number, rect, exposed)
    else:
        _picture(painter, canvas, number, rect)
        if loader.is_broken(number):
            painter.setPen(QColor(LIGHT.ink2))
            painter.drawText(
                rect.adjusted(16, 16, -16, -16),
                int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                canvas.words.tr("This page could not be drawn."),
            )
    painter.setPen(canvas.theme.colour("line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-1, -1, 0, 0))
    canvas.notes.paint(painter, canvas, number)
    for highlight in canvas.lights_of(number):
        _highlight(painter, canvas, highlight)
    _mark(painter, canvas, number)


def _picture(painter: QPainter, canvas: PageCanvas, number: int, rect: QRect) -> None:
    ready = canvas.cache.get(number)
    if ready is None:
        return
    ratio = canvas.devicePixelRatioF()
    exact = (ready.width(), ready.height()) == canvas.pixels(number)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
    painter.drawImage(QRectF(rect), ready, QRectF(ready.rect()))
    if exact:
        return
    for tile in canvas.seen_tiles(number):
        picture = canvas.cache.get(tile.key)
        if picture is not None and tile.clip is not None:
            left, top, width, height = tile.clip
            target = QRectF(rect.left() + left / ratio, rect.top() + top / ratio, width / ratio, height / ratio)
            painter.drawImage(target, picture, QRectF(picture.rect()))


def _sheet(painter: QPainter, canvas: PageCanvas, number: int, rect: QRect, exposed: QRect) -> None:
    assert canvas.source is not None
    sheet = canvas.source.sheet(number)
    if sheet is None:
        return
    seen = rect.intersected(exposed)
    painter.save()
    painter.setClipRect(seen)
    painter.translate(rect.topLeft())
    painter.scale(canvas.scale, canvas.scale)
    top = (seen.top() - rect.top()) / canvas.scale
    sheet.draw(painter, QRectF(0, top, sheet.width, seen.height() / canvas.scale), INK)
    painter.restore()


def upright_areas(canvas: PageCanvas, highlight: Highlight) -> list[QRectF]:
    """The highlight's rectangles on the upright page (view units); none while the page isn't known well enough."""
    source = canvas.source
    assert source is not None
    if highlight.span is not None:
        if not source.text_here(highlight.page):
            return []
        words = source.words(highlight.page)
        return words.rects(*highlight.span) if words is not None else []
    frame = source.frames.get(highlight.page)
    if frame is None:
        return []
    return [geometry.rect_to_view(frame, rect, source.reader) for rect in highlight.rects]


def _highlight(painter: QPainter, canvas: PageCanvas, highlight: Highlight) -> None:
    colours = {"hit": LIGHT.marks[0], "current": LIGHT.marks[0], "cited": LIGHT.marks[2]}
    accent = QColor(LIGHT.accent)
    for upright in upright_areas(canvas, highlight):
        area = canvas.to_screen(highlight.page, upright)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(area.adjusted(-1, -1, 1, 1), QColor(colours[highlight.role]))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if highlight.role != "hit":
            strength = canvas.flash if highlight.role == "cited" else 0.0
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1.5 + 2.5 * strength))
            painter.drawRoundedRect(area.adjusted(-2, -2, 2, 2), 2, 2)


def _mark(painter: QPainter, canvas: PageCanvas, number: int) -> None:
    source, mark = canvas.source, canvas.mark
    assert source is not None
    accent = QColor(LIGHT.accent)
    soft = QColor(accent)
    soft.setAlpha(80 if canvas.hasFocus() else 50)
    if isinstance(mark, TextMark) and mark.page == number and source.text_here(number):
        words = source.words(number)
        if words is not None:
            for area in words.rects(mark.start, mark.end):
                painter.fillRect(canvas.to_screen(number, area), soft)
            if canvas.text_tool.caret_on:
                _caret(painter, canvas.to_screen(number, words.caret(mark.caret)), accent)
    elif isinstance(mark, BoxMark) and mark.page == number:
        area = canvas.to_screen(number, mark.area)
        soft.setAlpha(40)
        painter.fillRect(area, soft)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2))
        painter.drawRect(area)
    cross = canvas.tool.cross if isinstance(canvas.tool, BoxTool) else None
    if cross is not None and cross[0] == number:
        _crosshair(painter, canvas.to_screen_point(number, cross[1]), accent)


def _caret(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """A bar across the line, also on pages that are turned."""
    if area.width() > area.height():
        painter.fillRect(area.adjusted(-1, -1, 1, 1), colour)
    else:
        painter.fillRect(QRectF(area.left() - 1, area.top() - 1, 2, area.height() + 2), colour)


def _crosshair(painter: QPainter, at: QPointF, colour: QColor) -> None:
    for width, tint in ((4, PAGE), (2, colour)):  # a pale seam keeps it visible on dark scans
        painter.setPen(QPen(tint, width))
        painter.drawLine(QLineF(at.x() - ARM, at.y(), at.x() + ARM, at.y()))
        painter.drawLine(QLineF(at.x(), at.y() - ARM, at.x(), at.y() + ARM))
