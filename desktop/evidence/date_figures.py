"""Whether a figure of one or two digits can be the day or the year of a date, by what stands around it.

Dates are written in too many ways to be read; what is sure here is only the contrary, and a doubt counts as a date. So
a figure counts beside a name of a month or weekday or a word as “числа” or “year” (three words to either side), beside
another figure as in 12.3, 12/3/24, 12-15 or 12 3 24, beside a Roman month, with letters or a point attached as in 3-го,
3rd or 3., behind an apostrophe, behind “am” or “le” – and where it stands last or alone on its line, since nobody
knows what belongs to it. “3 children” and “№ 3” do not count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from babel.dates import get_day_names, get_month_names

from desktop.register import stems

# For a digit that does not count itself: what is beside it may be a date with it. No text has it (Unicode 23.7).
HIDDEN = "\ufdd0"
BESIDE = 3  # words
NEAR = 200  # code points in which they are looked for
_LANGUAGES = ("ru", "en", "de", "fr", "uk", "be", "pl", "es", "it")  # those that exhibits are mostly in
_WORDS = (
    "число", "числа", "год", "года", "году", "гг", "рік", "року", "year", "Jahr", "Jahre", "année", "rok",
    "roku", "año", "anno",
)  # fmt: skip
_BEHIND = frozenset(("г", "р", "r"))  # right behind the figure, as in 24 г.
_BEFORE = frozenset(("am", "vom", "zum", "den", "le", "el", "il", "dnia"))  # right before it
_LABELS = frozenset(("д", "дом", "кв", "п", "стр", "no", "nr", "p", "pp", "page"))  # of figures that are no dates
_SIGNS = "№#§"

_DIGIT = rf"[\d{HIDDEN}]"
_FIGURE = re.compile(rf"(?<!{_DIGIT})\d{{1,2}}(?!{_DIGIT})")
_PARTLY = re.compile(rf"\d{HIDDEN}|{HIDDEN}\d")
_ROOM = 16  # code points in which a neighbour begins or ends
_BETWEEN = r"\s*[.,/\\|_\u2010-\u2015\u2212-]{0,2}\s*"
_OTHER = rf"(?:{_DIGIT}{{1,2}}|{_DIGIT}{{4}}|I{{1,3}}|I?V|VI{{1,3}}|I?X|XI{{1,2}})"
_FOLLOWS = re.compile(rf"{_BETWEEN}{_OTHER}(?![\w{HIDDEN}])")
_PRECEDES = re.compile(rf"(?<![\w{HIDDEN}]){_OTHER}{_BETWEEN}$")
_ATTACHED = re.compile(r"\.|°|[-\u2010'’]?[^\W\d_]{1,4}(?![^\W\d_])")
_APOSTROPHES = ("'", "’", "‘", "ʼ", "`", "´", "′", "ʹ")
_LATIN = str.maketrans("ІХѴ", "IXV")  # Roman numbers typed with Cyrillic letters


def counting(text: str, wanted: Collection[int]) -> bool:
    """Whether one of the `wanted` figures stands in a text (NFKC) where it can be of a date.

    A number of which only some digits count may be any.
    """
    return bool(_PARTLY.search(text)) or any(
        int(found[0]) in wanted and _dated(text, *found.span()) for found in _FIGURE.finditer(text)
    )


def months(month: int) -> Iterator[str]:
    """The names of a month, full and short, in the languages that exhibits are mostly in."""
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                yield get_month_names(width, context, locale=language)[month].strip(".")


def _dated(text: str, start: int, end: int) -> bool:
    before, behind = text[max(0, start - _ROOM) : start].translate(_LATIN), text[end : end + _ROOM].translate(_LATIN)
    if _ATTACHED.match(behind) or before.rstrip().endswith(_APOSTROPHES):
        return True
    if _FOLLOWS.match(behind) or _PRECEDES.search(before):
        return True
    near = text[max(0, start - NEAR) : end + NEAR].replace(HIDDEN, "0")
    at = min(start, NEAR)
    words = list(stems.tokens(near[:at]))[-BESIDE:]
    following = list(stems.tokens(near[at + end - start :]))[:BESIDE]
    last = words[-1].text.lower() if words else ""
    if last in _BEFORE or (following and following[0].text.lower() in _BEHIND):
        return True
    if any(_known().intersection(stems.forms(word.text).all) for word in (*words, *following)):
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[end:].partition("\n")[0]
    if not any(letter.isalnum() or letter == HIDDEN for letter in line):
        return True
    labelled = last in _LABELS or before.rstrip().endswith(tuple(_SIGNS))
    return not following and not labelled


@cache
def _known() -> frozenset[str]:
    """The keys of every word that makes a date of a figure beside it."""
    days = (
        name
        for language in _LANGUAGES
        for context in ("format", "stand-alone")
        for name in get_day_names("wide", context, locale=language).values()
    )
    words = (*_WORDS, *days, *(name for month in range(1, 13) for name in months(month)))
    return frozenset(key for word in words for token in stems.tokens(word) for key in stems.forms(token.text).all)
