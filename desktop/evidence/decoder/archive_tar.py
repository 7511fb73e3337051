"""Tar archives, packed or not, and single packed files (gz, bz2, xz), by the standard library."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import IO, cast

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.archive import ArchiveReader, Member
from desktop.evidence.decoder.parts import UNKNOWN
from desktop.evidence.decoder.rehearsal import source as at_hand
from desktop.evidence.decoder.source import Source

MOST_LISTED = 24 << 30  # octets that are unpacked to find the members of a packed tar
_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, OverflowError)
_MARK, _MARK_AT = b"ustar", 257


def read(source: Source) -> ArchiveReader:
    """Raises wire.RefusedError: damaged, too_big."""
    unpacked = _unpacker(source)
    try:
        with unpacked() as file:
            start = file.read(512)
        if not start and source.size:
            raise wire.RefusedError("damaged")
        if start[_MARK_AT : _MARK_AT + len(_MARK)] != _MARK and not _old_tar(start):
            return _single(source, unpacked)
        return _tar(source, unpacked)
    except _BROKEN:
        raise wire.RefusedError("damaged") from None


def _unpacker(source: Source) -> Callable[[], IO[bytes]]:
    """How to read the exhibit unpacked, from its beginning, as often as it is wanted."""
    head = source.head(6)

    def fresh() -> IO[bytes]:
        file: IO[bytes] = io.BufferedReader(Source(source.size, source.part), 1 << 20)
        if head[:2] == b"\x1f\x8b":
            return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
        if head[:3] == b"BZh":
            return bz2.BZ2File(file)
        if head == b"\xfd7zXZ\x00":
            return lzma.LZMAFile(file)
        return file

    return fresh


def _single(source: Source, unpacked: Callable[[], IO[bytes]]) -> ArchiveReader:
    head = source.head(512)
    name = ""
    if head[:2] == b"\x1f\x8b" and len(head) > 10 and head[3] & 8 and not head[3] & 4:  # RFC 1952, FNAME
        name = head[10:].split(b"\0")[0].decode("utf-8", "replace")
    if not head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")):
        raise wire.RefusedError("damaged")
    member = Member(
        name.rpartition("/")[2] or "1",
        UNKNOWN,
        source.size,
        "",
        "",
        lambda: cast(IO[bytes], _Bounded(unpacked(), source.size)),
    )
    return ArchiveReader([member], {}, source.size)


def _tar(source: Source, unpacked: Callable[[], IO[bytes]]) -> ArchiveReader:
    members: list[Member] = []
    cut = False
    listing = _Counted(unpacked())
    with tarfile.open(fileobj=listing, mode="r|") as archive:
        for info in archive:
            if len(members) >= wire.MOST_PARTS:
                cut = True
                break
            members.append(
                Member(info.name, info.size, UNKNOWN, _date(info), _note(info), _opener(unpacked, len(members)))
            )
    if listing.over:
        raise wire.RefusedError("too_big")
    return ArchiveReader(members, {}, source.size, cut=cut)


def _opener(unpacked: Callable[[], IO[bytes]], wanted: int) -> Callable[[], IO[bytes]]:
    def open_() -> IO[bytes]:
        try:
            archive = tarfile.open(fileobj=unpacked(), mode="r|")  # noqa: SIM115 - read until the next is opened
            for number, info in enumerate(archive):
                if number == wanted:
                    file = archive.extractfile(info)
                    if file is not None:
                        return file
                    break
        except _BROKEN:
            raise wire.RefusedError("damaged") from None
        raise wire.RefusedError("no_part")

    return open_


def _note(info: tarfile.TarInfo) -> str:
    if info.isdir():
        return "folder"
    if info.issym() or info.islnk():
        return "link"
    if info.isdev():
        return "device"
    return "" if info.isfile() else "method"


def _date(info: tarfile.TarInfo) -> str:
    try:
        return datetime.fromtimestamp(info.mtime, UTC).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return ""


def _old_tar(start: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(start, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


class _Counted(io.RawIOBase):
    """A stream that ends when more than MOST_LISTED octets came out of it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self._left = MOST_LISTED
        self.over = False

    def readable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        data = self._file.read(min(count if count >= 0 else 1 << 20, 1 << 20))
        self._left -= len(data)
        self.over = self.over or self._left < 0
        return b"" if self.over else data


class _Bounded(io.RawIOBase):
    """A single packed file that grows beyond all measure is refused while it is read."""

    def __init__(self, file: IO[bytes], packed: int) -> None:
        super().__init__()
        self._file = file
        self._left = max(32 << 20, 1100 * packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data = self._file.read(len(view))
        except _BROKEN:
            raise wire.RefusedError("damaged") from None
        self._left -= len(data)
        if self._left < 0:
            raise wire.RefusedError("too_big")
        view[: len(data)] = data
        return len(data)


def preload() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("x")
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
    plain = out.getvalue()
    for data in (plain, gzip.compress(plain), bz2.compress(plain), lzma.compress(plain), gzip.compress(b"x")):
        reader = read(at_hand(data))
        reader.part("0").open().read()
