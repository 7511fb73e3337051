"""The lines of subtitles or of a transcript, each at its time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.views.evidence import MediaPlace
from models.views.media import Cue
from ui.theme import Theme
from ui.widgets.row import Row
from ui.widgets.row_list import RowList


class CueList(RowList):
    """Up, Down and Enter are the list's; the recording's own keys go on to the recording."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.cues: tuple[Cue, ...] = ()

    def show_cues(self, cues: Sequence[Cue]) -> None:
        self.cues = tuple(cues)
        self.set_rows([Row(str(n), cue.text, aside=MediaPlace(cue.start_ms).time) for n, cue in enumerate(cues)])

    def cue(self) -> Cue | None:
        """The line one stands on."""
        key = self.current_key()
        return self.cues[int(key)] if key else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right) or event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)
