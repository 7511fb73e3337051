"""First thing in every process that may see a key: no core dumps, no debugger of the same user, private files."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

PR_SET_DUMPABLE = 4  # prctl(2)


def harden() -> None:
    """Close what can be closed from inside. Says nothing where the system has no such switch."""
    os.umask(0o077)
    if os.name == "posix":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
