"""Handing an exhibit out: re-hashed on the way, to a file that did not exist and that only its owner may read."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop.errors import KnownError
from desktop.evidence import names
from desktop.evidence.line import Source
from desktop.evidence.sentences import HASH_DIFFERS, TARGET_EXISTS, TARGET_REFUSED
from desktop.jobs import Progress

BLOCK = 1 << 20


def digest(source: Source, progress: Progress, take: Callable[[bytes], object] = lambda _: None) -> bytes:
    """SHA-256 over everything; each block is also given to `take`."""
    hashed = hashlib.sha256()
    at = 0
    while at < source.size:
        block = source.read(at, min(BLOCK, source.size - at))
        if not block:
            break
        hashed.update(block)
        take(block)
        at += len(block)
        progress.at(at, source.size)
    return hashed.digest()


def verify(source: Source, expected: bytes, number: str, progress: Progress) -> None:
    """Rule V-EXH-01: the stored hash equals the file's. Raises KnownError(HASH_DIFFERS)."""
    if not hmac.compare_digest(digest(source, progress), expected):
        raise KnownError(HASH_DIFFERS, number=number)


def same(found: str, expected: str, number: str) -> None:
    """Raise KnownError(HASH_DIFFERS) unless two hashes (hex) are equal."""
    if not hmac.compare_digest(found, expected):
        raise KnownError(HASH_DIFFERS, number=number)


class Reading:
    """A source as a stream to its end."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._at = 0

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()

    def read(self, count: int = -1) -> bytes:
        left = self._source.size - self._at
        data = self._source.read(self._at, left if count < 0 else min(count, left)) if left > 0 else b""
        self._at += len(data)
        return data

    def readinto(self, buffer: memoryview) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class Target:
    """A file that did not exist, 0600; it goes again unless everything arrives. Raises KnownError: exists, refused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._shown = names.shown(str(path))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.fdopen(os.open(path, flags, 0o600), "wb")
        except FileExistsError:
            raise KnownError(TARGET_EXISTS, path=self._shown) from None
        except OSError:
            raise KnownError(TARGET_REFUSED, path=self._shown) from None

    def fill(self, source: Source, expected: bytes, number: str, progress: Progress) -> None:
        """Copy everything, durably. Raises KnownError: hash differs, refused, cancelled; the file is gone then."""
        try:
            found = digest(source, progress, self._file.write)
            same(found.hex(), expected.hex(), number)
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError:
            self.give_up()
            raise KnownError(TARGET_REFUSED, path=self._shown) from None
        except BaseException:
            self.give_up()
            raise

    def give_up(self) -> None:
        """Close and remove it."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self.path.unlink()
