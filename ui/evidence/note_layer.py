"""Annotations as they lie on the pages: under selection and flash, exact under every turn and zoom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from models.views.annotations import Annotation
from models.views.evidence import ImagePlace, PagePlace, TextPlace
from ui.evidence import geometry
from ui.icons import drawing
from ui.tokens import LIGHT

if TYPE_CHECKING:
    from ui.evidence.page_canvas import PageCanvas

ICONS = {
    "highlight": "highlight",
    "underline": "underline",
    "box": "rectangle",
    "note": "note",
    "pin": "map-pin",
    "doubt": "help-circle",
}
SIGN = 20  # screen pixels across, of a note's, pin's or doubt's sign
GRIP = 4  # how far beside a line a click still counts
LINE_SATURATION, LINE_VALUE = 0.75, 0.6  # marks are pale grounds; lines of the same hue must stand out from paper


class NoteLayer:
    """What lies on one canvas. `chosen` is the id of the annotation that is being worked on."""

    def __init__(self) -> None:
        self._paged: dict[int, list[Annotation]] = {}
        self._texts: list[Annotation] = []
        self._signs: dict[tuple[str, float], QPixmap] = {}
        self.chosen = ""

    def put(self, annotations: Sequence[Annotation]) -> None:
        """Show these instead; places that no page can show (a whole exhibit) are left out."""
        self._paged, self._texts = {}, []
        for one in annotations:
            match one.place:
                case PagePlace(page) | ImagePlace(page):
                    self._paged.setdefault(page - 1, []).append(one)
                case TextPlace():
                    self._texts.append(one)

    def on(self, canvas: PageCanvas, page: int) -> Iterator[tuple[Annotation, list[QRectF], QRectF | None]]:
        """What lies on a page: its areas and its sign's place, both in viewport pixels."""
        taken: list[QRectF] = []
        for one in self._paged.get(page, ()):
            areas = self._areas(canvas, one, page)
            if areas is not None:
                yield one, areas, _apart(one, _sign(canvas, one, page, areas), taken)
        for one in self._texts:
            areas = _text_areas(canvas, one.place, page)
            if areas:
                yield one, areas, _apart(one, _sign(canvas, one, page, areas), taken)

    def paint(self, painter: QPainter, canvas: PageCanvas, page: int) -> None:
        source = canvas.source
        words = source.words_here(page) if source is not None and (self._paged or self._texts) else None
        lying = words is not None and words.lying
        for one, areas, sign in self.on(canvas, page):
            tint, line = colours(one.colour)
            for area in areas:
                _body(painter, one, area, tint, line, _foot(area, canvas.turning.of(page), lying=lying))
            if sign is not None:
                self._stamp(painter, one, sign, tint, line)
            if one.id == self.chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(LIGHT.accent), 1.5))
                for area in areas or ([sign] if sign is not None else []):
                    painter.drawRoundedRect(area.adjusted(-3, -3, 3, 3), 3, 3)

    def at(self, canvas: PageCanvas, spot: QPointF) -> Annotation | None:
        """The annotation under a point of the viewport, the one made last first."""
        found = canvas.locate(spot)
        if found is None:
            return None
        hit = None
        for one, areas, sign in self.on(canvas, found[0]):
            targets = [area.adjusted(-GRIP, -GRIP, GRIP, GRIP) for area in areas]
            if sign is not None:
                targets.append(sign)
            if any(target.contains(spot) for target in targets):
                hit = one
        return hit

    @staticmethod
    def _areas(canvas: PageCanvas, one: Annotation, page: int) -> list[QRectF] | None:
        """None while the page is not known well enough to say where."""
        place, source = one.place, canvas.source
        assert source is not None and isinstance(place, PagePlace | ImagePlace)
        if not place.rects:
            return []
        frame = source.frames.get(page)
        if frame is None:
            return None
        return [canvas.to_screen(page, geometry.rect_to_view(frame, rect, source.reader)) for rect in place.rects]

    def _stamp(self, painter: QPainter, one: Annotation, sign: QRectF, tint: QColor, line: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tint)
        painter.setPen(QPen(line, 1.2))
        painter.drawRoundedRect(sign, 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ratio = painter.device().devicePixelRatioF()
        key = (ICONS[one.kind], ratio)
        if key not in self._signs:
            self._signs[key] = drawing(ICONS[one.kind], SIGN - 6, LIGHT.ink, ratio)
        painter.drawPixmap(sign.topLeft() + QPointF(3, 3), self._signs[key])


def colours(slot: int) -> tuple[QColor, QColor]:
    """Ground and line of a mark on paper; exhibits are paper in both themes."""
    tint = QColor(LIGHT.marks[slot - 1])
    return tint, QColor.fromHsvF(tint.hsvHueF(), LINE_SATURATION, LINE_VALUE)


def _text_areas(canvas: PageCanvas, place: object, page: int) -> list[QRectF]:
    """The lines of a text place on one page, as far as that page has been read."""
    source = canvas.source
    assert source is not None and isinstance(place, TextPlace)
    if not source.draws_itself:
        return []
    words = source.words_here(page)
    if words is None:
        return []
    start, end = max(0, place.start - words.start), min(len(words), place.end - words.start)
    return [canvas.to_screen(page, area) for area in words.rects(start, end)] if start < end else []


def _sign(canvas: PageCanvas, one: Annotation, page: int, areas: list[QRectF]) -> QRectF | None:
    """Where the sign of a note, pin or doubt stands; other kinds have one only where the whole page is meant."""
    if not areas:
        sheet = QRectF(canvas.page_rect(page))
        return QRectF(sheet.right() - SIGN - 6, sheet.top() + 6, SIGN, SIGN)
    if one.kind == "pin":
        return QRectF(areas[0].center() - QPointF(SIGN / 2, SIGN / 2), areas[0].center() + QPointF(SIGN / 2, SIGN / 2))
    if one.kind in ("note", "doubt") or one.text:
        if isinstance(one.place, ImagePlace):  # no margin of its own
            corner = areas[0].topRight()
            return QRectF(corner.x() - 4, corner.y() - SIGN + 4, SIGN, SIGN)
        return QRectF(canvas.page_rect(page).right() - SIGN - 4, areas[0].center().y() - SIGN / 2, SIGN, SIGN)
    return None


def _apart(one: Annotation, sign: QRectF | None, taken: list[QRectF]) -> QRectF | None:
    """The sign below those that it would cover; a pin stays on its spot."""
    if sign is None or one.kind == "pin":
        return sign
    while covered := next((other for other in taken if other.intersects(sign)), None):
        sign = QRectF(sign.x(), covered.bottom() + 2, SIGN, SIGN)
    taken.append(sign)
    return sign


def _foot(area: QRectF, turn: int, *, lying: bool) -> QLineF:
    """The side of an area on which its letters stand: the lower one of the upright page, turned with it."""
    sides = (
        QLineF(area.bottomLeft(), area.bottomRight()),
        QLineF(area.topLeft(), area.bottomLeft()),
        QLineF(area.topLeft(), area.topRight()),
        QLineF(area.topRight(), area.bottomRight()),
    )
    return sides[(turn // 90 + lying) % 4]


def _body(painter: QPainter, one: Annotation, area: QRectF, tint: QColor, line: QColor, foot: QLineF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match one.kind:
        case "highlight" | "note":
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(area, tint)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        case "underline":
            painter.setPen(QPen(line, 2))
            painter.drawLine(foot)
        case "box":
            painter.setPen(QPen(line, 2))
            painter.drawRect(area)
        case "doubt":
            thin = min(area.width(), area.height()) / 8  # small letters stay readable
            painter.setPen(QPen(line, min(2.0, thin), Qt.PenStyle.DashLine))
            painter.drawRect(area.adjusted(-1, -1, 1, 1))
