"""`backup.json`: what a backup consists of, under a MAC. Its bytes have one form only, so that any change shows."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from pathlib import Path

from desktop.clock import parse_stamp
from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.vault.closed import MANIFEST

LARGEST = 1 << 28

NOT_A_BACKUP = Sentence(
    "vault.not_a_backup",
    N_("There is no finished backup in this folder."),
    N_("Choose the folder that a backup was written to; it holds a file backup.json."),
)
BACKUP_DAMAGED = Sentence(
    "vault.backup_damaged",
    N_("This backup is damaged: {name} is not what was written. Nothing was restored."),
    N_("Use another backup, and keep this one until a restore has succeeded."),
)


@dataclass(frozen=True)
class Entry:
    """One file of the backup: path with slashes, octets, SHA-256 of its bytes as they lie there (encrypted)."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`rows` counts every sealed table; `head_seq`, `head_hash` say where the chain stood."""

    vault: str
    made: str
    header: int
    head_seq: int
    head_hash: str
    rows: tuple[tuple[str, int], ...]
    files: tuple[Entry, ...]

    def encode(self, key: bytes) -> bytes:
        """The file's bytes: one canonical JSON line, sealed with the backup key."""
        fields = self._fields()
        mac = hmac.digest(key, b"collegium/backup/v1\0" + _line(fields), "sha256").hex()
        return _line({**fields, "mac": mac}) + b"\n"

    def _fields(self) -> dict[str, object]:
        return {
            "files": [[entry.path, entry.size, entry.sha256] for entry in self.files],
            "format": 1,
            "head": [self.head_seq, self.head_hash],
            "header": self.header,
            "made": self.made,
            "rows": [list(row) for row in self.rows],
            "vault": self.vault,
        }


def load(folder: Path, key: bytes) -> Manifest:
    """Read and verify. Raises KnownError(NOT_A_BACKUP | BACKUP_DAMAGED)."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            data = file.read(LARGEST)
    except FileNotFoundError:
        raise KnownError(NOT_A_BACKUP) from None
    damaged = KnownError(BACKUP_DAMAGED, name=MANIFEST)
    try:
        f = json.loads(data)
        entries = tuple(Entry(str(path), int(size), str(digest)) for path, size, digest in f["files"])
        rows = tuple((str(table), int(count)) for table, count in f["rows"])
        seq, digest = f["head"]
        parse_stamp(f["made"])
        found = Manifest(f["vault"], f["made"], int(f["header"]), int(seq), str(digest), rows, entries)
        same = hmac.compare_digest(found.encode(key), data)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged from None
    if not same:
        raise damaged
    return found


def _line(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
