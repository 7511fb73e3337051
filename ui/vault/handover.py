"""How the key gets from the unlock window to the main window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.roles import Handed


class KeyHandover(QObject):
    """The desk as the unlock window knows it; this one stands in the same process, whoever listens to `given`.

    Signals:
        given: The `Handed` folder and key.
        shown: The main window stands; the unlock window is no longer needed.
        refused: The vault could not be opened: what happened, as the desk worded it. A new desk is needed.
        died: The desk ended before it showed anything, with this exit code. A new desk is needed.
    """

    given = Signal(object)
    shown = Signal()
    refused = Signal(str)
    died = Signal(int)

    def prepare(self) -> None:
        """Have a desk waiting."""
        return

    def give(self, handed: Handed) -> None:
        """Hand over folder and key, once."""
        self.given.emit(handed)
