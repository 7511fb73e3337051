"""The shipped packs against the table they come from, and what a strict reader refuses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from desktop.assessment.pack_fields import MISSING_KEY, NOT_TOML, TWICE, UNKNOWN_KEY, WRONG_VALUE
from desktop.assessment.packs import PACK_CHANGED, PACK_GONE, Packs, read_checklist, read_outcomes
from desktop.errors import KnownError, Sentence
from desktop.paths import resource
from models.views.packs import Checklist, Outcomes, PackId

ADM = "A1 A2 A3 A8 I6"
AGD = "A4 A5 A6 A7 B2 B5 C1 D1 E1 E2 E3 E7 I1 J3 K2"
REC = "B1 B3 B4 C3 D3 D4 D8 E5 F6 G4 G5 G6"
SIG = "B7 C5 D2 E4 F4 G1 G2 G3 G7 G8 G9 I2 J1 J2 J4 J5 J7 K1 K5 L2 L3 L4 L5"
NEVER = "A1 A2 E4 G1 G2 G3 I1 I2 J1 J2 J5 J7 K1"
SECOND = "C3 E4 G1 G2 G3 J5"
APPLIES = {
    "B2": "no_identity_document",
    "B4": "track:RVP_702",
    "E3": "no_record_paper",
    "E4": "has_conviction",
    "I2": "minor_in_case",
    "J2": "interpreter_used",
}
FILE = resource("packs", "checklist-persecution-2026.1.toml")


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return Packs.shipped().latest()[0]


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    return Packs.shipped().latest()[1]


def test_published_versions_never_change(checklist: Checklist, outcomes: Outcomes) -> None:
    """A case refuses a changed pack: a correction is a new file with a new version (decision 050)."""
    assert (checklist.pack.id, checklist.pack.version) == ("persecution", "2026.1")
    assert checklist.pack.sha256 == "9511dd138d1bb72e720fb2e8047ca1b8224382adae8b534482876a4bec2e8b7b"
    assert (outcomes.pack.id, outcomes.pack.version) == ("outcomes", "2026.1")
    assert outcomes.pack.sha256 == "92c34e836dbd359e36a622e4397bc4f6df78c4380186b7daa7e1f8c3f6dc5776"


def test_counts(checklist: Checklist) -> None:
    counts = Counter(item.section for item in checklist.items())
    assert counts == {"A": 8, "B": 7, "C": 5, "D": 9, "E": 7, "F": 7, "G": 9, "H": 5, "I": 6, "J": 8, "K": 5, "L": 6}
    assert len(checklist.items()) == 82
    assert [item.number for item in checklist.items()] == list(range(1, 83))


def test_marks_polarities_and_blocks(checklist: Checklist) -> None:
    items = checklist.items()
    blocks = {name: {i.id for i in items if i.block == name} for name in ("ADM", "AGD", "REC", "SIG")}
    assert blocks == {
        "ADM": set(ADM.split()),
        "AGD": set(AGD.split()),
        "REC": set(REC.split()),
        "SIG": set(SIG.split()),
    }
    assert {i.id for i in items if i.never_lifted} == set(NEVER.split())
    assert {i.id for i in items if i.second_reader} == set(SECOND.split())
    assert {i.id for i in items if i.polarity == "-"} == {f"G{n}" for n in range(1, 7)}
    assert {i.id: i.applies_when for i in items if i.applies_when} == APPLIES


def test_citations_are_required_for_what_blocks_in_sections_b_to_g_and_j(checklist: Checklist) -> None:
    wanted = {i.id for i in checklist.items() if i.section in "BCDEFGJ" and i.block in ("REC", "SIG")}
    assert {i.id for i in checklist.items() if i.cite_required} == wanted


def test_every_text_is_there_in_both_languages(checklist: Checklist, outcomes: Outcomes) -> None:
    for item in checklist.items():
        for text in (item.text, item.basis, item.evidence, item.guidance):
            assert text.ru.strip() and text.en.strip()
            assert any("а" <= c.lower() <= "я" for c in text.ru) or "CREDO" in text.ru
            assert not any("а" <= c.lower() <= "я" for c in text.en)
    assert checklist.find("D3").text.ru == "Тяжесть или совокупность мер достигает уровня преследования?"  # type: ignore[union-attr]
    assert all(one.text.ru and one.text.en for one in (*outcomes.outcomes, *outcomes.reasons))
    assert outcomes.authority.ru and outcomes.authority.en


def test_the_principles_are_there(checklist: Checklist) -> None:
    assert len(checklist.principles) == 5
    assert "proposes no outcome" in checklist.principles[0].en


def test_no_provision_claims_to_have_been_checked(checklist: Checklist) -> None:
    """RULINGS A7: nobody has compared them with the text in force yet, so none may be printed."""
    assert checklist.laws
    assert not [law.id for law in checklist.laws if law.checked_on]


def test_outcomes(outcomes: Outcomes) -> None:
    assert [one.code for one in outcomes.outcomes if one.supports] == ["SUPPORT", "SUPPORT_COND"]
    assert len(outcomes.outcomes) == 7
    assert Counter(one.group for one in outcomes.reasons) == {"P": 5, "N": 6, "X": 5, "D": 8}
    refusal = outcomes.outcome("NOT_SUPPORT")
    assert refusal is not None and refusal.paragraph_per_code and refusal.least == 1 and refusal.reasons == ("N", "X")
    exclusion = [one for one in outcomes.reasons if one.group == "X"]
    assert {item for one in exclusion for item in one.needs_yes} == {f"G{n}" for n in range(1, 7)}
    assert all(one.needs_done == ("G8", "G9") for one in exclusion)


# --- strict reading ---


def broken(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / FILE.name
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "sentence", "place", "key"),
    [
        ('id = "D3"', 'id = "D3"\nweight = 5', UNKNOWN_KEY, "[[item]] 23 (D3)", "weight"),
        ('polarity = "+"', 'polarity = "0"', WRONG_VALUE, "[[item]] 1 (A1)", "polarity"),
        ('block = "ADM"', 'block = "ALL"', WRONG_VALUE, "[[item]] 1 (A1)", "block"),
        ('cite = "required"', 'cite = "yes"', WRONG_VALUE, "[[item]] 9 (B1)", "cite"),
        ('"has_conviction"', '"has_children"', WRONG_VALUE, "[[item]] 33 (E4)", "applies_when"),
        ('laws = ["115fz-6"]', 'laws = ["115fz-66"]', WRONG_VALUE, "[[item]] 1 (A1)", "laws"),
        ('id = "D3"', 'id = "D2"', TWICE, "[pack]", "D2"),
        ('checked_on = ""', 'checked_on = "soon"', WRONG_VALUE, "[[law]] 1", "checked_on"),
        ("format = 1", "format = 2", WRONG_VALUE, "[pack]", "format"),
        ('version = "2026.1"\n', "", MISSING_KEY, "[pack]", "version"),
        ('text_en = "Is identity supported by a document?"\n', "", MISSING_KEY, "[[item]] 9 (B1)", "text_en"),
    ],
)
def test_a_faulty_pack_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, sentence: Sentence, place: str, key: str
) -> None:
    with pytest.raises(KnownError) as caught:
        read_checklist(broken(tmp_path, old, new))
    assert caught.value.sentence is sentence
    assert caught.value.parameters == {"file": FILE.name, "place": place, "key": key}


def test_a_torn_file_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.toml"
    path.write_text("format = 1\nid = \n", "utf-8")
    with pytest.raises(KnownError) as caught:
        read_outcomes(path)
    assert caught.value.sentence is NOT_TOML
    assert "line 2" in str(caught.value.parameters["reason"])


def test_the_hash_covers_texts_not_line_ends(tmp_path: Path, checklist: Checklist) -> None:
    same = tmp_path / FILE.name
    same.write_bytes(FILE.read_bytes().replace(b"\n", b"\r\n"))
    assert read_checklist(same).pack == checklist.pack
    other = read_checklist(broken(tmp_path, "Личность подтверждена документом?", "Личность подтверждена?"))
    assert other.pack.sha256 != checklist.pack.sha256


def test_a_frozen_pack_is_found_or_refused(checklist: Checklist) -> None:
    packs = Packs.shipped()
    assert packs.checklist(checklist.pack) is packs.latest()[0]
    with pytest.raises(KnownError) as gone:
        packs.checklist(PackId("persecution", "1999.1", "00"))
    assert gone.value.sentence is PACK_GONE
    with pytest.raises(KnownError) as changed:
        packs.checklist(PackId("persecution", "2026.1", "00"))
    assert changed.value.sentence is PACK_CHANGED
