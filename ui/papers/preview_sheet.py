"""The opinion as it would be printed now, with its watermark."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QWidget

from desktop.i18n import LANGUAGES, Language
from models.views.papers import OpinionPaper, PaperPreview
from ui.context import Context
from ui.papers.bytes_source import BytesSource
from ui.papers.paper_view import PaperView
from ui.papers.showing import language_name
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class PreviewSheet(Sheet):
    def __init__(
        self, ctx: Context, case_id: str, parent: QWidget | None = None, language: Language | None = None
    ) -> None:
        over = parent or QApplication.activeWindow()
        assert over is not None
        tr = ctx.words.tr
        super().__init__(
            ctx.words, ctx.theme, over, tr("Preview of the opinion"), cancel=tr("Close"), width=880, scrolls=False
        )
        self._ctx = ctx
        self._case_id = case_id
        top = QHBoxLayout()
        self.facts = Label("", "muted")
        self.language = QComboBox()
        self.language.setAccessibleName(tr("Language of the paper"))
        for code in LANGUAGES:
            self.language.addItem(language_name(ctx.words, code), code)
        self.language.setCurrentIndex(LANGUAGES.index(language or ctx.words.language))
        top.addWidget(self.facts, 1)
        top.addWidget(self.language)
        self.body.addLayout(top)
        self.view = PaperView(ctx, tr("The preview is being laid out."))
        self.view.setMinimumHeight(max(320, over.window().height() - 220))
        self.view.failed.connect(self.show_error)
        self.body.addWidget(self.view, 1)
        self.language.currentIndexChanged.connect(self._ask)
        self._ask()

    def _ask(self, _index: int = 0) -> None:
        issue, case_id, language = self._ctx.services.issue, self._case_id, self.language.currentData()
        self.view.clear()

        def laid_out(preview: PaperPreview) -> None:
            words = self._ctx.words
            pages = words.trn("{n} page", "{n} pages", preview.pages)
            cited = words.trn("{n} citation", "{n} citations", preview.citations)
            self.facts.setText(f"{pages} · {cited}")
            self.view.show_from(lambda: BytesSource(preview.pdf), words.tr("Preview of the opinion"), on_database=False)

        def drafted(draft: tuple[OpinionPaper, str]) -> None:
            self._ctx.pool(self, lambda: issue.stage_preview(*draft), laid_out, self.show_error)

        self._ctx.run(self, lambda: issue.draft(case_id, language), drafted, self.show_error)

    def done(self, result: int) -> None:
        self.view.clear()
        super().done(result)
