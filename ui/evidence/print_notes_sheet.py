"""Letting a list of annotations out of the vault as a paper, on purpose and on record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.i18n import LANGUAGES
from models.views.annotations import Annotation
from models.views.annotations_paper import AnnotationsPaper
from ui.context import Context
from ui.evidence.custody_sheet import LANGUAGE_NAMES
from ui.files import choose_target
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class PrintNotesSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, annotations: tuple[Annotation, ...]) -> None:
        words = ctx.words
        count = words.trn(
            "{n} annotation stands in the list now.", "{n} annotations stand in the list now.", len(annotations)
        )
        title, accept = words.tr("List of annotations as a paper"), words.tr("Choose where …")
        super().__init__(words, ctx.theme, parent, title, accept=accept, danger=True)
        self._ctx, self._annotations = ctx, annotations
        self.body.addWidget(Label(count))
        said = words.tr(
            "The paper will be a readable file outside the vault, private notes included: the program can't protect it "
            "any more. It is written into the audit log and belongs to no opinion."
        )
        self.body.addWidget(Label(said))
        self.form = Form()
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(words.tr(LANGUAGE_NAMES[code]), code)
        self.language.setCurrentIndex(LANGUAGES.index(words.language))
        self.form.add("language", words.tr("Language of the paper"), self.language)
        self.body.addWidget(self.form)

    def submit(self) -> None:
        name = self._ctx.words.tr("annotations.pdf")
        choose_target(self, self.windowTitle(), name, self.write_to, suffix="pdf")

    def write_to(self, target: Path) -> None:
        """Lay the list out in the chosen language and write it to `target`, which must not exist."""
        ctx, language, lists = self._ctx, self.language.currentData(), self._ctx.services.annotation_lists
        case_id, ids = self._annotations[0].case_id, [one.id for one in self._annotations]
        self.set_busy(True)

        def written(path: Path) -> None:
            self.accept()
            ctx.messages.toast(ctx.words.tr("Written: {name}", name=path.name))

        def laid_out(pdf: bytes) -> None:
            ctx.run(self, lambda: lists.write(case_id, len(ids), pdf, target), written, self.fail)

        def gathered(paper: AnnotationsPaper) -> None:
            ctx.pool(self, lambda: lists.stage_pdf(paper), laid_out, self.fail)

        ctx.run(self, lambda: lists.gather(case_id, ids, language), gathered, self.fail)
