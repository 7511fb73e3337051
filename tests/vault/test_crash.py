"""Crashes and full disks: what was reported as saved is there, and nothing half-written is."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.vault import files
from desktop.vault.opened import OpenVault
from tests.vault import killing, sample
from tests.vault.cheap import PASSPHRASE, Place

ROOT = Path(__file__).parents[2]
DISK = {files.DISK_FULL.code, files.DISK_FAILED.code}


def test_killed_eight_times(place: Place) -> None:
    saved = killing.run(place, 8)
    assert saved.faults == []
    assert saved.kills == 8 and len(saved.titles) > 4 and len(saved.exhibits) > 2


@contextmanager
def files_end_at(octets: int) -> Iterator[None]:
    """No file of this process can grow beyond `octets` (EFBIG, as a quota or a full medium gives)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def refused(work: object) -> str:
    assert callable(work)
    with pytest.raises(KnownError) as caught:
        work()
    return caught.value.code


def test_no_room_while_sealing_leaves_nothing(vault: OpenVault) -> None:
    with files_end_at(100_000):
        assert refused(lambda: vault.objects.seal(io.BytesIO(bytes(3 << 20)))) == files.DISK_FULL.code
    assert [p for p in (vault.folder / "objects").rglob("*") if p.is_file()] == []
    assert vault.check().ok


def test_no_room_while_saving_keeps_what_was(vault: OpenVault) -> None:
    case_id = sample.add_case(vault)
    vault.store.checkpoint()
    before = vault.store.head()
    with files_end_at(8192):
        assert refused(lambda: sample.add_case(vault, "Too much")) in DISK
        assert sample.title_of(vault, case_id) == "First case"
    assert vault.store.head() == before
    sample.retitle(vault, case_id, "Room again")
    assert sample.title_of(vault, case_id) == "Room again" and vault.check().ok


def test_no_room_for_header_backup_and_copy(place: Place) -> None:
    with place.open() as vault:
        target = place.folder.parent / "backup"
        with files_end_at(50):
            assert refused(lambda: vault.change_passphrase(PASSPHRASE, "quite another passphrase")) in DISK
        assert (
            refused(lambda: vault.change_passphrase("not the right one here", PASSPHRASE)) == "vault.wrong_passphrase"
        )
        with files_end_at(10_000):
            assert refused(lambda: vault.backup(target)) in DISK
            assert refused(vault.daily_copy) in DISK
        assert not target.exists() and list(place.folder.parent.glob(".backup*")) == []
        assert list((place.folder / "copies").iterdir()) == []
        assert vault.check().ok
    assert place.vaults.unlock(place.folder, passphrase=PASSPHRASE) == place.created.vault_key


def test_a_really_full_disk(tmp_path: Path) -> None:
    """A four-megabyte file system of its own, filled to the brim while the vault is open."""
    done = in_mounts(f"mount -t tmpfs -o size=4m tmpfs {tmp_path}", "tests.vault.full_disk", str(tmp_path))
    assert done == "refused, kept, closed, sound"


def test_a_read_only_medium(place: Place) -> None:
    with place.open() as vault:
        sample.add_case(vault, "On the disc")
    before = contents(place.folder)
    remount = f"mount --bind {place.folder} {place.folder} && mount -o remount,ro,bind {place.folder}"
    done = in_mounts(
        remount,
        "tests.vault.read_only",
        str(place.folder),
        str(place.paths.state.parent),
        place.created.vault_key.hex(),
    )
    assert done == "read-only, readable, refused, sound, backed up"
    assert contents(place.folder) == before


def test_a_read_only_medium_with_a_log_on_it(place: Place, tmp_path: Path) -> None:
    """The vault was copied to the medium while it was open: what is only in the log must be read too."""
    import shutil

    vault = place.open()
    sample.add_case(vault, "On the disc")
    vault.note_head(force=True)
    shutil.copytree(place.folder, tmp_path / "disc")
    shutil.copytree(place.paths.state, tmp_path / "then" / "state")
    vault.close()
    disc = tmp_path / "disc"
    assert (disc / "register.db-wal").stat().st_size > 0
    before = contents(disc)
    remount = f"mount --bind {disc} {disc} && mount -o remount,ro,bind {disc}"
    done = in_mounts(remount, "tests.vault.read_only", str(disc), str(tmp_path / "then"), place.created.vault_key.hex())
    assert done == "read-only, readable, refused, sound, backed up"
    assert contents(disc) == before
    assert [p.name for p in (tmp_path / "then" / "state").iterdir()] == ["vaults"]  # the working copy is gone


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def in_mounts(prepare: str, module: str, *arguments: str) -> str:
    """Run a test module where `prepare` has mounted something that nobody else sees; returns its last line."""
    namespace = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
    if subprocess.run([*namespace, "true"], capture_output=True).returncode:
        pytest.skip("this machine gives no mount namespace, so no read-only or full medium can be had")
    ran = subprocess.run(
        [*namespace, "sh", "-ec", prepare + ' && exec "$@"', "sh", sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip().splitlines()[-1]
