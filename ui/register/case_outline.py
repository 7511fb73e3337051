"""The outline of a case: overview, exhibits, checklist, opinion."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.views.evidence import DocumentInfo
from ui.context import Context
from ui.evidence.evidence_pane import EvidencePane
from ui.evidence.exhibits_pane import ExhibitsPane
from ui.widgets.line import Line


class CaseOutline(QWidget):
    """Signals:
    chosen: `overview`, `checklist` or `opinion`.
    exhibit_chosen: The id of an exhibit.
    """

    chosen = Signal(str)
    exhibit_chosen = Signal(str)

    def __init__(self, ctx: Context, evidence: EvidencePane) -> None:
        """`evidence` shows the exhibits that are chosen here."""
        super().__init__()
        self._ctx = ctx
        self._evidence = evidence
        tr = ctx.words.tr
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Outline of the case"))
        self.setFixedWidth(ctx.theme.px(232))
        self.places: dict[str, QPushButton] = {}
        self.exhibits = ExhibitsPane(ctx)
        self.exhibits.open_info = self._info
        self.exhibits.chosen.connect(self.exhibit_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        column.addWidget(self._place("overview", tr("Overview"), "file-text"))
        column.addWidget(Line())
        column.addWidget(self.exhibits, 1)
        column.addWidget(Line())
        column.addWidget(self._place("checklist", tr("Checklist"), "list-check"))
        column.addWidget(self._place("opinion", tr("Opinion"), "gavel"))

    def _place(self, name: str, text: str, icon: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setProperty("piece", "rail")
        button.setCheckable(True)
        button.setAutoDefault(False)
        self._ctx.theme.put_icon(button, icon)
        button.clicked.connect(self._pressed)
        self.places[name] = button
        return button

    def _info(self, exhibit_id: str) -> DocumentInfo | None:
        shown = self._evidence.exhibit
        return self._evidence.info if shown is not None and shown.id == exhibit_id else None

    def show_place(self, *names: str) -> None:
        """Mark where one is."""
        for name, button in self.places.items():
            button.setChecked(name in names)

    def show_share(self, answered: int, counted: int) -> None:
        """How much of the checklist is answered; no figure says more than that."""
        words = self._ctx.words
        share = f"  {answered * 100 // counted} %" if counted else ""
        self.places["checklist"].setText(words.tr("Checklist") + share)
        self.places["checklist"].setToolTip(
            words.tr("{answered} of {counted} items answered", answered=answered, counted=counted)
        )

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.chosen.emit(button.objectName())
