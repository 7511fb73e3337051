"""Plain text in any encoding. Reader version `text/1`: line ends CR LF and CR become LF, control characters U+FFFD, one
for one; offsets count the code points after that. Pages hold at most PAGE_LINES lines and PAGE_POINTS code points.
"""

from __future__ import annotations

import codecs
from typing import Literal

from charset_normalizer import from_bytes

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.paged import CLEANED, Paged
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
_LOADED = frozenset(codecs.lookup(name).name for name in ENCODINGS)
_DETECTED = [name for name in ENCODINGS if not name.startswith(("utf_16", "utf_32", "utf_8_sig"))]


class TextReader(Paged):
    """One decoded text, cut into pages."""

    name: Literal["text"] = "text"

    def __init__(self, source: Source) -> None:
        data = source.part(0, MOST_OCTETS)
        self.encoding, text = decode(data)
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CLEANED)
        super().__init__(text, *_pages(text), cut=source.size > len(data))

    def facts(self) -> dict[str, str]:
        return {
            "text.encoding": self.encoding,
            "text.lines": str(self.text.count("\n") + (not self.text.endswith("\n"))),
            "text.characters": str(len(self.text)),
        }


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


def decode_as(data: bytes, charset: str) -> tuple[str, str]:
    """The same where a charset is stated: it is believed when it is a loaded one and fits."""
    try:
        stated = codecs.lookup(charset.strip().strip("\"'")).name if charset and len(charset) < 60 else ""
    except (LookupError, OSError, ValueError):  # an unknown one would have to be loaded, and no file opens in here
        stated = ""
    if stated == "ascii" or stated not in _LOADED:
        return decode(data)
    try:
        if not stated.startswith("utf-") and not data.isascii():
            return "utf-8", data.decode("utf-8")  # letters of another charset fit this by no chance
    except UnicodeDecodeError:
        pass
    try:
        return stated, data.decode(stated)
    except UnicodeDecodeError:
        best = decode(data)
        # some octets that don't belong are no reason to guess anew
        return best if best[0] == "utf-8" else (stated, data.decode(stated, "replace"))


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
