"""Answers and their drafts: what is read and written inside one transaction. The doors are in `service.py`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

from sqlalchemy.orm import Session
from sqlmodel import select
from uuid6 import uuid7

from desktop.assessment import anchors, rules, searched
from desktop.assessment.case_facts import Author, CasePacks
from desktop.assessment.rules import CaseFacts
from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.register import loading
from desktop.vault.rows import canonical
from desktop.vault.store import Write
from models.tables.assessment import Answer, AnswerDraftRow, AnswerVersionRow
from models.views.assessment import (
    VALUES,
    AnswerDraft,
    AnswerVersion,
    AnswerView,
    ChecklistView,
    ItemView,
    SavedDraft,
    SectionProgress,
    Value,
)
from models.views.evidence import Citation, CitationDraft
from models.views.packs import Item

NO_ITEM = Sentence(
    "assessment.no_item",
    N_("The checklist of this case has no item {item}."),
    N_("Look the item up in the checklist; items are written like D3."),
)
NO_VALUE_CODE = Sentence(
    "assessment.unknown_value",
    N_("There is no answer {value}."),
    N_("Use YES, PARTLY, NO, UNKNOWN or NA."),
)


def find_item(packs: CasePacks, item_id: str) -> Item:
    item = packs.checklist.find(item_id)
    if item is None:
        raise KnownError(NO_ITEM, item=item_id)
    return item


def need_consent(session: Session, case_id: str, item: Item) -> None:
    """V-CONS-01: nothing is added to what speaks of special categories. Raises KnownError(rules.CONSENT)."""
    if item.special and not loading.consent_in_force(session, case_id):
        raise KnownError(rules.CONSENT)


def value_of(text: str) -> Value:
    """The stored or typed code as a value. Raises KnownError."""
    for value in VALUES:
        if value == text:
            return value
    raise KnownError(NO_VALUE_CODE, value=text)


# --- reading ---


def view(session: Session, case_id: str, packs: CasePacks, facts: CaseFacts, author: Author) -> ChecklistView:
    """Every item of the case as it stands, and the counts per section."""
    consent = loading.consent_in_force(session, case_id)
    answers: dict[str, list[Answer]] = {}
    for row in session.execute(select(Answer).where(Answer.case_id == case_id).order_by("id")).scalars():
        answers.setdefault(row.item_id, []).append(row)
    drafts = {
        row.item_id: row
        for row in session.execute(select(AnswerDraftRow).where(AnswerDraftRow.case_id == case_id)).scalars()
        if author.own(row.author)
    }
    cited = anchors.of_case(session, case_id, anchors.ANSWER)
    items = tuple(
        _item_view(item, answers.get(item.id, ()), drafts.get(item.id), cited, facts, author, consent)
        for item in packs.checklist.items()
    )
    sections = []
    for section in packs.checklist.sections:
        counted = [v for v in items if v.item.section == section.code and v.applies]
        answered = sum(v.answer is not None for v in counted)
        blocking = sum(bool(v.block) for v in counted)
        sections.append(SectionProgress(section.code, section.title, section.note, answered, len(counted), blocking))
    return ChecklistView(case_id, packs.checklist, packs.outcomes, items, tuple(sections))


def _item_view(
    item: Item,
    rows: Sequence[Answer],
    draft: AnswerDraftRow | None,
    cited: dict[str, tuple[Citation, ...]],
    facts: CaseFacts,
    author: Author,
    consent: bool,
) -> ItemView:
    ground, unknown = rules.standing(item, facts)
    views = [answer_view(row, cited.get(row.id, ()), author) for row in rows]
    own = next((v for v in views if v.own), None)
    others = tuple(v for v in views if not v.own)
    value = own.value if own else None
    confirmed = own is not None and any(other.value == own.value for other in others)
    return ItemView(
        item=item,
        answer=own,
        others=others,
        draft=_saved(item, draft, bool(ground)) if draft else None,
        ground=ground,
        fact_unknown=unknown,
        block=rules.block(item, value, applies=not ground),
        second_reading_outstanding=item.second_reader and not ground and not confirmed,
        consent_missing=item.special and not consent,
    )


def answer_view(row: Answer, citations: tuple[Citation, ...], author: Author) -> AnswerView:
    own = author.own(row.author)
    return AnswerView(
        id=row.id,
        item_id=row.item_id,
        value=value_of(row.value),
        note=row.note,
        citations=citations,
        author=author.name if own else row.author,
        own=own,
        at=row.answered_at,
        version=row.version,
        pack=row.pack,
    )


def _saved(item: Item, row: AnswerDraftRow, by_rule: bool) -> SavedDraft:
    draft = AnswerDraft(cast(Value, row.value) if row.value else None, row.note, citations_from(row.citations))
    why = rules.BY_RULE if by_rule else rules.fault(item, draft)
    return SavedDraft(draft, row.saved_at, why.message if why else "", why.remedy if why else "")


def own_answer(session: Session, case_id: str, item_id: str, author: Author) -> Answer | None:
    rows = session.execute(select(Answer).where(Answer.case_id == case_id, Answer.item_id == item_id)).scalars()
    return next((row for row in rows if author.own(row.author)), None)


def said(session: Session, answer: Answer) -> AnswerDraft:
    """The answer on record as a draft."""
    return AnswerDraft(
        value_of(answer.value), answer.note, anchors.on(session, answer.case_id, anchors.ANSWER, answer.id)
    )


def own_draft(session: Session, case_id: str, item_id: str, author: Author) -> AnswerDraftRow | None:
    statement = select(AnswerDraftRow).where(AnswerDraftRow.case_id == case_id, AnswerDraftRow.item_id == item_id)
    return next((row for row in session.execute(statement).scalars() if author.own(row.author)), None)


def history(session: Session, case_id: str, item_id: str) -> tuple[AnswerVersion, ...]:
    """Every version of every author's answer to this item, newest first."""
    statement = select(AnswerVersionRow).where(AnswerVersionRow.case_id == case_id, AnswerVersionRow.item_id == item_id)
    rows = session.execute(statement.order_by("id")).scalars().all()
    return tuple(
        AnswerVersion(
            row.at,
            row.author_name,
            value_of(row.value) if row.value else None,
            row.note,
            citations_from(row.citations),
            row.pack,
        )
        for row in reversed(rows)
    )


