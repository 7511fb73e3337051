"""The long journeys by real clicks, each in every language of the window; the suite goes through each in one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EVERY_LANGUAGE = "COLLEGIUM_EVERY_LANGUAGE"
JOURNEYS = Path(__file__).resolve().parents[1] / "journeys"


def main(arguments: list[str]) -> int:
    """Further arguments are pytest's."""
    chosen = [str(JOURNEYS / name) for name in ("test_main_job.py", "test_evidence_day.py")]
    command = [sys.executable, "-m", "pytest", "-v", "-n0", *chosen, *arguments]
    return subprocess.run(command, env=os.environ | {EVERY_LANGUAGE: "1"}, check=False).returncode
