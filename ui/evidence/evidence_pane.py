"""One exhibit in the middle of the window: which one, what is to be said about it, and its pages or its facts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import KnownError
from desktop.evidence import sentences
from models.views.evidence import Citation, DocumentInfo, ExhibitView, Part
from models.views.search import SearchResult
from ui.context import Context
from ui.evidence import citing, turns
from ui.evidence.actions import ViewerActions
from ui.evidence.annotator import Annotator
from ui.evidence.copying import Copier
from ui.evidence.document_source import Document, end
from ui.evidence.dropping import dropped_paths, local_paths
from ui.evidence.exhibit_header import ExhibitHeader
from ui.evidence.facts_card import FactsCard
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.intake import Brought
from ui.evidence.landing import Landing
from ui.evidence.machine_words import MachineWords
from ui.evidence.notes_pane import NotesPane
from ui.evidence.notes_room import NotesRoom
from ui.evidence.notices import Notices
from ui.evidence.octets import Source
from ui.evidence.office_pages import OfficePages
from ui.evidence.opener import Opener
from ui.evidence.others import Others
from ui.evidence.page_menu import page_menu
from ui.evidence.password_form import PasswordForm
from ui.evidence.reading_tracker import ReadingTracker
from ui.evidence.viewer import Viewer
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.line import Line


class EvidencePane(QWidget):
    """Signals:
    citation_made: A `CitationDraft` of what is marked.
    page_changed: The page (from 0) that is being read.
    export_wanted: The id of the exhibit of which a copy is wanted.
    opened: The id of an exhibit that is being read now.
    files_dropped: Local paths (list) that were let go over the document.
    exhibit_wanted: The id of another exhibit to go to.
    parts_wanted: A `Brought`: files of the open exhibit that are to be taken in.
    """

    citation_made = Signal(object)
    page_changed = Signal(int)
    export_wanted = Signal(str)
    opened = Signal(str)
    files_dropped = Signal(object)
    exhibit_wanted = Signal(str)
    parts_wanted = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.exhibit: ExhibitView | None = None
        self.info: DocumentInfo | None = None
        self._broken = False  # the exhibit could not be opened; choosing it again tries again
        words, theme = ctx.words, ctx.theme
        self.actions_ = ViewerActions(words, theme, self)
        self.header = ExhibitHeader(ctx, self.actions_)
        self.viewer = Viewer(ctx, self.actions_)
        self.banners = Notices(ctx, self.viewer.ways, self.viewer)
        self.canvas = self.viewer.canvas
        self.annotator = Annotator(self)
        self.copier = Copier(ctx, self)
        self.opener = Opener(ctx, self)
        self.tracker = ReadingTracker(ctx, self.canvas, self)
        self.machine = MachineWords(ctx, self.viewer, self.opener, self.banners, self.actions_, self)
        self.empty = EmptyState(words.tr("Choose an exhibit in the list to read it here."))
        self.opening = Label("", "muted")
        self.opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.password = PasswordForm(words, theme)
        self.card = FactsCard(ctx)
        self.stack = QStackedWidget()
        for page in (self.empty, self.opening, self.password, self.card, self.viewer):
            self.stack.addWidget(page)
        self.others = Others(ctx, self.actions_, self.stack)
        said = words.tr("This citation was made in another version of the file.")
        self.landing = Landing(self, self.viewer, self.others, self.banners, said)
        self.stack.setMinimumHeight(theme.px(80))  # what is said above the page must have room in any case
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Line())
        column.addWidget(self.banners)
        self.notes = NotesPane(self)
        self.room = NotesRoom(theme, self.stack, self.notes)
        column.addWidget(self.room, 1)
        self.setMinimumWidth(theme.px(320))
        self.setAcceptDrops(True)
        self._wire()
        self.office = OfficePages(self)  # says its part after the pane's
        self.actions_.enable(False)

    def _wire(self) -> None:
        opener, viewer, made = self.opener, self.viewer, self.actions_
        opener.known.connect(self._known)
        opener.opened.connect(self._opened)
        opener.locked.connect(self._locked)
        opener.failed.connect(self._failed)
        self.password.given.connect(opener.unlock)
        self.header.original_wanted.connect(self.exhibit_wanted)
        viewer.page_changed.connect(self._show_page)
        viewer.turned.connect(self._turned)
        viewer.undrawn.connect(self.banners.undrawn)
        viewer.failed.connect(self.say)
        viewer.outside.connect(self.banners.outside)
        self.banners.again_wanted.connect(self.show_again)
        self.banners.text_wanted.connect(self._copy_page)
        viewer.parts.wanted.connect(self._parts)
        self.canvas.menu_wanted.connect(self._menu)
        self.canvas.mark_changed.connect(self._marked)
        self.others.marked_changed.connect(self._marked)
        self.others.moved.connect(self.ctx.place_changed)
        self.others.failed.connect(self.say)
        self.others.lost.connect(self._lost)
        self.others.brought.connect(self.parts_wanted)
        self.others.back_wanted.connect(self.toggle_octets)
        self.card.octets_wanted.connect(self.toggle_octets)
        made["octets"].triggered.connect(self.toggle_octets)
        self.card.cite_wanted.connect(self.cite)
        self.card.export_wanted.connect(self._export)
        made["cite"].triggered.connect(self.cite)
        made["facts"].triggered.connect(self._facts)
        made["copy"].triggered.connect(self._copy)
        made["notes"].triggered.connect(self.toggle_notes)
        made["bookmark"].triggered.connect(self.notes.bookmark_here)
        self.notes.jump_wanted.connect(self.show_exhibit)

    # the door ------------------------------------------------------------------------------------------------------

    def show_exhibit(
        self, exhibit_id: str, citation: Citation | None = None, found: SearchResult | None = None
    ) -> None:
        """Open an exhibit, or come to a cited or `found` place in it; one that is open is not opened again."""
        self.landing.ask(citation, found)
        if exhibit_id == self.opener.exhibit_id and not self._broken:
            if self.exhibit is not None and (self.viewer.source is not None or self.others.current is not None):
                self.landing.come(self.exhibit)
                self.landing.focus()
            return
        self._open(exhibit_id)

    def close_exhibit(self) -> None:
        """Let go of the exhibit and its decoder."""
        self._leave()
        self.stack.setCurrentWidget(self.empty)

    def place(self) -> dict[str, object]:
        """Where one is, as plain values for `restore_place`; empty without an exhibit."""
        if self.exhibit is None:
            return {}
        seen = self.viewer.place() if self.viewer.source is not None else {}
        if (other := self.others.current) is not None:
            seen = other.place()
        now = QApplication.focusWidget()
        focus = self.canvas.hasFocus() or (other is not None and now is not None and other.isAncestorOf(now))
        return {"exhibit": self.exhibit.id, "focus": focus, "notes": self.notes.isVisible(), **seen}

    def restore_place(self, place: dict[str, object]) -> None:
        """Open the exhibit of a place and come back to its page, zoom, turn and height."""
        exhibit = place.get("exhibit")
        if isinstance(exhibit, str) and exhibit:
            self.landing.ask_back(place)
            self.notes.setVisible(place.get("notes") is True)
            self.actions_["notes"].setChecked(place.get("notes") is True)
            self._open(exhibit)

    @Slot()
    def cite(self) -> None:
        """Make a citation of what is marked; without a mark, of the page or of the exhibit."""
        if self.actions_["cite"].isEnabled():
            self.marked(self.citation_made.emit)

    @property
    def has_mark(self) -> bool:
        """Whether something is marked in whatever shows the exhibit."""
        return self.others.current.marked if self.others.current is not None else bool(self.canvas.mark)

    def marked(self, done: citing.Ready) -> None:
        """Hand over the place of what is marked; without a mark, of the page or of the exhibit."""
        other = self.others.current
        if other is not None:
            other.cite(done)
        elif self.exhibit is not None:
            citing.make(self.exhibit, self.viewer.source, self.canvas.mark, self.canvas.page, done)

    @Slot()
    def toggle_notes(self) -> None:
        """Show or hide the annotations and bookmarks; shown, they have the focus."""
        self.actions_["notes"].setChecked(self.notes.isHidden())
        if self.notes.isHidden():
            self.room.show_notes()
            return
        self.notes.hide()
        if self.viewer.source is not None:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def toggle_octets(self) -> None:
        """Show the octets of the exhibit as they are in the file, or the exhibit again."""
        exhibit, evidence = self.exhibit, self.ctx.services.evidence
        if exhibit is None:
            return
        if self.others.octets_shown:
            self._open(exhibit.id)
            return

        def ready(source: Source) -> None:
            if self.exhibit is not exhibit:
                source.close()
                return
            self._put_away()
            self._broken = True  # whoever chooses the exhibit or a citation of it gets its usual view
            self.others.show_octets(source, exhibit)
            self._marked()
            self.landing.focus()

        self.ctx.run(self, lambda: evidence.peek(exhibit.id), ready, self.say)

    @Slot()
    def show_again(self) -> None:
        """Try again after a failure: pages are asked for anew, an exhibit that did not open is opened anew."""
        if self.exhibit is None:
            return
        self.banners.clear()
        if self.viewer.source is not None:
            self.viewer.retry()
        elif self.others.current is not None:
            self.others.current.retry()
        else:
            self._open(self.exhibit.id)

    # opening -------------------------------------------------------------------------------------------------------

    def _open(self, exhibit_id: str) -> None:
        self._leave()
        self._broken = False
        self.stack.setCurrentWidget(self.opening)
        self.opening.setText(self.ctx.words.tr("Opening the exhibit …"))
        self.landing.sets_out()
        self.opener.open(exhibit_id)

    def _leave(self) -> None:
        self.opener.stop()
        self._put_away()
        self.banners.clear()
        self.exhibit = None
        self.annotator.refresh()
        self.header.show_exhibit(None)
        self.actions_.enable(False)

    def _put_away(self) -> None:
        self.tracker.stop()
        self.machine.follow(None)
        self.viewer.clear()
        self.others.clear()

    @Slot(object)
    def _known(self, exhibit: ExhibitView) -> None:
        self.exhibit = exhibit
        self.header.show_exhibit(exhibit)
        self.notes.set_case(exhibit.case_id)
        self.annotator.refresh()
        self.opening.setText(self.ctx.words.tr("Opening {number} …", number=exhibit.number))

    @Slot(object)
    def _opened(self, document: Document) -> None:
        exhibit, info = self.exhibit, document.info
        assert exhibit is not None
        self.info = info
        if self.password.keep.isChecked():
            self.opener.keep_password()
        self.password.keep.setChecked(False)
        self.actions_.enable(True, ("facts",))
        self.actions_.enable(exhibit.size > 0, ("octets",))
        self.opened.emit(exhibit.id)
        self.actions_.enable(exhibit.status == "admitted", ("cite",))
        if info.reader == "none" or not (info.pages or info.reader == "media"):
            end(document)
            caged = "no_isolation" not in info.warnings
            self.card.show_exhibit(exhibit, info if caged else None)
            self.stack.setCurrentWidget(self.card)
            if not caged:
                self.say(KnownError(sentences.NO_ISOLATION))
            bare = caged and info.reader not in ("none", "office")
            self.banners.note(("no_pages", *info.warnings) if bare else info.warnings)
            return
        if not self.others.show(document, exhibit):
            self.stack.setCurrentWidget(self.viewer)
            self.viewer.show_document(document, exhibit.number, turns.remembered(self.ctx.settings, exhibit.id))
            self.tracker.follow(exhibit.id)
            self.machine.follow(exhibit)
        self.annotator.lay()
        self.banners.note(info.warnings)
        self._marked()
        self.landing.arrive(exhibit)

    @Slot(bool)
    def _locked(self, again: bool) -> None:
        self.stack.setCurrentWidget(self.password)
        self.password.ask(again=again)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """The exhibit could not be opened: its facts stay readable, it can be cited, and one can try again."""
        self._broken = True
        self.say(error)
        if self.exhibit is None:
            self.stack.setCurrentWidget(self.empty)
            return
        self.actions_.enable(self.exhibit.status == "admitted", ("cite",))
        self.actions_.enable(self.exhibit.size > 0, ("octets",))
        self.card.show_exhibit(self.exhibit, None)
        self.stack.setCurrentWidget(self.card)

    @Slot(object)
    def _lost(self, error: Exception) -> None:
        """What was shown is gone with its player: its facts stay."""
        self.others.clear()
        self._failed(error)

    @Slot(object)
    def say(self, error: Exception) -> None:
        """Show an error above the document, with a way to try again."""
        self.banners.say(error, again=self.exhibit is not None)

    @Slot(object)
    def _parts(self, parts: tuple[Part, ...]) -> None:
        """Files that the open exhibit brings along are to become exhibits."""
        if self.exhibit is not None and self.viewer.source is not None:
            self.parts_wanted.emit(Brought(self.exhibit, parts, self.viewer.source.parts_reader()))

    @Slot()
    def _facts(self) -> None:
        if self.exhibit is not None:
            FactsSheet(self.ctx, self, self.exhibit, self.info).open()

    # what happens in the viewer ------------------------------------------------------------------------------------

    @Slot(int)
    def _show_page(self, page: int) -> None:
        if self.exhibit is not None and self.viewer.source is not None:
            self.header.show_page(self.exhibit, page, self.viewer.source.pages)
            self.page_changed.emit(page)
            self.ctx.place_changed.emit()

    @Slot(object)
    def _turned(self, turning: turns.Turning) -> None:
        if self.exhibit is not None:
            turns.remember(self.ctx.settings, self.exhibit.id, turning)

    @Slot()
    def _marked(self) -> None:
        other = self.others.current
        marked = other.marked if other is not None else bool(self.canvas.mark) and bool(self.viewer.marked_text())
        self.actions_.enable(marked, ("copy",))

    @Slot()
    def _copy(self) -> None:
        if (exhibit := self.exhibit) is None:
            return
        if self.others.current is not None:
            self.others.current.copy_text(lambda text: self.copier.copy(exhibit.id, text))
        else:
            self.copier.copy(exhibit.id, self.viewer.marked_text())

    @Slot()
    def _copy_page(self) -> None:
        if self.exhibit is not None and self.viewer.source is not None:
            self.copier.copy(self.exhibit.id, self.viewer.source.text_here(self.canvas.page))

    @Slot()
    def _export(self) -> None:
        if self.exhibit is not None:
            self.export_wanted.emit(self.exhibit.id)

    @Slot(object)
    def _menu(self, at: QPoint) -> None:
        page_menu(self, self.actions_, self.annotator).popup(at)

    # dropping ------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_paths(event):
            self.files_dropped.emit(paths)
