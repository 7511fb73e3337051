"""The edge of the system, held still for every test: no user folders, no display, no network configuration."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests import once

once.run()
_home = str(once.folder("home"))
for _name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
    os.environ[_name] = _home if _name == "HOME" else f"{_home}/{_name.lower()}"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")


def pytest_configure() -> None:
    gc.disable()  # looking for garbage in what is imported and collected is a tenth of that time


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()
