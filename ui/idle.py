"""Locks a window that nobody uses."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

USED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
        QEvent.Type.Drop,
    }
)


class IdleLock(QObject):
    """Counts the seconds since the last key, click or movement anywhere in the program.

    Signals:
        ticked: Seconds left, or None while `busy()` holds the lock off.
        expired: Nobody was there for the whole time.
    """

    ticked = Signal(object)
    expired = Signal()

    def __init__(
        self,
        parent: QObject,
        minutes: Callable[[], int],
        busy: Callable[[], bool],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._busy = busy
        self._ticks = ticks
        self._last = ticks()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._ticks()

    @Slot()
    def look(self) -> None:
        """Say how long is left, or that the time is over."""
        left = self._minutes() * 60 - (self._ticks() - self._last)
        if left <= 0 and self._busy():
            self.ticked.emit(None)
        elif left <= 0:
            self._timer.stop()
            self.expired.emit()
        else:
            self.ticked.emit(int(left + 0.999))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in USED:
            self._last = self._ticks()
        return False
