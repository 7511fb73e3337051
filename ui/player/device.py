"""The one recording as a Qt device: its octets are pulled from the host in blocks, on whatever thread asks."""

from __future__ import annotations

import os
import socket
import threading
from collections import OrderedDict

from PySide6.QtCore import QIODevice

from desktop.evidence.decoder import playing

KEPT_BLOCKS = 24


class PulledDevice(QIODevice):
    """Read-only and seekable. Qt's demuxer reads from a thread of its own."""

    def __init__(self, pulls: socket.socket, inbox: int, size: int) -> None:
        super().__init__()
        self._pulls = pulls
        self._inbox = inbox
        self._size = size
        self._lock = threading.Lock()
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def isSequential(self) -> bool:
        return False

    def size(self) -> int:
        return self._size

    def bytesAvailable(self) -> int:
        return max(0, self._size - self.pos())

    def readData(self, maxlen: int) -> bytes:
        at, end = self.pos(), min(self._size, self.pos() + max(0, maxlen))
        parts = []
        while at < end:
            number, inside = divmod(at, playing.INBOX)
            part = self._block(number)[inside : inside + end - at]
            if not part:
                break
            parts.append(part)
            at += len(part)
        return b"".join(parts)

    def writeData(self, data: bytes | bytearray | memoryview, len: int) -> int:  # noqa: A002 - Qt's name
        return -1

    def _block(self, number: int) -> bytes:
        with self._lock:
            known = self._blocks.get(number)
            if known is not None:
                self._blocks.move_to_end(number)
                return known
            start = number * playing.INBOX
            data = self._fetch(start, min(playing.INBOX, self._size - start))
            self._blocks[number] = data
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
            return data

    def _fetch(self, position: int, count: int) -> bytes:
        try:
            self._pulls.send(playing.PULL.pack(position, count))
            answer = self._pulls.recv(playing.GOT.size)
        except OSError:
            os._exit(0)
        if len(answer) != playing.GOT.size:
            os._exit(0)  # the host hung up; called from inside FFmpeg, there is no way to unwind
        return os.pread(self._inbox, playing.GOT.unpack(answer)[0], 0)
