"""The words of a question in a text: which stretch shows most of them, and where they stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from desktop.register import stems
from desktop.register.question import Question
from models.views.search import Context

BEFORE, WIDTH = 48, 180  # code points before the first found word, and of the whole stretch
MOST_LOOKED_AT = 60_000  # code points of a text
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    term: int


def around(text: str, question: Question) -> Context:
    """The stretch with the most different words of the question; without any, the text's beginning."""
    places = _places(text[:MOST_LOOKED_AT], question)
    if not places:
        return Context(_flat(text, 0, WIDTH, ())[0])
    best = max(range(len(places)), key=lambda at: (_richness(places, at), -at))
    first = places[best]
    begin = _word_begin(text, max(0, first.start - BEFORE))
    end = min(len(text), begin + WIDTH)
    inside = [(p.start, p.end) for p in places if begin <= p.start and p.end <= end]
    shown, marks = _flat(text, begin, end, tuple(dict.fromkeys(inside)))
    lead, tail = "… " if begin else "", " …" if end < len(text) else ""
    moved = tuple((start + len(lead), stop + len(lead)) for start, stop in marks)
    return Context(f"{lead}{shown}{tail}", moved, first.start, first.end - first.start)


def _places(text: str, question: Question) -> list[_Place]:
    tokens = list(stems.tokens(text))
    forms = [stems.forms(token.text) for token in tokens]
    found: list[_Place] = []
    for number, term in enumerate(question.terms):
        if term.kind in ("phrase", "compound") and len(term.exact) > 1:
            found += _phrases(tokens, forms, term.exact, number)
            if term.kind == "phrase":
                continue
        for token, form in zip(tokens, forms, strict=True):
            if question.hits(form, stems.is_name(token.text), number):
                found.append(_Place(token.start, token.end, number))
    return sorted(found, key=lambda place: (place.start, place.end))


def _phrases(tokens: list[stems.Token], forms: list[stems.Forms], exact: tuple[str, ...], number: int) -> list[_Place]:
    keys = [form.key for form in forms]
    last = len(keys) - len(exact)
    starts = (at for at in range(last + 1) if keys[at] == exact[0] and tuple(keys[at : at + len(exact)]) == exact)
    return [_Place(tokens[at].start, tokens[at + len(exact) - 1].end, number) for at in starts]


def _richness(places: list[_Place], at: int) -> int:
    """How many different terms stand in the stretch that begins at a place."""
    end = places[at].start + WIDTH - BEFORE
    stop = bisect_left([place.start for place in places], end, lo=at)
    return len({place.term for place in places[at:stop]})


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
