"""From a mark in the viewer to a citation: place, quote and the words around it. Zoom and turn never come in here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF

from desktop.evidence.running_text import running
from models.views.evidence import (
    CitationDraft,
    ExhibitView,
    Hit,
    ImagePlace,
    PagePlace,
    Place,
    Rect,
    TextPlace,
    WholePlace,
)
from ui.evidence import geometry
from ui.evidence.document_source import DocumentSource
from ui.evidence.marks import BoxMark, Mark, TextMark
from ui.evidence.page_words import PageWords

AROUND = 60  # letters of context on either side
LONGEST_QUOTE = 2000

Ready = Callable[[CitationDraft], None]


def make(exhibit: ExhibitView, source: DocumentSource | None, mark: Mark | None, page: int, done: Ready) -> None:
    """Build the citation of what is marked; without a mark, of the page one is on; without a viewer, of the whole.
    In a conversation the text cursor alone stands for the message it is in.

    `done` is called once the line rectangles are here; for everything but marked PDF text at once.
    """
    if source is None or source.reader == "none":
        done(_draft(exhibit, WholePlace()))
    elif isinstance(mark, BoxMark) and mark:
        _box(exhibit, source, mark, done)
    elif isinstance(mark, TextMark) and mark:
        _text(exhibit, source, mark, done)
    elif isinstance(mark, TextMark) and (message := _message(source, mark)) is not None:
        _text(exhibit, source, message, done)
    elif source.reader == "pdf":
        done(_draft(exhibit, PagePlace(page + 1)))
    elif source.reader == "image":
        done(_draft(exhibit, ImagePlace(page + 1)))
    else:
        done(_draft(exhibit, WholePlace()))


def _message(source: DocumentSource, mark: TextMark) -> TextMark | None:
    """The message of a conversation in which the text cursor stands."""
    words = source.words_here(mark.page)
    span = words.message_at(mark.caret) if words is not None else None
    return TextMark(mark.page, *span) if span is not None else None


def at_point(exhibit: ExhibitView, source: DocumentSource, page: int, at: QPointF) -> CitationDraft | None:
    """The place of a single point of the upright page (view units): a rectangle without extent, or one letter.

    None while the page is not known well enough.
    """
    if source.draws_itself:
        words = source.words_here(page)
        if words is None or not len(words):
            return None
        gap = min(words.nearest(at), len(words) - 1)
        return _in_text(exhibit, source, words, gap, gap + 1)
    frame = source.frames.get(page)
    if frame is None:
        return None
    rect = geometry.rect_to_source(frame, QRectF(at, at), source.reader)
    place = ImagePlace(page + 1, (rect,)) if source.reader == "image" else PagePlace(page + 1, (rect,))
    return _draft(exhibit, place)


def found_place(source: DocumentSource, hit: Hit) -> PagePlace | ImagePlace | TextPlace:
    """The place of what a search has found."""
    if not source.draws_itself:
        return (ImagePlace if source.reader == "image" else PagePlace)(hit.page + 1, hit.rects)
    start, facts = source.info.starts[hit.page] + hit.start, source.info.facts
    return TextPlace(start, start + hit.count, facts.get("text.encoding", "utf-8"), facts.get("text.reader", "text/1"))


def _text(exhibit: ExhibitView, source: DocumentSource, mark: TextMark, done: Ready) -> None:
    words = source.words(mark.page)
    if words is None:
        return
    if source.draws_itself:
        done(_in_text(exhibit, source, words, mark.start, mark.end))
        return
    quote, before, after = _around(words, mark.start, mark.end)
    if "machine_read" in words.warnings:
        place = _on_picture(source, mark.page, tuple(words.rects(mark.start, mark.end)))
        if place is not None:
            done(_draft(exhibit, place, quote, before, after))
        return

    def ready(rects: tuple[Rect, ...]) -> None:
        done(_draft(exhibit, PagePlace(mark.page + 1, rects), quote, before, after))

    source.line_rects(mark.page, mark.start, mark.end, ready)


def _on_picture(source: DocumentSource, page: int, areas: Sequence[QRectF]) -> PagePlace | ImagePlace | None:
    """The place of words that a machine read: it says so, with the program and its languages."""
    frame = source.frames.get(page)
    if frame is None:
        return None
    rects = tuple(geometry.rect_to_source(frame, area, source.reader) for area in areas)
    machine = source.machine_readers.get(page, "")
    made = ImagePlace if source.reader == "image" else PagePlace
    return made(page + 1, rects, machine)


def _in_text(exhibit: ExhibitView, source: DocumentSource, words: PageWords, start: int, end: int) -> CitationDraft:
    """Plain text: offsets into the whole text; the quote is exactly what stands between them."""
    line = (
        words.line + len(words.text[:start].splitlines()) - (1 if start and words.text[start - 1] not in "\r\n" else 0)
    )
    place = TextPlace(
        words.start + start,
        words.start + end,
        source.info.facts.get("text.encoding", "utf-8"),
        source.info.facts.get("text.reader", "text/1"),
        max(1, line),
    )
    text = words.text
    return _draft(
        exhibit,
        place,
        text[start:end][:LONGEST_QUOTE],
        running(text[max(0, start - AROUND) : start]),
        running(text[end : end + AROUND]),
    )


def _box(exhibit: ExhibitView, source: DocumentSource, mark: BoxMark, done: Ready) -> None:
    words = source.words(mark.page)
    if source.draws_itself:
        span = words.inside(mark.area) if words is not None else None
        if words is None or span is None:
            done(_draft(exhibit, WholePlace()))
        else:
            done(_in_text(exhibit, source, words, *span))
        return
    frame = source.frames.get(mark.page)
    if frame is None:
        return
    rect = geometry.rect_to_source(frame, mark.area, source.reader)
    quote = running(words.text_inside(mark.area))[:LONGEST_QUOTE] if words is not None else ""
    if quote and words is not None and "machine_read" in words.warnings:
        place = _on_picture(source, mark.page, (mark.area,))
        if place is not None:
            done(_draft(exhibit, place, quote))
        return
    if source.reader == "image":
        done(_draft(exhibit, ImagePlace(mark.page + 1, (rect,))))
        return
    done(_draft(exhibit, PagePlace(mark.page + 1, (rect,)), quote))


def _around(words: PageWords, start: int, end: int) -> tuple[str, str, str]:
    text = words.text
    return (
        running(text[start:end])[:LONGEST_QUOTE],
        running(text[max(0, start - AROUND) : start]),
        running(text[end : end + AROUND]),
    )


def _draft(exhibit: ExhibitView, place: Place, quote: str = "", before: str = "", after: str = "") -> CitationDraft:
    return CitationDraft(exhibit.id, exhibit.sha256, place, quote, before, after, number=exhibit.number)
