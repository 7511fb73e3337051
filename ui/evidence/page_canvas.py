"""The canvas: the pages of one exhibit under each other, drawn on demand, marked by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.i18n import Words
from ui.evidence import canvas_paint
from ui.evidence.box_tool import BoxTool
from ui.evidence.document_source import DocumentSource, area_of
from ui.evidence.marks import Highlight, Mark
from ui.evidence.note_layer import NoteLayer
from ui.evidence.page_cache import PageCache
from ui.evidence.page_scroll import PageScroll
from ui.evidence.picture_loader import PictureLoader, Wanted, tiles, whole
from ui.evidence.pin_tool import PinTool
from ui.evidence.text_tool import TextTool
from ui.evidence.turns import UPRIGHT, Turning
from ui.theme import Theme

SETTLED_MS = 120


class PageCanvas(PageScroll):
    """Signals (beside those of the scrolled column):
    mark_changed: The marked text or rectangle changed.
    drawing_failed: An exception; a page could not be drawn.
    words_ready: A page (from 0) whose words are here.
    menu_wanted: A point on the screen (`QPoint`).
    clicked: A point of the viewport (`QPointF`) that was clicked without marking anything.
    pinned: A page (from 0) and a point of the upright page (`QPointF`, view units) that the pin tool chose.
    """

    mark_changed = Signal()
    drawing_failed = Signal(object)
    words_ready = Signal(int)
    menu_wanted = Signal(object)
    clicked = Signal(object)
    pinned = Signal(int, object)

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.theme = theme
        self.cache = PageCache()
        self.loader: PictureLoader | None = None
        self.mark: Mark | None = None
        self.highlights: list[Highlight] = []
        self._lights: dict[int, list[Highlight]] = {}
        self.flash = 0.0
        self._title = ""
        self._coming: Highlight | None = None
        self.notes = NoteLayer()
        self.text_tool = TextTool(self)
        self.box_tool = BoxTool(self)
        self.pin_tool = PinTool(self)
        self.tool: TextTool | BoxTool = self.text_tool
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._read_page)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.viewport().update)

    # what is shown -------------------------------------------------------------------------------------------------

    def show_source(self, source: DocumentSource | None, title: str = "", turning: Turning = UPRIGHT) -> None:
        """Show a document from its first page; None empties the canvas. The source stays the caller's."""
        if self.loader is not None:
            self.loader.forget()
            self.loader.deleteLater()
            self.loader = None
        self.cache.clear()
        self.source, self._title = source, title
        self.turning = turning if source is None or not source.draws_itself else UPRIGHT
        self.columns, self.cover = 1, False
        self.page, self.flash, self._coming = 0, 0.0, None
        self.set_highlights(())
        self.text_tool.reset()
        self.box_tool.reset()
        self.pin_tool.reset()
        self.set_mark(None)
        self.fit = "page" if source is not None and source.reader == "image" else "width"
        if source is not None:
            self.loader = PictureLoader(source, self.cache, self)
            self.loader.arrived.connect(self._arrived)
            self.loader.failed.connect(self._broken)
            source.words_ready.connect(self._words_here)
        self._refit()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._announce()
        self._settled.start()
        self.page_changed.emit(0)

    def retry(self) -> None:
        """Ask again for what could not be drawn."""
        if self.loader is not None:
            self.loader.forget()
        self.viewport().update()

    def forget_pictures(self, pages: Sequence[int]) -> None:
        if self.loader is not None:
            self.loader.forget_pages(pages)

    def arrived_at(self, page: int) -> None:
        self._settled.start()
        self._announce()

    def _announce(self) -> None:
        """What a screen reader says: exhibit and page as the name, the page's text as the description."""
        if self.source is None or not self.source.pages:
            self.setAccessibleName(self.words.tr("Exhibit"))
            self.setAccessibleDescription("")
            return
        name = self.words.tr(
            "{exhibit}, page {page} of {pages}", exhibit=self._title, page=self.page + 1, pages=self.source.pages
        )
        if name != self.accessibleName():
            self.setAccessibleName(name)
        text = self.source.text_here(self.page)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    # marks ---------------------------------------------------------------------------------------------------------

    def set_tool(self, name: Literal["text", "box", "pin"], *, keep: bool = False) -> None:
        """Choose what dragging marks; `keep` leaves a tool that is chosen already as it is (its text cursor)."""
        if keep and self.tool.name == name:
            return
        self.tool.leave()
        boxes = {"box": self.box_tool, "pin": self.pin_tool}
        self.tool = boxes.get(name, self.text_tool)
        self.tool.enter()
        self.view_changed.emit()

    def set_mark(self, mark: Mark | None) -> None:
        if mark != self.mark:
            self.mark = mark
            self.mark_changed.emit()
        self.viewport().update()

    def set_highlights(self, highlights: Sequence[Highlight]) -> None:
        self.highlights = list(highlights)
        self._lights = {}
        for light in self.highlights:
            self._lights.setdefault(light.page, []).append(light)
        self.viewport().update()

    def lights_of(self, page: int) -> Sequence[Highlight]:
        """The highlights of one page."""
        return self._lights.get(page, ())

    def show_highlight(self, highlight: Highlight) -> None:
        """Come to a highlighted place; where its page is not known yet, to its page now and to the place when it is."""
        self._coming = None
        areas = canvas_paint.upright_areas(self, highlight)
        if areas:
            self.reveal(highlight.page, area_of(areas))
            return
        if highlight.page != self.page or not self.page_rect(highlight.page).intersects(self.viewport().rect()):
            self.go_to(highlight.page)
        if self.source is not None and (highlight.rects or highlight.span):
            self._coming = highlight
            self.source.ask_words(highlight.page)

    # events --------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.theme.colour("desk"))
        if self.source is None or self.loader is None:
            return
        for page in self.visible():
            canvas_paint.page(painter, self, page, event.rect())
        painter.end()
        if not self.source.draws_itself:
            self.loader.want(self._wishes())

    def drawn(self, page: int) -> bool:
        """Whether there is something to be read on a page now, and not only its empty place."""
        if self.source is None:
            return False
        return bool(self.source.text_here(page)) if self.source.draws_itself else self.cache.get(page) is not None

    def _wishes(self) -> list[Wanted]:
        """Pictures that are missing: what is seen first, then its tiles, then one page ahead and one behind."""
        seen = self.visible()
        if not len(seen):
            return []
        wishes: list[Wanted] = []
        fine: list[Wanted] = []
        for page in (*seen, seen[-1] + 1, seen[0] - 1):
            if not 0 <= page < len(self.layout_):
                continue
            coarse, tiled = whole(page, *self.pixels(page), self.turning.of(page))
            ready = self.cache.get(page)
            if ready is None or (ready.width(), ready.height()) != (coarse.width, coarse.height):
                wishes.append(coarse)
            if tiled and page in seen:
                fine.extend(tile for tile in self.seen_tiles(page) if self.cache.get(tile.key) is None)
        return [*(w for w in wishes if w.page in seen), *fine, *(w for w in wishes if w.page not in seen)]

    def pixels(self, page: int) -> tuple[int, int]:
        """A page's extent in device pixels."""
        rect, ratio = self.layout_.rect(page, 0), self.devicePixelRatioF()
        return max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio))

    def seen_tiles(self, page: int) -> list[Wanted]:
        rect, ratio = self.page_rect(page), self.devicePixelRatioF()
        seen = self.viewport().rect().translated(-rect.topLeft())
        device = QRect(
            round(seen.left() * ratio),
            round(seen.top() * ratio),
            round(seen.width() * ratio) + 1,
            round(seen.height() * ratio) + 1,
        )
        return tiles(page, *self.pixels(page), self.turning.of(page), device)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.1 ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.source is None or not (self.tool.key(event) or self._other_key(event)):
            event.ignore()

    def _other_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.mark is not None:
            self.set_mark(None)
            return True
        return self.scroll_key(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.source is not None and event.button() == Qt.MouseButton.LeftButton:
            self.tool.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.source is not None:
            self.tool.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.source is not None and event.button() == Qt.MouseButton.LeftButton:
            pinning = self.tool is self.pin_tool
            self.tool.release(event)
            if not self.mark and not pinning:
                self.clicked.emit(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.source is not None and event.button() == Qt.MouseButton.LeftButton:
            self.tool.double(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.viewport().mapToGlobal(QPoint(40, 40)) if keyboard else event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.viewport().update()

    def _wanted_height(self, page: int) -> int:
        return max(1, round(self.page_size(page).height() * self.scale))

    @Slot(int)
    def _arrived(self, page: int) -> None:
        if page in self.visible():
            self.viewport().update(self.page_rect(page))
        self._come(page)

    def _come(self, page: int) -> None:
        """The page of an awaited place is known now."""
        if self._coming is not None and self._coming.page == page:
            areas = canvas_paint.upright_areas(self, self._coming)
            if areas:
                self._coming = None
                self.reveal(page, area_of(areas))

    @Slot(object, object)
    def _broken(self, _wanted: object, error: object) -> None:
        self.viewport().update()
        self.drawing_failed.emit(error)

    @Slot(int)
    def _words_here(self, page: int) -> None:
        if self.source is None:
            return
        if self.source.draws_itself and self.layout_.height_of(page) != self._wanted_height(page):
            self._rescale(self.scale)
        self.tool.words_here(page)
        self._announce()
        self._come(page)
        self.viewport().update()
        self.words_ready.emit(page)

    @Slot()
    def _read_page(self) -> None:
        """The reader stays on a page: fetch its words for marking, for screen readers, to compare with its ink."""
        if self.source is not None and self.source.pages:
            self.source.ask_words(self.page)
