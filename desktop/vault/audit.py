"""Reading the log: pages of verified events, the history of a row, and what each action is called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from desktop.clock import parse_stamp, stamp
from desktop.i18n import N_
from desktop.vault import chain
from desktop.vault.store import Store
from models.tables.vault import Audit, History
from models.views.vault import AuditEvent, AuditPage, AuditQuery, FieldChange

LARGEST_PAGE = 1000

# Codes are stable and English; a code without a title is shown as it is.
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "vault.created": N_("Vault created"),
        "vault.unlocked": N_("Vault unlocked"),
        "vault.locked": N_("Vault locked"),
        "vault.unlocks_failed": N_("Failed unlocks, reported by this workstation, not proven"),
        "vault.header_mended": N_("Header copy mended"),
        "vault.rollback_acknowledged": N_("Older vault acknowledged"),
        "vault.passphrase_changed": N_("Passphrase changed"),
        "vault.recovery_renewed": N_("Recovery key renewed"),
        "vault.checked": N_("Vault checked"),
        "vault.repaired": N_("Sealed files without a record removed"),
        "vault.backed_up": N_("Backup written"),
        "vault.upgraded": N_("Register upgraded"),
        "profile.set": N_("Commission and member details changed"),
        "case.created": N_("Case created"),
        "case.registered": N_("Case registered"),
        "case.opened": N_("Case opened"),
        "case.edited": N_("Case edited"),
        "case.discarded": N_("Draft case discarded"),
        "case.imported": N_("Case imported from a folder"),
        "case.exported": N_("Case exported to a folder"),
        "person.added": N_("Person added"),
        "person.edited": N_("Person edited"),
        "person.removed": N_("Person removed"),
        "person.principal": N_("Principal applicant chosen"),
        "document.added": N_("Identity document added"),
        "document.edited": N_("Identity document edited"),
        "document.removed": N_("Identity document removed"),
        "consent.added": N_("Consent added"),
        "consent.edited": N_("Consent edited"),
        "exhibit.admitted": N_("Exhibit admitted"),
        "exhibit.readmitted": N_("Exhibit admitted anew"),
        "exhibit.opened": N_("Exhibit opened"),
        "exhibit.described": N_("Exhibit described"),
        "exhibit.withdrawn": N_("Exhibit withdrawn"),
        "exhibit.copied": N_("Copied from an exhibit"),
        "exhibit.exported": N_("Exhibit exported"),
        "exhibit.verified": N_("Exhibits verified"),
        "exhibit.check_failed": N_("Exhibits verified: some no longer match"),
        "source.verified": N_("Files of sources verified"),
        "source.check_failed": N_("Files of sources verified: some no longer match"),
        "exhibit.redacted": N_("Redacted copy made"),
        "exhibit.converted": N_("Pages of an office document made"),
        "exhibit.custody_recorded": N_("Entry made in a custody log by hand"),
        "exhibit.log_exported": N_("Custody log exported as a paper"),
        "citation.added": N_("Citation added"),
        "citation.removed": N_("Citation removed"),
        "annotation.added": N_("Annotation added"),
        "annotation.changed": N_("Annotation changed"),
        "annotation.removed": N_("Annotation deleted"),
        "annotation.restored": N_("Annotation brought back"),
        "annotation.labels_set": N_("Colours and tags of annotations changed"),
        "annotation.printed": N_("List of annotations made as a paper"),
        "bookmark.added": N_("Bookmark added"),
        "bookmark.changed": N_("Bookmark changed"),
        "bookmark.removed": N_("Bookmark deleted"),
        "bookmark.restored": N_("Bookmark brought back"),
        "pair.matched": N_("Pages of a translation matched"),
        "pair.unmatched": N_("Match of pages taken back"),
        "source.created": N_("Source of country information entered"),
        "source.edited": N_("Source of country information changed"),
        "source.file_attached": N_("File attached to a source"),
        "source.opened": N_("Source of country information opened"),
        "source.used": N_("Source of country information used in a case"),
        "source.disclosed": N_("Disclosure of a source recorded"),
        "source.removed": N_("Source of country information removed"),
        "answer.given": N_("Answer given"),
        "answer.taken_back": N_("Answer taken back"),
        "opinion.saved": N_("Opinion saved"),
        "identity.added": N_("Signing identity added"),
        "identity.removed": N_("Signing identity removed"),
        "paper.signed": N_("Paper signed"),
        "paper.opened": N_("Paper opened"),
        "paper.exported": N_("Paper exported"),
        "paper.export_failed": N_("Export of a paper failed"),
    }
)


def page(store: Store, query: AuditQuery) -> AuditPage:
    """Events newest first, each verified by its hash and MAC.

    Raises KnownError(chain.CHAIN_BROKEN) with the number of the event that does not hold.
    """
    where = _conditions(query)
    limit = max(1, min(query.limit, LARGEST_PAGE))
    with store.read() as session:
        total = session.execute(sa.select(sa.func.count()).select_from(Audit).where(*where)).scalar_one()
        statement = select(Audit).where(*where).order_by(col(Audit.seq).desc()).limit(limit).offset(query.offset)
        found = session.execute(statement).scalars().all()
        for row in found:
            chain.verify_event(row, store.keys.audit)
        return AuditPage(tuple(_view(row) for row in found), total, query.offset)


def actions(store: Store) -> tuple[str, ...]:
    """Every action code that occurs, for a filter."""
    with store.read() as session:
        return tuple(session.execute(sa.select(col(Audit.action)).distinct().order_by(col(Audit.action))).scalars())


def actors(store: Store) -> tuple[str, ...]:
    """Everybody who occurs in the log, for a filter."""
    with store.read() as session:
        return tuple(session.execute(sa.select(col(Audit.actor)).distinct().order_by(col(Audit.actor))).scalars())


def history(store: Store, table: str, row_id: str) -> tuple[FieldChange, ...]:
    """Every change of every field of one row, oldest first. Rows of the history are checked like any other."""
    statement = (
        select(History)
        .where(History.table_name == table, History.row_id == row_id)
        .order_by(col(History.row_version), col(History.seq))
    )
    with store.read() as session:
        found = session.execute(statement).scalars().all()
        return tuple(
            FieldChange(parse_stamp(row.at), row.actor, row.seq, row.row_version, name, old, new)
            for row in found
            for name, (old, new) in sorted(json.loads(row.changes).items())
        )


def title(action: str) -> str:
    """The gettext id of an action's title, or the code."""
    return TITLES.get(action, action)


def _conditions(query: AuditQuery) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if query.case_id is not None:
        where.append(col(Audit.case_id) == query.case_id)
    if query.action.endswith("."):
        where.append(col(Audit.action).startswith(query.action, autoescape=True))
    elif query.action:
        where.append(col(Audit.action) == query.action)
    if query.actor:
        where.append(col(Audit.actor) == query.actor)
    if query.subject:
        where.append(col(Audit.subject) == query.subject)
    if query.since is not None:
        where.append(col(Audit.at) >= stamp(query.since))
    if query.until is not None:
        where.append(col(Audit.at) < stamp(query.until))
    return where


def _view(row: Audit) -> AuditEvent:
    detail: dict[str, Any] = json.loads(row.detail)
    return AuditEvent(
        seq=row.seq,
        at=parse_stamp(row.at),
        actor=row.actor,
        action=row.action,
        title=title(row.action),
        case_id=row.case_id,
        subject=row.subject,
        detail=tuple((name, _text(value)) for name, value in detail.items()),
        hash=row.hash,
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
