"""Every hit of a search: the question, chips for the kind of hit and for filters, and the hits in pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.register import question
from models.views.changes import Changes
from models.views.search import GROUPS, Group, SearchAnswer, SearchGroup, SearchResult
from ui.context import Context
from ui.register import found_rows
from ui.widgets.button import Button
from ui.widgets.chip_button import ChipButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.search_field import SearchField

PAGE = 50


class ResultsScreen(QWidget):
    """Signals:
    found: The `SearchResult` that was opened.
    """

    found = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._text = ""
        self._group: Group | None = None
        self._offset = 0
        self._asked = 0
        self._answer = SearchAnswer("")
        self._results: dict[str, SearchResult] = {}
        self._wanted = ""
        tr = ctx.words.tr
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Search"))
        self.field = SearchField(ctx.theme, tr("Words, “exact phrase”, beginning*, case:, kind:, date:, lang:"))
        self.field.searched.connect(self._ask)
        self.field.left_down.connect(self._to_list)
        self.field.returnPressed.connect(self._to_list)
        self.groups = QWidget()
        self._groups = FlowLayout(self.groups)
        self.filters = QWidget()
        self._filters = FlowLayout(self.filters)
        self.list = RowList(ctx.theme, tr("Results"))
        self.list.opened.connect(self._open)
        self.empty = EmptyState(tr(found_rows.HOW))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.list)
        self.count = Label("", "small", wrap=False)
        self.back = Button(tr("Previous results"), theme=ctx.theme, icon="chevron-left")
        self.on = Button(tr("Next results"), theme=ctx.theme, icon="chevron-right")
        self.back.clicked.connect(lambda: self._turn(-PAGE))
        self.on.clicked.connect(lambda: self._turn(PAGE))
        self._lay_out()
        for text, keys, slot in (
            (tr("Edit the question"), ("Ctrl+F", "Ctrl+А"), self._to_field),
            (tr("Next results"), ("Alt+Right",), self.on.click),
            (tr("Previous results"), ("Alt+Left",), self.back.click),
        ):
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
        self.setFocusProxy(self.field)
        ctx.changed.connect(self._changed)
        self._show(SearchAnswer(""))

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(self.field)
        head.addWidget(self.groups)
        head.addWidget(self.filters)
        self.foot = QWidget()
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 4)
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        column.addWidget(self.stack, 1)
        below.addLayout(foot)
        column.addWidget(self.foot)

    # --- the door ---

    def show_all(self, text: str) -> None:
        """Search for what was typed in the palette."""
        self._group = None
        self.field.setText(text)
        self._ask(text)
        self._to_list()

    def place(self) -> dict[str, object]:
        """What is searched and stood on; it is kept in the vault and nowhere else."""
        return {"text": self._text, "group": self._group or "", "offset": self._offset, "at": self.list.current_key()}

    def restore_place(self, place: dict[str, object]) -> None:
        group, offset = place.get("group"), place.get("offset")
        self._group = next((known for known in GROUPS if known == group), None)
        text = str(place.get("text") or "")
        self.field.setText(text)
        self._wanted = str(place.get("at") or "")
        self._ask(text, offset if isinstance(offset, int) else 0)

    # --- asking ---

    @Slot(str)
    def _ask(self, text: str, offset: int = 0) -> None:
        if text != self._text:
            offset = offset or 0
        self._text, self._offset = text, max(0, offset)
        self._asked += 1
        mine, group, at = self._asked, self._group, self._offset
        everything = self._ctx.services.everything

        def work() -> tuple[SearchAnswer, SearchGroup | None]:
            overview = everything.search(text, each=5)
            return overview, everything.page(text, group, limit=PAGE, offset=at) if group else None

        def done(both: tuple[SearchAnswer, SearchGroup | None]) -> None:
            if mine == self._asked:
                self._show(*both)

        self._ctx.run(self, work, done)

    def _turn(self, by: int) -> None:
        self._ask(self._text, self._offset + by)

    def _choose(self, group: Group | None) -> None:
        self._group = group
        self._ask(self._text)
        self._to_list()

    def _without(self, start: int, end: int) -> None:
        text = " ".join((self._text[:start] + self._text[end:]).split())
        self.field.setText(text)
        self._ask(text)

    # --- showing ---

    def _show(self, answer: SearchAnswer, page: SearchGroup | None = None) -> None:
        words = self._ctx.words
        self._answer = answer
        self._results.clear()
        rows: list[Row] = []
        for group in [page] if page is not None else answer.groups:
            if page is None:
                name = found_rows.name(words, group.group)
                rows.append(Row(f"group:{group.group}", name, aside=found_rows.counted(words, group), heading=True))
            for result in group.results:
                key = f"find:{len(self._results)}"
                self._results[key] = result
                rows.append(found_rows.row(words, key, result))
        self.list.set_rows(rows)
        self.stack.setCurrentWidget(self.list if self._results else self.empty)
        if not self._results:
            self.empty.set(found_rows.nothing(words, answer) if answer.text.strip() else words.tr(found_rows.HOW))
        elif not (self._wanted and self.list.go_to(self._wanted)):
            self.list.go_to("find:0")
        self._wanted = ""
        self._show_groups()
        self._show_filters()
        self._show_count(page)

    def _show_groups(self) -> None:
        tr = self._ctx.words.tr
        total = [(None, tr("All"))]
        known: list[tuple[Group | None, str]] = [*total]
        for group in self._answer.groups:
            name = found_rows.name(self._ctx.words, group.group)
            known.append((group.group, f"{name} {found_rows.counted(self._ctx.words, group)}"))
        _clear(self._groups)
        for group_name, text in known if len(known) > 1 else ():
            chosen = group_name == self._group
            chip = ChipButton(text, "info" if chosen else "neutral", payload=group_name, parent=self.groups)
            chip.setCheckable(True)
            chip.setChecked(chosen)
            chip.clicked.connect(lambda _=False, g=group_name: self._choose(g))
            self._groups.addWidget(chip)
            chip.show()
        self.groups.setVisible(self._groups.count() > 0)

    def _show_filters(self) -> None:
        tr = self._ctx.words.tr
        _clear(self._filters)
        for start, end, text in question.filters_in(self._text):
            bad = any(text.split(":", 1)[-1].strip('"«»') in one for one in self._answer.unknown)
            chip = ChipButton(
                f"{text} ×", "warn" if bad else "neutral", tip=tr("Take this filter out"),
                name=tr("Take out the filter {filter}", filter=text), parent=self.filters,
            )  # fmt: skip
            chip.clicked.connect(lambda _=False, a=start, b=end: self._without(a, b))
            self._filters.addWidget(chip)
            chip.show()
        self.filters.setVisible(self._filters.count() > 0)

    def _show_count(self, page: SearchGroup | None) -> None:
        words = self._ctx.words
        self.foot.setVisible(page is not None)
        if page is None:
            self.count.setText("")
            return
        self.back.setEnabled(page.offset > 0)
        self.on.setEnabled(page.offset + PAGE < page.total or (page.more and len(page.results) == PAGE))
        last = page.offset + len(page.results)
        self.count.setText(
            words.tr("{first}–{last} of {total}", first=min(page.offset + 1, last), last=last,
                     total=found_rows.counted(words, page))
        )  # fmt: skip

    # --- inner ---

    @Slot(str)
    def _open(self, key: str) -> None:
        result = self._results.get(key)
        if result is not None:
            self.found.emit(result)

    @Slot()
    def _to_list(self) -> None:
        if self._results:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _to_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._text and self.isVisible() and changes.kinds & {"case", "exhibit", "answer", "opinion", "source"}:
            self._wanted = self.list.current_key()
            self._ask(self._text, self._offset)


def _clear(layout: FlowLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
