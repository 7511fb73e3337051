"""One case per test: fresh, or with every item settled (made once and copied)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assessment.room import Room, build, open_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = build(tmp_path / "register.db")
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def settled_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    path = tmp_path_factory.mktemp("settled") / "register.db"
    made = build(path)
    exhibit = made.exhibit()
    made.settle(exhibit_id=exhibit)
    made.store.close()
    return path, made.case_id, exhibit


@pytest.fixture
def settled(settled_file: tuple[Path, str, str], tmp_path: Path) -> Iterator[Room]:
    source, case_id, exhibit = settled_file
    shutil.copy(source, tmp_path / "register.db")
    made = open_room(tmp_path / "register.db", case_id, exhibit)
    yield made
    made.store.close()
