"""PDF: page sizes, pictures, facts. Text is in `pdf_text`. PDFium's public interface: fpdfview.h, fpdf_doc.h."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import OrderedDict
from typing import Any, Literal

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdfium2.internal import get_bufreader

from desktop.evidence.decoder import pdf_parts, pdf_ways, wire
from desktop.evidence.decoder.parts import Part, PartFile
from desktop.evidence.decoder.pdf_text import PageLetters
from desktop.evidence.decoder.source import Source

KEPT_PAGES = 3
MOST_POINTS = 1_000_000.0
_META = ("Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?([Z+-].*)?")
_TURNS = {0: 0, 90: 1, 180: 2, 270: 3}


class PdfReader:
    """One open PDF. Raises wire.RefusedError: `locked`, `damaged`, `no_page`."""

    name: Literal["pdf"] = "pdf"

    def __init__(self, source: Source, password: str | None) -> None:
        access, self._held = get_bufreader(source)
        self._access = access
        secret = password.encode() if password else None
        document = raw.FPDF_LoadCustomDocument(access, secret)
        if not document:
            code = raw.FPDF_GetLastError()
            raise wire.RefusedError("locked" if code == raw.FPDF_ERR_PASSWORD else "damaged")
        self._document = document
        self._forms = self._start_forms()
        self._pages: OrderedDict[int, Any] = OrderedDict()
        self._letters: OrderedDict[int, PageLetters] = OrderedDict()
        self.count = max(0, min(int(raw.FPDF_GetPageCount(document)), wire.MOST_PAGES))

    def warnings(self) -> list[str]:
        found = [] if self.count else ["no_pages"]
        if raw.FPDF_GetPageCount(self._document) > wire.MOST_PAGES:
            found.append("cut")
        return found

    def facts(self) -> dict[str, str]:
        document = self._document
        found = {f"pdf.{name.lower()}": self._meta(name) for name in _META}
        for name in ("pdf.creationdate", "pdf.moddate"):
            found[name] = _moment(found[name])
        version = ctypes.c_int()
        if raw.FPDF_GetFileVersion(document, version):
            found["pdf.version"] = f"{version.value // 10}.{version.value % 10}"
        found["pages"] = str(self.count)
        for name, count in (
            ("pdf.attachments", raw.FPDFDoc_GetAttachmentCount(document)),
            ("pdf.scripts", raw.FPDFDoc_GetJavaScriptActionCount(document)),
            ("pdf.signatures", raw.FPDF_GetSignatureCount(document)),
        ):
            if count > 0:
                found[name] = str(count)
        if raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
            found["pdf.encrypted"] = "yes"
        if raw.FPDF_GetFormType(document) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
            found["pdf.xfa"] = "yes"
        return found

    def sizes(self) -> array[int]:
        """Width and height of every page as shown, 1/100 pt, one after the other."""
        size = raw.FS_SIZEF()
        out = array("i")
        for index in range(self.count):
            known = raw.FPDF_GetPageSizeByIndexF(self._document, index, size)
            out.extend((_hundredths(size.width), _hundredths(size.height)) if known else (0, 0))
        return out

    def frame(self, index: int) -> list[int]:
        """The page's box in user space and its own rotation: width, height, left, bottom (1/100 pt), degrees."""
        page = self.page(index)
        box = raw.FS_RECTF()
        turned = int(raw.FPDFPage_GetRotation(page)) % 4 * 90
        if not raw.FPDF_GetPageBoundingBox(page, box):
            width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
            if turned in (90, 270):
                width, height = height, width
            return [_hundredths(width), _hundredths(height), 0, 0, turned]
        low, high = min(box.bottom, box.top), max(box.bottom, box.top)
        sides = (box.right - box.left, high - low, box.left, low)
        return [*(_hundredths(side) for side in sides), turned]

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
        """Draw a tile of `width` × `height` pixels, BGRx, into `out`; `clip`: its corner on the page of `full` size."""
        page = self.page(index)
        pixels = (ctypes.c_ubyte * (width * height * 4)).from_buffer(out)
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, pixels, width * 4)
        if not bitmap:
            raise wire.RefusedError("too_big")
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            place = (-clip[0], -clip[1], full[0], full[1], _TURNS[turn])
            raw.FPDF_RenderPageBitmap(bitmap, page, *place, raw.FPDF_ANNOT)
            if self._forms:
                raw.FPDF_FFLDraw(self._forms, bitmap, page, *place, raw.FPDF_ANNOT)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)

    def letters(self, index: int) -> PageLetters:
        """The text layer of a page; kept for the last few pages."""
        known = self._letters.get(index)
        if known is None:
            known = PageLetters(self.page(index))
            self._letters[index] = known
            if len(self._letters) > KEPT_PAGES:
                self._letters.popitem(last=False)[1].close()
        return known

    def outline(self) -> list[list[object]]:
        return pdf_ways.outline(self._document)

    def labels(self) -> list[str]:
        return pdf_ways.labels(self._document, self.count)

    def links(self, index: int) -> list[list[object]]:
        return pdf_ways.links(self._document, self.page(index))

    def parts(self) -> list[Part]:
        return pdf_parts.embedded(self._document)

    def part(self, path: str) -> PartFile:
        return pdf_parts.find(self._document, path)

    def attached(self, index: int) -> list[Part]:
        """Files that are attached to places of a page. Raises wire.RefusedError where it can't be loaded."""
        return pdf_parts.on_page(self._document, index)

    def page(self, index: int) -> Any:
        if not 0 <= index < self.count:
            raise wire.RefusedError("no_page")
        page = self._pages.get(index)
        if page is None:
            page = raw.FPDF_LoadPage(self._document, index)
            if not page:
                raise wire.RefusedError("damaged")
            self._pages[index] = page
            if len(self._pages) > KEPT_PAGES:
                gone, old = self._pages.popitem(last=False)
                if gone in self._letters:
                    self._letters.pop(gone).close()
                raw.FPDF_ClosePage(old)
        else:
            self._pages.move_to_end(index)
        return page

    def _start_forms(self) -> Any:
        # without a form environment the values typed into form fields are not drawn; there is no script engine in it
        self._form_info = raw.FPDF_FORMFILLINFO(version=2)
        forms = raw.FPDFDOC_InitFormFillEnvironment(self._document, self._form_info)
        if forms:
            raw.FPDF_SetFormFieldHighlightAlpha(forms, 0)
        return forms

    def _meta(self, name: str) -> str:
        room = (wire.MOST_FACT + 1) * 2
        buffer = ctypes.create_string_buffer(room)
        length = raw.FPDF_GetMetaText(self._document, name.encode(), buffer, room)
        return buffer.raw[: max(0, min(length, room) - 2)].decode("utf-16-le", "replace") if length > 2 else ""


def preload() -> None:
    """Draw once, so that nothing has to be loaded later."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(10, 10)
    page.render(scale=1).close()
    page.close()
    document.close()


def _moment(text: str) -> str:
    """A PDF date (ISO 32000-1, 7.9.4) as people read it; anything else as it is."""
    match = _DATE.match(text)
    if match is None:
        return text
    year, month, day, hour, minute, second, zone = match.groups(default="")
    clock = ":".join(part for part in (hour, minute, second) if part)
    zone = zone.replace("'", "", 1).replace("Z", "+00") if zone else ""
    return " ".join(part for part in ("-".join(p for p in (year, month, day) if p), clock, zone[:3]) if part)


def _hundredths(points: float) -> int:
    if not math.isfinite(points) or abs(points) > MOST_POINTS:
        return 0
    return round(points * 100)
