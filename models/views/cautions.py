"""What whoever cites an exhibit must know. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.views.sources import SourceNote

CautionCode = Literal[
    "exhibit.withdrawn",
    "exhibit.untranslated",
    "exhibit.uncertified",
    "exhibit.no_language",
    "source.stale",
    "source.undisclosed",
]


@dataclass(frozen=True)
class Caution:
    """One sentence about an exhibit and what to do about it: gettext ids with parameters (`exhibit` is its number).
    `stops`: what cites the exhibit can't be signed; `recommendation`: holds for the opinion only; `mended_in`: id of
    the exhibit whose description settles it, which is that of its translation, empty = none does.
    """

    code: CautionCode
    exhibit_id: str
    text: str
    remedy: str
    parameters: tuple[tuple[str, str], ...]
    stops: bool = False
    recommendation: bool = False
    mended_in: str = ""


@dataclass(frozen=True)
class Standing:
    """How one exhibit stands: what is to be said when it is cited, and the source that it was made of, if any."""

    cautions: tuple[Caution, ...] = ()
    source: SourceNote | None = None
