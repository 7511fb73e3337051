"""The pages of one paper as they will be printed, drawn in the isolated decoder like any exhibit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.evidence.document_source import DocumentSource
from ui.evidence.page_canvas import PageCanvas
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.tool_button import ToolButton

if TYPE_CHECKING:
    from desktop.evidence.decoding import Document, Source

STEP = 1.25


class PaperView(QWidget):
    """Signals:
    failed: An exception; the pages can't be shown.
    """

    failed = Signal(object)

    def __init__(self, ctx: Context, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._sentence = sentence
        self._asked = 0
        self._seen = False
        self.source: DocumentSource | None = None
        tr = ctx.words.tr
        self.canvas = PageCanvas(ctx.words, ctx.theme)
        self.canvas.set_fit("width")
        self.canvas.page_changed.connect(self._show_page)
        self.canvas.view_changed.connect(self._show_page)
        self.canvas.drawing_failed.connect(self.failed)
        self.empty = EmptyState(sentence)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.canvas)
        self.previous = ToolButton(ctx.theme, "chevron-left", tr("Previous page"), shortcut="PgUp")
        self.following = ToolButton(ctx.theme, "chevron-right", tr("Next page"), shortcut="PgDown")
        self.page = Label("", "muted", wrap=False)
        self.smaller = ToolButton(ctx.theme, "zoom-out", tr("Zoom out"), shortcut="Ctrl+-")
        self.larger = ToolButton(ctx.theme, "zoom-in", tr("Zoom in"), shortcut="Ctrl++")
        self.width_button = ToolButton(ctx.theme, "arrow-autofit-width", tr("Fit the width"))
        self.percent = Label("", "muted", wrap=False)
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(4)
        for widget in (self.previous, self.page, self.following):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.smaller, self.percent, self.larger, self.width_button):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(Line())
        column.addWidget(self.bar)
        self.bar.hide()
        self.previous.clicked.connect(lambda: self.canvas.go_to(self.canvas.page - 1))
        self.following.clicked.connect(lambda: self.canvas.go_to(self.canvas.page + 1))
        self.smaller.clicked.connect(lambda: self.canvas.zoom_by(1 / STEP))
        self.larger.clicked.connect(lambda: self.canvas.zoom_by(STEP))
        self.width_button.clicked.connect(lambda: self.canvas.set_fit("width"))
        self.setFocusProxy(self.canvas)

    def show_from(self, opening: Callable[[], Source], title: str, *, on_database: bool) -> None:
        """Show the PDF that `opening` gives, read on the database thread or on the pool. The old one goes at once."""
        self.clear()
        self._asked += 1
        mine = self._asked

        def got(source: Source) -> None:
            if mine != self._asked:
                source.close()
                return
            self._decode(source, title, mine)

        start = self._ctx.run if on_database else self._ctx.pool
        start(self, opening, got, self.failed.emit)

    def _decode(self, source: Source, title: str, mine: int) -> None:
        decoders = self._ctx.services.decoders

        def opened(document: Document) -> None:
            if mine != self._asked:
                document.close()
                return
            self.source = DocumentSource(self._ctx, document, self)
            self.stack.setCurrentWidget(self.canvas)
            self.bar.show()
            self.canvas.show_source(self.source, title)
            self._show_page()

        def broke(error: Exception) -> None:
            source.close()
            if mine == self._asked:
                self.failed.emit(error)

        self._ctx.pool(self, lambda: decoders.open(source, "pdf"), opened, broke)

    def clear(self, sentence: str = "") -> None:
        """Show nothing but a sentence."""
        self._asked += 1
        self.empty.set(sentence or self._sentence)
        self.stack.setCurrentWidget(self.empty)
        self.bar.hide()
        if self.source is not None:
            self.canvas.show_source(None)
            self.source.close()
            self.source.deleteLater()
            self.source = None

    @Slot()
    def _show_page(self, _page: int = 0) -> None:
        pages = self.source.pages if self.source is not None else 0
        now = self.canvas.page
        self.page.setText(self._ctx.words.tr("page {page} of {pages}", page=now + 1, pages=pages) if pages else "")
        self.previous.setEnabled(now > 0)
        self.following.setEnabled(now + 1 < pages)
        self.percent.setText(f"{self.canvas.percent}\u00a0%")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen and self.source is not None:
            # pages that came before there was room were scrolled by the first fitting
            QTimer.singleShot(0, self, self._to_top)
        self._seen = True

    @Slot()
    def _to_top(self) -> None:
        self.canvas.go_to(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
        factor = keys.get(Qt.Key(event.key()))
        if factor is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.canvas.zoom_by(factor)
            return
        super().keyPressEvent(event)
