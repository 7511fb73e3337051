"""`./dev proofs flips [--places N]`: a flipped bit in each of N places of a vault; `check` notices all."""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

from desktop.errors import KnownError
from desktop.vault.opened import OpenVault
from tests.proofs import worker


def places(folder: Path, count: int, seed: int) -> list[tuple[Path, int, int]]:
    """(file, offset, bit): every file but `lock` gets its share, its first and last bytes always among them."""
    dice = random.Random(seed)
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "lock" and p.stat().st_size]
    total = sum(p.stat().st_size for p in files)
    chosen: list[tuple[Path, int, int]] = []
    for path in files:
        size = path.stat().st_size
        share = max(8, round(count * size / total))
        offsets = {0, size - 1, size // 2} | {dice.randrange(size) for _ in range(share)}
        chosen += [(path, at, dice.randrange(8)) for at in sorted(offsets)]
    return chosen


def flip(path: Path, at: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << bit)]))


def noticed(station: worker.Station, key: bytes) -> tuple[bool, str]:
    """Whether check (with the key at hand) reports something grave, and what."""
    try:
        report = station.vaults().check(station.folder, key)
    except KnownError as error:
        return True, error.code
    grave = [f.code for f in report.findings if f.grave]
    return bool(grave), ",".join(grave)


def shown_altered(station: worker.Station, key: bytes, truth: dict[str, str]) -> list[str]:
    """What the program would show that is not the truth. Refusing to show is right."""
    wrong: list[str] = []
    vault: OpenVault | None = None
    try:
        vault = station.vaults().open(station.folder, key, actor="Proof")
        register = worker._register(vault)
        listed = register.cases().rows
        wrong += [f"list shows {r.title!r} for {r.id}" for r in listed if truth.get(r.id, r.title) != r.title]
        for case_id, title in truth.items():
            try:
                found = register.open_case(case_id)
            except KnownError:
                continue
            if found.fields.title != title:
                wrong.append(f"case {case_id} shows {found.fields.title!r}")
    except KnownError:
        pass
    finally:
        if vault is not None:
            vault.close()
    return wrong


def build(root: Path) -> tuple[worker.Station, bytes, dict[str, str]]:
    """A vault with cases, exhibits and a daily copy, closed."""
    station = worker.create(root)
    dice = random.Random(5)
    vault = station.open()
    silent: worker.Say = lambda said: None  # noqa: E731
    for kind in ("case", "case", "edit", "import", "import", "edit"):
        worker.WORK[kind](vault, dice, silent)
    truth = {row.id: row.title for row in worker._register(vault).cases().rows}
    vault.close()
    return station, station.unlock()[0], truth


def run(root: Path, count: int, seed: int) -> tuple[int, list[str]]:
    """(places tried, faults)."""
    import shutil

    station, key, truth = build(root)
    clean, codes = noticed(station, key)
    if clean:
        return 0, [f"the untouched vault is reported as damaged: {codes}"]
    kept = root / "kept"
    shutil.copytree(station.folder, kept)
    profile = root / "profile-kept"
    shutil.copytree(station.profile, profile)
    faults: list[str] = []
    chosen = places(station.folder, count, seed)
    for path, at, bit in chosen:
        flip(path, at, bit)
        name = path.relative_to(station.folder)
        seen, _ = noticed(station, key)
        if not seen:
            faults.append(f"{name} byte {at} bit {bit}: not noticed")
        for target, source in ((station.folder, kept), (station.profile, profile)):
            shutil.rmtree(target)
            shutil.copytree(source, target)
        if name.name.startswith("register"):
            flip(path, at, bit)
            faults += [f"{name} byte {at} bit {bit}: {wrong}" for wrong in shown_altered(station, key, truth)]
            for target, source in ((station.folder, kept), (station.profile, profile)):
                shutil.rmtree(target)
                shutil.copytree(source, target)
    return len(chosen), faults


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(prog="./dev proofs flips")
    options.add_argument("--places", type=int, default=2000)
    options.add_argument("--seed", type=int, default=20261122)
    chosen = options.parse_args(arguments)
    begun = time.monotonic()
    root = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="collegium-flips-", dir=root) as folder:
        tried, faults = run(Path(folder), chosen.places, chosen.seed)
    print("\n".join(faults[:40]))
    print(f"flips: {tried} places, {len(faults)} faults, {time.monotonic() - begun:.0f} s")
    return 1 if faults else 0
