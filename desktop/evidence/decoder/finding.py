"""Finding words as a reader means them: without case, ё as е, any white space alike, broken words whole."""

from __future__ import annotations

from collections.abc import Iterator

_SAME = {"ё": "е", "\u00a0": " ", "\u2011": "-", "\u2010": "-", "\u2019": "'", "\u00ad": ""}


def fold(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its code points where it stood in the original."""
    out: list[str] = []
    places: list[int] = []
    end = len(text)
    at = 0
    blank = True
    while at < end:
        char = text[at]
        if char in "-\u00ad\u2010" and _broken(text, at):
            at = _after_break(text, at + 1)
            continue
        if char.isspace():
            if not blank:
                out.append(" ")
                places.append(at)
            blank = True
        else:
            blank = False
            for low in char.casefold():
                low = _SAME.get(low, low)
                if low:
                    out.append(low)
                    places.append(at)
        at += 1
    return "".join(out), places


def matches(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """(start, count) of every place where `needle` stands in `text`, in code points of `text`."""
    wanted = fold(needle)[0].strip()
    if not wanted:
        return
    folded, places = fold(text)
    at = folded.find(wanted)
    while at >= 0:
        start, last = places[at], places[at + len(wanted) - 1]
        yield start, last - start + 1
        at = folded.find(wanted, at + len(wanted))


def _broken(text: str, at: int) -> bool:
    if at == 0 or not text[at - 1].isalpha():
        return False
    after = _after_break(text, at + 1)
    return after > at + 1 and after < len(text) and text[after].islower()


def _after_break(text: str, at: int) -> int:
    # PDFium ends lines with CR LF; only a break right behind the hyphen joins a word
    start = at
    while at < len(text) and text[at] in "\r\n":
        at += 1
    if at == start:
        return at
    while at < len(text) and text[at] in " \t":
        at += 1
    return at
