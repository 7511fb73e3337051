"""What any part of the window may say, without knowing where it is shown."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import shiboken6
from PySide6.QtCore import QObject, Signal

from desktop.errors import KnownError
from desktop.i18n import Words

Tone = Literal["info", "good", "warn", "bad"]


@dataclass(frozen=True)
class Action:
    """The one thing a banner offers: its verb and what it does."""

    text: str
    run: Callable[[], None]


@dataclass(frozen=True)
class Notice:
    """One banner to be shown near `owner`."""

    owner: QObject
    text: str
    action: Action | None
    tone: Tone


def sentence(words: Words, error: Exception) -> str:
    """What to say of an error: its own words, or one plain sentence for a fault of ours."""
    if isinstance(error, KnownError):
        return f"{error.message(words)} {error.remedy(words)}".strip()
    return words.tr("Something in the program failed. What was saved is safe; a report without case texts was written.")


def report(error: Exception) -> None:
    """Give a fault of ours to the crash report; known errors need none."""
    if not isinstance(error, KnownError):
        sys.excepthook(type(error), error, error.__traceback__)


class Messages(QObject):
    """Collects notices; whoever has a place for them listens. Until then they are kept.

    Signals:
        toasted: A short text for three seconds.
        noticed: A `Notice`.
        cleared: The owner whose notices no longer hold.
    """

    toasted = Signal(str)
    noticed = Signal(object)
    cleared = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._waiting: list[Notice] | None = []
        self.on_bug: Callable[[Exception], None] = report

    def listen(self) -> list[Notice]:
        """Notices that were given before anybody showed them; from now on they go out as signals."""
        waiting, self._waiting = self._waiting or [], None
        return [notice for notice in waiting if shiboken6.isValid(notice.owner)]

    def toast(self, text: str) -> None:
        """Say that something small succeeded. Never for errors."""
        self.toasted.emit(text)

    def banner(self, owner: QObject, text: str, action: Action | None = None, kind: Tone = "warn") -> None:
        """Show one sentence, with at most one action, above the part of the window that `owner` belongs to."""
        notice = Notice(owner, text, action, kind)
        if self._waiting is not None:
            self._waiting.append(notice)
        else:
            self.noticed.emit(notice)

    def clear(self, owner: QObject) -> None:
        """Take back the notices of `owner` (it succeeded on a second try)."""
        if self._waiting is not None:
            self._waiting = [notice for notice in self._waiting if notice.owner is not owner]
        self.cleared.emit(owner)

    def error(self, owner: QObject, error: Exception) -> None:
        """Show what went wrong: a known error in its own words, a fault of ours as one plain sentence and a report."""
        self.banner(owner, sentence(self._words, error), kind="bad")
        if not isinstance(error, KnownError):
            self.on_bug(error)
