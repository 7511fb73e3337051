"""The scrolled column of pages: where everything is, at which zoom, turned how, and how one moves in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.evidence import geometry
from ui.evidence.document_source import DocumentSource
from ui.evidence.page_layout import GAP, PageLayout, fitting_scale, row_of
from ui.evidence.turns import UPRIGHT, Turning

Fit = Literal["width", "page", "free"]
LEAST, MOST = 0.1, 16.0  # of the size at 100 %
LINE_PIXELS = 48
STEP = 1.25  # a press of the zoom keys


class PageScroll(QAbstractScrollArea):
    """Signals:
    page_changed: The page (from 0) that is being read changed.
    view_changed: Zoom, fit or turn changed.
    """

    page_changed = Signal(int)
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source: DocumentSource | None = None
        self.layout_ = PageLayout((), 1.0)
        self.fit: Fit = "width"
        self.scale = 1.0
        self.turning = UPRIGHT
        self.columns = 1
        self.cover = False  # two beside each other: the first page stands alone
        self.page = 0
        self._jumping = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(LINE_PIXELS)
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def page_size(self, page: int) -> QSizeF:
        assert self.source is not None
        return geometry.turned(self.source.size(page), self.turning.of(page))

    # zoom, fit, turn -----------------------------------------------------------------------------------------------

    @property
    def turn(self) -> int:
        """How far all pages are turned; single ones may be turned on (`turning`)."""
        return self.turning.whole

    @property
    def percent(self) -> int:
        unit = self.source.screen_unit if self.source else 1.0
        return round(self.scale / unit * 100)

    def set_fit(self, fit: Fit) -> None:
        self.fit = fit
        self._refit()

    def set_percent(self, percent: float) -> None:
        unit = self.source.screen_unit if self.source else 1.0
        self.fit = "free"
        self._rescale(percent / 100 * unit)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a point of the viewport, by default its middle."""
        self.fit = "free"
        self._rescale(self.scale * factor, at)

    def set_turn(self, turn: int) -> None:
        """Turn all pages to 0, 90, 180 or 270 degrees clockwise; marks keep their place on the page."""
        self.set_turning(self.turning.all_by(turn))

    def turn_page(self, by: int) -> None:
        """Turn the page that is being read on by `by` degrees clockwise, and no other."""
        self.set_turning(self.turning.page_by(self.page, by))

    def set_turning(self, turning: Turning) -> None:
        """Turn all pages and single ones; marks keep their place on the page."""
        if self.source is None or self.source.draws_itself or turning == self.turning:
            return
        page, before, self.turning = self.page, self.turning, turning
        self.forget_pictures([one for one in range(self.source.pages) if before.of(one) != turning.of(one)])
        self._refit()
        self.go_to(page)

    def set_columns(self, columns: int, *, cover: bool = False) -> None:
        """One page or two beside each other, with `cover` the first one alone; texts always stand alone."""
        wanted = 1 if self.source is None or self.source.draws_itself or self.source.pages < 2 else columns
        if (wanted, cover) != (self.columns, self.cover):
            page, self.columns, self.cover = self.page, wanted, cover
            self._refit()
            self.go_to(page)

    def _row_size(self, page: int) -> QSizeF:
        """The extent of all pages that stand in one row with a page, in view units."""
        assert self.source is not None
        row = row_of(page, self.source.pages, self.columns, cover=self.cover)
        sizes = [self.page_size(other) for other in row]
        return QSizeF(sum(size.width() for size in sizes), max(size.height() for size in sizes))

    def forget_pictures(self, pages: Sequence[int]) -> None:
        """What was drawn of these pages is of no use any more."""

    def _refit(self) -> None:
        if self.source is None or not self.source.pages:
            self._rescale(self.scale)
            return
        wide, high = self.viewport().width(), self.viewport().height()
        size = self._row_size(min(self.page, self.source.pages - 1))
        top = self.verticalScrollBar().value() == 0  # whoever is at the very beginning stays there
        if self.fit == "width":
            self._rescale(fitting_scale(size, wide, None, self.columns), top=top)
        elif self.fit == "page":
            self._rescale(fitting_scale(size, wide, high, self.columns), top=top)
        else:
            self._rescale(self.scale)

    def _rescale(self, scale: float, at: QPointF | None = None, *, top: bool = False) -> None:
        """Lay the pages out anew and keep the point `at` where it is on the page, or the `top` of all in sight; old
        pictures are shown stretched.
        """
        if self.source is None:
            self.layout_ = PageLayout((), self.scale)
            self._bars()
            self.viewport().update()
            return
        unit = self.source.screen_unit
        at = at or QPointF(self.viewport().width() / 2, min(self.viewport().height() / 2, 200.0))
        held = self.locate(at) if len(self.layout_) == self.source.pages else None
        self.scale = min(max(scale, LEAST * unit), MOST * unit)
        sizes = [self.page_size(page) for page in range(self.source.pages)]
        self.layout_ = PageLayout(sizes, self.scale, self.columns, cover=self.cover)
        self._jumping = held is not None  # a shorter column moves the bars: one stays on one's page all the same
        self._bars()
        if held is not None:
            page, point = held
            now = self.to_screen_point(page, point)
            if not top:
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(now.y() - at.y()))
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + round(now.x() - at.x()))
            self._jumping = False
        self.viewport().update()
        self.view_changed.emit()

    def _bars(self) -> None:
        size = self.viewport().size()
        for bar, whole_extent, seen in (
            (self.verticalScrollBar(), self.layout_.height, size.height()),
            (self.horizontalScrollBar(), self.layout_.width, size.width()),
        ):
            bar.setRange(0, max(0, whole_extent - seen))
            bar.setPageStep(seen)

    # places --------------------------------------------------------------------------------------------------------

    def page_rect(self, page: int) -> QRect:
        """Where a page is now, in viewport pixels."""
        rect = self.layout_.rect(page, self.viewport().width())
        return rect.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def visible(self) -> range:
        top = self.verticalScrollBar().value()
        return self.layout_.between(top, top + self.viewport().height())

    def locate(self, at: QPointF) -> tuple[int, QPointF] | None:
        """The page nearest to a point of the viewport and the point on it, in view units of the upright page."""
        if self.source is None or not len(self.layout_):
            return None
        page = self.layout_.at(round(at.y()) + self.verticalScrollBar().value())
        for beside in self.layout_.row(page)[1:]:
            if at.x() >= self.page_rect(beside).left() - GAP / 2:
                page = beside
        return page, self.locate_on(page, at)

    def locate_on(self, page: int, at: QPointF) -> QPointF:
        """A point of the viewport in view units of this upright page, also where it lies outside."""
        assert self.source is not None
        corner = self.page_rect(page).topLeft()
        on_page = QPointF((at.x() - corner.x()) / self.scale, (at.y() - corner.y()) / self.scale)
        return geometry.upright_point(on_page, self.source.size(page), self.turning.of(page))

    def to_screen_point(self, page: int, at: QPointF) -> QPointF:
        assert self.source is not None
        on_page = geometry.turn_point(at, self.source.size(page), self.turning.of(page))
        return QPointF(self.page_rect(page).topLeft()) + on_page * self.scale

    def to_screen(self, page: int, area: QRectF) -> QRectF:
        """An area of the upright page (view units) in viewport pixels."""
        return QRectF(
            self.to_screen_point(page, area.topLeft()), self.to_screen_point(page, area.bottomRight())
        ).normalized()

    def go_to(self, page: int, share: float = 0.0) -> None:
        """Bring a page to the top; `share` of its height is scrolled away."""
        if self.source is None or not self.source.pages:
            return
        page = min(max(page, 0), self.source.pages - 1)
        rect = self.layout_.rect(page, self.viewport().width())
        self._jumping = True
        above = rect.top() if page == 0 and share == 0.0 else 4  # of the first page all that is above it
        self.verticalScrollBar().setValue(rect.top() - above + round(share * rect.height()))
        self._jumping = False
        self._be_on(page)

    def go_to_spot(self, page: int, area: QRectF) -> None:
        """Bring a spot of the upright page to where reading begins: to the top, on pages that are turned to the side
        or upside down to the side where their lines begin.
        """
        self.go_to(page)
        rect, turn = self.to_screen(page, area), self.turning.of(page)
        across, down, wide, high = (
            self.horizontalScrollBar(),
            self.verticalScrollBar(),
            *self.viewport().size().toTuple(),
        )
        self._jumping = True
        if turn in (0, 90):
            down.setValue(down.value() + round(rect.top()) - GAP)
        elif self.page_rect(page).height() > high:
            down.setValue(down.value() + round(rect.bottom()) + GAP - high)
        begin = rect.left() if turn in (0, 270) else rect.right()
        if not 0 <= begin <= wide:
            across.setValue(across.value() + round(begin) + (-GAP if turn in (0, 270) else GAP - wide))
        self._jumping = False
        self._be_on(page)

    def reveal(self, page: int, area: QRectF) -> None:
        """Scroll as little as needed to see an area of the upright page; a third from the top if it was far."""
        seen = QRectF(self.viewport().rect()).adjusted(8, 8, -8, -8)
        rect = self.to_screen(page, area)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        self._jumping = True
        if rect.top() < seen.top() or rect.bottom() > seen.bottom():
            near = rect.top() >= -80 and rect.bottom() <= seen.bottom() + 80
            if near:
                move = rect.top() - seen.top() if rect.top() < seen.top() else rect.bottom() - seen.bottom()
            else:
                move = rect.top() - self.viewport().height() / 3
            down.setValue(down.value() + round(move))
        if rect.left() < seen.left() or rect.right() > seen.right():
            across.setValue(across.value() + round(rect.left() - seen.left() - seen.width() / 8))
        self._jumping = False
        self._be_on(page)

    def share(self) -> float:
        """How much of the current page is scrolled away, 0 to 1."""
        if self.source is None or not len(self.layout_):
            return 0.0
        rect = self.layout_.rect(self.page, self.viewport().width())
        return min(1.0, max(0.0, (self.verticalScrollBar().value() + 4 - rect.top()) / max(1, rect.height())))

    def _be_on(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)
        self.arrived_at(page)

    def arrived_at(self, page: int) -> None:
        """The reader moved on the page or to it."""

    # keys and events ------------------------------------------------------------------------------------------

    def scroll_key(self, event: QKeyEvent) -> bool:
        down, across, key = self.verticalScrollBar(), self.horizontalScrollBar(), event.key()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        screen = round(self.viewport().height() * 0.9)
        assert self.source is not None
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                down.setValue(down.value() + (LINE_PIXELS if key == Qt.Key.Key_Down else -LINE_PIXELS))
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                step = 1 if key == Qt.Key.Key_Right else -1
                if across.maximum() > 0 and not ctrl:
                    across.setValue(across.value() + step * LINE_PIXELS)
                else:
                    self.go_to(self.page + step)
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space if not ctrl:
                down.setValue(down.value() + screen)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Backspace if not ctrl:
                down.setValue(down.value() - screen)
            case Qt.Key.Key_PageDown:
                self.go_to(self.page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self.page - 1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(self.source.pages - 1)
            case _:
                return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        if not self._jumping and len(self.layout_):
            page = self.layout_.at(self.verticalScrollBar().value() + self.viewport().height() // 3)
            self._be_on(self.page if self.page in self.layout_.row(page) else page)
