"""The opinion and its drafts: what is read and written inside one transaction. The doors are in `service.py`."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from sqlmodel import select
from uuid6 import uuid7

from desktop.assessment import anchors, rules, searched
from desktop.assessment.case_facts import Author, CasePacks
from desktop.errors import BugError, KnownError, Sentence
from desktop.i18n import N_
from desktop.register import loading
from desktop.vault.rows import canonical
from desktop.vault.store import Write
from models.tables.assessment import Opinion, OpinionDraftRow, OpinionParagraph, OpinionVersionRow
from models.views.assessment import PARTS, OpinionDraft, OpinionVersion, OpinionView, ParagraphDraft
from models.views.evidence import CitationDraft
from models.views.papers import PartKind

LONGEST = 20_000  # characters of one paragraph: about eight printed pages

NO_OUTCOME = Sentence(
    "assessment.unknown_outcome",
    N_("There is no outcome {outcome}."),
    N_("Use one of: {known}."),
)
NO_CODE = Sentence("assessment.unknown_reason", N_("There is no reason code {code}."), N_("Use one of: {known}."))
TOO_LONG = Sentence(
    "assessment.paragraph_too_long",
    N_("A paragraph is longer than {most} characters."),
    N_("Divide it; the text is kept as a draft."),
)


# --- reading ---


def view(session: Session, case_id: str, packs: CasePacks, author: Author) -> OpinionView:
    row = own_opinion(session, case_id, author)
    draft = own_draft(session, case_id, author)
    return OpinionView(
        case_id=case_id,
        outcomes=packs.outcomes,
        laws=packs.checklist.laws,
        content=content_of(session, row),
        version=row.number if row else 0,
        at=row.saved_at if row else "",
        author=author.name,
        draft=from_json(draft.content) if draft else None,
        draft_saved_at=draft.saved_at if draft else "",
        consent=loading.consent_in_force(session, case_id),
    )


def content_of(session: Session, row: Opinion | None) -> OpinionDraft:
    """What is on record, citations included."""
    if row is None:
        return OpinionDraft()
    cited = anchors.of_case(session, row.case_id, anchors.PARAGRAPH)
    paragraphs = tuple(
        ParagraphDraft(
            found.id,
            _part(found.part),
            found.text,
            tuple(json.loads(found.codes)),
            tuple(citation.draft() for citation in cited.get(found.id, ())),
        )
        for found in _paragraphs(session, row.id)
    )
    return OpinionDraft(row.outcome, tuple(json.loads(row.codes)), tuple(json.loads(row.laws)), paragraphs)


def own_opinion(session: Session, case_id: str, author: Author) -> Opinion | None:
    rows = session.execute(select(Opinion).where(Opinion.case_id == case_id)).scalars()
    return next((row for row in rows if author.own(row.author)), None)


def own_draft(session: Session, case_id: str, author: Author) -> OpinionDraftRow | None:
    rows = session.execute(select(OpinionDraftRow).where(OpinionDraftRow.case_id == case_id)).scalars()
    return next((row for row in rows if author.own(row.author)), None)


def versions(session: Session, case_id: str, author: Author) -> tuple[OpinionVersion, ...]:
    """Every version that was on record, newest first."""
    row = own_opinion(session, case_id, author)
    if row is None:
        return ()
    statement = select(OpinionVersionRow).where(OpinionVersionRow.opinion_id == row.id).order_by("number")
    found = session.execute(statement).scalars().all()
    return tuple(
        OpinionVersion(one.number, one.at, one.author_name, from_json(one.content), one.pack) for one in reversed(found)
    )


# --- writing ---


def check(draft: OpinionDraft, packs: CasePacks) -> None:
    """Refuse codes that the pack does not know and paragraphs that are too long. What is missing is no fault here."""
    outcomes = packs.outcomes
    if draft.outcome and outcomes.outcome(draft.outcome) is None:
        raise KnownError(NO_OUTCOME, outcome=draft.outcome, known=", ".join(o.code for o in outcomes.outcomes))
    for code in (*draft.codes, *(code for paragraph in draft.paragraphs for code in paragraph.codes)):
        if outcomes.reason(code) is None:
            raise KnownError(NO_CODE, code=code, known=", ".join(r.code for r in outcomes.reasons))
    if any(packs.checklist.law(law) is None for law in draft.laws):
        raise BugError("an unknown provision")
    if any(len(paragraph.text) > LONGEST for paragraph in draft.paragraphs):
        raise KnownError(TOO_LONG, most=LONGEST)
    ids = [paragraph.id for paragraph in draft.paragraphs]
    if len(set(ids)) != len(ids) or not all(_is_id(one) for one in ids):
        raise BugError("paragraphs need ids of their own")


def need_consent(session: Session, case_id: str, draft: OpinionDraft, standing: OpinionDraft) -> None:
    """V-CONS-01: without consent texts may go, but none comes or changes. Raises KnownError(rules.CONSENT)."""
    known = {(one.id, one.text) for one in standing.paragraphs}
    grows = any(one.text.strip() and (one.id, one.text) not in known for one in draft.paragraphs)
    if grows and not loading.consent_in_force(session, case_id):
        raise KnownError(rules.CONSENT)


def tidy(draft: OpinionDraft) -> OpinionDraft:
    """As it goes on record: parts in order, no blank paragraphs, none with codes that the opinion does not have."""
    kept = tuple(
        ParagraphDraft(p.id, p.part, p.text.strip(), tuple(c for c in p.codes if c in draft.codes), p.citations)
        for part in PARTS
        for p in draft.part(part)
        if not p.blank
    )
    return OpinionDraft(draft.outcome, draft.codes, draft.laws, kept)


def write_draft(work: Write, case_id: str, draft: OpinionDraft, author: Author, at: str) -> None:
    """Keep the draft, or drop it where it says no more than what is on record."""
    row = own_draft(work.session, case_id, author)
    on_record = content_of(work.session, own_opinion(work.session, case_id, author))
    if same(tidy(draft), on_record) and not any(paragraph.blank for paragraph in draft.paragraphs):
        if row is not None:
            work.session.delete(row)
        return
    if row is None:
        row = OpinionDraftRow(id=str(uuid7()), case_id=case_id, author=author.id, content="", saved_at=at)
        work.add(row)
    row.content = to_json(draft)
    row.saved_at = at


def commit(work: Write, case_id: str, draft: OpinionDraft, author: Author, pack: str, at: str) -> None:
    """Make `draft` (tidied) the opinion on record: one more version."""
    row = own_opinion(work.session, case_id, author)
    if row is None:
        row = Opinion(
            id=str(uuid7()),
            case_id=case_id,
            author=author.id,
            number=0,
            outcome="",
            codes="[]",
            laws="[]",
            saved_at=at,
            pack=pack,
        )
        work.add(row)
    row.author = author.id
    row.number += 1
    row.outcome = draft.outcome
    row.codes = canonical(list(draft.codes))
    row.laws = canonical(list(draft.laws))
    row.saved_at = at
    row.pack = pack
    work.flush()
    _write_paragraphs(work, row, draft, author)
    work.add(
        OpinionVersionRow(
            id=str(uuid7()),
            case_id=case_id,
            opinion_id=row.id,
            number=row.number,
            author=author.id,
            author_name=author.name,
            at=at,
            content=to_json(draft),
            pack=pack,
        )
    )
    old = own_draft(work.session, case_id, author)
    if old is not None:
        work.session.delete(old)
    work.subject = row.id
    work.detail |= {
        "version": row.number,
        "outcome": draft.outcome,
        "codes": list(draft.codes),
        "paragraphs": len(draft.paragraphs),
        "citations": len(draft.citations),
    }


def _write_paragraphs(work: Write, opinion: Opinion, draft: OpinionDraft, author: Author) -> None:
    known = {row.id: row for row in _paragraphs(work.session, opinion.id)}
    for gone in set(known) - {paragraph.id for paragraph in draft.paragraphs}:
        anchors.replace(work, opinion.case_id, anchors.PARAGRAPH, gone, (), author.name)
        searched.forget(work.session, searched.PARAGRAPH, gone)
        work.session.delete(known[gone])
    for place, paragraph in enumerate(draft.paragraphs):
        row = known.get(paragraph.id)
        if row is None:
            row = OpinionParagraph(
                id=paragraph.id,
                case_id=opinion.case_id,
                opinion_id=opinion.id,
                part=paragraph.part,
                place=place,
                text=paragraph.text,
                codes="[]",
            )
            work.add(row)
        row.part, row.place, row.text = paragraph.part, place, paragraph.text
        row.codes = canonical(list(paragraph.codes))
        work.flush()
        searched.index_paragraph(work.session, row, opinion.saved_at[:10])
        anchors.replace(work, opinion.case_id, anchors.PARAGRAPH, row.id, paragraph.citations, author.name)


def same(one: OpinionDraft, other: OpinionDraft) -> bool:
    if (one.outcome, one.codes, one.laws) != (other.outcome, other.codes, other.laws):
        return False
    if len(one.paragraphs) != len(other.paragraphs):
        return False
    return all(
        (a.id, a.part, a.text, a.codes) == (b.id, b.part, b.text, b.codes) and anchors.same(a.citations, b.citations)
        for a, b in zip(one.paragraphs, other.paragraphs, strict=True)
    )


def to_json(draft: OpinionDraft) -> str:
    """Canonical JSON, for draft and version rows."""
    return canonical(
        {
            "outcome": draft.outcome,
            "codes": list(draft.codes),
            "laws": list(draft.laws),
            "paragraphs": [
                {
                    "id": p.id,
                    "part": p.part,
                    "text": p.text,
                    "codes": list(p.codes),
                    "citations": [json.loads(citation.to_json()) for citation in p.citations],
                }
                for p in draft.paragraphs
            ],
        }
    )


def from_json(text: str) -> OpinionDraft:
    value: dict[str, Any] = json.loads(text)
    paragraphs = tuple(
        ParagraphDraft(
            p["id"],
            _part(p["part"]),
            p["text"],
            tuple(p["codes"]),
            tuple(CitationDraft.from_json(json.dumps(c)) for c in p["citations"]),
        )
        for p in value["paragraphs"]
    )
    return OpinionDraft(value["outcome"], tuple(value["codes"]), tuple(value["laws"]), paragraphs)


def _paragraphs(session: Session, opinion_id: str) -> tuple[OpinionParagraph, ...]:
    statement = select(OpinionParagraph).where(OpinionParagraph.opinion_id == opinion_id).order_by("place")
    return tuple(session.execute(statement).scalars())


def _part(text: str) -> PartKind:
    if text not in PARTS:
        raise BugError("an unknown part")
    return text


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
