"""The three roles of the program's processes: the gate asks for the passphrase, the desk works, the watcher waits.

The gate starts the desk, hands it the vault key through a pipe and, once the desk shows its window, replaces itself
by the watcher (`execv`), so that no process lives on that has seen the passphrase. A desk that ends with `LOCKED`
makes the watcher the gate again. Standard library only: the watcher must stay small.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

LOCKED = 75  # the desk was locked: ask for the passphrase again
REFUSED = 77  # the desk could not open the vault; it said why before
KEY_BYTES = 32
# Signals by which a process dies of a fault (or of the kernel's want of memory), not at somebody's wish.
CRASHES = frozenset({signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGKILL})
Role = Literal["gate", "desk", "watch"]


@dataclass(frozen=True)
class Start:
    """What a process was started as. `key_fd` and `status_fd` belong to the desk, `pid` to the watcher."""

    role: Role
    profile: Path | None = None
    vault: Path | None = None
    returned: bool = False  # the gate comes back after a lock
    crashed: bool = False  # the gate comes back because the desk died
    key_fd: int = -1
    status_fd: int = -1
    pid: int = 0


def parse(arguments: Sequence[str]) -> Start:
    """The role named by argv. Ends the program with code 2 on arguments that it doesn't know."""
    parser = argparse.ArgumentParser(prog="collegium", description="Offline case review in a window.")
    parser.add_argument("--gate", action="store_true", help="show the unlock window (the default)")
    parser.add_argument("--desk", nargs=2, type=int, metavar=("KEY", "STATUS"), help=argparse.SUPPRESS)
    parser.add_argument("--watch", type=int, metavar="PID", help=argparse.SUPPRESS)
    parser.add_argument("--profile", type=Path, help="keep settings and outside heads in this folder")
    parser.add_argument("--vault", type=Path, help="offer this vault first")
    parser.add_argument("--returned", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--crashed", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(list(arguments))
    if given.watch is not None:
        return Start("watch", given.profile, given.vault, pid=given.watch)
    if given.desk is not None:
        return Start("desk", given.profile, key_fd=given.desk[0], status_fd=given.desk[1])
    return Start("gate", given.profile, given.vault, given.returned, given.crashed)


@dataclass(frozen=True)
class Launch:
    """How this program starts itself. `prefix` is the command without a role; tests put their own entry there."""

    prefix: tuple[str, ...]
    profile: Path | None = None

    @classmethod
    def own(cls, profile: Path | None = None) -> Launch:
        if getattr(sys, "frozen", False):
            return cls((sys.executable,), profile)
        return cls((sys.executable, "-P", "-m", "desktop"), profile)

    def command(self, *role: str) -> list[str]:
        profile = ("--profile", str(self.profile)) if self.profile is not None else ()
        return [*self.prefix, *role, *profile]

    def gate_command(self, vault: Path | None = None, *, why: str = "") -> list[str]:
        """`why`: "--returned" or "--crashed"."""
        offered = ("--vault", str(vault)) if vault is not None else ()
        return self.command("--gate", *offered, *((why,) if why else ()))

    def desk_command(self, key_fd: int, status_fd: int) -> list[str]:
        return self.command("--desk", str(key_fd), str(status_fd))

    def watch_command(self, pid: int, vault: Path) -> list[str]:
        return self.command("--watch", str(pid), "--vault", str(vault))


def environment() -> dict[str, str]:
    """The environment of our own processes: where the program lies, so that the working folder doesn't matter."""
    values = dict(os.environ)
    if not getattr(sys, "frozen", False):
        root = str(Path(__file__).resolve().parent.parent)
        known = [part for part in values.get("PYTHONPATH", "").split(os.pathsep) if part and part != root]
        values["PYTHONPATH"] = os.pathsep.join([root, *known])
    return values


def become(command: list[str]) -> NoReturn:
    """Replace this process. Everything that it knew is gone; descriptors made by Python close."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(command[0], command, environment())  # noqa: S606 - our own interpreter, no shell


def become_watcher(launch: Launch, pid: int, vault: Path) -> None:
    """Leave the gate's memory behind. A request to end that comes meanwhile waits until the watcher can pass it on."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    become(launch.watch_command(pid, vault))


def start_desk(launch: Launch) -> tuple[subprocess.Popen[bytes], int, int]:
    """Start a desk: its process, our end of the key pipe (write) and of the status pipe (read)."""
    key_read, key_write = os.pipe()
    status_read, status_write = os.pipe()
    try:
        process = subprocess.Popen(
            launch.desk_command(key_read, status_write),
            pass_fds=(key_read, status_write),
            stdin=subprocess.DEVNULL,
            env=environment(),
        )
    finally:
        os.close(key_read)  # otherwise the desk's end of file never comes
        os.close(status_write)
    return process, key_write, status_read


def watch(start: Start, launch: Launch) -> int:
    """Wait for the desk; after a lock or a crash become the gate again, else return the desk's exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to the desk too, which saves and ends
    signal.signal(signal.SIGTERM, lambda _number, _frame: _pass_on(start.pid))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    _, status = os.waitpid(start.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    crashed = -code in CRASHES
    if code == LOCKED or crashed:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        become(launch.gate_command(start.vault, why="--crashed" if crashed else "--returned"))
    return code


def _pass_on(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)


@dataclass(frozen=True)
class Handed:
    """What goes through the key pipe, once: the vault's folder and its key."""

    folder: Path
    key: bytes

    def pack(self) -> bytes:
        where = json.dumps({"folder": str(self.folder)}).encode()
        return self.key + len(where).to_bytes(4, "big") + where

    @classmethod
    def unpack(cls, data: bytes) -> Handed | None:
        """None while the message is not complete yet."""
        if len(data) < KEY_BYTES + 4:
            return None
        length = int.from_bytes(data[KEY_BYTES : KEY_BYTES + 4], "big")
        text = data[KEY_BYTES + 4 :]
        if len(text) < length:
            return None
        return cls(Path(json.loads(text[:length])["folder"]), data[:KEY_BYTES])
