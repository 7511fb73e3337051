"""All facts of one exhibit."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.views.evidence import DocumentInfo, ExhibitView
from models.views.integrity import ReadingView
from ui.context import Context
from ui.evidence.exhibit_facts import facts_of
from ui.evidence.facts_list import FactsList
from ui.widgets.sheet import Sheet


class FactsSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView, info: DocumentInfo | None = None) -> None:
        words = ctx.words
        title = f"{exhibit.number} · {exhibit.title(words.language)}"
        super().__init__(words, ctx.theme, parent, title, cancel=words.tr("Close"), width=560)
        self.facts = FactsList(ctx.theme)
        self.facts.set_facts(facts_of(ctx, exhibit, info))
        self._ctx, self._exhibit = ctx, exhibit
        reading = ctx.services.evidence.reading
        ctx.run(self, lambda: reading.of(exhibit.id), self._add_reading, self.fail)
        self.body.addWidget(self.facts)
        self.body.addStretch(1)

    def _add_reading(self, reading: ReadingView) -> None:
        self.facts.set_facts(facts_of(self._ctx, self._exhibit, None, reading))
        self.fit()
