"""Rule V-TRAN-01 (domain.md 2.12): how well an exhibit in a foreign language is translated, and what citing it needs.

Cited as a fact it needs a working translation, in a recommendation a certified one. A language that is not stated can't
be judged: nothing is claimed about it. What the program made of an exhibit is measured by the document it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.evidence import lineage
from desktop.register.codes import NO_WORDS
from models.tables.evidence import Exhibit

STATUSES = ("none", "summary", "working", "certified", "notarised")  # the code list translation_status, rising
WORKING, CERTIFIED = STATUSES.index("working"), STATUSES.index("certified")


@dataclass(frozen=True)
class Translated:
    """How an exhibit stands. `rank`: of its best standing translation, None where none is needed; `language`: a code of
    the list language, empty = nobody has said.
    """

    rank: int | None = None
    is_translation: bool = False
    language: str = ""


def rank(status: str) -> int:
    """0 for none, not stated or unknown to this program, 4 for a notary's."""
    return STATUSES.index(status) if status in STATUSES else 0


def judge(exhibits: Iterable[Exhibit], case_language: str) -> dict[str, Translated]:
    """Exhibit id → how it stands, for every exhibit of a case.

    A translation is measured by its own status. An original may state a status of its own too (a certified translation
    bound to it), and has the better of that and of its translations. Pages that were laid out and redacted copies share
    what is said of the document they come from; a translation of a redacted copy leaves the original untranslated.
    """
    every = {one.id: one for one in exhibits}
    made = _made(every)
    found = {}
    for one in every.values():
        links = list(lineage.above(one, every.get))
        best = max(rank(link.translation_status) for link in links)
        language = next((link.lang for link in links if link.lang), "")
        if any(link.translation_of is not None for link in links):
            found[one.id] = Translated(best, is_translation=True, language=language)
        elif language not in ("", NO_WORDS, case_language):
            others = [made.get(_whole(link, every), 0) for link in links]
            found[one.id] = Translated(max(best, *others), language=language)
        else:
            found[one.id] = Translated(language=language)
    return found


def _made(every: dict[str, Exhibit]) -> dict[str, int]:
    """Id of an original (its first form) → the rank of its best standing translation."""
    found: dict[str, int] = {}
    for one in every.values():
        links = list(lineage.above(one, every.get, lineage.WHOLE))
        original = every.get(next((link.translation_of for link in links if link.translation_of), ""))
        if one.status == "admitted" and original is not None:
            key = _whole(original, every)
            found[key] = max(found.get(key, 0), *(rank(link.translation_status) for link in links))
    return found


def _whole(one: Exhibit, every: dict[str, Exhibit]) -> str:
    """The id of the first form of the same content."""
    return list(lineage.above(one, every.get, lineage.WHOLE))[-1].id
