"""Damage and replay: nothing altered is ever shown, and the program says what happened."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.paths import Paths
from desktop.vault import chain, rows, wal
from desktop.vault.opened import OpenVault
from desktop.vault.service import Vaults
from desktop.vault.store import DAMAGED
from tests.vault import sample
from tests.vault.cheap import CHEAP, Place

PAGE = 4096


def flip(path: Path, at: int, bit: int = 1) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ bit]))


def test_a_long_text_never_comes_back_altered(place: Place) -> None:
    """Every page of the register flipped in turn: whole text or an error. SQLCipher alone fails this."""
    with place.open() as vault:
        case_id = sample.add_case(vault)
        ascii_id = sample.add_case(vault, statement="The applicant stated as follows. " * 600)
    register = place.folder / "register.db"
    whole = register.read_bytes()
    refused = 0
    for page in range(len(whole) // PAGE):
        flip(register, page * PAGE + 100)
        try:
            with place.open() as vault:
                for ident, text in ((case_id, sample.LONG), (ascii_id, "The applicant stated as follows. " * 600)):
                    try:
                        assert sample.statement_of(vault, ident) == text, page
                    except KnownError as error:
                        assert error.sentence in (DAMAGED, rows.TAMPERED), page
                        refused += 1
        except KnownError as error:
            assert error.sentence is DAMAGED, page
            refused += 1
        for name in ("register.db-wal", "copies"):
            shutil.rmtree(place.folder / name) if name == "copies" else (place.folder / name).unlink(missing_ok=True)
        (place.folder / "copies").mkdir(0o700)
        register.write_bytes(whole)
    assert refused > 20


def test_one_old_page_put_back_is_noticed(place: Place) -> None:
    """A replayed page passes SQLCipher and the row MACs; the case seal and the log do not let it pass."""
    with place.open() as vault:
        case_id = sample.add_case(vault, "Old title")
        for number in range(20):
            sample.add_case(vault, f"Other {number}", "short")
    register = place.folder / "register.db"
    old = register.read_bytes()
    with place.open() as vault:
        sample.retitle(vault, case_id, "New title")
    new = register.read_bytes()
    noticed = 0
    for page in range(1, min(len(old), len(new)) // PAGE):
        span = slice(page * PAGE, (page + 1) * PAGE)
        if old[span] == new[span]:
            continue
        register.write_bytes(new[: span.start] + old[span] + new[span.stop :])
        # a workstation that never saw this vault: the outside head is no help here
        stranger = Vaults(Paths.under(place.folder.parent / f"stranger-{page}").ensure(), place.clock, CHEAP)
        try:
            with stranger.open(place.folder, place.created.vault_key) as vault:
                assert not vault.rolled_back
                assert not vault.check().ok, page
                shown = "New title"
                try:
                    vault.store.verify_case(case_id)
                    shown = sample.title_of(vault, case_id)
                except KnownError as error:
                    assert error.sentence in (chain.CASE_SEAL, chain.CHAIN_BROKEN, rows.TAMPERED, DAMAGED)
                assert shown == "New title", page
        except KnownError as error:
            assert error.sentence in (DAMAGED, chain.CHAIN_BROKEN, rows.TAMPERED), page
        noticed += 1
        register.write_bytes(new)
        (place.folder / "register.db-wal").unlink(missing_ok=True)
    assert noticed >= 3


def crash(place: Place, name: str) -> Path:
    """The vault's folder as a power cut would leave it now, log and all."""
    target = place.folder.parent / name
    shutil.copytree(place.folder, target)
    return target


def test_after_a_crash_everything_committed_is_there(place: Place) -> None:
    vault = place.open()
    case_id = sample.add_case(vault)
    sample.retitle(vault, case_id, "Saved")
    left = crash(place, "crashed")
    vault.close()
    assert wal.judge(left / "register.db").frames > 0
    with place.vaults.open(left, place.created.vault_key) as found:
        assert sample.title_of(found, case_id) == "Saved"
        # the other vault went on after the crash, so this one is behind what the workstation saw
        assert found.rolled_back


def test_a_deleted_log_is_noticed(place: Place) -> None:
    vault = place.open()
    case_id = sample.add_case(vault)
    vault.store.checkpoint()
    sample.retitle(vault, case_id, "Only in the log")
    vault.note_head(force=True)
    left = crash(place, "crashed")
    (left / "register.db-wal").unlink()
    with place.vaults.open(left, place.created.vault_key) as found:
        assert [warn.code for warn in found.warnings] == ["vault.rolled_back"] and found.read_only
        report = found.check()
        assert "check.memory_ahead" in [finding.code for finding in report.findings] and not report.ok
    vault.close()


def test_a_log_of_yesterday_is_noticed(place: Place) -> None:
    vault = place.open()
    case_id = sample.add_case(vault)
    sample.retitle(vault, case_id, "Yesterday")
    yesterday = crash(place, "yesterday")
    for number in range(3):
        sample.retitle(vault, case_id, f"Today {number}")
    vault.note_head(force=True)
    left = crash(place, "crashed")
    shutil.copy(yesterday / "register.db-wal", left / "register.db-wal")
    with place.vaults.open(left, place.created.vault_key) as found:
        assert found.rolled_back and found.read_only
    vault.close()


