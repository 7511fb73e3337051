"""The whole check: silent on a sound vault, and never silent on a flipped byte."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.jobs import CANCELLED, Progress, ThreadJobs
from desktop.paths import Paths
from desktop.vault import lock
from desktop.vault.service import Vaults
from tests.vault import flipping, sample
from tests.vault.cheap import Place


def prepare(place: Place) -> None:
    """Some cases, objects, a new passphrase, a daily copy."""
    with place.open() as vault:
        for number in range(3):
            case_id = sample.add_case(vault, f"Case {number}")
            sample.retitle(vault, case_id, f"Case {number}, again")
            sample.add_exhibit(vault, case_id, os.urandom(3000 * (number + 1)))


def test_a_sound_vault_has_no_findings(place: Place) -> None:
    prepare(place)
    report = place.vaults.check(place.folder, place.created.vault_key)
    assert report.findings == () and report.ok
    assert (report.cases, report.objects, report.octets) == (3, 3, 18000)
    assert report.rows > 9 and report.events > 9
    again = place.vaults.check(place.folder, place.created.vault_key)
    assert again.findings == () and again.events > report.events  # the check itself is on record


def test_a_flip_anywhere_is_found(place: Place, tmp_path: Path) -> None:
    prepare(place)
    names = {p.relative_to(place.folder).parts[0] for p in place.folder.rglob("*") if p.is_file()}
    assert names == {"header.a", "header.b", "register.db", "objects", "copies", "lock"}
    flips = flipping.places(place.folder, 26)
    judged = flipping.judged(place.vaults, place.folder, tmp_path, place.created.vault_key, [None, *flips, None])
    found = [(flip, report.findings, report.ok) for flip, report in judged]
    assert len(found) == 28
    assert [flip for flip, findings, _ in found if not findings] == [None, None]
    assert [flip for flip, _, ok in found if ok] == [None, None]


def test_a_flip_in_a_log_left_by_a_crash_is_found(place: Place, tmp_path: Path) -> None:
    vault = place.open()
    case_id = sample.add_case(vault)
    sample.retitle(vault, case_id, "In the log")
    crashed = tmp_path / "crashed"
    shutil.copytree(place.folder, crashed)
    vault.close()
    # a workstation that never saw this vault: only the log itself can tell
    stranger = Vaults(Paths.under(tmp_path / "stranger").ensure(), place.clock, place.vaults.policy)
    log = (crashed / "register.db-wal").stat().st_size
    frame = 24 + 4096
    heads = [32 + number * frame + field for number in (0, log // frame - 1) for field in (0, 4, 8, 12, 16, 20)]
    spread = range(5, log, log // 12)
    flips = [flipping.Flip("register.db-wal", at, 4) for at in (0, 9, 17, 30, *heads, *spread, log - 1)]
    judged = flipping.judged(stranger, crashed, tmp_path, place.created.vault_key, [None, *flips])
    assert [flip for flip, report in judged if report.ok] == [None]


def test_the_register_behind_another_salt_is_found(place: Place) -> None:
    with place.open() as vault:
        path = place.folder / "register.db"
        with path.open("r+b") as file:
            file.write(b"\0")
        assert "check.salt" in {finding.code for finding in vault.check().findings}


def test_cancelling_a_check(place: Place) -> None:
    prepare(place)
    with place.open() as vault:
        progress = Progress()
        progress.cancel()
        with pytest.raises(KnownError) as caught:
            vault.check(progress)
        assert caught.value.sentence is CANCELLED
        assert vault.check().ok  # nothing is left held


def test_work_goes_on_while_the_check_runs_on_the_pool(place: Place) -> None:
    prepare(place)
    jobs = ThreadJobs()
    vault = jobs.database(place.open).result()
    case_id = jobs.database(lambda: sample.add_case(vault, "During")).result()
    met, edited = threading.Event(), threading.Event()

    def report(done: int, total: int) -> None:
        met.set()
        edited.wait(10)

    def on_database(work: Callable[[], None]) -> None:
        jobs.database(work).result()

    checking = jobs.pool(lambda: vault.check(Progress(report), on_database))
    assert met.wait(10)
    jobs.database(lambda: sample.retitle(vault, case_id, "Edited meanwhile")).result()
    edited.set()
    assert checking.result().ok
    assert jobs.database(lambda: sample.title_of(vault, case_id)).result() == "Edited meanwhile"
    jobs.database(vault.close).result()
    jobs.close()
    assert place.vaults.check(place.folder, place.created.vault_key).ok


def test_a_check_elsewhere_is_refused_while_open(place: Place) -> None:
    with place.open(), pytest.raises(KnownError) as caught:
        place.vaults.check(place.folder, place.created.vault_key)
    assert caught.value.sentence is lock.IN_USE


def test_progress_ends_at_the_total(place: Place) -> None:
    prepare(place)
    heard: list[tuple[int, int]] = []
    with place.open() as vault:
        vault.check(Progress(lambda done, total: heard.append((done, total))))
    assert heard[-1][0] == heard[-1][1] and heard == sorted(heard)
