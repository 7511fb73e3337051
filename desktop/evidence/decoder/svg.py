"""SVG drawings by resvg: no scripts, no network, no files but our fonts. One page.

The page's pixels are CSS pixels (96 to the inch) of the drawing's own size; drawings that are small or name no size
are scaled so that their longer side has LEAST_SIDE pixels, for a citation's rectangle counts in whole pixels.
"""

from __future__ import annotations

import codecs
import io
import math
import re
from pathlib import Path
from typing import Literal

import resvg_py
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from PIL import Image, PngImagePlugin

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.source import Source
from desktop.evidence.decoder.tiles import Tile, flat

MOST_OCTETS = 32 << 20
LEAST_SIDE, MOST_SIDE = 1_000, 20_000
MOST_DRAWN = 12_000_000  # pixels; what is looked at more closely than that is enlarged
MOST_LONG = 500  # times as long as wide
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = re.compile(r"\s*([+]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*([a-z]*)\s*")
_DECLARED = re.compile(rb"^<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]{1,20})[\"']")
_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "cp1251",
    "windows-1251",
    "cp1252",
    "windows-1252",
    "iso-8859-1",
    "koi8-r",
)
_OUTSIDE = re.compile(r"(?:href|src)\s*=\s*[\"']\s*(?:https?:|//|file:|ftp:)|url\(\s*[\"']?(?:https?:|//|file:)", re.I)
_SCRIPT = re.compile(r"<script[\s>]|\son[a-z]+\s*=\s*[\"']", re.I)
_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><text y="8">Пж</text></svg>'


class SvgReader:
    """One open drawing. Raises wire.RefusedError: `damaged`, `too_big`."""

    name: Literal["image"] = "image"
    count = 1

    def __init__(self, source: Source, fonts: Path) -> None:
        if source.size > MOST_OCTETS:
            raise wire.RefusedError("too_big")
        data = source.part(0, MOST_OCTETS)
        self._text = _decoded(data)
        self._fonts = fonts
        self.width, self.height = _extent(data)
        self._image: Image.Image | None = None

    def warnings(self) -> list[str]:
        return []

    def facts(self) -> dict[str, str]:
        told = {"image.pixels": f"{self.width} × {self.height}"}
        for name, pattern in (("svg.outside", _OUTSIDE), ("svg.scripts", _SCRIPT)):
            count = len(pattern.findall(self._text))
            told[name] = str(count) if count else ""
        return told

    def sizes(self) -> list[int]:
        return [self.width, self.height]

    def frame(self, index: int) -> list[int]:
        return [self.width, self.height, 0, 0, 0]

    def picture(
        self,
        out: memoryview,
        index: int,
        width: int,
        height: int,
        turn: int,
        clip: tuple[int, int],
        full: tuple[int, int],
    ) -> None:
        """Draw a tile of `width` × `height` pixels, BGRx, into `out`; `clip` is its corner on the whole of `full`."""
        if index != 0:
            raise wire.RefusedError("no_page")
        tile = Tile(width, height, turn, clip, full)
        out[: width * height * 4] = tile.of(self._drawn(tile.full[0]))

    def _drawn(self, width: int) -> Image.Image:
        """The whole drawing, at least `width` pixels wide if that is not too many."""
        most = max(1, int(math.sqrt(MOST_DRAWN * self.width / self.height)))
        wanted = min(width, most)
        if self._image is None or self._image.width < wanted:
            self._image = None
            wide = min(most, 1 << max(9, (wanted - 1).bit_length()))  # some room for the next steps of the zoom
            self._image = draw(self._text, wide, max(1, round(wide * self.height / self.width)), self._fonts)
        return self._image


def draw(text: str, width: int, height: int, fonts: Path) -> Image.Image:
    """The drawing on white."""
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=text,
            width=width,
            height=height,
            background="#ffffff",
            dpi=96.0,
            skip_system_fonts=True,
            font_files=[str(file) for file in sorted((fonts / "liberation").glob("*.ttf"))],
            font_family="Liberation Serif",
            serif_family="Liberation Serif",
            sans_serif_family="Liberation Sans",
            monospace_family="Liberation Mono",
        )
    except ValueError:
        raise wire.RefusedError("damaged") from None
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        image.load()
        return flat(image)


def preload(fonts: Path) -> None:
    """Draw once, so that nothing has to be loaded later."""
    assert PngImagePlugin
    Image.MAX_IMAGE_PIXELS = None
    for name in _ENCODINGS:
        codecs.lookup(name)
    _extent(_PROBE.encode())
    Tile(1, 1, 0, (0, 0), (1, 1)).of(draw(_PROBE, 8, 8, fonts))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    declared = _DECLARED.match(data.lstrip())
    name = declared[1].decode().lower() if declared else "utf-8"
    try:  # others can't be loaded any more
        return data.decode("utf-8-sig" if name == "utf-8" or name not in _ENCODINGS else name)
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _extent(data: bytes) -> tuple[int, int]:
    """The page in pixels, from the root's width, height and viewBox (SVG 2, 8.2 and 8.6)."""
    try:
        # only as far as the root: what follows is resvg's
        _event, root = next(iter(iterparse(io.BytesIO(data), ("start",), forbid_entities=False)))
        attributes = dict(root.attrib)
    except Exception:
        raise wire.RefusedError("damaged") from None
    box = [float(part) for part in re.findall(r"-?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?", attributes.get("viewBox", ""))]
    inner = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else None
    width, height = _length(attributes.get("width")), _length(attributes.get("height"))
    if inner is not None:
        share = inner[1] / inner[0]
        if width and not height:
            height = width * share
        elif height and not width:
            width = height / share
    across, down = width or (inner[0] if inner else 100.0), height or (inner[1] if inner else 100.0)
    if not (math.isfinite(across) and math.isfinite(down)) or max(across, down) > MOST_LONG * min(across, down):
        raise wire.RefusedError("damaged")
    scale = min(max(1.0, LEAST_SIDE / max(across, down)), MOST_SIDE / max(across, down))
    return max(1, round(across * scale)), max(1, round(down * scale))


def _length(text: str | None) -> float:
    """Pixels; 0 for lengths that depend on a surrounding page."""
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _UNITS.get(match[2], 0.0) if match else 0.0
