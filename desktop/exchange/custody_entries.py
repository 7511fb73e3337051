"""`[[exhibit.custody]]` of `case.toml`: what members recorded by hand in the custody log of an exhibit.

Keys: `action` (returned, received, copied, destroyed), `day`, `party`, `note`, `recorded_at` (a moment with its offset
from UTC), `recorded_by`. Required are the first two and `recorded_at`; the rest as for an entry that is made here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from desktop.clock import stamp
from desktop.errors import KnownError
from desktop.evidence import elsewhere, names
from desktop.exchange import sentences as say
from desktop.exchange.lines import Lines
from models.views.evidence import ElsewhereEntry

KEYS = ("action", "day", "party", "note", "recorded_at", "recorded_by")
MOST = 2_000  # in one folder
TABLE = "exhibit.custody"


def written(entries: Iterable[ElsewhereEntry]) -> list[dict[str, Any]]:
    """The rows that an export writes."""
    return [{key: value for key, value in asdict(entry).items() if key in KEYS and value} for entry in entries]


class CustodyReader:
    """Reads the rows of one folder, exhibit by exhibit, and counts them. `now`: nothing may be later."""

    def __init__(self, lines: Lines, folder: str, now: dt.datetime) -> None:
        self._lines = lines
        self._folder = folder
        self._now = now
        self._count = 0

    def entries(self, row: dict[str, Any], place: int) -> tuple[ElsewhereEntry, ...]:
        """Of the `place`-th exhibit. Raises KnownError with the line."""
        rows = row.get("custody", [])
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            line = self._lines.of("exhibit", place, "custody")
            raise KnownError(say.WRONG_KIND, folder=self._folder, line=line, key="custody")
        return tuple(self._entry(one, place) for one in rows)

    def _entry(self, row: dict[str, Any], place: int) -> ElsewhereEntry:
        number, self._count = self._count, self._count + 1
        if self._count > MOST:
            line = self._line(number, place, "custody")
            raise KnownError(say.CUSTODY_MANY, folder=self._folder, line=line, most=MOST)
        values = {}
        for key, value in row.items():
            text = _text(value)
            if key not in KEYS or text is None:
                sentence = say.WRONG_KIND if key in KEYS else say.UNKNOWN_KEY
                line = self._line(number, place, key)
                raise KnownError(sentence, folder=self._folder, line=line, key=names.shown(key, 60))
            values[key] = text
        try:
            empty = dict.fromkeys(KEYS, "")
            return elsewhere.check(ElsewhereEntry(**(empty | values)), self._now)
        except KnownError as error:
            key = str(error.parameters["field"])
            told = {"folder": self._folder, "line": self._line(number, place, key), "key": key}
            if not values.get(key, "").strip():
                raise KnownError(say.CUSTODY_LACKS, **told) from None
            raise KnownError(say.CUSTODY_VALUE, **told, value=names.shown(values[key], 60)) from None

    def _line(self, number: int, place: int, key: str) -> int:
        if self._lines.has(TABLE, number):
            return self._lines.of(TABLE, number, key)
        return self._lines.of("exhibit", place, "custody")


def _text(value: object) -> str | None:
    """The value as text; TOML's own days and moments are taken too. None for anything else."""
    try:
        if isinstance(value, dt.datetime):
            return stamp(value) if value.tzinfo is not None else None
    except OverflowError:
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str) else None
