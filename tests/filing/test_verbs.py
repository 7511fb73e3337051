"""identity, opinion export, papers and verify on the command line: the JSON contract, exit codes, no secrets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run
from desktop.services import Setup
from tests.filing import settled
from tests.filing.settled import CHEAP, PASSPHRASE, PIN, Place
from tests.papers.reading import page_texts

CASE = "k-2026-1"


class Shell:
    """The command line of the workstation that holds the settled vault."""

    def __init__(self, place: Place, root: Path, capture: pytest.CaptureFixture[str]) -> None:
        place.services.close()
        self.setup = Setup(place.services.paths, place.clock, CHEAP)
        self.vault, self.root, self.capture = place.folder, root, capture
        self.words, self.pin = root / "words.txt", root / "pin.txt"
        self.words.write_text(PASSPHRASE + "\n", encoding="utf-8")
        self.pin.write_text(PIN + "\n", encoding="utf-8")

    def __call__(self, verb: str, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        """Run a verb on the vault with --json; returns the one object on standard output."""
        line = [*verb.split(), str(self.vault), *map(str, arguments), "--passphrase-file", str(self.words), "--json"]
        return self.plain(line, code)

    def verify(self, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        return self.plain(["verify", *map(str, arguments), "--json"], code)

    def plain(self, line: list[str], code: int) -> dict[str, Any]:
        got = run(line, self.setup)
        out = self.capture.readouterr().out
        assert got == code, out
        assert out.count("\n") == 1
        assert PIN not in out and PASSPHRASE not in out and "PRIVATE" not in out
        found: dict[str, Any] = json.loads(out)
        return found


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(settled.copy(settled.settled(), tmp_path / "copy"), tmp_path, capsys)


def test_from_an_identity_to_a_verified_paper(shell: Shell) -> None:
    root, out = shell.root / "root.pem", shell.root / "out.pdf"
    made = shell("identity create", "--pin-file", shell.pin, "--root-out", root)["data"]
    assert made["name"] == "Докладчикова Мария Ивановна" and made["kind"] == "own_unqualified"
    assert root.read_text().startswith("-----BEGIN CERTIFICATE-----") and root.stat().st_mode & 0o777 == 0o600
    listed = shell("identity list")["data"]
    assert listed["total"] == 1 and listed["items"][0]["id"] == made["id"]

    assert shell("opinion export", CASE, out, code=1)["error"]["code"] == "filing.no_signed_paper"
    assert not out.exists()
    paper = shell("opinion export", CASE, out, "--pin-file", shell.pin, "--paper-lang", "ru")["data"]
    assert paper["number"] == "З-К-2026-00001-1" and paper["language"] == "ru" and not paper["draft"]
    assert out.stat().st_mode & 0o777 == 0o600
    again = shell("opinion export", CASE, shell.root / "again.pdf", "--pin-file", shell.pin)["data"]
    assert again["number"] == paper["number"]
    assert (shell.root / "again.pdf").read_bytes() == out.read_bytes()
    assert shell("opinion export", CASE, out, code=1)["error"]["code"] == "filing.target_exists"
    assert [one["number"] for one in shell("papers list", "--case", CASE)["data"]["items"]] == [paper["number"]]

    good = shell.verify(out, "--trust", root)
    assert good["ok"] and good["verb"] == "verify" and good["data"]["verdict"] == "valid"
    (signature,) = good["data"]["signatures"]
    assert set(signature) == {
        "field", "signer", "kind", "integrity", "coverage", "changed_after", "trust", "claimed_time", "unchecked"
    }  # fmt: skip
    assert good["data"]["sentences"]
    unknown = shell.verify(out, code=1)["data"]
    assert unknown["verdict"] == "undecided" and unknown["signatures"][0]["trust"] == "unknown_issuer"
    forged = shell.root / "forged.pdf"
    data = bytearray(out.read_bytes())
    data[4000] ^= 1
    forged.write_bytes(data)
    both = shell.verify(out, forged, "--trust", root, code=1)["data"]
    assert both["verdict"] == "invalid" and [one["verdict"] for one in both["items"]] == ["valid", "invalid"]
    assert shell.verify(shell.root / "none.pdf", code=1)["error"]["code"] == "filing.not_read"
    assert shell.verify(out, "--trust", out, code=1)["error"]["code"] == "signing.not_a_certificate"


def test_a_file_identity_signs_anew_and_is_removed(shell: Shell) -> None:
    imported = shell("identity import", settled.signer_p12(), "--pin-file", shell.pin, "--keep-pin")["data"]
    assert imported["origin"] == "imported" and imported["pin_kept"]
    first = shell("opinion export", CASE, shell.root / "1.pdf", "--sign", "--paper-lang", "en")["data"]
    second = shell("opinion export", CASE, shell.root / "2.pdf", "--sign", "--paper-lang", "en")["data"]
    assert second["supersedes"] == first["number"]
    assert shell("identity remove", imported["id"])["data"]["removed"] == imported["id"]
    refused = shell("opinion export", CASE, shell.root / "3.pdf", "--sign", code=1)
    assert refused["error"]["code"] == "filing.which_identity"


def test_a_draft_is_written_with_its_watermark(shell: Shell) -> None:
    out = shell.root / "draft.pdf"
    assert shell("opinion export", CASE, out, "--draft", "--paper-lang", "en")["data"]["draft"]
    assert "DRAFT" in page_texts(out.read_bytes())[0]
    wrong = shell("opinion export", CASE, shell.root / "x.pdf", "--paper-lang", "de", code=1)
    assert wrong["error"]["code"] == "filing.unknown_language"


def test_people_read_sentences(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    papers = settled.copy(settled.with_papers(), shell.root / "papers")
    number = papers.services.issue.papers().rows[0].number
    papers.services.issue.export(number, shell.root / "out.pdf")
    root = shell.root / "root.pem"
    root.write_text(papers.services.identities.list()[0].root_pem)
    papers.close()
    assert run(["verify", str(shell.root / "out.pdf"), "--trust", str(root), "--lang", "ru"], shell.setup) == 0
    said = capsys.readouterr().out
    assert "Документ действителен" in said and "неквалифицированная" in said


def test_wrong_pins_and_existing_files_change_nothing(shell: Shell) -> None:
    shell.pin.write_text("000000")
    taken = shell.root / "taken.pem"
    taken.write_text("mine")
    signer = settled.signer_p12()
    assert shell("identity import", signer, "--pin-file", shell.pin, code=1)["error"]["code"] == "signing.wrong_pin"
    refused = shell("identity create", "--pin-file", shell.pin, "--root-out", taken, code=1)
    assert refused["error"]["code"] == "filing.target_exists" and taken.read_text() == "mine"
    shell.pin.write_text("12345")
    assert shell("identity create", "--pin-file", shell.pin, code=1)["error"]["code"] == "signing.short_pin"
    assert shell("identity list")["data"]["total"] == 0
