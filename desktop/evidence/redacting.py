"""Redaction: places are burnt into a new file made of pictures, and the result is opened again to prove that it holds.

The original is only read. Pages and pictures become pixels drawn in the isolated decoder, blacked out and packed anew,
so no text layer, no metadata and nothing beneath a box is carried over. Flowing texts (letters, notes) become a plain
text in which each place is replaced by a mark of fixed length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from desktop.errors import KnownError
from desktop.evidence import raster
from desktop.evidence.date_figures import HIDDEN
from desktop.evidence.decoding import Decoders
from desktop.evidence.document import Document
from desktop.evidence.raster import Box
from desktop.evidence.running_text import running
from desktop.evidence.sentences import NOT_PROVEN, NOT_REDACTED, NOTHING_TO_REDACT, TOO_MANY_TO_REDACT
from desktop.jobs import Progress
from models.views.documents import FLOWING, DocumentInfo, PageText
from models.views.places import ImagePlace, PagePlace, Place, Rect, TextPlace
from models.views.redactions import RedactedFile, RedactionDraft

DPI = 200
RESOLUTIONS = (200, 250, 300)  # dots an inch of a redacted document
MOST_PAGES = 500
STRUCK = "█████"  # of one length, so that nothing can be counted
AROUND = 400  # code points to either side of a place that are read with it
INSIDE = 1  # pixels: the outermost row of a box may mix with its neighbours when a page is drawn again

_NEUTRAL = re.compile(r"[ABCD]-\d{3,} \(redacted\)\.(pdf|png|txt)")


def file_name(info: DocumentInfo, number: str) -> str:
    """What the copy of the exhibit `number` will be called: the original's own name may tell what is blacked out."""
    kind = "txt" if info.reader in FLOWING else "png" if info.reader == "image" and len(info.pages) == 1 else "pdf"
    return f"{number} (redacted).{kind}"


def make(
    document: Document, drafts: Sequence[RedactionDraft], number: str, dpi: int, progress: Progress
) -> RedactedFile:
    """Burn the places into a new file (pool). Raises KnownError: nothing chosen, not this kind, too many pages."""
    reader, name = document.info.reader, file_name(document.info, number)
    if not drafts:
        raise KnownError(NOTHING_TO_REDACT)
    if reader in FLOWING:
        return _text(document, drafts, name)
    if reader not in ("pdf", "image"):
        raise KnownError(NOT_REDACTED)
    pages = len(document.info.pages)
    if pages > MOST_PAGES:
        raise KnownError(TOO_MANY_TO_REDACT, most=MOST_PAGES)
    by_page = _by_page(drafts, pages)
    if reader == "pdf":
        worded = _by_page([draft for draft in drafts if draft.source in ("text", "search")], pages)
        for page, places in worded.items():
            by_page[page] += _letters(document.text(page), places)
    if pages == 1 and reader == "image":
        made = _burnt(document, 0, by_page, dpi)
        progress.at(1, 1)
        return RedactedFile(name, raster.as_png(made), 1, len(drafts))
    pdf = raster.PdfOfPictures()
    for page in range(pages):
        progress.at(page, pages)
        made = _burnt(document, page, by_page, dpi)
        size = document.info.pages[page]
        unit = 1.0 if reader == "pdf" else raster.POINTS_PER_INCH / dpi
        pdf.add(made, size.width * unit, size.height * unit)
    progress.at(pages, pages)
    return RedactedFile(name, pdf.finish(), pages, len(drafts))


def quoted(document: Document, drafts: Sequence[RedactionDraft]) -> tuple[RedactionDraft, ...]:
    """The drafts with all that stands in their places and around them, as far as the file has letters there (pool).

    A quote may have been cut, or never taken. Whole pages, pictures and what a search found stay as they are given.
    """
    info = document.info
    text = cache(document.text)
    whole = cache(lambda: "".join(document.text(page).text for page in range(len(info.pages))))

    def read(place: Place) -> tuple[str, str]:
        page, rects = _lies(place)
        if info.reader == "pdf" and rects and 0 <= page < len(info.pages):
            return _under(text(page), rects)
        if info.reader in FLOWING and isinstance(place, TextPlace):
            start, end = place.start, place.end
            before, behind = whole()[max(0, start - AROUND) : start], whole()[end : end + AROUND]
            inside = whole()[start:end]
            return running(inside), _masked(before) + inside + _masked(behind)
        return "", ""

    return tuple(draft if draft.source == "search" else _fuller(draft, *read(draft.place)) for draft in drafts)


def _fuller(draft: RedactionDraft, read: str, context: str) -> RedactionDraft:
    """The draft with what was read in its place, unless its quote says more."""
    if _bare(read) == _bare(draft.quote):
        return replace(draft, context=context)
    return draft if _bare(read) in _bare(draft.quote) else replace(draft, quote=read, context=context)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _masked(text: str) -> str:
    return "".join(HIDDEN if letter.isnumeric() else letter for letter in text)


