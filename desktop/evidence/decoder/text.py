"""Plain text in any encoding. Reader version `text/1`: line ends CR LF and CR become LF, control characters U+FFFD, one
for one; offsets count the code points after that. Pages hold at most PAGE_LINES lines and PAGE_POINTS code points.
"""

from __future__ import annotations

import bisect
import codecs
from collections.abc import Iterator
from typing import Literal

from charset_normalizer import from_bytes

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.finding import matches
from desktop.evidence.decoder.source import Source
from desktop.evidence.decoder.wide import wide

PAGE_LINES = 60
PAGE_POINTS = 16_000
MOST_OCTETS = 32 << 20
SAMPLE = 256 << 10

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what people's files are in; few enough to be loaded before the door closes
_NAMES = (
    "ascii utf_8 utf_8_sig utf_16 utf_16_le utf_16_be utf_32 utf_32_le utf_32_be "
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp852 cp855 cp866 "
    "koi8_r koi8_u iso8859_1 iso8859_2 iso8859_5 iso8859_7 iso8859_8 iso8859_9 iso8859_13 iso8859_15 mac_cyrillic "
    "mac_roman gb18030 big5 shift_jis cp932 euc_jp iso2022_jp euc_kr cp949"
)
ENCODINGS = tuple(_NAMES.split())
_DETECTED = [name for name in ENCODINGS if not name.startswith(("utf_16", "utf_32", "utf_8_sig"))]

_CLEANED = {code: "\ufffd" for code in (*range(32), *range(0x7F, 0xA0)) if code not in (9, 10)}
_CLEANED |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class TextReader:
    """One decoded text, cut into pages."""

    name: Literal["text"] = "text"

    def __init__(self, source: Source) -> None:
        data = source.part(0, MOST_OCTETS)
        self._cut = source.size > len(data)
        self.encoding, text = decode(data)
        self.text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANED)
        self.starts, self.lines = _pages(self.text)
        self.count = len(self.starts)

    def warnings(self) -> list[str]:
        found = ["cut"] if self._cut else []
        if "\ufffd" in self.text:
            found.append("unreadable_characters")
        if any(char in _BIDI for char in set(self.text)):
            found.append("direction_marks")
        return found

    def facts(self) -> dict[str, str]:
        return {
            "text.encoding": self.encoding,
            "text.lines": str(self.text.count("\n") + (not self.text.endswith("\n"))),
            "text.characters": str(len(self.text)),
        }

    def sizes(self) -> list[int]:
        out = []
        for index in range(self.count):
            lines = self.page(index).split("\n")
            out += [max(len(line) for line in lines), len(lines)]
        return out

    def page(self, index: int) -> str:
        """The page's text without the line end that leads to the next one; `starts[index]` is its first offset."""
        if not 0 <= index < self.count:
            raise wire.RefusedError("no_page")
        end = self.starts[index + 1] if index + 1 < self.count else len(self.text)
        if index + 1 < self.count and self.text[end - 1] == "\n":
            end -= 1
        return self.text[self.starts[index] : end]

    def hits(self, needle: str) -> Iterator[tuple[int, int, int]]:
        """(page, start on the page, count) of every place where the needle stands."""
        for start, count in matches(self.text, needle):
            page = bisect.bisect_right(self.starts, start) - 1
            yield page, start - self.starts[page], count


def decode(data: bytes) -> tuple[str, str]:
    """(encoding, text) of octets in an unknown encoding. Never fails: what can't be read becomes U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, data.decode(name, "replace")
    unmarked = wide(data[:8192])
    if unmarked:
        return unmarked, data.decode(unmarked, "replace")
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 4 and error.reason == "unexpected end of data":
            return "utf-8", data.decode("utf-8", "replace")  # cut in the middle of a character
    best = from_bytes(data[:SAMPLE], cp_isolation=_DETECTED).best()
    name = best.encoding if best is not None else "cp1252"
    return codecs.lookup(name).name, data.decode(name, "replace")


def preload() -> None:
    """Load every encoding, and run the detection once, so that nothing has to be loaded later."""
    for name in ENCODINGS:
        codecs.lookup(name)
        codecs.getincrementaldecoder(name)
    from_bytes("Определение кодировки. Ein größerer Satz.".encode("cp1251", "replace"), cp_isolation=_DETECTED).best()


def _pages(text: str) -> tuple[list[int], list[int]]:
    """Where each page starts, and the number of its first line (1-based)."""
    starts, lines = [0], [1]
    at, line, end = 0, 1, len(text)
    while at < end and len(starts) < wire.MOST_PAGES:
        cut = at
        taken = 0
        while taken < PAGE_LINES and cut < end:
            after = text.find("\n", cut, at + PAGE_POINTS)
            if after < 0:
                cut = min(end, at + PAGE_POINTS)
                break
            cut, taken = after + 1, taken + 1
        at, line = cut, line + taken
        if at < end:
            starts.append(at)
            lines.append(line)
    return starts, lines
