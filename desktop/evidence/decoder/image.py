"""Pictures: JPEG, PNG, WebP, BMP, GIF, TIFF (first frame), upright after their EXIF orientation. Pillow."""

from __future__ import annotations

import io
import warnings
from typing import IO, Any, Literal, cast

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.source import Source

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "DIB", "GIF", "TIFF")
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
_OCTETS = {"1": 1, "L": 1, "P": 1, "PA": 4, "LA": 4, "I;16": 2, "I;16B": 2, "I;16L": 2}
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})
_EXIF = {0x010F: "maker", 0x0110: "model", 0x0131: "software", 0x0132: "changed"}
_EXIF_IFD, _TAKEN, _GPS_IFD = 0x8769, 0x9003, 0x8825


class ImageReader:
    """One open picture. Raises wire.RefusedError: `damaged`, `too_big`."""

    name: Literal["image"] = "image"
    count = 1

    def __init__(self, source: Source) -> None:
        Image.MAX_IMAGE_PIXELS = None  # the limits below are ours
        try:
            self._image = Image.open(cast(IO[bytes], source), formats=FORMATS)
            exif = self._image.getexif()
        except MemoryError:
            raise wire.RefusedError("too_big") from None
        except Exception:  # Pillow raises nearly everything on broken files
            raise wire.RefusedError("damaged") from None
        width, height = self._image.size
        lying = exif.get(_ORIENTATION) in _LYING
        self.width, self.height = (height, width) if lying else (width, height)
        if not 0 < width * height <= MOST_PIXELS:
            raise wire.RefusedError("too_big")
        self._upright: Image.Image | None = None
        self._told = self._describe(exif)
        self.partial = False

    def warnings(self) -> list[str]:
        return []

    def facts(self) -> dict[str, str]:
        return self._told

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
        image = self._decoded()
        # the part of the upright picture that the tile shows
        left, top = clip[0] / full[0], clip[1] / full[1]
        right, bottom = (clip[0] + width) / full[0], (clip[1] + height) / full[1]
        if turn == 90:
            left, top, right, bottom = top, 1 - right, bottom, 1 - left
        elif turn == 180:
            left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
        elif turn == 270:
            left, top, right, bottom = 1 - bottom, left, 1 - top, right
        box = (
            max(0.0, left) * image.width,
            max(0.0, top) * image.height,
            min(1.0, right) * image.width,
            min(1.0, bottom) * image.height,
        )
        size = (height, width) if turn in (90, 270) else (width, height)
        enlarged = size[0] >= box[2] - box[0]
        how = Image.Resampling.BICUBIC if enlarged else Image.Resampling.BILINEAR
        tile = image.resize(size, how, box=box, reducing_gap=2.0)
        if turn:
            tile = tile.transpose(_TURNS[turn])
        out[: width * height * 4] = tile.tobytes("raw", "BGRX")

    def _decoded(self) -> Image.Image:
        if self._upright is None:
            image = self._image
            try:
                if _memory(image) > MOST_OCTETS and image.format in ("JPEG", "MPO"):
                    while _memory(image) > MOST_OCTETS:  # JPEG can be decoded at 1/2, 1/4 and 1/8
                        before = image.size
                        image.draft("RGB", (max(1, image.width // 2), max(1, image.height // 2)))
                        if image.size == before:
                            break
                if _memory(image) > MOST_OCTETS:
                    raise wire.RefusedError("too_big")
                self._upright = _flat(ImageOps.exif_transpose(_loaded(image)))
            except (MemoryError, Image.DecompressionBombError):
                raise wire.RefusedError("too_big") from None
            except wire.RefusedError:
                raise
            except Exception:
                raise wire.RefusedError("damaged") from None
        return self._upright

    def _describe(self, exif: Any) -> dict[str, str]:
        image = self._image
        told = {"image.pixels": f"{self.width} × {self.height}", "image.mode": image.mode}
        frames = getattr(image, "n_frames", 1) if image.format in ("GIF", "TIFF", "WEBP", "MPO", "PNG") else 1
        if frames > 1:
            told["image.frames"] = str(frames)
        for tag, name in _EXIF.items():
            if isinstance(exif.get(tag), str):
                told[f"exif.{name}"] = str(exif.get(tag))
        try:
            taken = exif.get_ifd(_EXIF_IFD).get(_TAKEN)
            if isinstance(taken, str):
                told["exif.taken"] = taken
            if exif.get_ifd(_GPS_IFD):
                told["exif.place"] = "yes"
        except Exception:  # a broken EXIF block is no reason not to show the picture
            told["exif.damaged"] = "yes"
        return told


def preload() -> None:
    """Decode one tiny picture of each format, so that nothing has to be loaded later."""
    assert _PLUGINS
    warnings.simplefilter("ignore")
    for name in ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF"):
        file = io.BytesIO()
        Image.new("RGB", (2, 2)).save(file, name, **({"compression": "tiff_lzw"} if name == "TIFF" else {}))
        with Image.open(file, formats=FORMATS) as image:
            _flat(ImageOps.exif_transpose(image)).resize((1, 1), reducing_gap=2.0).tobytes("raw", "BGRX")


def _memory(image: Image.Image) -> int:
    # bilevel, grey and palette pictures take an octet a pixel, everything else four
    return image.width * image.height * _OCTETS.get(image.mode, 4)


def _loaded(image: Image.Image) -> Image.Image:
    image.load()
    return image


def _flat(image: Image.Image) -> Image.Image:
    """RGB or grey as RGB, transparency over white, sixteen bits scaled to eight."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode == "F":
        low, high = image.getextrema()
        image = image.point(lambda value: (value - low) * (255 / ((high - low) or 1))).convert("L")  # type: ignore[operator]
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or (image.mode == "P" and "transparency" in image.info):
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")
