"""One part of the opinion: its heading, its paragraphs, and the button that adds one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.views.assessment import ParagraphDraft
from models.views.evidence import CitationDraft
from models.views.papers import PartKind
from ui.assessment.opinion_desk import OpinionDesk
from ui.assessment.opinion_texts import HINTS, TITLES
from ui.assessment.paragraph_editor import ParagraphEditor
from ui.assessment.undo_line import UndoLine
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.label import Label


class PartEditor(QWidget):
    """Signals:
    entered: The id of the paragraph that became the current one.
    citation_opened: The `CitationDraft` whose place is to be shown.
    cite_wanted: What is marked in the viewer is to be cited in the current paragraph.
    """

    entered = Signal(str)
    citation_opened = Signal(object)
    cite_wanted = Signal()

    def __init__(self, ctx: Context, desk: OpinionDesk, part: PartKind) -> None:
        super().__init__()
        self._ctx = ctx
        self._desk = desk
        self.part: PartKind = part
        self.editors: dict[str, ParagraphEditor] = {}
        tr = ctx.words.tr
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.title = Label(tr(TITLES[part]), "heading")
        self.hint = Label(tr(HINTS[part]), "small")
        self._column.addWidget(self.title)
        self._column.addWidget(self.hint)
        self.undo = UndoLine(ctx.words)
        self._column.addWidget(self.undo)
        self.add = Button(tr("Add a paragraph"), "link", theme=ctx.theme, icon="plus")
        self.add.setAccessibleName(tr("Add a paragraph: {part}", part=tr(TITLES[part])))
        self.add.clicked.connect(self.add_paragraph)
        self._column.addWidget(self.add)

    def show_part(self) -> None:
        """Show the part as the desk has it; editors of paragraphs that stay keep focus and caret."""
        paragraphs = self._desk.draft.part(self.part)
        for gone in set(self.editors) - {one.id for one in paragraphs}:
            editor = self.editors.pop(gone)
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        for place, paragraph in enumerate(paragraphs):
            known = self.editors.get(paragraph.id)
            if known is None:
                known = self.editors[paragraph.id] = self._make(paragraph, place)
            known.show_draft(paragraph)
            if self._column.indexOf(known) != place + 2:
                self._column.removeWidget(known)
                self._column.insertWidget(place + 2, known)
            known.show_ends(place == 0, place == len(paragraphs) - 1)
            known.show_codes(self._desk.draft.codes if self.part == "assessment" else ())

    @Slot()
    def add_paragraph(self) -> ParagraphEditor:
        """A new paragraph at the end, with the focus in it."""
        paragraph = self._desk.new_paragraph(self.part)
        self._desk.put(paragraph)
        self.show_part()
        editor = self.editors[paragraph.id]
        editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return editor

    def _make(self, paragraph: ParagraphDraft, place: int) -> ParagraphEditor:
        tr = self._ctx.words.tr
        name = tr("{part}, paragraph {number}", part=tr(TITLES[self.part]), number=place + 1)
        editor = ParagraphEditor(self._ctx, self._desk.cautions, paragraph, name, tr(HINTS[self.part]))
        editor.changed.connect(self._changed)
        editor.entered.connect(self._entered)
        editor.moved.connect(self._moved)
        editor.removed.connect(self._removed)
        editor.citation_opened.connect(self.citation_opened)
        editor.citation_removed.connect(self._uncite)
        editor.cite_wanted.connect(self.cite_wanted)
        self._column.insertWidget(place + 2, editor)
        editor.show()  # at once, so that its keys work before the next turn of the event loop
        return editor

    def _sender(self) -> ParagraphEditor:
        editor = self.sender()
        assert isinstance(editor, ParagraphEditor)
        return editor

    @Slot(object)
    def _changed(self, draft: ParagraphDraft) -> None:
        self._desk.put(draft)

    @Slot()
    def _entered(self) -> None:
        self.entered.emit(self._sender().draft.id)

    @Slot(int)
    def _moved(self, way: int) -> None:
        editor = self._sender()
        if self._desk.move(editor.draft.id, way):
            self.show_part()
            editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _removed(self) -> None:
        draft = self._sender().draft
        place = self._desk.take_out(draft.id)

        def back() -> None:
            self._desk.put(draft, place)
            self.show_part()

        self.show_part()
        if not draft.blank:
            self.undo.offer(self._ctx.words.tr("Paragraph removed."), back)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _uncite(self, citation: CitationDraft) -> None:
        before = self._sender().draft

        def back() -> None:
            now = self._desk.paragraph(before.id)
            if now is not None:
                self._desk.put(replace(now, citations=before.citations))
                self.show_part()

        self._desk.put(replace(before, citations=tuple(one for one in before.citations if one != citation)))
        self.show_part()
        self.undo.offer(self._ctx.words.tr("Citation removed."), back)
