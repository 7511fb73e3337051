"""The custody log: who had an exhibit, when, and what was done with it. Lines are added, never changed.

Opening, copying and handing out inside the program write their lines by themselves; what happens to the original or
to copies outside of it a member records by hand.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.register import partial_dates
from desktop.vault.store import Write
from models.tables.evidence import CustodyEvent, Exhibit
from models.views.evidence import BY_HAND, WITH_PARTY, CustodyDraft, CustodyEntry

LONGEST = 1000
BAD_ACTION = Sentence(
    "custody.bad_action",
    N_("This can't be recorded by hand. Nothing was written into the custody log."),
    N_("Choose what happened from the list."),
)
BAD_DAY = Sentence(
    "custody.bad_day",
    N_("The day can't be read. Nothing was written into the custody log."),
    N_("Write the day on which it happened as dd.mm.yyyy."),
)
FUTURE_DAY = Sentence(
    "custody.future_day",
    N_("The day lies in the future. Nothing was written into the custody log."),
    N_("Record it once it has happened."),
)
NO_PARTY = Sentence(
    "custody.no_party",
    N_("It is not said from or to whom. Nothing was written into the custody log."),
    N_("Name the person or the office."),
)
NO_GROUND = Sentence(
    "custody.no_ground",
    N_("It is not said on what ground it was destroyed. Nothing was written into the custody log."),
    N_("Name the act or the decision and who carried it out."),
)
TOO_LONG = Sentence(
    "custody.too_long",
    N_("The text is too long for an entry. Nothing was written into the custody log."),
    N_("Shorten it and record it again."),
)
UNKEPT = Sentence(
    "custody.unkept",
    N_("The text holds an invisible character that can't be kept. Nothing was written into the custody log."),
    N_("Type the text anew instead of pasting it and record it again."),
)


def check(draft: CustodyDraft, today: dt.date) -> CustodyDraft:
    """What is to be recorded by hand, without blanks at the ends, the day as an ISO date; it may be given as people
    write it. Raises KnownError with the `field` at fault.
    """
    made = CustodyDraft(draft.action, draft.day.strip(), draft.party.strip(), draft.note.strip())
    if made.action not in BY_HAND:
        raise KnownError(BAD_ACTION, field="action")
    try:
        read = partial_dates.read(made.day)
    except ValueError:
        raise KnownError(BAD_DAY, field="day") from None
    if not read.exact:
        raise KnownError(BAD_DAY, field="day")
    day = read.min_date
    if day > today:
        raise KnownError(FUTURE_DAY, field="day")
    if made.action in WITH_PARTY and not made.party:
        raise KnownError(NO_PARTY, field="party")
    if made.action == "destroyed" and not made.note:
        raise KnownError(NO_GROUND, field="note")
    check_text("party", made.party)
    check_text("note", made.note)
    return CustodyDraft(made.action, day.isoformat(), made.party, made.note)


def check_text(field: str, text: str) -> None:
    """Raise KnownError unless the text can be kept."""
    if "\0" in text:
        raise KnownError(UNKEPT, field=field)
    if len(text) > LONGEST:
        raise KnownError(TOO_LONG, field=field)


def log(
    work: Write, exhibit: Exhibit, action: str, *, who: str, at: str, note: str = "", day: str = "", party: str = ""
) -> None:
    """Add a line: `action` is a code of custody_action, `at` a stamp; `day` and `party` as in `CustodyDraft`."""
    work.add(
        CustodyEvent(
            id=str(uuid7()),
            case_id=exhibit.case_id,
            exhibit_id=exhibit.id,
            at=at,
            who=who,
            action=action,
            sha256=exhibit.sha256,
            note=note,
            day=day,
            party=party,
        )
    )


def of(session: Session, exhibit_id: str) -> tuple[CustodyEntry, ...]:
    """The log of one exhibit, oldest first."""
    statement = select(CustodyEvent).where(CustodyEvent.exhibit_id == exhibit_id).order_by(col(CustodyEvent.id))
    rows = session.execute(statement).scalars()
    return tuple(
        CustodyEntry(row.at, row.who, row.action, row.sha256.hex(), row.note, row.day, row.party) for row in rows
    )


def unopened(session: Session, case_id: str) -> frozenset[str]:
    """Ids of the case's exhibits without a line `opened`."""
    exhibits = session.execute(select(Exhibit).where(Exhibit.case_id == case_id)).scalars()
    statement = select(CustodyEvent).where(CustodyEvent.case_id == case_id, CustodyEvent.action == "opened")
    opened = {row.exhibit_id for row in session.execute(statement).scalars()}
    return frozenset(row.id for row in exhibits) - opened
