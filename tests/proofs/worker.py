"""A workstation that writes until it is killed, and the judge who opens the vault afterwards.

The worker is forked from a process that has everything imported; it says on a pipe what it was told is saved. The judge
checks the vault whole and looks for each of these things.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.clock import SystemClock
from desktop.errors import KnownError
from desktop.paths import Paths
from desktop.register.codes import Codes
from desktop.register.service import Register
from desktop.vault.kdf import KdfCost, KdfPolicy
from desktop.vault.opened import OpenVault
from desktop.vault.service import Vaults
from models.views.register import CaseDraft, CaseEntry, PersonDraft, PersonEntry
from tests.proofs import evidence_work

CHEAP = KdfPolicy(floor=KdfCost(8, 1, 1), default=KdfCost(64, 1, 1))
PASSPHRASES = ("harbour lantern thicket nine", "willow granite ferry eleven")


@dataclass(frozen=True)
class Station:
    """A vault and the profile of the workstation that writes in it."""

    folder: Path
    profile: Path

    def vaults(self) -> Vaults:
        return Vaults(Paths.under(self.profile).ensure(), SystemClock(), CHEAP)

    def unlock(self) -> tuple[bytes, str]:
        """The vault key and the passphrase that opened it: one of the two must."""
        for passphrase in PASSPHRASES:
            try:
                return self.vaults().unlock(self.folder, passphrase=passphrase), passphrase
            except KnownError:
                continue
        raise AssertionError("neither the old nor the new passphrase opens the vault")

    def open(self) -> OpenVault:
        return self.vaults().open(self.folder, self.unlock()[0], actor="Proof")


def create(root: Path) -> Station:
    """A fresh vault with one case in it."""
    station = Station(root / "proof.collegium", root / "profile")
    station.vaults().create(station.folder, PASSPHRASES[0], actor="Proof")
    vault = station.open()
    _case(vault, random.Random(1), lambda said: None)
    vault.close()
    return station


Say = Callable[[dict[str, str]], None]


def _register(vault: OpenVault) -> Register:
    return Register(vault.store, vault.clock, Codes.shipped())


def _case(vault: OpenVault, dice: random.Random, say: Say) -> None:
    title = f"Case {dice.getrandbits(64):x}"
    entry = CaseEntry(
        CaseDraft(title=title, received_on="2026-10-01"),
        (PersonEntry(PersonDraft(surname_lat="Example", given_lat="Anna")),),
    )
    view = _register(vault).create_case(entry).value
    say({"saved": "case", "id": view.id, "title": title, "version": str(view.version)})


def _edit(vault: OpenVault, dice: random.Random, say: Say) -> None:
    register = _register(vault)
    rows = register.cases().rows
    view = register.case(rows[dice.randrange(len(rows))].id)
    title = f"Edited {dice.getrandbits(64):x}"
    changed = CaseDraft(**{**vars(view.fields), "title": title})
    after = register.edit_case(view.id, changed).value
    say({"saved": "case", "id": view.id, "title": title, "version": str(after.version)})


def _passphrase(vault: OpenVault, dice: random.Random, say: Say) -> None:
    old = next(p for p in PASSPHRASES if _opens(vault, p))
    new = next(p for p in PASSPHRASES if p != old)
    vault.change_passphrase(old, new)
    say({"saved": "passphrase", "is": new})


def _opens(vault: OpenVault, passphrase: str) -> bool:
    try:
        Vaults(vault.paths, vault.clock, CHEAP).unlock(vault.folder, passphrase=passphrase)
    except KnownError:
        return False
    return True


def _object(vault: OpenVault, dice: random.Random, say: Say) -> None:
    from tests.proofs.intake import admit

    content = dice.randbytes(dice.choice((10, 5000, 300_000)))
    case_id = _register(vault).cases().rows[0].id
    exhibit_id = admit(vault, case_id, io.BytesIO(content))
    say({"saved": "exhibit", "id": exhibit_id, "case": case_id, "sha256": hashlib.sha256(content).hexdigest()})


WORK: dict[str, Callable[[OpenVault, random.Random, Say], None]] = {
    "case": _case,
    "edit": _edit,
    "import": _object,
    "passphrase": _passphrase,
    **evidence_work.WORK,
}


def spawn(station: Station, seed: int, kinds: tuple[str, ...], rounds: int, *, gated: bool) -> tuple[int, int, int]:
    """Fork a worker; returns (pid, fd of its reports, fd to let it go). `gated`: it waits after opening the vault."""
    reports, say_fd = os.pipe()
    go_fd, gate = os.pipe()
    pid = os.fork()
    if pid:
        os.close(say_fd)
        os.close(go_fd)
        return pid, reports, gate
    try:
        os.close(reports)
        os.close(gate)

        def say(what: dict[str, str]) -> None:
            os.write(say_fd, json.dumps(what).encode() + b"\n")

        dice = random.Random(seed)
        vault = station.open()
        say({"saved": "ready"})
        if gated:
            os.read(go_fd, 1)
        for _ in range(rounds):
            WORK[dice.choice(kinds)](vault, dice, say)
        vault.close()
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(3)
    os._exit(0)


def judge(station: Station, said: list[dict[str, str]]) -> list[str]:
    """Open the vault again: what is wrong with it, and what was reported as saved and is not there."""
    faults: list[str] = []
    passphrases = [s["is"] for s in said if s["saved"] == "passphrase"]
    _key, passphrase = station.unlock()
    if passphrases and passphrase not in (passphrases[-1], next(p for p in PASSPHRASES if p != passphrases[-1])):
        faults.append("the passphrase reported as set does not open the vault")
    vault = station.open()
    try:
        if vault.read_only:
            faults.append(f"opened read-only: {[w.code for w in vault.warnings]}")
        report = vault.check()
        faults += [f"check: {f.code} {dict(f.parameters)}" for f in report.findings if f.grave]
        register = _register(vault)
        latest = {s["id"]: s for s in said if s["saved"] == "case"}
        for case_id, report in latest.items():
            found = register.case(case_id)
            # a change that was under way may have been committed before it could be reported
            if found.version < int(report["version"]):
                faults.append(f"case {case_id} is at version {found.version}, reported was {report['version']}")
            elif found.version == int(report["version"]) and found.fields.title != report["title"]:
                faults.append(f"case {case_id} says {found.fields.title!r}, reported was {report['title']!r}")
        exhibits = [s for s in said if s["saved"] == "exhibit"]
        if exhibits:
            from tests.proofs.intake import digest

            faults += [f"exhibit {s['id']} differs" for s in exhibits if digest(vault, s["id"]) != s["sha256"]]
        faults += evidence_work.judge(vault, said)
    finally:
        vault.close()
    return faults


def read_reports(fd: int) -> list[dict[str, str]]:
    """Everything a dead worker had said."""
    with os.fdopen(fd, "rb") as pipe:
        return [json.loads(line) for line in pipe.read().splitlines() if line.endswith(b"}")]
