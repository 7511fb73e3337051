"""One exhibit in the middle of the window: which one, what is to be said about it, and its pages or its facts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import KnownError
from desktop.evidence import sentences
from models.views.evidence import CellPlace, Citation, CitationDraft, DocumentInfo, ExhibitView, Part
from models.views.search import SearchResult
from ui.context import Context
from ui.evidence import citing, turns
from ui.evidence.actions import ANNOTATE, ViewerActions
from ui.evidence.annotator import Annotator
from ui.evidence.copying import Copier
from ui.evidence.document_source import Document, end
from ui.evidence.dropping import local_paths
from ui.evidence.exhibit_header import ExhibitHeader
from ui.evidence.facts_card import FactsCard
from ui.evidence.facts_sheet import FactsSheet
from ui.evidence.intake import Brought
from ui.evidence.machine_words import MachineWords
from ui.evidence.notes_pane import NotesPane
from ui.evidence.octets import Source
from ui.evidence.opener import Opener
from ui.evidence.others import Others
from ui.evidence.password_form import PasswordForm
from ui.evidence.reading_tracker import ReadingTracker
from ui.evidence.viewer import Viewer
from ui.messages import Action
from ui.widgets.banner_area import BannerArea
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.line import Line

WORTH_SAYING: tuple[str, ...] = ("cut", "more_frames", "unreadable_characters", "direction_marks", "damaged")
WORTH_SAYING += ("remote_content", "nested", "rtf_only")
WORTH_SAYING += ("macros", "outside_links", "embedded_objects", "hidden_sheets", "tracked_changes", "layout_lost")
WORTH_SAYING += ("refused_members", "no_text")
NOTES_WIDE = 280
NOTES_BESIDE = 720  # from this width on annotations stand beside the document, else under it


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
        self._target: Citation | None = None
        self._found: SearchResult | None = None
        self._info: DocumentInfo | None = None
        self._broken = False  # the exhibit could not be opened; choosing it again tries again
        self._place: dict[str, object] | None = None
        self._focus_at_opening: QWidget | None = None
        self.takes_focus = True  # with what it opens
        words, theme = ctx.words, ctx.theme
        self.actions_ = ViewerActions(words, theme, self)
        self.header = ExhibitHeader(words, theme, self.actions_)
        self.banners = BannerArea(words, theme)
        self.viewer = Viewer(ctx, self.actions_)
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
        self.stack.setMinimumHeight(theme.px(80))  # what is said above the page must have room in any case
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Line())
        column.addWidget(self.banners)
        self.room = QSplitter(Qt.Orientation.Horizontal)
        self.room.setChildrenCollapsible(False)
        self.room.addWidget(self.stack)
        self.notes = NotesPane(self)
        self.notes.hide()
        self.room.addWidget(self.notes)
        self.room.setStretchFactor(0, 1)
        self.room.setStretchFactor(1, 0)
        column.addWidget(self.room, 1)
        self.setMinimumWidth(theme.px(320))
        self.setAcceptDrops(True)
        self._wire()
        self._clear()

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
        viewer.undrawn.connect(self._undrawn)
        viewer.failed.connect(self._say)
        viewer.outside.connect(self._outside)
        viewer.parts.wanted.connect(self._parts)
        self.canvas.menu_wanted.connect(self._menu)
        self.canvas.mark_changed.connect(self._marked)
        self.others.marked_changed.connect(self._marked)
        self.others.moved.connect(self.ctx.place_changed)
        self.others.failed.connect(self._say)
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
        self._target, self._found = citation, found
        if exhibit_id == self.opener.exhibit_id and not self._broken:
            if self.viewer.source is not None or self.others.current is not None:
                self._come_to_citation()
                self._focus_document()
            return
        self._open(exhibit_id)

    def close_exhibit(self) -> None:
        """Let go of the exhibit and its decoder."""
        self._leave()
        self._clear()

    def place(self) -> dict[str, object]:
        """Where one is, as plain values for `restore_place`; empty without an exhibit."""
        if self.exhibit is None:
            return {}
        seen = self.viewer.place() if self.viewer.source is not None else {}
        other = self.others.current
        if other is not None:
            seen = other.place()
        now = QApplication.focusWidget()
        focus = self.canvas.hasFocus() or (other is not None and now is not None and other.isAncestorOf(now))
        return {"exhibit": self.exhibit.id, "focus": focus, "notes": self.notes.isVisible(), **seen}

    def restore_place(self, place: dict[str, object]) -> None:
        """Open the exhibit of a place and come back to its page, zoom, turn and height."""
        exhibit = place.get("exhibit")
        if isinstance(exhibit, str) and exhibit:
            self._place = dict(place)
            self.notes.setVisible(place.get("notes") is True)
            self.actions_["notes"].setChecked(place.get("notes") is True)
            self._open(exhibit)

    @Slot()
    def cite(self) -> None:
        """Make a citation of what is marked; without a mark, of the page or of the exhibit."""
        if self.actions_["cite"].isEnabled():
            self.marked(self._cited)

    @property
    def has_mark(self) -> bool:
        """Whether something is marked in whatever shows the exhibit."""
        return self.others.current.marked if self.others.current is not None else bool(self.canvas.mark)

    def marked(self, done: citing.Ready) -> None:
        """Hand over the place of what is marked; without a mark, of the page or of the exhibit."""
        if self.others.current is not None:
            self.others.current.cite(done)
        elif self.exhibit is not None:
            citing.make(self.exhibit, self.viewer.source, self.canvas.mark, self.canvas.page, done)

    @Slot()
    def toggle_notes(self) -> None:
        """Show or hide the annotations and bookmarks; shown, they have the focus."""
        shown = self.notes.isHidden()
        self.notes.setVisible(shown)
        self.actions_["notes"].setChecked(shown)
        if shown:
            self._share_room()
            self.notes.show_tab(self.notes.tabs.currentIndex())
        elif self.viewer.source is not None:
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
            self.tracker.stop()
            self.machine.follow(None)
            self.viewer.clear()
            self.others.clear()
            self._broken = True  # whoever chooses the exhibit or a citation of it gets its usual view
            self.others.show_octets(source, exhibit)
            self._marked()
            self._focus_document()

        self.ctx.run(self, lambda: evidence.peek(exhibit.id), ready, self._say)

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
        self._focus_at_opening = QApplication.focusWidget()
        self.opener.open(exhibit_id)

    def _leave(self) -> None:
        self.opener.stop()
        self.tracker.stop()
        self.machine.follow(None)
        self.viewer.clear()
        self.others.clear()
        self.banners.clear()
        self.exhibit = None
        self.annotator.refresh()
        self.header.show_exhibit(None)
        self.actions_.enable(False)

    def _clear(self) -> None:
        self.stack.setCurrentWidget(self.empty)
        self.actions_.enable(False)

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
        self._info = info
        self._keep_password(exhibit)
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
                self._say(KnownError(sentences.NO_ISOLATION))
            elif info.reader not in ("none", "office"):
                self._note("no_pages")
            return
        if not self.others.show(document, exhibit):
            self.stack.setCurrentWidget(self.viewer)
            self.viewer.show_document(document, exhibit.number, turns.remembered(self.ctx.settings, exhibit.id))
            self.tracker.follow(exhibit.id)
            self.machine.follow(exhibit)
        self.annotator.lay()
        place, self._place = self._place, None
        if place is not None and place.get("exhibit") != exhibit.id:
            place = None
        if place is not None and self.others.current is not None:
            self.others.current.put_place(place)
        elif place is not None and "page" in place:
            self.viewer.put_place(place)
        notes = [self.ctx.words.tr(sentences.NOTES[code]) for code in info.warnings if code in WORTH_SAYING]
        if notes:
            self.banners.show_text(" ".join(notes), "warn")
        self._marked()
        self._come_to_citation()
        if self._may_take_focus(place):
            self._focus_document()

    def _keep_password(self, exhibit: ExhibitView) -> None:
        """The password that opened the document, if its keeping was ticked."""
        password, passwords = self.opener.password, self.ctx.services.evidence.passwords
        if password and self.password.keep.isChecked() and not self.ctx.services.vault.read_only:
            self.ctx.run(self, lambda: passwords.keep(exhibit.id, password), None, self._say)
        self.password.keep.setChecked(False)

    def _focus_document(self) -> None:
        if self.others.current is not None:
            self.others.current.take_focus()
        else:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_take_focus(self, restored: dict[str, object] | None) -> bool:
        """Not from a reader who has gone on while the exhibit was opening, nor from where a lock was."""
        if not self.takes_focus:
            return False
        if restored is not None:
            return restored.get("focus") is True
        now = QApplication.focusWidget()
        return now is None or now is self._focus_at_opening or self.isAncestorOf(now)

    @Slot(bool)
    def _locked(self, again: bool) -> None:
        self.stack.setCurrentWidget(self.password)
        self.password.ask(again=again)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """The exhibit could not be opened: its facts stay readable, it can be cited, and one can try again."""
        self._broken = True
        self._say(error)
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
        """Show an error above the document."""
        self._say(error)

    @Slot(object)
    def _say(self, error: Exception) -> None:
        """What went wrong, and the way back; pages that are here already stay."""
        if not isinstance(error, KnownError):
            self.ctx.messages.error(self, error)
            return
        if error.code == sentences.CLOSED.code:
            return  # an answer that came after the exhibit was put away
        words = self.ctx.words
        action = Action(words.tr("Show again"), self.show_again) if self.exhibit is not None else None
        self.banners.show_text(f"{error.message(words)} {error.remedy(words)}".strip(), "bad", action)

    @Slot(str)
    def _outside(self, address: str) -> None:
        """A link to the outside is shown as text: nothing in an exhibit is ever fetched."""
        text = self.ctx.words.tr("This link leads outside and is not opened: {address}", address=address)
        self.banners.clear(self.viewer.ways)
        self.banners.show_text(text, "info", owner=self.viewer.ways)

    @Slot(object)
    def _parts(self, parts: tuple[Part, ...]) -> None:
        """Files that the open exhibit brings along are to become exhibits."""
        if self.exhibit is not None and self.viewer.source is not None:
            self.parts_wanted.emit(Brought(self.exhibit, parts, self.viewer.source.parts_reader()))

    @Slot()
    def _facts(self) -> None:
        if self.exhibit is not None:
            FactsSheet(self.ctx, self, self.exhibit, self._info).open()

    def _note(self, code: str) -> None:
        self.banners.show_text(self.ctx.words.tr(sentences.NOTES[code]), "warn")

    # what happens in the viewer ------------------------------------------------------------------------------------

    def _come_to_citation(self) -> None:
        target, self._target = self._target, None
        found, self._found = self._found, None
        if self.exhibit is not None and found is not None and found.page is not None:
            at = found.context
            if self.others.current is None:
                self.viewer.come_to_words(found.page, at.start, at.count, found.offset, found.rects)
            elif found.cell is not None:
                self.others.current.come_to(CellPlace(*found.cell))
        if target is None or self.exhibit is None:
            return
        if target.sha256 != self.exhibit.sha256:
            self.banners.show_text(self.ctx.words.tr("This citation was made in another version of the file."), "warn")
        if self.others.current is not None:
            self.others.current.come_to(target.place)
        else:
            self.viewer.come_to(target.place)

    def _cited(self, draft: CitationDraft) -> None:
        self.citation_made.emit(draft)

    @Slot(int)
    def _show_page(self, page: int) -> None:
        if self.exhibit is not None and self.viewer.source is not None:
            self.header.show_page(self.exhibit, page, self.viewer.source.pages)
            self.page_changed.emit(page)
            self.ctx.place_changed.emit()

    @Slot(int)
    def _turned(self, turn: int) -> None:
        if self.exhibit is not None:
            turns.remember(self.ctx.settings, self.exhibit.id, turn)

    @Slot(bool)
    def _undrawn(self, missing: bool) -> None:
        """R-D4: letters that are in the file and not in its picture must not go unseen."""
        self.banners.clear(self.viewer)
        if missing:
            tr = self.ctx.words.tr
            note = sentences.NOTES["text_not_drawn"]
            action = Action(tr("Copy the page's text"), self._copy_page)
            self.banners.show_text(tr(note), "warn", action, owner=self.viewer)

    @Slot()
    def _marked(self) -> None:
        other = self.others.current
        marked = other.marked if other is not None else bool(self.canvas.mark) and bool(self.viewer.marked_text())
        self.actions_.enable(marked, ("copy",))

    @Slot()
    def _copy(self) -> None:
        exhibit, other = self.exhibit, self.others.current
        if exhibit is not None and other is not None:
            other.copy_text(lambda text: self.copier.copy(exhibit.id, text))
        elif self.exhibit is not None:
            self.copier.copy(self.exhibit.id, self.viewer.marked_text())

    def _copy_page(self) -> None:
        if self.exhibit is not None and self.viewer.source is not None:
            self.copier.copy(self.exhibit.id, self.viewer.source.text_here(self.canvas.page))

    @Slot()
    def _export(self) -> None:
        if self.exhibit is not None:
            self.export_wanted.emit(self.exhibit.id)

    @Slot(object)
    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.annotator.current is not None:
            menu.addAction(self.annotator.edit_action)
            menu.addAction(self.annotator.delete_action)
            menu.addSeparator()
        for key in (
            "cite",
            "copy",
            "all",
            "",
            "text",
            "box",
            "caret",
            "",
            *ANNOTATE,
            "",
            "machine",
            "facts",
            "octets",
            "",
            "find",
            "go",
            "turn_right",
            "turn_left",
        ):
            if key:
                menu.addAction(self.actions_[key])
            else:
                menu.addSeparator()
        menu.popup(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.ctx.theme.px(NOTES_BESIDE)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way != self.room.orientation():
            self.room.setOrientation(way)
            self._share_room()

    def _share_room(self) -> None:
        """Beside the document the notes have a column, under it less than half."""
        beside = self.room.orientation() == Qt.Orientation.Horizontal
        whole = self.room.width() if beside else self.room.height()
        part = self.ctx.theme.px(NOTES_WIDE) if beside else whole * 2 // 5
        self.room.setSizes([max(1, whole - part), part])

    # dropping ------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_paths(event)
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.files_dropped.emit(paths)
