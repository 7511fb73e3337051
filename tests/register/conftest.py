"""A real encrypted register in a temporary folder, opened through the store with a fixed clock."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.clock import FixedClock
from desktop.register.codes import Codes
from desktop.register.service import Register
from desktop.vault import schema
from desktop.vault.keys import derive
from desktop.vault.store import Store
from models.views.register import CaseDraft, CaseEntry, Citizenship, ConsentDraft, PersonDraft, PersonEntry

NOW = dt.datetime(2026, 11, 22, 11, 2, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty encrypted register, made once and copied for each test."""
    made = _open(tmp_path_factory.mktemp("empty") / "register.db", FixedClock(NOW))
    with made.raw() as connection:
        schema.create(connection)
        connection.commit()
    made.close()
    return made.path


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock, empty: Path) -> Iterator[Store]:
    opened = _open(Path(shutil.copy(empty, tmp_path)), clock)
    yield opened
    opened.close()


def _open(path: Path, clock: FixedClock) -> Store:
    return Store(path, derive(bytes(32), bytes(16)), bytes(range(16)), clock, actor="Anna Test")


@pytest.fixture
def register(store: Store, clock: FixedClock) -> Register:
    return Register(store, clock, Codes.shipped())


Entry = Callable[..., CaseEntry]


def _entry(surname: str = "MUELLER", given: str = "ANNA", country: str = "DEU", **case: object) -> CaseEntry:
    """A minimal case with one principal and no special-category data."""
    person = PersonDraft(surname_lat=surname, given_lat=given, citizenships=(Citizenship(country),))
    return CaseEntry(CaseDraft(**{"received_on": "2026-11-20", **case}), (PersonEntry(person),))


@pytest.fixture
def entry() -> Entry:
    return _entry


@pytest.fixture
def consent() -> ConsentDraft:
    return ConsentDraft(signed_on="2026-11-20", purposes=("review", "special_categories"))
