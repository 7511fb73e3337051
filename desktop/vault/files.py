"""Files that are there whole or not at all: temporary file, fsync, rename, fsync of the folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

# Flags for every file that is written: octets as they are, and never through a link somebody put there.
PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)

DISK_FULL = Sentence(
    "vault.disk_full",
    N_("The disk is full: the change was not saved and everything saved before is safe."),
    N_("Free some space on the disk and do it again."),
)
DISK_FAILED = Sentence(
    "vault.disk_failed",
    N_("The disk did not take or return the data ({reason}). What was saved before was not touched."),
    N_("Check the disk and its cable, copy the vault to another disk and run the vault check there."),
)


@contextmanager
def disk_failures() -> Iterator[None]:
    """Turn the operating system's errors about the disk into sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise KnownError(DISK_FULL) from error
        raise KnownError(DISK_FAILED, reason=os.strerror(error.errno or errno.EIO)) from error


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, 0600, durably. Raises OSError and then leaves the old file."""
    part = path.with_name(path.name + ".part")
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | PLAIN, PRIVATE_FILE)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable (a no-op where folders can't be opened)."""
    if os.name != "posix":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Create `folder` (parents must exist), 0700, durably. Raises FileExistsError."""
    folder.mkdir(mode=PRIVATE_FOLDER)
    sync_folder(folder.parent)
