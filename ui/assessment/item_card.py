"""One item: what is asked, what would show it, the answer with its note and citations, and why it still waits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.views.assessment import AnswerDraft, ItemView
from ui.assessment.answer_desk import editable
from ui.assessment.citation_row import CitationRow
from ui.assessment.citing_cautions import CitingCautions, sentences
from ui.assessment.consent_note import ConsentNote
from ui.assessment.fold import Fold
from ui.assessment.growing_edit import GrowingEdit
from ui.assessment.texts import block_chip
from ui.assessment.undo_line import UndoLine
from ui.context import Context
from ui.widgets.answer_control import AnswerControl
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.tips import plain


class ItemCard(QScrollArea):
    """Shows an item and its draft; knows nothing of saving.

    Signals:
        answered: The chosen value, or None when the answer was taken back.
        noted: The text of the note.
        consent_wanted: The consent that is missing is to be recorded.
    """

    answered = Signal(object)
    noted = Signal(str)
    consent_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.cautions = CitingCautions(ctx, self, drafted=False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("surface", "paper")
        content = QWidget()
        content.setProperty("surface", "paper")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(8)
        self.setWidget(content)
        self._head()
        self._answer()
        self._column.addStretch(1)

    def _head(self) -> None:
        tr, theme = self._ctx.words.tr, self._ctx.theme
        self.code, self.block = Chip(), Chip()
        self.second = Chip(
            tr("second reading outstanding"),
            tip=tr(
                "Another member must read this item before a recommendation is issued. It does not stop the opinion."
            ),
        )
        chips = QWidget()
        flow = FlowLayout(chips, 6)
        for chip in (self.code, self.block, self.second):
            flow.addWidget(chip)
        self.text = Label("", "heading").selectable()
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.evidence = Label("", "muted")
        self.more = Fold(theme, tr("How to read this item"))
        self.guidance, self.basis, self.laws = Label(), Label("", "small"), Label("", "small")
        for label in (self.guidance, self.basis, self.laws):
            self.more.body.addWidget(label)
        for widget in (chips, self.text, self.evidence, self.more):
            self._column.addWidget(widget)

    def _answer(self) -> None:
        words = self._ctx.words
        self.ground = Label("", "muted")
        self._column.addWidget(self.ground)
        self.consent = ConsentNote(self._ctx)
        self.consent.wanted.connect(self.consent_wanted)
        self._column.addWidget(self.consent)
        self.control = AnswerControl(words)
        self.control.answered.connect(self.answered)
        self.note = GrowingEdit(words.tr("Note"), words.tr("Note"))
        self.note.textChanged.connect(self._noted)
        self.note.left.connect(self._leave_note)
        self.citations = CitationRow(self._ctx, self.cautions)
        self.cautions.changed.connect(self._warn)
        self.undo = UndoLine(words)
        self.reason, self.warning = Label("", "warn"), Label("", "muted")
        self._reason_line = self._signed(self.reason, "pencil")
        self._warning_line = self._signed(self.warning, "alert-triangle")
        self.others = Label("", "small")
        self._column.addSpacing(4)
        lines = (self._warning_line, self.undo, self._reason_line, self.others)
        for widget in (self.control, self.note, self.citations, *lines):
            self._column.addWidget(widget)

    def _signed(self, label: Label, icon: str) -> QWidget:
        """A line that warns, with a sign before it."""
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        sign = Label("", wrap=False)
        self._ctx.theme.put_icon(sign, icon, 16, "warn")
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        return made

    def show_item(self, view: ItemView, draft: AnswerDraft) -> None:
        """Another item, or the same one read anew."""
        tr, language = self._ctx.words.tr, self._ctx.words.language
        item = view.item
        self.code.set(item.id, "info", tr("Item {item}", item=item.id))
        chip = block_chip(self._ctx.words, view)
        self.block.setVisible(chip is not None)
        if chip is not None:
            self.block.set(*chip)
        self.second.setVisible(view.second_reading_outstanding)
        self.text.setText(item.text.text(language))
        self.evidence.setText(tr("What shows it: {evidence}", evidence=item.evidence.text(language)))
        self.guidance.setText(item.guidance.text(language))
        self.basis.setText(tr("Basis: {basis}", basis=item.basis.text(language)))
        self.laws.setText(self._laws(view))
        self.laws.setVisible(bool(item.laws))
        self.control.set_allowed("NA", not item.never_lifted, tr("“Not applicable” can't be chosen for this item."))
        self._show_standing(view)
        unnamed = tr("Another member")
        said = [f"{other.author or unnamed}: {other.value}" for other in view.others]
        self.others.setText(tr("Other readers: {list}", list="; ".join(said)) if said else "")
        self.others.setVisible(bool(said))
        self.show_draft(draft)

    def _show_standing(self, view: ItemView) -> None:
        tr = self._ctx.words.tr
        for widget in (self.control, self.note, self.citations):
            widget.setVisible(editable(view))
        if not editable(view):
            self._reason_line.hide()
            self._warning_line.hide()
        self.consent.setVisible(view.applies and view.consent_missing)
        ground = ""
        if view.applies and view.consent_missing:
            ground = tr("An earlier answer is kept in the history.") if view.answer is not None else ""
        elif not view.applies:
            ground = tr("Not applicable by rule: {ground}", ground=tr(view.ground))
            if view.answer is not None:
                ground += " " + tr("An earlier answer is kept in the history.")
        elif view.fact_unknown:
            ground = tr("It applies as long as the facts of the case do not say otherwise.")
        self.ground.setText(ground)
        self.ground.setVisible(bool(ground))

    def _laws(self, view: ItemView) -> str:
        tr, language = self._ctx.words.tr, self._ctx.words.language
        lines = []
        for law in view.item.laws:
            checked = (
                tr("checked on {day}", day=law.checked_on)
                if law.checked_on
                else tr("not checked against the text in force; never printed")
            )
            lines.append(f"{law.name(language)} — {checked}")
        return "\n".join(lines)

    def show_draft(self, draft: AnswerDraft) -> None:
        self.control.set_value(draft.value)
        self.note.show_text(draft.note)
        self.citations.show_citations(draft.citations)
        self._warn()

    @Slot()
    def _warn(self) -> None:
        """Say what stands against the exhibits that are cited here."""
        cited = dict.fromkeys(chip.citation.exhibit_id for chip in self.citations.chips())
        found = [one for exhibit_id in cited for one in self.cautions.warnings(exhibit_id)]
        self.warning.setText("\n".join(self._ctx.words.tr(one.text, **dict(one.parameters)) for one in found))
        self.warning.setToolTip(plain("\n".join(sentences(self._ctx, one) for one in found)))
        self._warning_line.setVisible(bool(found) and self.citations.isVisibleTo(self))

    def show_reason(self, message: str, remedy: str) -> None:
        """Why the answer is still a draft; nothing while there is no reason."""
        self.reason.setText(f"{message} {remedy}".strip())
        self._reason_line.setVisible(bool(message))

    @Slot()
    def _noted(self) -> None:
        self.noted.emit(self.note.toPlainText())

    @Slot()
    def _leave_note(self) -> None:
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)
