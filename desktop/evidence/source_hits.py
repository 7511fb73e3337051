"""Words in the files of sources, for the register's own list: which sources hold them, and on which pages."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from desktop.evidence import searched
from desktop.register import asking, everything, question
from desktop.register.asking import Key, Narrowed
from desktop.register.question import Question
from models.views.search import SearchResult

EACH = 3  # pages told of one source
MOST_TOLD = 20  # sources of which pages are told


def read(text: str) -> Question:
    """What is typed over the list, where nothing is a filter."""
    return replace(question.read(text, unfinished=True), filters=())


def pages(session: Session, asked: Question) -> dict[str, list[Key]]:
    """The pages that answer the question, by source, the best first."""
    found: dict[str, list[Key]] = {}
    for key in asking.pages(session, asked, Narrowed(), asking.RANKED, of_sources=True).keys:
        found.setdefault(key.owner_id, []).append(key)
    return found


def told(session: Session, asked: Question, found: dict[str, list[Key]]) -> dict[str, tuple[SearchResult, ...]]:
    """The first EACH pages of the best MOST_TOLD sources, with the words in context."""
    results: dict[str, tuple[SearchResult, ...]] = {}
    for source_id, keys in list(found.items())[:MOST_TOLD]:
        shown = [(key, searched.source(session, key)) for key in keys[:EACH]]
        results[source_id] = tuple(everything.result(session, asked, key, one) for key, one in shown if one is not None)
    return results
