"""An open vault with the rooms that take folders in and hand them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.evidence.decoding import Decoders
from desktop.evidence.service import Evidence
from desktop.exchange.folder import Folders
from desktop.i18n import Words
from desktop.register.codes import Codes
from desktop.register.service import Register
from desktop.vault.opened import OpenVault
from tests.vault.cheap import Place, place, vault

__all__ = ["place", "vault"]


@pytest.fixture(scope="session")
def decoders() -> Iterator[Decoders]:
    made = Decoders()
    yield made
    made.close()


@dataclass
class Room:
    exchange: Folders
    register: Register
    evidence: Evidence
    vault: OpenVault

    def objects(self) -> int:
        return sum(1 for path in self.vault.objects.folder.rglob("*") if path.is_file())

    def untouched(self) -> bool:
        """Nothing was taken in: no case, no sealed file."""
        return self.register.cases().total == 0 and self.objects() == 0


def make_room(vault: OpenVault, place: Place, decoders: Decoders) -> Room:
    register = Register(vault.store, place.clock, Codes.shipped())
    evidence = Evidence(vault, decoders, place.clock)
    return Room(Folders(vault, register, evidence, place.clock, Words("en")), register, evidence, vault)


@pytest.fixture
def room(vault: OpenVault, place: Place, decoders: Decoders) -> Room:
    return make_room(vault, place, decoders)


Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a folder of files: `folder("name", {"a/b.txt": "text"})`."""

    def make(name: str, files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "in" / name
        root.mkdir(parents=True)
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make
