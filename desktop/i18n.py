"""Words in the reader's language: gettext texts, and dates, numbers and sizes by Babel's locale data."""

from __future__ import annotations

import datetime as dt
from gettext import GNUTranslations, NullTranslations
from typing import Literal

from desktop.paths import resource

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")


def N_(message: str) -> str:
    """Mark a text for extraction; it is translated where it is shown."""
    return message


class Words:
    """One language. Built once per window, command or paper and handed down; never global."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        catalogue = resource("i18n", language, "LC_MESSAGES", "collegium.mo")
        self._texts: NullTranslations = NullTranslations()
        if catalogue.exists():
            with catalogue.open("rb") as file:
                self._texts = GNUTranslations(file)

    def tr(self, message: str, **parameters: object) -> str:
        """The text in this language, with `{parameters}` filled in after translation."""
        text = self._texts.gettext(message) if message else ""
        return text.format(**parameters) if parameters else text

    def trn(self, one: str, many: str, n: int, **parameters: object) -> str:
        """The plural form for `n`, which is also the parameter `{n}`."""
        return self._texts.ngettext(one, many, n).format(n=self.number(n), **parameters)

    def number(self, value: int | float) -> str:
        from babel.numbers import format_decimal  # late: the unlock window needs no locale data

        return format_decimal(value, locale=self.language)

    def day(self, day: dt.date) -> str:
        """A date as tables show it: 22.11.2026."""
        return day.strftime("%d.%m.%Y")

    def long_day(self, day: dt.date) -> str:
        """A date as papers write it: `22 ноября 2026 г.` / `22 November 2026`."""
        from babel.dates import format_date

        pattern = "d MMMM y 'г'." if self.language == "ru" else "d MMMM y"
        return format_date(day, pattern, locale=self.language)

    def moment(self, moment: dt.datetime) -> str:
        """An instant in the workstation's zone: 22.11.2026 14:02."""
        from babel.dates import format_datetime

        return format_datetime(moment.astimezone(), "dd.MM.yyyy HH:mm", locale=self.language)

    def time(self, moment: dt.datetime) -> str:
        """The time of day: 14:02."""
        from babel.dates import format_datetime

        return format_datetime(moment.astimezone(), "HH:mm", locale=self.language)

    def size(self, octets: int) -> str:
        """A file size in binary steps, named as people name them: `2,4 МБ` / `2.4 MB`."""
        from babel.numbers import format_decimal

        names = ("Б", "КБ", "МБ", "ГБ", "ТБ") if self.language == "ru" else ("B", "KB", "MB", "GB", "TB")
        value, step = float(octets), 0
        while value >= 1024 and step < len(names) - 1:
            value, step = value / 1024, step + 1
        digits = "#,##0" if step == 0 or value >= 100 else "#,##0.#"
        return f"{format_decimal(value, digits, locale=self.language)}\u00a0{names[step]}"
