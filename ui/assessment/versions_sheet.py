"""The versions of the opinion that were on record, newest first, each with its text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.clock import parse_stamp
from models.views.assessment import PARTS, OpinionVersion
from models.views.packs import Outcomes
from ui.assessment.fold import Fold
from ui.assessment.opinion_texts import TITLES
from ui.assessment.texts import citation_name
from ui.context import Context
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.sheet import Sheet


class VersionsSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, outcomes: Outcomes, versions: Sequence[OpinionVersion]) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("Versions of the opinion"), cancel=tr("Close"), width=640)
        self._ctx = ctx
        self._outcomes = outcomes
        if not versions:
            self.body.addWidget(Label(tr("No version is on record yet."), "muted"))
        for place, version in enumerate(versions):
            if place:
                self.body.addWidget(Line())
            self._add(version, is_open=place == 0)
        self.body.addStretch(1)

    def _add(self, version: OpinionVersion, *, is_open: bool) -> None:
        words = self._ctx.words
        when = words.moment(parse_stamp(version.at))
        fold = Fold(self._ctx.theme, words.tr("Version {number} · {when}", number=version.number, when=when))
        outcome = self._outcomes.outcome(version.content.outcome)
        said = outcome.text.text(words.language) if outcome else words.tr("No outcome is chosen.")
        codes = ", ".join(version.content.codes)
        fold.body.addWidget(Label(" · ".join(x for x in (version.author, said, codes) if x), "small"))
        for part in PARTS:
            paragraphs = version.content.part(part)
            if not paragraphs:
                continue
            fold.body.addWidget(Label(words.tr(TITLES[part]), "strong"))
            for paragraph in paragraphs:
                cited = " ".join(f"[{citation_name(words, one)}]" for one in paragraph.citations)
                fold.body.addWidget(Label(f"{paragraph.text} {cited}".strip(), "reading").selectable())
        fold.set_open(is_open)
        self.body.addWidget(fold)
