"""Before it gets any evidence, the decoder tries what it must not be able to do, and says what came of it."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import socket
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

REFUSED = "refused"
POSSIBLE = "POSSIBLE"

_SOCKETS = {
    "inet": (socket.AF_INET, socket.SOCK_STREAM),
    "inet_udp": (socket.AF_INET, socket.SOCK_DGRAM),
    "inet6": (socket.AF_INET6, socket.SOCK_STREAM),
    "unix": (socket.AF_UNIX, socket.SOCK_STREAM),
    "netlink": (getattr(socket, "AF_NETLINK", 16), socket.SOCK_RAW),
}
_PTRACE_CONT = 7  # sys/ptrace.h
_WRITABLE = ("/", "/tmp", "/dev/shm", "/run", "/var/tmp")  # noqa: S108 - these must be closed


def attempts(data_limit: int) -> dict[str, Callable[[], object]]:
    """What must fail in every tier, by name."""
    tries: dict[str, Callable[[], object]] = {
        "read /etc/passwd": lambda: _read("/etc/passwd"),
        "read /proc/1/environ": lambda: _read("/proc/1/environ"),
        "fork": _fork,
        "exec": _exec,
        "signal": lambda: os.kill(os.getppid() or 1, 0),
        "trace the parent": _trace,
        "parent's memory": _peek,
        "memory": lambda: bytearray(data_limit),
        "memfd": lambda: os.memfd_create("x"),
        "executable memory": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC),
        "shared memory": lambda: mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED),
        "pipe": os.pipe,
    }
    for folder in _WRITABLE:
        tries[f"write {folder}"] = partial(_write, folder)
    for name, (family, kind) in _SOCKETS.items():
        tries[f"socket {name}"] = partial(socket.socket, family, kind)
    return tries


def run(home: str, data_limit: int) -> dict[str, str]:
    """Try everything; name → `refused`, `POSSIBLE` or another failure's name. Then what can be seen from here."""
    report = {name: _outcome(attempt) for name, attempt in attempts(data_limit).items()}
    report["descriptors"] = _seen(lambda: sorted(int(n) for n in _names("/proc/self/fd")))
    report["processes"] = _seen(lambda: sorted(int(n) for n in _names("/proc") if n.isdigit()))
    report["home"] = _seen(lambda: sorted(_names(home)))
    report["root"] = _seen(lambda: sorted(_names("/")))
    report["environment"] = " ".join(sorted(os.environ))
    report["network"] = _seen(_interfaces)
    return report


def _outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except MemoryError:
        return REFUSED
    except OSError as error:
        # "not there" is as good as "not allowed": inside the sandbox most of the machine is not there
        closed = {errno.EPERM, errno.EACCES, errno.ENOENT, errno.EROFS, errno.ENOTDIR, errno.ESRCH}
        closed |= {errno.EAFNOSUPPORT, errno.EAGAIN, errno.EFBIG}
        return REFUSED if error.errno in closed else f"errno {error.errno}"
    except Exception as error:
        return type(error).__name__
    return POSSIBLE


def _seen(look: Callable[[], Sequence[object]]) -> str:
    try:
        return " ".join(str(item) for item in look())
    except OSError:
        return REFUSED


def _interfaces() -> list[str]:
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    return sorted(line.split(":")[0].strip() for line in lines)


def _trace() -> None:
    # PTRACE_CONT stops nobody: with the call open it fails with ESRCH, because the parent is not traced
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(_PTRACE_CONT, os.getppid() or 1, None, None) and ctypes.get_errno() in (errno.EPERM, errno.EACCES):
        raise PermissionError(errno.EPERM, "ptrace")


def _peek() -> None:
    # reading from address 0: EFAULT where looking into the parent is possible at all
    libc = ctypes.CDLL(None, use_errno=True)
    here, there = (ctypes.c_size_t * 2)(0, 0), (ctypes.c_size_t * 2)(0, 1)
    if libc.process_vm_readv(os.getppid() or 1, here, 1, there, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "process_vm_readv")


def _write(folder: str) -> None:
    # made by hand and taken away again: where it is possible, a mere empty file must not stay behind
    name = f"{folder.rstrip('/')}/.collegium-decoder-test"
    os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    os.unlink(name)  # noqa: PTH108


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _exec() -> None:
    program = "/usr/bin/true"
    try:
        child = os.fork()
    except OSError:
        os.execv(program, ["true"])  # noqa: S606 - if this works, the host finds the line dead and trusts nothing
    if child == 0:
        try:
            os.execv(program, ["true"])  # noqa: S606
        finally:
            os._exit(1)
    if os.waitpid(child, 0)[1] != 0:
        raise PermissionError(errno.EPERM, "exec")


def _read(name: str) -> None:
    if not Path(name).read_bytes():
        raise PermissionError(errno.EACCES, "nothing in it")


def _names(folder: str) -> list[str]:
    return [entry.name for entry in os.scandir(folder)]
