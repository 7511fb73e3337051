"""`./dev proofs leak`: nothing of a case, no secret and no search word ever leaves the vault but by a chosen export.

The real gate and desk processes run under strace with private HOME, XDG folders and TMPDIR; a person's whole day is
done in them with a marker in everything. Then every file, every written path, everything printed and the memory of what
is left after a lock is searched in every encoding; positive controls prove that each search finds what is there.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from desktop.i18n import Language
from tests.journeys import xserver
from tests.proofs.leaks import writes
from tests.proofs.leaks.markers import Markers
from tests.proofs.leaks.scanner import Findings, Scanner, walk
from tests.proofs.leaks.scenario import Day
from tests.proofs.leaks.workplace import Workplace

CONTROL = "planted-control.bin"


@dataclass
class Result:
    """What the proof saw. `faults` is empty when it holds."""

    markers: int = 0
    patterns: int = 0
    controls: int = 0
    findings: Findings = field(default_factory=Findings)
    writes: int = 0
    caged: int = 0
    strangers: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def table(self) -> str:
        rows = (
            ("markers planted", self.markers),
            ("patterns looked for (marker and encoding)", self.patterns),
            ("of them found in the planted control", self.controls),
            ("files and folders scanned", self.findings.files),
            ("octets scanned", f"{self.findings.octets:,}"),
            ("hits", len(self.findings.hits)),
            ("writes seen (paths opened, made or renamed)", self.writes),
            ("  by the decoder, in its own file system", self.caged),
            ("strangers among them", self.strangers),
            ("seconds", f"{self.seconds:.0f}"),
        )
        lines = [f"  {name:<48}{value:>16}" for name, value in rows]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])


def run(root: Path, *, whole: bool, language: Language = "en", screen: dict[str, str] | None = None) -> Result:
    """Do the day in `root` (an empty folder) and judge it; not `whole`: without opinion, signature and kill."""
    begun, since = time.monotonic(), time.time()
    place, markers, result = Workplace(root, language, screen), Markers(), Result()
    day = Day(place, markers)
    try:
        day.morning()
        if whole:
            day.afternoon()
        day.lock()
        if whole:
            day.accident()
        # a stranger on purpose: the watch must see it
        day.agent.do(f"open({str(root / 'home' / CONTROL)!r}, 'w').close()")
        day.evening()
    finally:
        place.close()
    result.faults += day.faults
    result.notes += day.notes
    _judge_writes(place, result)
    _judge_files(place, markers, result, since)
    result.seconds = time.monotonic() - begun
    return result


def _judge_writes(place: Workplace, result: Result) -> None:
    seen = place.writes()
    result.writes, result.caged = len(seen), sum(w.caged for w in seen)
    strangers = place.allowed().strangers(seen)
    if not any(w.path.endswith(CONTROL) for w in strangers):
        result.faults.append("control failed: a write that is not allowed was not noticed")
    strangers = [w for w in strangers if not w.path.endswith(CONTROL)]
    result.strangers = len(strangers)
    counted = Counter(f"{w.call} {w.path} by {'the caged ' if w.caged else ''}{w.program}" for w in strangers)
    result.faults += [f"stranger: {what} ({times} times)" for what, times in counted.items()]


def _judge_files(place: Workplace, markers: Markers, result: Result, since: float) -> None:
    scanner = Scanner(markers)
    result.markers, result.patterns = len(markers), len(scanner.patterns)
    control = place.root / "home" / CONTROL
    control.write_bytes(b"\n--\n".join(pattern for _marker, _encoding, pattern in scanner.patterns))
    found = {(hit.marker, hit.encoding) for hit in scanner.tree([control]).hits}
    result.controls = len(found)
    missed = [(marker, encoding) for marker, encoding, _ in scanner.patterns if (marker, encoding) not in found]
    result.faults += [f"control failed: {marker} as {encoding} was not found" for marker, encoding in missed]
    control.unlink()
    shared = [path for path in walk(Path("/dev/shm"), ()) if not path.is_dir() and path.lstat().st_ctime >= since - 1]
    result.findings = scanner.tree([place.root, *shared, *place.written_outside()], place.spared)
    result.faults += [f"leak: {hit}" for hit in result.findings.hits]


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(prog="./dev proofs leak")
    options.add_argument("--lang", choices=("ru", "en"), default="ru")
    options.add_argument("--sample", action="store_true", help="the short day of the test suite")
    options.add_argument("--keep", type=Path, help="do it in this empty or new folder and leave it there")
    options.add_argument("--offscreen", action="store_true", help="without an X server, also where there is one")
    chosen = options.parse_args(arguments)
    if lacking := writes.missing():
        print(f"leak: {lacking}")
        return 2
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="collegium-leak-")))
        screen = None
        if not chosen.offscreen and not (lacking_x := xserver.missing()):
            server = stack.enter_context(closing(xserver.XServer(folder)))
            screen = {name: server.environment[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
        elif not chosen.offscreen:
            print(f"leak: no real windows, {', '.join(lacking_x)} not installed")
        work = chosen.keep or folder / "work"
        work.mkdir(parents=True, exist_ok=True)
        result = run(work, whole=not chosen.sample, language=chosen.lang, screen=screen)
    print(result.table())
    print("\n".join(result.faults[:200]))
    print(f"leak: {len(result.faults)} faults")
    return 1 if result.faults else 0
