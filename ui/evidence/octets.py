"""The octets of an exhibit by random access from its sealed object. Nothing is decoded, so no decoder is needed."""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.jobs import Progress
from ui.context import Context

BLOCK = 64 << 10
KEPT = 64  # blocks
CHUNK = 1 << 20
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251")
_HEX = re.compile(r"(?:0x)?[0-9a-fA-F]{2}(?:\s*[0-9a-fA-F]{2})*")
_PAIRS = re.compile(r"[0-9a-fA-F]{2}(?:\s+[0-9a-fA-F]{2})+")


class Source(Protocol):
    @property
    def size(self) -> int: ...

    def read(self, position: int, count: int) -> bytes: ...

    def close(self) -> None: ...


class Octets(QObject):
    """Signals:
    arrived: A block came.
    failed: An exception.
    """

    arrived = Signal()
    failed = Signal(object)

    def __init__(self, ctx: Context, source: Source, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._source = source
        self._lock = Lock()  # an object's reader has one place at a time
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._asked: set[int] = set()
        self.size = source.size

    @property
    def idle(self) -> bool:
        return not self._asked

    def here(self, position: int, count: int) -> bytes | None:
        """Octets if they are here; otherwise they are asked for, and `arrived` follows."""
        count = min(count, self.size - position)
        out = b""
        missing = False
        for number in range(position // BLOCK, (position + max(count, 1) - 1) // BLOCK + 1):
            block = self._blocks.get(number)
            if block is None:
                self._ask(number)
                missing = True
            else:
                self._blocks.move_to_end(number)
                start = max(0, position - number * BLOCK)
                out += block[start : position + count - number * BLOCK]
        return None if missing else out

    def read(self, position: int, count: int) -> bytes:
        """Octets at once; for the pool."""
        with self._lock:
            return self._source.read(position, min(count, self.size - position)) if position < self.size else b""

    def find(self, needles: tuple[bytes, ...], start: int, progress: Progress) -> tuple[int, int] | None:
        """(position, count) of the first place of any needle from `start` on, round the end; for the pool."""
        longest = max(map(len, needles))
        for low, high in ((start, self.size), (0, min(self.size, start + longest))):
            at = low
            while at < high:
                progress.at(at - low, max(1, high - low))
                data = self.read(at, CHUNK + longest)
                hits = [(data.find(needle), len(needle)) for needle in needles]
                found = [hit for hit in hits if 0 <= hit[0] < CHUNK]
                if found:
                    position, count = min(found)
                    return at + position, count
                at += CHUNK
        return None

    def close(self) -> None:
        with self._lock:
            self._source.close()

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)

        def done(data: bytes) -> None:
            self._asked.discard(number)
            self._blocks[number] = data
            while len(self._blocks) > KEPT:
                self._blocks.popitem(last=False)
            self.arrived.emit()

        def failed(error: Exception) -> None:
            self._asked.discard(number)
            self._blocks[number] = b""
            self.failed.emit(error)

        self._ctx.pool(self, lambda: self.read(number * BLOCK, BLOCK), done, failed)


def needles(typed: str) -> tuple[bytes, ...]:
    """What was typed as octets: `0x4d5a` or `4D 5A` as they are, any other text in the usual encodings."""
    text = typed.strip()
    if (text.startswith("0x") and _HEX.fullmatch(text)) or _PAIRS.fullmatch(text):
        return (bytes.fromhex(text.removeprefix("0x")),)
    found: dict[bytes, None] = {}
    for name in ENCODINGS:
        try:
            found[text.encode(name)] = None
        except UnicodeEncodeError:
            continue
    return tuple(needle for needle in found if needle)


def position(typed: str) -> int | None:
    """An offset as people write it: `4096`, `0x1000`, `1000h`."""
    text = typed.strip().lower().replace(" ", "").replace("\u00a0", "")
    try:
        if text.endswith("h"):
            return int(text[:-1], 16)
        return int(text, 16 if text.startswith("0x") else 10)
    except ValueError:
        return None
