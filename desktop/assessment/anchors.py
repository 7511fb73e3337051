"""Citations on answers and paragraphs: which stand on what, and how a new set replaces the old one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from desktop.evidence import citations
from desktop.vault.store import Write
from models.tables.evidence import CitationRow
from models.views.evidence import Citation, CitationDraft, to_json

ANSWER = "answer"
PARAGRAPH = "paragraph"


def of_case(session: Session, case_id: str, kind: str) -> dict[str, tuple[Citation, ...]]:
    """All citations of a case that stand on things of `kind`, by the id of the thing."""
    found: dict[str, list[Citation]] = {}
    for citation in citations.of(session, case_id, kind):
        found.setdefault(citation.anchor_id, []).append(citation)
    return {anchor: tuple(standing) for anchor, standing in found.items()}


def on(session: Session, case_id: str, kind: str, anchor_id: str) -> tuple[CitationDraft, ...]:
    """What stands on one thing, as drafts."""
    return tuple(citation.draft() for citation in citations.of(session, case_id, kind, anchor_id))


def replace(work: Write, case_id: str, kind: str, anchor_id: str, drafts: Sequence[CitationDraft], author: str) -> None:
    """Let exactly `drafts` stand on the anchor, in their order. Those that stay keep their rows.

    Raises KnownError of the evidence room for a new citation of a withdrawn, foreign or changed exhibit.
    """
    standing = {_key(one.draft()): one for one in citations.of(work.session, case_id, kind, anchor_id)}
    for position, draft in enumerate(drafts):
        stays = standing.pop(_key(draft), None)
        if stays is None:
            citations.add(work, case_id, draft, kind, anchor_id, author=author, position=position)
        elif stays.position != position:
            row = work.session.get(CitationRow, stays.id)
            if row is not None:
                row.position = position
    for gone in standing.values():
        citations.remove(work, gone.id)


def same(one: Sequence[CitationDraft], other: Sequence[CitationDraft]) -> bool:
    """Whether two sets say the same; an exhibit's number is there for showing only."""
    return [_key(draft) for draft in one] == [_key(draft) for draft in other]


def _key(draft: CitationDraft) -> tuple[str, str, str, str, str]:
    return draft.exhibit_id, draft.sha256, to_json(draft.place), draft.quote, draft.note
