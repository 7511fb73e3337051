"""Samples of the slow proofs (`./dev proofs …` runs them whole)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.proofs import flips, kill, syscalls


def test_ten_kills_lose_nothing_that_was_reported_as_saved(tmp_path: Path) -> None:
    hits, saved, faults = kill.run(10, 11, tmp_path)
    assert faults == []
    assert hits == 10
    assert saved > 0


@pytest.mark.parametrize("job", syscalls.JOBS)
def test_a_kill_at_any_call_leaves_the_old_or_the_new(tmp_path: Path, job: str) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed, so no call can be chosen for the kill")
    tried, hit, faults = syscalls.run(tmp_path, (job,), 6, seed=5)
    assert faults == []
    assert tried == 6
    assert hit > 0


def test_flipped_bits_are_noticed_and_never_shown(tmp_path: Path) -> None:
    tried, faults = flips.run(tmp_path, 4, 3)
    assert faults == []
    assert tried >= 4
