"""One paragraph of the opinion: its text, its citations, the reason codes it answers, its place among the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.views.assessment import ParagraphDraft
from ui.assessment.citation_row import CitationRow
from ui.assessment.citing_cautions import CitingCautions
from ui.assessment.growing_edit import GrowingEdit
from ui.context import Context
from ui.widgets.flow import FlowLayout
from ui.widgets.tool_button import ToolButton


class ParagraphEditor(QWidget):
    """Signals:
    changed: The `ParagraphDraft` as it now is.
    entered: The paragraph became the current one.
    moved: -1 up, 1 down.
    removed: It is to go.
    citation_opened: The `CitationDraft` whose place is to be shown.
    citation_removed: The `CitationDraft` that is to go.
    cite_wanted: What is marked in the viewer is to be cited here.
    """

    changed = Signal(object)
    entered = Signal()
    moved = Signal(int)
    removed = Signal()
    citation_opened = Signal(object)
    citation_removed = Signal(object)
    cite_wanted = Signal()

    def __init__(self, ctx: Context, cautions: CitingCautions, draft: ParagraphDraft, name: str, hint: str) -> None:
        super().__init__()
        self.draft = draft
        tr, theme = ctx.words.tr, ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        self.edit = GrowingEdit(name, hint, reading=True, lines=(2, 24))
        self.edit.show_text(draft.text)
        self.edit.textChanged.connect(self._typed)
        self.edit.entered.connect(self.entered)
        column.addWidget(self.edit)
        self.codes = QWidget()
        self._codes = FlowLayout(self.codes)
        self._code_buttons: dict[str, QPushButton] = {}
        self._tip = tr("This paragraph answers reason code {code}")
        column.addWidget(self.codes)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        self.citations = CitationRow(ctx, cautions)
        self.citations.opened.connect(self.citation_opened)
        self.citations.removed.connect(self.citation_removed)
        self.citations.wanted.connect(self._wanted)
        foot.addWidget(self.citations, 1)
        self.up = ToolButton(theme, "arrow-up", tr("Move the paragraph up"), shortcut="Ctrl+Shift+Up")
        self.down = ToolButton(theme, "arrow-down", tr("Move the paragraph down"), shortcut="Ctrl+Shift+Down")
        self.gone = ToolButton(theme, "trash", tr("Remove the paragraph"))
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.gone.clicked.connect(self.removed)
        for button in (self.up, self.down, self.gone):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        for text, keys, run in (
            (tr("Move the paragraph up"), "Ctrl+Shift+Up", self._up),
            (tr("Move the paragraph down"), "Ctrl+Shift+Down", self._down),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(run)
            self.addAction(action)
        self.citations.show_citations(draft.citations)

    def show_draft(self, draft: ParagraphDraft) -> None:
        """The same paragraph as it is kept now; the caret stays where it is."""
        self.draft = draft
        self.edit.show_text(draft.text)
        self.citations.show_citations(draft.citations)

    def show_codes(self, codes: Sequence[str]) -> None:
        """Offer the opinion's reason codes to be ticked; hidden where there are none."""
        if list(self._code_buttons) != list(codes):
            for button in self._code_buttons.values():
                self._codes.removeWidget(button)
                button.deleteLater()
            self._code_buttons = {code: self._code_button(code) for code in codes}
            self._codes.invalidate()
            self.codes.updateGeometry()
        for code, button in self._code_buttons.items():
            button.setChecked(code in self.draft.codes)
            button.setProperty("tone", "info" if code in self.draft.codes else "neutral")
            button.style().unpolish(button)
            button.style().polish(button)
        self.codes.setVisible(bool(codes))

    def show_ends(self, first: bool, last: bool) -> None:
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)

    def _code_button(self, code: str) -> QPushButton:
        button = QPushButton(code)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("piece", "chip")
        tip = self._tip.format(code=code)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(self._coded)
        self._codes.addWidget(button)
        button.show()
        return button

    @Slot()
    def _typed(self) -> None:
        self.draft = replace(self.draft, text=self.edit.toPlainText())
        self.changed.emit(self.draft)

    @Slot()
    def _coded(self) -> None:
        ticked = tuple(code for code, button in self._code_buttons.items() if button.isChecked())
        self.draft = replace(self.draft, codes=ticked)
        self.show_codes(tuple(self._code_buttons))
        self.changed.emit(self.draft)

    @Slot()
    def _wanted(self) -> None:
        self.entered.emit()
        self.cite_wanted.emit()

    @Slot()
    def _up(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _down(self) -> None:
        self.moved.emit(1)
