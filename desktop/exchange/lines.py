"""Where a key stands in a TOML text: the standard library's reader keeps no lines, and a refusal must name one."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[{1,2}([A-Za-z0-9_.\-\" \t]+)\]{1,2}\s*(?:#.*)?$")  # nothing in it can be read two ways
_KEY = re.compile(r"\s*[\"']?([A-Za-z0-9_\-]+)[\"']?\s*(?:\.|=)")


class Lines:
    """Line numbers (from 1) of tables and their keys. `table` is a dotted name, `place` counts its repetitions."""

    def __init__(self, text: str) -> None:
        self._headers: dict[tuple[str, int], int] = {}
        self._keys: dict[tuple[str, int, str], int] = {}
        self._found: dict[tuple[str, int], int] = {}
        self._words: list[str] = text.splitlines()
        counts: dict[str, int] = {}
        table, place = "", 0
        for number, line in enumerate(self._words, 1):
            header = _HEADER.match(line)
            if header:
                table = "".join(header[1].replace('"', "").split())
                place = counts.get(table, -1) + 1
                counts[table] = place
                self._headers[table, place] = number
            elif found := _KEY.match(line):
                self._keys.setdefault((table, place, found[1]), number)

    def has(self, table: str, place: int) -> bool:
        """Whether the `place`-th table of that name has a header of its own."""
        return (table, place) in self._headers

    def of(self, table: str, place: int, key: str = "") -> int:
        """The line of a key in the `place`-th table of that name; of the table itself if the key is not found."""
        if key and (table, place, key) in self._keys:
            return self._keys[table, place, key]
        start = self._headers.get((table, place), 1)
        if not key:
            return start
        if (key, start) not in self._found:
            pattern = re.compile(rf"\b{re.escape(key)}\b")
            lines = enumerate(self._words[start - 1 :], start)
            self._found[key, start] = next((number for number, line in lines if pattern.search(line)), start)
        return self._found[key, start]
