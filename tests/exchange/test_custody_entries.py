"""`[[exhibit.custody]]` of a folder from somebody else: what may stand there, and that a refusal names its line."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import KnownError
from desktop.exchange import custody_entries, manifest
from desktop.i18n import Words
from desktop.register.codes import Codes
from models.views.evidence import ElsewhereEntry
from tests.exchange.test_verbs import Line
from tests.vault.cheap import Place

Folder = Callable[..., Path]
NOW = dt.datetime(2026, 11, 22, 14, 2, tzinfo=dt.UTC)
HEAD = "format = 1\n[[person]]\nsurname_lat = 'Doe'\n[[exhibit]]\nfile = 'a.txt'\n"  # 5 lines
GOOD = {
    "action": "'returned'",
    "day": "2026-11-20",
    "party": "'A. Example'",
    "recorded_at": "2026-11-20T13:00:00+03:00",
    "recorded_by": "'N. Obraztsova'",
}


def entry(**changed: str | None) -> str:
    """One entry with its header; keys in the order of `GOOD`, then those that were added."""
    rows = {key: value for key, value in (GOOD | changed).items() if value is not None}
    return "[[exhibit.custody]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items())


def read(text: str) -> tuple[ElsewhereEntry, ...]:
    told = manifest.read(HEAD + text, "case", Codes.shipped(), NOW)
    return told.exhibits[0].custody


def test_days_and_moments_are_taken_as_toml_and_as_text() -> None:
    kept = ElsewhereEntry("returned", "2026-11-20", "A. Example", "", "2026-11-20T10:00:00.000Z", "N. Obraztsova")
    assert read(entry()) == (kept,)
    assert read(entry(day="'20.11.2026'", recorded_at="'2026-11-20T10:00:00.000Z'", party="' A. Example '")) == (kept,)
    assert read("") == ()
    # it is tomorrow already where the sender sits, and the sender's clock is ahead
    read(entry(day="2026-11-23", recorded_at="2026-11-22T20:00:00Z"))


@pytest.mark.parametrize(
    ("changed", "code", "line"),
    [
        ({"action": "'opened'"}, "custody_value", 7),
        ({"action": "'burnt'"}, "custody_value", 7),
        ({"action": "7"}, "wrong_kind", 7),
        ({"action": None}, "custody_lacks", 6),
        ({"day": "'November'"}, "custody_value", 8),
        ({"day": "'11.2026'"}, "custody_value", 8),
        ({"day": "2026-11-22"}, "custody_value", 8),  # two days after it was recorded
        ({"day": "''"}, "custody_lacks", 8),
        ({"day": "['2026-11-20']"}, "wrong_kind", 8),
        ({"party": "' '"}, "custody_lacks", 9),
        ({"party": f"'{'x' * 1001}'"}, "custody_value", 9),
        ({"party": '"A.\\u0000Example"'}, "custody_value", 9),
        ({"action": "'destroyed'", "note": "''"}, "custody_lacks", 12),
        ({"recorded_at": None}, "custody_lacks", 6),
        ({"recorded_at": "2026-11-24T00:00:00Z"}, "custody_value", 10),
        ({"recorded_at": "'yesterday'"}, "custody_value", 10),
        ({"recorded_at": "'2026-11-20T10:00:00'"}, "custody_value", 10),  # nobody knows where
        ({"recorded_at": "2026-11-20T10:00:00"}, "wrong_kind", 10),
        ({"recorded_at": "0001-01-01T00:00:00+14:00"}, "wrong_kind", 10),
        ({"recorded_at": "'0001-01-01T00:00:00+14:00'"}, "custody_value", 10),
        ({"recorded_at": "'9999-12-31T23:59:59-14:00'"}, "custody_value", 10),
        ({"recorded_at": "'1969-12-31T23:59:59Z'"}, "custody_value", 10),
        ({"recorded_by": f"'{'x' * 1001}'"}, "custody_value", 11),
        ({"sha256": "'00'"}, "unknown_key", 12),
        ({"exhibit_id": "'00'"}, "unknown_key", 12),
    ],
)
def test_nonsense_is_refused_with_its_line(changed: dict[str, str | None], code: str, line: int) -> None:
    with pytest.raises(KnownError) as refused:
        read(entry(**changed))
    assert (refused.value.code, refused.value.parameters["line"]) == (f"exchange.{code}", line)
    for words in (Words("ru"), Words("en")):
        told = refused.value.message(words) + refused.value.remedy(words)
        assert "{" not in told and "x" * 100 not in told


def test_the_line_is_that_of_the_entry_or_of_the_inline_array() -> None:
    for text, line in (
        (entry() + "\n" + entry(day="'x'"), 15),
        ("custody = 7\n", 6),
        ("custody = [7]\n", 6),
        ("title_en = 'A'\ncustody = [{ action = 'returned', day = 'x' }]\n", 7),
        ("[exhibit.custody]\naction = 'returned'\n", 6),
    ):
        with pytest.raises(KnownError) as refused:
            read(text)
        assert refused.value.parameters["line"] == line


def test_their_number_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custody_entries, "MOST", 3)
    rest = "[[exhibit]]\nfile = 'b.txt'\n"
    assert len(read(entry() * 3)) == 3
    with pytest.raises(KnownError) as refused:
        read(entry() * 2 + rest + entry() * 2)
    assert (refused.value.code, refused.value.parameters["line"]) == ("exchange.custody_many", 26)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5_000 + "]" * 5_000,
        "a = " + "7" * 5_000,
        "a." * 100_000 + "b = 1",
        "a." * 31 + "b = 1",
        "x = {y = 1,  " + "a.'b c' . \"d\"." * 11 + "e = 1}",
        "x = 1\n[" + "a . " * 100_000 + "b]",
        "[" + " " * 100_000,
    ],
)
def test_what_would_keep_the_reader_busy_or_break_it_is_refused(text: str) -> None:
    with pytest.raises(KnownError) as refused:
        read(text)
    assert refused.value.code == "exchange.manifest_unreadable"


def test_texts_may_hold_as_many_dots_as_they_like() -> None:
    (told,) = read(entry(party=f"'{'a.' * 400}b'", note=f'"  {"Word. " * 90}"'))
    assert told.party == "a." * 400 + "b" and told.note.count(".") == 90
    with pytest.raises(KnownError) as refused:
        read("a." * 30 + "b = 1")
    assert refused.value.code == "exchange.unknown_key"


def test_a_manifest_over_the_limit_is_refused_before_it_is_read(
    room: Any, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder("case", {"case.toml": HEAD + entry(), "a.txt": "a"})
    monkeypatch.setattr(manifest, "LARGEST", 100)
    with pytest.raises(KnownError) as refused:
        room.exchange.import_folder(root)
    assert refused.value.code == "exchange.manifest_too_large"
    assert room.untouched()


def test_a_case_that_nobody_could_take_in_is_not_exported(
    room: Any, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = room.exchange.import_folder(folder("case", {"case.toml": HEAD + entry(), "a.txt": "a"})).cases[0]
    head = room.vault.store.head()
    monkeypatch.setattr("desktop.exchange.export.MOST", 0)
    with pytest.raises(KnownError) as refused:
        room.exchange.export(case.case_id, tmp_path / "out")
    assert refused.value.code == "exchange.too_much"
    assert room.vault.store.head() == head and not list(tmp_path.glob(".*part"))


@pytest.fixture
def terminal(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(place, tmp_path, capsys)


def test_the_verbs_carry_entries_from_folder_to_folder(terminal: Line, folder: Folder, tmp_path: Path) -> None:
    hostile = entry(note='"see \\u202Eparcel\\u001B[2J"')
    root = folder("case", {"case.toml": HEAD + hostile, "a.txt": "a"})
    done = terminal("case import", str(root))
    (case,) = done["data"]["items"]
    assert case["custody_entries"] == 1
    assert [w["code"] for w in done["warnings"]] == ["exchange.custody_entries"]
    uid = terminal("case show", case["case_id"])["data"]["case"]["uid"]

    terminal("exhibits record", uid, "A-001", "received", "21.11.2026", "--party", "B. Example")
    told = terminal("exhibits custody", uid, "A-001")["data"]
    assert [(e["action"], e["day"]) for e in told["items"]] == [("received", ""), ("received", "2026-11-21")]
    (came,) = told["elsewhere"]
    assert (came["action"], came["recorded_by"]) == ("returned", "N. Obraztsova")
    assert came["recorded_at"] == "2026-11-20T10:00:00.000Z" < came["taken_at"]
    printed = terminal.plain("exhibits custody", uid, "A-001")
    assert "not checked here" in printed and "⟨U+202E⟩parcel⟨U+001B⟩[2J" in printed and "\x1b" not in printed

    terminal("case export", uid, str(tmp_path / "out"))
    (exhibit,) = tomllib.loads((tmp_path / "out" / "case.toml").read_text("utf-8"))["exhibit"]
    assert [(e["action"], e["party"]) for e in exhibit["custody"]] == [
        ("returned", "A. Example"), ("received", "B. Example")
    ]  # fmt: skip
    wrong = folder("wrong", {"case.toml": HEAD + entry(action="'opened'"), "a.txt": "a"})
    error = terminal("case import", str(wrong), code=1)["error"]
    assert error["code"] == "exchange.custody_value" and "“opened”" in error["message"]
    assert terminal("case list")["data"]["total"] == 1
