"""Files that a PDF brings along: those of the whole document and those attached to a place of a page.

fpdf_attachment.h, fpdf_annot.h. PDFium unpacks a file as a whole, so nothing is unpacked for the list: how long they
are is not said there.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as raw

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.parts import UNKNOWN, Part, PartFile
from desktop.evidence.decoder.pdf_ways import read_text

MOST_OCTETS = 160 << 20  # of one file: PDFium's copy and ours have to fit into the memory that a decoder may have
_PATH = re.compile(r"(?:p(\d{1,6})\.)?(\d{1,6})")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)")


def embedded(document: Any) -> list[Part]:
    """The files of the whole document."""
    count = min(int(raw.FPDFDoc_GetAttachmentCount(document)), wire.MOST_PARTS)
    found = ((number, raw.FPDFDoc_GetAttachment(document, number)) for number in range(count))
    return [_listed(str(number), attached, "") for number, attached in found if attached]


def on_page(document: Any, index: int) -> list[Part]:
    """The files that are attached to places of a page (from 0); their note says which page.

    Raises wire.RefusedError(`no_part`) for a page that can't be loaded.
    """
    found = _of_page(document, index)
    return [_listed(f"p{index}.{number}", attached, f"page.{index + 1}") for number, attached in found]


def find(document: Any, path: str) -> PartFile:
    """Raises wire.RefusedError: `no_part`, `too_big`, `damaged`."""
    match = _PATH.fullmatch(path)
    attached = None
    if match is not None and match[1] is None:
        attached = raw.FPDFDoc_GetAttachment(document, int(match[2]))
    elif match is not None:
        attached = dict(_of_page(document, int(match[1]))).get(int(match[2]))
    if not attached:
        raise wire.RefusedError("no_part")
    return PartFile(_listed(path, attached, ""), lambda: io.BufferedReader(_Octets(_unpacked(attached))))


def _of_page(document: Any, index: int) -> Iterator[tuple[int, Any]]:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        raise wire.RefusedError("no_part")
    try:
        for number in range(min(int(raw.FPDFPage_GetAnnotCount(page)), wire.MOST_LINKS)):
            mark = raw.FPDFPage_GetAnnot(page, number)
            if not mark:
                continue
            try:
                if raw.FPDFAnnot_GetSubtype(mark) == raw.FPDF_ANNOT_FILEATTACHMENT:
                    attached = raw.FPDFAnnot_GetFileAttachment(mark)
                    if attached:
                        yield number, attached
            finally:
                raw.FPDFPage_CloseAnnot(mark)
    finally:
        raw.FPDF_ClosePage(page)


def _listed(path: str, attached: Any, note: str) -> Part:
    name = read_text(lambda buffer, room: raw.FPDFAttachment_GetName(attached, _wide(buffer), room))
    media = read_text(lambda buffer, room: raw.FPDFAttachment_GetSubtype(attached, _wide(buffer), room))
    changed = read_text(
        lambda buffer, room: raw.FPDFAttachment_GetStringValue(attached, b"ModDate", _wide(buffer), room)
    )
    date = _DATE.match(changed)
    said = "{}-{}-{} {}:{}".format(*date.groups()) if date else ""
    return Part(path, name or f"{path.replace('.', '-')}.bin", UNKNOWN, media.lower(), note, said)


def _wide(buffer: Any) -> Any:
    return ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))


def _unpacked(attached: Any) -> Any:
    length = ctypes.c_ulong()
    if not raw.FPDFAttachment_GetFile(attached, None, 0, length):
        raise wire.RefusedError("damaged")
    if length.value > MOST_OCTETS:
        raise wire.RefusedError("too_big")
    buffer = (ctypes.c_ubyte * length.value)()
    if not raw.FPDFAttachment_GetFile(attached, buffer, length.value, length) or length.value != len(buffer):
        raise wire.RefusedError("damaged")
    return buffer


class _Octets(io.RawIOBase):
    """Octets read where they are: `io.BytesIO` would copy them."""

    def __init__(self, data: Any) -> None:
        super().__init__()
        self._data = memoryview(data).cast("B")
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), len(self._data) - self._at)
        buffer[:count] = self._data[self._at : self._at + count]
        self._at += count
        return count
