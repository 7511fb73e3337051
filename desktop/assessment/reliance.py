"""Where a source of country information is relied on: over all cases, by the citations of its exhibits."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col, select

from desktop.assessment import anchors
from desktop.evidence import citations, exhibits
from desktop.vault.store import Store
from models.tables.assessment import Answer, OpinionParagraph
from models.tables.register import Case
from models.tables.sources import SourceUse
from models.views.evidence import Citation
from models.views.sources import Reliance


def of_source(store: Store, source_id: str) -> tuple[Reliance, ...]:
    """Every standing citation of a source, case by case."""
    with store.read() as session:
        uses = session.execute(select(SourceUse).where(SourceUse.source_id == source_id).order_by(col(SourceUse.id)))
        return tuple(
            found
            for use in uses.scalars()
            for citation in citations.of_exhibit(session, exhibits.get(session, use.exhibit_id))
            if (found := _reliance(session, citation)) is not None
        )


def _reliance(session: Session, citation: Citation) -> Reliance | None:
    case = session.get(Case, citation.case_id)
    anchor = ""
    if citation.anchor_kind == anchors.ANSWER:
        answer = session.get(Answer, citation.anchor_id)
        anchor = answer.item_id if answer is not None else ""
    elif citation.anchor_kind == anchors.PARAGRAPH:
        paragraph = session.get(OpinionParagraph, citation.anchor_id)
        anchor = paragraph.part if paragraph is not None else ""
    if case is None:
        return None
    name = case.number or case.title or case.applicant
    return Reliance(citation.case_id, name, citation.anchor_kind, anchor, citation)
