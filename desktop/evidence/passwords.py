"""Passwords of locked exhibits: kept in the vault only when a member asks for it, forgotten on request."""

from __future__ import annotations

from sqlmodel import select
from sqlmodel.sql.expression import SelectOfScalar
from uuid6 import uuid7

from desktop.evidence import exhibits
from desktop.vault.store import Store
from models.tables.machine import ExhibitPassword


class Passwords:
    """All methods belong to the database thread. Nothing here is on record: a password must not be in a log."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def kept(self, exhibit_id: str) -> str | None:
        """The kept password of an exhibit."""
        with self._store.read() as session:
            row = session.execute(_of(exhibit_id)).scalar_one_or_none()
            return row.password if row is not None else None

    def keep(self, exhibit_id: str, password: str) -> None:
        """Keep it, instead of an older one."""
        with self._store.write("exhibit.password_kept", subject=exhibit_id, audited=False) as work:
            exhibit = exhibits.get(work.session, exhibit_id)
            row = work.session.execute(_of(exhibit_id)).scalar_one_or_none()
            if row is None:
                row = ExhibitPassword(
                    id=str(uuid7()), case_id=exhibit.case_id, exhibit_id=exhibit_id, password=password
                )
                work.add(row)
            row.password = password

    def forget(self, exhibit_id: str) -> bool:
        """Take it out of the vault; False where none was kept."""
        with self._store.write("exhibit.password_forgotten", subject=exhibit_id, audited=False) as work:
            row = work.session.execute(_of(exhibit_id)).scalar_one_or_none()
            if row is None:
                return False
            work.session.delete(row)
            return True


def _of(exhibit_id: str) -> SelectOfScalar[ExhibitPassword]:
    return select(ExhibitPassword).where(ExhibitPassword.exhibit_id == exhibit_id)
