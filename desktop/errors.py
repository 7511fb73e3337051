"""Two families of failure: what a user can meet, and our own faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Translates(Protocol):
    """What an error needs to speak: `desktop.i18n.Words` does it."""

    def tr(self, message: str, **parameters: object) -> str: ...


@dataclass(frozen=True)
class Sentence:
    """One thing that can go wrong, in the program's words.

    `code` is stable and English (`room.what_happened`); `message` says what happened and what is safe, `remedy`
    what to do. Both are gettext ids marked with `N_` and may name `{parameters}`.
    """

    code: str
    message: str
    remedy: str


class KnownError(Exception):
    """Something a user can meet. Carries its sentence; never case text in `str()`, so that it may be logged."""

    def __init__(self, sentence: Sentence, **parameters: object) -> None:
        super().__init__(sentence.code)
        self.sentence = sentence
        self.parameters = parameters

    @property
    def code(self) -> str:
        return self.sentence.code

    def message(self, words: Translates) -> str:
        return words.tr(self.sentence.message, **self.parameters)

    def remedy(self, words: Translates) -> str:
        return words.tr(self.sentence.remedy, **self.parameters)


class BugError(Exception):
    """A fault of ours. Its text names code, never data."""
