"""One source: what is said about it, the nine questions, where it is used and relied on, and its file."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.register import partial_dates
from models.views.search import Context as Around
from models.views.search import SearchResult
from models.views.sources import QUESTIONS, Reliance, SourceView
from ui.context import Context
from ui.evidence import source_texts
from ui.evidence.facts_list import FactsList
from ui.evidence.names import grouped
from ui.evidence.source_reader import SourceReader
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label, Role
from ui.widgets.line import Line
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.scrolled import scrolled

ROW_HIGH, ROWS_SEEN = 52, 6


class SourcePane(QWidget):
    """Signals:
    edit_wanted, file_wanted, use_wanted, remove_wanted: Buttons.
    disclosure_wanted: The `SourceUseView` one stands on.
    found: A `SearchResult` that leads to an exhibit made of the source.
    """

    edit_wanted = Signal()
    file_wanted = Signal()
    use_wanted = Signal()
    remove_wanted = Signal()
    disclosure_wanted = Signal(object)
    found = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.source: SourceView | None = None
        self._relied: dict[str, Reliance] = {}
        tr, theme = ctx.words.tr, ctx.theme
        self.title = Label("", "heading").selectable()
        self.state = Chip("", parent=self)
        self.edit = Button(tr("Edit"), theme=theme, icon="edit")
        self.file = Button(tr("Attach a file"), theme=theme, icon="paperclip")
        self.use = Button(tr("Use in a case"), theme=theme, icon="folder-plus")
        self.remove = Button(tr("Remove …"), "danger", theme=theme, icon="trash")
        for button, signal in (
            (self.edit, self.edit_wanted),
            (self.file, self.file_wanted),
            (self.use, self.use_wanted),
            (self.remove, self.remove_wanted),
        ):
            button.clicked.connect(signal)
        self.facts = FactsList(theme)
        self.questions = FactsList(theme, names=(240, 280))
        self.uses = RowList(theme, tr("Where it is used and relied on"))
        self.uses.opened.connect(self._open)
        self.uses.current.connect(self._stand)
        self.disclose = Button(tr("Record the disclosure"), theme=theme, icon="message-2")
        self.disclose.clicked.connect(self._disclose)
        self.unused = Label(tr("No case uses this source yet."), "muted")
        self.reader = SourceReader(ctx)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("What is shown of the source"))
        self.tabs.addTab(tr("About the source"))
        self.tabs.addTab(tr("Document"))
        self.tabs.currentChanged.connect(self._turn)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._about())
        self.stack.addWidget(self.reader)
        self._lay_out()

    def _about(self) -> QWidget:
        tr = self._ctx.words.tr
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.facts)
        column.addWidget(Label(tr("Nine questions about the source"), "heading"))
        column.addWidget(self.questions)
        column.addWidget(Label(tr("Where it is used and relied on"), "heading"))
        column.addWidget(self.unused)
        column.addWidget(self.uses)
        column.addWidget(self.disclose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return scrolled(inside)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        beside = QHBoxLayout()
        beside.setContentsMargins(16, 0, 16, 8)
        keys = FlowLayout(gap=8)
        for button in (self.use, self.edit, self.file, self.remove):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            keys.addWidget(button)
        beside.addLayout(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(beside)
        column.addWidget(self.tabs)
        column.addWidget(Line())
        column.addWidget(self.stack, 1)

    def show_source(self, view: SourceView, relied: tuple[Reliance, ...]) -> None:
        """Show a source with the places that rely on it."""
        words = self._ctx.words
        self.source = view
        self.title.setText(view.draft.title(words.language))
        text, tone = source_texts.state(words, view)
        self.state.set(text, tone)
        self.state.setVisible(bool(text))
        self.file.setVisible(view.file is None)
        self.use.setEnabled(view.file is not None)
        self.use.setToolTip("" if view.file is not None else words.tr("Attach the file of the source."))
        self.facts.set_facts(self._facts(view))
        self.questions.set_facts(self._questions(view))
        self._relied = {f"cite:{number}": one for number, one in enumerate(relied)}
        rows: list[Row] = [source_texts.use_row(words, use) for use in view.uses]
        rows += [source_texts.reliance_row(words, key, one) for key, one in self._relied.items()]
        self.uses.set_rows(rows)
        self.uses.setFixedHeight(self._ctx.theme.px(ROW_HIGH) * min(max(len(rows), 1), ROWS_SEEN))
        self.uses.setVisible(bool(rows))
        self.disclose.setVisible(bool(rows))
        self.unused.setVisible(not rows)
        if rows and not self.uses.current_key():
            self.uses.go_to(rows[0].key)
        self._stand(self.uses.current_key())
        self._turn()

    def come_to(self, found: SearchResult) -> None:
        """Go to a place in the file of the source that is shown."""
        self.tabs.setCurrentIndex(1)
        self.reader.come_to(found)

    @property
    def relied(self) -> tuple[Reliance, ...]:
        """The places that rely on the source that is shown."""
        return tuple(self._relied.values())

    def _facts(self, view: SourceView) -> list[tuple[str, str, Role]]:
        words, draft = self._ctx.words, view.draft
        tr, codes = words.tr, self._ctx.services.register.codes

        def day(text: str) -> str:
            return partial_dates.shown(text, words) if text else ""

        other = draft.title_en if words.language == "ru" else draft.title_ru
        facts: list[tuple[str, str, Role]] = [
            (tr("Other title"), other if other != draft.title(words.language) else "", "body"),
            (tr("Publisher"), draft.publisher, "body"),
            (tr("Published on"), day(draft.published_on), "body"),
            (tr("Tells of events of"), day(draft.event_on), "body"),
            (tr("Retrieved on"), day(draft.retrieved_on), "body"),
            (tr("Stale from"), day(draft.stale_on), "warn" if view.stale else "body"),
            (tr("Address"), draft.url, "mono"),
            (tr("Language"), codes.label("language", draft.lang, words.language) if draft.lang else "", "body"),
            (tr("Country"), codes.label("country", draft.country, words.language) if draft.country else "", "body"),
            (tr("Note"), draft.note, "body"),
        ]
        if view.failed_at:
            facts.insert(0, (tr("Altered"), source_texts.failure_text(words, view.failed_at), "bad"))
        if view.file is not None:
            facts += [(tr("File"), view.file.shown_name, "body"), (tr("SHA-256"), grouped(view.file.sha256), "mono")]
        return facts

    def _questions(self, view: SourceView) -> list[tuple[str, str, Role]]:
        tr = self._ctx.words.tr
        out: list[tuple[str, str, Role]] = []
        for question, one in zip(QUESTIONS, view.draft.quality, strict=True):
            answer = tr(source_texts.ANSWERS[one.answer]) if one.answer else tr("Not answered yet")
            text = f"{answer}: {one.note}" if one.note else answer
            out.append((tr(source_texts.QUESTIONS[question]), text, "body" if one.answer else "muted"))
        return out

    @Slot()
    def _turn(self, _tab: int = 0) -> None:
        reading = self.tabs.currentIndex() == 1
        self.stack.setCurrentIndex(1 if reading else 0)
        if reading and self.source is not None:
            self.reader.show_source(self.source)
        elif self.source is not None and not reading:
            self.reader.clear()

    @Slot(str)
    def _stand(self, key: str) -> None:
        self.disclose.setEnabled(key.startswith("use:"))

    @Slot()
    def _disclose(self) -> None:
        key = self.uses.current_key()
        for use in self.source.uses if self.source is not None else ():
            if key == f"use:{use.id}":
                self.disclosure_wanted.emit(use)

    @Slot(str)
    def _open(self, key: str) -> None:
        relied = self._relied.get(key)
        if relied is not None:
            cited = relied.citation
            page = cited.page - 1 if cited.page else None
            result = SearchResult("exhibit", cited.exhibit_id, cited.case_id, relied.case, cited.number, "", Around())
            self.found.emit(_at(result, cited.exhibit_id, page))
            return
        for use in self.source.uses if self.source is not None else ():
            if key == f"use:{use.id}":
                result = SearchResult("exhibit", use.exhibit_id, use.case_id, use.case, use.number, "", Around())
                self.found.emit(_at(result, use.exhibit_id, None))


def _at(result: SearchResult, exhibit_id: str, page: int | None) -> SearchResult:
    return replace(result, exhibit_id=exhibit_id, page=page)
