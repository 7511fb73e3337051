"""One open document as the viewer sees it: pictures, words and finds, asked of the decoder off the interface thread."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from io import RawIOBase
from threading import Thread
from typing import BinaryIO, Protocol, TypeVar, cast

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage

from desktop.evidence.every_hit import every_hit
from desktop.jobs import Progress
from models.views.cells import CellHit, CellWindow, Sheet
from models.views.evidence import DocumentInfo, Hit, PageFrame, PageSize, PageText, Part, Picture, Reader, Rect
from models.views.ways import OutlineEntry, PageLink
from ui.context import Context
from ui.evidence import flow_sheet
from ui.evidence.flow_sheet import FlowSheet
from ui.evidence.page_words import Box, PageWords
from ui.evidence.picture_loader import Wanted
from ui.evidence.text_sheet import TextSheet, expected_height, sheet_width

T = TypeVar("T")
KEPT_PAGES_OF_WORDS = 24
FAILED_TEXT = PageWords("", [])


class Document(Protocol):
    """What is needed of `desktop.evidence.decoding.Document`; calls block and may come from any thread."""

    @property
    def info(self) -> DocumentInfo: ...

    @property
    def unsearched(self) -> tuple[range, ...]: ...

    def picture(
        self,
        page: int,
        width: int,
        height: int,
        *,
        rotation: int = 0,
        clip: tuple[int, int, int, int] | None = None,
        full: tuple[int, int] | None = None,
    ) -> Picture: ...

    def text(self, page: int) -> PageText: ...

    def line_rects(self, page: int, start: int, count: int) -> tuple[Rect, ...]: ...

    def outline(self) -> tuple[OutlineEntry, ...]: ...

    def labels(self) -> tuple[str, ...]: ...

    def links(self, page: int) -> tuple[PageLink, ...]: ...

    def find(self, needle: str, progress: Progress | None = None, first: int = 0) -> tuple[Hit, ...]: ...

    def sheets(self) -> tuple[Sheet, ...]: ...

    def cells(self, sheet: int, row: int, rows: int, column: int = 0, columns: int = 1) -> CellWindow: ...

    def find_cells(self, needle: str, progress: Progress | None = None) -> tuple[CellHit, ...]: ...

    def parts(self) -> tuple[Part, ...]: ...

    def part(self, part: Part, progress: Progress | None = None) -> RawIOBase: ...

    def close(self) -> None: ...


class DocumentSource(QObject):
    """Signals:
    words_ready: page number (from 0) whose words came; for plain texts its height may have changed with it.
    failed: an exception of the decoder that is not about one picture.
    """

    words_ready = Signal(int)
    failed = Signal(object)

    def __init__(self, ctx: Context, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._document = document
        self.info: DocumentInfo = document.info
        self.reader: Reader = document.info.reader
        self.frames: dict[int, PageFrame] = {}
        self._words: OrderedDict[int, PageWords] = OrderedDict()
        self._sheets: OrderedDict[int, TextSheet | FlowSheet] = OrderedDict()
        self._heights: dict[int, float] = {}
        self._sheet_width = sheet_width() if self.draws_itself else 0.0
        # with the window gone nobody calls `close`, and a decoder must not outlive its viewer
        self.destroyed.connect(lambda: end(document))
        self._asked: set[int] = set()
        self.machine_readers: dict[int, str] = {}  # what read a page's text from its picture
        self.machine_find: Callable[[str], tuple[Hit, ...]] | None = None  # on the database thread
        self._unread: set[int] = set()

    @property
    def pages(self) -> int:
        return len(self.info.pages)

    @property
    def draws_itself(self) -> bool:
        """Flowing texts are drawn by us, everything else comes as pictures."""
        return self.info.flows

    @property
    def screen_unit(self) -> float:
        """Logical screen pixels of one view unit at 100 %: points at 96 dots an inch, pixels and type as they are."""
        return 96 / 72 if self.reader == "pdf" else 1.0

    def size(self, page: int) -> PageSize:
        """The upright page in view units."""
        size = self.info.pages[page]
        if not self.draws_itself:
            return size
        known = self._heights.get(page)
        if known is None and self.reader != "text":
            known = flow_sheet.expected_height(size.height)
        return PageSize(self._sheet_width, known or expected_height(size.width, size.height))

    # pictures ------------------------------------------------------------------------------------------------------

    def picture(self, wanted: Wanted, done: Callable[[QImage], None], failed: Callable[[Exception], None]) -> None:
        document = self._document

        def work() -> tuple[QImage, PageFrame]:
            if wanted.clip is None:
                made = document.picture(wanted.page, wanted.width, wanted.height, rotation=wanted.turn)
            else:
                _left, _top, width, height = wanted.clip
                made = document.picture(
                    wanted.page,
                    width,
                    height,
                    rotation=wanted.turn,
                    clip=wanted.clip,
                    full=(wanted.width, wanted.height),
                )
            # a copy of our own: the pixels belong to the message they came in
            return QImage(
                made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB32
            ).copy(), made.frame

        def arrived(result: tuple[QImage, PageFrame]) -> None:
            self.frames[wanted.page] = result[1]
            done(result[0])

        self._ctx.pool(self, work, arrived, failed)

    # words ---------------------------------------------------------------------------------------------------------

    def words(self, page: int) -> PageWords | None:
        """The page's words if they are here; otherwise they are asked for and `words_ready` follows."""
        sheet = self._sheets.get(page)
        if sheet is not None:
            return sheet.words
        known = self._words.get(page)
        if known is None:
            self.ask_words(page)
        return known

    def sheet(self, page: int) -> TextSheet | FlowSheet | None:
        """The laid-out page of a flowing text, asked for if it is not here."""
        known = self._sheets.get(page)
        if known is None:
            self.ask_words(page)
        else:
            self._sheets.move_to_end(page)
        return known

    def text_here(self, page: int) -> str:
        """The page's text if it was read already, else nothing."""
        sheet, words = self._sheets.get(page), self._words.get(page)
        return sheet.text if sheet is not None else words.text if words is not None else ""

    def ask_words(self, page: int) -> None:
        if page in self._asked or page in self._words or page in self._sheets or not 0 <= page < self.pages:
            return
        self._asked.add(page)
        document, ours = self._document, self.draws_itself

        def work() -> tuple[PageText, PageWords | None]:
            text = document.text(page)
            return text, None if ours else placed(text)

        def arrived(result: tuple[PageText, PageWords | None]) -> None:
            self._asked.discard(page)
            text, words = result
            if words is None:
                made = self._laid_out(text)
                self._heights[page] = made.height
                _keep(self._sheets, page, made)
            else:
                self.frames[page] = text.frame
                _keep(self._words, page, words)
            self.words_ready.emit(page)

        def broke(error: Exception) -> None:
            self._asked.discard(page)
            self._unread.add(page)
            if ours:
                _keep(self._sheets, page, TextSheet(""))
            else:
                _keep(self._words, page, FAILED_TEXT)
            self.failed.emit(error)
            self.words_ready.emit(page)

        self._ctx.pool(self, work, arrived, broke)

    def _laid_out(self, text: PageText) -> TextSheet | FlowSheet:
        if self.reader == "text":
            return TextSheet(text.text, text.start, text.line, text.warnings)
        return FlowSheet(text.text, text.spans, text.start, text.line, text.warnings)

    def retry(self) -> None:
        """Forget failures, so that the words of those pages are asked for again."""
        for page in self._unread:
            self._words.pop(page, None)
            self._sheets.pop(page, None)
        self._unread.clear()

    def ask_parts(self, done: Callable[[tuple[Part, ...], tuple[range, ...]], None]) -> None:
        """The files that the exhibit brings along, and the pages that could not be searched for more."""
        document = self._document
        self._ctx.pool(self, document.parts, lambda parts: done(parts, document.unsearched), self.failed.emit)

    def parts_reader(self) -> Callable[[Part, Progress], BinaryIO]:
        """What gives the octets of one of them. It is used off the interface thread, so no Qt object hangs on it."""
        document = self._document
        return lambda part, progress: cast(BinaryIO, document.part(part, progress))

    def line_rects(self, page: int, start: int, end: int, done: Callable[[tuple[Rect, ...]], None]) -> None:
        """The rectangles of a stretch of text, line by line, as a citation stores them."""
        document = self._document
        self._ctx.pool(self, lambda: document.line_rects(page, start, end - start), done, self.failed.emit)

    def ask(self, work: Callable[[Document], T], done: Callable[[T], None]) -> None:
        """Ask the decoder something of its document, off the interface thread."""
        document = self._document
        self._ctx.pool(self, lambda: work(document), done, self.failed.emit)

    def find(
        self,
        needle: str,
        progress: Progress,
        done: Callable[[tuple[Hit, ...]], None],
        failed: Callable[[Exception], None],
        *,
        every: bool = False,
    ) -> None:
        """Hand over where the words stand, the first MOST_HITS places or `every` one."""
        document, more = self._document, self.machine_find
        look = (lambda: every_hit(document, needle, progress)) if every else (lambda: document.find(needle, progress))

        def found(hits: tuple[Hit, ...]) -> None:
            if more is None:
                done(hits)
            else:
                self._ctx.run(self, lambda: tuple(sorted(hits + more(needle), key=_order)), done, failed)

        self._ctx.pool(self, look, found, failed)

    def put_machine(self, page: int, text: PageText, reader: str) -> None:
        """Take the text that `reader` read from a page's picture as the page's words."""
        self.machine_readers[page] = reader
        _keep(self._words, page, placed(text))
        self.words_ready.emit(page)

    def warnings_here(self, page: int) -> tuple[str, ...]:
        """What the decoder noticed on a page that was read already."""
        words = self._words.get(page)
        return words.warnings if words is not None else ()

    def words_here(self, page: int) -> PageWords | None:
        """The page's words if they were read already."""
        if page in self._sheets or page in self._words:
            return self.words(page)
        return None

    def page_of(self, start: int) -> int:
        """The page of a flowing text on which a code point of the whole stands."""
        return max(0, bisect_right(self.info.starts, start) - 1)

    def close(self) -> None:
        """End the document; answers still under way are dropped with this object."""
        # laid-out text goes here and now: the garbage collector may run in another thread, where Qt forbids it
        self._sheets.clear()
        self._words.clear()
        end(self._document)


