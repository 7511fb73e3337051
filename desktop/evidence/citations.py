"""Citations: where in an exhibit a statement stands. Made inside the transaction of what they are anchored on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError
from desktop.evidence import names
from desktop.evidence.decoder import wire
from desktop.evidence.sentences import BAD_PLACE, HASH_DIFFERS, NOT_FOUND, WITHDRAWN
from desktop.vault.store import Write
from models.tables.evidence import CitationRow, Exhibit
from models.views.documents import FLOWING
from models.views.evidence import (
    CellPlace,
    Citation,
    CitationDraft,
    ImagePlace,
    MediaPlace,
    PagePlace,
    Place,
    TextPlace,
    WholePlace,
    from_json,
    to_json,
)

LONGEST_MS = 1000 * 3600 * 1000  # of a recording; its length is known only when it is opened
LONGEST_QUOTE = 2000
LONGEST_CONTEXT = 300
LONGEST_NOTE = 4000


def check(session: Session, case_id: str, draft: CitationDraft) -> Exhibit:
    """The exhibit that the draft cites, if it may: of this case, standing, the same octets, a place that it has.

    Raises KnownError: not found, withdrawn, hash differs, bad place.
    """
    exhibit = session.get(Exhibit, draft.exhibit_id)
    if exhibit is None or exhibit.case_id != case_id:
        raise KnownError(NOT_FOUND, exhibit=draft.number or "?")
    number = names.number(exhibit.exhibit_class, exhibit.ordinal)
    if exhibit.status != "admitted":
        raise KnownError(WITHDRAWN, number=number)
    if draft.sha256 != exhibit.sha256.hex():
        raise KnownError(HASH_DIFFERS, number=number)
    long = len(draft.quote) > LONGEST_QUOTE or len(draft.note) > LONGEST_NOTE
    if long or max(len(draft.before), len(draft.after)) > LONGEST_CONTEXT or not fits(draft.place, exhibit):
        raise KnownError(BAD_PLACE, number=number)
    return exhibit


def fits(place: Place, exhibit: Exhibit) -> bool:
    """Whether an exhibit of this kind and length has such a place."""
    match place:
        case PagePlace(page):
            return exhibit.reader == "pdf" and 1 <= page <= (exhibit.pages or wire.MOST_PAGES)
        case ImagePlace(frame, rects):
            return (
                exhibit.reader == "image"
                and 1 <= frame <= (exhibit.pages or 1)
                and all(min(rect) >= 0 for rect in rects)
            )
        case TextPlace(start, end, _, reader):
            # a plain text has no more code points than octets; what others make of theirs is bounded by the decoder
            most = max(exhibit.size, 1) if exhibit.reader == "text" else wire.MOST_POINTS
            return exhibit.reader in FLOWING and reader.startswith(f"{exhibit.reader}/") and start < end <= most
        case MediaPlace(start, end, rects):
            last = start if end is None else end
            return exhibit.reader == "media" and start <= last <= LONGEST_MS and all(min(rect) >= 0 for rect in rects)
        case CellPlace():
            return exhibit.reader == "grid"
        case WholePlace():
            return True


def add(
    work: Write,
    case_id: str,
    draft: CitationDraft,
    anchor_kind: str,
    anchor_id: str,
    *,
    author: str,
    position: int = 0,
) -> CitationRow:
    """Put a checked citation on an anchor."""
    check(work.session, case_id, draft)
    row = CitationRow(
        id=str(uuid7()),
        case_id=case_id,
        exhibit_id=draft.exhibit_id,
        sha256=bytes.fromhex(draft.sha256),
        at=to_json(draft.place),
        quote=draft.quote,
        before=draft.before,
        after=draft.after,
        note=draft.note,
        anchor_kind=anchor_kind,
        anchor_id=anchor_id,
        position=position,
        author=author,
    )
    work.add(row)
    return row


def remove(work: Write, citation_id: str) -> CitationRow:
    """Take a citation off its anchor. The row stays, so that an older answer can still show what it stood on."""
    row = work.session.get(CitationRow, citation_id)
    if row is None or row.removed:
        raise KnownError(NOT_FOUND, exhibit="?")
    row.removed = True
    return row


def of(session: Session, case_id: str, anchor_kind: str = "", anchor_id: str = "") -> tuple[Citation, ...]:
    """The standing citations of a case, of one kind of anchor or of one anchor, in their order."""
    statement = select(CitationRow).where(CitationRow.case_id == case_id)
    if anchor_kind:
        statement = statement.where(CitationRow.anchor_kind == anchor_kind)
    if anchor_id:
        statement = statement.where(CitationRow.anchor_id == anchor_id)
    order = (col(CitationRow.anchor_id), col(CitationRow.position), col(CitationRow.id))
    rows = [row for row in session.execute(statement.order_by(*order)).scalars() if not row.removed]
    return views(session, case_id, rows)


def of_exhibit(session: Session, exhibit: Exhibit) -> tuple[Citation, ...]:
    """Every standing citation of one exhibit."""
    statement = select(CitationRow).where(CitationRow.exhibit_id == exhibit.id).order_by(col(CitationRow.id))
    rows = [row for row in session.execute(statement).scalars() if not row.removed]
    return views(session, exhibit.case_id, rows)


def views(session: Session, case_id: str, rows: Sequence[CitationRow]) -> tuple[Citation, ...]:
    statement = select(Exhibit).where(Exhibit.case_id == case_id)
    exhibits = {exhibit.id: exhibit for exhibit in session.execute(statement).scalars()}
    return tuple(_view(row, exhibits[row.exhibit_id]) for row in rows)


def _view(row: CitationRow, exhibit: Exhibit) -> Citation:
    return Citation(
        id=row.id,
        case_id=row.case_id,
        exhibit_id=row.exhibit_id,
        number=names.number(exhibit.exhibit_class, exhibit.ordinal),
        sha256=row.sha256.hex(),
        place=from_json(row.at),
        quote=row.quote,
        before=row.before,
        after=row.after,
        note=row.note,
        anchor_kind=row.anchor_kind,
        anchor_id=row.anchor_id,
        position=row.position,
        author=row.author,
        withdrawn=exhibit.status != "admitted",
    )