def test_a_flip_in_the_last_frames_of_the_log_is_noticed(place: Place) -> None:
    vault = place.open()
    case_id = sample.add_case(vault)
    sample.retitle(vault, case_id, "Committed")
    vault.note_head(force=True)
    left = crash(place, "crashed")
    vault.close()
    log = left / "register.db-wal"
    flip(log, log.stat().st_size - 2000)
    assert wal.judge(left / "register.db").damaged
    with place.vaults.open(left, place.created.vault_key) as found:
        codes = [warn.code for warn in found.warnings]
        assert "vault.log_damaged" in codes and "vault.rolled_back" in codes


def test_a_row_that_sql_changed_is_not_shown(vault: OpenVault) -> None:
    case_id = sample.add_case(vault)
    with vault.store.raw() as connection:
        connection.exec_driver_sql('UPDATE "case" SET title = ? WHERE id = ?', ("Changed outside", case_id))
        connection.commit()
    with pytest.raises(KnownError) as caught:
        sample.title_of(vault, case_id)
    assert caught.value.sentence is rows.TAMPERED
    report = vault.check()
    assert {"check.row"} <= {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("DELETE FROM case_text", "check.row_missing"),
        ("UPDATE case_seal SET mac = zeroblob(32)", "check.case_seal"),
        ("DELETE FROM case_seal", "check.case_seal"),
        ("DELETE FROM history", "check.row_missing"),
    ],
)
def test_rows_taken_away_or_seals_changed_are_found(vault: OpenVault, sql: str, code: str) -> None:
    case_id = sample.add_case(vault)
    sample.retitle(vault, case_id, "Second title")
    with vault.store.raw() as connection:
        connection.exec_driver_sql(sql)
        connection.commit()
    report = vault.check()
    assert code in {finding.code for finding in report.findings} and not report.ok


def test_a_row_put_in_with_a_good_mac_but_off_the_record_is_found(vault: OpenVault) -> None:
    """Somebody with the keys and SQL still can't add a row that the log does not know."""
    case_id = sample.add_case(vault)
    with vault.store.raw() as connection:
        columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(history)")]
    from models.tables.vault import History

    planted = sample.fill(History, case_id=case_id, changes="{}", version=1)
    planted.mac = rows.row_mac(vault.keys.row, History, planted.__dict__)
    with vault.store.raw() as connection:
        marks = ",".join("?" * len(columns))
        connection.exec_driver_sql(
            f"INSERT INTO history ({','.join(columns)}) VALUES ({marks})",
            tuple(getattr(planted, name) for name in columns),
        )
        connection.commit()
    assert "check.row_planted" in {finding.code for finding in vault.check().findings}


def test_the_log_only_grows(vault: OpenVault) -> None:
    for sql in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="only grows"), vault.store.raw() as connection:
            connection.exec_driver_sql(sql)


def test_a_gap_in_the_log_is_found(vault: OpenVault) -> None:
    for number in range(5):
        sample.add_case(vault, str(number), "short")
    with vault.store.raw() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql("DELETE FROM audit WHERE seq = 4")
        connection.commit()
    report = vault.check()
    assert [f.code for f in report.findings if f.code == "check.chain"] == ["check.chain"]


@pytest.mark.parametrize("what", ["missing", "cut", "swapped", "flipped", "other content"])
def test_objects_that_are_not_what_was_sealed(vault: OpenVault, what: str) -> None:
    case_id = sample.add_case(vault)
    one = sample.add_exhibit(vault, case_id, os.urandom(5000), 1)
    two = sample.add_exhibit(vault, case_id, os.urandom(5000), 2)
    path, other = vault.objects.path(one.object_id), vault.objects.path(two.object_id)
    if what == "missing":
        path.unlink()
    elif what == "cut":
        path.write_bytes(path.read_bytes()[:-7])
    elif what == "swapped":
        a, b = path.read_bytes(), other.read_bytes()
        path.write_bytes(b)
        other.write_bytes(a)
    elif what == "flipped":
        flip(path, 3000)
    else:
        from desktop.vault import stream

        made = bytearray()
        parts = [memoryview(b"forged"), memoryview(b"")]

        def read_into(into: memoryview) -> int:
            part = parts.pop(0) if parts else memoryview(b"")
            into[: len(part)] = part
            return len(part)

        stream.seal(read_into, made.extend, one.key, one.object_id)  # somebody who had the key
        path.write_bytes(bytes(made))
    report = vault.check()
    expected = {"missing": "check.object_missing", "other content": "check.object_differs"}
    found = [f for f in report.findings if f.grave]
    assert {f.code for f in found} == {expected.get(what, "check.object_damaged")}
    assert len(found) == (2 if what == "swapped" else 1)


def test_orphans_are_noted_and_only_they_are_repaired(place: Place) -> None:
    import io

    with place.open() as vault:
        case_id = sample.add_case(vault)
        kept = sample.add_exhibit(vault, case_id, b"kept")
        orphan = vault.objects.seal(io.BytesIO(b"nobody's"))
        (vault.folder / "notes.txt").write_bytes(b"stray")
        early = vault.check()
        assert early.orphans == (orphan.object_id,)
        assert vault.repair(early) == 0  # it may belong to an intake of this very session
    with place.open() as vault:
        report = vault.check()
        assert {f.code: f.grave for f in report.findings} == {
            "check.orphan": False,
            "check.stray": True,
            "check.permissions": False,
        }
        assert vault.repair(report) == 1
        assert not vault.objects.path(orphan.object_id).exists()
        assert vault.objects.path(kept.object_id).exists() and (vault.folder / "notes.txt").exists()
        assert any(event.action == "vault.repaired" for event in vault.audit().items)
