"""Entering a source of country information, or changing what is said about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import KnownError
from models.views.changes import Done
from models.views.sources import SourceView
from ui.context import Context
from ui.evidence.source_form import SourceForm
from ui.messages import sentence
from ui.widgets.sheet import Sheet


class SourceSheet(Sheet):
    """Signals:
    saved: The `SourceView` as it stands now.
    """

    saved = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, source: SourceView | None = None) -> None:
        tr = ctx.words.tr
        title = tr("Enter a source") if source is None else tr("Change what is said about the source")
        accept = tr("Enter the source") if source is None else tr("Save the changes")
        super().__init__(ctx.words, ctx.theme, parent, title, accept=accept, width=640)
        self._ctx = ctx
        self._source = source
        self.form = SourceForm(ctx)
        if source is not None:
            self.form.fill(source.draft)
        self.body.addWidget(self.form)
        self.form.form.rows["title_ru" if ctx.words.language == "ru" else "title_en"].field.setFocus()

    def submit(self) -> None:
        self.form.form.clear_faults()
        self.set_busy(True)
        sources, draft, old = self._ctx.services.sources, self.form.draft(), self._source

        def work() -> Done[SourceView]:
            return sources.create(draft) if old is None else sources.edit(old.id, draft, old.version)

        self._ctx.run(self, work, self._saved, self._refused)

    def _saved(self, done: Done[SourceView]) -> None:
        self.accept()
        self.saved.emit(done.value)

    def _refused(self, error: Exception) -> None:
        """What is wrong with a field stands at it, everything else above them."""
        field = str(error.parameters.get("field", "")) if isinstance(error, KnownError) else ""
        self.set_busy(False)
        if self.form.form.fault(field, sentence(self.words, error)):
            self.fit()
        else:
            self.fail(error)
