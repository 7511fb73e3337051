"""Changing what is said about an exhibit. Former values stay in its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.views.cautions import Standing
from models.views.changes import Done
from models.views.evidence import ExhibitView
from ui.context import Context
from ui.evidence.details_form import DetailsForm
from ui.widgets.sheet import Sheet


class DescribeSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView, exhibits: Sequence[ExhibitView]) -> None:
        words = ctx.words
        title = words.tr("Describe {number} anew", number=exhibit.number)
        super().__init__(words, ctx.theme, parent, title, accept=words.tr("Save the description"), width=560)
        self._ctx = ctx
        self._exhibit = exhibit
        others = [other for other in exhibits if other.id != exhibit.id]
        self.form = DetailsForm(ctx, exhibit.case_id, others, with_class=False)
        self.form.fill(exhibit.details, exhibit.exhibit_class)
        self.body.addWidget(self.form)
        self.form.first_field().setFocus()
        evidence = ctx.services.evidence
        ctx.run(self, lambda: evidence.standing(exhibit.id), self._cover)

    def _cover(self, standing: Standing) -> None:
        """What was recorded of another form of the document, or as a translation of it, need not be asked for here."""
        if not any(one.code == "exhibit.untranslated" for one in standing.cautions):
            self.form.translation.cover(self._exhibit.details.lang)

    def submit(self) -> None:
        if not self.form.check():
            self.fit()
            return
        self.set_busy(True)
        evidence, exhibit, details = self._ctx.services.evidence, self._exhibit, self.form.details()
        self._ctx.run(self, lambda: evidence.describe(exhibit.id, details, exhibit.version), self._saved, self.fail)

    def _saved(self, _done: Done[ExhibitView]) -> None:
        self.accept()
        self._ctx.messages.toast(self._ctx.words.tr("Saved."))
