"""Verbs of the vault room: create, check, backup, restore, a new passphrase, a new recovery key."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.services import member_of
from desktop.vault import files, recovery
from desktop.vault.service import EXISTS, OpenVault, refuse_taken
from desktop.verbs.console import Console, PassphraseFile, verb
from models.views.vault import CheckReport

RECOVERY_LOST = Sentence(
    "vault.recovery_not_kept",
    N_("The recovery key was not written anywhere, because no file was named and nobody watches the output."),
    N_("Make a new one with `collegium vault recovery DIR --recovery-out FILE` and keep it on paper."),
)
RECOVERY_IN_FILE = Sentence(
    "vault.recovery_in_file",
    N_("Whoever has the file {name} can open the vault. Print it or write it down, then delete it."),
    N_("Keep the card where the vault is not."),
)
UNREADABLE_KEY = Sentence(
    "vault.recovery_file",
    N_("The file with the recovery key can't be read as text."),
    N_("Name a UTF-8 text file that holds only the recovery key."),
)

Vault = Annotated[Path, typer.Argument(metavar="DIR", help="The vault's folder.")]
RecoveryOut = Annotated[
    Path | None, typer.Option("--recovery-out", metavar="FILE", help="Write the recovery key into this new file.")
]
RecoveryFile = Annotated[
    Path | None, typer.Option("--recovery-key-file", metavar="FILE", help="Open with the recovery key in this file.")
]


def add_to(app: typer.Typer) -> None:
    vault = typer.Typer(no_args_is_help=True, help="Vaults: create, check, back up, restore, change keys.")
    verb(vault, "vault create")(create)
    verb(vault, "vault check")(check)
    verb(vault, "vault backup")(backup)
    verb(vault, "vault restore")(restore)
    verb(vault, "vault passphrase")(passphrase)
    verb(vault, "vault recovery")(recovery_key)
    app.add_typer(vault, name="vault")


def create(
    console: Console, folder: Vault, recovery_out: RecoveryOut = None, passphrase_file: PassphraseFile = None
) -> None:
    """Make a new vault. Its folder must not exist yet."""
    tr = console.words.tr
    refuse_taken(folder)
    if recovery_out is not None:
        refuse_taken(recovery_out)
    secret = console.passphrase(passphrase_file, tr("New passphrase"))
    made = console.setup.vaults().create(folder, secret)
    data: dict[str, Any] = {"folder": str(made.folder), "vault_id": made.vault_id.hex()}
    lines = [tr("The vault was made: {folder}", folder=made.folder)]
    console.ok(data | _hand_over(console, made.recovery_key, recovery_out), lines)


def check(
    console: Console,
    folder: Vault,
    repair: Annotated[bool, typer.Option("--repair", help="Remove sealed files that belong to no record.")] = False,
    recovery_key_file: RecoveryFile = None,
    passphrase_file: PassphraseFile = None,
) -> int:
    """Check everything in a vault: headers, register, log, every sealed file. Exit 1 when something is wrong."""
    tr, trn = console.words.tr, console.words.trn
    vaults = console.setup.vaults()
    key = _unlock(console, folder, recovery_key_file, passphrase_file)
    report = vaults.check(folder, key, console.progress(tr("Checking the vault")), actor=member_of)
    data = _report(console, report)
    if repair and report.orphans:
        with vaults.open(folder, key, actor=member_of) as vault:
            data["removed"] = vault.repair(report)
    good = tr("Nothing is wrong.") if not report.findings else tr("Nothing is lost or altered.")
    lines = [
        *(f"{'!' if finding['grave'] else '·'} {finding['message']}" for finding in data["findings"]),
        trn("{n} record checked", "{n} records checked", report.rows),
        trn("{n} event of the log checked", "{n} events of the log checked", report.events),
        trn("{n} sealed file checked", "{n} sealed files checked", report.objects),
        good if report.ok else tr("Something is wrong. Keep the vault as it is and restore from a backup."),
    ]
    console.ok(data, lines)
    return 0 if report.ok else 1


def backup(
    console: Console,
    folder: Vault,
    target: Annotated[Path, typer.Argument(metavar="DEST", help="The backup's folder; must not exist yet.")],
    recovery_key_file: RecoveryFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write a complete backup and read it back. It keeps the passphrase of today."""
    tr = console.words.tr
    refuse_taken(target)
    key = _unlock(console, folder, recovery_key_file, passphrase_file)
    with console.setup.vaults().open(folder, key, actor=member_of) as vault:
        _warn(console, vault)
        made = vault.backup(target, console.progress(tr("Writing the backup")))
    data = {
        "folder": str(made.folder),
        "files": made.files,
        "octets": made.octets,
        "head": {"seq": made.head_seq, "hash": made.head_hash.hex()},
    }
    console.ok(data, [tr("The backup was written and read back whole: {folder}", folder=made.folder)])


