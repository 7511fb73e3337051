"""The head of the checklist: where one is, how far, and the ways to history and whole list."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.views.assessment import ChecklistView
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton


class PanelHeader(QWidget):
    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ctx.words
        tr, theme = ctx.words.tr, ctx.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(4)
        self.section = Label("", "strong")
        self.progress = Label("", "small", wrap=False)
        self.history_button = ToolButton(theme, "history", tr("History of this answer"), shortcut="H")
        self.list_button = ToolButton(theme, "list", tr("Whole checklist"), shortcut="L", checkable=True)
        row.addWidget(self.section, 1)
        row.addWidget(self.progress)
        row.addWidget(self.history_button)
        row.addWidget(self.list_button)

    def clear(self) -> None:
        self.section.setText("")
        self.progress.setText("")

    def show_section(self, view: ChecklistView, code: str) -> None:
        """The progress of one section."""
        section = next(one for one in view.sections if one.code == code)
        language = self._words.language
        title = f"{section.code}. {section.title.text(language)}"
        self._show(title, section.note.text(language), section.answered, section.counted)

    def show_whole(self, view: ChecklistView) -> None:
        """The progress of the whole list."""
        self._show(self._words.tr("Whole checklist"), "", view.answered, view.counted)

    def _show(self, title: str, note: str, done: int, counted: int) -> None:
        tr = self._words.tr
        self.section.setText(title)
        self.section.setToolTip(note)
        self.progress.setText(tr("{done} of {all}", done=done, all=counted))
        self.progress.setToolTip(tr("Items with an answer, of those that apply"))
