"""Files inside a file: mail attachments, members of archives. A reader lists them and hands one out in slices."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Protocol, runtime_checkable

from desktop.evidence.decoder import wire

UNKNOWN = -1


@dataclass(frozen=True)
class Part:
    """`path` names it for the reader (unique in the file), `name` is for people, `size` counts octets once decoded
    (UNKNOWN where only reading tells), `media` is what the container says it is, `note` a code ("" = nothing odd),
    `date` when it was last changed (`YYYY-MM-DD HH:MM`, empty for unknown).
    """

    path: str
    name: str
    size: int
    media: str = ""
    note: str = ""
    date: str = ""

    def plain(self) -> list[object]:
        """As it crosses to the host."""
        path, name = self.path[: wire.MOST_PATH], self.name[: wire.MOST_PATH]
        return [path, name, self.size, self.media[:100], self.note, self.date]


@dataclass(frozen=True)
class PartFile:
    """A part with the way to read it from its beginning."""

    part: Part
    open: Callable[[], IO[bytes]]


def of_octets(part: Part, data: bytes) -> PartFile:
    """A part whose octets are here already."""
    return PartFile(part, lambda: io.BytesIO(data))


@runtime_checkable
class Holder(Protocol):
    """A reader of a kind that holds files. `part` raises wire.RefusedError("no_part") for what is not listed."""

    def parts(self) -> list[Part]: ...

    def part(self, path: str) -> PartFile: ...


class PartCursor:
    """One part being read in slices; reading on is free, reading from elsewhere begins anew."""

    def __init__(self) -> None:
        self._path = ""
        self._at = 0
        self._file: IO[bytes] | None = None

    def read(self, find: Callable[[str], PartFile], path: str, position: int, count: int) -> bytes:
        """Up to `count` octets from `position`; fewer only at the end. Raises wire.RefusedError."""
        if self._file is None or path != self._path or position != self._at:
            self._file, self._path, self._at = find(path).open(), path, 0
            while self._at < position:
                skipped = self._file.read(min(1 << 20, position - self._at))
                if not skipped:
                    return b""
                self._at += len(skipped)
        data = bytearray()
        while len(data) < count:
            more = self._file.read(min(1 << 20, count - len(data)))
            if not more:
                break
            data += more
        self._at += len(data)
        return bytes(data)