def _order(hit: Hit) -> tuple[int, int]:
    return hit.page, hit.start


def end(document: Document) -> None:
    """Close a document without waiting for a request under way in it."""
    Thread(target=document.close, name="exhibit-close", daemon=True).start()


def placed(text: PageText) -> PageWords:
    """A page's words with their boxes in view units of the upright page."""
    frame, flat = text.frame, text.boxes
    left, high, width, height = frame.left, frame.bottom + frame.height, frame.width, frame.height
    boxes: list[Box] = []
    turn = frame.rotation % 360
    for i in range(0, len(flat), 4):
        x0, x1 = flat[i] / 100 - left, flat[i + 2] / 100 - left
        y0, y1 = high - flat[i + 3] / 100, high - flat[i + 1] / 100
        if turn == 90:
            x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        elif turn == 180:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        elif turn == 270:
            x0, y0, x1, y1 = y0, width - x1, y1, width - x0
        boxes.append((x0, y0, x1, y1))
    return PageWords(text.text, boxes, start=text.start, line=text.line, warnings=text.warnings)


def area_of(rects: Sequence[QRectF]) -> QRectF:
    """The rectangle around rectangles."""
    whole = QRectF()
    for rect in rects:
        whole = whole.united(rect) if not whole.isNull() else QRectF(rect)
    return whole


def _keep(store: OrderedDict[int, T], page: int, value: T) -> None:
    store[page] = value
    store.move_to_end(page)
    while len(store) > KEPT_PAGES_OF_WORDS:
        store.popitem(last=False)
