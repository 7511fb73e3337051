"""The one exhibit as a file object: its octets are pulled from the host in blocks."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable

from desktop.evidence.decoder import wire

KEPT_BLOCKS = 32


class Source(io.RawIOBase):
    """Read-only, seekable, without a descriptor. `fetch(position, count)` brings at most wire.INBOX octets."""

    def __init__(self, size: int, fetch: Callable[[int, int], bytes]) -> None:
        self.size = size
        self._fetch = fetch
        self._at = 0
        self._blocks: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        done = 0
        while done < len(view):
            number, inside = divmod(self._at, wire.INBOX)
            part = self._block(number)[inside : inside + len(view) - done]
            if not part:
                break
            view[done : done + len(part)] = part
            done += len(part)
            self._at += len(part)
        return done

    def read(self, count: int | None = -1) -> bytes:
        left = max(0, self.size - self._at)
        wanted = left if count is None or count < 0 else min(count, left)
        buffer = bytearray(wanted)
        return bytes(buffer[: self.readinto(buffer)])

    def head(self, count: int) -> bytes:
        """The first octets, without moving."""
        return self.part(0, count)

    def part(self, position: int, count: int) -> bytes:
        """Octets from `position`, without moving."""
        kept, self._at = self._at, position
        data = self.read(count)
        self._at = kept
        return data

    def _block(self, number: int) -> bytes:
        block = self._blocks.get(number)
        if block is None:
            start = number * wire.INBOX
            if start >= self.size:
                return b""
            block = self._fetch(start, min(wire.INBOX, self.size - start))
            self._blocks[number] = block
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block
