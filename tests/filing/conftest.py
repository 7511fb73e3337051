"""Every test gets a settled vault of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.filing import settled
from tests.filing.settled import PIN, Place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = settled.copy(settled.settled(), tmp_path / "copy")
    yield made
    made.close()


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Place]:
    """With two signed papers in it."""
    made = settled.copy(settled.with_papers(), tmp_path / "copy")
    yield made
    made.close()


@pytest.fixture
def pkcs12_bytes() -> bytes:
    return settled.signer_p12().read_bytes()


@pytest.fixture
def identity_id(place: Place, pkcs12_bytes: bytes) -> str:
    return place.services.identities.import_file(pkcs12_bytes, PIN).value.id
