"""Run where the vault's folder is mounted read-only."""

from __future__ import annotations

import sys
from pathlib import Path

import sqlalchemy as sa

from desktop.clock import SystemClock
from desktop.errors import KnownError
from desktop.paths import Paths
from desktop.vault.service import Vaults
from models.tables.register import Case
from tests.vault import sample
from tests.vault.cheap import CHEAP


def main() -> None:
    folder, profile, key = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3])
    vaults = Vaults(Paths.under(profile), SystemClock(), CHEAP)
    facts = vaults.inspect(folder)
    with vaults.open(folder, key) as vault:
        assert facts.read_only and vault.read_only and not vault.rolled_back
        assert [warn.code for warn in vault.warnings] == ["vault.medium_read_only"], vault.warnings
        with vault.store.read() as session:
            titles = session.execute(sa.select(Case.title)).scalars().all()
        assert titles == ["On the disc"], titles
        for work in (lambda: sample.add_case(vault), lambda: vault.acknowledge_rollback("x") or sample.add_case(vault)):
            try:
                work()
            except KnownError as error:
                assert error.code == "vault.read_only"
            else:
                raise SystemExit("a read-only vault was written")
        report = vault.check()
        assert report.ok, report.findings
        backup = vault.backup(profile / "backup")
    restored = vaults.restore(profile / "backup", profile / "back.collegium", recovery_key=None, passphrase=WORDS)
    assert restored.head_hash == backup.head_hash
    print("read-only, readable, refused, sound, backed up")


WORDS = "amber tractor violin meadow"
main()
