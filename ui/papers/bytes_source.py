"""A PDF in memory as a source that the decoder reads by range."""

from __future__ import annotations


class BytesSource:
    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size(self) -> int:
        return len(self._data)

    def read(self, position: int, count: int) -> bytes:
        return self._data[max(0, position) : max(0, position) + max(0, count)]

    def close(self) -> None:
        self._data = b""