def _under(text: PageText, rects: Sequence[Rect]) -> tuple[str, str]:
    """The letters whose middles lie in the rectangles, and what stands around them with its digits masked."""
    found = []
    page = list(_masked(text.text))
    first, last = len(page), 0
    for index in range(min(len(text.text), len(text.boxes) // 4)):
        left, low, right, high = text.box(index)
        x, y = (left + right) // 2, (low + high) // 2
        inside = any(rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3] for rect in rects)
        letter = text.text[index]
        found.append(letter if inside or letter in "\r\n" else " ")
        if inside:
            page[index] = letter
            first, last = min(first, index), index + 1
    return running("".join(found)), "".join(page[max(0, first - AROUND) : last + AROUND])


def prove(
    decoders: Decoders,
    original: Document,
    file: RedactedFile,
    drafts: Sequence[RedactionDraft],
    dpi: int,
    progress: Progress,
) -> None:
    """Open the new file in a decoder of its own and look for what must not be there (pool).

    Searched for: a text layer, each redacted word, metadata in the file and in its name, attachments, anything else
    that is no picture of a page; every pixel under every box must be black.
    Raises KnownError(NOT_PROVEN): the file must not leave then.
    """
    if not _NEUTRAL.fullmatch(file.name):
        raise KnownError(NOT_PROVEN, what="name")
    with decoders.open(_Octets(file.data)) as document:
        info = document.info
        if file.name.endswith(".txt"):
            _prove_text(document, file)
            return
        if len(info.pages) != file.pages or info.reader not in ("pdf", "image"):
            raise KnownError(NOT_PROVEN, what="pages")
        told = [name for name in info.facts if name.startswith(("exif.", "pdf.")) and name != "pdf.version"]
        if any(info.facts[name] for name in told):
            raise KnownError(NOT_PROVEN, what=", ".join(told))
        if info.reader == "image" and not raster.is_bare_png(file.data):
            raise KnownError(NOT_PROVEN, what="metadata")
        if info.reader == "pdf":
            if not raster.holds_only_pictures(file.data, file.pages):
                raise KnownError(NOT_PROVEN, what="objects")
            for quote in dict.fromkeys(draft.quote for draft in drafts if draft.quote.strip()):
                if document.find(quote):
                    raise KnownError(NOT_PROVEN, what="words")
        by_page = _by_page(drafts, file.pages)
        for page in range(file.pages):
            progress.at(page, file.pages)
            if info.reader == "pdf" and document.text(page).text.strip():
                raise KnownError(NOT_PROVEN, what="text")
            if page in by_page:
                _prove_page(original, document, page, by_page[page], dpi)
        progress.at(file.pages, file.pages)


def _prove_page(original: Document, document: Document, page: int, rects: Sequence[tuple[Rect, ...]], dpi: int) -> None:
    # drawn at the very size it was burnt in, the boxes must come back black pixel for pixel
    width, height = raster.extent(original, page, dpi)
    again = raster.draw(document, page, width, height)
    frame = raster.draw(original, page, *_small(width, height)).frame
    measured = raster.Raster(width, height, bytearray(), frame)
    for some in rects:
        for box in raster.boxes(measured, original.info.reader, some):
            if not again.is_black(_inner(box)):
                raise KnownError(NOT_PROVEN, what="pixels")


def _small(width: int, height: int) -> tuple[int, int]:
    """A picture of the same shape, just to learn how the page lies."""
    most = max(width, height)
    return max(1, width * 64 // most), max(1, height * 64 // most)


def _inner(box: Box) -> Box:
    return box[0] + INSIDE, box[1] + INSIDE, box[2] - INSIDE, box[3] - INSIDE


def _burnt(document: Document, page: int, by_page: dict[int, list[tuple[Rect, ...]]], dpi: int) -> raster.Raster:
    made = raster.draw(document, page, *raster.extent(document, page, dpi))
    for rects in by_page.get(page, ()):
        for box in raster.boxes(made, document.info.reader, rects):
            made.black(box)
    return made


def _letters(text: PageText, places: Sequence[tuple[Rect, ...]]) -> list[tuple[Rect, ...]]:
    """The places, each reaching over the whole boxes of its letters: a font may draw beyond what it says it does."""
    boxes = [text.box(index) for index in range(len(text.boxes) // 4)]
    middles = [((left + right) // 2, (bottom + top) // 2) for left, bottom, right, top in boxes]
    found = []
    for rects in places:
        wider = []
        for rect in rects:
            inside = [
                box
                for box, (x, y) in zip(boxes, middles, strict=True)
                if rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]
            ]
            sides = tuple(zip(rect, *inside, strict=True))
            wider.append((min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])))
        found.append(tuple(wider))
    return found


def _by_page(drafts: Sequence[RedactionDraft], pages: int) -> dict[int, list[tuple[Rect, ...]]]:
    """The places by page (from 0). Raises KnownError for one that does not lie on a page of this exhibit."""
    found: dict[int, list[tuple[Rect, ...]]] = {}
    for draft in drafts:
        page, rects = _lies(draft.place)
        if not 0 <= page < pages:
            raise KnownError(NOT_REDACTED)
        found.setdefault(page, []).append(rects)
    return found


def _lies(place: Place) -> tuple[int, tuple[Rect, ...]]:
    match place:
        case PagePlace(page, rects) | ImagePlace(page, rects):
            return page - 1, rects
    return -1, ()


# --- flowing texts ---


def _text(document: Document, drafts: Sequence[RedactionDraft], name: str) -> RedactedFile:
    whole = "".join(document.text(page).text for page in range(len(document.info.pages)))
    spans = []
    for draft in drafts:
        if not isinstance(draft.place, TextPlace) or not draft.place.start < draft.place.end <= len(whole):
            raise KnownError(NOT_REDACTED)
        spans.append((draft.place.start, draft.place.end))
    parts, at = [], 0
    for start, end in _merged(spans):
        parts += [whole[at:start], STRUCK]
        at = end
    text = "".join([*parts, whole[at:]])
    return RedactedFile(name, text.encode(), 1, len(drafts))


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _prove_text(document: Document, file: RedactedFile) -> None:
    whole = "".join(document.text(page).text for page in range(len(document.info.pages)))
    if whole != file.data.decode() or STRUCK not in whole:
        raise KnownError(NOT_PROVEN, what="text")


class _Octets:
    """A file in memory as the decoders want it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, position: int, count: int) -> bytes:
        return self._data[position : position + count]

    def close(self) -> None:
        self._data = b""
