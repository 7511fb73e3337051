"""On which day a source was put to the applicant of a case."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.views.changes import Done
from models.views.sources import SourceUseView, SourceView
from ui.context import Context
from ui.register.date_edit import DateEdit
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class DisclosureSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, use: SourceUseView) -> None:
        tr = ctx.words.tr
        title = tr("Record that the applicant knows the source")
        super().__init__(ctx.words, ctx.theme, parent, title, accept=tr("Record the day"))
        self._ctx = ctx
        self._use = use
        said = tr(
            "Case {case}, exhibit {number}. An empty day takes the record back.", case=use.case, number=use.number
        )
        self.body.addWidget(Label(said))
        self.day = DateEdit(partial=False, hint=tr("dd.mm.yyyy"))
        self.day.set_value(use.disclosed_on or ctx.services.clock.today().isoformat())
        form = Form()
        form.add("disclosed_on", tr("Put to the applicant on"), self.day)
        self.body.addWidget(form)
        self.day.setFocus()

    def submit(self) -> None:
        self.set_busy(True)
        sources, use, day = self._ctx.services.sources, self._use.id, self.day.value()
        self._ctx.run(self, lambda: sources.disclose(use, day), self._saved, self.fail)

    def _saved(self, _done: Done[SourceView]) -> None:
        self.accept()
