"""Where else the same words stand: who blacks out a name once seldom means only that place."""

from __future__ import annotations

from collections.abc import Callable

from desktop.jobs import Progress
from models.views.evidence import Hit
from ui.context import Context
from ui.evidence.document_source import DocumentSource

LONGEST_NAME = 60  # letters: longer stretches are not looked for


def look(ctx: Context, source: DocumentSource | None, words: str, told: Callable[[str], None]) -> None:
    """Hand over a sentence about it; nothing where the words stand once, and nothing where the search fails."""
    if source is None or not 0 < len(words) <= LONGEST_NAME:
        return

    def found(hits: tuple[Hit, ...]) -> None:
        if len(hits) > 1:
            told(
                ctx.words.trn(
                    "“{words}” stands at {n} place in this exhibit. Search for it to black out all of them.",
                    "“{words}” stands at {n} places in this exhibit. Search for it to black out all of them.",
                    len(hits),
                    words=words,
                )
            )

    source.find(words, Progress(), found, lambda error: None)
