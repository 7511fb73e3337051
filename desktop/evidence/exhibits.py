"""Exhibit rows: finding them, numbering them, showing them, putting their texts into the search."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError
from desktop.evidence import check_marks, names
from desktop.evidence import details as said
from desktop.evidence.sentences import BAD_CLASS, NOT_FOUND, NUMBER_TAKEN
from desktop.register import partial_dates, search
from desktop.vault.store import Write
from models.tables.evidence import CitationRow, Exhibit
from models.views.documents import READERS
from models.views.evidence import AdmitDraft, ExhibitView, from_json, to_json

CLASSES = ("A", "B", "C", "D")
HIGHEST = 9999


def get(session: Session, exhibit_id: str) -> Exhibit:
    """Raises KnownError(NOT_FOUND)."""
    row = session.get(Exhibit, exhibit_id)
    if row is None:
        raise KnownError(NOT_FOUND, exhibit=names.shown(exhibit_id, 40))
    return row


def by_name(session: Session, case_id: str, name: str) -> Exhibit:
    """An exhibit of the case by its number as typed or by its row id. Raises KnownError(NOT_FOUND)."""
    parsed = names.parse_number(name)
    statement = select(Exhibit).where(Exhibit.case_id == case_id)
    if parsed is not None:
        statement = statement.where(Exhibit.exhibit_class == parsed[0], Exhibit.ordinal == parsed[1])
    else:
        statement = statement.where(Exhibit.id == name)
    row = session.execute(statement).scalar_one_or_none()
    if row is None:
        raise KnownError(NOT_FOUND, exhibit=names.shown(name, 40))
    return row


def of_case(session: Session, case_id: str) -> list[Exhibit]:
    """All exhibits of a case, withdrawn ones too, in the order of their numbers."""
    order = (col(Exhibit.exhibit_class), col(Exhibit.ordinal))
    return list(session.execute(select(Exhibit).where(Exhibit.case_id == case_id).order_by(*order)).scalars())


def admit(work: Write, case_id: str, draft: AdmitDraft, *, author: str, at: str) -> Exhibit:
    """The row of a newly admitted file, with its number. Raises KnownError: bad class, number taken."""
    staged = draft.staged
    row = Exhibit(
        id=str(uuid7()),
        case_id=case_id,
        exhibit_class=draft.exhibit_class,
        ordinal=_ordinal(work.session, case_id, draft.exhibit_class, draft.ordinal),
        provenance="",
        file_name=staged.name,
        media=staged.media,
        format=staged.format,
        reader=staged.reader,
        pages=staged.pages,
        name_mismatch=staged.name_mismatch,
        object_id=staged.object_id,
        object_key=staged.object_key,
        sha256=bytes.fromhex(staged.sha256),
        size=staged.size,
        replaces=draft.replaces,
        derived_from=draft.derived_from,
        derived_how=draft.derived_how,
        derived_at_place=to_json(draft.derived_at_place) if draft.derived_at_place is not None else "",
        admitted_at=at,
        author=author,
    )
    said.into_row(draft.details, row)
    row.admitted_on = row.admitted_on or at[:10]
    work.add(row)
    work.flush()  # the next one of the same batch counts on from here
    index(work.session, row)
    return row


def index(session: Session, row: Exhibit) -> None:
    """Titles, number and file name can be searched for; a withdrawn exhibit is not found, nor are its pages."""
    if row.status != "admitted":
        search.remove(session, kind="exhibit", owner_id=row.id)
        return
    number = names.number(row.exhibit_class, row.ordinal)
    title = " ".join(part for part in (number, row.title_ru, row.title_en) if part)
    body = " ".join((row.file_name, row.provenance, row.translator, row.web_url))
    search.index(
        session,
        kind="exhibit",
        owner_id=row.id,
        case_id=row.case_id,
        title=title,
        body=body,
        sort=row.kind,
        lang=row.lang,
        days=partial_dates.days(row.doc_date),
    )


def views(session: Session, case_id: str, rows: list[Exhibit]) -> tuple[ExhibitView, ...]:
    cited: Counter[str] = Counter()
    statement = select(CitationRow).where(CitationRow.case_id == case_id)
    for citation in session.execute(statement).scalars():
        cited[citation.exhibit_id] += not citation.removed
    failed = check_marks.marks(session, case_id)
    return tuple(_view(session, row, cited[row.id], failed.get(row.id, "")) for row in rows)


def view(session: Session, row: Exhibit) -> ExhibitView:
    return views(session, row.case_id, [row])[0]


def _ordinal(session: Session, case_id: str, exhibit_class: str, wished: int | None) -> int:
    if exhibit_class not in CLASSES:
        raise KnownError(BAD_CLASS, value=exhibit_class[:10])
    mine = select(Exhibit).where(Exhibit.case_id == case_id, Exhibit.exhibit_class == exhibit_class)
    last = session.execute(mine.order_by(col(Exhibit.ordinal).desc()).limit(1)).scalar_one_or_none()
    following = last.ordinal + 1 if last else 1
    ordinal = following if wished is None else wished
    taken = wished is not None and session.execute(mine.where(Exhibit.ordinal == wished)).first() is not None
    if taken or not 1 <= ordinal <= HIGHEST:
        raise KnownError(NUMBER_TAKEN, number=names.number(exhibit_class, ordinal))
    return ordinal


def _view(session: Session, row: Exhibit, citations: int, failed_at: str) -> ExhibitView:
    original = session.get(Exhibit, row.derived_from) if row.derived_from else None
    return ExhibitView(
        id=row.id,
        case_id=row.case_id,
        number=names.number(row.exhibit_class, row.ordinal),
        exhibit_class=row.exhibit_class,
        ordinal=row.ordinal,
        details=said.of_row(row),
        file_name=row.file_name,
        shown_name=names.shown(row.file_name),
        media=row.media,
        format=row.format,
        reader=row.reader if row.reader in READERS else "none",  # type: ignore[arg-type]
        size=row.size,
        sha256=row.sha256.hex(),
        pages=row.pages,
        name_mismatch=row.name_mismatch,
        status="admitted" if row.status == "admitted" else "withdrawn",
        status_reason=row.status_reason,
        replaces=row.replaces,
        replaced_by=row.replaced_by,
        admitted_at=row.admitted_at,
        author=row.author,
        citations=citations,
        version=row.version,
        failed_at=failed_at,
        derived_from=row.derived_from,
        derived_number=names.number(original.exhibit_class, original.ordinal) if original is not None else "",
        derived_how=row.derived_how,
        derived_at_place=from_json(row.derived_at_place) if row.derived_at_place else None,
    )
