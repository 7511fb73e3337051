"""One citation: the chip opens its place, the cross takes it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import Words
from models.views.evidence import CitationDraft
from ui.assessment.texts import citation_name, citation_tip
from ui.theme import Theme
from ui.widgets.chip_button import ChipButton
from ui.widgets.tool_button import ToolButton


class CitationChip(QWidget):
    """Signals:
    opened: The `CitationDraft` whose place is to be shown.
    removed: The `CitationDraft` that is to go. Del and Backspace on the chip do it too.
    """

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, words: Words, theme: Theme, citation: CitationDraft, *, withdrawn: bool = False) -> None:
        super().__init__()
        self.citation = citation
        name, tip = citation_name(words, citation), citation_tip(words, citation)
        if withdrawn:
            tip = words.tr("This exhibit was withdrawn. {tip}", tip=tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        spoken = words.tr("Citation {name}", name=name)
        self.chip = ChipButton(name, "bad" if withdrawn else "info", payload=citation, tip=tip, name=spoken)
        self.chip.clicked.connect(self._open)
        self.chip.installEventFilter(self)
        row.addWidget(self.chip)
        self.cross = ToolButton(theme, "x", words.tr("Remove citation {name}", name=name), size=12)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the chip's own Del does it by keyboard
        self.cross.clicked.connect(self._remove)
        row.addWidget(self.cross)
        self.setFocusProxy(self.chip)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.citation)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.citation)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if isinstance(event, QKeyEvent) and event.key() in keys:
            if event.type() == QEvent.Type.ShortcutOverride:  # the place around it has Del for the answer
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._remove()
                return True
        return super().eventFilter(watched, event)
