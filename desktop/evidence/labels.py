"""The short lists that annotations choose from: what each of the four colours means here, and the tags.

A vault in which nobody has changed them offers the defaults; the first change writes rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.vault.store import Write
from models.tables.annotations import AnnotationLabel
from models.views.annotations import COLOURS, Label, Labels

LONGEST_NAME = 60
MOST_TAGS = 40
# shown through the window's language while nobody has named them otherwise
DEFAULT_COLOURS = (N_("Yellow"), N_("Green"), N_("Blue"), N_("Rose"))
DEFAULT_TAGS = {
    "tag-opinion": N_("For the opinion"),
    "tag-ask": N_("To put to the applicant"),
    "tag-contradiction": N_("Contradiction"),
    "tag-identity": N_("Identity"),
}

BAD_LABEL = Sentence(
    "annotation.bad_label",
    N_("A colour or tag has no name, a name that is used twice, or one that is too long. The lists were not changed."),
    N_("Give each a name of its own of up to 60 characters; there is room for 40 tags."),
)


def read(session: Session) -> Labels:
    """The lists as they stand; names of defaults are English ids to be translated by whoever shows them."""
    rows = list(session.execute(select(AnnotationLabel).order_by(col(AnnotationLabel.position))).scalars())
    named = {row.position: row for row in rows if row.kind == "colour"}
    colours = tuple(
        Label(named[slot].id, "colour", named[slot].name, slot)
        if slot in named
        else Label(f"colour-{slot}", "colour", DEFAULT_COLOURS[slot - 1], slot)
        for slot in COLOURS
    )
    tags = [row for row in rows if row.kind == "tag"]
    if not tags:
        return Labels(colours, tuple(Label(key, "tag", name) for key, name in DEFAULT_TAGS.items()))
    standing = tuple(Label(row.id, "tag", row.name) for row in tags if not row.removed)
    return Labels(colours, standing, tuple(Label(row.id, "tag", row.name) for row in tags if row.removed))


def write(work: Write, colours: Sequence[str], tags: Sequence[Label]) -> None:
    """Raises KnownError(BAD_LABEL). A tag that is left out is retired: annotations that bear it keep its name."""
    now = read(work.session)
    wished = [(one.id or str(uuid7()), one.name.strip()) for one in tags]
    for named in ([name.strip() for name in colours], [name for _id, name in wished]):
        folded = [name.casefold() for name in named]
        if len(set(folded)) < len(folded) or any(not 0 < len(name) <= LONGEST_NAME for name in named):
            raise KnownError(BAD_LABEL)
    if len(colours) != len(COLOURS) or len(wished) > MOST_TAGS or len({key for key, _name in wished}) < len(wished):
        raise KnownError(BAD_LABEL)
    for one, name in zip(now.colours, colours, strict=True):
        _put(work, one.id, "colour", name.strip(), one.slot, removed=False)
    kept = {key for key, _name in wished}
    gone = [(one.id, one.name) for one in (*now.tags, *now.retired) if one.id not in kept]
    for position, (key, name) in enumerate([*wished, *gone], start=1):
        _put(work, key, "tag", name, position, removed=key not in kept)


def _put(work: Write, key: str, kind: str, name: str, position: int, *, removed: bool) -> None:
    row = work.session.get(AnnotationLabel, key)
    if row is None:
        work.add(AnnotationLabel(id=key, kind=kind, name=name, position=position, removed=removed))
        return
    for field, value in (("name", name), ("position", position), ("removed", removed)):
        if getattr(row, field) != value:
            setattr(row, field, value)
