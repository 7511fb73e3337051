"""Strict reading of one TOML table: every key known, every value of its kind, every fault with its place."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from models.views.packs import Bilingual

REMEDY = N_("Correct the file or put its original back. Nothing was changed.")
NOT_TOML = Sentence("assessment.file_syntax", N_("The file {file} can't be read: {reason}."), REMEDY)
UNKNOWN_KEY = Sentence(
    "assessment.file_unknown_key", N_("The file {file} has an unknown key “{key}” in {place}."), REMEDY
)
MISSING_KEY = Sentence("assessment.file_missing_key", N_("The file {file} lacks the key “{key}” in {place}."), REMEDY)
WRONG_VALUE = Sentence(
    "assessment.file_wrong_value", N_("The file {file} has a value that does not fit under “{key}” in {place}."), REMEDY
)
TWICE = Sentence("assessment.file_twice", N_("The file {file} names “{key}” twice in {place}."), REMEDY)

FORMAT = 1


class Fields:
    """The keys of one TOML table, taken one by one; `close` refuses what is left."""

    def __init__(self, file: str, place: str, table: object) -> None:
        self.file = file
        self.place = place
        if not isinstance(table, Mapping):
            raise KnownError(WRONG_VALUE, file=file, place=place, key=place)
        self._left: dict[str, Any] = dict(table)

    def fault(self, key: str, sentence: Sentence = WRONG_VALUE) -> KnownError:
        return KnownError(sentence, file=self.file, place=self.place, key=key)

    def _take(self, key: str, default: object) -> Any:
        if key not in self._left:
            if default is None:
                raise self.fault(key, MISSING_KEY)
            return default
        return self._left.pop(key)

    def text(self, key: str, default: str | None = None, *, empty: bool = False) -> str:
        """A text; without a default it is required, and it is empty only where `empty` allows it."""
        value = self._take(key, default)
        if not isinstance(value, str) or not (value.strip() or empty or default == ""):
            raise self.fault(key)
        return value

    def both(self, stem: str = "", *, empty: bool = False) -> Bilingual:
        """`stem_ru` and `stem_en` (or `ru` and `en`)."""
        prefix = f"{stem}_" if stem else ""
        default = "" if empty else None
        made = Bilingual(self.text(f"{prefix}ru", default, empty=empty), self.text(f"{prefix}en", default, empty=empty))
        if bool(made.ru) != bool(made.en):
            raise self.fault(f"{prefix}ru" if not made.ru else f"{prefix}en")
        return made

    def flag(self, key: str, default: bool | None = False) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.fault(key)
        return value

    def count(self, key: str) -> int:
        value = self._take(key, None)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(key)
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        value = self._take(key, None if required else ())
        if not isinstance(value, (list, tuple)) or not all(isinstance(one, str) and one for one in value):
            raise self.fault(key)
        if len(set(value)) != len(value):
            raise self.fault(key, TWICE)
        return tuple(value)

    def day(self, key: str) -> str:
        """An ISO day, or an empty text."""
        value = self.text(key, empty=True)
        if value:
            try:
                dt.date.fromisoformat(value)
            except ValueError:
                raise self.fault(key) from None
        return value

    def tables(self, key: str) -> list[object]:
        value = self._take(key, None)
        if not isinstance(value, list) or not value:
            raise self.fault(key)
        return value

    def close(self) -> None:
        for key in self._left:
            raise self.fault(key, UNKNOWN_KEY)


def load(path: Path) -> dict[str, Any]:
    """The parsed file. Raises KnownError(NOT_TOML) with tomllib's own words about line and column."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else type(error).__name__
        raise KnownError(NOT_TOML, file=path.name, reason=reason) from None


def check_format(fields: Fields) -> None:
    if fields.count("format") != FORMAT:
        raise fields.fault("format")
