"""V-TRAN-01: what is cited in a foreign language needs a translation, and how good a one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.assessment.room import Room


def said(room: Room) -> list[tuple[str, str, bool]]:
    """Code, exhibit's number and whether it stops, of what the rule says."""
    found = room.assessment.signing_status(room.case_id)
    return [
        (one.code, dict(one.parameters)["exhibit"], one.stops)
        for one in found
        if one.code in ("exhibit.untranslated", "exhibit.uncertified")
    ]


def ready(room: Room) -> str:
    """A settled case with an opinion that cites its one exhibit."""
    room.assessment.save_opinion(room.case_id, room.opinion(room.exhibit_id))
    return room.exhibit_id


@pytest.mark.parametrize("language", ["", "ru"])
def test_the_language_of_the_case_and_one_not_stated_need_none(settled: Room, language: str) -> None:
    settled.describe(ready(settled), lang=language)
    assert said(settled) == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("", ("exhibit.untranslated", True)),
        ("summary", ("exhibit.untranslated", True)),
        ("working", ("exhibit.uncertified", False)),
        ("certified", None),
    ],
)
def test_a_foreign_exhibit_is_measured_by_its_best_standing_translation(
    settled: Room, status: str, expected: tuple[str, bool] | None
) -> None:
    original = ready(settled)
    settled.describe(original, lang="de")
    assert said(settled) == [("exhibit.untranslated", "A-001", True)]
    weak, translation = settled.exhibit(8), settled.exhibit(9)
    settled.describe(weak, lang="ru", translation_of=original, translation_status="summary")
    settled.describe(translation, lang="ru", translation_of=original, translation_status=status)
    assert said(settled) == ([(expected[0], "A-001", expected[1])] if expected else [])
    settled.describe(translation, status="withdrawn")
    assert said(settled) == [("exhibit.untranslated", "A-001", True)]


def test_an_original_may_carry_its_translation_itself(settled: Room) -> None:
    settled.describe(ready(settled), lang="de", translation_status="certified")
    assert said(settled) == []


def test_a_cited_translation_is_measured_by_its_own_status(settled: Room) -> None:
    translation = ready(settled)
    original = settled.exhibit(7)
    settled.describe(original, lang="de", translation_status="notarised")
    settled.describe(translation, lang="ru", translation_of=original, translation_status="summary")
    assert said(settled) == [("exhibit.untranslated", "A-001", True)]
    settled.describe(translation, translation_status="working")
    assert said(settled) == [("exhibit.uncertified", "A-001", False)]


def test_what_the_program_made_of_a_translation_is_measured_by_it(settled: Room) -> None:
    copy, original, translation = ready(settled), settled.exhibit(7), settled.exhibit(8)
    settled.describe(original, lang="de")
    settled.describe(translation, lang="ru", translation_of=original, translation_status="summary")
    for how in ("conversion", "redaction", "working_copy"):
        settled.describe(copy, derived_from=translation, derived_how=how)
        assert said(settled) == [("exhibit.untranslated", "A-001", True)], how
    settled.describe(translation, translation_status="working")
    assert said(settled) == [("exhibit.uncertified", "A-001", False)]
    settled.describe(translation, translation_status="certified")
    assert said(settled) == []


def test_what_the_program_made_of_an_original_shares_its_translation(settled: Room) -> None:
    copy, original, translation = ready(settled), settled.exhibit(7), settled.exhibit(8)
    settled.describe(original, lang="de")
    settled.describe(copy, lang="de")
    settled.describe(translation, lang="ru", translation_of=original, translation_status="certified")
    for how, shared in {"conversion": True, "redaction": True, "excerpt": False}.items():
        settled.describe(copy, derived_from=original, derived_how=how)
        assert bool(said(settled)) is not shared, how


def test_a_file_that_was_admitted_again_keeps_its_translation(settled: Room) -> None:
    again, first, translation = ready(settled), settled.exhibit(7), settled.exhibit(8)
    same = next(one.sha256 for one in settled.opinion(again).citations)
    settled.describe(first, lang="de", status="withdrawn", sha256=bytes.fromhex(same))
    settled.describe(again, lang="de", replaces=first)
    settled.describe(translation, lang="ru", translation_of=first, translation_status="certified")
    assert said(settled) == []
    settled.describe(first, sha256=bytes(32))
    assert said(settled) == [("exhibit.untranslated", "A-001", True)], "another file under a new number is another one"


def test_what_a_withdrawn_translation_claimed_is_no_longer_said_once_its_file_is_admitted_again(settled: Room) -> None:
    again, original, forged = ready(settled), settled.exhibit(7), settled.exhibit(8)
    same = bytes.fromhex(next(one.sha256 for one in settled.opinion(again).citations))
    claimed = {"translation_of": original, "translation_status": "certified"}
    settled.describe(original, lang="de")
    settled.describe(forged, lang="ru", status="withdrawn", sha256=same, **claimed)
    settled.describe(again, lang="ru", replaces=forged, translation_of=original, translation_status="summary")
    assert said(settled) == [("exhibit.untranslated", "A-001", True)]
    pages = settled.exhibit(9)
    settled.describe(pages, derived_from=forged, derived_how="conversion")
    for cited, number in {original: "A-007", pages: "A-009"}.items():
        settled.assessment.save_opinion(settled.case_id, settled.opinion(cited))
        assert ("exhibit.untranslated", number, True) in said(settled)
    settled.assessment.save_opinion(settled.case_id, settled.opinion(original))
    settled.describe(again, translation_of=None, translation_status="certified")
    assert ("exhibit.untranslated", "A-007", True) in said(settled), "the original has no translation left"


def test_a_translation_of_what_was_blacked_out_leaves_the_original_untranslated(settled: Room) -> None:
    original, copy, translation = ready(settled), settled.exhibit(7), settled.exhibit(8)
    settled.describe(original, lang="de")
    settled.describe(translation, lang="ru", translation_of=copy, translation_status="certified")
    for how, shared in {"conversion": True, "redaction": False}.items():
        settled.describe(copy, lang="de", derived_from=original, derived_how=how)
        assert bool(said(settled)) is not shared, how


def test_a_language_that_nobody_stated_is_noted_and_stops_nothing(settled: Room) -> None:
    cited = ready(settled)
    for language, notes in {"": 1, "ru": 0, "zxx": 0}.items():
        settled.describe(cited, lang=language)
        found = [one for one in settled.assessment.signing_status(settled.case_id) if one.code == "exhibit.no_language"]
        assert [(one.target.id, one.stops) for one in found] == [(cited, False)] * notes, language


def test_what_only_answers_cite_needs_no_certificate(settled: Room) -> None:
    cited = ready(settled)
    settled.describe(cited, lang="de", translation_status="working")
    opinion = settled.opinion(cited)
    bare = tuple(replace(paragraph, citations=()) for paragraph in opinion.paragraphs)
    settled.assessment.save_opinion(settled.case_id, replace(opinion, paragraphs=bare))
    assert said(settled) == []
