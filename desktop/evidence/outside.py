"""Programs of the machine that help where they are installed: their answer is read within limits, then they are ended.

They run in bubblewrap and are believed nothing; see `tesseract` and `libreoffice`.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import time

from desktop.errors import KnownError, Sentence
from desktop.evidence.sentences import TOO_SLOW
from desktop.evidence.spawn import family, resident
from desktop.jobs import CANCELLED, Progress

PLACES = "/usr/bin:/bin:/usr/local/bin"


def output(
    process: subprocess.Popen[bytes], progress: Progress, seconds: float, most: int, memory: int, failed: Sentence
) -> bytes:
    """All that it prints, at most `most` octets. Raises KnownError: cancelled, too slow, or `failed`: it printed more,
    held more than `memory` octets together with its children, or said itself that it failed.
    """
    assert process.stdout is not None
    number = process.stdout.fileno()
    ready = select.poll()
    ready.register(number, select.POLLIN | select.POLLHUP)
    until = time.monotonic() + seconds
    parts: list[bytes] = []
    size = 0
    while True:
        if ready.poll(100):
            part = os.read(number, 1 << 16)
            if not part:
                break
            parts.append(part)
            size += len(part)
        if progress.cancelled:
            raise KnownError(CANCELLED)
        if time.monotonic() > until:
            raise KnownError(TOO_SLOW, seconds=round(seconds))
        if size > most or sum(resident(pid) for pid in family(process.pid)) > memory:
            raise KnownError(failed)
    if process.wait() != 0:
        raise KnownError(failed)
    return b"".join(parts)


def end(process: subprocess.Popen[bytes]) -> None:
    """End it and everything that it started."""
    for pid in reversed(family(process.pid)):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
