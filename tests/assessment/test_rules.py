"""Completeness, applicability and blocks as the rulings have them, over all items and all facts."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.assessment import rules
from desktop.assessment.packs import FACTS, Packs
from desktop.assessment.rules import CaseFacts
from desktop.errors import Sentence
from models.views.assessment import VALUES, AnswerDraft, Fact, Value
from models.views.evidence import CitationDraft, WholePlace
from models.views.packs import Item

ITEMS = Packs.shipped().latest()[0].items()
CITED = (CitationDraft("x", "00" * 32, WholePlace()),)
BY_ID = {item.id: item for item in ITEMS}

any_item = st.sampled_from(ITEMS)
any_value = st.sampled_from((None, *VALUES))
any_facts = st.builds(
    CaseFacts,
    st.dictionaries(st.sampled_from(FACTS), st.sampled_from(get_args(Fact))),
    st.sampled_from(("", "RVP_702", "REFUGEE")),
)


@given(any_item, any_value, any_facts)
def test_blocks_follow_the_rulings(item: Item, value: Value | None, facts: CaseFacts) -> None:
    """RULINGS A3 and A4, written out independently of the code."""
    condition = item.applies_when
    if not condition:
        applies = True
    elif condition.startswith("track:"):
        applies = facts.track in ("", condition[6:])
    else:
        applies = facts.facts.get(condition) != "no"
    assert (rules.standing(item, facts)[0] == "") is applies

    allowed_na = value == "NA" and not item.never_lifted
    if not applies or item.block == "":
        expected = ""
    elif item.id in ("G1", "G2", "G3"):
        expected = "" if value == "NO" else "REC" if value == "YES" else "SIG"
    elif item.id in ("G4", "G5", "G6"):
        expected = "" if value == "NO" or allowed_na else "REC"
    else:
        expected = "" if value == "YES" or allowed_na else item.block
    assert rules.block(item, value, applies=applies) == expected


@given(any_item)
def test_blank_is_never_an_answer(item: Item) -> None:
    assert rules.fault(item, AnswerDraft(None, "a long enough note for anything", CITED)) is rules.NO_VALUE
    assert rules.block(item, None, applies=True) == item.block


@given(any_item, st.sampled_from(VALUES), st.text(max_size=40), st.booleans())
def test_completeness(item: Item, value: Value, note: str, cited: bool) -> None:
    """domain.md 3.2 and RULINGS A5."""
    complete = rules.fault(item, AnswerDraft(value, note, CITED if cited else ())) is None
    length = len(note.strip())
    enough = {"YES": True, "PARTLY": length >= 20, "NO": length > 0, "UNKNOWN": length > 0, "NA": length > 0}[value]
    permitted = not (value == "NA" and item.never_lifted)
    pinned = cited or value in ("UNKNOWN", "NA") or not item.cite_required
    assert complete is (enough and permitted and pinned)


@pytest.mark.parametrize(
    ("item", "draft", "sentence"),
    [
        ("A1", AnswerDraft("NA", "no need"), rules.NA_NOT_ALLOWED),
        ("A3", AnswerDraft("PARTLY", "x" * 19), rules.PARTLY_NOTE),
        ("A3", AnswerDraft("PARTLY", " " * 30), rules.PARTLY_NOTE),
        ("A3", AnswerDraft("NO"), rules.NO_NOTE),
        ("A3", AnswerDraft("UNKNOWN", " \n"), rules.UNKNOWN_NOTE),
        ("A3", AnswerDraft("NA"), rules.NA_NOTE),
        ("D3", AnswerDraft("YES"), rules.CITE_REQUIRED),
        ("G1", AnswerDraft("NO", "nothing found"), rules.CITE_REQUIRED),
    ],
)
def test_each_reason_why_an_answer_waits(item: str, draft: AnswerDraft, sentence: Sentence) -> None:
    assert rules.fault(BY_ID[item], draft) is sentence


def test_unknown_facts_let_items_apply_and_say_so() -> None:
    assert rules.standing(BY_ID["I2"], CaseFacts()) == ("", True)
    assert rules.standing(BY_ID["I2"], CaseFacts({"minor_in_case": "yes"})) == ("", False)
    ground, unknown = rules.standing(BY_ID["I2"], CaseFacts({"minor_in_case": "no"}))
    assert ground == rules.GROUNDS["minor_in_case"] and not unknown
    assert rules.standing(BY_ID["B4"], CaseFacts(track="REFUGEE"))[0] == rules.OTHER_TRACK
    assert rules.standing(BY_ID["B4"], CaseFacts(track="RVP_702")) == ("", False)


def test_an_item_that_never_blocks_holds_nothing_up() -> None:
    free = replace(BY_ID["H1"])
    assert [rules.block(free, value, applies=True) for value in (None, *VALUES)] == [""] * 6
