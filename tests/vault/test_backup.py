"""Backup, restore, daily copies: the drill, and every way a backup can be spoilt."""

from __future__ import annotations

import os
import random
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.jobs import CANCELLED, Progress, ThreadJobs
from desktop.paths import Paths
from desktop.vault import backup, closed, manifest, service
from desktop.vault.service import Vaults
from desktop.vault.store import DAMAGED
from tests.vault import sample
from tests.vault.cheap import CHEAP, PASSPHRASE, Place


@pytest.fixture
def full(place: Place) -> dict[str, str]:
    """A vault with three cases and exhibits; returns titles by case id."""
    titles: dict[str, str] = {}
    with place.open() as vault:
        for number in range(3):
            case_id = sample.add_case(vault, f"Case {number}")
            sample.add_exhibit(vault, case_id, os.urandom(4000 + number))
            titles[case_id] = f"Case {number}"
    return titles


def make_backup(place: Place, name: str = "backup") -> Path:
    target = place.folder.parent / name
    with place.open() as vault:
        vault.backup(target)
    return target


def new_machine(place: Place) -> Vaults:
    return Vaults(Paths.under(place.folder.parent / "new-machine").ensure(), place.clock, CHEAP)


@pytest.mark.parametrize("by", ["passphrase", "recovery key"])
def test_the_drill(place: Place, full: dict[str, str], by: str) -> None:
    """Back up, lose everything, restore on an empty machine, open, compare."""
    target = place.folder.parent / "backup"
    with place.open() as vault:
        made = vault.backup(target)
        head = vault.store.head()
    assert made.files == 6 and made.check.ok
    shutil.rmtree(place.folder)
    machine = new_machine(place)
    secret = {"passphrase": PASSPHRASE} if by == "passphrase" else {"recovery_key": place.created.recovery_key}
    folder = place.folder.parent / "restored.collegium"
    report = machine.restore(target, folder, **secret)
    assert (report.head_seq, report.head_hash) == (made.head_seq, made.head_hash)
    assert head.seq == report.head_seq + 1  # the backup itself went on record after it was taken
    assert dict(report.rows)["case"] == 3 and report.check.ok and report.check.objects == 3
    key = machine.unlock(folder, **secret)
    with machine.open(folder, key) as vault:
        assert vault.warnings == () and not vault.read_only
        assert {ident: sample.title_of(vault, ident) for ident in full} == full
        assert vault.check().findings == ()


def test_restored_beside_the_original_it_opens_read_only(place: Place, full: dict[str, str]) -> None:
    target = make_backup(place)
    folder = place.folder.parent / "restored.collegium"
    place.vaults.restore(target, folder, passphrase=PASSPHRASE)
    with place.vaults.open(folder, place.created.vault_key) as vault:
        assert vault.rolled_back
        vault.acknowledge_rollback("The drill of November")
        assert not vault.read_only


def test_a_backup_is_not_opened_in_place(place: Place) -> None:
    target = make_backup(place)
    for attempt in (
        lambda: place.vaults.inspect(target),
        lambda: place.vaults.unlock(target, passphrase=PASSPHRASE),
        lambda: place.vaults.open(target, place.created.vault_key),
    ):
        with pytest.raises(KnownError) as caught:
            attempt()
        assert caught.value.sentence is closed.IS_BACKUP


def test_a_backup_keeps_the_passphrase_of_its_day(place: Place) -> None:
    target = make_backup(place)
    with place.open() as vault:
        vault.change_passphrase(PASSPHRASE, "copper lantern orchard whistle")
    folder = place.folder.parent / "restored.collegium"
    with pytest.raises(KnownError) as caught:
        place.vaults.restore(target, folder, passphrase="copper lantern orchard whistle")
    assert caught.value.sentence is closed.WRONG and not folder.exists()
    assert place.vaults.restore(target, folder, passphrase=PASSPHRASE).check.ok


def test_any_flipped_byte_of_a_backup_is_noticed(place: Place, full: dict[str, str]) -> None:
    target = make_backup(place)
    folder = place.folder.parent / "restored.collegium"
    chooser = random.Random(3)
    for path in sorted(p for p in target.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        for at in {0, len(whole) - 1, *(chooser.randrange(len(whole)) for _ in range(6))}:
            path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chooser.randrange(8))]) + whole[at + 1 :])
            with pytest.raises(KnownError) as caught:
                place.vaults.restore(target, folder, passphrase=PASSPHRASE)
            assert caught.value.sentence is manifest.BACKUP_DAMAGED, (path.name, at)
            assert not folder.exists() and list(folder.parent.glob(".restored*")) == []
        path.write_bytes(whole)
    assert place.vaults.restore(target, folder, passphrase=PASSPHRASE).check.ok


