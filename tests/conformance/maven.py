"""Foreign validators from Maven Central, kept outside the repository; a skip that says why where they can't be had."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SECONDS = 60


@cache
def libraries(name: str) -> Path:
    """The folder with the jars of one validator."""
    if shutil.which("java") is None:
        pytest.skip("no Java here, so the foreign validators can't run")
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)  # tests have a home of their own; the cache is the user's
    pom = HERE / name / "pom.xml"
    folder = home / ".cache" / "collegium-conformance" / name
    ready = folder / "pom.xml"
    if not (ready.exists() and ready.read_bytes() == pom.read_bytes()):
        if shutil.which("mvn") is None:
            pytest.skip(f"{name} is not cached and there is no Maven to fetch it")
        jars = folder / "lib"
        command = ["mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except (subprocess.TimeoutExpired, OSError):
            pytest.skip(f"{name} could not be fetched from Maven Central within {SECONDS} s")
        if done.returncode != 0:
            pytest.skip(f"{name} could not be fetched from Maven Central")
        shutil.copyfile(pom, ready)
    return folder / "lib"


def run(name: str, source: str, *arguments: Path) -> list[list[str]]:
    """The tab-separated lines that one of the Java programs beside this file prints."""
    command = ["java", "-cp", f"{libraries(name)}/*", str(HERE / name / source), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [line.split("\t") for line in done.stdout.splitlines() if "\t" in line] or [[done.stdout]]
