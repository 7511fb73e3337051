"""As in the program, garbage is collected on the interface thread only; and a test leaves no windows behind.

A window that nobody holds is a knot of wrappers. Qt has to destroy it before the collector unties it: that would untie
the wrappers of children first, whose overrides Qt still calls. So the collector runs after a test only.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ui.collector import collect_due


@pytest.fixture(scope="session")
def at_rest(qapp: QApplication) -> Iterator[None]:
    gc.disable()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def collected(at_rest: None) -> Iterator[None]:
    yield
    for window in QApplication.topLevelWidgets():
        if window.parentWidget() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_due()
