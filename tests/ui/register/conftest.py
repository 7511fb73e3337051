"""A context over a real vault with the fictional cases in it, made once and copied for each test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.jobs import InlineJobs
from desktop.services import open_services
from tests.ui.kit import cheap_setup, copy_tree, made_vault, plain_context, real_context
from tests.ui.register.sample import fill
from ui.context import Context


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, list[str]]:
    """A workstation with the sample vault: its folder, the vault's key, the cases' ids."""
    root = tmp_path_factory.mktemp("sample")
    setup = cheap_setup(root)
    key = made_vault(setup, root / "office.collegium")
    services = open_services(root / "office.collegium", key, setup, "en", InlineJobs())
    ctx = plain_context(services=services)
    ids = fill(ctx)
    services.close()
    return root, key, ids


@pytest.fixture
def swept(qapp: QApplication) -> None:
    """No window of an earlier test is left: a new look would be put on all of them."""
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


@pytest.fixture
def ctx(swept: None, filled: tuple[Path, bytes, list[str]], tmp_path: Path) -> Iterator[Context]:
    root, key, _ = filled
    copy = copy_tree(root, tmp_path / "station")
    services = open_services(copy / "office.collegium", key, cheap_setup(copy), "en", InlineJobs())
    made = plain_context(services=services)
    yield made
    services.close()


@pytest.fixture
def empty_ctx(swept: None, tmp_path: Path) -> Iterator[Context]:
    made = real_context(tmp_path)
    yield made
    made.services.close()


@pytest.fixture
def ids(filled: tuple[Path, bytes, list[str]]) -> list[str]:
    return filled[2]


@pytest.fixture
def today(ctx: Context) -> dt.date:
    return ctx.services.clock.today()
