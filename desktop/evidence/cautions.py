"""What whoever cites an exhibit must know: it was withdrawn, it is not translated, its source is stale or undisclosed.

One place for the rules (V-TRAN-01, domain.md 2.12; anchors 5.7), so that the list of what blocks signing, the citations
and the exhibit itself say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session
from sqlmodel import col, select

from desktop.evidence import exhibits, lineage, names, source_notes, translations
from desktop.evidence.translations import CERTIFIED, WORKING, Translated
from desktop.i18n import N_
from models.tables.evidence import Exhibit
from models.tables.register import Case
from models.views.cautions import Caution, Standing
from models.views.sources import SourceNote

WITHDRAWN = N_("Exhibit {exhibit} was withdrawn.")
UNTRANSLATED = N_("Exhibit {exhibit} is in a foreign language and has no working translation on record.")
WEAK_TRANSLATION = N_("Exhibit {exhibit} is a translation that is not recorded as at least a working one.")
UNCERTIFIED = N_("The translation of exhibit {exhibit} must be certified before a recommendation is issued.")
NO_LANGUAGE = N_("The language of exhibit {exhibit} is not stated: whether it needs a translation can't be judged.")
STALE = N_("Exhibit {exhibit} comes from a source of country information that is stale.")
UNDISCLOSED = N_("Exhibit {exhibit} comes from a source of country information that the applicant does not know yet.")

CITE_ANOTHER = N_("Cite another exhibit, or the one that replaces it.")
TRANSLATE = N_("Take in its translation and name the original, or record in its description how it is translated.")
CERTIFY = N_("Record in the description of the translation how and by whom it was certified.")
STATE_LANGUAGE = N_("State the language in its description.")
RENEW = N_("Look for a newer edition, or set a later day if it still holds.")
DISCLOSE = N_("Put it to the applicant and record the day.")


def of_case(session: Session, case_id: str, today: dt.date) -> dict[str, tuple[Caution, ...]]:
    """Exhibit id → what is to be said of it, for each exhibit of a case of which there is something to say."""
    standing = _stand(session, case_id, exhibits.of_case(session, case_id), today)
    return {exhibit_id: one.cautions for exhibit_id, one in standing.items() if one.cautions}


def of_exhibit(session: Session, exhibit_id: str, today: dt.date) -> Standing:
    """How one exhibit stands. Reads only what belongs to its document: the forms of it and of its translations."""
    row = exhibits.get(session, exhibit_id)
    forms = lineage.family(session, row)
    known = {one.id: one for one in forms}
    statement = select(Exhibit).where(Exhibit.case_id == row.case_id, col(Exhibit.translation_of).in_(tuple(known)))
    for translation in session.execute(statement).scalars():
        known |= {one.id: one for one in lineage.family(session, translation)}
    return _stand(session, row.case_id, list(known.values()), today)[exhibit_id]


def _stand(session: Session, case_id: str, rows: list[Exhibit], today: dt.date) -> dict[str, Standing]:
    case = session.get(Case, case_id)
    judged = translations.judge(rows, case.lang_of_case if case is not None else "")
    notes = source_notes.of_case(session, case_id)
    known = {row.id: row for row in rows}
    found = {}
    for row in rows:
        note = source_notes.of(notes, lineage.above(row, known.get))
        said = known.get(judged[row.id].by)
        mended = said.id if said is not None and said.status == "admitted" else ""
        found[row.id] = Standing(tuple(_of(row, judged[row.id], mended, note, today)), note)
    return found


def _of(row: Exhibit, judged: Translated, mended: str, note: SourceNote | None, today: dt.date) -> Iterator[Caution]:
    number = (("exhibit", names.number(row.exhibit_class, row.ordinal)),)
    if row.status != "admitted":
        yield Caution("exhibit.withdrawn", row.id, WITHDRAWN, CITE_ANOTHER, number, stops=True)
        return
    if judged.rank is None:
        if not judged.language:
            yield Caution("exhibit.no_language", row.id, NO_LANGUAGE, STATE_LANGUAGE, number, mended_in=row.id)
    elif judged.rank < WORKING and not judged.original:
        yield Caution("exhibit.untranslated", row.id, UNTRANSLATED, TRANSLATE, number, stops=True, mended_in=row.id)
    elif judged.rank < WORKING:
        yield Caution("exhibit.untranslated", row.id, WEAK_TRANSLATION, TRANSLATE, number, stops=True, mended_in=mended)
    elif judged.rank < CERTIFIED:
        yield Caution(
            "exhibit.uncertified", row.id, UNCERTIFIED, CERTIFY, number, recommendation=True, mended_in=mended
        )
    if note is not None and note.stale(today):
        yield Caution("source.stale", row.id, STALE, RENEW, number)
    if note is not None and not note.disclosed_on:
        yield Caution("source.undisclosed", row.id, UNDISCLOSED, DISCLOSE, number)
