"""Run inside a small file system of its own: fills it up while a vault is open."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from desktop.errors import KnownError
from tests.vault import sample
from tests.vault.cheap import make_place


def main() -> None:
    root = Path(sys.argv[1])
    place = make_place(root)
    vault = place.open()
    case_id = sample.add_case(vault, "Before")
    ballast = root / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(os.urandom(65536)):
                pass
        except OSError:
            pass
    outcomes = set()
    for number in range(40):
        try:
            if number % 2:
                sample.add_case(vault, f"Later {number}")
            else:
                vault.objects.seal(io.BytesIO(os.urandom(200_000)))
            raise SystemExit(f"operation {number} succeeded on a full disk")
        except KnownError as error:
            outcomes.add(error.code)
    assert outcomes <= {"vault.disk_full", "vault.disk_failed"}, outcomes
    assert sample.title_of(vault, case_id) == "Before"
    vault.close()
    ballast.unlink()
    with place.open() as again:
        assert not again.rolled_back
        assert sample.title_of(again, case_id) == "Before"
        report = again.check()
        assert report.ok and not report.orphans, report
    print("refused, kept, closed, sound")


main()
