"""The words of a question in a text: which stretch shows most of them, and where they stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from desktop.register import stems
from desktop.register.question import Question
from models.views.search import Context

BEFORE, WIDTH = 48, 180  # code points before the first found word, and of the whole stretch
MOST_LOOKED_AT = 60_000  # code points of a text
_SPACE = re.compile(r"\s+")


class _Place(NamedTuple):
    start: int
    end: int
    term: int


def around(text: str, question: Question) -> Context:
    """The stretch with the most different words of the question; without any, the text's beginning."""
    places = _places(text[:MOST_LOOKED_AT], question) if question.terms else []
    if not places:
        return Context(_flat(text, 0, WIDTH, ())[0])
    best = _richest(places)
    first = places[best]
    begin = _word_begin(text, max(0, first.start - BEFORE))
    end = min(len(text), begin + WIDTH)
    inside = [(p.start, p.end) for p in places if begin <= p.start and p.end <= end]
    shown, marks = _flat(text, begin, end, tuple(dict.fromkeys(inside)))
    lead, tail = "… " if begin else "", " …" if end < len(text) else ""
    moved = tuple((start + len(lead), stop + len(lead)) for start, stop in marks)
    return Context(f"{lead}{shown}{tail}", moved, first.start, first.end - first.start)


def _places(text: str, question: Question) -> list[_Place]:
    if len(question.terms) == 1 and len(question.terms[0].exact) == 1:
        return _first_places(text, question)
    tokens = list(stems.tokens(text))
    terms_of = question.terms_of
    found = [_Place(start, end, number) for start, end, word in tokens for number in terms_of(word)]
    for number, term in enumerate(question.terms):
        if len(term.exact) > 1:
            found += _phrases(tokens, term.exact, number)
    return sorted(found, key=lambda place: (place.start, place.end))


def _first_places(text: str, question: Question) -> list[_Place]:
    """For one word the first stretch is as good as any."""
    found: list[_Place] = []
    terms_of = question.terms_of
    for start, end, word in stems.tokens(text):
        if found and start > found[0].start + WIDTH:
            break
        if terms_of(word):
            found.append(_Place(start, end, 0))
    return found


def _phrases(tokens: list[stems.Token], exact: tuple[str, ...], number: int) -> list[_Place]:
    keys = [stems.forms(token.text).key for token in tokens]
    last = len(keys) - len(exact)
    starts = (at for at in range(last + 1) if keys[at] == exact[0] and tuple(keys[at : at + len(exact)]) == exact)
    return [_Place(tokens[at].start, tokens[at + len(exact) - 1].end, number) for at in starts]


def _richest(places: list[_Place]) -> int:
    """The place with which the stretch of the most different terms begins, the first of equals."""
    starts = [place.start for place in places]
    best, most = 0, 0
    for at, place in enumerate(places):
        stop = bisect_left(starts, place.start + WIDTH - BEFORE, lo=at)
        terms = len({other.term for other in places[at:stop]})
        if terms > most:
            best, most = at, terms
    return best


def _word_begin(text: str, at: int) -> int:
    """Not in the middle of a word."""
    if at == 0 or not text[at - 1].isalnum():
        return at
    space = re.compile(r"\s").search(text, at, at + BEFORE)
    return space.end() if space else at


def _flat(
    text: str, begin: int, end: int, marks: tuple[tuple[int, int], ...]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch on one line, with the marks moved along."""
    out: list[str] = []
    length = 0
    moved: list[tuple[int, int]] = []
    at = begin
    for start, stop in sorted(marks):
        if start < at:
            continue
        for piece, marked in ((text[at:start], False), (text[start:stop], True)):
            flat = _SPACE.sub(" ", piece)
            if marked:
                moved.append((length, length + len(flat)))
            out.append(flat)
            length += len(flat)
        at = stop
    out.append(_SPACE.sub(" ", text[at:end]))
    whole = "".join(out)
    lead = len(whole) - len(whole.lstrip())
    return whole.strip(), tuple((start - lead, stop - lead) for start, stop in moved)
