"""Code lists: the pack's own (`resources/packs/codes.toml`) and, by Babel's locale data, countries and languages."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from babel import Locale
from iso3166 import countries

from desktop.errors import BugError
from desktop.i18n import Language
from desktop.paths import resource

NO_WORDS = "zxx"  # ISO 639-2: no linguistic content, as a picture or music has


@dataclass(frozen=True)
class Code:
    """One code with its texts."""

    code: str
    ru: str
    en: str


class Codes:
    """All code lists of one pack. Built once in the object graph and handed down."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data: dict[str, Any] = tomllib.load(file)
        self.version: str = self._data["version"]
        number = self._data["case_number"]
        self._format: str = number["format"]
        self._reads = re.compile(number["reads"])
        self._alike = str.maketrans(number["alike"])
        self.earliest_received: str = number["earliest_received"]
        self._russian = Locale("ru")
        self._english = Locale("en")

    @classmethod
    @cache
    def shipped(cls) -> Codes:
        """The program's own lists. They never change while it runs, so they are read once."""
        return cls(resource("packs", "codes.toml"))

    # --- lists ---

    def of(self, name: str) -> tuple[Code, ...]:
        """A whole list in its order: one of the pack's, or `country` (ISO 3166-1 and the pack's), or `language`."""
        if name == "country":
            return self._countries
        if name == "language":
            return self._languages
        entries = self._data.get(name)
        if entries is None or name == "case_number":
            raise BugError(f"no code list {name}")
        return tuple(Code(code, texts["ru"], texts["en"]) for code, texts in entries.items())

    def has(self, name: str, code: str) -> bool:
        if name == "country":
            return code in self._country_names
        if name == "language":
            return code in self._language_names
        return code in self._data[name]

    def label(self, name: str, code: str, language: Language) -> str:
        """The code's text; an unknown code is shown as it is."""
        if name == "country":
            entry = self._country_names.get(code)
        elif name == "language":
            entry = self._language_names.get(code)
        else:
            texts = self._data[name].get(code)
            return str(texts[language]) if texts else code
        if entry is None:
            return code
        return entry.ru if language == "ru" else entry.en

    def short_country(self, alpha3: str) -> str:
        """Two letters for the strip and lists: `DEU` gives `DE`; codes without an alpha-2 stay as they are."""
        found = countries.get(alpha3, None)
        return found.alpha2 if found else alpha3

    def country_of(self, text: str) -> str:
        """Alpha-3 from alpha-2, alpha-3 (any case) or the MRZ's `D`; empty when it is none of them."""
        code = text.strip().upper()
        if code == "D":
            return "DEU"
        if code in self._country_names:
            return code
        found = countries.get(code, None)
        return found.alpha3 if found else ""

    def shape(self, issuer: str) -> re.Pattern[str] | None:
        """The usual shape of an issuer's passport numbers, if the pack knows one."""
        entry = self._data["document_shape"].get(issuer)
        return re.compile(entry["re"]) if entry else None

    # --- case numbers ---

    def number(self, year: int, ordinal: int) -> str:
        return self._format.format(year=year, ordinal=ordinal)

    def parse_number(self, text: str) -> tuple[int, int] | None:
        """Year and ordinal of a case number as typed (look-alike letters, any case), or None."""
        found = self._reads.match(text.strip().translate(self._alike))
        return (int(found["year"]), int(found["ordinal"])) if found else None

    def normal_number(self, text: str) -> str:
        """The stored form of a typed case number; empty when it is none."""
        parts = self.parse_number(text)
        return self.number(*parts) if parts else ""

    # --- by locale ---

    @cached_property
    def _country_names(self) -> dict[str, Code]:
        names: dict[str, Code] = {}
        for country in countries:
            russian = self._russian.territories.get(country.alpha2, country.name)
            english = self._english.territories.get(country.alpha2, country.name)
            names[country.alpha3] = Code(country.alpha3, russian, english)
        names.update((code, Code(code, texts["ru"], texts["en"])) for code, texts in self._data["country"].items())
        return names

    @cached_property
    def _countries(self) -> tuple[Code, ...]:
        return tuple(sorted(self._country_names.values(), key=lambda c: c.ru.casefold()))

    @cached_property
    def _language_names(self) -> dict[str, Code]:
        english = self._english.languages
        return {
            code: Code(code, self._russian.languages.get(code, name), name)
            for code, name in english.items()
            if len(code) == 2 or code == NO_WORDS
        }

    @cached_property
    def _languages(self) -> tuple[Code, ...]:
        return tuple(sorted(self._language_names.values(), key=lambda c: c.ru.casefold()))
