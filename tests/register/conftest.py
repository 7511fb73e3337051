"""A real encrypted register in a temporary folder, opened through the store with a fixed clock."""

from __future__ import annotations

import datetime as dt
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


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(dt.datetime(2026, 11, 22, 11, 2, tzinfo=dt.UTC))


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    opened = Store(tmp_path / "register.db", derive(bytes(32), bytes(16)), bytes(range(16)), clock, actor="Anna Test")
    with opened.raw() as connection:
        schema.create(connection)
        connection.commit()
    yield opened
    opened.close()


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
