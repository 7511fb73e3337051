"""What is marked on the line of time: citations and annotations, to be stepped through and told apart."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from models.views.evidence import MediaPlace

MOST_SAID = 300  # code points of one mark
NEAR_MS = 500  # a picture begins a little before or after the moment that was asked for


@dataclass(frozen=True)
class TimeMark:
    """`said` tells what it is, in the window's language."""

    place: MediaPlace
    said: str

    def covers(self, first: int, last: int) -> bool:
        """Whether it lies between two moments (ms) in part."""
        return self.place.start_ms <= last and (self.place.end_ms or self.place.start_ms) >= first

    def line(self) -> str:
        said = " ".join(self.said.split())
        return f"{self.place.time}  {said[:MOST_SAID]}{'…' if len(said) > MOST_SAID else ''}"


class MarkSteps:
    """Steps from mark to mark; remembers which one it came to, because the picture there may begin before it."""

    def __init__(self) -> None:
        self._last: int | None = None

    def to(self, marks: Sequence[TimeMark], at: int, by: int) -> int | None:
        """Where the next mark (`by` > 0) or the one before begins, from the moment `at`; None where there is none."""
        here = self._last if self._last is not None and abs(at - self._last) <= NEAR_MS else at
        starts = sorted({mark.place.start_ms for mark in marks})
        found = [start for start in starts if (start > here if by > 0 else start < here)]
        if not found:
            return None
        self._last = found[0] if by > 0 else found[-1]
        return self._last


def hint(marks: Sequence[TimeMark]) -> str:
    """Marks as a tool tip: texts of members are never taken for markup."""
    lines = "\n".join(html.escape(mark.line()) for mark in marks)
    return f'<p style="white-space: pre-wrap">{lines}</p>' if lines else ""
