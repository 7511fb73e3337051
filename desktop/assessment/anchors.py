"""Citations on answers and paragraphs: which stand on what, and how a new set replaces the old one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlmodel import select
from uuid6 import uuid7

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.vault.store import Write
from models.tables.evidence import CitationRow, Exhibit
from models.views.evidence import Citation, CitationDraft, from_json, to_json

ANSWER = "answer"
PARAGRAPH = "paragraph"

FOREIGN = Sentence(
    "assessment.foreign_exhibit",
    N_("The citation names an exhibit of another case."),
    N_("Cite an exhibit of this case."),
)


def of_case(session: Session, case_id: str, kind: str) -> dict[str, tuple[Citation, ...]]:
    """All citations of a case that stand on things of `kind`, by the id of the thing."""
    statement = select(CitationRow).where(CitationRow.case_id == case_id, CitationRow.anchor_kind == kind)
    exhibits = {one.id: one for one in session.execute(select(Exhibit).where(Exhibit.case_id == case_id)).scalars()}
    rows = [row for row in session.execute(statement).scalars() if not row.removed]
    found: dict[str, list[Citation]] = {}
    for row in sorted(rows, key=lambda one: (one.position, one.id)):
        found.setdefault(row.anchor_id, []).append(_view(row, exhibits[row.exhibit_id]))
    return {anchor: tuple(citations) for anchor, citations in found.items()}


def on(session: Session, kind: str, anchor_id: str) -> tuple[CitationDraft, ...]:
    """What stands on one thing, as drafts (without exhibit numbers)."""
    rows = sorted(_standing(session, kind, anchor_id), key=lambda one: (one.position, one.id))
    return tuple(
        CitationDraft(row.exhibit_id, row.sha256.hex(), from_json(row.at), row.quote, row.before, row.after, row.note)
        for row in rows
    )


def replace(work: Write, case_id: str, kind: str, anchor_id: str, drafts: Sequence[CitationDraft], author: str) -> None:
    """Let exactly `drafts` stand on the anchor, in their order. Those that stay keep their rows."""
    standing = {_key_of_row(row): row for row in _standing(work.session, kind, anchor_id)}
    for position, draft in enumerate(drafts):
        row = standing.pop(_key(draft), None)
        if row is not None:
            row.position = position
            continue
        exhibit = work.session.get(Exhibit, draft.exhibit_id)
        if exhibit is None or exhibit.case_id != case_id:
            raise KnownError(FOREIGN)
        work.add(
            CitationRow(
                id=str(uuid7()),
                case_id=case_id,
                exhibit_id=draft.exhibit_id,
                sha256=bytes.fromhex(draft.sha256),
                at=to_json(draft.place),
                quote=draft.quote,
                before=draft.before,
                after=draft.after,
                note=draft.note,
                anchor_kind=kind,
                anchor_id=anchor_id,
                position=position,
                author=author,
            )
        )
    for row in standing.values():
        row.removed = True


def same(one: Sequence[CitationDraft], other: Sequence[CitationDraft]) -> bool:
    return [_key(draft) for draft in one] == [_key(draft) for draft in other]


def _standing(session: Session, kind: str, anchor_id: str) -> list[CitationRow]:
    statement = select(CitationRow).where(CitationRow.anchor_kind == kind, CitationRow.anchor_id == anchor_id)
    return [row for row in session.execute(statement).scalars() if not row.removed]


Key = tuple[str, str, str, str, str]


def _key(draft: CitationDraft) -> Key:
    return draft.exhibit_id, draft.sha256, to_json(draft.place), draft.quote, draft.note


def _key_of_row(row: CitationRow) -> Key:
    return row.exhibit_id, row.sha256.hex(), row.at, row.quote, row.note


def _view(row: CitationRow, exhibit: Exhibit) -> Citation:
    return Citation(
        id=row.id,
        case_id=row.case_id,
        exhibit_id=row.exhibit_id,
        number=f"{exhibit.exhibit_class}-{exhibit.ordinal:03d}",
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
        withdrawn=exhibit.status == "withdrawn",
    )