def restore(
    console: Console,
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="The backup's folder.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new vault's folder; must not exist yet.")],
    recovery_key_file: RecoveryFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Bring a backup into a new vault folder and prove that it is whole."""
    tr = console.words.tr
    refuse_taken(folder)
    made = console.setup.vaults().restore(
        source,
        folder,
        passphrase=None if recovery_key_file else console.passphrase(passphrase_file),
        recovery_key=_read_key(recovery_key_file) if recovery_key_file else None,
        progress=console.progress(tr("Restoring the backup")),
    )
    data = {
        "folder": str(made.folder),
        "files": made.files,
        "octets": made.octets,
        "rows": dict(made.rows),
        "objects": made.check.objects,
        "head": {"seq": made.head_seq, "hash": made.head_hash.hex()},
    }
    console.ok(data, [tr("The vault was restored and agrees with the backup's list: {folder}", folder=made.folder)])


def passphrase(
    console: Console,
    folder: Vault,
    new_passphrase_file: Annotated[
        str | None, typer.Option("--new-passphrase-file", metavar="FILE|-", help="File that holds the new passphrase.")
    ] = None,
    recovery_key_file: RecoveryFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Change the passphrase; with --recovery-key-file also a forgotten one."""
    tr = console.words.tr
    old = _read_key(recovery_key_file) if recovery_key_file else console.passphrase(passphrase_file)
    vaults = console.setup.vaults()
    by_key = recovery_key_file is not None
    key = vaults.unlock(folder, recovery_key=old) if by_key else vaults.unlock(folder, passphrase=old)
    new = console.passphrase(new_passphrase_file, tr("New passphrase"))
    with vaults.open(folder, key, actor=member_of) as vault:
        _warn(console, vault)
        vault.change_passphrase(old, new, by_recovery_key=by_key)
    console.ok({"folder": str(folder)}, [tr("The passphrase was changed. The old one opens nothing any more.")])


def recovery_key(
    console: Console, folder: Vault, recovery_out: RecoveryOut = None, passphrase_file: PassphraseFile = None
) -> None:
    """Make a new recovery key; the old one opens nothing any more."""
    if recovery_out is not None:
        refuse_taken(recovery_out)
    secret = console.passphrase(passphrase_file)
    vaults = console.setup.vaults()
    key = vaults.unlock(folder, passphrase=secret)
    with vaults.open(folder, key, actor=member_of) as vault:
        _warn(console, vault)
        card = vault.renew_recovery_key(secret)
    handed = _hand_over(console, card, recovery_out)
    console.ok({"folder": str(folder)} | handed, [console.words.tr("The recovery key was renewed.")])


def _unlock(console: Console, folder: Path, recovery_file: Path | None, passphrase_file: str | None) -> bytes:
    vaults = console.setup.vaults()
    if recovery_file is not None:
        return vaults.unlock(folder, recovery_key=_read_key(recovery_file))
    return vaults.unlock(folder, passphrase=console.passphrase(passphrase_file))


def _read_key(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise KnownError(UNREADABLE_KEY) from None
    recovery.read(text)
    return text


def _hand_over(console: Console, card: str, target: Path | None) -> dict[str, Any]:
    """Give the recovery key to a file or to the person who watches; never into the JSON."""
    if target is None:
        if console.json:
            console.warn(RECOVERY_LOST)
        else:
            console.note(console.words.tr("Recovery key, shown only now:") + f"\n{card}")
        return {}
    try:
        fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, files.PRIVATE_FILE)
    except FileExistsError:
        raise KnownError(EXISTS) from None
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(card + "\n")
    console.warn(RECOVERY_IN_FILE, name=target.name)
    return {"recovery_file": str(target)}


def _report(console: Console, report: CheckReport) -> dict[str, Any]:
    return {
        "sound": report.ok,
        "findings": [
            {
                "code": finding.code,
                "grave": finding.grave,
                "message": console.words.tr(finding.message, **dict(finding.parameters)),
            }
            for finding in report.findings
        ],
        "rows": report.rows,
        "events": report.events,
        "cases": report.cases,
        "objects": report.objects,
        "octets": report.octets,
        "head": {"seq": report.head_seq, "hash": report.head_hash.hex()},
    }


def _warn(console: Console, vault: OpenVault) -> None:
    for warn in vault.warnings:
        console.warn(Sentence(warn.code, warn.message, warn.remedy), **dict(warn.parameters))
