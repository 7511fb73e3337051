"""The shared memory into which pictures and sound are written, and the line on which they are announced."""

from __future__ import annotations

import contextlib
import socket

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.evidence.decoder import playing, wire


class Ring:
    """A slot is written again only after the host has seen the picture in it; a late host gets fewer pictures."""

    def __init__(self, control: socket.socket, memory: memoryview) -> None:
        self._control = control
        self._memory = memory
        self._written = 0
        self._seen = 0
        self._sound = 0

    def say(self, message: dict[str, object]) -> bool:
        """Send a message; False when the host is too far behind to take it."""
        with contextlib.suppress(BlockingIOError):
            self._control.send(wire.pack(message), socket.MSG_DONTWAIT)
            return True
        return False

    def seen(self, number: int) -> None:
        self._seen = max(self._seen, number)

    def picture(self, image: QImage, span: list[int]) -> None:
        """Put a picture into the next slot, smaller if it must be."""
        if self._written - self._seen >= playing.SLOTS:
            return
        image = _fitting(image, playing.SLOT)
        slot = self._written % playing.SLOTS
        self._put(slot * playing.SLOT, image)
        size = [image.width(), image.height()]
        if self.say({"frame": [self._written + 1, slot, *size], "span": span}):
            self._written += 1

    def still(self, image: QImage, span: list[int]) -> None:
        """Put one picture over all slots, as large as it came if it fits."""
        full = [image.width(), image.height()]
        image = _fitting(image, playing.FRAMES)
        self._put(0, image)
        self.say({"still": [image.width(), image.height(), *full], "span": span})

    def sound(self, data: memoryview, at: int) -> None:
        """16-bit samples of both channels."""
        count = len(data)
        if not 0 < count <= playing.SOUND // 2:
            return
        if self._sound + count > playing.SOUND:
            self._sound = 0
        start = playing.FRAMES + self._sound
        self._memory[start : start + count] = data
        self.say({"pcm": [self._sound, count], "at": at})
        self._sound += count

    def peaks(self, start: int, data: bytes) -> None:
        """Loudness from bucket `start` on."""
        at = playing.FRAMES + start
        self._memory[at : at + len(data)] = data

    def _put(self, start: int, image: QImage) -> None:
        self._memory[start : start + image.sizeInBytes()] = image.constBits()


def _fitting(image: QImage, octets: int) -> QImage:
    if image.format() not in (QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32):
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    width, height = playing.even_fit(image.width(), image.height(), octets)
    if (width, height) == (image.width(), image.height()):
        return image
    smooth = Qt.TransformationMode.FastTransformation
    return image.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
