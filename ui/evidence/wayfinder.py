"""Ways through the open document: outline, links, back and forward, what pages call themselves."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QToolTip

from desktop.i18n import Words
from models.views.evidence import PageFrame
from models.views.ways import OutlineEntry, PageLink
from ui.evidence import geometry
from ui.evidence.actions import ViewerActions
from ui.evidence.document_source import DocumentSource
from ui.evidence.marks import Highlight
from ui.evidence.outline_pane import OutlinePane
from ui.evidence.page_canvas import PageCanvas
from ui.widgets.tips import plain

MOST_STEPS = 100
KEPT_PAGES = 32


class Wayfinder(QObject):
    """Works for one canvas and one outline.

    Signals:
    labelled: The pages' own names are here.
    outside: The address of a link to the outside that was chosen; it is never opened.
    """

    labelled = Signal()
    outside = Signal(str)

    def __init__(self, words: Words, canvas: PageCanvas, pane: OutlinePane, actions: ViewerActions) -> None:
        super().__init__(canvas)
        self._words = words
        self._canvas = canvas
        self._pane = pane
        self._actions = actions
        self._source: DocumentSource | None = None
        self._labels: tuple[str, ...] = ()
        self._links: dict[int, tuple[PageLink, ...]] = {}
        self._asked: set[int] = set()
        self._fresh = False  # nothing was asked about the document yet
        self._behind: list[tuple[int, float]] = []
        self._ahead: list[tuple[int, float]] = []
        self._chosen: tuple[int, int] | None = None
        self._due: tuple[int, float | None, float | None, tuple[int, int]] | None = None
        pane.chosen.connect(self._to_entry)
        canvas.clicked.connect(self._clicked)
        canvas.words_ready.connect(self._page_read)
        canvas.page_changed.connect(pane.follow)
        canvas.page_changed.connect(self._show_links)
        canvas.view_changed.connect(self._show_links)
        canvas.installEventFilter(self)
        canvas.viewport().installEventFilter(self)

    def attach(self, source: DocumentSource | None) -> None:
        """Another document, or none. Its outline and labels are asked for when its first page has been read: nobody
        waits for a page because of them.
        """
        self._source, self._labels, self._links = source, (), {}
        self._asked.clear()
        self._behind.clear()
        self._ahead.clear()
        self._chosen = self._due = None
        self._pane.show_entries(())
        self._pane.hide()
        self._actions.enable(False, ("outline", "back", "forward", "link"))
        self._fresh = source is not None and source.reader == "pdf"

    def label(self, page: int) -> str:
        """What a page (from 0) calls itself where that is not its number; citations keep the number."""
        label = self._labels[page] if page < len(self._labels) else ""
        return label if label != str(page + 1) else ""

    def remember(self) -> None:
        """Before a jump: where one was, for the way back."""
        here = (self._canvas.page, self._canvas.share())
        self._behind = [*self._behind, here][-MOST_STEPS:]
        self._ahead.clear()
        self._show_steps()

    def back(self) -> None:
        self._step(self._behind, self._ahead)

    def forward(self) -> None:
        self._step(self._ahead, self._behind)

    def next_link(self) -> None:
        """Choose the next link on the page, or on the two beside each other; Enter follows it."""
        here = [(page, number) for page in self._row() for number in range(len(self._links.get(page, ())))]
        if here:
            after = here.index(self._chosen) + 1 if self._chosen in here else 0
            self._choose(*here[after % len(here)])

    def toggle_outline(self) -> None:
        self._pane.setVisible(self._pane.isHidden())
        if self._pane.isVisible():
            self._pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # answers -------------------------------------------------------------------------------------------------------

    def _outline_came(self, entries: tuple[OutlineEntry, ...]) -> None:
        self._pane.show_entries(entries)
        self._actions.enable(bool(entries), ("outline",))
        self._pane.follow(self._canvas.page)

    def _labels_came(self, labels: tuple[str, ...]) -> None:
        self._labels = labels
        if labels:
            self.labelled.emit()

    @Slot(int)
    def _page_read(self, page: int) -> None:
        source = self._source
        if source is None or source.reader != "pdf":
            return
        if self._fresh:
            self._fresh = False
            source.ask(lambda document: document.outline(), self._outline_came)
            source.ask(lambda document: document.labels(), self._labels_came)
        self._go_on(page)
        for one in {page, *(self._row() if page == self._canvas.page else ())}:
            if one not in self._asked:
                self._ask_links(source, one)

    def _ask_links(self, source: DocumentSource, page: int) -> None:
        self._asked.add(page)

        def came(links: tuple[PageLink, ...]) -> None:
            self._links[page] = links
            while len(self._links) > KEPT_PAGES:
                gone = next(iter(self._links))
                del self._links[gone]
                self._asked.discard(gone)
            self._show_links()

        source.ask(lambda document: document.links(page), came)

    def _row(self) -> range:
        """The page one is on, or the two beside each other."""
        return self._canvas.layout_.row(self._canvas.page) if len(self._canvas.layout_) else range(0)

    @Slot()
    def _show_links(self) -> None:
        """Links can be chosen where there are some; of a page that has come to stand beside another they are asked."""
        self._actions.enable(any(self._links.get(page) for page in self._row()), ("link",))
        if self._source is not None and self._canvas.page in self._asked:
            for page in self._row():
                if page not in self._asked:
                    self._ask_links(self._source, page)

    # going ---------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _to_entry(self, entry: OutlineEntry) -> None:
        if entry.page is not None:
            self._go(entry.page, entry.left, entry.height)

    def _go(self, page: int, left: float | None, height: float | None) -> None:
        if self._source is None:
            return
        self.remember()
        self._due = None
        self._arrive(page, left, height)
        if page not in self._source.frames and (left, height) != (None, None):
            self._due = (page, left, height, self._bars())
            self._source.ask_words(page)
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrive(self, page: int, left: float | None, height: float | None) -> None:
        """To a place of user space; how that lies on a page that is not known yet is guessed."""
        assert self._source is not None
        size = self._source.size(page)
        frame = self._source.frames.get(page) or PageFrame(size.width, size.height)
        if left is None and height is None:
            self._canvas.go_to(page)
            return
        right, top = frame.left + frame.width, frame.bottom + frame.height
        x0, x1 = (frame.left, right) if left is None else (min(max(left, frame.left), right),) * 2
        y0, y1 = (frame.bottom, top) if height is None else (min(max(height, frame.bottom), top),) * 2
        corners = QPointF(*frame.shown(x0, y1)), QPointF(*frame.shown(x1, y0))
        self._canvas.go_to_spot(page, QRectF(*corners).normalized())

    def _go_on(self, page: int) -> None:
        """A page that one went to is known now: to the very place, if the reader has stayed there."""
        due, self._due = self._due, None if self._due is not None and self._due[0] == page else self._due
        if due is not None and due[0] == page and due[3] == self._bars():
            self._arrive(*due[:3])

    def _bars(self) -> tuple[int, int]:
        return self._canvas.horizontalScrollBar().value(), self._canvas.verticalScrollBar().value()

    def _step(self, taken: list[tuple[int, float]], given: list[tuple[int, float]]) -> None:
        if taken:
            given.append((self._canvas.page, self._canvas.share()))
            self._canvas.go_to(*taken.pop())
            self._show_steps()

    def _show_steps(self) -> None:
        self._actions["back"].setEnabled(bool(self._behind))
        self._actions["forward"].setEnabled(bool(self._ahead))

    def _follow(self, link: PageLink) -> None:
        self._forget_choice()
        if link.page is not None:
            self._go(link.page, link.left, link.height)
        else:
            self.outside.emit(link.address)

    def _choose(self, page: int, number: int) -> None:
        self._chosen = (page, number)
        light = Highlight(page, (self._links[page][number].rect,), role="current")
        self._canvas.set_highlights([light])
        self._canvas.show_highlight(light)

    def _forget_choice(self) -> None:
        if self._chosen is not None:
            self._chosen = None
            self._canvas.set_highlights(())

    # mouse and Enter -----------------------------------------------------------------------------------------------

    def at(self, point: QPointF) -> PageLink | None:
        """The link at a point of the viewport."""
        found = self._canvas.locate(point)
        if found is None or self._source is None:
            return None
        page, on_page = found
        frame = self._source.frames.get(page)
        if frame is None:
            return None
        for link in self._links.get(page, ()):
            if geometry.rect_to_view(frame, link.rect, "pdf").contains(on_page):
                return replace(link)
        return None

    @Slot(object)
    def _clicked(self, point: QPointF) -> None:
        link = self.at(point)
        if link is not None:
            self._follow(link)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            link = self.at(QPointF(event.pos()))
            if link is not None:
                where = link.address
                if link.page is not None:
                    where = self._words.tr("page {page}", page=link.page + 1)
                QToolTip.showText(event.globalPos(), plain(where), self._canvas.viewport())
                return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._chosen is not None:
            page, number = self._chosen
            links = self._links.get(page, ())
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and number < len(links):
                self._follow(links[number])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._forget_choice()
                return True
        return False