def test_files_missing_or_listed_elsewhere(place: Place, full: dict[str, str]) -> None:
    target = make_backup(place)
    folder = place.folder.parent / "restored.collegium"
    one = next(p for p in (target / "objects").rglob("*") if p.is_file())
    one.rename(target / "gone")
    with pytest.raises(KnownError) as caught:
        place.vaults.restore(target, folder, passphrase=PASSPHRASE)
    assert caught.value.parameters["name"] == one.relative_to(target).as_posix()
    (target / "backup.json").unlink()
    with pytest.raises(KnownError) as caught:
        place.vaults.restore(target, folder, passphrase=PASSPHRASE)
    assert caught.value.sentence is manifest.NOT_A_BACKUP


def test_targets_that_are_taken_or_inside(place: Place, full: dict[str, str]) -> None:
    taken = make_backup(place)
    with place.open() as vault:
        for target, sentence in (
            (taken, service.EXISTS),
            (place.folder / "b", backup.INSIDE),
            (place.folder.parent / "no" / "b", service.NO_PARENT),
        ):
            with pytest.raises(KnownError) as caught:
                vault.backup(target)
            assert caught.value.sentence is sentence
    with pytest.raises(KnownError) as caught:
        place.vaults.restore(taken, place.folder, passphrase=PASSPHRASE)
    assert caught.value.sentence is service.EXISTS


def test_a_damaged_vault_makes_no_backup(place: Place, full: dict[str, str]) -> None:
    one = next(p for p in (place.folder / "objects").rglob("*") if p.is_file())
    one.write_bytes(one.read_bytes()[:-1])
    target = place.folder.parent / "backup"
    with place.open() as vault:
        with pytest.raises(KnownError) as caught:
            vault.backup(target)
        assert caught.value.sentence is backup.NOT_PROVEN
        assert vault.last_backup() is None
    assert not target.exists()


def test_cancelling_leaves_nothing(place: Place, full: dict[str, str]) -> None:
    progress = Progress()
    progress.cancel()
    target = place.folder.parent / "backup"
    with place.open() as vault:
        with pytest.raises(KnownError) as caught:
            vault.backup(target, progress)
        assert caught.value.sentence is CANCELLED
    assert not target.exists() and list(place.folder.parent.glob(".backup*")) == []


def test_work_goes_on_and_the_backup_is_of_one_moment(place: Place, full: dict[str, str]) -> None:
    jobs = ThreadJobs()
    vault = jobs.database(place.open).result()
    met, edited = threading.Event(), threading.Event()

    def report(done: int, total: int) -> None:
        met.set()
        edited.wait(10)

    def on_database(work: Callable[[], None]) -> None:
        jobs.database(work).result()

    before = jobs.database(vault.store.head).result()
    target = place.folder.parent / "backup"
    writing = jobs.pool(lambda: vault.backup(target, Progress(report), on_database))
    assert met.wait(10)
    jobs.database(lambda: sample.add_case(vault, "Not in the backup")).result()
    edited.set()
    assert writing.result().head_seq == before.seq
    assert jobs.database(vault.last_backup).result() == place.clock.now()
    jobs.database(vault.close).result()
    jobs.close()
    folder = place.folder.parent / "restored.collegium"
    report_ = new_machine(place).restore(target, folder, passphrase=PASSPHRASE)
    assert dict(report_.rows)["case"] == 3 and report_.head_hash == before.hash


def test_the_last_seven_daily_copies_stay(place: Place, full: dict[str, str]) -> None:
    for _ in range(10):
        place.clock.advance(days=1)
        with place.open() as vault:
            assert vault.daily_copy() is not None
            assert vault.daily_copy() is None
    names = sorted(p.name for p in (place.folder / "copies").iterdir())
    assert len(names) == 7 and names[-1] == f"register-{place.clock.today().isoformat()}.db"
    assert place.vaults.check(place.folder, place.created.vault_key).ok


def test_a_daily_copy_takes_a_lost_registers_place(place: Place, full: dict[str, str]) -> None:
    """What the sentence about a missing register tells people to do."""
    copy = next((place.folder / "copies").iterdir())
    (place.folder / "register.db").unlink()
    shutil.copy(copy, place.folder / "register.db")
    with place.open() as vault:
        assert vault.store.head().seq > 0
        assert {ident: sample.title_of(vault, ident) for ident in full} == full


def test_a_damaged_register_does_not_push_good_copies_out(place: Place, full: dict[str, str]) -> None:
    good = {path.name for path in (place.folder / "copies").iterdir()}
    place.clock.advance(days=1)
    with place.open() as vault:
        vault.store.checkpoint()
        register = place.folder / "register.db"
        with register.open("r+b") as file:
            file.seek(register.stat().st_size - 2000)
            byte = file.read(1)[0]
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte ^ 1]))
        with pytest.raises(KnownError) as caught:
            vault.daily_copy()
        assert caught.value.sentence is DAMAGED
    assert {path.name for path in (place.folder / "copies").iterdir()} == good
