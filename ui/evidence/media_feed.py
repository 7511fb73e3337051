"""From the player's thread to the window: pictures that nobody has seen yet are replaced, nothing piles up."""

from __future__ import annotations

import contextlib
from collections import deque
from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal, Slot

from models.views.media import MediaEvent, MediaFrame, MediaPosition, MediaSound

MOST_SOUNDS = 200  # pieces of some 20 ms that may wait


class MediaFeed(QObject):
    """Signals:
    frame: The latest `MediaFrame`.
    sound: A `MediaSound`.
    moved: The latest `MediaPosition`.
    lost: An exception; the player is gone.
    loud: (loudness so far, whether that is all).
    """

    frame = Signal(object)
    sound = Signal(object)
    moved = Signal(object)
    lost = Signal(object)
    loud = Signal(object, bool)
    _came = Signal()
    _loud_came = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._frame: MediaFrame | None = None
        self._sounds: deque[MediaSound] = deque(maxlen=MOST_SOUNDS)
        self._position: MediaPosition | None = None
        self._error: Exception | None = None
        self._pending = False
        self._stopped = False
        self._came.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._loud_came.connect(self._hand_loud, Qt.ConnectionType.QueuedConnection)

    def take(self, event: MediaEvent) -> None:
        """An event of the player, on its own thread."""
        with self._lock:
            if self._stopped:
                return
            match event:
                case MediaFrame():
                    self._frame = event
                case MediaSound():
                    self._sounds.append(event)
                case MediaPosition():
                    self._position = event
                case _:
                    self._error = event
            if not self._pending:
                self._pending = True
                with contextlib.suppress(RuntimeError):  # the window is gone
                    self._came.emit()

    def take_loudness(self, data: bytes, done: bool) -> None:
        """Loudness so far, on its own thread."""
        with self._lock, contextlib.suppress(RuntimeError):
            if not self._stopped:
                self._loud_came.emit(data, done)

    def stop(self) -> None:
        """From now on nothing is handed over."""
        with self._lock:
            self._stopped = True
            self._frame = self._position = self._error = None
            self._sounds.clear()

    @Slot()
    def _hand_over(self) -> None:
        with self._lock:
            self._pending = False
            frame, position, error = self._frame, self._position, self._error
            sounds = list(self._sounds)
            self._frame = self._position = self._error = None
            self._sounds.clear()
        for sound in sounds:
            self.sound.emit(sound)
        if frame is not None:
            self.frame.emit(frame)
        if position is not None and not self._stopped:
            self.moved.emit(position)
        if error is not None and not self._stopped:
            self.lost.emit(error)

    @Slot(object, bool)
    def _hand_loud(self, data: bytes, done: bool) -> None:
        if not self._stopped:
            self.loud.emit(data, done)
