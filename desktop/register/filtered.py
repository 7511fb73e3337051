"""Questions of filters only, `case:… kind:…`: the records that they let through, newest first. Gives keys of records.

Pages are left out: there are hundreds of them to an exhibit, and nobody looks for one without a word.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.register.asking import RANKED, Key, Keys, Narrowed, conditions, marks


def records(
    session: Session, kinds: tuple[str, ...], narrowed: Narrowed, limit: int, offset: int = 0, most: int = RANKED
) -> Keys:
    """Records of these kinds. Counted are the newest `most`."""
    if narrowed.kinds is not None:
        kinds = tuple(kind for kind in kinds if kind in narrowed.kinds)
    elif narrowed.days is None:  # a case stands for its persons, unless they may have a day of their own
        kinds = tuple(kind for kind in kinds if kind != "person" or "case" not in kinds)
    if not kinds:
        return Keys()
    where, values = conditions(narrowed)
    newest = (
        "SELECT e.kind, e.owner_id, e.case_id FROM search_entry e "  # noqa: S608 - only question marks are put in
        f"WHERE e.kind IN ({marks(kinds)}){where} ORDER BY e.rowid DESC LIMIT {most + 1}"
    )
    found = session.connection().exec_driver_sql(newest, (*kinds, *values)).all()
    keys = tuple(Key(*row) for row in found[:most][offset : offset + limit])
    return Keys(keys, min(len(found), most), len(found) > most)
