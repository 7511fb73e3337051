"""Pictures by Pillow: upright (EXIF orientation), transparency over white, tiles of any zoom, every frame as a page.

Pages are frames: of a TIFF, of an animation. A JPEG that would take too much memory at full size is decoded at 1/2,
1/4 or 1/8 for the view of the whole, and part by part (`jpeg_parts`) for what is looked at closely.
"""

from __future__ import annotations

import io
import warnings
from typing import IO, Literal, cast

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from desktop.evidence.decoder import behind, exif, frames, wire
from desktop.evidence.decoder.jpeg_parts import JpegParts
from desktop.evidence.decoder.source import Source
from desktop.evidence.decoder.tiles import Tile, flat

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "DIB", "GIF", "TIFF")
RARE_FORMATS = ("HEIF", "AVIF", "JPEG2000")  # loaded only in a decoder that is started for them
_PLUGINS = (
    BmpImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

MOST_PIXELS = 1_000_000_000  # announced; above that nothing is even tried
MOST_OCTETS = 280 << 20  # of the decoded picture
LARGE_JPEG = 96 << 20  # octets; above that a JPEG is decoded smaller or in parts
SMALL_JPEG = 48 << 20
_OCTETS = {"1": 1, "L": 1, "P": 1, "PA": 4, "LA": 4, "I;16": 2, "I;16B": 2, "I;16L": 2}


class ImageReader:
    """One open picture file. Raises wire.RefusedError: `damaged`, `too_big`, `no_page`."""

    name: Literal["image"] = "image"

    def __init__(self, source: Source) -> None:
        Image.MAX_IMAGE_PIXELS = None  # the limits below are ours
        self._source = source
        try:
            self._image = Image.open(cast(IO[bytes], io.BufferedReader(source, 1 << 16)), formats=_formats())
            width, height = self._image.size
            if not 0 < width * height <= MOST_PIXELS:
                raise wire.RefusedError("too_big")
            self._sizes, self._more = frames.sizes(self._image)
            self._behind = behind.look(source, self._image.format or "")
            self._told = self._describe()
        except wire.RefusedError:
            raise
        except (MemoryError, Image.DecompressionBombError):
            raise wire.RefusedError("too_big") from None
        except Exception:  # Pillow raises nearly everything on broken files
            raise wire.RefusedError("damaged") from None
        self.count = len(self._sizes)
        self._stored = self._image.size
        self._at = -1  # the frame that is decoded
        self._decoded: Image.Image | None = None
        self._orientation = frames.orientation(self._image)
        self._large = self._image.format in ("JPEG", "MPO") and _memory(self._image) > LARGE_JPEG
        self._parts: JpegParts | None = None

    def warnings(self) -> list[str]:
        return [*(["more_frames"] if self._more else []), *([self._behind.note] if self._behind else [])]

    def facts(self) -> dict[str, str]:
        return self._told

    def sizes(self) -> list[int]:
        return [side for size in self._sizes for side in size]

    def frame(self, index: int) -> list[int]:
        if not 0 <= index < self.count:
            raise wire.RefusedError("no_page")
        return [*self._sizes[index], 0, 0, 0]

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
        if not 0 <= index < self.count:
            raise wire.RefusedError("no_page")
        try:
            pixels = self._pixels(index, Tile(width, height, turn, clip, full, self._orientation))
        except (MemoryError, Image.DecompressionBombError):
            raise wire.RefusedError("too_big") from None
        except wire.RefusedError:
            raise
        except Exception:
            raise wire.RefusedError("damaged") from None
        out[: width * height * 4] = pixels

    def _pixels(self, index: int, tile: Tile) -> bytes:
        image = self._frame(index)
        closely = self._large and max(tile.full) > max(image.size)
        if closely and self._image.mode in ("RGB", "L"):
            if self._parts is None:
                self._parts = JpegParts(self._source, *self._stored)
            return self._parts.tile(tile)
        return tile.of(image)

    def _frame(self, index: int) -> Image.Image:
        if self._decoded is None or self._at != index:
            self._decoded = None
            image = self._image
            if self.count > 1:
                image.seek(index)
            if self._large:
                _shrink(image)
            if _memory(image) > MOST_OCTETS:
                raise wire.RefusedError("too_big")
            image.load()
            # an animation goes on from its own pixels; they must not be changed
            self._decoded = flat(image if self.count == 1 else image.copy())
            self._at = index
        return self._decoded

    def _describe(self) -> dict[str, str]:
        image = self._image
        width, height = self._sizes[0]
        told = {"image.pixels": f"{width} × {height}", "image.mode": image.mode}
        told |= self._behind.facts() if self._behind else {}
        return told | frames.facts(image, len(self._sizes), self._more) | exif.facts(image, image.getexif())


def preload() -> None:
    """Decode one tiny picture of each format, so that nothing has to be loaded later."""
    assert _PLUGINS
    warnings.simplefilter("ignore")
    for name in ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF"):
        file = io.BytesIO()
        Image.new("RGB", (2, 2)).save(file, name, **({"compression": "tiff_lzw"} if name == "TIFF" else {}))
        with Image.open(file, formats=FORMATS) as image:
            image.load()
            exif.facts(image, image.getexif())
            tile = Tile(1, 1, 90, (0, 0), (1, 1), 6)
            tile.of(flat(image))
        if name == "JPEG":  # PDFium's callbacks need executable memory, which there is none of later
            data = file.getvalue()
            parts = JpegParts(Source(len(data), lambda at, count, data=data: data[at : at + count]), 2, 2)  # type: ignore[misc]
            parts.tile(tile)
            parts.close()


def _formats() -> tuple[str, ...]:
    return (*FORMATS, *(name for name in RARE_FORMATS if name in Image.OPEN))


def _shrink(image: Image.Image) -> None:
    """Let a JPEG be decoded at 1/2, 1/4 or 1/8 of its size; it can be told so once."""
    share = next((share for share in (2, 4) if _memory(image) <= SMALL_JPEG * share * share), 8)
    image.draft(None, (max(1, image.width // share), max(1, image.height // share)))


def _memory(image: Image.Image) -> int:
    # bilevel, grey and palette pictures take an octet a pixel, everything else four
    return image.width * image.height * _OCTETS.get(image.mode, 4)
