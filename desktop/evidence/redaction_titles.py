"""What a redacted copy is called, and whether its title tells what is blacked out.

The file's name is made of the original's number. The title is the original's where nothing speaks against that; whoever
makes the copy sees it and may write another one. Words are compared as the search does it: case, ё, endings and the
script they are written in do not matter, so “Иванов” is found in “Ivanov's statement” as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from desktop.errors import KnownError
from desktop.evidence import date_figures
from desktop.evidence.decoder.finding import matches
from desktop.evidence.sentences import NO_TITLE, TITLE_TELLS
from desktop.i18n import LANGUAGES, N_, Words
from desktop.register import partial_dates, stems
from models.views.evidence import ExhibitDetails
from models.views.places import ImagePlace, PagePlace
from models.views.redactions import CopyTitles, RedactionDraft

TITLE = N_("{title} (redacted)")
NEUTRAL = N_("Redacted copy of {number}")
SHORT = 6  # words: of a stretch so short every name and number counts, of a longer one they are only pointed out
SHORTEST = 3  # letters of a word that counts


def proposed(original: ExhibitDetails, number: str, drafts: Sequence[RedactionDraft]) -> CopyTitles:
    """The original's titles, and a neutral one in place of one that tells what is blacked out."""
    given = {"ru": original.title_ru.strip(), "en": original.title_en.strip()}
    made = {}
    for language in LANGUAGES:
        words, title = Words(language), given[language]
        fit = title and not telling(title, drafts) and not hinting(title, drafts)
        told = words.tr(TITLE, title=title) if fit else words.tr(NEUTRAL, number=number)
        made[language] = told if title else ""
    return CopyTitles(made["ru"], made["en"])


def check(titles: CopyTitles, drafts: Sequence[RedactionDraft]) -> None:
    """Raise KnownError for a title that is missing (NO_TITLE) or that tells what is blacked out (TITLE_TELLS)."""
    if not titles.ru.strip() and not titles.en.strip():
        raise KnownError(NO_TITLE)
    for title in (titles.ru, titles.en):
        if told := telling(title, drafts):
            raise KnownError(TITLE_TELLS, what=told)


def telling(title: str, drafts: Iterable[RedactionDraft]) -> str:
    """What of a title tells a blacked-out text, as it stands in the title; empty if nothing does."""
    for quote, searched in _quotes(drafts):
        whole = len(quote) >= SHORTEST
        for start, count in matches(title, quote):
            if whole or not _beside(title, start, count):
                return title[start : start + count]
        if len(quote.split()) <= SHORT and (shared := next(_shared(title, quote, every=searched), "")):
            return shared
    return ""


def hinting(title: str, drafts: Iterable[RedactionDraft]) -> tuple[str, ...]:
    """Words of a title that also stand, as names or numbers, in a longer blacked-out text."""
    found = (word for quote, _ in _quotes(drafts) if len(quote.split()) > SHORT for word in _shared(title, quote))
    return tuple(dict.fromkeys(found))


def tells_day(day: str, drafts: Iterable[RedactionDraft]) -> bool:
    """Whether a partial date may stand in what is blacked out; a date left out in vain can be typed again.

    It may where nobody knows the words (a whole page, a box on a picture), where a year of it or the month's name
    stands, or the day or the last figures of the year where a figure can be a date's. Dates are written in too many
    ways to look for them as a whole.
    """
    drafts = list(drafts)
    if not day or not drafts:
        return False
    if any(one.source == "page" or not one.quote.strip() or _guessed(one) for one in drafts):
        return True
    try:
        date = partial_dates.parse(day)
    except ValueError:
        return True
    quotes = [unicodedata.normalize("NFKC", quote) for quote, _ in _quotes(drafts)]
    years = range(date.min_date.year, date.max_date.year + 1)
    # figures may be set apart ("2 0 2 4") or run on ("20240312")
    if any(int(found[1]) in years for quote in quotes for found in _YEAR.finditer("".join(quote.split()))):
        return True
    parts = [part for part in (date.start, date.end) if part is not None]
    numbers = {number for part in parts for number in (part.year % 100, part.day) if number is not None}
    texts = dict.fromkeys(unicodedata.normalize("NFKC", one.context or one.quote) for one in drafts)
    if any(date_figures.counting(text, numbers) for text in texts):
        return True
    names = (name for part in parts if part.month for name in date_figures.months(part.month))
    months = {form for name in names for form in stems.forms(name).all}
    return any(months.intersection(stems.forms(one.text).all) for quote in quotes for one in stems.tokens(quote))


def _guessed(draft: RedactionDraft) -> bool:
    """Whether a machine read the words from a picture: it may have read a figure wrong."""
    return isinstance(draft.place, PagePlace | ImagePlace) and bool(draft.place.machine)


_YEAR = re.compile(r"(?=(\d{4}))")


def _quotes(drafts: Iterable[RedactionDraft]) -> list[tuple[str, bool]]:
    """Each blacked-out text once, and whether it was typed into a search."""
    both = ((" ".join(draft.quote.split()), draft.source == "search") for draft in drafts)
    return [one for one in dict.fromkeys(both) if one[0]]


def _shared(title: str, quote: str, *, every: bool = False) -> Iterator[str]:
    """Words of the title that stand in the quote as a name or a number, or at all (`every`)."""
    known: set[str] = set()
    for token in stems.tokens(quote):
        if len(token.text) >= SHORTEST and (every or token.text[:1].isupper() or any(map(str.isdigit, token.text))):
            known.update(stems.forms(token.text).all)
    for token in stems.tokens(title):
        if len(token.text) >= SHORTEST and known.intersection(stems.forms(token.text).all):
            yield title[token.start : token.end]


def _beside(text: str, start: int, count: int) -> bool:
    """Whether a letter or figure stands right before or behind."""
    around = text[max(0, start - 1) : start] + text[start + count : start + count + 1]
    return any(map(str.isalnum, around))
