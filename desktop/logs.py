"""Reports of our own faults: where in the code, never with what data."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

from desktop import __version__
from desktop.clock import Clock, stamp
from desktop.errors import BugError, KnownError
from desktop.paths import Paths

REPORTS_KEPT = 10


def report_text(error: BaseException, clock: Clock) -> str:
    """Versions, kinds of errors and places in the code. What foreign errors say is left out: it may quote data."""
    lines = [
        f"Collegium {__version__}",
        f"at {stamp(clock.now())}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}",
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        said = str(current) if isinstance(current, (KnownError, BugError)) else ""
        lines += ["", f"{type(current).__module__}.{type(current).__qualname__} {said}".rstrip()]
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def _place(filename: str) -> str:
    path = Path(filename)
    root = Path(__file__).resolve().parent.parent
    with contextlib.suppress(ValueError):
        return str(path.resolve().relative_to(root))
    return path.name


class CrashReports:
    """Catches what nobody caught, writes it to the workstation's log folder (0600, the last ten are kept)."""

    def __init__(self, paths: Paths, clock: Clock, role: str = "desk") -> None:
        self._role = role
        self.previous: Path | None = None  # what the interpreter left when the last process of this role crashed
        self._folder = paths.logs
        self._clock = clock
        self._fatal: IO[str] | None = None
        self.on_report: Callable[[Path], None] = lambda file: None

    def install(self) -> None:
        """Take over the hooks of the interpreter, for threads too, and log crashes of the interpreter itself."""
        sys.excepthook = self._caught
        threading.excepthook = lambda given: self._caught(given.exc_type, given.exc_value, given.exc_traceback)
        fatal = self._folder / f"fatal-{self._role}.txt"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if fatal.exists() and fatal.stat().st_size:
                self.previous = self._folder / f"report-crash-{stamp(self._clock.now()).replace(':', '')[:17]}.txt"
                fatal.replace(self.previous)
            self._fatal = open(  # noqa: SIM115, PTH123 - faulthandler needs it for the life of the process
                os.open(fatal, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
            )
            faulthandler.enable(self._fatal, all_threads=True)

    def write(self, error: BaseException) -> Path | None:
        """Write a report; None if the folder can't be written."""
        name = stamp(self._clock.now()).replace(":", "").replace(".", "-")
        file = self._folder / f"report-{name}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                out.write(report_text(error, self._clock))
            for old in sorted(self._folder.glob("report-*.txt"))[:-REPORTS_KEPT]:
                old.unlink()
        except OSError:
            return None
        return file

    def _caught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or error is None:
            return
        error = error if error.__traceback__ else error.with_traceback(trace)
        sys.stderr.write(report_text(error, self._clock))
        file = self.write(error)
        if file is not None:
            self.on_report(file)
