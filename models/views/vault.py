"""What the vault room shows: facts of a closed vault, warnings, reports, the audit list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Warn:
    """A sentence about the vault that is no error: `code` is stable, `message` and `remedy` are gettext ids."""

    code: str
    message: str
    remedy: str
    parameters: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class VaultFacts:
    """What can be said of a vault without its key."""

    folder: Path
    name: str
    vault_id: bytes
    read_only: bool
    has_passphrase: bool
    has_recovery_key: bool
    passphrase_set: dt.datetime | None
    weak_slot: bool  # a passphrase slot cheaper to try than today's default: offer to set the passphrase anew
    failed_unlocks: int  # at this workstation since the last unlock
    wait: float  # seconds before the next try is welcome
    warnings: tuple[Warn, ...]


@dataclass(frozen=True)
class Created:
    """A new vault. `recovery_key` is shown once: fourteen groups of four."""

    folder: Path
    vault_id: bytes
    recovery_key: str = field(repr=False)
    vault_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Finding:
    """One thing that a check found. `grave` false = worth knowing, nothing is lost (an orphan, loose permissions)."""

    code: str
    message: str
    grave: bool
    parameters: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class CheckReport:
    """The outcome of a check: what was looked at and what was found."""

    findings: tuple[Finding, ...]
    rows: int
    events: int
    cases: int
    objects: int
    octets: int
    head_seq: int
    head_hash: bytes
    orphans: tuple[bytes, ...]  # object ids that no row owns; `repair` removes them
    tables: tuple[tuple[str, int], ...] = ()  # rows of every sealed table

    @property
    def ok(self) -> bool:
        return not any(finding.grave for finding in self.findings)


@dataclass(frozen=True)
class BackupReport:
    """A backup that was written and read back whole."""

    folder: Path
    made: dt.datetime
    files: int
    octets: int
    head_seq: int
    head_hash: bytes
    check: CheckReport


@dataclass(frozen=True)
class RestoreReport:
    """A restored vault and the proof: counts, hashes and the chain head compared with the backup's list."""

    folder: Path
    made: dt.datetime
    files: int
    octets: int
    rows: tuple[tuple[str, int], ...]
    head_seq: int
    head_hash: bytes
    check: CheckReport


@dataclass(frozen=True)
class AuditQuery:
    """Which events; empty fields don't filter. Newest first."""

    case_id: str | None = None
    action: str = ""  # a whole code, or a room with a dot at the end: "vault."
    actor: str = ""
    subject: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True)
class AuditEvent:
    """One verified event of the chain. `title` is a gettext id, or the code itself where no title is known."""

    seq: int
    at: dt.datetime
    actor: str
    action: str
    title: str
    case_id: str | None
    subject: str | None
    detail: tuple[tuple[str, str], ...]
    hash: bytes


@dataclass(frozen=True)
class AuditPage:
    items: tuple[AuditEvent, ...]
    total: int
    offset: int


@dataclass(frozen=True)
class FieldChange:
    """One field of one row as it was before and after an edit; None = was not filled in."""

    at: dt.datetime
    actor: str
    seq: int
    version: int
    field: str
    old: str | int | bool | None
    new: str | int | bool | None
