"""Rule V-TRAN-01 (domain.md 2.12): how well an exhibit in a foreign language is translated, and what citing it needs.

Cited as a fact it needs a working translation, in a recommendation a certified one. A language that is not stated can't
be judged: nothing is claimed about it. What the program made of an exhibit is measured by the document it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.evidence import lineage
from desktop.register.codes import NO_WORDS
from models.tables.evidence import Exhibit

STATUSES = ("none", "summary", "working", "certified", "notarised")  # the code list translation_status, rising
WORKING, CERTIFIED = STATUSES.index("working"), STATUSES.index("certified")


@dataclass(frozen=True)
class Translated:
    """How an exhibit stands. `rank`: of its best standing translation, None where none is needed; `language`: a code of
    the list language, empty = nobody has said; `by`: id of the exhibit that says so, the first form where none does;
    `original`: id of the exhibit that it is a translation of, empty = it is none.
    """

    rank: int | None = None
    language: str = ""
    by: str = ""
    original: str = ""


def rank(status: str) -> int:
    """0 for none, not stated or unknown to this program, 4 for a notary's."""
    return STATUSES.index(status) if status in STATUSES else 0


@dataclass(frozen=True)
class Said:
    """What a document's description says: `of` is the id of its original, None where it is no translation; `by` is the
    exhibit whose description says how it is translated, which was withdrawn only where no standing form says as much.
    """

    of: str | None
    by: Exhibit


def said(one: Exhibit, forms: Iterable[Exhibit]) -> Said:
    """What is said of an exhibit, of whose document these are all the forms."""
    every = {form.id: form for form in forms}
    return _said(_spoken(lineage.above(one, every.get), _later(every)))


def judge(exhibits: Iterable[Exhibit], case_language: str) -> dict[str, Translated]:
    """Exhibit id → how it stands, for every exhibit of a case.

    A translation is measured by its own status. An original may state a status of its own too (a certified translation
    bound to it), and has the better of that and of its translations. Pages that were laid out and redacted copies share
    what is said of the document they come from; a translation of a redacted copy leaves the original untranslated.
    """
    every = {one.id: one for one in exhibits}
    later = _later(every)
    made = _made(every, later)
    found = {}
    for one in every.values():
        links = list(lineage.above(one, every.get))
        spoken = _spoken(links, later)
        own = _said(spoken)
        language = next((link.lang for link in spoken if link.lang), "")
        if own.of is not None:
            found[one.id] = Translated(rank(own.by.translation_status), language, own.by.id, own.of)
        elif language not in ("", NO_WORDS, case_language):
            best = _best([own.by, *(made[key] for key in (_whole(link, every) for link in links) if key in made)])
            found[one.id] = Translated(rank(best.translation_status), language, best.id)
        else:
            found[one.id] = Translated(language=language)
    return found


def _made(every: dict[str, Exhibit], later: dict[str, Exhibit]) -> dict[str, Exhibit]:
    """Id of an original (its first form) → the row that says how its best standing translation is made."""
    found: dict[str, Exhibit] = {}
    for one in every.values():
        spoken = _spoken(lineage.above(one, every.get, lineage.WHOLE), later)
        original = every.get(_said(spoken).of or "")
        if one.status == "admitted" and original is not None:
            key = _whole(original, every)
            found[key] = _best([*([found[key]] if key in found else ()), *spoken])
    return found


def _said(spoken: Sequence[Exhibit]) -> Said:
    described = [link for link in spoken if link.translation_of is not None]
    # of several that say as much, the one that says of what it is a translation names who made it too
    return Said(described[0].translation_of if described else None, _best([*described, *spoken]))


def _best(rows: Sequence[Exhibit]) -> Exhibit:
    """The one with the highest status; of several that stand the first, else the first of all."""
    return max(rows, key=lambda one: (rank(one.translation_status), one.status == "admitted"))


def _later(every: dict[str, Exhibit]) -> dict[str, Exhibit]:
    """Id of an exhibit whose file was admitted again → the exhibit under whose number that was done last."""
    step = {}
    for one in every.values():
        old = every.get(one.replaces) if one.replaces is not None else None
        if old is not None and old.sha256 == one.sha256:
            step[old.id] = one
    found = {}
    for key, row in step.items():
        last, seen = row, {key}
        while last.id in step and last.id not in seen:
            seen.add(last.id)
            last = step[last.id]
        found[key] = last
    return found


def _spoken(links: Iterable[Exhibit], later: dict[str, Exhibit]) -> list[Exhibit]:
    """The rows that say how a document is translated: what an exhibit said before it was withdrawn and its file
    admitted again is no longer said.
    """
    rows = [later.get(link.id, link) for link in links]
    return list({row.id: row for row in rows}.values())


def _whole(one: Exhibit, every: dict[str, Exhibit]) -> str:
    """The id of the first form of the same content."""
    return list(lineage.above(one, every.get, lineage.WHOLE))[-1].id
