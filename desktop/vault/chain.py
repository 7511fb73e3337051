"""The audit chain and the case seals: what makes a replayed page or a missing row visible."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import select

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.vault.rows import encode
from models.tables.base import Sealed
from models.tables.vault import Audit, CaseSeal

GENESIS = bytes(32)

CASE_SEAL = Sentence(
    "vault.case_seal",
    N_("The records of this case do not add up to their seal: a record is missing or an older one was put back."),
    N_("The case is not shown. Run the vault check and restore the register from a backup or a daily copy."),
)
CHAIN_BROKEN = Sentence(
    "vault.chain_broken",
    N_("The audit log does not hold together at event {seq}."),
    N_("Keep the vault as it is, open the latest backup and report the event number to the secretary."),
)


@dataclass(frozen=True)
class Head:
    """Where the chain stands: last event's number and hash."""

    seq: int
    hash: bytes


@dataclass(frozen=True)
class Event:
    """One event before it is linked."""

    at: str
    actor: str
    action: str
    case_id: str | None
    subject: str | None
    detail: str
    rows: str
    seal: bytes | None


def link(prev: Head, event: Event, key: bytes) -> Audit:
    """The next row of the chain: hash over the previous hash and every field, and its MAC."""
    seq = prev.seq + 1
    digest = _digest(prev.hash, seq, event)
    return Audit(
        seq=seq,
        at=event.at,
        actor=event.actor,
        action=event.action,
        case_id=event.case_id,
        subject=event.subject,
        detail=event.detail,
        rows=event.rows,
        seal=event.seal,
        prev=prev.hash,
        hash=digest,
        mac=hmac.digest(key, digest, "sha256"),
    )


def verify_link(prev: Head, row: Audit, key: bytes) -> Head:
    """Check one stored event against its predecessor. Raises KnownError(CHAIN_BROKEN)."""
    event = Event(row.at, row.actor, row.action, row.case_id, row.subject, row.detail, row.rows, row.seal)
    digest = _digest(prev.hash, row.seq, event)
    whole = row.seq == prev.seq + 1 and row.prev == prev.hash and hmac.compare_digest(digest, row.hash)
    if not whole or not hmac.compare_digest(hmac.digest(key, row.hash, "sha256"), row.mac):
        raise KnownError(CHAIN_BROKEN, seq=row.seq)
    return Head(row.seq, row.hash)


def verify_event(row: Audit, key: bytes) -> None:
    """Check one event on its own (a listed one): its hash over its fields and the MAC over the hash."""
    verify_link(Head(row.seq - 1, row.prev), row, key)


def head_of(session: Session) -> Head:
    """The chain's last event, or the genesis head."""
    row = session.execute(sa.text("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")).first()
    return Head(row[0], row[1]) if row else Head(0, GENESIS)


def compute_seal(session: Session, case_id: str, key: bytes) -> bytes:
    """HMAC over the sorted (table, key, version, row MAC) of every sealed row of the case."""
    connection = session.connection()

    def parts() -> Iterator[bytes]:
        for table in sealed_tables():
            name = str(table.__tablename__)
            query = f'SELECT id, version, mac FROM "{name}" WHERE {owner_column(table)} = ? ORDER BY id'  # noqa: S608  our own names
            for ident, version, mac in connection.exec_driver_sql(query, (case_id,)):
                yield seal_part(name, ident, version, mac)

    return seal_of(case_id, parts(), key)


def seal_of(case_id: str, parts: Iterable[bytes], key: bytes) -> bytes:
    """The seal over parts in the order of (table, row id)."""
    return hmac.digest(key, case_id.encode() + b"".join(parts), "sha256")


def seal_part(table: str, ident: str, version: int, mac: bytes) -> bytes:
    """What one row adds to its case's seal."""
    return encode(table) + encode(ident) + encode(version) + encode(mac)


def owner_column(table: type[Sealed]) -> str:
    """The column that names the case a row belongs to."""
    return "id" if table.__tablename__ == "case" else "case_id"


def verify_case(session: Session, case_id: str, row_key: bytes, audit_key: bytes) -> None:
    """Compare the case as it stands with its seal and with the last event that carries one.

    Raises KnownError(CASE_SEAL) or KnownError(CHAIN_BROKEN).
    """
    stored = session.get(CaseSeal, case_id)
    statement = select(Audit).where(Audit.case_id == case_id, sa.column("seal").is_not(None))
    last = session.execute(statement.order_by(sa.desc("seq")).limit(1)).scalar_one_or_none()
    if stored is None or last is None or last.seal is None:
        raise KnownError(CASE_SEAL)
    verify_event(last, audit_key)
    seal = compute_seal(session, case_id, row_key)
    if stored.seq != last.seq or not (
        hmac.compare_digest(seal, stored.mac) and hmac.compare_digest(stored.mac, last.seal)
    ):
        raise KnownError(CASE_SEAL)


def sealed_tables() -> list[type[Sealed]]:
    """Every case-owned table that counts in the seal, by name."""
    found = {str(t.__tablename__): t for t in _subclasses(Sealed) if t.in_seal and _owned(t)}
    return [found[name] for name in sorted(found)]


def all_sealed() -> list[type[Sealed]]:
    """Every table whose rows bear a MAC, by name."""
    found = {str(t.__tablename__): t for t in _subclasses(Sealed) if hasattr(t, "__table__")}
    return [found[name] for name in sorted(found)]


def _owned(table: type[Sealed]) -> bool:
    return hasattr(table, "__table__") and (table.__tablename__ == "case" or "case_id" in table.__table__.columns)


def _subclasses(table: type[Sealed]) -> list[type[Sealed]]:
    return [sub for child in table.__subclasses__() for sub in [child, *_subclasses(child)]]


def _digest(prev: bytes, seq: int, event: Event) -> bytes:
    fields = (prev, seq, event.at, event.actor, event.action, event.case_id, event.subject, event.detail, event.rows)
    return hashlib.sha256(b"collegium/audit/v1\0" + b"".join(encode(f) for f in (*fields, event.seal))).digest()
