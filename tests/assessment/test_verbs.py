"""The verbs `answer set`, `opinion set` and `opinion status` over a real vault, through the JSON contract."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from desktop.cli import run
from desktop.clock import FixedClock
from desktop.jobs import InlineJobs
from desktop.paths import Paths
from desktop.services import Setup, open_services
from desktop.vault.kdf import KdfCost, KdfPolicy
from models.views.evidence import AdmitDraft, ExhibitDetails
from models.views.register import CaseDraft, CaseEntry, ConsentDraft, PersonDraft, PersonEntry

PASSPHRASE = "amber tractor violin meadow"
Cli = Callable[..., tuple[int, dict[str, Any]]]


def setup_in(root: Path) -> Setup:
    clock = FixedClock(dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC))
    cheap = KdfPolicy(floor=KdfCost(8, 1, 1), default=KdfCost(64, 1, 1))
    return Setup(Paths.under(root / "profile").ensure(), clock, cheap)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one registered case (К-2026-00001) and a three-page exhibit A-001."""
    root = tmp_path_factory.mktemp("verbs") / "place"
    root.mkdir()
    setup, folder = setup_in(root), root / "v.collegium"
    key = setup.vaults().create(folder, PASSPHRASE).vault_key
    services = open_services(folder, key, setup, "en", InlineJobs())
    person = PersonDraft(surname_lat="Müller", given_lat="Anna")
    consent = ConsentDraft(signed_on="2026-11-20", purposes=("special_categories",))
    entry = CaseEntry(CaseDraft(received_on="2026-11-20"), (PersonEntry(person, (), (consent,)),))
    case = services.register.create_case(entry).value
    services.register.register_case(case.id)
    paper = io.BytesIO()
    with pikepdf.new() as pdf:
        for _page in range(3):
            pdf.add_blank_page()
        pdf.save(paper)
    paper.seek(0)
    staged = services.evidence.stage(paper, "letter.pdf")
    services.evidence.admit(case.id, [AdmitDraft(staged, ExhibitDetails(title_en="Letter", provenance="mail"))])
    services.close()
    (root / "secret").write_text(PASSPHRASE + "\n", "utf-8")
    return root


@pytest.fixture
def cli(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """A way to run verbs on a copy of it."""
    root = tmp_path / "place"
    shutil.copytree(made, root)
    setup = setup_in(root)

    def call(*words: str, lang: str = "en") -> tuple[int, dict[str, Any]]:
        verb, rest = words[:2], words[2:]
        shared = ["--passphrase-file", str(root / "secret"), "--json", "--lang", lang]
        code = run([*verb, str(root / "v.collegium"), "K-2026-00001", *rest, *shared], setup)
        return code, json.loads(capsys.readouterr().out)

    return call


def test_an_answer_with_a_citation(cli: Cli) -> None:
    code, said = cli("answer", "set", "d3", "yes", "--cite", "a1:2", "--cite", "А-001")
    assert code == 0 and said["ok"] and said["verb"] == "answer set"
    data = said["data"]
    assert (data["case"], data["item"], data["value"], data["block"], data["version"]) == (
        "К-2026-00001",
        "D3",
        "YES",
        "",
        1,
    )
    assert data["citations"] == [{"exhibit": "A-001", "page": 2}, {"exhibit": "A-001", "page": None}]
    assert (data["answered"], data["counted"]) == (1, 82)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("D3", "YES"), "assessment.cite_required"),
        (("A3", "NO"), "assessment.no_note"),
        (("A3", "MAYBE"), "assessment.unknown_value"),
        (("A1", "NA", "--note", "none needed"), "assessment.na_not_allowed"),
        (("Q1", "YES"), "assessment.no_item"),
        (("D3", "YES", "--cite", "A-001:4"), "assessment.bad_cite"),
        (("D3", "YES", "--cite", "A-001:x"), "assessment.bad_cite"),
        (("D3", "YES", "--cite", "A-009:1"), "evidence.not_found"),
    ],
)
def test_an_incomplete_answer_is_refused_with_its_reason(cli: Cli, words: tuple[str, ...], expected: str) -> None:
    code, said = cli("answer", "set", *words)
    assert code == 1 and not said["ok"]
    assert said["error"]["code"] == expected
    assert said["error"]["message"] and said["error"]["remedy"]


OPINION = """
format = 1
outcome = "SUPPORT"
codes = ["P1"]
[[paragraph]]
part = "facts"
text = "She was convicted for a post."
cite = ["A-001:2"]
[[paragraph]]
part = "assessment"
text = "That is persecution."
codes = ["P1"]
cite = ["A-001:3"]
"""


def test_an_opinion_from_a_file_and_what_still_blocks_it(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "opinion.toml"
    file.write_text(OPINION, "utf-8")
    code, said = cli("opinion", "set", str(file))
    assert code == 0
    assert said["data"] | {"saved_at": ""} == {
        "case": "К-2026-00001",
        "version": 1,
        "outcome": "SUPPORT",
        "codes": ["P1"],
        "paragraphs": 2,
        "citations": 2,
        "saved_at": "",
    }
    code, said = cli("opinion", "status")
    data = said["data"]
    assert code == 0 and data["ready"] is False and data["language"] == "ru" and data["total"] == len(data["items"])
    codes = {one["code"] for one in data["items"] if one["stops"]}
    assert {"item.signing", "item.support", "opinion.no_law", "opinion.no_operative", "profile.gap"} <= codes
    assert "person.name_not_certified" in codes
    assert "opinion.no_facts" not in codes
    _code, russian = cli("opinion", "status", lang="ru")
    assert "Часть о праве пуста." in [one["message"] for one in russian["data"]["items"]]
    _code, english = cli("opinion", "status", "--paper-lang", "en")
    assert "person.name_not_certified" not in {one["code"] for one in english["data"]["items"]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('outcome = "SUPPORT"', 'outcome = "MAYBE"', "assessment.unknown_outcome"),
        ('codes = ["P1"]', 'codes = ["P7"]', "assessment.unknown_reason"),
        ('part = "facts"', 'part = "fiction"', "assessment.file_wrong_value"),
        ("format = 1", "format = 1\nscore = 7", "assessment.file_unknown_key"),
        ("format = 1", "format 1", "assessment.file_syntax"),
        ("A-001:2", "A-001:0", "assessment.bad_cite"),
        ("[[paragraph]]", "[[paragraph]]\nlaws = 3", "assessment.file_unknown_key"),
    ],
)
def test_a_faulty_opinion_file_is_refused(cli: Cli, tmp_path: Path, old: str, new: str, expected: str) -> None:
    file = tmp_path / "opinion.toml"
    file.write_text(OPINION.replace(old, new, 1), "utf-8")
    code, said = cli("opinion", "set", str(file))
    assert code == 1 and said["error"]["code"] == expected
    assert cli("opinion", "status")[1]["data"]["version"] == 0


def test_a_missing_opinion_file_is_refused(cli: Cli, tmp_path: Path) -> None:
    code, said = cli("opinion", "set", str(tmp_path / "nowhere.toml"))
    assert code == 1 and said["error"]["code"] == "assessment.file_syntax"
