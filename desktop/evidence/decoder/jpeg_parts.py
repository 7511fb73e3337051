"""Parts of a very large JPEG at full size, without decoding it whole into memory.

PDFium reads a JPEG row by row when it draws an image object, so a clipped drawing costs the clip only: a tile of a
100-megapixel photograph takes about 0.2 s and next to no memory. fpdf_edit.h, fpdfview.h.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as raw
from PIL import Image
from pypdfium2.internal import get_bufreader

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.source import Source
from desktop.evidence.decoder.tiles import Tile

_MOST_POINTS = 10_000.0  # a page's side; what is drawn is told in pixels anyway


class JpegParts:
    """One JPEG of `width` × `height` stored pixels on a page of its own."""

    def __init__(self, source: Source, width: int, height: int) -> None:
        share = _MOST_POINTS / max(width, height)
        across, down = width * share, height * share
        self._access, self._held = get_bufreader(source)
        self._document = raw.FPDF_CreateNewDocument()
        self._page = raw.FPDFPage_New(self._document, 0, across, down)
        image = raw.FPDFPageObj_NewImageObj(self._document)
        if not raw.FPDFImageObj_LoadJpegFile(None, 0, image, self._access):
            raise wire.RefusedError("damaged")
        raw.FPDFPageObj_SetMatrix(image, raw.FS_MATRIX(across, 0, 0, down, 0, 0))
        raw.FPDFPage_InsertObject(self._page, image)
        raw.FPDFPage_GenerateContent(self._page)

    def tile(self, tile: Tile) -> bytes:
        """BGRx of a tile."""
        width, height = tile.size
        left, top = round(tile.box[0] * tile.full[0]), round(tile.box[1] * tile.full[1])
        pixels = (ctypes.c_ubyte * (width * height * 4))()
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, pixels, width * 4)
        if not bitmap:
            raise wire.RefusedError("too_big")
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            raw.FPDF_RenderPageBitmap(bitmap, self._page, -left, -top, *tile.full, 0, 0)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        return tile.shown(Image.frombytes("RGB", (width, height), bytes(pixels), "raw", "BGRX", 0, 1))

    def close(self) -> None:
        raw.FPDF_ClosePage(self._page)
        raw.FPDF_CloseDocument(self._document)
