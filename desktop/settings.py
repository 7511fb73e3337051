"""What a person chose about the window. Kept as JSON in the workstation's profile; never case data."""

from __future__ import annotations

import json
import locale
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from desktop.i18n import LANGUAGES, Language
from desktop.paths import Paths

Mode = Literal["system", "light", "dark"]
FONT_PERCENTS = (90, 100, 110, 125, 150, 175, 200)
IDLE_MINUTES = (1, 2, 5, 10, 15, 30)
RECENT_LIMIT = 8


def system_language() -> Language:
    """Russian where the workstation speaks Russian, otherwise English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not named:
        named = locale.getlocale()[0] or ""
    return "ru" if named.lower().startswith("ru") else "en"


@dataclass
class Settings:
    """The choices, with their defaults. `save` writes them to `file` (0600) in one step, if there is one.

    `window` maps a name of a window part ("main.geometry", "case.splitter") to text that only this part understands.
    """

    language: Language = field(default_factory=system_language)
    theme: Mode = "system"
    font_percent: int = 100
    idle_minutes: int = 5
    reduced_motion: bool = False
    recent: list[str] = field(default_factory=list)
    window: dict[str, str] = field(default_factory=dict)
    file: Path | None = field(default=None, repr=False, compare=False)

    @classmethod
    def load(cls, paths: Paths) -> Settings:
        """The stored choices; whatever is missing, unknown or out of range takes its default."""
        file = paths.config / "settings.json"
        stored: Any = {}
        with suppress(OSError, ValueError):
            stored = json.loads(file.read_text("utf-8"))
        settings = cls(file=file)
        if isinstance(stored, dict):
            for name, fits in _FITS.items():
                if name in stored and fits(stored[name]):
                    setattr(settings, name, stored[name])
        return settings

    def save(self) -> None:
        if self.file is None:
            return
        kept = {name: value for name, value in asdict(self).items() if name != "file"}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        part = self.file.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(kept, out, ensure_ascii=False, indent=1)
        part.replace(self.file)

    def remember_vault(self, folder: Path) -> None:
        """Put a vault folder first in the list of recent ones."""
        name = str(folder)
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT_LIMIT]
        self.save()

    def forget_vault(self, folder: Path) -> None:
        self.recent = [other for other in self.recent if other != str(folder)]
        self.save()


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _pairs(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in (*value, *value.values()))


_FITS: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: value in LANGUAGES,
    "theme": lambda value: value in get_args(Mode),
    "font_percent": lambda value: type(value) is int and FONT_PERCENTS[0] <= value <= FONT_PERCENTS[-1],
    "idle_minutes": lambda value: type(value) is int and IDLE_MINUTES[0] <= value <= IDLE_MINUTES[-1],
    "reduced_motion": lambda value: isinstance(value, bool),
    "recent": _texts,
    "window": _pairs,
}
assert set(_FITS) | {"file"} == {known.name for known in fields(Settings)}
