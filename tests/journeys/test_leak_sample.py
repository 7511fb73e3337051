"""A short day of the leak proof: nothing planted is found outside the vault, nothing is written elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proofs import leak
from tests.proofs.leaks import writes


def test_nothing_leaves_the_vault_in_a_short_day(tmp_path: Path) -> None:
    if lacking := writes.missing():
        pytest.skip(lacking)
    result = leak.run(tmp_path / "work", whole=False, language="ru")
    print(result.table())
    assert not result.faults, "\n".join(result.faults)
    assert result.markers >= 40
    assert result.controls == result.patterns
    assert result.findings.files > 20 and result.writes > 50, "it looked at something"
