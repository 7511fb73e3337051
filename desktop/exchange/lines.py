"""Where a key stands in a TOML text: the standard library's reader keeps no lines, and a refusal must name one."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[{1,2}\s*([A-Za-z0-9_.\-\" ]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*[\"']?([A-Za-z0-9_\-]+)[\"']?\s*(?:\.|=)")


class Lines:
    """Line numbers (from 1) of tables and their keys. `table` is a dotted name, `place` counts its repetitions."""

    def __init__(self, text: str) -> None:
        self._headers: dict[tuple[str, int], int] = {}
        self._keys: dict[tuple[str, int, str], int] = {}
        self._words: list[str] = text.splitlines()
        counts: dict[str, int] = {}
        table, place = "", 0
        for number, line in enumerate(self._words, 1):
            header = _HEADER.match(line)
            if header:
                table = header[1].replace('"', "").replace(" ", "")
                place = counts.get(table, -1) + 1
                counts[table] = place
                self._headers[table, place] = number
            elif found := _KEY.match(line):
                self._keys.setdefault((table, place, found[1]), number)

    def of(self, table: str, place: int, key: str = "") -> int:
        """The line of a key in the `place`-th table of that name; of the table itself if the key is not found."""
        if key and (table, place, key) in self._keys:
            return self._keys[table, place, key]
        start = self._headers.get((table, place), 1)
        if key:
            pattern = re.compile(rf"\b{re.escape(key)}\b")
            for number, line in enumerate(self._words[start - 1 :], start):
                if pattern.search(line):
                    return number
        return start
