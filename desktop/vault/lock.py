"""One process per vault: an operating-system lock on the file `lock`. Its content is information only."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.vault import files

NAME = "lock"

IN_USE = Sentence(
    "vault.in_use",
    N_("This vault is already open in another window or program (process {holder}). Nothing was changed."),
    N_("Close it there, or work on in that window."),
)


class VaultLock:
    """Held while a vault is open. The lock dies with the process; a file left behind means nothing."""

    def __init__(self, folder: Path) -> None:
        """Take the lock. Raises KnownError(IN_USE); OSError when the folder can't be written."""
        self._path = folder / NAME
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | files.PLAIN, files.PRIVATE_FILE)
        try:
            _lock(self._fd)
        except OSError:
            with os.fdopen(self._fd, "rb") as file:
                holder = file.read(20).decode("ascii", "replace").strip()
            raise KnownError(IN_USE, holder=holder or "?") from None
        with suppress(OSError):  # on a full disk the number is missing, the lock holds all the same
            os.ftruncate(self._fd, 0)
            os.write(self._fd, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 20  # locked far behind the content, so that others may read the number

    def _lock(fd: int) -> None:
        os.lseek(fd, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(fd, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
