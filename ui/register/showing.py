"""How the register's codes and days are shown."""

from __future__ import annotations

import datetime as dt

from desktop.i18n import Words
from desktop.register.codes import Codes
from ui.widgets.chip import Tone

_TONES: dict[str, Tone] = {
    "DRAFT": "neutral",
    "DEFICIENT": "warn",
    "RETURNED": "warn",
    "SUSPENDED": "warn",
    "ADJOURNED": "warn",
    "ISSUED": "good",
    "NOTIFIED": "good",
    "FILED": "good",
    "CLOSED": "neutral",
    "ARCHIVED": "neutral",
    "DESTROYED": "neutral",
    "DISCONTINUED": "neutral",
}


class Showing:
    """Codes and days in the window's language."""

    def __init__(self, words: Words, codes: Codes) -> None:
        self.words = words
        self.codes = codes

    def code(self, name: str, code: str) -> str:
        """The text of a code; nothing for none."""
        return self.codes.label(name, code, self.words.language) if code else ""

    def state(self, state: str) -> str:
        return self.code("state", state)

    @staticmethod
    def tone(state: str) -> Tone:
        """The tone under a state's word; the word carries the meaning."""
        return _TONES.get(state, "info")

    def country(self, alpha3: str) -> str:
        return self.codes.short_country(alpha3) if alpha3 else ""

    def day(self, iso: str) -> str:
        """A stored day as tables show it; what is no day is shown as it is."""
        try:
            return self.words.day(dt.date.fromisoformat(iso)) if iso else ""
        except ValueError:
            return iso

    def moment(self, stamp: str) -> str:
        """A stored instant in the workstation's zone."""
        try:
            return self.words.moment(dt.datetime.fromisoformat(stamp.replace("Z", "+00:00"))) if stamp else ""
        except ValueError:
            return stamp

    def options(self, name: str) -> list[tuple[str, str]]:
        """A list's codes with their texts, countries and languages in alphabetical order of this language."""
        found = [(c.code, self.code(name, c.code)) for c in self.codes.of(name)]
        if name in ("country", "language"):
            found.sort(key=lambda pair: pair[1].casefold())
        return found
