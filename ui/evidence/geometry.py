"""Between a citation's coordinates and the page as it is shown. The only place where the reader's turn is computed.

*Source* units are those of a citation (1/100 pt with y upwards for PDF, whole pixels with y downwards for pictures).
*View* units are points or pixels of the turned page, origin top-left, y downwards; screen pixels are view units times
the zoom.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

from models.views.evidence import PageFrame, PageSize, Reader, Rect

TURNS = (0, 90, 180, 270)
UNITS_PER_POINT = 100


def turned(size: PageSize, turn: int) -> QSizeF:
    """The extent of a page as shown when the reader turns it by a further `turn` degrees."""
    if turn % 180:
        return QSizeF(size.height, size.width)
    return QSizeF(size.width, size.height)


def rect_to_view(frame: PageFrame, rect: Rect, reader: Reader, turn: int = 0) -> QRectF:
    """A citation's rectangle on the shown page, view units."""
    corners = []
    for x, y in ((rect[0], rect[1]), (rect[2], rect[3])):
        if reader == "pdf":
            corners.append(QPointF(*frame.shown(x / UNITS_PER_POINT, y / UNITS_PER_POINT, turn)))
        else:
            corners.append(QPointF(*frame.shown(x, frame.height - y, turn)))
    return QRectF(corners[0], corners[1]).normalized()


def rect_to_source(frame: PageFrame, area: QRectF, reader: Reader, turn: int = 0) -> Rect:
    """An area of the shown page in a citation's whole units, ordered and inside the page. Inverse of `rect_to_view`."""
    low_x, low_y = frame.left, frame.bottom
    high_x, high_y = frame.left + frame.width, frame.bottom + frame.height
    xs, ys = [], []
    for corner in (area.topLeft(), area.bottomRight()):
        x, y = frame.user(corner.x(), corner.y(), turn)
        x, y = min(max(x, low_x), high_x), min(max(y, low_y), high_y)
        if reader == "pdf":
            xs.append(round(x * UNITS_PER_POINT))
            ys.append(round(y * UNITS_PER_POINT))
        else:
            xs.append(round(x))
            ys.append(round(frame.height - y))
    return min(xs), min(ys), max(xs), max(ys)


def turn_rect(area: QRectF, size: PageSize, turn: int) -> QRectF:
    """An area of the upright page (no turn by the reader) on the page as turned; both in view units."""
    return QRectF(turn_point(area.topLeft(), size, turn), turn_point(area.bottomRight(), size, turn)).normalized()


def turn_point(at: QPointF, size: PageSize, turn: int) -> QPointF:
    x, y = at.x(), at.y()
    match turn % 360:
        case 90:
            return QPointF(size.height - y, x)
        case 180:
            return QPointF(size.width - x, size.height - y)
        case 270:
            return QPointF(y, size.width - x)
    return QPointF(x, y)


def upright_point(at: QPointF, size: PageSize, turn: int) -> QPointF:
    """The inverse of `turn_point`."""
    x, y = at.x(), at.y()
    match turn % 360:
        case 90:
            return QPointF(y, size.height - x)
        case 180:
            return QPointF(size.width - x, size.height - y)
        case 270:
            return QPointF(size.width - y, x)
    return QPointF(x, y)
