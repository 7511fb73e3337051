"""The words of a paper: data in `resources/papers/`, in the language of the paper (not of the window)."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from typing import Any

from babel.core import Locale
from babel.dates import format_date

from desktop.errors import BugError
from desktop.i18n import Words
from desktop.paths import resource

FORMAT = 1
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_YEAR = re.compile(r"\d{4}")


@cache
def _stored(name: str, language: str) -> dict[str, Any]:
    with resource("papers", f"{name}.{language}.toml").open("rb") as file:
        data = tomllib.load(file)
    if data.get("format") != FORMAT:
        raise BugError(f"resources/papers/{name}.{language}.toml has another format")
    return data


class PaperTexts:
    """Texts of one kind of paper. Keys are dotted: `texts("annex.title")`."""

    def __init__(self, name: str, words: Words) -> None:
        self.words = words
        self._data = _stored(name, words.language)

    def __call__(self, key: str, **parameters: object) -> str:
        value: Any = self._data
        for part in key.split("."):
            value = value[part]
        text = str(value)
        return text.format(**parameters) if parameters else text

    def code(self, group: str, code: str) -> str:
        """The words for a code, or the code itself where the list is newer than the texts."""
        return str(self._data[group].get(code, code))

    def day(self, iso: str) -> str:
        """A full ISO day in words."""
        return self.words.long_day(dt.date.fromisoformat(iso))

    def short_day(self, iso: str) -> str:
        """A full ISO day in figures: 22.11.2026."""
        return self.words.day(dt.date.fromisoformat(iso))

    def partial(self, edtf: str) -> str:
        """A date of the EDTF subset (domain.md 2.9) in words, never fuller than it is. Unknown shapes stay as typed."""
        text = edtf.strip()
        if "/" in text:
            start, end = (side.strip() for side in text.split("/", 1))
            if end in ("", ".."):
                return self("dates.since", start=self.partial(start))
            if start in ("", ".."):
                return self("dates.until", end=self.partial(end))
            return self("dates.interval", start=self.partial(start), end=self.partial(end))
        if text.endswith("~"):
            return self("dates.approximate", date=self.partial(text[:-1]))
        if text.endswith("?"):
            return self("dates.uncertain", date=self.partial(text[:-1]))
        try:
            if _DAY.fullmatch(text):
                return self.day(text)
            if _MONTH.fullmatch(text):
                return format_date(dt.date.fromisoformat(f"{text}-01"), self("dates.month"), locale=self.words.language)
        except ValueError:
            return text
        return self("dates.year", year=text) if _YEAR.fullmatch(text) else text

    def language_name(self, code: str) -> str:
        """A language by its ISO 639-1 code, in words."""
        return str(Locale(self.words.language).languages.get(code, code))
