"""Findings of the rules: what is wrong with which field, as an error that stops the write or a warning beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desktop.errors import KnownError, Sentence, Translates
from desktop.register import partial_dates
from desktop.register.codes import Codes
from desktop.register.fields import FIELDS
from desktop.register.sentences import BAD_DAY, BAD_PARTIAL, EMPTY, FUTURE, TOO_LONG, UNKNOWN_CODE

Severity = Literal["error", "warning"]
LINE, TEXT = 300, 100_000


@dataclass(frozen=True)
class Finding:
    """`field` is the draft's field name; `{field}` in the sentence becomes its translated label."""

    field: str
    severity: Severity
    sentence: Sentence
    parameters: tuple[tuple[str, object], ...] = ()

    def message(self, words: Translates) -> str:
        return words.tr(self.sentence.message, **self.spoken(words))

    def remedy(self, words: Translates) -> str:
        return words.tr(self.sentence.remedy, **self.spoken(words))

    def spoken(self, words: Translates) -> dict[str, object]:
        """The sentence's parameters, with field names as the reader knows them."""
        return {k: label(v.name, words) if isinstance(v, FieldName) else v for k, v in self.parameters}


class RulesError(KnownError):
    """One or more errors; speaks with the first one's sentence, forms show each at its field."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(f for f in findings if f.severity == "error")
        first = self.findings[0]
        super().__init__(first.sentence, **dict(first.parameters))

    def message(self, words: Translates) -> str:
        return self.findings[0].message(words)

    def remedy(self, words: Translates) -> str:
        return self.findings[0].remedy(words)


@dataclass(frozen=True)
class FieldName:
    """A field as a sentence's parameter: translated where it is shown."""

    name: str

    def __str__(self) -> str:
        return self.name


def raise_errors(findings: Iterable[Finding]) -> None:
    """Raise RulesError if any finding is an error."""
    wrong = [f for f in findings if f.severity == "error"]
    if wrong:
        raise RulesError(wrong)


def label(field: str, words: Translates) -> str:
    """What a field is called in forms and sentences."""
    return words.tr(FIELDS[field]) if field in FIELDS else field


class Checks:
    """Collects findings while a rule set runs over one draft."""

    def __init__(self, codes: Codes, today: dt.date) -> None:
        self.codes = codes
        self.today = today
        self.found: list[Finding] = []

    def error(self, field: str, sentence: Sentence, /, **parameters: object) -> None:
        self._note(field, "error", sentence, parameters)

    def warn(self, field: str, sentence: Sentence, /, **parameters: object) -> None:
        self._note(field, "warning", sentence, parameters)

    def code(self, field: str, value: str, name: str, *, required: bool = False) -> None:

        if not value:
            if required:
                self.error(field, EMPTY)
        elif not self.codes.has(name, value):
            self.error(field, UNKNOWN_CODE, value=value)

    def length(self, field: str, value: str, limit: int = LINE) -> None:

        if len(value) > limit:
            self.error(field, TOO_LONG, limit=limit)

    def day(self, field: str, value: str, *, past: bool = False) -> dt.date | None:
        """An exact day as ISO text; None when empty or wrong."""

        if not value:
            return None
        try:
            found = dt.datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.error(field, BAD_DAY, value=value)
            return None
        if past and found > self.today:
            self.error(field, FUTURE)
        return found

    def partial(self, field: str, value: str, *, past: bool = False) -> partial_dates.PartialDate | None:

        if not value:
            return None
        try:
            found = partial_dates.parse(value)
        except ValueError:
            self.error(field, BAD_PARTIAL, value=value)
            return None
        if past and found.min_date > self.today:
            self.error(field, FUTURE)
        return found

    def _note(self, field: str, severity: Severity, sentence: Sentence, parameters: dict[str, object]) -> None:
        parameters.setdefault("field", FieldName(field))
        self.found.append(Finding(field, severity, sentence, tuple(sorted(parameters.items()))))
