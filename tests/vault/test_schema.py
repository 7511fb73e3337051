"""Numbered schema steps: the frozen first one is what the tables say, and a later one is all or nothing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import sqlalchemy as sa
import sqlcipher3

from desktop.errors import KnownError
from desktop.vault import chain, rows, schema
from desktop.vault.schema import step_001
from desktop.vault.schema.upgrade import Resealed
from models.tables.register import Case
from tests.vault import sample
from tests.vault.cheap import PASSPHRASE, Place

BEFORE = step_001.COLUMNS["case"]
AFTER = (*BEFORE, ("nickname", "S"))
STEP = SimpleNamespace(
    STATEMENTS=("ALTER TABLE \"case\" ADD COLUMN nickname VARCHAR NOT NULL DEFAULT 'none'",),
    RESEALED=(Resealed("case", BEFORE, AFTER, owner="id"),),
    SEALED=step_001.SEALED,
)


def test_the_frozen_schema_is_what_the_tables_say() -> None:
    """When this fails before the first release: tests/tools/freeze_schema.py. After it: write a step."""
    described = []
    for make in (schema.create, schema.create_from_tables):
        engine = sa.create_engine("sqlite://", module=sqlcipher3.dbapi2)
        with engine.begin() as connection:
            make(connection)
            described.append(sorted(schema.described(connection)))
    assert described[0] == described[1]
    assert {name: schema.kinds(table) for name, table in tables().items()} == step_001.COLUMNS
    assert tuple((name, chain.owner_column(t)) for name, t in tables().items() if t in chain.sealed_tables()) == (
        step_001.SEALED
    )


def tables() -> dict[str, type]:
    return {str(table.__tablename__): table for table in chain.all_sealed()}


def test_sealed_columns_are_text_number_yes_no_or_bytes() -> None:
    assert {kind for columns in step_001.COLUMNS.values() for _, kind in columns} <= {"S", "I", "B", "Y"}


def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the program is one schema step ahead."""
    first = schema.step
    monkeypatch.setattr(schema, "CURRENT", 2)
    monkeypatch.setattr(schema, "step", lambda number: STEP if number == 2 else first(number))


def test_an_older_register_is_brought_up_to_date_behind_a_copy(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.open() as vault:
        ids = [sample.add_case(vault, f"Case {number}") for number in range(3)]
    before = (place.folder / "register.db").read_bytes()
    newer(monkeypatch)
    vault = place.open()
    copied = place.folder / "copies" / "before-schema-002.db"
    assert copied.read_bytes() == before
    with vault.store.raw() as connection:
        assert schema.version(connection) == 2
        found = [tuple(row) for row in connection.exec_driver_sql('SELECT id, version, nickname, mac FROM "case"')]
        assert sorted((row[0], row[1], row[2]) for row in found) == sorted((i, 2, "none") for i in ids)
        names = ", ".join(f'"{name}"' for name, _ in AFTER)
        for row in connection.exec_driver_sql(f'SELECT {names}, mac FROM "case"'):
            values = {
                name: bool(row[at]) if kind == "B" and row[at] is not None else row[at]
                for at, (name, kind) in enumerate(AFTER)
            }
            assert rows.mac_of(vault.keys.row, "case", values) == row[-1]
    events = [event for event in vault.audit().items if event.action == "vault.upgraded"]
    assert {event.case_id for event in events} == {None, *ids}
    for case_id in ids:
        vault.store.verify_case(case_id)  # the seals were made anew with the rows
    vault.close()
    again = place.open()
    assert again.warnings == () and not again.read_only
    again.close()


def test_a_tampered_row_stops_the_step_before_anything_changes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.open() as vault:
        sample.add_case(vault)
        with vault.store.raw() as connection:
            connection.exec_driver_sql("UPDATE \"case\" SET title = 'x'")
            connection.commit()
    with monkeypatch.context() as ahead:
        newer(ahead)
        with pytest.raises(KnownError) as caught:
            place.open()
        assert caught.value.sentence is rows.TAMPERED
    with place.open() as vault, vault.store.raw() as connection:
        assert schema.version(connection) == 1
        assert "nickname" not in {row[1] for row in connection.exec_driver_sql('PRAGMA table_info("case")')}


def test_a_step_that_fails_half_way_leaves_the_old_schema(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.open() as vault:
        case_id = sample.add_case(vault)
    broken = SimpleNamespace(
        STATEMENTS=(*STEP.STATEMENTS, "INSERT INTO nothing VALUES (1)"), RESEALED=STEP.RESEALED, SEALED=STEP.SEALED
    )
    with monkeypatch.context() as ahead:
        first = schema.step
        ahead.setattr(schema, "CURRENT", 2)
        ahead.setattr(schema, "step", lambda number: broken if number == 2 else first(number))
        with pytest.raises(KnownError):
            place.open()
    with place.open() as vault:
        assert sample.title_of(vault, case_id) == "First case"
        assert vault.check().ok
        with vault.store.read() as session:
            assert session.get(Case, case_id) is not None


def test_a_backup_of_an_older_schema_is_restored_and_brought_up_to_date(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, folder = place.folder.parent / "backup", place.folder.parent / "restored.collegium"
    with place.open() as vault:
        case_id = sample.add_case(vault)
        sample.add_exhibit(vault, case_id, b"content")
        vault.backup(target)
    newer(monkeypatch)
    report = place.vaults.restore(target, folder, passphrase=PASSPHRASE)
    assert dict(report.rows)["case"] == 1 and report.check.objects == 1
    assert [finding.code for finding in report.check.findings] == ["check.older"]
    with place.vaults.open(folder, place.created.vault_key) as vault, vault.store.raw() as connection:
        assert schema.version(connection) == 2
