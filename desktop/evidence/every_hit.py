"""All places of some words, however many: one search of a decoder ends at MOST_HITS."""

from __future__ import annotations

from typing import Protocol

from desktop.errors import KnownError
from desktop.evidence.decoder.wire import MOST_HITS
from desktop.evidence.sentences import TOO_MANY_HITS
from desktop.jobs import Progress
from models.views.documents import Hit

MOST_PLACES = 10_000


class Finds(Protocol):
    """An open document, as far as it is searched."""

    def find(self, needle: str, progress: Progress | None = None, first: int = 0) -> tuple[Hit, ...]: ...


def complete(hits: tuple[Hit, ...]) -> bool:
    """Whether what one search found is all there is."""
    return len(hits) < MOST_HITS


def every_hit(document: Finds, needle: str, progress: Progress | None = None) -> tuple[Hit, ...]:
    """Where the words stand, place by place (pool). Raises KnownError(TOO_MANY_HITS): more than MOST_PLACES, or more on
    one page than a search gives; then what was found would not be all of them.
    """
    found: list[Hit] = []
    page = 0
    while True:
        hits = document.find(needle, progress, page)
        if complete(hits):
            return (*found, *hits)
        page = hits[-1].page
        whole = [hit for hit in hits if hit.page < page]  # the last page may have been cut
        found += whole
        if not whole:
            raise KnownError(TOO_MANY_HITS, most=MOST_HITS)
        if len(found) > MOST_PLACES:
            raise KnownError(TOO_MANY_HITS, most=MOST_PLACES)
