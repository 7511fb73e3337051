"""The verbs of the room through the command line, with a vault and a profile of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from desktop.register.codes import Codes
from desktop.register.service import Register
from desktop.services import Setup
from desktop.verbs import exhibits
from tests.evidence import files
from tests.evidence.conftest import new_case
from tests.vault.cheap import CHEAP, PASSPHRASE, Place


class Terminal:
    def __init__(self, place: Place, folder: Path) -> None:
        with place.open() as vault:
            self.case = new_case(Register(vault.store, place.clock, Codes.shipped()))
        self.setup = Setup(place.paths, place.clock, CHEAP)
        self.vault = str(place.folder)
        (folder / "word.txt").write_text(PASSPHRASE + "\n", "utf-8")
        self.secret = ["--passphrase-file", str(folder / "word.txt"), "--json"]
        self.app = typer.Typer()
        exhibits.add_to(self.app)

    def run(self, *arguments: str, code: int = 0) -> dict[str, Any]:
        done = CliRunner().invoke(self.app, [*arguments, *self.secret], obj=self.setup)
        assert done.exit_code == code, done.output
        return dict(json.loads(done.stdout))


@pytest.fixture
def terminal(place: Place, tmp_path: Path) -> Terminal:
    return Terminal(place, tmp_path)


def test_add_list_extract(terminal: Terminal, tmp_path: Path) -> None:
    paths = [files.note(tmp_path / "a.txt"), files.pdf(tmp_path / "b.jpg")]
    added = terminal.run(
        "exhibits", "add", terminal.vault, terminal.case, *map(str, paths), "--provenance", "from the applicant"
    )
    assert [item["number"] for item in added["data"]["items"]] == ["A-001", "A-002"]
    assert [warning["code"] for warning in added["warnings"]] == ["evidence.name_mismatch"]
    listed = terminal.run("exhibits", "list", terminal.vault, terminal.case, "--limit", "1", "--offset", "1")
    assert listed["data"]["total"] == 2 and [one["number"] for one in listed["data"]["items"]] == ["A-002"]
    assert listed["data"]["items"][0]["pages"] == 1 and listed["data"]["items"][0]["format"] == "pdf"
    target = tmp_path / "copy"
    out = terminal.run("exhibits", "extract", terminal.vault, terminal.case, "а-1", str(target))
    assert target.read_bytes() == paths[0].read_bytes() and out["data"]["number"] == "A-001"
    again = terminal.run("exhibits", "extract", terminal.vault, terminal.case, "A-001", str(target), code=1)
    assert again["error"]["code"] == "evidence.target_exists"


def test_nothing_is_kept_when_one_file_fails(terminal: Terminal, place: Place, tmp_path: Path) -> None:
    good = files.note(tmp_path / "a.txt")
    before = {path for path in (place.folder / "objects").rglob("*") if path.is_file()}
    refused = terminal.run(
        "exhibits", "add", terminal.vault, terminal.case, str(good), str(tmp_path / "no"), "--provenance", "x", code=1
    )
    assert refused["error"]["code"] == "evidence.vanished"
    assert {path for path in (place.folder / "objects").rglob("*") if path.is_file()} == before
    assert terminal.run("exhibits", "list", terminal.vault, terminal.case)["data"]["total"] == 0


def test_selftest(terminal: Terminal) -> None:
    done = CliRunner().invoke(
        terminal.app, ["evidence", "selftest", "--json", "--only", "pdf", "--only", "grid"], obj=terminal.setup
    )
    answer = json.loads(done.stdout)
    if answer["ok"]:
        assert answer["data"]["tier"] in ("sandbox", "landlock") and answer["data"]["faults"] == []
        assert answer["data"]["report"]["read /etc/passwd"] == "refused" and done.exit_code == 0
        assert answer["data"]["report"]["trace the parent"] == answer["data"]["report"]["fork"] == "refused"
        assert [(one["name"], one["trusted"]) for one in answer["data"]["profiles"]] == [("pdf", True), ("grid", True)]
    else:
        assert answer["error"]["code"] == "evidence.no_isolation" and done.exit_code == 1
