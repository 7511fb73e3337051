"""Ways through a PDF: outline, page labels, links. fpdf_doc.h. Nothing is followed here and no address is opened.

Places are (page from 0, left, height on it in 1/100 pt of user space); page -1 = leads nowhere inside, None = not said.
"""

from __future__ import annotations

import ctypes
import math
import time
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

from desktop.evidence.decoder import wire

MOST_SECONDS = 4.0
MOST_LABEL = 40
Place = tuple[int, int | None, int | None]
_NOWHERE: Place = (-1, None, None)
_TO_A_PAGE = (raw.PDFACTION_GOTO, raw.PDFACTION_EMBEDDEDGOTO)


def outline(document: Any) -> list[list[object]]:
    """[depth, title, page, left, height] in reading order; circles are cut, and what is too long or too deep."""
    found: list[list[object]] = []
    seen: set[int] = set()
    # depth first without recursion: the next entry of each open level
    levels = [raw.FPDFBookmark_GetFirstChild(document, None)]
    while levels and len(found) < wire.MOST_OUTLINE:
        entry = levels[-1]
        if not entry or _address(entry) in seen:
            levels.pop()
            continue
        seen.add(_address(entry))
        levels[-1] = raw.FPDFBookmark_GetNextSibling(document, entry)
        title = read_text(lambda buffer, room, entry=entry: raw.FPDFBookmark_GetTitle(entry, buffer, room))  # type: ignore[misc]
        dest = raw.FPDFBookmark_GetDest(document, entry)
        place = _place(document, dest) if dest else _by_action(document, raw.FPDFBookmark_GetAction(entry))[0]
        found.append([len(levels) - 1, " ".join(title.split()), *place])
        if len(levels) < wire.MOST_DEPTH:
            levels.append(raw.FPDFBookmark_GetFirstChild(document, entry))
    return found


def labels(document: Any, count: int) -> list[str]:
    """What each page calls itself; empty when no page calls itself anything but its number."""
    found: list[str] = []
    until = time.monotonic() + MOST_SECONDS
    for index in range(count):
        label = read_text(lambda buffer, room, index=index: raw.FPDF_GetPageLabel(document, index, buffer, room))  # type: ignore[misc]
        found.append(label.strip()[:MOST_LABEL])
        if time.monotonic() > until:
            break
    return found if any(label not in ("", str(at)) for at, label in enumerate(found, 1)) else []


def links(document: Any, page: Any) -> list[list[object]]:
    """[left, bottom, right, top, page, left, height, address] of every link of a page, 1/100 pt of user space."""
    found: list[list[object]] = []
    at, link, rect = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while len(found) < wire.MOST_LINKS and raw.FPDFLink_Enumerate(page, at, link):
        if not raw.FPDFLink_GetAnnotRect(link, rect):
            continue
        dest = raw.FPDFLink_GetDest(document, link)
        place, address = (_place(document, dest), "") if dest else _by_action(document, raw.FPDFLink_GetAction(link))
        if place[0] < 0 and not address:
            continue
        low, high = min(rect.bottom, rect.top), max(rect.bottom, rect.top)
        sides = [_hundredths(side) for side in (min(rect.left, rect.right), low, max(rect.left, rect.right), high)]
        found.append([*sides, *place, address])
    return found


def _by_action(document: Any, action: Any) -> tuple[Place, str]:
    if not action:
        return _NOWHERE, ""
    kind = raw.FPDFAction_GetType(action)
    if kind in _TO_A_PAGE:
        dest = raw.FPDFAction_GetDest(document, action)
        return (_place(document, dest) if dest else _NOWHERE), ""
    if kind == raw.PDFACTION_URI:
        room = 4 * wire.MOST_FACT
        buffer = ctypes.create_string_buffer(room)
        length = raw.FPDFAction_GetURIPath(document, action, buffer, room)
        return _NOWHERE, buffer.raw[: max(0, min(length, room) - 1)].decode("utf-8", "replace")[: wire.MOST_FACT]
    return _NOWHERE, ""


def _place(document: Any, dest: Any) -> Place:
    page = int(raw.FPDFDest_GetDestPageIndex(document, dest))
    if not 0 <= page < wire.MOST_PAGES:
        return _NOWHERE
    has = [raw.FPDF_BOOL() for _ in range(3)]
    numbers = [raw.FS_FLOAT() for _ in range(3)]
    if raw.FPDFDest_GetLocationInPage(dest, *has, *numbers):
        left, height = (_hundredths(numbers[at].value) if has[at].value else None for at in (0, 1))
        return page, left, height
    # ISO 32000-1, 12.3.2.2: FitH top, FitV left, FitR left bottom right top
    count, given = ctypes.c_ulong(0), (raw.FS_FLOAT * 4)()
    view = raw.FPDFDest_GetView(dest, count, given)
    sides = [_hundredths(side) for side in given[: min(count.value, 4)]]
    if view in (raw.PDFDEST_VIEW_FITH, raw.PDFDEST_VIEW_FITBH) and sides:
        return page, None, sides[0]
    if view in (raw.PDFDEST_VIEW_FITV, raw.PDFDEST_VIEW_FITBV) and sides:
        return page, sides[0], None
    if view == raw.PDFDEST_VIEW_FITR and len(sides) == 4:
        return page, sides[0], sides[3]
    return page, None, None


def read_text(get: Callable[[Any, int], int]) -> str:
    """UTF-16LE with its end mark, as PDFium hands texts out."""
    room = 2 * (wire.MOST_FACT + 1)
    buffer = ctypes.create_string_buffer(room)
    length = get(buffer, room)
    return buffer.raw[: max(0, min(length, room) - 2)].decode("utf-16-le", "replace") if 2 < length <= room else ""


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _hundredths(points: float) -> int:
    return round(points * 100) if math.isfinite(points) and abs(points) < 1e6 else 0
