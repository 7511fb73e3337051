"""The canvas of the redaction sheet: a page canvas that shows what will be blacked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.evidence.raster import AROUND
from desktop.i18n import Words
from models.views.evidence import ImagePlace, PagePlace, TextPlace
from models.views.redactions import RedactionDraft
from ui.evidence import canvas_paint
from ui.evidence.marks import Highlight
from ui.evidence.page_canvas import PageCanvas
from ui.theme import Theme
from ui.tokens import LIGHT

COVER = 130  # of 255, while one may still want to read what is covered


class RedactionCanvas(PageCanvas):
    """`preview` covers the places as they will be; otherwise what stands there shines through."""

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, theme, parent)
        self._drafts: tuple[RedactionDraft, ...] = ()
        self.chosen = -1
        self.preview = False

    def show_drafts(self, drafts: Sequence[RedactionDraft], chosen: int = -1) -> None:
        """What is to be blacked out; `chosen` is the one the list stands on."""
        self._drafts, self.chosen = tuple(drafts), chosen
        self.viewport().update()

    def show_as_made(self, preview: bool) -> None:
        self.preview = preview
        self.viewport().update()

    def areas(self, draft: RedactionDraft, page: int) -> list[QRectF]:
        """Where a place lies on a page, in viewport pixels; empty when it lies elsewhere or is not known yet."""
        light = self.highlight_of(draft, page)
        if light is None:
            return []
        if not light.rects and light.span is None:
            return [QRectF(self.page_rect(page))]
        more = AROUND * self.scale if self.source is not None and self.source.reader == "pdf" else 0.0
        areas = (self.to_screen(page, area) for area in canvas_paint.upright_areas(self, light))
        return [area.adjusted(-more, -more, more, more) for area in areas]

    def highlight_of(self, draft: RedactionDraft, page: int | None = None) -> Highlight | None:
        """A place as something to be shown on `page` (by default on its own first page)."""
        source, place = self.source, draft.place
        if source is None:
            return None
        match place:
            case PagePlace(number, rects) | ImagePlace(number, rects):
                return Highlight(number - 1, rects) if page in (None, number - 1) else None
            case TextPlace(start, end):
                here = source.page_of(start) if page is None else page
                words = source.words_here(here)
                if words is None:
                    return Highlight(here) if page is None else None
                first, last = max(0, start - words.start), min(len(words.text), end - words.start)
                return Highlight(here, (), (first, last)) if first < last else None
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.source is None or not self._drafts:
            return
        painter = QPainter(self.viewport())
        ink, edge = QColor(LIGHT.ink), QColor(LIGHT.bad)
        if not self.preview:
            ink.setAlpha(COVER)
        for number, area in self._covered():
            painter.fillRect(area, ink)
            if not self.preview:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(edge, 3 if number == self.chosen else 1))
                painter.drawRect(area)
        painter.end()

    def _covered(self) -> Iterator[tuple[int, QRectF]]:
        for page in self.visible():
            for number, draft in enumerate(self._drafts):
                for area in self.areas(draft, page):
                    yield number, area
