"""A vault that opens at once: real cryptography, real files, a cheap key derivation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.clock import FixedClock
from desktop.paths import Paths
from desktop.vault.kdf import KdfCost, KdfPolicy
from desktop.vault.opened import OpenVault
from desktop.vault.service import Vaults
from models.views.vault import Created

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


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return make_place(tmp_path)


@pytest.fixture
def vault(place: Place) -> Iterator[OpenVault]:
    opened = place.open()
    yield opened
    opened.close()
