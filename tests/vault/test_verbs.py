"""The vault's verbs: the JSON contract, exit codes, passphrases from files, existing targets, no secrets."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run
from desktop.clock import FixedClock
from desktop.paths import Paths
from desktop.services import Setup
from tests.vault.cheap import CHEAP, NOON, PASSPHRASE

NEW = "copper lantern orchard whistle"


class Shell:
    """One workstation's command line."""

    def __init__(self, root: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.setup = Setup(Paths.under(root / "profile").ensure(), FixedClock(NOON), CHEAP)
        self.capture = capture
        self.words = root / "words.txt"
        self.words.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def __call__(self, *arguments: str | Path, code: int = 0, words: Path | None = None) -> dict[str, Any]:
        """Run with --json and the passphrase file; returns the one object on standard output."""
        source = ["--passphrase-file", str(words or self.words)]
        got = run([*map(str, arguments), *source, "--json"], self.setup)
        out = self.capture.readouterr().out
        assert got == code, out
        found: dict[str, Any] = json.loads(out)
        assert out.count("\n") == 1 and found["schema"] == 1
        return found


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def test_the_whole_life_of_a_vault(shell: Shell) -> None:
    vault, card = shell.root / "a.collegium", shell.root / "card.txt"
    made = shell("vault", "create", vault, "--recovery-out", card)
    assert made["ok"] and made["verb"] == "vault create" and made["data"]["recovery_file"] == str(card)
    assert [warning["code"] for warning in made["warnings"]] == ["vault.recovery_in_file"]
    assert card.stat().st_mode & 0o777 == 0o600
    assert card.read_text().strip() not in json.dumps(made)

    report = shell("vault", "check", vault)["data"]
    assert report["sound"] and report["findings"] == [] and report["events"] >= 2

    backup = shell.root / "backup"
    written = shell("vault", "backup", vault, backup)["data"]
    assert written["files"] == 3 and (backup / "backup.json").exists()

    new_words = shell.root / "new.txt"
    new_words.write_text(NEW, encoding="utf-8")
    shell("vault", "passphrase", vault, "--new-passphrase-file", new_words)
    refused = shell("vault", "check", vault, code=1)
    assert not refused["ok"] and refused["error"]["code"] == "vault.wrong_passphrase"
    assert refused["error"]["message"] and refused["error"]["remedy"]
    assert shell("vault", "check", vault, words=new_words)["data"]["sound"]

    restored = shell.root / "b.collegium"
    proof = shell("vault", "restore", backup, restored)["data"]
    assert proof["head"] == written["head"]
    assert shell("vault", "check", restored, code=1)["data"]["findings"][0]["code"] == "check.memory_ahead"

    second = shell.root / "second.txt"
    shell("vault", "recovery", vault, "--recovery-out", second, words=new_words)
    by_card = run(["vault", "check", str(vault), "--recovery-key-file", str(second), "--json"], shell.setup)
    assert by_card == 0 and json.loads(shell.capture.readouterr().out)["data"]["sound"]
    assert run(["vault", "check", str(vault), "--recovery-key-file", str(card), "--json"], shell.setup) == 1
    assert json.loads(shell.capture.readouterr().out)["error"]["code"] == "vault.wrong_recovery_key"


def test_existing_targets_are_refused(shell: Shell) -> None:
    vault = shell.root / "a.collegium"
    taken = shell.root / "taken"
    taken.mkdir()
    code = "vault.target_exists"
    assert shell("vault", "create", taken, code=1)["error"]["code"] == code
    assert shell("vault", "create", vault, "--recovery-out", shell.words, code=1)["error"]["code"] == code
    assert not vault.exists()
    shell("vault", "create", vault)
    assert shell("vault", "backup", vault, taken, code=1)["error"]["code"] == code
    shell("vault", "backup", vault, shell.root / "b")
    assert shell("vault", "restore", shell.root / "b", taken, code=1)["error"]["code"] == code


def test_a_recovery_key_that_nobody_sees_is_warned_of(shell: Shell) -> None:
    made = shell("vault", "create", shell.root / "a.collegium")
    assert [warning["code"] for warning in made["warnings"]] == ["vault.recovery_not_kept"]


def test_the_passphrase_from_standard_input(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASSPHRASE.encode() + b"\n")))
    shell("vault", "create", shell.root / "a.collegium", words=Path("-"))
    assert shell("vault", "check", shell.root / "a.collegium")["data"]["sound"]


def test_damage_makes_the_check_exit_with_one(shell: Shell) -> None:
    vault = shell.root / "a.collegium"
    shell("vault", "create", vault)
    path = vault / "header.a"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    report = shell("vault", "check", vault, code=1)["data"]
    assert not report["sound"] and [f["code"] for f in report["findings"]] == ["check.header_forged"]
    assert shell("vault", "check", vault)["data"]["sound"]  # it was mended from the other copy


def test_sentences_follow_the_language(shell: Shell) -> None:
    refused = shell("vault", "check", shell.root / "nothing", "--lang", "ru", code=1)
    assert refused["error"]["code"] == "vault.not_a_vault"
    assert refused["error"]["message"] == "В этой папке нет хранилища."


def test_text_for_people(shell: Shell) -> None:
    vault = shell.root / "a.collegium"
    source = ["--passphrase-file", str(shell.words)]
    assert run(["vault", "create", str(vault), *source], shell.setup) == 0
    heard = shell.capture.readouterr()
    assert "Recovery key, shown only now:" in heard.err and str(vault) in heard.out
    assert run(["vault", "check", str(vault), *source], shell.setup) == 0
    assert "Nothing is wrong." in shell.capture.readouterr().out


def test_wrong_use_exits_with_two(shell: Shell) -> None:
    assert run(["vault", "create"], shell.setup) == 2
    assert run(["vault", "nothing"], shell.setup) == 2
