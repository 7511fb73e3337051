"""The text layer of a PDF page: code points with boxes, line rectangles, and letters that the picture does not show.

fpdf_text.h. Coordinates are 1/100 pt of unrotated user space, origin bottom-left.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from typing import Any

import pypdfium2.raw as raw
from PIL import Image

from desktop.evidence.decoder import wire

_SOFT_HYPHEN_MARK = 0x02  # PDFium's own mark for a hyphen at the end of a line
_SOFT_HYPHEN = 0xAD
_LOST = 0xFFFD
_MOST_UNITS = 1 << 30
_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
_PROBE_WIDTH = 1200
_FEWEST_UNDRAWN = 3
_MOST_PROBED = 500
_LEAST_PIXELS = 3  # a side of a letter's place on the small picture; below that nothing can be judged


class PageLetters:
    def __init__(self, page: Any) -> None:
        self._page = page
        self._text = raw.FPDFText_LoadPage(page)
        if not self._text:
            raise wire.RefusedError("damaged")
        self.count = max(0, min(int(raw.FPDFText_CountChars(self._text)), wire.MOST_CODE_POINTS))
        self._string: str | None = None

    def close(self) -> None:
        raw.FPDFText_ClosePage(self._text)

    def string(self) -> str:
        """The page's text, one code point for each of PDFium's characters."""
        if self._string is None:
            get, handle = raw.FPDFText_GetUnicode, self._text
            self._string = "".join(chr(_clean(get(handle, index))) for index in range(self.count))
        return self._string

    def boxes(self) -> array[int]:
        """Four numbers a code point: left, bottom, right, top. Line height and advance, not ink: for selecting."""
        rect = raw.FS_RECTF()
        get, handle = raw.FPDFText_GetLooseCharBox, self._text
        sides: list[float] = []
        for index in range(self.count):
            if get(handle, index, rect):
                low, high = rect.bottom, rect.top
                sides += (rect.left, low, rect.right, high) if low <= high else (rect.left, high, rect.right, low)
            else:
                sides += (0.0, 0.0, 0.0, 0.0)
        try:
            return array("i", [round(100 * side) for side in sides])
        except (ValueError, OverflowError):  # no numbers, or none that a page could have
            return array("i", _units(*sides))

    def rects(self, start: int, count: int) -> list[list[int]]:
        """Rectangles that cover the given code points line by line."""
        if start < 0 or count <= 0 or start >= self.count:
            return []
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        found = []
        lines = min(int(raw.FPDFText_CountRects(self._text, start, min(count, self.count - start))), wire.MOST_RECTS)
        for line in range(lines):
            if raw.FPDFText_GetRect(self._text, line, left, top, right, bottom):
                low, high = sorted((bottom.value, top.value))
                found.append(list(_units(left.value, low, right.value, high)))
        return found

    def undrawn(self) -> bool:
        """Whether letters stand in the text layer that the picture does not show (a missing font, mostly).

        Looks at the ink box of every visible letter on a small picture: one even colour in it = nothing drawn.
        """
        if not any(not char.isspace() for char in self.string()):
            return False
        picture = self._probe()
        missing = seen = 0
        # device coordinates come from PDFium itself, which knows the page's box and rotation
        place = (0, 0, picture.width, picture.height, 0)
        x, y, rect = ctypes.c_int(), ctypes.c_int(), raw.FS_RECTF()
        letters = [index for index, char in enumerate(self.string()) if not char.isspace()]
        for index in letters[:: len(letters) // _MOST_PROBED + 1]:
            if not raw.FPDFText_GetLooseCharBox(self._text, index, rect):
                continue
            edges = []
            margin = (rect.top - rect.bottom) * 0.15  # rules above and below a line are not its letters
            for across, up in ((rect.left, rect.top - margin), (rect.right, rect.bottom + margin)):
                raw.FPDF_PageToDevice(self._page, *place, across, up, x, y)
                edges.append((x.value, y.value))
            (x0, y0), (x1, y1) = edges
            box = (min(x0, x1), min(y0, y1), max(x0, x1) + 1, max(y0, y1) + 1)
            if box[0] < 0 or box[1] < 0 or box[2] > picture.width or box[3] > picture.height:
                continue
            if box[2] - box[0] < _LEAST_PIXELS or box[3] - box[1] < _LEAST_PIXELS:
                continue
            seen += 1
            low, high = picture.crop(box).getextrema()
            if low == high and not self._hidden(index):
                missing += 1
        return missing >= _FEWEST_UNDRAWN and missing * 10 >= seen

    def _hidden(self, index: int) -> bool:
        thing = raw.FPDFText_GetTextObject(self._text, index)
        return not thing or raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE

    def _probe(self) -> Image.Image:
        across, down = raw.FPDF_GetPageWidthF(self._page), raw.FPDF_GetPageHeightF(self._page)
        if not (0 < across < 1e6 and 0 < down < 1e6):
            raise wire.RefusedError("damaged")
        scale = min(2.0, _PROBE_WIDTH / max(across, down))
        width, height = max(1, round(across * scale)), max(1, round(down * scale))
        pixels = (ctypes.c_ubyte * (width * height))()
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, pixels, width)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        raw.FPDFBitmap_Destroy(bitmap)
        return Image.frombytes("L", (width, height), bytes(pixels))


def _clean(code: int) -> int:
    if code == _SOFT_HYPHEN_MARK:
        return _SOFT_HYPHEN
    if code in (9, 10, 13):
        return code
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return _LOST
    return code


def _units(*points: float) -> tuple[int, ...]:
    return tuple(
        max(-_MOST_UNITS, min(_MOST_UNITS, round(point * 100))) if math.isfinite(point) else 0 for point in points
    )
