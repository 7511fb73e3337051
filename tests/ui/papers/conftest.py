"""A settled vault behind a real window; everything runs inline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from tests.filing import settled
from tests.filing.settled import Place
from tests.ui.kit import plain_context
from ui.context import Context

Windows = Callable[..., tuple[Context, QMainWindow]]


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
def signer_p12() -> Path:
    return settled.signer_p12()


@pytest.fixture
def windows(qtbot: QtBot) -> Windows:
    """A window of 1366×768 (less the rail) over a place."""

    kept: list[QMainWindow] = []  # qtbot only refers to it weakly

    def make(
        place: Place, language: Language = "en", theme: str = "light", percent: int = 100
    ) -> tuple[Context, QMainWindow]:
        ctx = plain_context(language, theme=theme, percent=percent, services=place.services)
        window = QMainWindow()
        window.resize(1366 - 176, 768)
        qtbot.addWidget(window)
        kept.append(window)
        return ctx, window

    return make
