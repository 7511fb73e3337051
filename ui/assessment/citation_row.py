"""The citations of an answer or a paragraph, and the button that adds one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.views.evidence import CitationDraft
from ui.assessment.citation_chip import CitationChip
from ui.assessment.citing_cautions import CitingCautions
from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout


class CitationRow(QWidget):
    """Signals:
    opened: The `CitationDraft` whose place is to be shown.
    removed: The `CitationDraft` that is to go.
    wanted: What is marked in the viewer is to be cited here.
    """

    opened = Signal(object)
    removed = Signal(object)
    wanted = Signal()

    def __init__(self, ctx: Context, cautions: CitingCautions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._cautions = cautions
        words, theme = ctx.words, ctx.theme
        self._chips: list[CitationChip] = []
        self._shown: tuple[CitationDraft, ...] | None = None
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        tip = words.tr("Cite what is marked in the exhibit  {key}", key="C")
        self.add = Button(words.tr("Cite"), "link", theme=theme, icon="plus", tip=tip)
        self.add.clicked.connect(self.wanted)
        self._flow.addWidget(self.add)
        cautions.changed.connect(self._warn)

    def show_citations(self, citations: Sequence[CitationDraft]) -> None:
        if tuple(citations) == self._shown:
            return
        self._shown = tuple(citations)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add)
        self._chips = []
        before: QWidget = self
        for citation in citations:
            chip = CitationChip(self._ctx, citation)
            chip.opened.connect(self.opened)
            chip.removed.connect(self.removed)
            self._flow.addWidget(chip)
            chip.show()
            if before is not self:
                QWidget.setTabOrder(before, chip.chip)
            before = chip.chip
            self._chips.append(chip)
        self._flow.addWidget(self.add)
        if before is not self:
            QWidget.setTabOrder(before, self.add)
        self._warn()
        self.updateGeometry()

    @Slot()
    def _warn(self) -> None:
        """Chips keep their focus: only what they say of their exhibit changes."""
        for chip in self._chips:
            chip.show_cautions(self._cautions.known.get(chip.citation.exhibit_id, ()))

    def chips(self) -> tuple[CitationChip, ...]:
        return tuple(self._chips)

    def sizeHint(self) -> QSize:
        width = self.width() or 320
        return QSize(width, self._flow.heightForWidth(width))
