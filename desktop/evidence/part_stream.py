"""A file inside an exhibit as a stream of octets, for taking it in."""

from __future__ import annotations

import io

from desktop.errors import KnownError
from desktop.evidence import answers
from desktop.evidence.decoder import wire
from desktop.evidence.line import Line
from desktop.evidence.sentences import DAMAGED, DECODER_DIED, PART_DIFFERS, PART_TOO_BIG, PART_UNREADABLE, TOO_BIG
from desktop.jobs import Progress
from models.views.evidence import Part

# what is said of an exhibit that can't be shown, said of a file in it
_OF_A_PART = {TOO_BIG.code: PART_TOO_BIG, DAMAGED.code: PART_UNREADABLE, DECODER_DIED.code: PART_UNREADABLE}
MOST_OCTETS = 8 << 30  # of a part whose size is not stated beforehand


class PartStream(io.RawIOBase):
    """Read it to its end (`Evidence.stage`). Each slice is one request, so other requests come in between.

    Raises KnownError: no such part, longer or shorter than listed, damaged, too slow, cancelled.
    """

    def __init__(self, line: Line, part: Part, progress: Progress) -> None:
        super().__init__()
        self.part = part
        self._line = line
        self._progress = progress
        self._at = 0
        self._slice = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if not self._slice and not self._ended:
            self._fetch()
        count = min(len(view), len(self._slice))
        view[:count] = self._slice[:count]
        self._slice = self._slice[count:]
        return count

    def _fetch(self) -> None:
        self._progress.at(self._at, max(self._at, self.part.size or 0))
        request: dict[str, object] = {"do": "part", "path": self.part.path, "at": self._at}
        try:
            with self._line.lock:
                data = self._line.ask(request, lambda a: answers.integer(a.get("octets"), 0, wire.SLICE))[1]
        except KnownError as error:
            told = _OF_A_PART.get(error.code)
            if told is None:
                raise
            raise KnownError(told, name=self.part.name) from None
        self._at += len(data)
        self._ended = len(data) < wire.SLICE
        self._slice = memoryview(data)
        stated = self.part.size
        if stated is None and self._at > MOST_OCTETS:
            raise KnownError(PART_TOO_BIG, name=self.part.name)
        if stated is not None and (self._at > stated or (self._ended and self._at < stated)):
            raise KnownError(PART_DIFFERS, name=self.part.name)
