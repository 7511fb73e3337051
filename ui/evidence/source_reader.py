"""The file of a source in the viewer of exhibits, decoded in isolation, the opening on record."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.evidence.decoding import Document, Source
from models.views.sources import SourceView
from ui.context import Context
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import end
from ui.evidence.viewer import Viewer
from ui.messages import sentence
from ui.widgets.banner_area import BannerArea
from ui.widgets.empty_state import EmptyState


class SourceReader(QWidget):
    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._shown = ""
        tr = ctx.words.tr
        self.banners = BannerArea(ctx.words, ctx.theme)
        self._actions = ViewerActions(ctx.words, ctx.theme, self)
        self._actions.enable(False)
        self.viewer = Viewer(ctx, self._actions)
        self.viewer.failed.connect(self._failed)
        self.empty = EmptyState(tr("The source has no file yet. Attach it to read it here and to use it in cases."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.viewer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.stack, 1)

    def show_source(self, source: SourceView) -> None:
        """Open its file; one that is open stays as it is."""
        if source.id == self._shown and self.viewer.source is not None:
            return
        self.clear()
        if source.file is None:
            return
        mine = self._shown = source.id
        sources, decoders = self._ctx.services.sources, self._ctx.services.decoders

        def got(opened: Source) -> None:
            if mine != self._shown:
                opened.close()
                return

            def failed(error: Exception) -> None:
                opened.close()
                self._failed(error)

            self._ctx.pool(self, lambda: decoders.open(opened), lambda document: self._opened(mine, document), failed)

        self._ctx.run(self, lambda: sources.open(mine), got, self._failed)

    def clear(self) -> None:
        self._shown = ""
        self.banners.clear()
        self.viewer.clear()
        self.empty.set(
            self._ctx.words.tr("The source has no file yet. Attach it to read it here and to use it in cases.")
        )
        self.stack.setCurrentWidget(self.empty)

    def _opened(self, mine: str, document: Document) -> None:
        if mine != self._shown:
            end(document)
            return
        if document.info.reader == "none" or not document.info.pages:
            end(document)
            text = self._ctx.words.tr(
                "There is no viewer here for this kind of file. Used in a case, it is an exhibit."
            )
            self.empty.set(text)
            return
        self.stack.setCurrentWidget(self.viewer)
        self.viewer.show_document(document, "")

    def _failed(self, error: Exception) -> None:
        self.banners.show_text(sentence(self._ctx.words, error), "bad")
