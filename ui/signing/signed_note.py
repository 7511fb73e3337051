"""After signing: what was made, and what comes next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.evidence.names import plain_name
from models.views.changes import Done
from models.views.papers import PaperView
from models.views.signing import Verdict
from ui.context import Context
from ui.files import choose_target
from ui.papers.verdict_panel import VerdictPanel
from ui.widgets.banner_area import BannerArea
from ui.widgets.button import Button
from ui.widgets.label import Label


class SignedNote(QWidget):
    def __init__(self, ctx: Context, paper: PaperView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.paper = paper
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.banners = BannerArea(ctx.words, ctx.theme)
        column.addWidget(self.banners)
        said = tr("The opinion is signed and kept in the vault under the number {number}.", number=paper.number)
        self.said = Label(said, "strong")
        column.addWidget(self.said)
        if paper.supersedes:
            column.addWidget(Label(tr("It replaces the paper {number}.", number=paper.supersedes), "muted"))
        column.addWidget(Label(tr("To hand it over, export a copy. It is on the page Papers at any time."), "muted"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.export = Button(tr("Export …"), theme=ctx.theme, icon="file-export")
        self.export.clicked.connect(self._choose)
        self.verify = Button(tr("Verify"), theme=ctx.theme, icon="shield-check")
        self.verify.clicked.connect(self._verify)
        row.addWidget(self.export)
        row.addWidget(self.verify)
        row.addStretch(1)
        column.addLayout(row)
        self.verdict = VerdictPanel(ctx, closable=False)
        self.verdict.hide()
        column.addWidget(self.verdict)

    @Slot()
    def _choose(self) -> None:
        name = plain_name(f"{self.paper.number}.pdf")
        choose_target(self, self._ctx.words.tr("Export the signed paper"), name, self.export_to, suffix="pdf")

    def export_to(self, path: Path) -> None:
        """Write a copy outside the vault; refused if the file exists."""
        self.banners.clear()
        issue, paper_id = self._ctx.services.issue, self.paper.id

        def done(written: Done[Path]) -> None:
            said = self._ctx.words.tr("Exported: {name}", name=written.value.name)
            self.banners.show_text(said, "good")
            self._fit()

        self._ctx.run(self, lambda: issue.export(paper_id, path), done, self._failed)

    @Slot()
    def _verify(self) -> None:
        issue, paper_id, words = self._ctx.services.issue, self.paper.id, self._ctx.words

        def done(verdict: Verdict) -> None:
            self.verdict.show_verdict(verdict)
            self.verdict.show()
            self._fit()

        self._ctx.run(self, lambda: issue.check(paper_id, words), done, self._failed)

    def _failed(self, error: Exception) -> None:
        from desktop.errors import KnownError

        if not isinstance(error, KnownError):
            raise error
        words = self._ctx.words
        self.banners.show_text(f"{error.message(words)} {error.remedy(words)}", "bad")
        self._fit()

    def _fit(self) -> None:
        from ui.widgets.sheet import Sheet

        window = self.window()
        if isinstance(window, Sheet):
            window.fit()
