"""Entries that members made by hand in the custody logs of other vaults and that came with a case folder.

They stand in a table of their own and never among the lines of this vault's log: nobody here has seen what they tell,
and who recorded it, and when, is what the folder says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.clock import parse_stamp, stamp
from desktop.errors import KnownError, Sentence
from desktop.evidence import custody
from desktop.i18n import N_
from desktop.vault.store import Write
from models.tables.evidence import CustodyElsewhere, CustodyEvent, Exhibit
from models.views.evidence import CustodyDraft, ElsewhereEntry

EARLIEST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # no clock of a computer says less
AHEAD = dt.timedelta(days=1)  # clocks of two workstations differ, and it is tomorrow already in the east
BAD_MOMENT = Sentence(
    "custody.bad_moment",
    N_("When the entry was recorded elsewhere can't be read or lies in the future. Nothing was taken in."),
    N_("Ask the sender for the moment of the entry."),
)


def check(entry: ElsewhereEntry, now: dt.datetime) -> ElsewhereEntry:
    """The entry as it is kept, by the rules for entries made here; nothing is later than `now`, give or take a day.

    Raises KnownError with the `field` at fault.
    """
    try:
        moment = parse_stamp(entry.recorded_at)
        if moment.tzinfo is None or not EARLIEST <= moment <= now + AHEAD:
            raise ValueError("not a moment of the past")
        recorded_at = stamp(moment)
    except (ValueError, OverflowError):
        raise KnownError(BAD_MOMENT, field="recorded_at") from None
    draft = CustodyDraft(entry.action, entry.day, entry.party, entry.note)
    told = custody.check(draft, (moment.astimezone(dt.UTC) + AHEAD).date())
    recorded_by = entry.recorded_by.strip()
    custody.check_text("recorded_by", recorded_by)
    return ElsewhereEntry(told.action, told.day, told.party, told.note, recorded_at, recorded_by)


def keep(work: Write, exhibit: Exhibit, entries: Iterable[ElsewhereEntry], *, who: str, at: str) -> None:
    """Keep checked entries with an exhibit, in their order; `at` (a stamp) and `who`: taken in when and by whom."""
    for entry in entries:
        work.add(
            CustodyElsewhere(
                id=str(uuid7()),
                case_id=exhibit.case_id,
                exhibit_id=exhibit.id,
                action=entry.action,
                day=entry.day,
                party=entry.party,
                note=entry.note,
                recorded_at=entry.recorded_at,
                recorded_by=entry.recorded_by,
                taken_at=at,
                taken_by=who,
            )
        )


def of(session: Session, exhibit_id: str) -> tuple[ElsewhereEntry, ...]:
    """What was recorded elsewhere about an exhibit, in the order of the folder."""
    statement = select(CustodyElsewhere).where(CustodyElsewhere.exhibit_id == exhibit_id)
    return tuple(_view(row) for row in session.execute(statement.order_by(col(CustodyElsewhere.id))).scalars())


def outgoing(session: Session, case_id: str) -> dict[str, list[ElsewhereEntry]]:
    """By exhibit id what another vault is told: entries from elsewhere as they came, then those made here by hand.

    Lines that the program wrote stay: they speak of the sealed file of this vault.
    """
    found: dict[str, list[ElsewhereEntry]] = {}
    came = select(CustodyElsewhere).where(CustodyElsewhere.case_id == case_id).order_by(col(CustodyElsewhere.id))
    for row in session.execute(came).scalars():
        found.setdefault(row.exhibit_id, []).append(_view(row))
    made = select(CustodyEvent).where(CustodyEvent.case_id == case_id, CustodyEvent.day != "")
    for event in session.execute(made.order_by(col(CustodyEvent.id))).scalars():
        entry = ElsewhereEntry(event.action, event.day, event.party, event.note, event.at, event.who)
        found.setdefault(event.exhibit_id, []).append(entry)
    return found


def _view(row: CustodyElsewhere) -> ElsewhereEntry:
    return ElsewhereEntry(
        row.action, row.day, row.party, row.note, row.recorded_at, row.recorded_by, row.taken_at, row.taken_by
    )