# --- writing ---


def write_draft(work: Write, case_id: str, item_id: str, draft: AnswerDraft, author: Author, at: str) -> None:
    """Keep the draft, or drop it where it says no more than the answer on record (or nothing at all)."""
    answer = own_answer(work.session, case_id, item_id, author)
    row = own_draft(work.session, case_id, item_id, author)
    if draft.blank if answer is None else same(draft, said(work.session, answer)):
        if row is not None:
            work.session.delete(row)
        return
    if row is None:
        row = AnswerDraftRow(
            id=str(uuid7()),
            case_id=case_id,
            item_id=item_id,
            author=author.id,
            value="",
            note="",
            citations="[]",
            saved_at=at,
        )
        work.add(row)
    row.value = draft.value or ""
    row.note = draft.note
    row.citations = citations_text(draft.citations)
    row.saved_at = at


def commit(work: Write, case_id: str, item: Item, draft: AnswerDraft, author: Author, pack: str, at: str) -> None:
    """Make the draft the answer on record, with its citations and its place in the history."""
    assert draft.value is not None
    row = own_answer(work.session, case_id, item.id, author)
    if row is None:
        row = Answer(
            id=str(uuid7()),
            case_id=case_id,
            item_id=item.id,
            author=author.id,
            value=draft.value,
            note=draft.note.strip(),
            answered_at=at,
            pack=pack,
        )
        work.add(row)
    else:
        row.author = author.id
        row.value = draft.value
        row.note = draft.note.strip()
        row.answered_at = at
        row.pack = pack
    work.flush()
    searched.index_answer(work.session, row)
    anchors.replace(work, case_id, anchors.ANSWER, row.id, draft.citations, author.name)
    _remember(work, case_id, item.id, draft, author, pack, at)
    _drop_draft(work, case_id, item.id, author)
    work.subject = row.id
    work.detail |= {"item": item.id, "value": draft.value, "citations": len(draft.citations)}


def take_back(work: Write, case_id: str, item: Item, keep: AnswerDraft, author: Author, pack: str, at: str) -> None:
    """Remove the answer; its note and citations may stay as a draft, so that Del loses nothing that was typed."""
    row = own_answer(work.session, case_id, item.id, author)
    if row is not None:
        anchors.replace(work, case_id, anchors.ANSWER, row.id, (), author.name)
        work.subject = row.id
        searched.forget(work.session, searched.ANSWER, row.id)
        work.session.delete(row)
        work.flush()
        _remember(work, case_id, item.id, AnswerDraft(), author, pack, at)
    work.detail |= {"item": item.id}
    write_draft(work, case_id, item.id, keep, author, at)


def same(one: AnswerDraft, other: AnswerDraft) -> bool:
    """Whether two drafts say the same; an exhibit's number is there for showing only."""
    return (one.value, one.note.strip()) == (other.value, other.note.strip()) and anchors.same(
        one.citations, other.citations
    )


def citations_text(citations: Sequence[CitationDraft]) -> str:
    return canonical([json.loads(citation.to_json()) for citation in citations])


def citations_from(text: str) -> tuple[CitationDraft, ...]:
    return tuple(CitationDraft.from_json(json.dumps(one)) for one in json.loads(text))


def _remember(work: Write, case_id: str, item_id: str, draft: AnswerDraft, author: Author, pack: str, at: str) -> None:
    work.add(
        AnswerVersionRow(
            id=str(uuid7()),
            case_id=case_id,
            item_id=item_id,
            author=author.id,
            author_name=author.name,
            at=at,
            value=draft.value or "",
            note=draft.note.strip(),
            citations=citations_text(draft.citations),
            pack=pack,
        )
    )


def _drop_draft(work: Write, case_id: str, item_id: str, author: Author) -> None:
    row = own_draft(work.session, case_id, item_id, author)
    if row is not None:
        work.session.delete(row)
