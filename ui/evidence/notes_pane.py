"""Beside the pages: the annotations in a list, and one's own bookmarks in a tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models.views.annotations import Annotation, Bookmark, Labels
from models.views.changes import Changes
from models.views.evidence import CitationDraft
from ui.assessment.texts import as_citation, citation_name
from ui.evidence.annotation_list import AnnotationList
from ui.evidence.annotator import TABLES
from ui.evidence.bookmark_tree import BookmarkTree
from ui.evidence.labels_sheet import LabelsSheet
from ui.evidence.print_notes_sheet import PrintNotesSheet

if TYPE_CHECKING:
    from ui.evidence.evidence_pane import EvidencePane

LONGEST_TITLE = 80


class NotesPane(QWidget):
    """Signals:
    jump_wanted: An exhibit's id (str) and a `Citation` whose place is to be shown.
    """

    jump_wanted = Signal(str, object)

    def __init__(self, pane: EvidencePane) -> None:
        super().__init__(pane)
        self._pane_ref = ref(pane)  # a cycle would keep a closed pane alive
        self._ctx = pane.ctx
        self.annotator = pane.annotator
        self._case_id = ""
        tr = pane.ctx.words.tr
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Annotations and bookmarks"))
        self.tabs.addTab(tr("Annotations"))
        self.tabs.addTab(tr("Bookmarks"))
        self.tabs.setExpanding(True)
        self.tabs.setDrawBase(False)
        column.addWidget(self.tabs)
        self.list = AnnotationList(pane.ctx)
        self.tree = BookmarkTree(pane.ctx, self.annotator.undoing)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.tree)
        column.addWidget(self.stack, 1)
        self.setMinimumWidth(pane.ctx.theme.px(220))
        self._wire()

    @property
    def _pane(self) -> EvidencePane:
        pane = self._pane_ref()
        assert pane is not None
        return pane

    def _wire(self) -> None:
        rows, tree, annotator = self.list, self.tree, self.annotator
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        rows.opened.connect(self._come_to)
        rows.stood.connect(annotator.choose)
        rows.cite_wanted.connect(lambda one: self._pane.citation_made.emit(one.citation()))
        rows.edit_wanted.connect(annotator.edit_one)
        rows.delete_wanted.connect(annotator.delete_one)
        rows.labels_wanted.connect(self._edit_labels)
        rows.print_wanted.connect(self._print)
        rows.whole_case.connect(self.refresh)
        tree.opened.connect(self._come_to_bookmark)
        tree.add_wanted.connect(self._bookmark)
        tree.failed.connect(self._pane.say)
        annotator.shown.connect(self._shown)
        annotator.chosen.connect(rows.go_to)
        self._ctx.changed.connect(self._changed)

    # what is shown -------------------------------------------------------------------------------------------------

    def set_case(self, case_id: str) -> None:
        self._case_id = case_id
        self.tree.set_case(case_id)

    @Slot()
    def refresh(self, *_: object) -> None:
        """List the exhibit's annotations, or those of the whole case."""
        case_id, notes = self._case_id, self._ctx.services.evidence.annotations
        if not self.list.everything.isChecked() or not case_id:
            self._list(self.annotator.annotations, self.annotator.labels)
            return

        def done(found: tuple[tuple[Annotation, ...], Labels]) -> None:
            if self.list.everything.isChecked() and case_id == self._case_id:
                self._list(*found)

        self._ctx.run(self, lambda: (notes.of_case(case_id), notes.labels()), done, self._pane.say)

    def _list(self, annotations: tuple[Annotation, ...], labels: Labels) -> None:
        self.list.show_annotations(annotations, labels)
        words = self._ctx.words
        count = f"  {words.number(len(annotations))}" if annotations else ""
        self.tabs.setTabText(0, words.tr("Annotations") + count)
        chosen = self._pane.canvas.notes.chosen
        if chosen:
            self.list.go_to(chosen)

    @Slot(object)
    def _shown(self, _annotations: object) -> None:
        if not self.list.everything.isChecked():
            self.refresh()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        mine = changes.case_id in (None, self._case_id)
        if self.list.everything.isChecked() and changes.kinds & TABLES and mine:
            self.refresh()

    def show_tab(self, place: int) -> None:
        """Bring the annotations (0) or the bookmarks (1) to the front with the focus in them."""
        self.tabs.setCurrentIndex(place)
        target: QWidget = self.tree.tree if place else self.list.list
        if target.isHidden():
            target = self.tree.add if place else self.list.search
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # coming to places ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _come_to(self, one: Annotation) -> None:
        self._pane.canvas.notes.chosen = one.id
        self.jump_wanted.emit(one.exhibit_id, as_citation(one.citation(), one.case_id))

    @Slot(object)
    def _come_to_bookmark(self, one: Bookmark) -> None:
        if one.exhibit_id is None or one.place is None:
            return
        draft = CitationDraft(one.exhibit_id, one.sha256, one.place, number=one.number)
        self.jump_wanted.emit(one.exhibit_id, as_citation(draft, one.case_id))

    # bookmarks -----------------------------------------------------------------------------------------------------

    @Slot()
    def bookmark_here(self) -> None:
        self._bookmark(self.tree.folder_here() if self.tabs.currentIndex() == 1 and self.isVisible() else "")

    @Slot(str)
    def _bookmark(self, folder: str) -> None:
        """Bookmark what is marked, else the page one is on, else the exhibit."""
        bookmarks, words = self._ctx.services.evidence.bookmarks, self._ctx.words

        def ready(draft: CitationDraft) -> None:
            title = " ".join(draft.quote.split())[:LONGEST_TITLE] or citation_name(words, draft)
            self._run(
                lambda: bookmarks.add(draft.exhibit_id, draft.place, title, folder or None),
                words.tr("Bookmarked: {title}", title=title),
            )

        self._pane.marked(ready)

    def _run(self, work: Callable[[], object], said: str) -> None:
        self._ctx.run(self, work, lambda _done: self._ctx.messages.toast(said), self._pane.say)

    # sheets --------------------------------------------------------------------------------------------------------

    @Slot()
    def _edit_labels(self) -> None:
        LabelsSheet(self._ctx, self, self.annotator.labels).open()

    @Slot(object)
    def _print(self, annotations: tuple[Annotation, ...]) -> None:
        if annotations:
            PrintNotesSheet(self._ctx, self, annotations).open()
