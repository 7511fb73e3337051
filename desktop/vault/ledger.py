"""What one transaction changes, turned into row MACs, history rows, one audit event and the case seals."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from uuid6 import uuid7

from desktop.vault import chain, rows
from desktop.vault.keys import Keys
from models.tables.base import Sealed
from models.tables.vault import CaseSeal, History


class Ledger:
    """Collects what one transaction changes and turns it into one audit event, history rows and case seals."""

    def __init__(self, keys: Keys, at: str, actor: str, case_id: str | None) -> None:
        self.keys = keys
        self.at = at
        self.actor = actor
        self.case_id = case_id
        self.kinds: set[str] = set()
        self.on_record: list[list[object]] = []
        self._cases: set[str] = set()
        self._history: list[History] = []

    def before_flush(self, session: Session, context: object, instances: object) -> None:
        fresh = [row for row in session.new if isinstance(row, Sealed) and not isinstance(row, History)]
        dirty = [
            row
            for row in session.dirty
            if isinstance(row, Sealed) and session.is_modified(row, include_collections=False)
        ]
        for row in dirty:
            if row.keep_history:
                self._remember(session, row)
        for row in [*fresh, *dirty]:
            self._stamp(row)
        for row in session.deleted:
            if isinstance(row, Sealed):
                self._note(row, gone=True)

    def _stamp(self, row: Sealed) -> None:
        row.parent = row.mac or None
        row.version += 1
        row.mac = rows.row_mac(self.keys.row, type(row), row.__dict__)
        self._note(row)

    def _note(self, row: Sealed, *, gone: bool = False) -> None:
        name = str(type(row).__tablename__)
        self.kinds.add(name)
        owner = row.id if name == "case" else row.__dict__.get("case_id")
        if row.on_record:
            self.on_record.append([name, row.id, row.version, "gone" if gone else row.mac.hex()])
            if owner and row.in_seal:
                self._cases.add(owner)

    def _remember(self, session: Session, row: Sealed) -> None:
        changes = {}
        state = sa.inspect(row)
        for name in rows.columns(type(row)):
            if name in ("version", "parent"):
                continue
            past = state.attrs[name].history
            if past.has_changes():
                old = past.deleted[0] if past.deleted else None
                changes[name] = [_plain(old), _plain(past.added[0] if past.added else None)]
        self._history.append(
            History(
                id=str(uuid7()),
                case_id=row.id if type(row).__tablename__ == "case" else row.__dict__.get("case_id"),
                table_name=str(type(row).__tablename__),
                row_id=row.id,
                row_version=row.version + 1,
                seq=0,
                at=self.at,
                actor=self.actor,
                changes=rows.canonical(changes),
            )
        )

    def close(
        self, session: Session, head: chain.Head, action: str, subject: str | None, detail: dict[str, Any]
    ) -> chain.Head:
        """Write history, the event and the seals. More than one case changed = one event per further case."""
        for past in self._history:
            past.seq = head.seq + 1
            past.version = 1
            past.mac = rows.row_mac(self.keys.row, History, past.__dict__)
            self.on_record.append(["history", past.id, 1, past.mac.hex()])
            session.add(past)
        others = sorted(self._cases - {self.case_id})
        if self.case_id is None and len(others) == 1:
            self.case_id, others = others[0], []
        head = self._event(session, head, self.case_id, action, subject, rows.canonical(detail), self.on_record)
        for other in others:
            head = self._event(session, head, other, action, subject, "{}", [])
        session.flush()
        return head

    def _event(
        self,
        session: Session,
        head: chain.Head,
        case_id: str | None,
        action: str,
        subject: str | None,
        detail: str,
        changed: list[list[object]],
    ) -> chain.Head:
        seal = None
        if case_id in self._cases:
            seal = chain.compute_seal(session, case_id, self.keys.row)
        made = chain.Event(self.at, self.actor, action, case_id, subject, detail, rows.canonical(changed), seal)
        row = chain.link(head, made, self.keys.audit)
        session.add(row)
        if seal is not None and case_id is not None:
            session.merge(CaseSeal(case_id=case_id, seq=row.seq, mac=seal))
        return chain.Head(row.seq, row.hash)


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
