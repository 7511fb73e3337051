"""`./dev proofs syscalls`: a kill at every write, fsync and rename of one import, one edit, one new passphrase.

strace attaches to a worker that has opened its vault and waits; the N-th call of each kind is answered by SIGKILL, for
every N that an unharmed run makes. After each the vault must pass its check and hold what was reported as saved.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.proofs import worker

CALLS = (
    *("write", "pwrite64", "writev", "pwritev", "fsync", "fdatasync", "rename", "renameat", "renameat2", "ftruncate"),
    *("unlink", "unlinkat", "openat", "mkdir", "mkdirat", "link", "linkat"),
)
JOBS = ("import", "edit", "passphrase")


def attached(pid: int) -> bool:
    return "TracerPid:\t0" not in Path(f"/proc/{pid}/status").read_text()


def trace(station: worker.Station, job: str, inject: str | None, log: Path) -> list[dict[str, str]]:
    """Run one job under strace; returns what it reported."""
    pid, reports, gate = worker.spawn(station, 7, (job,), 1, gated=True)
    ready = os.read(reports, 64)
    assert b"ready" in ready, ready
    command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}", "-p", str(pid)]
    if inject:
        command[1:1] = ["-e", inject]
    tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not attached(pid) and tracer.poll() is None:
        os.sched_yield()
    os.write(gate, b"g")
    os.close(gate)
    os.waitpid(pid, 0)
    tracer.wait(30)
    return [{"saved": "ready"}, *worker.read_reports(reports)]


def counts(log: Path) -> dict[str, int]:
    """How often each call was made by the thread that made it most: strace counts for each thread apart."""
    found: Counter[tuple[str, str]] = Counter()
    for line in log.read_text(errors="replace").splitlines():
        thread, _, rest = line.partition(" ")
        call = rest.strip().split("(", 1)[0]
        if call in CALLS:
            found[call, thread] += 1
    return {call: max(n for (name, _), n in found.items() if name == call) for call, _ in found}


def points(template: worker.Station, root: Path, job: str) -> list[tuple[str, int]]:
    """Every (call, N) that an unharmed run of the job makes."""
    station = _copy(template, root / "count")
    said = trace(station, job, None, root / "count.log")
    assert len(said) > 1, "the unharmed run reported nothing"
    return [(call, n) for call, total in sorted(counts(root / "count.log").items()) for n in range(1, total + 1)]


def run(root: Path, jobs: tuple[str, ...], sample: int | None, seed: int = 1) -> tuple[int, int, list[str]]:
    """(points tried, kills that hit, faults); `sample` takes that many points of each job at random."""
    if shutil.which("strace") is None:
        raise SystemExit("syscalls: strace is not installed (apt-get install strace)")
    template = worker.create(root)
    tried = hit = 0
    faults: list[str] = []
    for job in jobs:
        every = points(template, root, job)
        chosen = every if sample is None else random.Random(seed).sample(every, min(sample, len(every)))
        for call, n in chosen:
            station = _copy(template, root / "try")
            said = trace(station, job, f"inject={call}:signal=SIGKILL:when={n}", root / "try.log")
            hit += "killed by SIGKILL" in (root / "try.log").read_text(errors="replace")
            tried += 1
            faults += [f"{job}, {call} {n}: {fault}" for fault in worker.judge(station, said)]
        print(f"{job}: {len(chosen)} of {len(every)} points", flush=True)
    return tried, hit, faults


def _copy(template: worker.Station, target: Path) -> worker.Station:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(template.folder.parent, target, ignore=lambda folder, names: {"count", "try"} & set(names))
    return worker.Station(target / template.folder.name, target / template.profile.name)


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(prog="./dev proofs syscalls")
    options.add_argument("--job", choices=JOBS)
    options.add_argument("--sample", type=int)
    chosen = options.parse_args(arguments)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="collegium-syscalls-") as root:
        tried, hit, faults = run(Path(root), (chosen.job,) if chosen.job else JOBS, chosen.sample)
    print("\n".join(faults))
    took = time.monotonic() - begun
    print(f"syscalls: {tried} points, {hit} kills hit, {len(faults)} faults, {took:.0f} s")
    return 1 if faults else 0
