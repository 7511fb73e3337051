"""Archives as lists of their members. Nothing is unpacked to a disk; a member is read when it is taken in.

What a member's row says against it (`note` of its part); only `archive` is no refusal:
folder · encrypted · outside (absolute, `..`, a drive) · link · device · bomb (unpacks to far more than is there, or
overlaps others) · too_big (itself, or all before it) · method (packed in a way that is not read) · archive
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Literal

from desktop.evidence.decoder import text, wire
from desktop.evidence.decoder.parts import UNKNOWN, Part, PartFile
from desktop.evidence.decoder.signatures import SEVEN_ZIP
from desktop.evidence.decoder.source import Source

MOST_MEMBER = 32 << 30  # octets
MOST_TOTAL = 256 << 30
RATIO = 300  # times that a member may be larger than what it is packed in
WORTH_A_RATIO = 32 << 20  # octets below which the ratio is no matter
REFUSED = frozenset({"folder", "encrypted", "outside", "link", "device", "bomb", "too_big", "method"})

_PACKED = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".cab", ".iso", ".jar")
_DRIVE = re.compile(r"[A-Za-z]:")

Opened = Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Member:
    """A member as its archive describes it; `packed` = UNKNOWN where only all members together have such a size."""

    name: str
    size: int
    packed: int
    date: str
    note: str
    open: Opened


class ArchiveReader:
    """One archive. Its description has one page: (columns, members)."""

    name: Literal["archive"] = "archive"
    count = 1

    def __init__(self, members: Sequence[Member], facts: dict[str, str], octets: int, *, cut: bool = False) -> None:
        self._cut = cut or len(members) > wire.MOST_PARTS
        self._files: dict[str, PartFile] = {}
        total = 0
        for number, member in enumerate(members[: wire.MOST_PARTS]):
            total += max(0, member.size)
            part = Part(str(number), member.name, member.size, "", _note(member, total, octets), member.date)
            self._files[part.path] = PartFile(part, member.open)
        kept = [file.part for file in self._files.values()]
        self._told = {
            **facts,
            "archive.members": str(len(members)),
            "archive.octets": str(total),
            "archive.encrypted": str(sum(part.note == "encrypted" for part in kept) or ""),
        }
        self._refused = any(part.note in REFUSED and part.note != "folder" for part in kept)

    def facts(self) -> dict[str, str]:
        return self._told

    def warnings(self) -> list[str]:
        return [code for code, on in (("cut", self._cut), ("refused_members", self._refused)) if on]

    def sizes(self) -> list[int]:
        return [5, len(self._files)]

    def parts(self) -> list[Part]:
        return [file.part for file in self._files.values()]

    def part(self, path: str) -> PartFile:
        """A member that may be read. Raises wire.RefusedError("no_part")."""
        file = self._files.get(path)
        if file is None or file.part.note in REFUSED:
            raise wire.RefusedError("no_part")
        return file


def _note(member: Member, total: int, octets: int) -> str:
    if member.note:
        return member.note
    name = member.name.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or _DRIVE.match(name):
        return "outside"
    if member.size > MOST_MEMBER or total > MOST_TOTAL:
        return "too_big"
    packed = octets if member.packed == UNKNOWN else member.packed
    if member.size > WORTH_A_RATIO and member.size > RATIO * max(1, packed):
        return "bomb"
    return "archive" if name.lower().endswith(_PACKED) else ""


def make(source: Source) -> ArchiveReader:
    """Open an archive by its first octets. Raises wire.RefusedError."""
    head = source.head(6)
    if head[:2] == b"PK":
        from desktop.evidence.decoder import archive_zip

        return archive_zip.read(source)
    if head == SEVEN_ZIP:
        from desktop.evidence.decoder import archive_7z

        return archive_7z.read(source)
    from desktop.evidence.decoder import archive_tar

    return archive_tar.read(source)


def preload(kind: str) -> None:
    """Import what a kind needs and list a tiny archive, so that nothing has to be loaded later."""
    text.preload()
    if kind == "archive7z":
        from desktop.evidence.decoder import archive_7z

        archive_7z.preload()
    else:
        from desktop.evidence.decoder import archive_tar, archive_zip

        archive_zip.preload()
        archive_tar.preload()
