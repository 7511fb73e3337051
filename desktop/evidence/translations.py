"""Rule V-TRAN-01 (domain.md 2.12): how well an exhibit in a foreign language is translated, and what citing it needs.

Cited as a fact it needs a working translation, in a recommendation a certified one. A language that is not stated can't
be judged: nothing is claimed about it.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.tables.evidence import Exhibit

STATUSES = ("none", "summary", "working", "certified", "notarised")  # the code list translation_status, rising
WORKING, CERTIFIED = STATUSES.index("working"), STATUSES.index("certified")


def rank(status: str) -> int:
    """0 for none, not stated or unknown to this program, 4 for a notary's."""
    return STATUSES.index(status) if status in STATUSES else 0


def best(exhibits: Iterable[Exhibit], case_language: str) -> dict[str, int]:
    """Exhibit id → the rank of its best standing translation, for every exhibit of a case that needs one.

    A translation is measured by its own status. An original may state a status of its own too (a certified translation
    bound to it), and has the better of that and of its translations.
    """
    every = list(exhibits)
    found: dict[str, int] = {}
    for one in every:
        if one.translation_of is not None:
            found[one.id] = rank(one.translation_status)
        elif one.lang and one.lang != case_language:
            made = [rank(other.translation_status) for other in every if _translates(other, one)]
            found[one.id] = max([rank(one.translation_status), *made])
    return found


def _translates(other: Exhibit, original: Exhibit) -> bool:
    return other.translation_of == original.id and other.status == "admitted"
