"""The register of country information: list with search and stale marks on the left, the source on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.assessment import reliance
from models.views.changes import Changes
from models.views.search import SearchResult
from models.views.sources import FoundSource, Reliance, SourceUseView, SourceView
from ui.context import Context
from ui.evidence import source_texts
from ui.evidence.disclosure_sheet import DisclosureSheet
from ui.evidence.remove_source_sheet import RemoveSourceSheet
from ui.evidence.source_flows import SourceFlows
from ui.evidence.source_pane import SourcePane
from ui.evidence.source_sheet import SourceSheet
from ui.files import choose_file
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.search_field import SearchField

LIST_WIDTH = 372
LIST_MOST = 440


class SourcesScreen(QWidget):
    """Signals:
    found: A `SearchResult` that leads to an exhibit made of a source.
    file_opened: The id of a source whose file is read now, and the password that opened it, empty without.
    """

    found = Signal(object)
    file_opened = Signal(str, str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._views: dict[str, SourceView] = {}
        self._hits: dict[str, SearchResult] = {}  # by their rows' keys
        self._wanted = ""
        self._sought: SearchResult | None = None
        self._asked = 0
        tr, theme = ctx.words.tr, ctx.theme
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Country information"))
        self.banners = BannerArea(ctx.words, theme)
        self.flows = SourceFlows(ctx, self)
        self.search = SearchField(theme, tr("Title, publisher, words of the note or of the file"))
        self.search.searched.connect(self._ask)
        self.search.left_down.connect(self._to_list)
        self.count = Label("", "small", wrap=False)
        self.new = Button(tr("New source"), "primary", theme=theme, icon="plus")
        self.new.clicked.connect(self.new_source)
        self.list = RowList(theme, tr("Sources"))
        self.list.current.connect(self._choose)
        self.list.opened.connect(self._open)
        self.pane = SourcePane(ctx)
        self.pane.edit_wanted.connect(self._edit)
        self.pane.file_wanted.connect(self._choose_file)
        self.pane.use_wanted.connect(self._use)
        self.pane.remove_wanted.connect(self._remove)
        self.pane.disclosure_wanted.connect(self._disclose)
        self.pane.found.connect(self.found)
        self.pane.reader.file_opened.connect(self.file_opened)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(1, 1)
        wide = min(theme.px(LIST_WIDTH), LIST_MOST)  # large letters must leave the source its room
        self.split.setSizes([wide, 2 * wide])
        self.empty = EmptyState("", tr("New source"))
        self.empty.chosen.connect(self._from_empty)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.split)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        for widget, stretch in ((self.search, 1), (self.count, 0), (self.new, 0)):
            head.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.banners)
        column.addWidget(Line())
        column.addWidget(self.stack, 1)
        for text, keys, slot in (
            (tr("New source"), ("Ctrl+N", "Ctrl+Т"), self.new_source),
            (tr("Search the sources"), ("Ctrl+Shift+F", "Ctrl+Shift+А"), self._to_search),
        ):
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
        self.setFocusProxy(self.search)
        ctx.changed.connect(self._changed)
        self._ask("")

    # --- the door ---

    def show_source(self, source_id: str, sought: SearchResult | None = None) -> None:
        """Stand on a source, whatever was searched; come to a place in its file if one is `sought`."""
        self._wanted, self._sought = source_id, sought
        self.search.clear()
        self._ask("")

    @Slot()
    def new_source(self) -> SourceSheet:
        sheet = SourceSheet(self._ctx, self)
        sheet.saved.connect(lambda view: self.show_source(view.id))
        sheet.open()
        return sheet

    # --- the list ---

    @Slot(str)
    def _ask(self, text: str) -> None:
        self._asked += 1
        mine, sources = self._asked, self._ctx.services.sources

        def done(found: tuple[FoundSource, ...]) -> None:
            if mine == self._asked:
                self._show(text, found)

        self._ctx.run(self, lambda: sources.found(text), done)

    def _show(self, text: str, found: tuple[FoundSource, ...]) -> None:
        words = self._ctx.words
        self._views = {one.view.id: one.view for one in found}
        self.count.setText(words.trn("{n} source", "{n} sources", len(found)) if found else "")
        self.stack.setCurrentWidget(self.split if found else self.empty)
        if not found:
            none = words.tr("Sources of country information stand here once and are used in many cases.")
            said, verb = (words.tr("No source matches the search."), words.tr("Show all sources")) if text else (
                none, words.tr("New source")
            )  # fmt: skip
            self.empty.set(said, verb)
        before = self._wanted or self.list.current_key()
        self._wanted = ""
        rows: list[Row] = []
        self._hits = {}
        for one in found:
            under = source_texts.hit_rows(words, one)
            rows += (source_texts.found_row(words, one), *(row for row, _ in under.values()))
            self._hits |= {key: hit for key, (_, hit) in under.items()}
        self.list.set_rows(rows)
        if found and not (before and self.list.go_to(before)):
            self.list.go_to(found[0].view.id)
        self._choose(self.list.current_key())

    def _source_of(self, key: str) -> str:
        """The source of a row, be it its own or that of a place in its file."""
        hit = self._hits.get(key)
        return hit.owner_id if hit is not None else key

    @Slot(str)
    def _choose(self, key: str) -> None:
        view = self._views.get(self._source_of(key))
        if view is None:
            return
        store = self._ctx.services.vault.store

        def done(relied: tuple[Reliance, ...]) -> None:
            if self._source_of(self.list.current_key()) == view.id:
                self.pane.show_source(view, relied)
                self._come(view)

        self._ctx.run(self, lambda: reliance.of_source(store, view.id), done)

    @Slot(str)
    def _open(self, key: str) -> None:
        hit = self._hits.get(key)
        if hit is not None:
            self._sought = hit
            if self.pane.source is not None:
                self._come(self.pane.source)

    def _come(self, view: SourceView) -> None:
        sought = self._sought
        if sought is not None and sought.owner_id == view.id:
            self._sought = None
            if sought.page is not None:
                self.pane.come_to(sought)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.kinds & {"source", "source_check", "source_use", "citation", "exhibit"}:
            self._ask(self.search.text().strip())

    # --- what can be done ---

    @Slot()
    def _edit(self) -> None:
        if self.pane.source is not None:
            SourceSheet(self._ctx, self, self.pane.source).open()

    @Slot()
    def _choose_file(self) -> None:
        source = self.pane.source
        if source is not None:
            title = self._ctx.words.tr("The file of the source")
            choose_file(self, title, lambda path: self.flows.attach(source.id, path))

    @Slot()
    def _use(self) -> None:
        if self.pane.source is not None:
            self.flows.pick_case(self.pane.source)

    @Slot()
    def _remove(self) -> None:
        if self.pane.source is not None:
            RemoveSourceSheet(self._ctx, self, self.pane.source, self.pane.relied).open()

    @Slot(object)
    def _disclose(self, use: SourceUseView) -> None:
        DisclosureSheet(self._ctx, self, use).open()

    @Slot()
    def _to_list(self) -> None:
        if self._views:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _from_empty(self) -> None:
        """The button in the middle: out of a search that found nothing, else a first source."""
        if self.search.text().strip():
            self.search.clear()
            self._to_search()
            self._ask("")
        else:
            self.new_source()

    @Slot()
    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
