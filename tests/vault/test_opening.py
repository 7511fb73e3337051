"""Opening: who may, what is noticed, and what an older vault put in its place does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.paths import Paths
from desktop.vault import closed, keeper, keys, lock, schema, sentences, service
from desktop.vault.objects import SEALING_REFUSED
from desktop.vault.opened import OpenVault
from desktop.vault.service import Vaults
from desktop.vault.store import READ_ONLY
from tests.vault import sample
from tests.vault.cheap import CHEAP, PASSPHRASE, Place

NEW = "copper lantern orchard whistle"


def codes(vault: OpenVault) -> list[str]:
    return [warn.code for warn in vault.warnings]


def snapshot(place: Place, name: str) -> Path:
    """The whole vault as it lies there, put aside."""
    target = place.folder.parent / name
    shutil.copytree(place.folder, target)
    return target


def put_back(place: Place, old: Path) -> None:
    shutil.rmtree(place.folder)
    shutil.copytree(old, place.folder)


def test_create_refuses_what_is_there(place: Place) -> None:
    with pytest.raises(KnownError) as caught:
        place.vaults.create(place.folder, PASSPHRASE)
    assert caught.value.sentence is service.EXISTS
    with pytest.raises(KnownError) as caught:
        place.vaults.create(place.folder.parent / "no" / "x.collegium", PASSPHRASE)
    assert caught.value.sentence is service.NO_PARENT
    with pytest.raises(KnownError) as caught:
        place.vaults.create(place.folder.parent / "y.collegium", "short")
    assert not (place.folder.parent / "y.collegium").exists()
    assert [p.name for p in place.folder.parent.iterdir() if p.name.startswith(".")] == []


def test_everything_is_private(place: Place) -> None:
    with place.open() as vault:
        sample.add_exhibit(vault, sample.add_case(vault), b"x")
        modes = {path: path.stat().st_mode & 0o777 for path in [place.folder, *place.folder.rglob("*")]}
    for path, mode in modes.items():
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert place.vaults.inspect(place.folder).folder == place.folder
    head = next((place.paths.state / "vaults").glob("*.head"))
    assert head.stat().st_mode & 0o777 == 0o600


def test_the_register_is_no_sqlite_file_and_starts_with_the_salt(place: Place) -> None:
    first = (place.folder / "register.db").read_bytes()
    assert not first.startswith(b"SQLite format 3")
    assert first[:16] == closed.read_headers(place.folder).copies[0].header.salt


def test_a_second_opening_is_refused_here_and_in_another_process(place: Place) -> None:
    script = (
        "import sys; from pathlib import Path; from desktop.vault.lock import VaultLock\n"
        "from desktop.errors import KnownError\n"
        "try: VaultLock(Path(sys.argv[1]))\n"
        "except KnownError as e: print(e.code, e.parameters['holder'])"
    )
    with place.open():
        with pytest.raises(KnownError) as caught:
            place.open()
        assert caught.value.sentence is lock.IN_USE
        ran = subprocess.run(
            [sys.executable, "-c", script, str(place.folder)],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
            check=True,
        )
        assert ran.stdout.split() == ["vault.in_use", str(caught.value.parameters["holder"])]
    place.open().close()


def test_no_vault_backup_missing_register_wrong_key(place: Place, tmp_path: Path) -> None:
    for sentence, prepare in {
        closed.NOT_A_VAULT: lambda folder: None,
        closed.IS_BACKUP: lambda folder: (folder / "backup.json").touch(),
        closed.HEADERS_DAMAGED: lambda folder: (folder / "header.a").write_bytes(b"x"),
    }.items():
        folder = tmp_path / sentence.code
        folder.mkdir()
        prepare(folder)
        with pytest.raises(KnownError) as caught:
            place.vaults.inspect(folder)
        assert caught.value.sentence is sentence
    with pytest.raises(KnownError) as caught:
        place.vaults.open(place.folder, bytes(32))
    assert caught.value.sentence is sentences.WRONG_KEY
    (place.folder / "register.db").unlink()
    with pytest.raises(KnownError) as caught:
        place.open()
    assert caught.value.sentence is sentences.REGISTER_MISSING


def test_a_newer_register_is_refused_plainly(place: Place) -> None:
    with place.open() as vault, vault.store.raw() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.CURRENT + 1}")
        connection.commit()
    with pytest.raises(KnownError) as caught:
        place.open()
    assert caught.value.sentence is closed.NEWER


def test_an_ordinary_reopening_warns_of_nothing(place: Place) -> None:
    for _ in range(3):
        with place.open() as vault:
            sample.add_case(vault)
            assert vault.warnings == () and not vault.read_only
    with Vaults(Paths.under(place.folder.parent / "elsewhere").ensure(), place.clock, CHEAP).open(
        place.folder, place.created.vault_key
    ) as vault:
        assert vault.warnings == ()  # another workstation has seen nothing yet


def test_last_weeks_vault_put_back_opens_read_only_until_acknowledged(place: Place) -> None:
    with place.open() as vault:
        case_id = sample.add_case(vault)
    old = snapshot(place, "last-week")
    with place.open() as vault:
        sample.retitle(vault, case_id, "New title")
        seen = vault.store.head()
    put_back(place, old)
    vault = place.open()
    assert codes(vault) == ["vault.rolled_back"] and vault.read_only and vault.rolled_back
    assert sample.title_of(vault, case_id) == "First case"
    with pytest.raises(KnownError) as caught:
        sample.retitle(vault, case_id, "x")
    assert caught.value.sentence is READ_ONLY
    with pytest.raises(KnownError) as caught:
        sample.add_exhibit(vault, case_id, b"x")
    assert caught.value.sentence is SEALING_REFUSED
    with pytest.raises(KnownError) as caught:
        vault.acknowledge_rollback("  ")
    assert caught.value.sentence is sentences.REASON_MISSING
    vault.close()

    vault = place.open()  # still so after closing: nothing was taken as the new normal
    assert vault.read_only
    vault.acknowledge_rollback("Restored after a broken disk")
    assert not vault.read_only and vault.warnings == ()
    event = next(e for e in vault.audit().items if e.action == "vault.rollback_acknowledged")
    assert dict(event.detail)["reason"] == "Restored after a broken disk"
    assert int(dict(event.detail)["seen_seq"]) >= seen.seq
    sample.retitle(vault, case_id, "Goes on")
    assert vault.check().ok
    vault.close()
    with place.open() as vault:
        assert vault.warnings == ()


def test_another_history_of_the_same_length_is_noticed(place: Place) -> None:
    old = snapshot(place, "before")
    with place.open() as vault:
        sample.add_case(vault, "One")
    put_back(place, old)
    elsewhere = Vaults(Paths.under(place.folder.parent / "elsewhere").ensure(), place.clock, CHEAP)
    for title in ("Two", "Three"):
        with elsewhere.open(place.folder, place.created.vault_key) as vault:
            sample.add_case(vault, title)
    with place.open() as vault:
        assert codes(vault) == ["vault.forked"] and vault.read_only


def test_old_headers_put_back_are_noticed(place: Place) -> None:
    place.open().close()
    old = {name: (place.folder / name).read_bytes() for name in ("header.a", "header.b")}
    with place.open() as vault:
        vault.change_passphrase(PASSPHRASE, NEW)
    for name, data in old.items():
        (place.folder / name).write_bytes(data)
    assert place.vaults.unlock(place.folder, passphrase=PASSPHRASE) == place.created.vault_key
    with place.open() as vault:
        assert codes(vault) == ["vault.old_header"] and vault.read_only
        assert not vault.check().ok


def test_a_damaged_outside_head_is_no_licence(place: Place) -> None:
    place.open().close()
    path = next((place.paths.state / "vaults").glob("*.head"))
    whole = path.read_bytes()
    for at in range(0, len(whole), 9):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        with place.open() as vault:
            assert codes(vault) == ["vault.memory_spoilt"], at
    path.write_bytes(whole)
    with place.open() as vault:
        assert vault.warnings == ()


def test_the_outside_head_is_written_once_a_second_and_when_forced(place: Place) -> None:
    with place.open() as vault:
        head = vault.memory.head_path
        first = head.read_bytes()
        case_id = sample.add_case(vault)
        assert head.read_bytes() == first
        place.clock.advance(seconds=1.5)
        sample.retitle(vault, case_id, "a")
        second = head.read_bytes()
        assert second != first
        sample.retitle(vault, case_id, "b")
        assert head.read_bytes() == second
        vault.note_head(force=True)
        assert head.read_bytes() != second


def test_a_throttled_head_is_written_late_and_exports_at_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hand:
        """A timer that goes off when told to."""

        started: list[Hand] = []  # noqa: RUF012

        def __init__(self, after: float, work: Callable[..., None], arguments: tuple[float]) -> None:
            assert after == 1.0
            self.go = lambda: work(*arguments)

        def start(self) -> None:
            self.started.append(self)

        def cancel(self) -> None:
            self.started.remove(self)

    monkeypatch.setattr(keeper.threading, "Timer", Hand)
    with place.open() as vault:
        head = vault.memory.head_path
        case_id = sample.add_case(vault)
        first = head.read_bytes()
        sample.retitle(vault, case_id, "a")
        assert head.read_bytes() == first and len(Hand.started) == 1
        Hand.started.pop().go()
        second = head.read_bytes()
        assert second != first
        with vault.store.write("exhibit.exported", case_id=case_id):
            pass
        assert head.read_bytes() != second


def test_importing_the_gates_part_brings_no_database() -> None:
    script = (
        "import sys; import desktop.vault.service, desktop.vault.kdf\n"
        "print([m for m in ('sqlmodel', 'sqlalchemy', 'sqlcipher3', 'zxcvbn') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    assert ran.stdout.strip() == "[]"


def test_a_register_that_another_program_holds_is_in_use(place: Place) -> None:
    """Past our own lock: SQLite's own tools open `register.db` directly."""
    script = (
        "import sys, sqlcipher3; c = sqlcipher3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute(f'PRAGMA key = \"x\\'{sys.argv[2]}\\'\"'); c.execute('PRAGMA locking_mode = EXCLUSIVE')\n"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    top = closed.read_headers(place.folder).copies[0].header
    derived = keys.derive(place.created.vault_key, top.vault_id)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(place.folder / "register.db"), derived.database.hex() + top.salt.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(KnownError) as caught:
            place.open()
        assert caught.value.sentence is lock.IN_USE
        holder.stdin.close()
    place.open().close()
