"""What a source of country information must say, and the sentences for what it may not."""

from __future__ import annotations

import datetime as dt

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.register import partial_dates
from desktop.register.codes import Codes
from models.views.sources import ANSWERS, SourceDraft

NO_SOURCE = Sentence(
    "source.not_found",
    N_("There is no such source in the register of country information."),
    N_("It may have been removed. Look at the list again."),
)
CHANGED = Sentence(
    "source.changed_meanwhile",
    N_("The source was changed since it was opened. Nothing was overwritten."),
    N_("Look at it again and repeat the change."),
)
NO_TITLE = Sentence("source.no_title", N_("The source has no title. Nothing was saved."), N_("Give it a title."))
NO_PUBLISHER = Sentence(
    "source.no_publisher",
    N_("It is not said who published the source. Nothing was saved."),
    N_("Name the publisher: an authority, an organisation, a medium or an author."),
)
BAD_DATE = Sentence(
    "source.bad_date",
    N_("The date {value} can't be read. Nothing was saved."),
    N_("Write dd.mm.yyyy; dates of publication and event may also be mm.yyyy or yyyy."),
)
BAD_VALUE = Sentence(
    "source.bad_value",
    N_("The value {value} is not known here. Nothing was saved."),
    N_("Choose one from the list."),
)
LATER = Sentence(
    "source.future_day",
    N_("The day {value} lies in the future. Nothing was saved."),
    N_("Record the disclosure on the day on which it was made."),
)
HAS_FILE = Sentence(
    "source.has_file",
    N_("The source has a file already. It was not exchanged, because cases may rely on it."),
    N_("Enter the new edition as a source of its own."),
)
NO_FILE = Sentence(
    "source.no_file",
    N_("The source has no file yet, so there is nothing to read or to cite."),
    N_("Attach the file of the source."),
)
IN_USE = Sentence(
    "source.in_use",
    N_("Cases use this source, so it stays in the register. Nothing was removed."),
    N_("Give it a staleness date if it should not be used any more."),
)
USED = Sentence(
    "source.used_already",
    N_("The case has this source already, as exhibit {number}. Nothing was added."),
    N_("Open that exhibit and cite it."),
)
LONGEST = 4000
DAYS = ("retrieved_on", "stale_on")
PARTIAL = ("published_on", "event_on")


def check(draft: SourceDraft, codes: Codes) -> None:
    """Raises KnownError for the first fault."""
    if not (draft.title_ru.strip() or draft.title_en.strip()):
        raise KnownError(NO_TITLE, field="title_ru")
    if not draft.publisher.strip():
        raise KnownError(NO_PUBLISHER, field="publisher")
    for name in PARTIAL:
        if getattr(draft, name) and partial_dates.days(getattr(draft, name)) is None:
            raise KnownError(BAD_DATE, value=getattr(draft, name)[:40], field=name)
    for name in DAYS:
        check_day(name, getattr(draft, name))
    for listed, value in (("language", draft.lang), ("country", draft.country)):
        if value and not codes.has(listed, value):
            raise KnownError(BAD_VALUE, value=value[:40], field="lang" if listed == "language" else listed)
    for one in draft.quality:
        if one.answer and one.answer not in ANSWERS:
            raise KnownError(BAD_VALUE, value=one.answer[:40])
    texts = (draft.title_ru, draft.title_en, draft.publisher, draft.url, draft.note, *(q.note for q in draft.quality))
    for text in texts:
        if len(text) > LONGEST or "\0" in text:
            raise KnownError(BAD_VALUE, value=text[:40].replace("\0", "·"))


def check_day(field: str, value: str, latest: dt.date | None = None) -> None:
    """One exact ISO day or nothing."""
    if not value:
        return
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise KnownError(BAD_DATE, value=value[:40], field=field) from None
    if latest is not None and day > latest:
        raise KnownError(LATER, value=value, field=field)
