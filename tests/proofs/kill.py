"""`./dev proofs kill [--runs N] [--seed S]`: random `kill -9` of a workstation at work."""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import tempfile
import time
from pathlib import Path

from tests.proofs import evidence_work, worker


def run(runs: int, seed: int, root: Path) -> tuple[int, int, list[str]]:
    """(kills that hit, things reported as saved, faults) after `runs` kills on one growing vault."""
    dice = random.Random(seed)
    station = worker.create(root)
    said: list[dict[str, str]] = []
    faults: list[str] = []
    hits = 0
    for number in range(runs):
        kinds = ("case", "edit", "edit", "import", "passphrase", *evidence_work.WORK)
        pid, reports, gate = worker.spawn(station, dice.getrandbits(32), kinds, 10_000, gated=False)
        select.select([reports], [], [], 30)  # it has opened the vault
        time.sleep(dice.random() * 0.6)  # the kill must fall anywhere: chance is the proof
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        os.close(gate)
        said += worker.read_reports(reports)
        hits += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status):
            faults.append(f"run {number}: the worker ended by itself with {os.waitstatus_to_exitcode(status)}")
        if number % 10 == 9 or number == runs - 1:
            faults += [f"run {number}: {fault}" for fault in worker.judge(station, said)]
        if faults:
            break
    return hits, len([s for s in said if s["saved"] != "ready" and not s["saved"].endswith(" going")]), faults


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(prog="./dev proofs kill")
    options.add_argument("--runs", type=int, default=300)
    options.add_argument("--seed", type=int, default=20261122)
    chosen = options.parse_args(arguments)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="collegium-kill-") as root:
        hits, saved, faults = run(chosen.runs, chosen.seed, Path(root))
    print("\n".join(faults))
    took = time.monotonic() - begun
    print(f"kill: {hits} kills, {saved} things reported as saved, {len(faults)} faults, {took:.0f} s")
    return 1 if faults else 0
