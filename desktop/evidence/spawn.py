"""Starting decoder processes: command lines, file descriptors, the thread that starts them, and ending them."""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import queue
import select
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import cast

from desktop.evidence.decoder import cage, wire
from desktop.evidence.tiers import faults
from desktop.paths import resource
from models.views.evidence import Tier

HELLO_SECONDS = 20.0
# Linux: fcntl.h. Sealed before it is handed out, so that it can't be cut under a reader.
_ADD_SEALS, _SEAL_ONLY, _SEAL_SHRINK, _SEAL_GROW = 1033, 1, 2, 4

PACKAGES: tuple[str, ...] = ("pypdfium2", "pypdfium2_raw", "pypdfium2_cfg", "PIL", "charset_normalizer")
PACKAGES += ("selectolax", "oxmsg", "olefile")  # web pages and mail
PACKAGES += ("python_calamine", "lxml", "docx", "pptx", "xlsxwriter", "striprtf")  # office documents
# 7z archives
PACKAGES += ("py7zr", "Cryptodome", "bcj", "inflate64", "pyppmd", "multivolumefile", "psutil", "backports")
PACKAGES += ("pi_heif", "resvg_py", "defusedxml")  # HEIC, SVG
MODULES = ("typing_extensions", "_pi_heif", "brotli", "_brotli")  # single files that they import
ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path += {paths!r}; from desktop.evidence.decoder.main import main; main(sys.argv[1:])"


class SpawnError(Exception):
    """No decoder came up. `reason` is a code for Isolation; `faults` what the self-test found, `report` all it said."""

    def __init__(self, reason: str, found: tuple[str, ...] = (), report: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.faults = found
        self.report = report or {}


class Child:
    """One decoder process with its socket and memory files. Made by `start` only."""

    def __init__(
        self, process: subprocess.Popen[bytes], control: socket.socket, inbox: int, outbox: int, reader: str = "any"
    ) -> None:
        self.reader = reader
        self.process = process
        self.control = control
        self.inbox = inbox
        self.outbox = outbox
        self.report: dict[str, str] = {}
        self.busy = False  # a question is under way
        self._closing = threading.Lock()
        self._closed = False

    def send(self, message: dict[str, object]) -> None:
        """Raises OSError when the child does not take it at once."""
        self.control.send(wire.pack(message), socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)

    def receive(self, seconds: float) -> dict[str, object] | None:
        """The next message; None after `seconds` without one. Raises EOFError at the end, ValueError for nonsense."""
        ready = select.poll()
        try:
            ready.register(self.control, select.POLLIN)
            if not ready.poll(seconds * 1000):
                return None
            data = self.control.recv(wire.MESSAGE + 1)
        except (OSError, ValueError):
            raise EOFError from None
        if not data:
            raise EOFError
        return wire.unpack(data)

    def hang_up(self) -> None:
        """Wake whoever waits for an answer; it finds the line dead."""
        with contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_RDWR)

    def resident(self) -> int:
        """Octets of memory that the process and its children hold, 0 when it is gone."""
        return sum(resident(pid) for pid in family(self.process.pid))

    def close(self) -> None:
        """End the process. The line goes first: a killed bubblewrap's child may answer once more."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
        self.hang_up()
        self.control.close()
        pids = family(self.process.pid)
        for pid in reversed(pids):
            with contextlib.suppress(OSError):
                os.kill(pid, 9)
        self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()
        os.close(self.inbox)
        os.close(self.outbox)


class Launcher:
    """The one thread that starts decoders. It lives as long as the program: `--die-with-parent` follows the thread."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[tuple[Callable[[], Child], Future[Child]]] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="decoder-launcher", daemon=True).start()

    def start(self, tier: Tier, reader: str = "any") -> Future[Child]:
        """A checked decoder with this reader loaded, or SpawnError."""
        return self.run(lambda: start(tier, reader))

    def run(self, work: Callable[[], Child]) -> Future[Child]:
        """What `work` starts, started on this thread."""
        future: Future[Child] = Future()
        self._work.put((work, future))
        return future

    def _run(self) -> None:
        while True:
            work, future = self._work.get()
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)


def start(tier: Tier, reader: str = "any", *, caged_as: str | None = None) -> Child:
    """Start a decoder and judge its self-test. Raises SpawnError. `caged_as` misleads the child (negative test)."""
    if not sys.platform.startswith("linux"):
        raise SpawnError("platform")
    program = cage.filter_of("loose")
    if program is None or cage.filter_of("tight") is None:
        raise SpawnError("no_filter")
    bubblewrap = shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin")
    if tier == "sandbox" and bubblewrap is None:
        raise SpawnError("no_bubblewrap")
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    inbox, outbox = memory("inbox", wire.INBOX), memory("outbox", wire.OUTBOX)
    handed = [theirs.fileno(), inbox, outbox]
    rules = memory("rules", len(program), program)
    try:
        command = _command([str(n) for n in handed], caged_as or tier, reader)
        if tier == "sandbox":
            command = [*sandbox(cast(str, bubblewrap), rules, readable()), "--", *command]
        process = subprocess.Popen(
            command,
            pass_fds=[*handed, rules] if tier == "sandbox" else handed,
            env={},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,  # a file would be closed to it by RLIMIT_FSIZE
            start_new_session=True,
        )
    except OSError as error:
        for number in (inbox, outbox):
            os.close(number)
        ours.close()
        raise SpawnError("not_started") from error
    finally:
        theirs.close()
        os.close(rules)
    child = Child(process, ours, inbox, outbox, reader)
    try:
        child.report = hello(child)
    except SpawnError:
        child.close()
        raise
    # what it may print from now on is nobody's business
    cast(object, process.stderr and process.stderr.close())
    found = faults(tier, child.report, handed, readable(), str(Path.home()))
    if found:
        child.close()
        raise SpawnError("self_test", found, child.report)
    return child


