"""A member's name was corrected: what is private to the member follows it, or it would seem lost."""

from __future__ import annotations

from sqlmodel import select

from desktop.vault.store import Write
from models.tables.annotations import AnnotationRow, BookmarkRow
from models.tables.integrity import Reading


def follow(work: Write, before: str, after: str) -> None:
    """For `Register.renamings`. A vault belongs to one member, so its own rows under the old name are that member's."""
    for table in (AnnotationRow, BookmarkRow):
        for row in work.session.execute(select(table).where(table.author == before)).scalars():
            row.author = after
    has = {row.exhibit_id for row in work.session.execute(select(Reading).where(Reading.author == after)).scalars()}
    for progress in work.session.execute(select(Reading).where(Reading.author == before)).scalars():
        if progress.exhibit_id not in has:  # one progress for an exhibit and a member
            progress.author = after
