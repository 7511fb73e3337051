"""The register's verbs through the command line: JSON contract, exit codes, what a refusal says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run
from desktop.services import Setup
from tests.exchange.test_manifest import FULL
from tests.vault.cheap import CHEAP, PASSPHRASE, Place

Folder = Callable[..., Path]


class Line:
    """A command line over one vault, with `--json` and the passphrase from a file."""

    def __init__(self, place: Place, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._setup = Setup(place.paths, place.clock, CHEAP)
        self._vault = str(place.folder)
        self._secret = root / "secret"
        self._secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
        self._capsys = capsys

    def plain(self, verb: str, *rest: str, code: int = 0) -> str:
        """What a verb prints for people, or with `--json` for programs."""
        group, name = verb.split()
        secret = ["--passphrase-file", str(self._secret)]
        assert run([group, name, self._vault, *rest, *secret], self._setup) == code
        return self._capsys.readouterr().out

    def __call__(self, verb: str, *rest: str, code: int = 0) -> dict[str, Any]:
        out = self.plain(verb, *rest, "--json", code=code)
        assert out.count("\n") == 1
        answer: dict[str, Any] = json.loads(out)
        assert answer["schema"] == 1
        assert answer["ok"] is (code == 0 or "data" in answer)
        return answer


@pytest.fixture
def line(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(place, tmp_path, capsys)


def test_profile_is_set_in_parts_and_shown(line: Line) -> None:
    first = line("profile set", "--commission", "Комиссия", "--member", "И. О. Пример", "--post", "член комиссии")
    assert first["data"]["profile"]["member_name"] == "И. О. Пример"
    line("profile set", "--place", "Москва", "--role", "rapporteur")
    shown = line("profile show")["data"]["profile"]
    assert (shown["commission"], shown["place"], shown["role"]) == ("Комиссия", "Москва", "rapporteur")
    assert line("profile set", "--role", "king", code=1)["error"]["code"] == "register.unknown_code"


def test_import_list_show_export_and_back(line: Line, folder: Folder, tmp_path: Path) -> None:
    files = {"verdict.txt": "v", "translation.txt": "t", "country/report.txt": "r", "extra.txt": ""}
    root = folder("case", {"case.toml": FULL, **files, ".hidden": "h"})
    done = line("case import", str(root))
    (case,) = done["data"]["items"]
    assert (case["number"], case["exhibits"]) == ("К-2026-00007", 4)
    assert {w["code"] for w in done["warnings"]} == {
        "exchange.unnamed_files", "exchange.skipped_files", "exchange.empty_files", "exchange.number_gap",
    }  # fmt: skip

    listed = line("case list", "--text", "Mustermann", "--sort", "number", "--limit", "1")["data"]
    assert (listed["total"], listed["items"][0]["number"]) == (1, "К-2026-00007")
    assert line("case list", "--state", "DRAFT")["data"] == {"items": [], "total": 0, "more_than_counted": False}

    shown = line("case show", "k-2026-7", "--lang", "ru")
    assert shown["data"]["case"]["applicant"] == "Мустерман Эрика"
    assert len(shown["data"]["exhibits"]) == 4

    target = tmp_path / "out"
    assert line("case export", "K-2026-00007", str(target))["data"]["files"] == 5
    assert line("case export", "K-2026-00007", str(target), code=1)["error"]["code"] == "exchange.target_exists"
    assert line("case import", str(target), code=1)["error"]["code"] == "register.number_taken"


def test_refusals_name_what_to_do(line: Line, folder: Folder, tmp_path: Path) -> None:
    wrong = folder("wrong", {"case.toml": "format = 1\n[case]\ncolour = 1\n"})
    error = line("case import", str(wrong), "--lang", "ru", code=1)["error"]
    assert error["code"] == "exchange.unknown_key"
    assert "строка 3" in error["message"]
    assert error["remedy"]
    assert line("case import", str(tmp_path / "none"), code=1)["error"]["code"] == "exchange.no_folder"
    assert line("case show", "К-2026-99999", code=1)["error"]["code"] == "register.no_such_case"


def test_folder_of_cases_reports_those_that_failed(line: Line, folder: Folder) -> None:
    good, bad = 'format = 1\n[[person]]\nsurname_lat = "Doe"\n', "format = 9\n"
    root = folder("in", {"a/case.toml": good, "b/case.toml": bad})
    done = line("case import", str(root), code=1)
    assert [c["folder"] for c in done["data"]["items"]] == ["a"]
    assert [f["code"] for f in done["data"]["failed"]] == ["exchange.manifest_format"]
    assert [w["code"] for w in done["warnings"]] == ["exchange.folder_failed"]


def test_wrong_use_is_exit_2(line: Line, place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["case", "list"]) == 2
    capsys.readouterr()
    assert run(["case", "frobnicate"]) == 2
