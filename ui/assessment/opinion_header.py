"""The head of the opinion: its version, when it was saved, and the ways to record it and to read older versions."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.clock import parse_stamp
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton


class OpinionHeader(QWidget):
    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ctx.words
        tr, theme = ctx.words.tr, ctx.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(4)
        row.addWidget(Label(tr("Opinion"), "strong"))
        self.version = Label("", "small", wrap=False)
        row.addWidget(self.version, 1)
        self.saved = Label("", "small", wrap=False)
        row.addWidget(self.saved)
        self.record_button = ToolButton(theme, "device-floppy", tr("Save as a version"), shortcut="Ctrl+S")
        self.versions_button = ToolButton(theme, "history", tr("Versions of the opinion"))
        row.addWidget(self.record_button)
        row.addWidget(self.versions_button)

    def show_version(self, number: int) -> None:
        """0 = nothing on record yet."""
        self.version.setText(self._words.tr("version {number}", number=number) if number else "")

    def show_saved(self, at: str) -> None:
        """A stamp, or "" for not yet."""
        words = self._words
        self.saved.setText(words.tr("saved {time}", time=words.time(parse_stamp(at))) if at else "")
