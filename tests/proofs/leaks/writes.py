"""Every path that a program and its children opened for writing, created or renamed, as strace saw it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    *("open", "openat", "openat2", "creat", "truncate", "memfd_create"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("mkdir", "mkdirat", "mknod", "mknodat", "connect", "bind"),
    *("execve", "clone", "clone3", "fork", "vfork", "chdir"),
)
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
BIRTHS = frozenset({"clone", "clone3", "fork", "vfork"})
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
FOLDER = re.compile(r"(?:AT_FDCWD|\d+)<((?:[^<>]|<[^<>]*>)*)>, $")
CHILD = re.compile(r"= (\d+)(?: /\* (\d+) in strace's PID NS \*/)?$")


def command(trace: Path) -> tuple[str, ...]:
    """What to put before a program's command; one file per thread appears at `trace`.PID."""
    return (
        *("strace", "-ff", "-qq", "--seccomp-bpf", "-y", "--pidns-translation", "-s", "4096", "-e", "signal=none"),
        *("-e", f"trace={','.join(CALLS)}", "-o", str(trace)),
    )


def missing() -> str:
    """Why the writes can't be watched here; empty when they can."""
    if not shutil.which("strace"):
        return "strace is not installed (apt-get install strace)"
    return "" if os.getuid() == 0 else "only root can read the paths that hardened processes write to"


@dataclass(frozen=True)
class Write:
    """One attempt. `caged`: by a process inside the decoder's own file system; `done`: the system let it happen."""

    call: str
    path: str
    done: bool
    caged: bool
    program: str


@dataclass
class _Thread:
    parent: int = 0
    programs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def read(trace: Path, cwd: Path) -> list[Write]:
    """All writes of all threads; `cwd` is where the program was started."""
    threads = {int(file.suffix[1:]): _thread(file) for file in trace.parent.glob(f"{trace.name}.*")}
    for pid, thread in threads.items():
        for line in thread.lines:
            call = line.split("(", 1)[0]
            born = CHILD.search(line) if call in BIRTHS else None
            if born is not None and (child := int(born[2] or born[1])) in threads:
                threads[child].parent = pid
    writes = []
    for pid in threads:
        caged, program = _line_of(threads, pid)
        here = cwd
        for line in threads[pid].lines:
            if line.startswith("chdir(") and line.endswith("= 0"):
                here = Path(_path(line.partition("(")[2], 0, here))
            writes.extend(_writes(line, here, caged, program))
    return writes


def pids(trace: Path) -> list[int]:
    """Every thread that strace has followed so far."""
    return [int(file.suffix[1:]) for file in trace.parent.glob(f"{trace.name}.*")]


def _thread(file: Path) -> _Thread:
    lines = tuple(file.read_text("utf-8", "replace").splitlines())
    programs = tuple(
        found[1]
        for line in lines
        if line.startswith("execve(") and line.endswith("= 0") and (found := STRING.search(line))
    )
    return _Thread(0, programs, lines)


def _line_of(threads: dict[int, _Thread], pid: int) -> tuple[bool, str]:
    """Whether a thread comes from bubblewrap, and the last program that its process became."""
    program, at, seen = "", pid, set()
    while at in threads and at not in seen:
        seen.add(at)
        if threads[at].programs:
            program = program or threads[at].programs[-1]
            if any(Path(name).name == "bwrap" for name in threads[at].programs):
                return True, program
        at = threads[at].parent
    return False, program


def _writes(line: str, cwd: Path, caged: bool, program: str) -> Iterator[Write]:
    call, _, rest = line.partition("(")
    done = not re.search(r"= -1 E\w+ \(.*\)$", line) and not line.endswith("= ?")
    if call in ("open", "openat", "openat2", "creat", "truncate"):
        if call in ("creat", "truncate") or WRITING.search(rest.split(") = ")[0]):
            yield Write(call, _path(rest, 0, cwd), done, caged, program)
    elif call.startswith(("rename", "link", "symlink", "mkdir", "mknod")):
        place = 1 if call.startswith(("rename", "link", "symlink")) else 0
        yield Write(call, _path(rest, place, cwd), done, caged, program)
    elif call == "memfd_create":
        yield Write(call, "memory", done, caged, program)
    elif call in ("connect", "bind"):
        yield Write(call, _address(rest), done, caged, program)


def _path(rest: str, place: int, cwd: Path) -> str:
    """The `place`-th text of the call, absolute where its folder is known."""
    found = list(STRING.finditer(rest))
    if len(found) <= place:
        return rest[:200]  # something that isn't understood is a stranger
    name = _unescaped(found[place][1])
    if name.startswith("/"):
        return os.path.normpath(name)
    before = FOLDER.search(rest[: found[place].start()])
    folder = _unescaped(before[1]) if before else str(cwd)
    return os.path.normpath(f"{folder}/{name}")


def _address(rest: str) -> str:
    family = re.search(r"sa_family=(\w+)", rest)
    where = re.search(r'sun_path=@?"((?:[^"\\]|\\.)*)"', rest)
    return f"{family[1] if family else '?'}:{_unescaped(where[1]) if where else ''}"


def _unescaped(text: str) -> str:
    """strace prints octets beyond ASCII as octal escapes."""
    return text.encode("latin-1", "replace").decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


class AllowList:
    """Where writing is expected. Whatever succeeds elsewhere is a stranger."""

    def __init__(self, plain: Sequence[str], caged: Sequence[str]) -> None:
        self._plain = re.compile("|".join(f"(?:{one})" for one in plain))
        self._caged = re.compile("|".join(f"(?:{one})" for one in caged))

    def strangers(self, writes: Sequence[Write]) -> list[Write]:
        return [w for w in writes if w.done and not (self._caged if w.caged else self._plain).fullmatch(w.path)]
