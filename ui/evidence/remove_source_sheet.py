"""Taking a source out of the register for good: what goes, or where it is relied on and why it therefore stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.evidence import source_rules
from models.views.changes import Done
from models.views.sources import QUESTIONS, Reliance, SourceView
from ui.context import Context
from ui.evidence import source_texts
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

ROW = 52
MOST_ROWS = 4  # seen at once


class RemoveSourceSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, source: SourceView, relied: Sequence[Reliance] = ()) -> None:
        tr, used = ctx.words.tr, bool(source.uses)
        super().__init__(
            ctx.words,
            ctx.theme,
            parent,
            tr("The source stays in the register") if used else tr("Remove the source for good"),
            accept="" if used else tr("Remove for good"),
            cancel=tr("Close") if used else tr("Keep the source"),
            danger=not used,
        )
        self._ctx = ctx
        self._source = source
        self.body.addWidget(Label(source.draft.title(ctx.words.language), "strong"))
        self.relied: RowList | None = None
        if used:
            self._say_why(relied)
        else:
            self._say_what_goes()
        self.cancel_button.setFocus()

    def _say_why(self, relied: Sequence[Reliance]) -> None:
        words, theme = self._ctx.words, self._ctx.theme
        self.body.addWidget(Label(words.tr("Cases use this source, so it can't be removed.")))
        rows: list[Row] = [source_texts.use_row(words, use) for use in self._source.uses]
        rows += [source_texts.reliance_row(words, f"cite:{n}", one) for n, one in enumerate(relied)]
        self.relied = RowList(theme, words.tr("Where it is used and relied on"))
        self.relied.set_rows(rows)
        self.relied.setFixedHeight(theme.px(ROW) * min(len(rows), MOST_ROWS))
        self.body.addWidget(self.relied)
        self.body.addWidget(Label(words.tr(source_rules.IN_USE.remedy), "muted"))

    def _say_what_goes(self) -> None:
        words, source = self._ctx.words, self._source
        answered = len(QUESTIONS) - source.open_questions
        said = [words.tr("No case uses it. What goes cannot be brought back from this vault:")]
        said.append("• " + words.tr("what is said about the source, with its dates and its note"))
        if answered:
            goes = words.trn("{n} answer to the nine questions", "{n} answers to the nine questions", answered)
            said.append("• " + goes)
        if source.file is not None:
            size = words.size(source.file.size)
            said.append("• " + words.tr("its sealed file {name}, {size}", name=source.file.shown_name, size=size))
        self.body.addWidget(Label("\n".join(said)))
        kept = words.tr("Backups made before keep it. The log keeps that a source was removed, by whom and when.")
        self.body.addWidget(Label(kept, "muted"))

    def submit(self) -> None:
        self.set_busy(True)
        sources, source_id = self._ctx.services.sources, self._source.id
        self._ctx.run(self, lambda: sources.remove(source_id), self._gone, self.fail)

    def _gone(self, _done: Done[None]) -> None:
        self.accept()
        self._ctx.messages.toast(self._ctx.words.tr("The source is removed."))
