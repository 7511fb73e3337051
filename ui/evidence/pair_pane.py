"""The document one reads and, when wanted, its original or its translation beside it, page by page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from models.views.annotations import Pair
from models.views.changes import Changes, Done
from ui.context import Context
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.pair_bar import PairBar

LEAST, LEAST_BESIDE = 320, 240  # widths of a document alone and of one of two


class PairPane(QWidget):
    """`main` is the pane of the case; `second` lives only while two documents are shown. The original stands left.

    Signals:
    second_opened: The id of the exhibit that was opened beside the main one.
    beside: Two documents are shown now (True), or one again.
    """

    second_opened = Signal(str)
    beside = Signal(bool)

    def __init__(self, ctx: Context, main: EvidencePane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.main = main
        self.second: EvidencePane | None = None
        self.pairs: tuple[Pair, ...] = ()
        self._at = 0
        self._moving = False
        self._wanted = False  # two documents were shown before a lock
        self.bar = PairBar(ctx, self)
        self.bar.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(main)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.splitter, 1)
        main.opened.connect(self._opened)
        main.actions_["beside"].triggered.connect(self.toggle)
        main.canvas.verticalScrollBar().valueChanged.connect(self._main_moved)
        main.page_changed.connect(self._main_moved)
        self.bar.chosen.connect(self._choose)
        self.bar.lock_changed.connect(self._main_moved)
        self.bar.match_wanted.connect(self._match)
        self.bar.unmatch_wanted.connect(self._unmatch)
        self.bar.doubt_wanted.connect(self._doubt)
        self.bar.closed.connect(self.close_second)
        ctx.changed.connect(self._changed)

    @property
    def pair(self) -> Pair | None:
        return self.pairs[self._at] if self._at < len(self.pairs) else None

    def restore(self, beside: bool) -> None:
        """Come back to two documents, as soon as the main one is open and has another language."""
        self._wanted = beside

    # opening and closing -------------------------------------------------------------------------------------------

    @Slot(str)
    def _opened(self, exhibit_id: str) -> None:
        self._ask(exhibit_id)

    def _ask(self, exhibit_id: str) -> None:
        pairs = self._ctx.services.evidence.pairs

        def done(found: tuple[Pair, ...]) -> None:
            if self.main.exhibit is None or self.main.exhibit.id != exhibit_id:
                return
            same = self.pair.translation.id if self.pair is not None else ""
            self.pairs = found
            self._at = next((n for n, one in enumerate(found) if one.translation.id == same), 0)
            self.main.actions_["beside"].setEnabled(bool(found))
            wanted, self._wanted = self._wanted, False
            if self.second is not None:
                if found:
                    self._show()
                else:
                    self.close_second()
            elif wanted and found:
                self.toggle()

        self._ctx.run(self, lambda: pairs.of_exhibit(exhibit_id), done, self.main.say)

    @Slot()
    def toggle(self) -> None:
        """Show the other language beside the document, or put it away."""
        if self.second is not None:
            self.close_second()
        elif self.pair is not None:
            self._make_second()
            self._show()
        self.main.actions_["beside"].setChecked(self.second is not None)

    def _make_second(self) -> None:
        main, second = self.main, EvidencePane(self._ctx)
        self.second = second
        second.landing.takes_focus = False  # the reader stays where they pressed the key
        second.citation_made.connect(main.citation_made)
        second.export_wanted.connect(main.export_wanted)
        second.files_dropped.connect(main.files_dropped)
        second.exhibit_wanted.connect(main.exhibit_wanted)
        second.opened.connect(self._second_opened)
        second.page_changed.connect(self._second_moved)
        second.canvas.verticalScrollBar().valueChanged.connect(self._second_moved)
        for pane in (main, second):
            pane.setMinimumWidth(self._ctx.theme.px(LEAST_BESIDE))

    def _show(self) -> None:
        """Put original and translation to their sides; the other one is opened unless it is open already."""
        pair, second, main = self.pair, self.second, self.main
        if pair is None or second is None or main.exhibit is None:
            return
        of_main = main.exhibit.id == pair.original.id
        self.splitter.insertWidget(1 if of_main else 0, second)
        second.show()
        half = max(1, self.splitter.width() // 2)
        self.splitter.setSizes([half, half])
        self.bar.show_pairs(self.pairs, self._at)
        self.bar.show()
        self.beside.emit(True)
        other = pair.translation.id if of_main else pair.original.id
        if second.opener.exhibit_id != other:
            second.show_exhibit(other)
        self._pages()

    @Slot(str)
    def _second_opened(self, exhibit_id: str) -> None:
        self.second_opened.emit(exhibit_id)
        self._main_moved()

    @Slot()
    def close_second(self) -> None:
        """Let go of the document beside the main one."""
        second, self.second = self.second, None
        self.bar.hide()
        self.beside.emit(False)
        self.main.actions_["beside"].setChecked(False)
        self.main.setMinimumWidth(self._ctx.theme.px(LEAST))
        if second is not None:
            second.close_exhibit()
            second.hide()
            second.deleteLater()
            self.main.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _choose(self, at: int) -> None:
        self._at = at
        self._show()

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self.main.exhibit is not None and changes.kinds & {"exhibit", "page_match"}:
            self._ask(self.main.exhibit.id)

    # moving together -----------------------------------------------------------------------------------------------

    @Slot()
    def _main_moved(self, *_: object) -> None:
        second = self.second
        if second is None:
            return
        if _has_focus(second) and not self.main.underMouse():
            self._follow(second, self.main)
        else:
            self._follow(self.main, second)

    @Slot()
    def _second_moved(self, *_: object) -> None:
        second = self.second
        if second is None:
            return
        if _has_focus(second) or second.underMouse():
            self._follow(second, self.main)
        else:  # it is being laid out, no more
            self._follow(self.main, second)

    def _follow(self, leader: EvidencePane, other: EvidencePane) -> None:
        """Bring the other document to the page that belongs to the leader's, as far down on it."""
        pair, seen = self.pair, other.viewer.source
        if self._moving or pair is None or leader.viewer.source is None or seen is None or leader.exhibit is None:
            return
        if self.bar.lock.isChecked():
            page = pair.across(leader.canvas.page, from_original=leader.exhibit.id == pair.original.id)
            self._moving = True
            try:
                if page < seen.pages:
                    other.canvas.go_to(page, leader.canvas.share())
            finally:
                self._moving = False
        self._pages()

    def _sides(self) -> tuple[EvidencePane, EvidencePane] | None:
        """The panes of the original and of the translation."""
        pair, second, main = self.pair, self.second, self.main
        if pair is None or second is None or main.exhibit is None:
            return None
        return (main, second) if main.exhibit.id == pair.original.id else (second, main)

    def _pages(self) -> None:
        sides = self._sides()
        if sides is not None:
            self.bar.show_pages(sides[0].canvas.page, sides[1].canvas.page)

    # matches and doubts --------------------------------------------------------------------------------------------

    @Slot()
    def _match(self) -> None:
        pair, sides, pairs = self.pair, self._sides(), self._ctx.services.evidence.pairs
        if pair is None or sides is None:
            return
        first, second = (pane.canvas.page + 1 for pane in sides)
        said = self._ctx.words.tr("Matched: p. {original} = p. {translation}", original=first, translation=second)
        self._run(lambda: pairs.match(pair.original.id, pair.translation.id, first, second), said)

    @Slot(str)
    def _unmatch(self, match_id: str) -> None:
        pair, pairs = self.pair, self._ctx.services.evidence.pairs
        if pair is not None:
            said = self._ctx.words.tr("The match was taken back.")
            self._run(lambda: pairs.unmatch(pair.original.id, pair.translation.id, match_id), said)

    def _run(self, work: Callable[[], Done[Pair]], said: str) -> None:
        self._ctx.run(self, work, lambda _done: self._ctx.messages.toast(said), self.main.say)

    @Slot()
    def _doubt(self) -> None:
        """About what is marked, in whichever of the two something is marked, else where one reads."""
        panes = [pane for pane in (self.main, self.second) if pane is not None]
        marked = [pane for pane in panes if pane.has_mark]
        here = [pane for pane in panes if _has_focus(pane)]
        sides = self._sides()
        for pane in (*marked, *here, *(sides[1:] if sides is not None else ())):
            pane.annotator.make("doubt")
            return


def _has_focus(pane: EvidencePane) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and pane.isAncestorOf(focus)
