"""The vault header: two copies of one small file. Checksum against accidents, MAC against attackers.

Bytes (big endian): magic 8 · format 2 · vault id 16 · sequence 8 · SQLCipher salt 16 · slot count 1 · slots, each with
its length in 2 bytes · SHA-256 over all before · HMAC-SHA-256 over all before the checksum. In every future format the
last 64 bytes are checksum and MAC and the first 10 magic and format, so that a newer vault is told from a damaged one.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.vault import files, slots
from desktop.vault.slots import Slot

MAGIC = b"COLLEGI\0"
FORMAT = 1
COPIES = ("header.a", "header.b")
MAX_SIZE = 64 * 1024
_START = struct.Struct(">8sH16sQ16sB")
_SEALS = 64


class UnreadableError(Exception):
    """This copy does not parse or its checksum fails."""


class NewerError(Exception):
    """The copy is whole, but of a format that this program does not know."""


@dataclass(frozen=True)
class Header:
    """What both copies say. `sequence` grows with every rewrite."""

    vault_id: bytes
    sequence: int
    salt: bytes
    slots: tuple[Slot, ...]

    @property
    def context(self) -> bytes:
        """What binds a slot to this format and vault (associated data)."""
        return b"collegium/v1/slot\0" + struct.pack(">H", FORMAT) + self.vault_id

    def body(self) -> bytes:
        start = _START.pack(MAGIC, FORMAT, self.vault_id, self.sequence, self.salt, len(self.slots))
        return start + b"".join(struct.pack(">H", slots.SIZE) + slot.encode() for slot in self.slots)

    def encode(self, key: bytes) -> bytes:
        """The file's bytes, sealed with the header key."""
        body = self.body()
        return body + hashlib.sha256(body).digest() + hmac.digest(key, body, "sha256")

    def next(self, *new_slots: Slot) -> Header:
        return replace(self, sequence=self.sequence + 1, slots=new_slots)


@dataclass(frozen=True)
class Copy:
    """One copy as found on disk; its MAC is judged once the key is known."""

    name: str
    header: Header
    body: bytes
    mac: bytes

    def genuine(self, key: bytes) -> bool:
        return hmac.compare_digest(hmac.digest(key, self.body, "sha256"), self.mac)


@dataclass(frozen=True)
class Pair:
    """Both copies of a folder: the readable ones, newest first, and the names of the others."""

    copies: tuple[Copy, ...]
    damaged: tuple[str, ...]

    def best(self, key: bytes) -> Header | None:
        """The header with the highest sequence whose MAC holds."""
        return next((copy.header for copy in self.copies if copy.genuine(key)), None)

    def forged(self, key: bytes) -> tuple[str, ...]:
        """The names of copies whose checksum holds and whose MAC does not."""
        return tuple(copy.name for copy in self.copies if not copy.genuine(key))


def parse(name: str, data: bytes) -> Copy:
    """Read one copy. Raises UnreadableError or NewerError."""
    if not _START.size + _SEALS <= len(data) <= MAX_SIZE or data[:8] != MAGIC:
        raise UnreadableError(name)
    body, checksum, mac = data[:-64], data[-64:-32], data[-32:]
    if hashlib.sha256(body).digest() != checksum:
        raise UnreadableError(name)
    if int.from_bytes(body[8:10], "big") > FORMAT:
        raise NewerError(name)
    _, version, vault_id, sequence, salt, count = _START.unpack_from(body)
    rest = body[_START.size :]
    step = 2 + slots.SIZE
    pieces = [rest[at : at + step] for at in range(0, len(rest), step)]
    if version != FORMAT or len(pieces) != count or any(piece[:2] != struct.pack(">H", step - 2) for piece in pieces):
        raise UnreadableError(name)
    if any(len(piece) != step for piece in pieces):
        raise UnreadableError(name)
    return Copy(name, Header(vault_id, sequence, salt, tuple(Slot.decode(p[2:]) for p in pieces)), body, mac)


def read_pair(folder: Path) -> Pair:
    """Read both copies of a vault. Raises NewerError; OSError of a failing disk counts as damage."""
    good: list[Copy] = []
    bad: list[str] = []
    for name in COPIES:
        try:
            with (folder / name).open("rb") as file:
                good.append(parse(name, file.read(MAX_SIZE + 1)))
        except (OSError, UnreadableError):
            bad.append(name)
    return Pair(tuple(sorted(good, key=lambda copy: -copy.header.sequence)), tuple(bad))


def write_pair(folder: Path, header: Header, key: bytes) -> None:
    """Write both copies, the worse one first, each durably before the other is touched. Raises OSError."""
    found = {copy.name: copy.header.sequence for copy in read_pair(folder).copies if copy.genuine(key)}
    data = header.encode(key)
    for name in sorted(COPIES, key=lambda name: found.get(name, -1)):
        files.write_whole(folder / name, data)
