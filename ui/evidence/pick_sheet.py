"""Choosing one thing by searching for it: a case for a source, a source for a case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.search_field import SearchField
from ui.widgets.sheet import Sheet

Ask = Callable[[str], list[Row]]  # on the database thread


class PickSheet(Sheet):
    """Signals:
    picked: The key of the chosen row; the sheet stays until it is told to close.
    """

    picked = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget, title: str, accept: str, hint: str, none: str, ask: Ask) -> None:
        super().__init__(ctx.words, ctx.theme, parent, title, accept=accept, scrolls=False, width=560)
        self._ctx = ctx
        self._ask_for = ask
        self._asked = 0
        self.field = SearchField(ctx.theme, hint)
        self.field.searched.connect(self._ask)
        self.field.left_down.connect(self._to_list)
        self.list = RowList(ctx.theme, title)
        self.list.setMinimumHeight(ctx.theme.px(240))
        self.list.opened.connect(self.picked)
        self.none = Label(none, "muted", parent=self)
        for widget in (self.field, self.list, self.none):
            self.body.addWidget(widget)
        self._ask("")
        self.field.setFocus()

    def submit(self) -> None:
        if self.list.current_key():
            self.picked.emit(self.list.current_key())

    @Slot(str)
    def _ask(self, text: str) -> None:
        self._asked += 1
        mine = self._asked

        def done(rows: list[Row]) -> None:
            if mine != self._asked:
                return
            self.list.set_rows(rows)
            self.list.setVisible(bool(rows))
            self.none.setVisible(not rows)
            self.accept_button.setEnabled(bool(rows))
            if rows:
                self.list.go_to(rows[0].key)

        self._ctx.run(self, lambda: self._ask_for(text), done, self.show_error)

    @Slot()
    def _to_list(self) -> None:
        self.list.setFocus()
