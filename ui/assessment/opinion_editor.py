"""The opinion: outcome, reason codes, four parts of paragraphs with citations, and what still blocks signing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.assessment import rules
from models.views.assessment import PARTS, Obstacle, OpinionDraft, OpinionVersion
from models.views.evidence import CitationDraft
from models.views.papers import PartKind
from ui.assessment.consent_note import ConsentNote
from ui.assessment.law_list import LawList
from ui.assessment.obstacle_list import ObstacleList
from ui.assessment.opinion_desk import OpinionDesk
from ui.assessment.opinion_header import OpinionHeader
from ui.assessment.opinion_texts import TITLES
from ui.assessment.outcome_form import OutcomeForm
from ui.assessment.paragraph_editor import ParagraphEditor
from ui.assessment.part_editor import PartEditor
from ui.assessment.texts import as_citation
from ui.assessment.unread import Unread
from ui.assessment.versions_sheet import VersionsSheet
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.scrolled import scrolled


class OpinionEditor(QWidget):
    """Signals:
    citation_opened: A `Citation` whose place is to be shown.
    cite_requested: What is marked in the viewer is to be cited in the current paragraph.
    obstacle_opened: An `Obstacle` that is mended outside this editor (item, person, profile, case, consent).
    preview_requested: The case id; the opinion has been handed to the register before.
    sign_requested: The case id; the same.
    """

    citation_opened = Signal(object)
    cite_requested = Signal()
    obstacle_opened = Signal(object)
    preview_requested = Signal(str)
    sign_requested = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.desk = OpinionDesk(ctx, self)
        self._current = ""
        self._wanted: dict[str, object] = {}
        self.setAccessibleName(ctx.words.tr("Opinion"))
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = OpinionHeader(ctx)
        column.addWidget(self.header)
        column.addWidget(Line())
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._body())
        self.splitter.addWidget(self._foot())
        self.splitter.setStretchFactor(0, 1)
        self.splitter.splitterMoved.connect(self._shared)
        self._own_share = False
        self.whole = QWidget()
        whole = QVBoxLayout(self.whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.splitter, 1)
        whole.addWidget(Line())
        whole.addWidget(self._buttons())
        self.unread = Unread(self.ctx)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.unread)
        self.stack.addWidget(self.whole)
        column.addWidget(self.stack, 1)
        self._wire()
        self.setFocusProxy(self.outcome.box)
        self._close()

    # --- building ---

    def _body(self) -> QWidget:
        content = QWidget()
        content.setProperty("surface", "paper")
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        self.consent = ConsentNote(self.ctx)
        self.consent.wanted.connect(self._open_consent)
        column.addWidget(self.consent)
        self.outcome = OutcomeForm(self.ctx)
        column.addWidget(self.outcome)
        self.parts: dict[PartKind, PartEditor] = {}
        for part in PARTS:
            column.addWidget(Line())
            made = self.parts[part] = PartEditor(self.ctx, self.desk, part)
            column.addWidget(made)
            if part == "law":
                self.laws = LawList(self.ctx)
                column.addWidget(self.laws)
        self.authority = Label("", "muted")
        column.addWidget(self.authority)
        column.addStretch(1)
        self.page = scrolled(content)
        return self.page

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 8, 8, 4)
        self.obstacles = ObstacleList(self.ctx)
        column.addWidget(self.obstacles)
        foot.setMinimumHeight(self.ctx.theme.px(72))
        return foot

    def _buttons(self) -> QWidget:
        tr = self.ctx.words.tr
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 8, 16, 8)
        row.setSpacing(8)
        row.addStretch(1)
        self.preview = Button(tr("Preview"), theme=self.ctx.theme, icon="eye")
        self.sign = Button(tr("Sign"), "primary", theme=self.ctx.theme, icon="signature")
        row.addWidget(self.preview)
        row.addWidget(self.sign)
        return bar

    def _wire(self) -> None:
        desk = self.desk
        desk.loaded.connect(self._loaded)
        desk.failed.connect(self._failed)
        self.unread.chosen.connect(desk.read_again)
        desk.judged.connect(self._judged)
        desk.saved.connect(self.header.show_saved)
        desk.recorded.connect(self.header.show_version)
        self.outcome.changed.connect(self._outcome_changed)
        self.laws.changed.connect(self._laws_changed)
        for part in self.parts.values():
            part.entered.connect(self._entered)
            part.citation_opened.connect(self._open_citation)
            part.cite_wanted.connect(self.cite_requested)
        self.obstacles.opened.connect(self.go_to)
        self.preview.clicked.connect(self._preview)
        self.sign.clicked.connect(self._sign)
        self.header.record_button.clicked.connect(self._record)
        self.header.versions_button.clicked.connect(self.show_versions)
        tr = self.ctx.words.tr
        for name, text, keys, run in (
            ("record", tr("Save as a version"), ("Ctrl+S", "Ctrl+Ы"), self._record),
            ("cite", tr("Cite in this paragraph"), ("Ctrl+Shift+C", "Ctrl+Shift+С"), self.cite_requested),
        ):
            action = QAction(text, self)
            action.setObjectName(f"opinion.{name}")
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(run)
            self.addAction(action)

    # --- the door ---

    def set_case(self, case_id: str) -> None:
        """Show the opinion of a case."""
        self._close()
        self._current = ""
        for part in self.parts.values():
            part.undo.forget()
        self.header.show_saved("")
        self.desk.set_case(case_id)

    def receive(self, citation: CitationDraft) -> None:
        """A citation made in the viewer lands on the current paragraph; without one, on the facts."""
        if self.desk.view is None:
            return
        tr = self.ctx.words.tr
        if not self.desk.view.consent:
            self.ctx.messages.toast(tr(rules.CONSENT.message))
            return
        paragraph = self.desk.paragraph(self._current)
        if paragraph is None:
            first = self.desk.draft.part("facts")
            editor = self.parts["facts"].editors[first[-1].id] if first else self.parts["facts"].add_paragraph()
            paragraph = editor.draft
            self._current = paragraph.id
        place = [one.id for one in self.desk.draft.part(paragraph.part)].index(paragraph.id) + 1
        where = tr("{part}, paragraph {number}", part=tr(TITLES[paragraph.part]), number=place)
        if self.desk.cite(paragraph.id, citation):
            self.parts[paragraph.part].show_part()
            warning = self.desk.cautions.said(citation.exhibit_id)
            self.ctx.messages.toast(f"{tr('Cited in {item}.', item=where)} {warning}".strip())
        else:
            self.ctx.messages.toast(tr("This place is already cited in {item}.", item=where))
        self._bring(paragraph.id)

    def flush(self) -> None:
        """Save what was typed now, as a draft."""
        self.desk.flush()

    def place(self) -> dict[str, object]:
        """Where one is: paragraph and caret."""
        editor = self._editor(self._current)
        caret = editor.edit.caret() if editor is not None and editor.edit.hasFocus() else -1
        return {"paragraph": self._current, "caret": caret, "scroll": self.page.verticalScrollBar().value()}

    def restore_place(self, place: dict[str, object]) -> None:
        """Come back to a place, at once or as soon as the opinion is there."""
        self._wanted = dict(place)
        if self.desk.view is not None:
            self._come_back()

    @Slot(object)
    def go_to(self, obstacle: Obstacle) -> None:
        """Go to where an obstacle is mended; what lies outside this editor goes out as a signal."""
        target = obstacle.target
        if target.kind == "outcome":
            self._focus(self.outcome.box)
        elif target.kind == "codes":
            self.outcome.focus_codes(target.id)
            self.page.ensureWidgetVisible(self.outcome)
        elif target.kind == "part":
            part = next(one for name, one in self.parts.items() if name == target.id)
            editors = list(part.editors.values())
            self._focus((editors[0] if editors else part.add_paragraph()).edit)
        elif target.kind == "paragraph":
            self._reveal(target.id)
        else:
            self.obstacle_opened.emit(obstacle)

    # --- what the desk says ---

    @Slot()
    def _loaded(self) -> None:
        self.header.setEnabled(True)
        self.stack.setCurrentWidget(self.whole)
        self._show()
        self._come_back()

    def _close(self) -> None:
        self.unread.wait()
        self.stack.setCurrentWidget(self.unread)
        self.header.setEnabled(False)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._close()
        self.unread.explain(error)

    def _show(self) -> None:
        view, language = self.desk.view, self.ctx.words.language
        if view is None:
            return
        self.outcome.show_draft(view.outcomes, self.desk.draft)
        self.laws.show_laws(view.laws, self.desk.draft.laws)
        self.consent.setVisible(not view.consent)
        for part in self.parts.values():
            part.show_part()
            part.setEnabled(view.consent)
        said = view.outcomes.authority.text(language)
        self.authority.setText(self.ctx.words.tr("Always printed at the end: {text}", text=said))
        self.header.show_version(view.version)

    @Slot()
    def _judged(self) -> None:
        found = self.desk.obstacles
        self.obstacles.show_obstacles(found)
        stopped = any(one.stops for one in found)
        if not self._own_share:
            height, foot = self.splitter.height(), self.ctx.theme.px(180 if stopped else 72)
            self.splitter.setSizes([max(1, height - foot), foot])
        self.sign.setDisabled(stopped)
        tip = self.ctx.words.tr("The list above names what is still missing.") if stopped else ""
        self.sign.setToolTip(tip)

    @Slot()
    def _shared(self) -> None:
        """From now on the reader's own division holds."""
        self._own_share = True

    # --- what the reader does ---

    @Slot(object)
    def _outcome_changed(self, draft: OpinionDraft) -> None:
        # only what the form owns: a paragraph may have been typed since it was filled
        self.desk.change(replace(self.desk.draft, outcome=draft.outcome, codes=draft.codes))
        self.desk.flush()
        self._show()

    @Slot(object)
    def _laws_changed(self, laws: tuple[str, ...]) -> None:
        self.desk.change(replace(self.desk.draft, laws=laws))
        self._show()

    @Slot(str)
    def _entered(self, paragraph_id: str) -> None:
        self._current = paragraph_id
        self.ctx.place_changed.emit()

    @Slot(object)
    def _open_citation(self, citation: CitationDraft) -> None:
        self.citation_opened.emit(as_citation(citation, self.desk.case_id))

    @Slot()
    def _preview(self) -> None:
        # what is printed and signed is what is on record, so that comes first
        self.desk.record(self.preview_requested.emit)

    @Slot()
    def _sign(self) -> None:
        self.desk.record(self.sign_requested.emit)

    @Slot()
    def _record(self) -> None:
        self.desk.record()

    @Slot()
    def show_versions(self) -> None:
        view, case_id = self.desk.view, self.desk.case_id
        assessment = self.ctx.services.assessment

        def done(versions: tuple[OpinionVersion, ...]) -> None:
            if view is not None:
                VersionsSheet(self.ctx, self, view.outcomes, versions).open()

        self.ctx.run(self, lambda: assessment.opinion_versions(case_id), done)

    @Slot()
    def _open_consent(self) -> None:
        codes = ("consent.missing", "person.no_principal")
        wanted = next((one for one in self.desk.obstacles if one.code in codes), None)
        if wanted is not None:
            self.obstacle_opened.emit(wanted)

    # --- places ---

    def _editor(self, paragraph_id: str) -> ParagraphEditor | None:
        return next((part.editors[paragraph_id] for part in self.parts.values() if paragraph_id in part.editors), None)

    def _reveal(self, paragraph_id: str) -> None:
        editor = self._editor(paragraph_id)
        if editor is not None:
            self._focus(editor.edit)

    def _bring(self, paragraph_id: str) -> None:
        """Scroll to a paragraph once what was added to it has its room; the focus stays where one reads."""
        editor = self._editor(paragraph_id)
        if editor is not None:
            QTimer.singleShot(0, editor, lambda: self.page.ensureWidgetVisible(editor, 0, 8))

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.ensureWidgetVisible(widget, 0, 40)

    def _come_back(self) -> None:
        wanted, self._wanted = self._wanted, {}
        paragraph, caret = wanted.get("paragraph"), wanted.get("caret")
        editor = self._editor(paragraph) if isinstance(paragraph, str) else None
        if editor is None:
            return
        self._current = editor.draft.id
        if isinstance(caret, int) and caret >= 0:
            self._focus(editor.edit)
            editor.edit.set_caret(caret)

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            # going to another part of the case is leaving; a window that goes (lock, end) only keeps the draft
            (self.desk.flush if self.window().isHidden() else self.desk.leave)()
        super().hideEvent(event)
