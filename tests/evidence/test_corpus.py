"""Forty real files of the shared corpus through the isolated decoder; the whole is `./dev proofs corpus`."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.evidence.decoding import Decoders
from tests.evidence.conftest import CORPUS
from tests.evidence.test_conversions import OLD, needs_office
from tests.proofs import corpus


def test_a_sample_of_real_files_opens_or_shows_its_facts() -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"no test corpus at {CORPUS}")
    outcomes = corpus.run(CORPUS, 13)
    assert len(outcomes) >= 20
    assert not [outcome for outcome in outcomes if outcome.what in corpus.BAD]
    assert sum(outcome.what == "shown" for outcome in outcomes) >= 5
    assert corpus.table(outcomes).count("\n") > 8


@needs_office
def test_old_office_documents_count_by_their_pages(tmp_path: Path, decoders: Decoders) -> None:
    (tmp_path / "old.doc").write_bytes(OLD.read_bytes())
    office = corpus.installed()
    assert office is not None
    (seen,) = corpus.run(tmp_path, 1, office)
    assert (seen.what, seen.viewer, seen.units) == ("shown", "pages", "1 pages") and seen.text > 20
    plain = corpus.look(decoders, OLD, lambda: corpus.FileSource(OLD))
    assert (plain.what, plain.viewer) == ("blank", "office") and plain.counted and seen.counted
