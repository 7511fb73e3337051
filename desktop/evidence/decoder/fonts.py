"""Fonts for PDFs that embed none: ours, whatever the machine has, so that an exhibit looks the same everywhere.

PDFium's built-in Times, Helvetica and Courier have no Cyrillic: a letter set in a Times New Roman that is not embedded
came out as an empty page. The Liberation family has the same widths as Times New Roman, Arial and Courier New.
Interface: fpdf_sysfontinfo.h, FPDF_SYSFONTINFO version 2.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pypdfium2.raw as raw

_FIXED, _ROMAN = 0x01, 0x10
_EAST_ASIAN = frozenset({128, 129, 130, 134, 136})  # shift-jis, hangul, johab, gb2312, big5
_SYMBOLS = 2
_PICTOGRAMS = ("symbol", "dingbats", "wingdings", "webdings")
_SERIF = ("times", "serif", "roman", "georgia", "garamond", "cambria", "bookman", "palatino", "schoolbook", "minion")
_SANS = ("helvetica", "arial", "sans", "calibri", "verdana", "tahoma", "segoe", "roboto", "myriad")
_MONO = ("courier", "mono", "consolas", "lucida console", "typewriter")
_BOLD = 600


class Fonts:
    """A font provider for PDFium that knows only the files of `folder`. Keep it as long as the library is in use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: list[str] = []
        self._data: dict[str, bytes] = {}
        self.info = raw.FPDF_SYSFONTINFO()
        self.info.version = 2
        self._held: list[Any] = []
        for name, method in (
            ("Release", self._ignore),
            ("MapFont", self._map),
            ("GetFont", self._get),
            ("GetFontData", self._font_data),
            ("GetFaceName", self._face_name),
            ("GetFontCharset", self._charset),
            ("DeleteFont", self._ignore),
        ):
            callback = type(getattr(self.info, name))(method)
            self._held.append(callback)
            setattr(self.info, name, callback)

    def install(self) -> None:
        raw.FPDF_SetSystemFontInfo(self.info)

    def _ignore(self, *_: object) -> None:
        return None

    def _get(self, *_: object) -> None:
        return None

    def _charset(self, *_: object) -> int:
        return 0

    def _map(
        self, _: object, weight: int, italic: int, charset: int, pitch: int, face: object, __: object
    ) -> int | None:
        name = (ctypes.cast(face, ctypes.c_char_p).value or b"").decode("latin-1").lower()  # type: ignore[arg-type]
        if charset == _SYMBOLS or any(word in name for word in _PICTOGRAMS):
            return None  # PDFium has Symbol and Zapf Dingbats of its own; letters would be wrong in their place
        if charset in _EAST_ASIAN:
            return self._handle("DroidSansFallbackFull.ttf")
        style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
        chosen = style[weight >= _BOLD or "bold" in name, bool(italic) or "italic" in name or "oblique" in name]
        return self._handle(f"liberation/Liberation{family(name, pitch)}-{chosen}.ttf")

    def _handle(self, name: str) -> int | None:
        if name not in self._data:
            try:
                self._data[name] = (self._folder / name).read_bytes()
            except OSError:
                return None
            self._names.append(name)
        return self._names.index(name) + 1

    def _font_data(self, _: object, handle: int | None, table: int, buffer: int | None, size: int) -> int:
        data = self._data[self._names[(handle or 1) - 1]]
        if table:
            data = _table(data, table.to_bytes(4, "big"))
        return _copy(data, buffer, size)

    def _face_name(self, _: object, handle: int | None, buffer: int | None, size: int) -> int:
        return _copy(Path(self._names[(handle or 1) - 1]).stem.encode() + b"\0", buffer, size)


def family(name: str, pitch: int) -> str:
    """Which Liberation family stands in for a font: by name first (flags in files are often wrong), then by flags."""
    for words, chosen in ((_MONO, "Mono"), (_SANS, "Sans"), (_SERIF, "Serif")):
        if any(word in name for word in words):
            return chosen
    if pitch & _ROMAN:
        return "Serif"
    return "Mono" if pitch & _FIXED and not name else "Sans"


def _copy(data: bytes, buffer: object, size: int) -> int:
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))  # type: ignore[arg-type]
    return len(data)


def _table(data: bytes, tag: bytes) -> bytes:
    """One table of an OpenType file (its directory: 12 octets, then 16 a table)."""
    for number in range(int.from_bytes(data[4:6], "big")):
        entry = data[12 + 16 * number : 28 + 16 * number]
        if entry[:4] == tag:
            start = int.from_bytes(entry[8:12], "big")
            return data[start : start + int.from_bytes(entry[12:16], "big")]
    return b""
