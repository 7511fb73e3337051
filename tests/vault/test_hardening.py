"""The first thing that every process with a key does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import ctypes, os, resource
from desktop.vault.hardening import harden
harden()
mask = os.umask(0o022)
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
print(oct(mask), resource.getrlimit(resource.RLIMIT_CORE), dumpable)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's; elsewhere only the limits are set")
def test_no_cores_not_dumpable_private_files() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    assert ran.stdout.strip() == "0o77 (0, 0) 0"
