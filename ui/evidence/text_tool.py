"""Marking text: by mouse, and by a text cursor in the page (F7, arrows, Shift+arrows, words, Home and End)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ui.evidence.marks import TextMark
from ui.evidence.page_words import PageWords

if TYPE_CHECKING:
    from ui.evidence.page_canvas import PageCanvas

ARROWS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
PIXELS_OUTSIDE = 40


class TextTool:
    """Belongs to one canvas. `caret_on` shows the text cursor and gives it the arrow keys."""

    name = "text"

    def __init__(self, canvas: PageCanvas) -> None:
        self._canvas = canvas
        self.caret_on = False
        self._origin: tuple[int, QPointF] | None = None
        self._now = QPointF()
        self._goal: float | None = None
        self._wants_caret = False

    def reset(self) -> None:
        self._origin, self._goal, self._wants_caret = None, None, False

    def enter(self) -> None:
        self._canvas.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def leave(self) -> None:
        self.reset()
        self.caret_on = False

    # mouse ---------------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        found = canvas.locate(event.position())
        if found is None:
            return
        self._goal = None
        mark = canvas.mark
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and isinstance(mark, TextMark):
            self._extend(mark, found[0], found[1])
            return
        self._origin, self._now = found, found[1]
        canvas.set_mark(None)
        self._drag()

    def move(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        found = canvas.locate(event.position())
        if not event.buttons() & Qt.MouseButton.LeftButton or self._origin is None:
            over = found is not None and self._over_text(*found)
            canvas.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)
            return
        self._scroll_towards(event.position())
        page = self._origin[0]
        self._now = canvas.locate_on(page, event.position())
        self._drag()

    def release(self, _event: QMouseEvent) -> None:
        self._origin = None
        mark = self._canvas.mark
        if isinstance(mark, TextMark) and not mark and not self.caret_on:
            self._canvas.set_mark(None)

    def double(self, event: QMouseEvent) -> None:
        """Two clicks take a word; with Ctrl the whole line, in a conversation the whole message."""
        found = self._canvas.locate(event.position())
        words = self._words(found[0]) if found else None
        if found is None or words is None or not len(words):
            return
        gap = words.nearest(found[1])
        whole_line = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        whole = words.message_at(gap) or words.line_span(gap)
        start, end = whole if whole_line else words.word_at(gap)
        self._origin = None
        self._canvas.set_mark(TextMark(found[0], start, end))

    def _drag(self) -> None:
        if self._origin is None:
            return
        page, start = self._origin
        words = self._words(page)
        if words is None or not len(words):
            return  # they were asked for and follow the drag when they come
        self._canvas.set_mark(TextMark(page, words.nearest(start), words.nearest(self._now)))

    def _extend(self, mark: TextMark, page: int, at: QPointF) -> None:
        words = self._words(mark.page)
        if words is not None and page == mark.page:
            self._canvas.set_mark(TextMark(mark.page, mark.anchor, words.nearest(at)))

    def _over_text(self, page: int, at: QPointF) -> bool:
        source = self._canvas.source
        if source is None or not source.text_here(page):
            return False
        words = source.words(page)
        return words is not None and words.contains(at)

    def _scroll_towards(self, at: QPointF) -> None:
        """A drag beyond the edge takes the page along."""
        height, bar = self._canvas.viewport().height(), self._canvas.verticalScrollBar()
        if at.y() < 0:
            bar.setValue(bar.value() - PIXELS_OUTSIDE)
        elif at.y() > height:
            bar.setValue(bar.value() + PIXELS_OUTSIDE)

    # keyboard ------------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_F7:
            self.toggle_caret()
            return True
        mark = self._canvas.mark
        if event.key() == Qt.Key.Key_Escape and self.caret_on:
            if isinstance(mark, TextMark) and mark:
                self._canvas.set_mark(TextMark(mark.page, mark.caret, mark.caret))
            else:
                self.toggle_caret()
            return True
        if event.key() not in ARROWS or not isinstance(mark, TextMark):
            return False
        if not self.caret_on and not shift:
            return False
        words = self._words(mark.page)
        if words is None:
            return True
        self._move(mark, words, event, shift)
        return True

    def toggle_caret(self) -> None:
        """Show the text cursor at the first line in sight, or put it away."""
        canvas = self._canvas
        self.caret_on = not self.caret_on
        if not self.caret_on:
            if isinstance(canvas.mark, TextMark) and not canvas.mark:
                canvas.set_mark(None)
            canvas.viewport().update()
        elif not isinstance(canvas.mark, TextMark):
            self._place_caret()
        canvas.view_changed.emit()

    def words_here(self, page: int) -> None:
        if self._origin is not None and self._origin[0] == page:
            self._drag()
        if self._wants_caret and page == self._canvas.page:
            self._place_caret()

    def _place_caret(self) -> None:
        canvas = self._canvas
        page = canvas.page
        words = self._words(page)
        self._wants_caret = words is None
        if words is None:
            return
        found = canvas.locate_on(page, QPointF(0, 12)) if len(words) else QPointF()
        seen = QRectF(canvas.viewport().rect())
        gap = next((ln.start for ln in words.lines if seen.contains(self._start_of(page, words, ln.start))), None)
        gap = words.nearest(found) if gap is None else gap
        canvas.set_mark(TextMark(page, gap, gap))

    def _move(self, mark: TextMark, words: PageWords, event: QKeyEvent, shift: bool) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        at, key = mark.caret, event.key()
        goal: float | None = None
        match key:
            case Qt.Key.Key_Left:
                at = words.word_left(at) if ctrl else words.left(at)
            case Qt.Key.Key_Right:
                at = words.word_right(at) if ctrl else words.right(at)
            case Qt.Key.Key_Home:
                at = 0 if ctrl else words.line_span(at)[0]
            case Qt.Key.Key_End:
                at = len(words) if ctrl else words.line_span(at)[1]
            case _:
                goal = self._goal if self._goal is not None else words.along(at)
                at = words.vertical(at, 1 if key == Qt.Key.Key_Down else -1, goal)
        self._goal = goal
        if at == mark.caret and not shift and self._turn_page(mark.page, key):
            return
        self._canvas.set_mark(TextMark(mark.page, mark.anchor if shift else at, at))
        self._canvas.reveal(mark.page, words.caret(at))

    def _turn_page(self, page: int, key: int) -> bool:
        """From the last letter of a page the cursor goes to the next page, and back."""
        source = self._canvas.source
        step = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1 if key in (Qt.Key.Key_Left, Qt.Key.Key_Up) else 0
        if source is None or not step or not 0 <= page + step < source.pages:
            return False
        self._canvas.go_to(page + step)
        self._canvas.set_mark(None)
        self._place_caret()
        return True

    def _start_of(self, page: int, words: PageWords, gap: int) -> QPointF:
        return self._canvas.to_screen(page, words.caret(gap)).center()

    def _words(self, page: int) -> PageWords | None:
        source = self._canvas.source
        return source.words(page) if source is not None else None
