"""The one source of time, so that papers are reproducible and tests need not wait."""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    def now(self) -> dt.datetime:
        """The current instant, aware, in UTC."""
        ...

    def today(self) -> dt.date:
        """The current day where the workstation stands."""
        ...

    def ticks(self) -> float:
        """Seconds that never run backwards."""
        ...


class SystemClock:
    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        return dt.datetime.now().astimezone().date()

    def ticks(self) -> float:
        return time.monotonic()


class FixedClock:
    """Stands still until told to move (tests, reproducible demo papers)."""

    def __init__(self, now: dt.datetime) -> None:
        self._now = now.astimezone(dt.UTC)

    def now(self) -> dt.datetime:
        return self._now

    def today(self) -> dt.date:
        return self._now.date()

    def ticks(self) -> float:
        return self._now.timestamp()

    def advance(self, **delta: float) -> None:
        """Move on by `timedelta(**delta)`."""
        self._now += dt.timedelta(**delta)


def stamp(moment: dt.datetime) -> str:
    """An instant as the text that is stored and hashed: UTC, milliseconds, `2026-11-22T14:02:00.000Z`."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_stamp(text: str) -> dt.datetime:
    """The inverse of `stamp`. Raises ValueError."""
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
