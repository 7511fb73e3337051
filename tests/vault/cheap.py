"""A vault that opens at once: real cryptography, real files, a cheap key derivation."""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from desktop.clock import FixedClock
from desktop.paths import Paths
from desktop.vault.kdf import KdfCost, KdfPolicy
from desktop.vault.opened import OpenVault
from desktop.vault.service import Vaults
from models.views.vault import Created
from tests.once import once

CHEAP = KdfPolicy(floor=KdfCost(8, 1, 1), default=KdfCost(64, 1, 1))
PASSPHRASE = "amber tractor violin meadow"
NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@dataclass
class Place:
    """A workstation with one vault."""

    folder: Path
    vaults: Vaults
    clock: FixedClock
    paths: Paths
    created: Created

    def open(self, actor: str = "Tester") -> OpenVault:
        return self.vaults.open(self.folder, self.created.vault_key, actor=actor)


def make_place(root: Path) -> Place:
    clock = FixedClock(NOON)
    paths = Paths.under(root / "profile").ensure()
    vaults = Vaults(paths, clock, CHEAP)
    folder = root / "office.collegium"
    return Place(folder, vaults, clock, paths, vaults.create(folder, PASSPHRASE, actor="Tester"))


def copied_place(root: Path) -> Place:
    """Like `make_place`, without the cost; every vault made so has the same identifier and keys."""

    return copy_of_one("fresh", root)


def copy_of_one(name: str, root: Path, fill: Callable[[OpenVault], object] | None = None) -> Place:
    """A copy of the place `name`, which is made and filled once; without `fill` nobody has opened its vault."""

    def make(folder: Path) -> None:
        place = make_place(folder)
        if fill is not None:
            opened = place.open()
            fill(opened)
            opened.close()
        (folder / "created").write_bytes(pickle.dumps(place.created))

    shutil.copytree(once(name, make), root, dirs_exist_ok=True)
    clock = FixedClock(NOON)
    paths = Paths.under(root / "profile").ensure()
    folder = root / "office.collegium"
    created = replace(pickle.loads((root / "created").read_bytes()), folder=folder)  # noqa: S301 - ours
    return Place(folder, Vaults(paths, clock, CHEAP), clock, paths, created)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return copied_place(tmp_path)


@pytest.fixture
def vault(place: Place) -> Iterator[OpenVault]:
    opened = place.open()
    yield opened
    opened.close()
