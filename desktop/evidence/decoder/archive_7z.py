"""7z archives by py7zr. One member is unpacked at a time, in memory and no further than its stated size."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import IO, Any, cast

import py7zr
from py7zr.exceptions import ArchiveError
from py7zr.io import Py7zIO, WriterFactory

from desktop.evidence.decoder import wire
from desktop.evidence.decoder.archive import ArchiveReader, Member
from desktop.evidence.decoder.parts import UNKNOWN
from desktop.evidence.decoder.rehearsal import source as at_hand
from desktop.evidence.decoder.source import Source

MOST_MEMORY = 256 << 20  # octets of a member, which is held whole


def read(source: Source) -> ArchiveReader:
    """Raises wire.RefusedError: damaged, encrypted."""
    with _opened(source) as archive:
        locked = archive.needs_password()
        infos = archive.list()
        members = [
            Member(
                info.filename,
                int(info.uncompressed or 0),
                UNKNOWN,
                info.creationtime.strftime("%Y-%m-%d %H:%M") if info.creationtime else "",
                _note(info, locked=locked),
                _opener(source, infos, number),
            )
            for number, info in enumerate(infos[: wire.MOST_PARTS])
        ]
    return ArchiveReader(members, {}, source.size, cut=len(infos) > wire.MOST_PARTS)


def _opened(source: Source) -> py7zr.SevenZipFile:
    try:
        return py7zr.SevenZipFile(cast(IO[bytes], Source(source.size, source.part)))
    except py7zr.PasswordRequired:
        raise wire.RefusedError("encrypted") from None
    except Exception:  # the library raises whatever a damaged header leads it to
        raise wire.RefusedError("damaged") from None


def _note(info: Any, *, locked: bool) -> str:
    if info.is_directory:
        return "folder"
    if info.is_symlink:
        return "link"
    if not info.is_file:
        return "device"
    if locked:
        return "encrypted"
    return "too_big" if int(info.uncompressed or 0) > MOST_MEMORY else ""


def _opener(source: Source, infos: list[Any], number: int) -> Callable[[], IO[bytes]]:
    def open_() -> IO[bytes]:
        name, size = infos[number].filename, int(infos[number].uncompressed or 0)
        if sum(info.filename == name for info in infos) > 1:
            raise wire.RefusedError("no_part")  # which of them would come is not sure
        store = _Store(size)
        try:
            with _opened(source) as archive:
                archive.extract(targets=[name], factory=store)
        except wire.RefusedError:
            raise
        except (ArchiveError, zlib.error, OSError, EOFError, ValueError, RuntimeError):
            raise wire.RefusedError("damaged") from None
        return io.BytesIO(bytes(store.data))

    return open_


class _Store(WriterFactory):
    """Keeps what is written of the one member that is wanted, up to its size."""

    def __init__(self, size: int) -> None:
        self.data = bytearray()
        self._size = size

    def create(self, filename: str) -> Py7zIO:
        del filename
        self.data.clear()
        return _Sink(self.data, self._size)


class _Sink(Py7zIO):
    def __init__(self, data: bytearray, size: int) -> None:
        self._data = data
        self._size = size
        self._at = 0

    def write(self, s: bytes | bytearray) -> int:
        if len(self._data) + len(s) > self._size:
            raise wire.RefusedError("too_big")
        self._data += s
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        data = bytes(self._data[self._at : None if size is None else self._at + size])
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        base = {0: 0, 1: self._at, 2: len(self._data)}[whence]
        self._at = base + offset
        return self._at

    def flush(self) -> None:
        return None

    def size(self) -> int:
        return len(self._data)


def preload() -> None:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(b"x" * 100, "x")
    reader = read(at_hand(out.getvalue()))
    reader.part("0").open().read()
