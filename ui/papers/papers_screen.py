"""Signed papers: the list on the left, the pages on the right; export and verification."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.evidence.names import plain_name
from models.views.changes import Changes, Done
from models.views.papers import PaperPage
from models.views.papers import PaperView as Signed
from models.views.signing import Verdict
from ui.context import Context
from ui.files import choose_file, choose_target
from ui.papers.paper_view import PaperView
from ui.papers.showing import kind_chip, row_of
from ui.papers.verdict_panel import VerdictPanel
from ui.papers.verify_sheet import VerifySheet
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.row_list import RowList

LIST_WIDTH = 372


class PapersScreen(QWidget):
    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._papers: dict[str, Signed] = {}
        self._shown = ""
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.banners = BannerArea(ctx.words, ctx.theme)
        column.addWidget(self.banners)
        column.addWidget(Line())
        self.list = RowList(ctx.theme, tr("Signed papers"))
        self.list.current.connect(self._choose)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self._right())
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([ctx.theme.px(LIST_WIDTH), ctx.theme.px(3 * LIST_WIDTH)])
        self.empty = EmptyState(
            tr(
                "No paper has been signed yet. Open a case, settle what blocks signing and sign the opinion; "
                "it is kept here."
            )
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.split)
        column.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)
        ctx.changed.connect(self._changed)
        self.refresh()

    # -- made of ----------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        tr = self._ctx.words.tr
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(12)
        head.addWidget(Label(tr("Papers"), "title", wrap=False))
        self.count = Label("", "muted", wrap=False)
        head.addWidget(self.count)
        head.addStretch(1)
        self.verify_file = Button(tr("Verify a file …"), theme=self._ctx.theme, icon="shield-check")
        self.verify_file.clicked.connect(self._choose_file)
        head.addWidget(self.verify_file)
        return head

    def _right(self) -> QWidget:
        tr, theme = self._ctx.words.tr, self._ctx.theme
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.strip = QWidget()
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        self.number = Label("", "strong", wrap=False).selectable()
        self.kind = Chip()
        self.state = Chip()
        self.export = Button(tr("Export …"), "primary", theme=theme, icon="file-export")
        self.export.clicked.connect(self._choose_target)
        self.verify = Button(tr("Verify"), theme=theme, icon="shield-check")
        self.verify.clicked.connect(self._verify)
        for widget in (self.number, self.kind, self.state):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.verify)
        row.addWidget(self.export)
        column.addWidget(self.strip)
        column.addWidget(Line())
        self.verdict = VerdictPanel(self._ctx)
        self.verdict.closed.connect(self.verdict.hide)
        self.verdict.hide()
        column.addWidget(self.verdict)
        self.pages = PaperView(self._ctx, tr("Choose a paper on the left to see its pages."))
        self.pages.failed.connect(self._failed)
        column.addWidget(self.pages, 1)
        self.strip.hide()
        return right

    # -- the list ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.kinds & {"paper", "case"}:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the list anew; the paper one stands on stays chosen."""
        self._ctx.run(self, self._ctx.services.issue.papers, self._listed)

    def _listed(self, page: PaperPage) -> None:
        words = self._ctx.words
        self._papers = {paper.id: paper for paper in page.rows}
        self.count.setText(words.trn("{n} paper", "{n} papers", page.total) if page.total else "")
        self.stack.setCurrentWidget(self.split if page.rows else self.empty)
        self.list.set_rows([row_of(words, paper) for paper in page.rows])
        if not page.rows:
            return
        if not (self._shown and self.list.go_to(self._shown)):
            self.list.go_to(page.rows[0].id)

    def show_paper(self, paper_id: str) -> None:
        """Stand on a paper (after signing)."""
        if not self.list.go_to(paper_id):
            self._shown = paper_id
            self.refresh()

    @Slot(str)
    def _choose(self, paper_id: str) -> None:
        paper = self._papers.get(paper_id)
        if paper is None:
            return
        words = self._ctx.words
        self.number.setText(paper.number)
        self.kind.set(kind_chip(words, paper.signature_kind)[0], "info", kind_chip(words, paper.signature_kind)[1])
        later = words.tr("superseded by {number}", number=paper.superseded_by) if paper.superseded_by else ""
        self.state.set(later, "neutral")
        self.state.setVisible(bool(later))
        self.strip.show()
        if paper_id == self._shown and self.pages.source is not None:
            return
        self._shown = paper_id
        self.verdict.hide()
        issue = self._ctx.services.issue
        self.pages.show_from(lambda: issue.source(paper_id), paper.number, on_database=True)

    # -- what can be done -------------------------------------------------------------------------------------------

    @Slot()
    def _choose_target(self) -> None:
        paper = self._papers.get(self._shown)
        if paper is not None:
            name = plain_name(f"{paper.number}.pdf")
            choose_target(self, self._ctx.words.tr("Export the signed paper"), name, self.export_to, suffix="pdf")

    def export_to(self, path: Path) -> None:
        """Write a copy of the chosen paper; refused if the file exists."""
        self.banners.clear()
        paper_id, issue = self._shown, self._ctx.services.issue

        def done(written: Done[Path]) -> None:
            self._ctx.messages.toast(self._ctx.words.tr("Exported: {name}", name=written.value.name))

        self._ctx.run(self, lambda: issue.export(paper_id, path), done, self._failed)

    @Slot()
    def _verify(self) -> None:
        self.banners.clear()
        paper_id, issue, words = self._shown, self._ctx.services.issue, self._ctx.words

        def done(verdict: Verdict) -> None:
            if paper_id == self._shown:
                self.verdict.show_verdict(verdict)
                self.verdict.show()

        self._ctx.run(self, lambda: issue.check(paper_id, words), done, self._failed)

    @Slot()
    def _choose_file(self) -> None:
        title = self._ctx.words.tr("Choose a signed PDF")
        choose_file(self, title, self.check_file, filters="PDF (*.pdf *.PDF)")

    def check_file(self, path: Path) -> None:
        """Judge a file outside the vault in a sheet."""
        VerifySheet(self._ctx, self, path).open()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        from desktop.errors import KnownError

        if not isinstance(error, KnownError):
            self._ctx.messages.error(self, error)
            return
        words = self._ctx.words
        self.banners.show_text(f"{error.message(words)} {error.remedy(words)}", "bad")

    def place_keys(self) -> list[tuple[str, str]]:
        tr = self._ctx.words.tr
        return [("↑ ↓", tr("Choose a paper")), ("PgUp PgDown", tr("Turn the pages"))]
