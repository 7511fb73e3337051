"""One case per test: fresh, or with every item settled (made once and copied)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assessment import room as rooms
from tests.assessment.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    yield from _copied(rooms.made(), tmp_path)


@pytest.fixture
def settled(tmp_path: Path) -> Iterator[Room]:
    yield from _copied(rooms.settled(), tmp_path)


def _copied(made: tuple[Path, str, str], folder: Path) -> Iterator[Room]:
    source, case_id, exhibit = made
    shutil.copy(source, folder / "register.db")
    room = rooms.open_room(folder / "register.db", case_id, exhibit)
    yield room
    room.store.close()
