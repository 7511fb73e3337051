"""The strip over a case: which case it is, where it stands, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.views.register import CaseView
from ui.context import Context
from ui.register.elided import Elided
from ui.register.showing import Showing
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.tool_button import ToolButton

ROOM_FOR_DUE, ROOM_FOR_COUNTRY = 760, 680


class CaseStrip(QWidget):
    """Signals:
    back_wanted: To the list of cases.
    fold_wanted: Show or hide the outline.
    step_wanted: The one next step was pressed.
    """

    back_wanted = Signal()
    fold_wanted = Signal()
    step_wanted = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._show = Showing(ctx.words, ctx.services.register.codes)
        tr = ctx.words.tr
        self.setFixedHeight(ctx.theme.px(48))
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 0)
        row.setSpacing(8)
        self.back = ToolButton(ctx.theme, "arrow-left", tr("All cases"), shortcut="Alt+Up", size=20)
        self.back.clicked.connect(self.back_wanted)
        self.fold = ToolButton(ctx.theme, "layout-sidebar", tr("Outline of the case"), shortcut="Ctrl+F8", size=20)
        self.fold.clicked.connect(self.fold_wanted)
        self.number = Label("", "strong", wrap=False)
        self.applicant = Elided(ctx)
        self.country = Chip()
        self.state = Chip()
        self.due = Label("", "muted", wrap=False)
        self.step = Button("", "primary")
        self.step.clicked.connect(self.step_wanted)
        before: tuple[QWidget, ...] = (self.back, self.fold, self.number)
        after: tuple[QWidget, ...] = (self.country, self.state, self.due, self.step)
        for widget in before:
            row.addWidget(widget)
        row.addWidget(self.applicant, 1)
        for widget in after:
            row.addWidget(widget)
        self.step.hide()
        self.country.hide()

    def show_case(self, view: CaseView) -> None:
        tr, show = self._ctx.words.tr, self._show
        self.number.setText(view.number or tr("Draft"))
        self.applicant.set_text(view.applicant or view.fields.title)
        self.country.set(show.country(view.country), "neutral", show.code("country", view.country))
        self.state.set(show.state(view.state), show.tone(view.state))
        due = view.fields.due_on
        late = bool(due) and due < self._ctx.services.clock.today().isoformat()
        said = tr("Term passed on {day}", day=show.day(due)) if late else tr("Due on {day}", day=show.day(due))
        self.due.setText(said if due else "")
        self.due.set_role("bad" if late else "muted")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the term and the country go first; both stand in the overview."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width, px = self.width(), self._ctx.theme.px
        self.due.setVisible(bool(self.due.text()) and width >= px(ROOM_FOR_DUE))
        self.country.setVisible(bool(self.country.text()) and width >= px(ROOM_FOR_COUNTRY))

    def offer(self, text: str, icon: str = "") -> None:
        """Name the next step; an empty text takes it away."""
        self.step.setText(text)
        if icon:
            self._ctx.theme.put_icon(self.step, icon, tone="on_accent")
        self.step.setVisible(bool(text))
