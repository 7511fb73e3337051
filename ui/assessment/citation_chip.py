"""One citation: the chip opens its place and warns where the exhibit needs it; the cross takes it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.views.cautions import Caution
from models.views.evidence import CitationDraft
from ui.assessment.citing_cautions import sentences, tone
from ui.assessment.texts import citation_name, citation_tip
from ui.context import Context
from ui.widgets.chip_button import ChipButton
from ui.widgets.tips import plain
from ui.widgets.tool_button import ToolButton


class CitationChip(QWidget):
    """Signals:
    opened: The `CitationDraft` whose place is to be shown.
    removed: The `CitationDraft` that is to go. Del and Backspace on the chip do it too.
    """

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, ctx: Context, citation: CitationDraft) -> None:
        super().__init__()
        self._ctx = ctx
        self.citation = citation
        self._cautions: tuple[Caution, ...] = ()
        words, theme = ctx.words, ctx.theme
        name = citation_name(words, citation)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        spoken = words.tr("Citation {name}", name=name)
        self.chip = ChipButton(name, "info", payload=citation, tip=citation_tip(words, citation), name=spoken)
        self.chip.clicked.connect(self._open)
        self.chip.installEventFilter(self)
        row.addWidget(self.chip)
        self.cross = ToolButton(theme, "x", words.tr("Remove citation {name}", name=name), size=12)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the chip's own Del does it by keyboard
        self.cross.clicked.connect(self._remove)
        row.addWidget(self.cross)
        self.setFocusProxy(self.chip)

    def show_cautions(self, said: tuple[Caution, ...]) -> None:
        """What is to be said of the exhibit: by tone, sign and tooltip, and to a screen reader."""
        if said == self._cautions:
            return
        self._cautions = said
        look = tone(said)
        told = " ".join(sentences(self._ctx, one) for one in said)
        self.chip.setProperty("tone", look)
        self.chip.style().unpolish(self.chip)
        self.chip.style().polish(self.chip)
        if look == "info":
            self.chip.setIcon(QIcon())
        else:
            self._ctx.theme.put_icon(self.chip, "alert-triangle", 12, look)
        self.chip.setToolTip(plain("\n".join(filter(None, (told, citation_tip(self._ctx.words, self.citation))))))
        self.chip.setAccessibleDescription(told)

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
