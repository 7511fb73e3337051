"""As in the program, Python's garbage is collected on the interface thread only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.collector import Collector, collect_due


@pytest.fixture(scope="session")
def collector(qapp: QApplication) -> Collector:
    return Collector(qapp)


@pytest.fixture(autouse=True)
def collected(collector: Collector) -> Iterator[None]:
    yield
    collect_due()
