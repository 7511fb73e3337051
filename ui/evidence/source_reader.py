"""The file of a source in the viewers of exhibits, decoded in isolation, the opening on record."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import KnownError
from desktop.evidence import sentences
from models.views.evidence import ExhibitView, Reader
from models.views.search import SearchResult
from models.views.sources import SourceView
from ui.context import Context
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import Document, end
from ui.evidence.landing import Landing
from ui.evidence.notices import Notices
from ui.evidence.opener import Opener
from ui.evidence.others import Others
from ui.evidence.password_form import PasswordForm
from ui.evidence.source_exhibit import as_exhibit
from ui.evidence.viewer import Viewer
from ui.widgets.empty_state import EmptyState


class SourceReader(QWidget):
    """Signals:
    file_opened: The id of a source whose file is read now, and the password that opened it, empty without.
    """

    file_opened = Signal(str, str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._source: SourceView | None = None
        self._actions = ViewerActions(ctx.words, ctx.theme, self)
        self._actions.enable(False)
        self.viewer = Viewer(ctx, self._actions)
        self.banners = Notices(ctx, self.viewer.ways, self.viewer)
        self.opener = Opener(ctx, self)
        self.empty = EmptyState(self._no_file())
        self.password = PasswordForm(ctx.words, ctx.theme, keeps=False)  # they are kept with exhibits of a case
        self.stack = QStackedWidget()
        for page in (self.empty, self.password, self.viewer):
            self.stack.addWidget(page)
        self.others = Others(ctx, self._actions, self.stack)
        self.landing = Landing(self, self.viewer, self.others, self.banners, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addWidget(self.stack, 1)
        self._wire()

    def _wire(self) -> None:
        self.opener.opened.connect(self._opened)
        self.opener.locked.connect(self._locked)
        self.opener.failed.connect(self._failed)
        self.password.given.connect(self.opener.unlock)
        self.banners.again_wanted.connect(self._again)
        self.viewer.failed.connect(self.banners.say)
        self.viewer.outside.connect(self.banners.outside)
        self.viewer.undrawn.connect(self._undrawn)
        self.viewer.parts.wanted.connect(self._parts)
        self.others.failed.connect(self.banners.say)
        self.others.lost.connect(self._lost)
        self.others.brought.connect(self._parts)

    def show_source(self, source: SourceView) -> None:
        """Open its file; one that is open, or asks for its password, stays as it is."""
        if source.id == self.opener.exhibit_id:
            return
        self.clear()
        if source.file is None:
            return
        self._source = source
        sources = self._ctx.services.sources
        self.landing.sets_out()
        self.opener.open_by(source.id, lambda: sources.open(source.id))

    def come_to(self, found: SearchResult) -> None:
        """Go to a place that the search found in the file of the source that is shown, now or when it is open."""
        self.landing.ask(None, found)
        shown = self.viewer.source is not None or self.others.current is not None
        if shown and (exhibit := self._as_exhibit()) is not None:
            self.landing.come(exhibit)
            self.landing.focus()

    def clear(self) -> None:
        self._source = None
        self.landing.ask(None, None)
        self.opener.stop()
        self._put_away()
        self.empty.set(self._no_file())
        self.stack.setCurrentWidget(self.empty)

    def _put_away(self) -> None:
        self.banners.clear()
        self.viewer.clear()
        self.others.clear()

    def _no_file(self) -> str:
        return self._ctx.words.tr("The source has no file yet. Attach it to read it here and to use it in cases.")

    def _as_exhibit(self, reader: Reader = "none") -> ExhibitView | None:
        source = self._source
        if source is None or source.file is None:
            return None
        return as_exhibit(source, source.file, reader)

    @Slot(object)
    def _opened(self, document: Document) -> None:
        info = document.info
        exhibit = self._as_exhibit(info.reader)
        if exhibit is None:
            end(document)
            return
        self.file_opened.emit(exhibit.id, self.opener.password or "")
        if info.reader == "none" or not (info.pages or info.reader == "media"):
            end(document)
            said = self._ctx.words.tr(
                "There is no viewer here for this kind of file. Used in a case, it is an exhibit."
            )
            self.empty.set(said)
            self.stack.setCurrentWidget(self.empty)
            if "no_isolation" in info.warnings:
                self.banners.say(KnownError(sentences.NO_ISOLATION), again=False)
            return
        if not self.others.show(document, exhibit):
            self.stack.setCurrentWidget(self.viewer)
            self.viewer.show_document(document, "")
        self.banners.note(info.warnings)
        if self.landing.awaited:
            self.landing.arrive(exhibit)

    @Slot(bool)
    def _locked(self, again: bool) -> None:
        self.stack.setCurrentWidget(self.password)
        self.password.ask(again=again)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.empty.set(self._ctx.words.tr("The file is not shown."))
        self.stack.setCurrentWidget(self.empty)
        self.banners.say(error)

    @Slot(object)
    def _lost(self, error: Exception) -> None:
        """What was shown is gone with its player."""
        self.others.clear()
        self._failed(error)

    @Slot()
    def _again(self) -> None:
        """Try again: what is shown asks anew for what did not come, a file that did not open is opened anew."""
        self.banners.clear()
        if self.viewer.source is not None:
            self.viewer.retry()
        elif self.others.current is not None:
            self.others.current.retry()
        elif (source := self._source) is not None:
            self.clear()
            self.show_source(source)

    @Slot(bool)
    def _undrawn(self, missing: bool) -> None:
        """R-D4: letters that are in the file and not in its picture must not go unseen."""
        self.banners.clear(self.viewer)
        if missing:
            said = sentences.NOTES["text_not_drawn"]
            self.banners.show_text(self._ctx.words.tr(said), "warn", owner=self.viewer)

    @Slot()
    def _parts(self) -> None:
        """Files within the file become exhibits of a case, and here is none."""
        said = self._ctx.words.tr("Use the source in a case first: there, files within it become exhibits.")
        self.banners.clear(self.others)
        self.banners.show_text(said, "info", owner=self.others)
