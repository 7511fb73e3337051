"""What the decoder takes away from itself: limits, privileges, files, system calls. Linux only, by ctypes.

Landlock: kernel documentation userspace-api/landlock (syscalls 444–446 on every architecture). seccomp: prctl(2).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
from collections.abc import Sequence
from pathlib import Path

from desktop.evidence.decoder import wire

FILTERS = Path(__file__).resolve().parent / "filters"

_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 4, 22, 38
_SECCOMP_MODE_FILTER = 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_QUERY = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_RULE_PATH_BENEATH = 1


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def filter_of(name: str) -> bytes | None:
    """The seccomp program `tight`, `threaded` or `loose` for this machine, or None where none is shipped."""
    file = FILTERS / f"{name}-{os.uname().machine}.bpf"
    return file.read_bytes() if file.exists() else None


def close_others(kept: Sequence[int]) -> None:
    """Close every descriptor but the standard ones and `kept` (bubblewrap leaves the one of its rules open)."""
    low = 3
    for number in sorted(kept):
        os.closerange(low, number)
        low = number + 1
    os.closerange(low, 4096)


def limit(data: int = wire.DATA_LIMIT, cpu: int = wire.CPU_LIMIT, *, threads: bool = False) -> None:
    """Bound memory, time and output for the rest of this process's life.

    With `threads` their number is not bounded: the kernel counts the user's processes of the whole machine with them.
    """
    for what, most in (
        (resource.RLIMIT_DATA, data),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, wire.OPEN_FILES),
        *(() if threads else ((resource.RLIMIT_NPROC, 1),)),
    ):
        hard = resource.getrlimit(what)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (value, value))


def drop_privileges() -> None:
    """No new privileges ever, and no look into this process's memory by its peers. Raises OSError."""
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def landlock_version() -> int:
    """The kernel's Landlock version, 0 where there is none."""
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, 0, _VERSION_QUERY)))


def landlock(readable: Sequence[str]) -> int:
    """Leave nothing of the file system but reading under `readable`. Returns Landlock's version. Raises OSError.

    Network rules come with version 4, signals and abstract sockets with 6; seccomp closes them before that.
    """
    libc = _libc()
    version = landlock_version()
    if version < 1:
        raise OSError("no landlock")
    rights = 13 if version == 1 else 14 if version == 2 else 15 if version < 5 else 16
    fields = [(1 << rights) - 1]
    if version >= 4:
        fields.append(0b11)
    if version >= 6:
        fields.append(0b11)
    attributes = struct.pack(f"<{len(fields)}Q", *fields)
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock")
    for folder in readable:
        with contextlib.suppress(FileNotFoundError):
            place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            rule = struct.pack("<Qi", _READ_FILE | _READ_DIR, place)
            failed = libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0)
            os.close(place)
            if failed:
                raise OSError(ctypes.get_errno(), "landlock rule")
    if libc.syscall(_RESTRICT_SELF, ruleset, 0):
        raise OSError(ctypes.get_errno(), "landlock")
    os.close(ruleset)
    return version


def seccomp(program: bytes) -> None:
    """Put the BPF `program` in force for good. Raises OSError."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    code = ctypes.create_string_buffer(program, len(program))
    wrapped = Program(len(program) // 8, ctypes.cast(code, ctypes.c_void_p))
    if _libc().prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(wrapped), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")
