"""Every version of an answer, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.clock import parse_stamp
from models.views.assessment import AnswerVersion
from models.views.evidence import CitationDraft
from ui.assessment.texts import citation_name, citation_tip, value_name
from ui.context import Context
from ui.widgets.chip_button import ChipButton
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.sheet import Sheet


def show_history(
    ctx: Context, owner: QWidget, case_id: str, item_id: str, open_citation: Callable[[CitationDraft], None]
) -> None:
    """Read the history of an item and open the sheet over `owner`."""
    assessment = ctx.services.assessment

    def done(versions: tuple[AnswerVersion, ...]) -> None:
        sheet = HistorySheet(ctx, owner, item_id, versions)
        sheet.citation_opened.connect(open_citation)
        sheet.open()

    ctx.run(owner, lambda: assessment.answer_history(case_id, item_id), done)


class HistorySheet(Sheet):
    """Signals:
    citation_opened: The `CitationDraft` whose place is to be shown; the sheet closes.
    """

    citation_opened = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget, item_id: str, versions: Sequence[AnswerVersion]) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("History of item {item}", item=item_id), cancel=tr("Close"))
        self._ctx = ctx
        if not versions:
            self.body.addWidget(Label(tr("This item has never been answered."), "muted"))
        for number, version in enumerate(versions):
            if number:
                self.body.addWidget(Line())
            self._add(version)
        self.body.addStretch(1)

    def _add(self, version: AnswerVersion) -> None:
        words = self._ctx.words
        when = words.moment(parse_stamp(version.at))
        value = value_name(words, version.value) if version.value else words.tr("Answer taken back")
        self.body.addWidget(Label(value, "strong"))
        parts = (when, version.author, version.pack)
        self.body.addWidget(Label(" · ".join(part for part in parts if part), "small"))
        if version.note:
            self.body.addWidget(Label(version.note).selectable())
        if version.citations:
            row = QWidget()
            flow = FlowLayout(row)
            for citation in version.citations:
                chip = ChipButton(citation_name(words, citation), payload=citation, tip=citation_tip(words, citation))
                chip.clicked.connect(self._open_citation)
                flow.addWidget(chip)
            self.body.addWidget(row)

    @Slot()
    def _open_citation(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChipButton) and isinstance(chip.payload, CitationDraft):
            self.citation_opened.emit(chip.payload)
            self.reject()
