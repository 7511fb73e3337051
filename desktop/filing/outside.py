"""Files outside the vault: written new and private, read within a limit."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from desktop.errors import KnownError
from desktop.filing.sentences import NOT_READ, NOT_WRITTEN, TARGET_EXISTS, TOO_LARGE

PRIVATE = 0o600
MOST_READ = 256 << 20


def refuse_taken(path: Path) -> None:
    """Raise KnownError(TARGET_EXISTS) if anything bears this name."""
    if path.exists() or path.is_symlink():
        raise KnownError(TARGET_EXISTS, name=path.name)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, 0600, whole or not at all. Raises KnownError."""
    refuse_taken(path)
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), PRIVATE)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _place(part, path)
        finally:
            with suppress(OSError):
                part.unlink()
    except FileExistsError:
        raise KnownError(TARGET_EXISTS, name=path.name) from None
    except OSError as error:
        raise KnownError(NOT_WRITTEN, name=path.name, reason=os.strerror(error.errno or 5)) from None


def _place(part: Path, path: Path) -> None:
    try:
        os.link(part, path)  # unlike a rename it never replaces a file that came meanwhile
    except FileExistsError:
        raise
    except OSError:  # no hard links there (FAT on a stick)
        if path.exists():
            raise FileExistsError from None
        part.rename(path)


def read_whole(path: Path, most: int = MOST_READ) -> bytes:
    """The bytes of a file given by the user. Raises KnownError."""
    try:
        if path.stat().st_size > most:
            raise KnownError(TOO_LARGE, name=path.name)
        return path.read_bytes()
    except OSError as error:
        raise KnownError(NOT_READ, name=path.name, reason=os.strerror(error.errno or 5)) from None
