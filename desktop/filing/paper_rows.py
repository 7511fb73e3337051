"""Rows of signed papers: written once, found, listed, read back against their hash."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError
from desktop.filing.sentences import NO_PAPER
from desktop.i18n import Language
from desktop.signing.credentials import CertificateFacts
from desktop.vault.objects import OBJECT_DAMAGED, Objects, SealedObject
from desktop.vault.store import Write
from models.tables.papers import Paper, PaperRecord
from models.tables.register import Case
from models.views.papers import OpinionPaper, PaperPage, PaperQuery, PaperView


def new_paper(
    *,
    case_id: str,
    paper: OpinionPaper,
    ordinal: int,
    supersedes: str | None,
    certificate: CertificateFacts,
    kind: str,
    signed_at: str,
    sealed: SealedObject,
    pages: int,
    digest: str,
    citations: int,
    author: str,
) -> Paper:
    return Paper(
        id=str(uuid7()),
        case_id=case_id,
        number=paper.number,
        ordinal=ordinal,
        language=paper.language,
        outcome=paper.outcome,
        signer=certificate.name,
        signer_serial=certificate.serial,
        signature_kind=kind,
        signed_at=signed_at,
        pages=pages,
        citations=citations,
        content_hash=digest,
        supersedes=supersedes,
        author=author,
        object_id=sealed.object_id,
        object_key=sealed.key,
        sha256=sealed.sha256,
        size=sealed.size,
    )


def add(work: Write, row: Paper, record: str) -> None:
    work.add(row)
    work.flush()
    work.add(PaperRecord(id=str(uuid7()), case_id=row.case_id, paper_id=row.id, record=record))
    work.flush()


def find(session: Session, name: str) -> Paper:
    """By id or number. Raises KnownError(NO_PAPER)."""
    row = session.get(Paper, name) or session.execute(select(Paper).where(Paper.number == name)).scalar_one_or_none()
    if row is None:
        raise KnownError(NO_PAPER, number=name)
    return row


def page(session: Session, query: PaperQuery) -> PaperPage:
    """Newest first; whole checked rows, never columns."""
    wanted = sa.select(Paper)
    if query.case_id:
        wanted = wanted.where(col(Paper.case_id) == query.case_id)
    if not query.superseded:
        later = sa.select(col(Paper.supersedes)).where(col(Paper.supersedes).is_not(None))
        wanted = wanted.where(col(Paper.id).not_in(later))
    total = session.execute(sa.select(sa.func.count()).select_from(wanted.subquery())).scalar_one()
    newest = wanted.order_by(col(Paper.signed_at).desc(), col(Paper.id).desc())
    rows = session.execute(newest.limit(query.limit).offset(query.offset)).scalars().all()
    numbers = {case_id: case_number(session, case_id) for case_id in {row.case_id for row in rows}}
    return PaperPage(tuple(view(session, row, numbers[row.case_id]) for row in rows), total)


def case_number(session: Session, case_id: str) -> str:
    case = session.get(Case, case_id)
    return (case.number or "") if case is not None else ""


def last_ordinal(session: Session, case_id: str) -> int:
    rows = session.execute(select(Paper).where(Paper.case_id == case_id)).scalars()
    return max((row.ordinal for row in rows), default=0)


def latest(session: Session, case_id: str, language: Language, number: str) -> PaperView | None:
    """The newest paper of the case in this language: the one a new paper supersedes."""
    statement = select(Paper).where(Paper.case_id == case_id, Paper.language == language)
    rows = sorted(session.execute(statement).scalars(), key=lambda row: row.ordinal)
    return view(session, rows[-1], number) if rows else None


def view(session: Session, row: Paper, number: str) -> PaperView:
    before = session.get(Paper, row.supersedes) if row.supersedes else None
    after = session.execute(select(Paper).where(Paper.supersedes == row.id)).scalars().first()
    return PaperView(
        id=row.id,
        case_id=row.case_id,
        case_number=number,
        kind="opinion",
        number=row.number,
        language="ru" if row.language == "ru" else "en",
        outcome=row.outcome,
        signer=row.signer,
        signature_kind=row.signature_kind,
        signed_at=row.signed_at,
        sha256=row.sha256.hex(),
        size=row.size,
        pages=row.pages,
        citations=row.citations,
        supersedes=before.number if before else "",
        superseded_by=after.number if after else "",
    )


def content(objects: Objects, row: Paper) -> bytes:
    """The whole signed PDF. Raises KnownError when it is missing, damaged or not the one that was signed."""
    with objects.open(row.object_id, row.object_key) as reader:
        data = reader.read(0, row.size)
    if hashlib.sha256(data).digest() != row.sha256:
        raise KnownError(OBJECT_DAMAGED)
    return data
