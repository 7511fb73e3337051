"""Blacking out places of an exhibit: chosen on the page, by text or by search, then burnt into a new exhibit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import KnownError
from desktop.evidence import redaction_titles
from desktop.evidence.sentences import NO_REDACTION_REASON, NOT_REDACTED, NOTHING_TO_REDACT
from models.views.evidence import CitationDraft, ExhibitView, WholePlace
from models.views.redactions import RedactionDraft, RedactionSource
from ui.context import Context
from ui.evidence import citing, elsewhere, redaction_keys
from ui.evidence.copy_titles_form import CopyTitlesForm
from ui.evidence.document_source import Document, DocumentSource
from ui.evidence.finder import Finder
from ui.evidence.hit_gathering import HitGathering
from ui.evidence.machine_words import find_too
from ui.evidence.marks import TextMark
from ui.evidence.opener import Opener
from ui.evidence.password_form import PasswordForm
from ui.evidence.redaction_canvas import RedactionCanvas
from ui.evidence.redaction_choice import RedactionChoice
from ui.evidence.redaction_job import RedactionJob
from ui.evidence.redaction_panel import RedactionPanel
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.search_field import SearchField
from ui.widgets.sheet import Sheet
from ui.widgets.tool_button import ToolButton

TALLEST = 900


class RedactionSheet(Sheet):
    """Signals:
    made: The `ExhibitView` of the redacted copy.
    """

    made = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView) -> None:
        words, tr = ctx.words, ctx.words.tr
        title = tr("Redacted copy of {number}", number=exhibit.number)
        accept = tr("Make the redacted copy")
        super().__init__(words, ctx.theme, parent, title, accept=accept, width=1100, scrolls=False)
        self._ctx = ctx
        self._exhibit = exhibit
        self._document: Document | None = None
        self._all_wanted = False  # Enter was pressed while the search runs
        self.choice = RedactionChoice(self)
        self.gathering = HitGathering(self)
        self.source: DocumentSource | None = None
        self.canvas = RedactionCanvas(words, ctx.theme)
        self.finder = Finder(self.canvas)
        self.panel = RedactionPanel(ctx)
        self.password = PasswordForm(words, ctx.theme)
        self.opening = Label(tr("Opening the exhibit …"), "muted")
        self.stack = QStackedWidget()
        for page in (self.opening, self.password, self.canvas):
            self.stack.addWidget(page)
        self.stack.setMinimumHeight(120)
        self.titles = CopyTitlesForm(words, exhibit)
        self.state = Label(
            tr("The original stays as it is. What is blacked out here is not in the copy at all, not even hidden."),
            "muted",
        )
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(self._tools())
        left.addWidget(self.stack, 1)
        left.addWidget(self.titles)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.panel.scrolled())
        self.body.addLayout(row, 1)
        self.body.addWidget(self.state)
        self.accept_button.setDefault(False)  # Enter in the search must not start the making
        self.opener = Opener(ctx, self)
        self.job = RedactionJob(ctx, exhibit, self)
        self._wire()
        self._follow()
        self.opener.open(exhibit.id)

    def fit(self) -> None:
        """The page takes the room that there is."""
        super().fit()
        high = min(self._window.height() - 32, self.theme.px(TALLEST))
        if high > self.height():
            top = self._window.mapToGlobal(QPoint(0, (self._window.height() - high) // 2))
            self.resize(self.width(), high)
            self.move(self.x(), top.y())

    @property
    def drafts(self) -> tuple[RedactionDraft, ...]:
        """What is to be blacked out."""
        return self.choice.drafts

    @property
    def _awaiting(self) -> bool:
        """Whether places that were asked for are still to come."""
        return self._all_wanted or self.gathering.busy

    def _tools(self) -> QHBoxLayout:
        tr, theme = self._ctx.words.tr, self._ctx.theme
        row = QHBoxLayout()
        row.setSpacing(4)
        self.text = ToolButton(theme, "cursor-text", tr("Mark text"), shortcut="T", checkable=True)
        self.box = ToolButton(theme, "marquee-2", tr("Mark a rectangle"), shortcut="B", checkable=True)
        self.text.clicked.connect(self._take_text)
        self.box.clicked.connect(self._take_box)
        self.needle = SearchField(theme, tr("Find words to black out"))
        self.needle.searched.connect(self.finder.search)
        self.needle.returnPressed.connect(self._take_when_found)
        self.needle.textChanged.connect(self._typed)
        self.hits = Label("", "muted", wrap=False)
        self.all = Button(tr("Black out all of them"))
        self.all.clicked.connect(self._take_hits)
        row.addWidget(self.text)
        row.addWidget(self.box)
        row.addWidget(self.needle, 1)
        row.addWidget(self.hits)
        row.addWidget(self.all)
        return row

    def _wire(self) -> None:
        opener, panel, canvas = self.opener, self.panel, self.canvas
        self.job.moved.connect(self._moved)
        self.job.made.connect(self._admitted)
        self.job.failed.connect(self._broke)
        self.choice.changed.connect(self._chosen_anew)
        opener.opened.connect(self._opened)
        opener.locked.connect(self._locked)
        opener.failed.connect(self._not_opened)
        self.password.given.connect(opener.unlock)
        self.finder.found.connect(self._found)
        self.finder.failed.connect(self._search_failed)
        self.gathering.gathered.connect(self._add)
        self.gathering.failed.connect(self.show_error)
        self.gathering.changed.connect(self._gathering_changed)
        canvas.drawing_failed.connect(self.show_error)
        canvas.mark_changed.connect(self._follow)
        canvas.view_changed.connect(self._follow)
        panel.taken.connect(self.take_mark)
        panel.page_taken.connect(self.take_page)
        panel.removed.connect(self.choice.remove)
        panel.reasoned.connect(self._set_reason)
        panel.chosen.connect(self._choose)
        panel.preview_wanted.connect(canvas.show_as_made)
        slots = {
            "text": self._take_text,
            "box": self._take_box,
            "caret": self._caret,
            "take": self.take_mark,
            "undo": self.choice.undo,
            "find": self.needle.setFocus,
        }
        redaction_keys.bind(self, canvas, slots)

    # opening -------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _opened(self, document: Document) -> None:
        info = document.info
        self._document = document
        if self.password.keep.isChecked():
            self.opener.keep_password()
        self.source = DocumentSource(self._ctx, document, self)
        self.source.failed.connect(self.show_error)
        self.source.words_ready.connect(self._words_came)
        find_too(self._ctx, self.source, self._exhibit.id)
        if not info.pages or not (info.reader in ("pdf", "image") or info.flows):
            self.fail(KnownError(NOT_REDACTED))
            return
        self.stack.setCurrentWidget(self.canvas)
        self.canvas.show_source(self.source, self._exhibit.number)
        self.canvas.set_fit("width")
        self.finder.attach(self.source)
        self.panel.resolution.setVisible(info.reader == "pdf")
        self.panel.whole.setVisible(not info.flows)
        self.canvas.set_tool("box" if info.reader == "image" else "text", keep=True)
        if not self.needle.hasFocus():  # who types already what to look for goes on typing
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finder.search(self.needle.text().strip())
        self._follow()

    @Slot(int)
    def _words_came(self, page: int) -> None:
        """A name on a picture is not found: who searches and finds nothing must not trust in that."""
        words = self.source.words_here(page) if self.source is not None else None
        if words is not None and not words.text.strip() and not self.job.running:
            told = self._ctx.words.tr(
                "Page {page} is a picture: words on it are found only as far as a machine has read them."
                " Look through it yourself.",
                page=page + 1,
            )
            self.state.setText(told)

    @Slot(bool)
    def _locked(self, again: bool) -> None:
        self.stack.setCurrentWidget(self.password)
        self.password.ask(again=again)

    @Slot(object)
    def _not_opened(self, error: Exception) -> None:
        self.opening.setText(self._ctx.words.tr("Nothing was made."))
        self.fail(error)
        self._follow()

    # choosing ------------------------------------------------------------------------------------------------------

    @Slot()
    def _take_text(self) -> None:
        self.canvas.set_tool("text", keep=True)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    @Slot()
    def _take_box(self) -> None:
        self.canvas.set_tool("box", keep=True)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    @Slot()
    def _caret(self) -> None:
        self._take_text()
        self.canvas.text_tool.toggle_caret()

    @Slot()
    def take_mark(self) -> None:
        """Add what is marked on the page."""
        mark = self.canvas.mark
        if self.source is not None and mark:
            kind: RedactionSource = "text" if isinstance(mark, TextMark) else "box"
            citing.make(self._exhibit, self.source, mark, self.canvas.page, lambda made: self._cited(made, kind))

    @Slot()
    def take_page(self) -> None:
        """Add the whole page that is being read."""
        if self.source is not None:
            citing.make(self._exhibit, self.source, None, self.canvas.page, lambda made: self._cited(made, "page"))

    @Slot()
    def _take_when_found(self) -> None:
        """Enter searches at once; what comes of it is taken."""
        self._all_wanted = bool(self.needle.text().strip())
        self._follow()

    @Slot(str)
    def _typed(self, text: str) -> None:
        if self._all_wanted and not text.strip():
            self._all_wanted = False
            self._follow()

    @Slot(object)
    def _search_failed(self, error: Exception) -> None:
        self._all_wanted = False
        self.show_error(error)
        self._follow()

    @Slot()
    def _take_hits(self) -> None:
        """Add every place that the search has found."""
        source, needle = self.source, self.needle.text().strip()
        if source is None or not self.finder.hits:
            return
        if not self.panel.why:
            self.show_error(KnownError(NO_REDACTION_REASON))
            return
        hits = self.finder.hits
        self.needle.clear()
        self.finder.search("")
        self.hits.setText("")
        self.gathering.start(source, hits, needle, self.panel.why)

    @Slot()
    def _gathering_changed(self) -> None:
        if self.gathering.busy:
            self.hits.setText(self._ctx.words.tr("Looking for all of them …"))
        elif not self.needle.text():
            self.hits.setText("")
        self._follow()

    def _cited(self, made: CitationDraft, kind: RedactionSource) -> None:
        if not isinstance(made.place, WholePlace):
            self._add([RedactionDraft(made.place, self.panel.why, kind, made.quote)])
            self.canvas.set_mark(None)
            if kind == "text":
                elsewhere.look(self._ctx, self.source, made.quote.strip(), self._say_elsewhere)

    def _say_elsewhere(self, told: str) -> None:
        if not self.job.running:
            self.state.setText(told)

    @Slot(object)
    def _add(self, new: Sequence[RedactionDraft]) -> None:
        if not all(one.reason for one in new):
            self.show_error(KnownError(NO_REDACTION_REASON))
            return
        self.choice.add(new)

    @Slot(int)
    def _set_reason(self, number: int) -> None:
        self.choice.give_reason(number, self.panel.why)

    @Slot()
    def _chosen_anew(self) -> None:
        self.banners.clear()
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show the list, and what can be done now."""
        self.canvas.show_drafts(self.drafts, self.canvas.chosen)
        self.panel.show_drafts(self.drafts)
        if self.titles.drafts != self.drafts:
            self.titles.show_drafts(self.drafts)
        self.panel.take.setEnabled(self.source is not None and bool(self.canvas.mark))
        self.panel.whole.setEnabled(self.source is not None)
        self.text.setChecked(self.canvas.tool.name == "text")
        self.box.setChecked(self.canvas.tool.name == "box")
        self.all.setEnabled(bool(self.finder.hits))
        self.accept_button.setEnabled(bool(self.drafts) and not self.job.running and not self._awaiting)

    @Slot(int)
    def _choose(self, number: int) -> None:
        """The list stands on a place: come to it."""
        if number == self.canvas.chosen or self.source is None:
            return
        self.canvas.show_drafts(self.drafts, number)
        if 0 <= number < len(self.drafts):
            light = self.canvas.highlight_of(self.drafts[number])
            if light is not None:
                self.canvas.show_highlight(light)

    @Slot(int, int)
    def _found(self, _current: int, total: int) -> None:
        self.hits.setText(self._ctx.words.trn("{n} place", "{n} places", total))
        if self._all_wanted:
            self._all_wanted = False
            self._take_hits()
        self._follow()

    # making --------------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        document, drafts = self._document, self.drafts
        if document is None or not drafts:
            self.show_error(KnownError(NOTHING_TO_REDACT))
            return
        if self._awaiting:
            return
        titles = self.titles.titles
        try:
            redaction_titles.check(titles, drafts)
        except KnownError as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self.job.start(document, drafts, titles, self.panel.dpi)

    @Slot(float)
    def _moved(self, share: float) -> None:
        self.state.setText(self._ctx.words.tr("Making and checking the copy: {share} %", share=round(share * 100)))

    @Slot(object)
    def _broke(self, error: Exception) -> None:
        self.state.setText(self._ctx.words.tr("Nothing was made."))
        self.fail(error)
        self._follow()

    @Slot(object)
    def _admitted(self, made: ExhibitView) -> None:
        self._ctx.messages.toast(
            self._ctx.words.tr("{number} was made: checked, nothing shines through.", number=made.number)
        )
        self.made.emit(made)
        self.accept()

    def reject(self) -> None:
        """While the copy is being made, backing out stops that; then it closes the sheet."""
        if self.job.running:
            self.job.stop()
            return
        super().reject()

    def done(self, result: int) -> None:
        self.opener.stop()
        self.gathering.stop()
        self.canvas.show_source(None)
        self.finder.attach(None)
        source, self.source, self._document = self.source, None, None
        if source is not None:
            source.close()
        super().done(result)
