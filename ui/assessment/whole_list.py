"""The whole checklist as a list: sections with their progress, every item with how it stands, five filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from desktop.i18n import N_
from models.views.assessment import ChecklistView, ItemState, ItemView, SectionProgress
from ui.assessment.fold import Fold
from ui.assessment.texts import block_chip, value_name
from ui.context import Context
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.row import Row
from ui.widgets.row_list import RowList

Filter = Literal["all", "open", "blocking", "answered", "by_rule"]
FILTERS: tuple[tuple[Filter, str], ...] = (
    ("all", N_("All")),
    ("open", N_("Unanswered")),
    ("blocking", N_("Blocking")),
    ("answered", N_("Answered")),
    ("by_rule", N_("Not applicable by rule")),
)
NOTHING: dict[Filter, str] = {
    "all": N_("The checklist has no items."),
    "open": N_("Every item that applies has an answer."),
    "blocking": N_("Nothing is held up by the checklist."),
    "answered": N_("No item has an answer yet. Choose one in the list of all items and answer with 1–5."),
    "by_rule": N_("Every item applies to this case."),
}
ICONS: dict[ItemState, str] = {
    "answered": "circle-check",
    "draft": "pencil",
    "open": "circle-dashed",
    "by_rule": "circle-minus",
}
StateOf = Callable[[ItemView], ItemState]


class WholeList(QWidget):
    """Signals:
    chosen: The id of the item to go to.
    """

    chosen = Signal(str)

    def __init__(self, ctx: Context, state: StateOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._state = state
        self._view: ChecklistView | None = None
        self.filter: Filter = "all"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QWidget()
        flow = FlowLayout(bar, 4)
        flow.setContentsMargins(12, 8, 12, 8)
        self._group = QButtonGroup(self)
        self.buttons: dict[Filter, QPushButton] = {}
        for number, (name, _text) in enumerate(FILTERS):
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("piece", "chip")
            button.setProperty("tone", "neutral")
            self._group.addButton(button, number)
            self.buttons[name] = button
            flow.addWidget(button)
        self._group.idClicked.connect(self._filtered)
        column.addWidget(bar)
        self.principles = Fold(ctx.theme, ctx.words.tr("Principles of the review"))
        self.principles.setContentsMargins(8, 0, 12, 4)
        self._said: tuple[str, ...] = ()
        column.addWidget(self.principles)
        column.addWidget(Line())
        self.list = RowList(ctx.theme, ctx.words.tr("Items of the checklist"))
        self.list.opened.connect(self._open)
        self.empty = EmptyState("")
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column.addWidget(place, 1)
        self.set_filter("all")

    def set_filter(self, name: Filter) -> None:
        self.filter = name
        for known, button in self.buttons.items():
            button.setChecked(known == name)
            button.setProperty("tone", "info" if known == name else "neutral")
            button.style().unpolish(button)
            button.style().polish(button)
        self._fill()

    def show_view(self, view: ChecklistView, current: str) -> None:
        self._view = view
        self._say_principles(view)
        self._fill()
        self.list.go_to(current)

    def _say_principles(self, view: ChecklistView) -> None:
        said = tuple(one.text(self._ctx.words.language) for one in view.checklist.principles)
        if said != self._said:
            self._said = said
            for number, text in enumerate(said, start=1):
                self.principles.body.addWidget(Label(f"{number}. {text}"))

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        tr = self._ctx.words.tr
        for name, text in FILTERS:
            count = sum(self._fits(one, name) for one in view.items)
            self.buttons[name].setText(tr("{name} {count}", name=tr(text), count=count))
            self.buttons[name].updateGeometry()
        rows: list[Row] = []
        for section in view.sections:
            items = [one for one in view.items if one.item.section == section.code and self._fits(one, self.filter)]
            if items:
                rows.append(self._section(section))
                rows += [self._row(one) for one in items]
        self.list.set_rows(rows)
        self.empty.set(tr(NOTHING[self.filter]))
        self._stack.setCurrentIndex(0 if rows else 1)

    def _fits(self, view: ItemView, name: Filter) -> bool:
        if name == "all":
            return True
        if name == "blocking":
            return bool(view.block)
        if name == "open":
            return view.open
        return view.applies and view.answer is not None if name == "answered" else not view.applies

    def _section(self, section: SectionProgress) -> Row:
        words = self._ctx.words
        return Row(
            key=f"section:{section.code}",
            title=f"{section.code}. {section.title.text(words.language)}",
            detail=section.note.text(words.language),
            aside=words.tr("{done} of {all}", done=section.answered, all=section.counted),
            strong=True,
        )

    def _row(self, view: ItemView) -> Row:
        words, state = self._ctx.words, self._state(view)
        detail = {
            "answered": value_name(words, view.answer.value if view.answer else None),
            "draft": words.tr("Draft, not yet an answer"),
            "open": words.tr("No answer"),
            "by_rule": words.tr(view.ground),
        }[state]
        chip = block_chip(words, view) if view.block else None
        return Row(
            key=view.item.id,
            title=f"{view.item.id}  {view.item.text.text(words.language)}",
            detail=detail,
            chip=chip[0] if chip else "",
            tone=chip[1] if chip else "neutral",
            icon=ICONS[state],
        )

    @Slot(int)
    def _filtered(self, number: int) -> None:
        self.set_filter(FILTERS[number][0])

    @Slot(str)
    def _open(self, key: str) -> None:
        view = self._view
        if key.startswith("section:") and view is not None:
            code = key.removeprefix("section:")
            fitting = (v.item.id for v in view.items if v.item.section == code and self._fits(v, self.filter))
            key = next(fitting, "")
        if key:
            self.chosen.emit(key)
