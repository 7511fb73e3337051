"""Answers and paragraphs of the opinion in the search: what is indexed of them, and what is told of a hit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.register import search
from desktop.register.asking import Key
from models.tables.assessment import Answer, Opinion, OpinionParagraph
from models.views.search import Shown

ANSWER, PARAGRAPH = "answer", "paragraph"


def index_answer(session: Session, row: Answer) -> None:
    """Its note can be searched for; an answer without one is known by its item only."""
    day = row.answered_at[:10]
    search.index(
        session,
        kind=ANSWER,
        owner_id=row.id,
        case_id=row.case_id,
        title=row.item_id,
        body=row.note,
        sort=row.value,
        days=(day, day),
    )


def index_paragraph(session: Session, row: OpinionParagraph, day: str) -> None:
    search.index(
        session,
        kind=PARAGRAPH,
        owner_id=row.id,
        case_id=row.case_id,
        title="",
        body=row.text,
        sort=row.part,
        days=(day, day),
    )


def forget(session: Session, kind: str, owner_id: str) -> None:
    search.remove(session, kind=kind, owner_id=owner_id)


def answer(session: Session, key: Key) -> Shown | None:
    row = session.get(Answer, key.owner_id)
    return Shown(row.case_id, row.item_id, row.note, row.item_id) if row is not None else None


def paragraph(session: Session, key: Key) -> Shown | None:
    """`number` is the part that the paragraph stands in."""
    row = session.get(OpinionParagraph, key.owner_id)
    opinion = session.get(Opinion, row.opinion_id) if row is not None else None
    if row is None or opinion is None:
        return None
    return Shown(row.case_id, "", row.text, row.part)
