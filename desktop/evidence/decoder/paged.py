"""A decoded text cut into pages: what plain texts and flow documents have in common."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.finding import matches

# control characters and lone surrogates, one for one; what is left of offsets stays true
CLEANED = {code: "\ufffd" for code in (*range(32), *range(0x7F, 0xA0)) if code not in (9, 10)}
CLEANED |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
WINDOW = 200_000  # code points that are looked through at once


class Paged:
    """`text` whole; page i begins at code point `starts[i]`, with line `lines[i]` (1-based). `cut`: some was left out.

    `rows` are the rows a page takes at 80 columns, where they are known; `spans` (start on the page, count, style)
    by page, where there are any.
    """

    def __init__(
        self,
        text: str,
        starts: list[int],
        lines: list[int],
        *,
        cut: bool = False,
        rows: Sequence[int] = (),
        spans: Sequence[Sequence[tuple[int, int, str]]] = (),
    ) -> None:
        self.text = text
        self.starts, self.lines = starts, lines
        self.count = len(starts)
        self._cut = cut
        self._rows = rows
        self._spans = spans

    def warnings(self) -> list[str]:
        found = ["cut"] if self._cut else []
        if "\ufffd" in self.text:
            found.append("unreadable_characters")
        if any(char in _BIDI for char in set(self.text)):
            found.append("direction_marks")
        return found

    def sizes(self) -> list[int]:
        """For each page the longest line (code points) and the number of lines, or of rows where they are known."""
        out = []
        for index in range(self.count):
            lines = self.page(index).split("\n")
            out += [max(len(line) for line in lines), self._rows[index] if self._rows else len(lines)]
        return out

    def page(self, index: int) -> str:
        """The page's text without the line end that leads to the next one; `starts[index]` is its first offset."""
        if not 0 <= index < self.count:
            raise wire.RefusedError("no_page")
        end = self.starts[index + 1] if index + 1 < self.count else len(self.text)
        if index + 1 < self.count and self.text[end - 1] == "\n":
            end -= 1
        return self.text[self.starts[index] : end]

    def spans(self, index: int) -> Sequence[tuple[int, int, str]]:
        """(start on the page, count, style) of a page."""
        return self._spans[index][: wire.MOST_SPANS] if self._spans else ()

    def hits(self, needle: str, first: int = 0, behind: int | None = None) -> Iterator[tuple[int, int, int]]:
        """(page, start on the page, count) of every place where the needle begins, from page `first` to `behind`."""
        behind = self.count if behind is None else behind
        low = self.starts[first]
        high = self.starts[behind] if behind < self.count else len(self.text)
        # a place may reach into the next page; blanks and soft hyphens make it longer than the needle
        for at, count in matches(self.text[low : high + 2 * len(needle) + 200], needle):
            start = low + at
            if start >= high:
                return
            page = bisect.bisect_right(self.starts, start) - 1
            yield page, start - self.starts[page], count

    def window(self, first: int) -> int:
        """The page behind a stretch from page `first` that is looked through at once."""
        return max(first + 1, bisect.bisect_left(self.starts, self.starts[first] + WINDOW))
