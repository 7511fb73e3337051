"""The member's signing identities, sealed in the vault as PKCS#12."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session
from sqlmodel import select
from uuid6 import uuid7

from desktop.clock import Clock, parse_stamp, stamp
from desktop.errors import BugError, KnownError
from desktop.filing.sentences import IDENTITY_KNOWN, NO_IDENTITY, PIN_NEEDED
from desktop.signing import credentials, making
from desktop.signing.credentials import Credential
from desktop.vault.opened import OpenVault
from models.tables.signing import Identity, IdentityKey
from models.views.changes import Changes, Done
from models.views.signing import IdentityOrigin, IdentityView


class Identities:
    """Methods belong to the database thread, unless they begin with `stage`."""

    def __init__(self, vault: OpenVault, clock: Clock) -> None:
        self.vault = vault
        self.clock = clock

    def list(self) -> tuple[IdentityView, ...]:
        """Identities whose key is still here, newest first."""
        with self.vault.store.read() as session:
            kept = session.execute(select(IdentityKey)).scalars()
            keys = {key.identity_id: key for key in kept}
            rows = session.execute(select(Identity).order_by(Identity.id.desc())).scalars()  # type: ignore[attr-defined]
            return tuple(self._view(row, keys[row.id]) for row in rows if row.id in keys)

    def get(self, identity_id: str) -> IdentityView:
        """Raises KnownError(NO_IDENTITY)."""
        with self.vault.store.read() as session:
            row, key = self._find(session, identity_id)
            return self._view(row, key)

    def stage_made(self, name: str, pin: str, organisation: str = "") -> bytes:
        """Make key, certificate and root (pool: about a second). Raises KnownError: no name, short PIN."""
        return making.make_pkcs12(name, organisation, pin, self.clock.now())

    def admit(self, pkcs12: bytes, pin: str, origin: IdentityOrigin, *, keep_pin: bool = False) -> Done[IdentityView]:
        """Seal an identity in the vault. Raises KnownError: no PKCS#12, wrong PIN, no key, known already."""
        credential = credentials.open_pkcs12(pkcs12, pin)
        facts = credentials.facts(credential.certificate)
        root = credential.chain[-1] if credential.chain else credential.certificate
        row = Identity(
            id=str(uuid7()),
            name=facts.name,
            origin=origin,
            kind=credential.kind,
            subject=facts.subject,
            issuer=facts.issuer,
            serial=facts.serial,
            fingerprint=facts.fingerprint,
            not_before=facts.not_before,
            not_after=facts.not_after,
            root_pem=making.pem(root) if root.issuer == root.subject else "",
            added_at=stamp(self.clock.now()),
            author=self.vault.store.actor,
        )
        key = IdentityKey(id=str(uuid7()), identity_id=row.id, pkcs12=pkcs12, pin=pin if keep_pin else None)
        with self.vault.store.write("identity.added", subject=row.id) as work:
            same = select(Identity).where(Identity.fingerprint == facts.fingerprint, Identity.removed_at == "")
            if work.session.execute(same).scalars().first() is not None:
                raise KnownError(IDENTITY_KNOWN)
            work.detail = {"fingerprint": facts.fingerprint, "origin": origin, "pin_kept": keep_pin}
            work.add(row)
            work.flush()
            work.add(key)
            view = self._view(row, key)
        return Done(view, _changes(work.changes))

    def make(self, name: str, pin: str, *, organisation: str = "", keep_pin: bool = False) -> Done[IdentityView]:
        """Make an identity and seal it, in one call (command line, demo)."""
        return self.admit(self.stage_made(name, pin, organisation), pin, "made", keep_pin=keep_pin)

    def import_file(self, pkcs12: bytes, pin: str, *, keep_pin: bool = False) -> Done[IdentityView]:
        """Take in a PKCS#12 file's bytes. Raises KnownError as `admit` does."""
        return self.admit(pkcs12, pin, "imported", keep_pin=keep_pin)

    def remove(self, identity_id: str) -> Done[str]:
        """Delete the key from the register; the entry stays, so that old papers keep their signer."""
        with self.vault.store.write("identity.removed", subject=identity_id) as work:
            row, key = self._find(work.session, identity_id)
            row.removed_at = stamp(self.clock.now())
            work.session.delete(key)
        return Done(identity_id, _changes(work.changes))

    def open(self, identity_id: str, pin: str | None = None) -> Credential:
        """The opened identity, ready to sign. Raises KnownError: unknown, PIN needed or wrong, not usable today."""
        with self.vault.store.read() as session:
            _row, key = self._find(session, identity_id)
        used = pin or key.pin
        if not used:
            raise KnownError(PIN_NEEDED)
        credential = credentials.open_pkcs12(key.pkcs12, used)
        credentials.check_usable(credential.certificate, self.clock.now())
        return credential

    def roots(self) -> tuple[bytes, ...]:
        """Trust anchors from the vault (PEM): the roots of every identity that its member took in or made."""
        with self.vault.store.read() as session:
            rows = session.execute(select(Identity)).scalars()
            return tuple(dict.fromkeys(row.root_pem.encode() for row in rows if row.root_pem))

    def _find(self, session: Session, identity_id: str) -> tuple[Identity, IdentityKey]:
        row = session.get(Identity, identity_id)
        key = session.execute(select(IdentityKey).where(IdentityKey.identity_id == identity_id)).scalar_one_or_none()
        if row is None or key is None:
            raise KnownError(NO_IDENTITY)
        return row, key

    def _view(self, row: Identity, key: IdentityKey) -> IdentityView:
        now: dt.datetime = self.clock.now()
        return IdentityView(
            id=row.id,
            name=row.name,
            origin=row.origin,  # type: ignore[arg-type]  # only `admit` writes it
            kind=row.kind,  # type: ignore[arg-type]
            subject=row.subject,
            issuer=row.issuer,
            serial=row.serial,
            fingerprint=row.fingerprint,
            not_before=row.not_before,
            not_after=row.not_after,
            pin_kept=key.pin is not None,
            usable=parse_stamp(row.not_before) <= now <= parse_stamp(row.not_after),
            root_pem=row.root_pem,
        )


def _changes(changes: Changes | None) -> Changes:
    if changes is None:
        raise BugError("a write without its changes")
    return changes
