"""How far the reader turned an exhibit and single pages of it, remembered on this workstation. Only hashes of ids,
angles and page numbers are kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from desktop.settings import Settings

PREFIX = "turn."
MOST = 500
MOST_PAGES = 1000  # of one exhibit that are turned by themselves
_PAGE = re.compile(r"([0-9]{1,7}):(90|180|270)")


@dataclass(frozen=True)
class Turning:
    """`whole`: degrees clockwise (0, 90, 180, 270) by which all pages are turned; `pages`: by how much single pages
    (from 0) are turned on beyond that. Pages that are not in it are turned as the whole is.
    """

    whole: int = 0
    pages: Mapping[int, int] = field(default_factory=dict)

    def of(self, page: int) -> int:
        """How far a page is turned in all."""
        return (self.whole + self.pages.get(page, 0)) % 360

    def all_by(self, turn: int) -> Turning:
        """All pages turned to `turn`; single pages keep their own turn beyond it."""
        return Turning(turn % 360, self.pages)

    def page_by(self, page: int, by: int) -> Turning:
        """One page turned on by `by` degrees; no more than MOST_PAGES are turned by themselves."""
        pages = dict(self.pages)
        turn = (pages.pop(page, 0) + by) % 360
        if turn and len(pages) < MOST_PAGES:
            pages[page] = turn
        return Turning(self.whole, pages)

    def spelled(self) -> str:
        """As text that `read` understands, such as `90 3:180 7:90`; empty for pages that stand upright."""
        whole = [str(self.whole)] if self.whole or self.pages else []
        return " ".join([*whole, *(f"{page}:{turn}" for page, turn in sorted(self.pages.items()))])


UPRIGHT = Turning()


def read(text: str) -> Turning:
    """The inverse of `Turning.spelled`; whatever is odd is left out."""
    first, *rest = text.split() or ["0"]
    found = [match for word in rest[:MOST_PAGES] if (match := _PAGE.fullmatch(word))]
    whole = int(first) if first in ("90", "180", "270") else 0
    return Turning(whole, {int(match[1]): int(match[2]) for match in found})


def remembered(settings: Settings, exhibit_id: str) -> Turning:
    return read(settings.window.get(_key(exhibit_id), ""))


def remember(settings: Settings, exhibit_id: str, turning: Turning) -> None:
    """Upright pages need no entry; beyond 500 entries the oldest go."""
    key = _key(exhibit_id)
    settings.window.pop(key, None)
    if spelled := turning.spelled():
        settings.window[key] = spelled
    known = [name for name in settings.window if name.startswith(PREFIX)]
    for old in known[:-MOST]:
        del settings.window[old]
    settings.save()


def _key(exhibit_id: str) -> str:
    return PREFIX + sha256(b"collegium turn" + exhibit_id.encode()).hexdigest()[:24]
