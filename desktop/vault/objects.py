"""Sealed objects: one file per exhibit under `objects/`, named by a random id, each with a key of its own."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.jobs import Progress
from desktop.vault import files, stream

OBJECT_DAMAGED = Sentence(
    "vault.object_damaged",
    N_("A sealed file of this vault is damaged or was exchanged. Nothing of it is shown."),
    N_("Run the vault check and restore the file from a backup."),
)
OBJECT_MISSING = Sentence(
    "vault.object_missing",
    N_("A sealed file is missing from this vault. The register still describes it."),
    N_("Run the vault check and restore the file from a backup."),
)
SOURCE_FAILED = Sentence(
    "vault.source_failed",
    N_("The file could not be read to its end. Nothing of it was taken in."),
    N_("Check that the disk or the network folder is still connected and take the file in again."),
)
SEALING_REFUSED = Sentence(
    "vault.sealing_refused",
    N_("This vault is open for reading only: no file was taken in."),
    N_("Copy the vault to a disk that can be written, or acknowledge the warning shown at unlock, to work in it."),
)

ID_SIZE = 16
KEY_SIZE = 32
CACHED = 4  # plaintext segments kept per open object, 1 MiB each


@dataclass(frozen=True)
class SealedObject:
    """A freshly sealed file: what the register must keep to find, open and judge it. `octets` is its size on disk."""

    object_id: bytes
    key: bytes = field(repr=False)
    size: int
    sha256: bytes
    octets: int


class Objects:
    """The object folder of an open vault. Every method may run on the pool; no state is shared between calls."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self.read_only = read_only

    def path(self, object_id: bytes) -> Path:
        name = object_id.hex()
        return self.folder / name[:2] / name

    def seal(self, source: BinaryIO, progress: Progress | None = None, *, size: int = 0) -> SealedObject:
        """Encrypt `source` to its end into a new object: durable and in place when this returns.

        `size` (expected octets, 0 when unknown) is only for progress. Raises KnownError: disk full, source failed,
        read-only, cancelled; nothing is left behind then. The row that owns the object is written afterwards.
        """
        if self.read_only:
            raise KnownError(SEALING_REFUSED)
        object_id, key = os.urandom(ID_SIZE), os.urandom(KEY_SIZE)
        final = self.path(object_id)
        part = self.folder / "tmp" / f"{object_id.hex()}.part"

        def moved(octets: int) -> None:
            if progress is not None:
                progress.at(octets, max(size, octets))

        with files.disk_failures():
            for folder in (part.parent, final.parent):
                with suppress(FileExistsError):
                    files.make_folder(folder)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | files.PLAIN
            fd = os.open(part, flags, files.PRIVATE_FILE)
            try:
                with os.fdopen(fd, "wb", buffering=0) as raw:
                    count, digest = stream.seal(_reading(source), _writing(raw), key, object_id, moved)
                    os.fsync(raw.fileno())
                part.rename(final)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
            files.sync_folder(final.parent)
        return SealedObject(object_id, key, count, digest, stream.sealed_size(count))

    def open(self, object_id: bytes, key: bytes) -> ObjectReader:
        """Open for reading at random. The length is authenticated before this returns.

        Raises KnownError(OBJECT_MISSING | OBJECT_DAMAGED).
        """
        try:
            return ObjectReader(self.path(object_id), object_id, key)
        except FileNotFoundError:
            raise KnownError(OBJECT_MISSING) from None

    def remove(self, object_id: bytes) -> None:
        """Unlink an object whose row is gone already. A missing file is no error."""
        if self.read_only:
            raise KnownError(SEALING_REFUSED)
        path = self.path(object_id)
        with files.disk_failures(), suppress(FileNotFoundError):
            path.unlink()
            files.sync_folder(path.parent)

    def sweep(self) -> int:
        """Remove what an interrupted `seal` left under `tmp` (only while the lock is held). Returns how many."""
        gone = 0
        with files.disk_failures(), suppress(FileNotFoundError):
            for path in (self.folder / "tmp").glob("*.part"):
                path.unlink()
                gone += 1
        return gone


