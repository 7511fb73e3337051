"""The foot of the checklist: previous and next item, what is open and what blocks as links, when it was saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.views.assessment import ChecklistView
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.line import Line


class ItemNav(QWidget):
    """Signals:
    previous_wanted, next_wanted, next_open_wanted: One step through the items.
    open_wanted, blocking_wanted: The whole list, filtered.
    """

    previous_wanted = Signal()
    next_wanted = Signal()
    next_open_wanted = Signal()
    open_wanted = Signal()
    blocking_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ctx.words
        tr, theme = ctx.words.tr, ctx.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line())
        steps = QHBoxLayout()
        steps.setContentsMargins(12, 6, 12, 0)
        steps.setSpacing(4)
        self.previous = Button("", theme=theme, icon="chevron-left", tip=tr("Previous item  {key}", key="P"))
        self.next_open = Button(
            tr("Next open"), theme=theme, icon="arrow-right", tip=tr("Next open item  {key}", key="Shift+N")
        )
        self.next = Button("", theme=theme, icon="chevron-right", tip=tr("Next item  {key}", key="N"))
        self.next_open.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands at the far side
        self.previous.clicked.connect(self.previous_wanted)
        self.next_open.clicked.connect(self.next_open_wanted)
        self.next.clicked.connect(self.next_wanted)
        steps.addWidget(self.previous)
        steps.addStretch(1)
        steps.addWidget(self.next_open)
        steps.addStretch(1)
        steps.addWidget(self.next)
        column.addLayout(steps)
        foot = QWidget()
        counts = FlowLayout(foot, 4)
        counts.setContentsMargins(8, 0, 16, 4)
        self.open = Button("", "link", tip=tr("Show what is open"))
        self.blocking = Button("", "link", tip=tr("Show what blocks"))
        self.open.clicked.connect(self.open_wanted)
        self.blocking.clicked.connect(self.blocking_wanted)
        self.saved = Label("", "small", wrap=False)
        counts.addWidget(self.open)
        counts.addWidget(self.blocking)
        counts.addWidget(self.saved)
        column.addWidget(foot)

    def show_place(self, before: str, after: str) -> None:
        """The ids of the neighbours, "" at the ends."""
        tr = self._words.tr
        self.previous.setText(before or "–")
        self.previous.setEnabled(bool(before))
        self.previous.setAccessibleName(tr("Previous item {item}", item=before))
        self.next.setText(after or "–")
        self.next.setEnabled(bool(after))
        self.next.setAccessibleName(tr("Next item {item}", item=after))

    def show_counts(self, view: ChecklistView) -> None:
        trn = self._words.trn
        self.open.setText(trn("{n} open", "{n} open", len(view.open_items)))
        self.blocking.setText(trn("{n} blocks", "{n} block", len(view.blocking_items)))
        self.blocking.setVisible(bool(view.blocking_items))
        self.next_open.setEnabled(bool(view.open_items))

    def show_saved(self, text: str) -> None:
        self.saved.setText(text)
