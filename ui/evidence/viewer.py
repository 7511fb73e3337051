"""An open document: find bar, page strip, canvas and tools, working together."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.evidence.machine_reading import on_picture
from models.views.evidence import ImagePlace, PagePlace, Part, Place, Rect, TextPlace
from ui.context import Context
from ui.evidence import turns
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import Document, DocumentSource
from ui.evidence.find_bar import FindBar
from ui.evidence.finder import MOST_SHOWN, Finder
from ui.evidence.flash import Flash
from ui.evidence.marks import Highlight, TextMark
from ui.evidence.outline_pane import OutlinePane
from ui.evidence.page_canvas import PageCanvas
from ui.evidence.page_strip import PageStrip
from ui.evidence.parts_pane import PartsPane
from ui.evidence.player import Player
from ui.evidence.turns import UPRIGHT, Turning
from ui.evidence.view_tools import ViewTools
from ui.evidence.viewer_bar import ViewerBar
from ui.evidence.wayfinder import Wayfinder
from ui.widgets.line import Line

KEYS: tuple[str, ...] = ("go", "previous", "next", "zoom_in", "zoom_out", "real", "width", "whole")
OTHER_KEYS = (
    "parts",
    "outline",
    "back",
    "forward",
    "link",
    "pages2",
    "cover",
    "play",
)  # opened where there is something to go to
TURNING = ("turn_right", "turn_left", "turn_page_right", "turn_page_left")
KEYS += (*TURNING, "find", "find_next", "find_previous", "text", "box", "caret", "strip", "all")
HOLDING = ("mail", "web", "office")  # readers whose exhibits may bring files along


class Viewer(QWidget):
    """Signals:
    page_changed: The page (from 0) that is being read.
    turned: How the pages are turned (`Turning`), after the reader changed it.
    undrawn: True when the page one is on has letters that are not in its picture.
    failed: An exception of the decoder.
    outside: The address of a link to the outside that was chosen; it is shown and never opened.
    """

    page_changed = Signal(int)
    turned = Signal(object)
    undrawn = Signal(bool)
    failed = Signal(object)
    outside = Signal(str)

    def __init__(self, ctx: Context, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.settings = ctx.settings
        self._actions = actions
        self.source: DocumentSource | None = None
        self._sought: tuple[int, int, int, bool] | None = None
        self._fresh = False  # a PDF that was not asked for its files yet
        words, theme = ctx.words, ctx.theme
        self.find_bar = FindBar(words, theme, actions)
        self.canvas = PageCanvas(words, theme)
        self.strip = PageStrip(words, theme)
        self.strip.hide()
        self.outline = OutlinePane(words, theme)
        self.outline.hide()
        self.ways = Wayfinder(words, self.canvas, self.outline, actions)
        self.player = Player(self.canvas)
        self.bar = ViewerBar(words, theme, actions)
        self.finder = Finder(self.canvas)
        self.flash = Flash(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.outline)
        middle.addWidget(self.strip)
        middle.addWidget(self.canvas, 1)
        column.addLayout(middle, 1)
        self.parts = PartsPane(ctx)
        column.addWidget(self.parts)
        column.addWidget(Line())
        column.addWidget(self.bar)
        self.tools = ViewTools(self, actions)
        self.tools.changed.connect(self._show_view)
        self._wire()

    def put_under_page(self, widget: QWidget) -> None:
        """Give a line of text its place between the page and the tools."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 2, widget)

    def _wire(self) -> None:
        canvas, made = self.canvas, self._actions
        canvas.page_changed.connect(self._show_page)
        canvas.view_changed.connect(self._show_view)
        canvas.words_ready.connect(self._words_came)
        canvas.drawing_failed.connect(self.failed)
        self.ways.labelled.connect(self._show_view)
        self.ways.outside.connect(self.outside)
        self.strip.chosen.connect(self._go)
        self.bar.page_wanted.connect(self._go_far)
        self.bar.percent_wanted.connect(canvas.set_percent)
        self.bar.left.connect(self.tools.to_page)
        self.find_bar.searched.connect(self.finder.search)
        self.find_bar.stepped.connect(self.finder.step)
        self.find_bar.closed.connect(self._close_find)
        self.finder.started.connect(self.find_bar.busy)
        self.finder.found.connect(self._found)
        self.finder.failed.connect(self.failed)
        for key, slot in (
            ("go", self.bar.edit_page),
            ("find", self._open_find),
            ("find_next", self._find_next),
            ("find_previous", self._find_previous),
            ("parts", self.parts.enter),
        ):
            made.on(key, slot, lambda: self.source is not None)

    # document ------------------------------------------------------------------------------------------------------

    def show_document(self, document: Document, title: str, turning: Turning = UPRIGHT) -> None:
        """Show a document from its first page. It is closed by `clear`."""
        self.clear()
        self.source = DocumentSource(self._ctx, document, self)
        self.source.failed.connect(self.failed)
        self.canvas.show_source(self.source, title, turning)
        self.strip.show_source(self.source, self.canvas.turning)
        self.finder.attach(self.source)
        self._actions.enable(True, KEYS)
        self.ways.attach(self.source)
        self.player.attach(self.source)
        self._actions.enable(self.player.can_play, ("play",))
        self._actions.enable(not self.source.draws_itself and self.source.pages > 1, ("pages2", "cover"))
        self._actions.enable(not self.source.draws_itself, TURNING)
        self._show_view()
        if not self.find_bar.isHidden() and self.find_bar.needle:
            self.finder.search(self.find_bar.needle)
        self._fresh = self.source.reader == "pdf"
        if self.source.reader in HOLDING:
            self._ask_parts(self.source)

    def _ask_parts(self, source: DocumentSource) -> None:
        def done(parts: tuple[Part, ...], unsearched: tuple[range, ...]) -> None:
            if self.source is source:
                self.parts.show_parts(parts, unsearched)
                self._actions.enable(bool(parts), ("parts",))

        source.ask_parts(done)

    def clear(self) -> None:
        """Let go of the document."""
        self.parts.show_parts(())
        self._sought = None
        self.flash.stop()
        self.finder.attach(None)
        self.ways.attach(None)
        self.player.attach(None)
        self.find_bar.forget()
        self.strip.show_source(None)
        self.canvas.show_source(None)
        self._actions.enable(False, (*KEYS, *OTHER_KEYS))
        source, self.source = self.source, None
        if source is not None:
            source.close()
            source.deleteLater()
        self.bar.show_page(0, 0)

    def retry(self) -> None:
        """Ask again for what could not be drawn or read."""
        self.canvas.retry()
        self.strip.retry()
        if self.source is not None:
            self.source.retry()
            self.source.ask_words(self.canvas.page)

    # places --------------------------------------------------------------------------------------------------------

    def place(self) -> dict[str, object]:
        """Page, height on it, zoom, turn and strip as plain values."""
        canvas = self.canvas
        return {
            "page": canvas.page,
            "share": round(canvas.share(), 4),
            "across": canvas.horizontalScrollBar().value(),
            "fit": canvas.fit,
            "percent": canvas.percent,
            "turn": canvas.turning.spelled(),
            "columns": canvas.columns,
            "strip": not self.strip.isHidden(),
        }

    def put_place(self, place: dict[str, object]) -> None:
        """The inverse of `place`; whatever is missing or odd is left as it is."""
        canvas = self.canvas
        if (turn := place.get("turn")) is not None:
            canvas.set_turning(turns.read(str(turn)))
        if place.get("columns") == 2:
            canvas.set_columns(2, cover=self.tools.cover)
        fit = place.get("fit")
        if fit == "width" or fit == "page":
            canvas.set_fit(fit)
        else:
            canvas.set_percent(_whole(place.get("percent"), 100))
        share = place.get("share")
        canvas.go_to(_whole(place.get("page"), 0), float(share) if isinstance(share, (int, float)) else 0.0)
        canvas.horizontalScrollBar().setValue(_whole(place.get("across"), 0))
        self.strip.setVisible(place.get("strip") is True)
        self._show_view()

    def come_to(self, place: Place) -> None:
        """Go to a cited place, light it up and let it calm down."""
        source = self.source
        if source is None:
            return
        match place:
            case PagePlace(page, rects) | ImagePlace(page, rects):
                light = Highlight(page - 1, rects, role="cited")
            case TextPlace(start, end):
                self._seek(source.page_of(start), start, end)
                return
            case _:
                return
        self._light(light)

    def come_to_words(self, page: int, start: int, count: int, offset: int, rects: tuple[Rect, ...]) -> None:
        """Go to words that the search found and mark them: `start` and `count` in the page's text, which begins at
        `offset` of a flowing one; `rects` where a machine read them. Without a place (start < 0), to the page.
        """
        source = self.source
        if source is None or not 0 <= page < source.pages:
            return
        if source.reader == "image":
            rects = tuple(on_picture(rect, source.info.pages[page].height) for rect in rects)
        if rects or start < 0:
            known = source.words_here(page)
            here = known is not None and 0 <= start < start + count <= len(known)
            self._light(Highlight(page, rects, role="cited"), TextMark(page, start, start + count) if here else None)
        elif source.draws_itself:
            self._seek(page, offset + start, offset + start + count, mark=True)
        else:

            def ready(found: tuple[Rect, ...]) -> None:
                if self.source is source:
                    self._light(Highlight(page, found, role="cited"), TextMark(page, start, start + count))

            self.canvas.go_to(page)
            source.line_rects(page, start, start + count, ready)

    def _light(self, light: Highlight, mark: TextMark | None = None) -> None:
        if self.source is not None and 0 <= light.page < self.source.pages:
            self.canvas.set_mark(mark)
            self.canvas.set_highlights([light])
            self.canvas.show_highlight(light)
            self.flash.start(still=self._ctx.settings.reduced_motion)

    def _seek(self, page: int, start: int, end: int, mark: bool = False) -> None:
        """Come to offsets of a flowing text on a page, now or when its words are here; `mark` them if wanted."""
        source, self._sought = self.source, (page, start, end, mark)
        words = source.words(page) if source is not None else None
        if source is None or words is None:
            return  # `_words_came` goes on, if it has not already
        self._sought = None
        if start >= words.start + len(words) and page + 1 < source.pages:
            self._seek(page + 1, start, end, mark)
        elif start < words.start and page > 0:
            self._seek(page - 1, start, end, mark)
        else:
            span = (max(0, start - words.start), min(len(words), end - words.start))
            self._light(Highlight(page, span=span, role="cited"), TextMark(page, *span) if mark else None)

    def marked_text(self) -> str:
        """The marked text, or the text in the marked rectangle; empty without either."""
        mark, source = self.canvas.mark, self.source
        words = source.words_here(mark.page) if mark is not None and source is not None else None
        if mark is None or words is None:
            return ""
        if isinstance(mark, TextMark):
            return words.text[mark.start : mark.end].replace("\r\n", "\n")
        return words.text_inside(mark.area)

    # what the view says --------------------------------------------------------------------------------------------

    @Slot()
    def _show_view(self) -> None:
        canvas = self.canvas
        self.bar.show_percent(canvas.percent)
        self.tools.show()
        self.strip.set_turning(canvas.turning)
        self._show_page(canvas.page)

    @Slot(int)
    def _show_page(self, page: int) -> None:
        if self.source is not None:
            self.bar.show_page(page, self.source.pages, self.ways.label(page))
            self._actions["previous"].setEnabled(page > 0)
            self._actions["next"].setEnabled(page + 1 < self.source.pages)
            self.strip.set_page(page)
            self.page_changed.emit(page)
            self._look_for_ink(page)

    @Slot(int)
    def _words_came(self, page: int) -> None:
        if self._sought is not None and self._sought[0] == page:
            self._seek(*self._sought)
        if self.source is not None and self.source.draws_itself:
            self.strip.viewport().update()
        self._look_for_ink(page)
        if self.source is not None and self._fresh:  # its pages are searched for files: nobody waits for it
            self._fresh = False
            self._ask_parts(self.source)

    def _look_for_ink(self, page: int) -> None:
        if self.source is not None and page == self.canvas.page:
            self.undrawn.emit("text_not_drawn" in self.source.warnings_here(page))

    @Slot(int, int)
    def _found(self, at: int, total: int) -> None:
        self.find_bar.show_count(at, total, more=total >= MOST_SHOWN)

    # tools ---------------------------------------------------------------------------------------------------------

    @Slot(int)
    def _go(self, page: int) -> None:
        self.canvas.go_to(page)

    @Slot(int)
    def _go_far(self, page: int) -> None:
        self.ways.remember()
        self.canvas.go_to(page)

    @Slot()
    def _open_find(self) -> None:
        marked = self.marked_text().strip()
        self.find_bar.open(marked if "\n" not in marked and len(marked) <= 80 else "")

    @Slot()
    def _close_find(self) -> None:
        self.find_bar.hide()
        self.find_bar.forget()
        self.finder.clear()
        self.tools.to_page()

    @Slot()
    def _find_next(self) -> None:
        self.finder.step(1)

    @Slot()
    def _find_previous(self) -> None:
        self.finder.step(-1)


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
