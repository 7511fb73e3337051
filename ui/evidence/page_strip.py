"""Small pictures of the pages, beside the canvas."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import Words
from ui.evidence.document_source import DocumentSource
from ui.evidence.page_cache import PageCache
from ui.evidence.picture_loader import PictureLoader, Wanted
from ui.evidence.turns import UPRIGHT, Turning
from ui.theme import Theme
from ui.tokens import LIGHT

SIDE = 96
BUDGET = 8 << 20
Index = QModelIndex | QPersistentModelIndex


class PageStrip(QListView):
    """Signals:
    chosen: A page number (from 0).
    """

    chosen = Signal(int)

    def __init__(self, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.source: DocumentSource | None = None
        self.turning = UPRIGHT
        self.cache = PageCache(BUDGET)
        self.loader: PictureLoader | None = None
        self._pages = _Pages(words, self)
        self.setModel(self._pages)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(theme.px(SIDE) + 36)
        self.setAccessibleName(words.tr("Page strip"))
        self.clicked.connect(self._clicked)
        theme.changed.connect(self.viewport().update)

    def show_source(self, source: DocumentSource | None, turning: Turning = UPRIGHT) -> None:
        if self.loader is not None:
            self.loader.forget()
            self.loader.deleteLater()
            self.loader = None
        self.cache.clear()
        self.source, self.turning = source, turning
        if source is not None:
            self.loader = PictureLoader(source, self.cache, self)
            self.loader.arrived.connect(self._arrived)
        self._pages.set_count(source.pages if source is not None else 0)

    def retry(self) -> None:
        """Ask again for what could not be drawn."""
        if self.loader is not None:
            self.loader.forget()
        self.viewport().update()

    def set_turning(self, turning: Turning) -> None:
        if turning != self.turning:
            before, self.turning = self.turning, turning
            if self.loader is not None:
                count = self._pages.rowCount()
                self.loader.forget_pages([page for page in range(count) if before.of(page) != turning.of(page)])
            self.viewport().update()

    def set_page(self, page: int) -> None:
        index = self._pages.index(page)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def target(self, page: int) -> QSize:
        """The extent of a small picture: it fits a square of 96 px."""
        assert self.source is not None
        side = self.theme.px(SIDE)
        size = self.source.size(page)
        width, height = size.width, size.height
        if self.turning.of(page) % 180:
            width, height = height, width
        if self.source.draws_itself:
            height = min(height, width * 1.4)
        share = min(side / max(1.0, width), side / max(1.0, height))
        return QSize(max(8, round(width * share)), max(8, round(height * share)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.source is None or self.loader is None or self.source.draws_itself:
            return
        first, last = self.indexAt(self.rect().topLeft()), self.indexAt(self.rect().bottomLeft())
        if not first.isValid():
            return
        end = last.row() if last.isValid() else self._pages.rowCount() - 1
        ratio = self.devicePixelRatioF()
        wishes = []
        for page in range(first.row(), end + 1):
            if self.cache.get(page) is None:
                size = self.target(page) * ratio
                wishes.append(Wanted(page, size.width(), size.height(), self.turning.of(page)))
        self.loader.want(wishes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if self.currentIndex().isValid() and event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.chosen.emit(self.currentIndex().row())

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    @Slot(int)
    def _arrived(self, page: int) -> None:
        self.update(self._pages.index(page))


class _Pages(QAbstractListModel):
    def __init__(self, words: Words, parent: PageStrip) -> None:
        super().__init__(parent)
        self._words = words
        self._count = 0

    def set_count(self, count: int) -> None:
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words.tr("Page {page}", page=index.row() + 1)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, strip: PageStrip) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        side = self._strip.theme.px(SIDE)
        return QSize(side + 16, side + 34)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        strip = self._strip
        if strip.source is None:
            return
        theme, page = strip.theme, index.row()
        area = QRect(option.rect)
        side = theme.px(SIDE)
        size = strip.target(page)
        place = QRect(
            area.left() + (area.width() - size.width()) // 2,
            area.top() + 8 + (side - size.height()) // 2,
            size.width(),
            size.height(),
        )
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if current:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(area.adjusted(4, 2, -4, -2), 6, 6)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(place, QColor("#ffffff"))
        picture = strip.cache.get(page) or self._sheet(place.size(), page)
        if picture is not None:
            painter.drawImage(QRectF(place), picture, QRectF(picture.rect()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.colour("accent" if current else "line"))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.setPen(theme.colour("ink" if current else "ink2"))
        painter.setFont(theme.font("small", bold=current))
        under = QRect(area.left(), area.bottom() - 22, area.width(), 20)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(page + 1))
        painter.restore()

    def _sheet(self, size: QSize, page: int) -> QImage | None:
        """A small picture of a plain text's page, once it was read; drawn once and kept."""
        strip = self._strip
        source = strip.source
        if source is None or not source.draws_itself or not source.text_here(page):
            return None
        sheet = source.sheet(page)
        if sheet is None:
            return None
        ratio = strip.devicePixelRatioF()
        picture = QImage(size * ratio, QImage.Format.Format_RGB32)
        picture.fill(QColor("#ffffff"))
        painter = QPainter(picture)
        scale = picture.width() / sheet.width
        painter.scale(scale, scale)
        sheet.draw(painter, QRectF(0, 0, sheet.width, picture.height() / scale), QColor(LIGHT.ink))
        painter.end()
        strip.cache.put(page, picture)
        return picture
