"""The provisions of the pack, to be ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.views.packs import Law
from ui.assessment.tick import Tick
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class LawSheet(Sheet):
    """Signals:
    chosen: The ids of the ticked provisions (tuple), in the order of the pack.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, laws: Sequence[Law], chosen: Sequence[str]) -> None:
        tr, language = ctx.words.tr, ctx.words.language
        super().__init__(
            ctx.words,
            ctx.theme,
            parent,
            tr("Provisions that the opinion relies on"),
            accept=tr("Use these provisions"),
            width=640,
        )
        self.ticks: dict[str, Tick] = {}
        title = ""
        for law in laws:
            if law.title.text(language) != title:
                title = law.title.text(language)
                self.body.addWidget(Label(title, "strong"))
            checked = tr("checked on {day}", day=law.checked_on) if law.checked_on else tr("not checked")
            article = law.article.text(language) or tr("the whole act")
            tick = self.ticks[law.id] = Tick(f"{article} ({checked})")
            tick.set_ticked(law.id in chosen)
            self.body.addWidget(tick)
        said = tr("What was not checked against the text in force is shown here but never printed.")
        self.body.addWidget(Label(said, "muted"))
        self.body.addStretch(1)
        self._laws = tuple(laws)

    def submit(self) -> None:
        self.chosen.emit(tuple(law.id for law in self._laws if self.ticks[law.id].is_ticked()))
        self.accept()
