"""Journeys have windows too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import LANGUAGES
from tests.journeys.one_process import Workstation
from tests.proofs.journeys import EVERY_LANGUAGE
from tests.ui.collected import at_rest, collected
from tests.ui.flashes import Flashes

__all__ = ["at_rest", "collected"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "station" in metafunc.fixturenames:
        spoken = LANGUAGES if EVERY_LANGUAGE in os.environ else (metafunc.module.LANGUAGE,)
        metafunc.parametrize("station", spoken, indirect=True)


@pytest.fixture
def station(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Workstation]:
    made = Workstation(tmp_path, qtbot, request.param)
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    yield made
    qapp.removeEventFilter(flashes)
    made.close()
    assert not made.faults
    assert not flashes.seen