def hello(child: Child) -> dict[str, str]:
    try:
        message = child.receive(HELLO_SECONDS)
    except (EOFError, ValueError):
        raise SpawnError("not_started") from None
    report = message.get("report") if message else None
    if message is None or message.get("v") != wire.VERSION or not isinstance(report, dict):
        raise SpawnError("not_started")
    return {str(name)[:40]: str(value)[:500] for name, value in report.items()}


def _command(handed: list[str], tier: str, reader: str) -> list[str]:
    tail = [*handed, tier, reader, str(resource("fonts")), str(Path.home())]
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).parent / "collegium-decoder"), *tail]
    start_code = _START.format(paths=import_paths())
    return [base_python(), "-I", "-S", "-B", "-X", "utf8", "-c", start_code, *tail]


def sandbox(bubblewrap: str, rules: int, readable: Sequence[str], inside: Sequence[str] = ()) -> list[str]:
    """The command that closes a process in; `readable` are the paths that it sees, `inside` is arranged before."""
    flags = "--unshare-all --die-with-parent --new-session --cap-drop ALL --uid 65534 --gid 65534 --hostname decoder"
    out = [bubblewrap, *flags.split(), "--clearenv", *inside]
    for path in readable:
        out += ["--ro-bind", path, path]
    for name in ("lib", "lib64", "lib32"):
        link = Path("/") / name
        if link.is_symlink():
            out += ["--symlink", os.readlink(link), str(link)]  # noqa: PTH115
        elif link.is_dir():
            out += ["--ro-bind", str(link), str(link)]
    out += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]
    return [*out, "--seccomp", str(rules)]


@cache  # what is installed does not change while the program runs, and a decoder starts for every document
def readable(more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Every path that the sandbox shows, at its own place; `more` are further ones."""
    paths = ["/usr/lib", "/usr/lib64", "/etc/ld.so.cache", str(resource("fonts")), *more]
    if getattr(sys, "frozen", False):
        return tuple(path for path in [*paths, str(Path(sys.executable).parent)] if Path(path).exists())
    python = Path(base_python())
    library = Path(sys.base_prefix) / "lib"
    paths += [str(python)] if library == Path("/usr/lib") else [str(python), str(library)]
    for name in PACKAGES:
        paths += folders(name)
    for name in MODULES:
        found = importlib.util.find_spec(name)
        paths += [found.origin] if found and found.origin else []
    # compiled helpers that some wheels put beside their package
    for folder in _site_folders():
        paths += [str(file) for file in Path(folder).glob("*__mypyc*.so")]
        paths += [str(Path(folder) / "pillow.libs"), str(Path(folder) / "pi_heif.libs")]
    here = Path(__file__).resolve().parent
    paths += [str(ROOT / "desktop" / "__init__.py"), str(here / "__init__.py"), str(here / "decoder")]
    return tuple(path for path in dict.fromkeys(paths) if Path(path).exists())


@cache
def folders(package: str) -> tuple[str, ...]:
    """Where a package lies; empty if it is not installed."""
    found = importlib.util.find_spec(package)
    return tuple(found.submodule_search_locations or ()) if found else ()


def _site_folders() -> list[str]:
    return list(dict.fromkeys(str(Path(folder).parent) for name in PACKAGES for folder in folders(name)))


def import_paths() -> list[str]:
    return [str(ROOT), *_site_folders()]


def base_python() -> str:
    return os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)


def memory(name: str, size: int, data: bytes = b"") -> int:
    number = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(number, size)
    if data:
        os.pwrite(number, data, 0)
    fcntl.fcntl(number, _ADD_SEALS, _SEAL_ONLY | _SEAL_SHRINK | _SEAL_GROW)
    return number


def family(pid: int) -> list[int]:
    """The process and its descendants, parents first."""
    found, at = [pid], 0
    while at < len(found):
        found += [child for child in _children(found[at]) if child not in found]
        at += 1
    return found


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        with os.scandir(f"/proc/{pid}/task") as tasks:
            for task in tasks:
                found += [int(child) for child in Path(task.path, "children").read_text().split()]
        return found
    # a kernel without that list: look who names the process as its parent (proc(5), stat, field 4)
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                if int(Path(entry.path, "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                    found.append(int(entry.name))
    return found


def resident(pid: int) -> int:
    """Octets of memory that one process holds, 0 when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
