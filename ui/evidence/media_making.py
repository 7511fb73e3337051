"""What is made of a moment of a recording: a citation, a still."""

from __future__ import annotations

import io
from collections.abc import Callable

from models.views.evidence import CitationDraft, ExhibitView, MediaPlace, Part
from models.views.media import MediaFrame
from ui.evidence.intake import Brought

LONGEST_QUOTE = 2000
Span = tuple[int, int | None]


def inside(start: int) -> int:
    """A moment (ms) that leads to the picture that begins at `start` (µs): at its very edge the one before is shown."""
    return start // 1000 + 1 if start else 0


def citation(exhibit: ExhibitView, at: int, span: Span | None, said: Callable[[int, int], str]) -> CitationDraft:
    """The citation of a marked span, up to `at` where its end is not marked; without a span, of the moment `at`.

    `said` gives the words between two moments: they are quoted.
    """
    place = MediaPlace(at)
    if span is not None:
        start, end = span[0], at if span[1] is None else span[1]
        place = MediaPlace(min(start, end), max(start, end))
    quote = said(place.start_ms, place.start_ms + 1 if place.end_ms is None else place.end_ms)
    return CitationDraft(exhibit.id, exhibit.sha256, place, quote[:LONGEST_QUOTE], number=exhibit.number)


def still(exhibit: ExhibitView, frame: MediaFrame, png: bytes) -> Brought:
    """A picture of the recording, to be taken in as an exhibit that knows where it was taken."""
    place = MediaPlace(inside(frame.start))
    name = f"{exhibit.number} {place.time.replace(':', '-')}.png"
    return Brought(exhibit, (Part("still", name, len(png), "image/png"),), lambda *_: io.BytesIO(png), "still", place)
