"""Every test gets a settled vault of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.filing.settled import PIN, Place, build, copy


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("settled") / "place"
    root.mkdir()
    build(root)
    return root


@pytest.fixture
def place(settled: Path, tmp_path: Path) -> Iterator[Place]:
    made = copy(settled, tmp_path / "copy")
    yield made
    made.close()


@pytest.fixture(scope="session")
def pkcs12_bytes() -> bytes:
    from desktop.signing.making import make_pkcs12
    from tests.filing.settled import NOON

    return make_pkcs12("Докладчикова Мария Ивановна", "Вымышленная комиссия", PIN, NOON)


@pytest.fixture
def identity_id(place: Place, pkcs12_bytes: bytes) -> str:
    return place.services.identities.import_file(pkcs12_bytes, PIN).value.id
