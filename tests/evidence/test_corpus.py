"""Forty real files of the shared corpus through the isolated decoder; the whole is `./dev proofs corpus`."""

from __future__ import annotations

import pytest

from tests.evidence.conftest import CORPUS
from tests.proofs import corpus


def test_a_sample_of_real_files_opens_or_shows_its_facts() -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"no test corpus at {CORPUS}")
    outcomes = corpus.run(CORPUS, 7)
    assert len(outcomes) >= 40
    assert not [outcome for outcome in outcomes if outcome.what in corpus.BAD]
    assert sum(outcome.what == "shown" for outcome in outcomes) >= 5
    assert corpus.table(outcomes).count("\n") > 15
