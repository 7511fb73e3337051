"""Files that were withdrawn and admitted again under another number: each exhibit linked to the other."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.errors import KnownError
from desktop.evidence import names
from desktop.exchange.manifest import ExhibitEntry
from desktop.exchange.sentences import NOT_READMITTED
from models.tables.evidence import Exhibit


def link(pairs: Sequence[tuple[Exhibit, Exhibit, ExhibitEntry]], folder: str) -> None:
    """Link the old exhibit of each pair with the new one, which `entry` describes.

    Raises KnownError with the line unless the old one is withdrawn, is the same file, was admitted again once, and
    there is a last number for it.
    """
    for old, new, entry in pairs:
        if old.status != "withdrawn" or old.sha256 != new.sha256 or old.replaced_by is not None:
            raise _refused(entry, folder)
        old.replaced_by, new.replaces = new.id, old.id
    after = {old.id: new for old, new, _ in pairs}
    reached = set()
    for row in [old for old, _, _ in pairs if old.replaces is None]:
        following = after.get(row.id)
        while following is not None:
            reached.add(following.id)
            following = after.get(following.id)
    for _, new, entry in pairs:
        if new.id not in reached:  # a circle has no first one
            raise _refused(entry, folder)


def _refused(entry: ExhibitEntry, folder: str) -> KnownError:
    return KnownError(NOT_READMITTED, folder=folder, line=entry.line, value=names.shown(entry.replaces))
