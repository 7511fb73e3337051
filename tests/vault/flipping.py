"""A flip at a chosen byte of a vault, judged by `check`. The suite takes a sample, the proof thousands."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.paths import Paths
from desktop.vault.service import Vaults
from models.views.vault import CheckReport


@dataclass(frozen=True)
class Flip:
    path: str
    at: int
    bit: int


def places(folder: Path, count: int, seed: int = 1) -> list[Flip]:
    """Flips spread over every file but `lock`: first, last and random bytes of each, small files first in turn."""
    chooser = random.Random(seed)
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "lock" and p.stat().st_size)
    made: list[Flip] = []
    turn = 0
    while len(made) < count:
        for path in files:
            size = path.stat().st_size
            at = (0, size - 1)[turn] if turn < 2 else chooser.randrange(size)
            made.append(Flip(path.relative_to(folder).as_posix(), at, 1 << chooser.randrange(8)))
        turn += 1
    return made[:count]


def judged(
    vaults: Vaults, original: Path, scratch: Path, key: bytes, flips: list[Flip | None]
) -> Iterator[tuple[Flip | None, CheckReport]]:
    """Each flip alone in a fresh copy of `original` and of the workstation's memory, and what the check says.

    None = no flip at all, the control: a check that finds something there would prove nothing elsewhere.
    """
    folder, profile = scratch / "flipped.collegium", scratch / "flipped-profile"
    for flip in flips:
        shutil.copytree(original, folder)
        shutil.copytree(vaults.paths.state, profile / "state")
        if flip is not None:
            path = folder / flip.path
            data = bytearray(path.read_bytes())
            data[flip.at] ^= flip.bit
            path.write_bytes(data)
        yield flip, Vaults(Paths.under(profile).ensure(), vaults.clock, vaults.policy).check(folder, key)
        shutil.rmtree(folder)
        shutil.rmtree(profile)
