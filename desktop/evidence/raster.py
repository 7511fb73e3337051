"""Pixels of pages: drawn by the isolated decoder, blacked out here, written as PNG or PDF. Nothing is decoded here.

A picture of a page is `width` × `height` pixels of 3 octets. Black means all three are zero.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image

from desktop.errors import KnownError
from desktop.evidence.decoder import wire
from desktop.evidence.document import Document
from desktop.evidence.sentences import TOO_BIG
from models.views.documents import PageFrame, Reader
from models.views.places import Rect

MOST_PIXELS = 64_000_000  # of one page
POINTS_PER_INCH = 72
AROUND = 1.0  # points that a box reaches further than its text: edges of letters are softened
Box = tuple[int, int, int, int]  # left, top, right, bottom, pixels; right and bottom excluded


@dataclass
class Raster:
    """One page in pixels: `octets` a pixel are 4 (blue, green, red, unused) as the decoder draws them."""

    width: int
    height: int
    pixels: bytearray
    frame: PageFrame

    def black(self, box: Box) -> None:
        """Make every pixel of the box black."""
        left, top, right, bottom = self.kept(box)
        if right <= left:
            return
        row = bytes(4 * (right - left))
        for y in range(top, bottom):
            start = 4 * (y * self.width + left)
            self.pixels[start : start + len(row)] = row

    def is_black(self, box: Box) -> bool:
        """Whether every pixel of the box is black."""
        left, top, right, bottom = self.kept(box)
        for y in range(top, bottom):
            start, end = 4 * (y * self.width + left), 4 * (y * self.width + right)
            for channel in range(3):
                if any(self.pixels[start + channel : end : 4]):
                    return False
        return True

    def kept(self, box: Box) -> Box:
        """The part of the box that lies on the page."""
        left, top, right, bottom = box
        return max(0, left), max(0, top), min(self.width, right), min(self.height, bottom)

    def planes(self) -> tuple[str, bytes]:
        """`L` with one octet a pixel where the page has no colours, else `RGB`."""
        blue, green, red = (bytes(self.pixels[channel::4]) for channel in range(3))
        if blue == green == red:
            return "L", red
        mixed = bytearray(3 * self.width * self.height)
        mixed[0::3], mixed[1::3], mixed[2::3] = red, green, blue
        return "RGB", bytes(mixed)


def extent(document: Document, page: int, dpi: int) -> tuple[int, int]:
    """Pixels of a page: PDF pages at `dpi`, pictures as they are; fewer where it would be more than MOST_PIXELS."""
    size = document.info.pages[page]
    scale = dpi / POINTS_PER_INCH if document.info.reader == "pdf" else 1.0
    scale = min(scale, math.sqrt(MOST_PIXELS / max(1.0, size.width * size.height)))
    return max(1, round(size.width * scale)), max(1, round(size.height * scale))


def draw(document: Document, page: int, width: int, height: int) -> Raster:
    """Let the decoder draw a whole page, in strips where it is too big for one answer. Raises KnownError."""
    pixels = bytearray(4 * width * height)
    strip = max(1, wire.OUTBOX // 4 // width)
    frame: PageFrame | None = None
    for top in range(0, height, strip):
        rows = min(strip, height - top)
        if rows == height:
            made = document.picture(page, width, height)
        else:
            made = document.picture(page, width, rows, clip=(0, top, width, rows), full=(width, height))
        if len(made.pixels) != 4 * width * rows:
            raise KnownError(TOO_BIG)
        pixels[4 * width * top : 4 * width * (top + rows)] = made.pixels
        frame = made.frame
    assert frame is not None
    return Raster(width, height, pixels, frame)


def boxes(raster: Raster, reader: Reader, rects: Sequence[Rect]) -> list[Box]:
    """A place's rectangles in pixels, rounded outwards; no rectangles = the whole page."""
    if not rects:
        return [(0, 0, raster.width, raster.height)]
    frame = raster.frame
    lying = frame.rotation % 180 == 90
    wide, high = (frame.height, frame.width) if lying else (frame.width, frame.height)
    across, down = raster.width / max(1e-6, wide), raster.height / max(1e-6, high)
    found = []
    for rect in rects:
        if reader == "pdf":
            corners = [frame.shown(rect[0] / 100, rect[1] / 100), frame.shown(rect[2] / 100, rect[3] / 100)]
            more = AROUND
        else:
            corners, more = [(float(rect[0]), float(rect[1])), (float(rect[2]), float(rect[3]))], 0.0
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        found.append(
            (
                math.floor((xs[0] - more) * across),
                math.floor((ys[0] - more) * down),
                math.ceil((xs[1] + more) * across),
                math.ceil((ys[1] + more) * down),
            )
        )
    return found


def as_png(raster: Raster) -> bytes:
    """One picture without any metadata."""
    mode, data = raster.planes()
    out = io.BytesIO()
    Image.frombytes(mode, (raster.width, raster.height), data).save(out, "PNG")
    return out.getvalue()


class PdfOfPictures:
    """A PDF that holds one picture a page and nothing else: no text, no fonts, no information, no metadata."""

    def __init__(self) -> None:
        self._pdf = pikepdf.new()

    def add(self, raster: Raster, width: float, height: float) -> None:
        """A page of `width` × `height` points, filled by the picture."""
        mode, data = raster.planes()
        pdf = self._pdf
        picture = pikepdf.Stream(pdf, zlib.compress(data, 6))
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=raster.width,
            Height=raster.height,
            ColorSpace=pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.FlateDecode,
        )
        content = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /P Do Q".encode()
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, round(width, 4), round(height, 4)],
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=pdf.make_indirect(picture))),
            Contents=pikepdf.Stream(pdf, content),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))

    def finish(self) -> bytes:
        out = io.BytesIO()
        self._pdf.save(out, deterministic_id=True, compress_streams=True)
        self._pdf.close()
        return out.getvalue()


def is_bare_png(data: bytes) -> bool:
    """Whether a PNG that we wrote ourselves holds its pixels and nothing beside them."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()  # texts may stand behind the pixels too
        return picture.format == "PNG" and not picture.info and not picture.getexif()


def holds_only_pictures(data: bytes, pages: int) -> bool:
    """Whether a PDF that we wrote ourselves holds exactly one picture a page and nothing that could carry words.

    Metadata has no place to stand: neither at the document, its pages and pictures, nor in an object of its own.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) != pages or set(pdf.trailer.keys()) - {"/Root", "/Size", "/ID"}:
            return False
        if set(pdf.Root.keys()) - {"/Type", "/Pages"} or set(pdf.Root.Pages.keys()) - {"/Type", "/Kids", "/Count"}:
            return False
        return len(pdf.objects) == 2 + 3 * pages and all(_bare(page.obj) for page in pdf.pages)


_OF_PAGE = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
_OF_PICTURE = {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter", "/Length"}


def _bare(page: pikepdf.Object) -> bool:
    if set(page.keys()) - _OF_PAGE or set(page.Resources.keys()) != {"/XObject"}:
        return False
    pictures = page.Resources.XObject
    if set(pictures.keys()) != {"/P"} or set(pictures.P.keys()) - _OF_PICTURE:
        return False
    return not set(page.Contents.keys()) - {"/Length", "/Filter"}