class ObjectReader:
    """Random access to one object. `read` is thread-safe; plaintext segments are dropped on `close`."""

    def __init__(self, path: Path, object_id: bytes, key: bytes) -> None:
        self._fd = os.open(path, os.O_RDONLY | files.PLAIN)
        self._cache: OrderedDict[int, bytes] = OrderedDict()
        self._guard = threading.Lock()
        try:
            self._total = os.fstat(self._fd).st_size
            head = self._pread(stream.HEADER, 0)
            self.size = stream.plain_size(self._total)
            if len(head) != stream.HEADER or head[0] != stream.HEADER or self.size < 0:
                raise KnownError(OBJECT_DAMAGED)
            self._prefix = head[-stream.PREFIX :]
            self._aead = stream.cipher(key, head[1 : 1 + stream.SALT], object_id)
            self._count = max(1, -(-self._total // stream.SEGMENT))
            self._segment(self._count - 1)  # only the last segment says that nothing was cut off
        except BaseException:
            self.close()
            raise

    def read(self, position: int, count: int) -> bytes:
        """Up to `count` octets at `position`; fewer only at the end. Raises KnownError(OBJECT_DAMAGED)."""
        position = max(0, position)
        left = max(0, min(count, self.size - position))
        pieces: list[memoryview] = []
        while left:
            number, offset = stream.place(position)
            with self._guard:
                piece = memoryview(self._segment(number))[offset : offset + left]
            pieces.append(piece)
            position += len(piece)
            left -= len(piece)
        return bytes(pieces[0]) if len(pieces) == 1 else b"".join(pieces)

    def digest(self, progress: Progress | None = None) -> bytes:
        """SHA-256 of the whole plaintext; every segment is authenticated on the way. Nothing is cached."""
        sha = hashlib.sha256()
        for number in range(self._count):
            sha.update(self._decrypt(number))
            if progress is not None:
                progress.at(min(self._total, (number + 1) * stream.SEGMENT), self._total)
        return sha.digest()

    def close(self) -> None:
        with self._guard:
            self._cache.clear()
            fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def __enter__(self) -> ObjectReader:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _segment(self, number: int) -> bytes:
        found = self._cache.get(number)
        if found is None:
            found = self._decrypt(number)
            while len(self._cache) >= CACHED:
                self._cache.popitem(last=False)
            self._cache[number] = found
        else:
            self._cache.move_to_end(number)
        return found

    def _decrypt(self, number: int) -> bytes:
        start = number * stream.SEGMENT + (stream.HEADER if number == 0 else 0)
        end = min((number + 1) * stream.SEGMENT, self._total)
        sealed = self._pread(end - start, start)
        try:
            return self._aead.decrypt(stream.nonce(self._prefix, number, number == self._count - 1), sealed, None)
        except InvalidTag:
            raise KnownError(OBJECT_DAMAGED) from None

    def _pread(self, count: int, position: int) -> bytes:
        with files.disk_failures():
            if hasattr(os, "pread"):
                return os.pread(self._fd, count, position)
            os.lseek(self._fd, position, os.SEEK_SET)  # the lock is held wherever this matters
            return os.read(self._fd, count)


def _reading(source: BinaryIO) -> Callable[[memoryview], int]:
    """The caller's stream as a filler of buffers; its errors are told apart from those of our own disk."""
    direct: Callable[[memoryview], int | None] | None = getattr(source, "readinto", None)

    def fill(into: memoryview) -> int:
        try:
            if direct is not None:
                return direct(into) or 0
            piece = source.read(len(into))
        except OSError as error:
            raise KnownError(SOURCE_FAILED) from error
        into[: len(piece)] = piece
        return len(piece)

    return fill


def _writing(raw: FileIO) -> Callable[[bytes | memoryview], None]:
    """A `write` that takes everything or raises (a raw write may be short)."""

    def write(data: bytes | memoryview) -> None:
        view = memoryview(data)
        while view:
            view = view[raw.write(view) :]

    return write
