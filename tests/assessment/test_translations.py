"""V-TRAN-01: what is cited in a foreign language needs a translation, and how good a one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.tables.evidence import Exhibit
from tests.assessment.room import Room


def describe(room: Room, exhibit_id: str, **fields: object) -> None:
    with room.store.write("exhibit.described", case_id=room.case_id) as work:
        row = work.session.get(Exhibit, exhibit_id)
        assert row is not None
        for name, value in fields.items():
            setattr(row, name, value)


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
    describe(settled, ready(settled), lang=language)
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
    describe(settled, original, lang="de")
    assert said(settled) == [("exhibit.untranslated", "A-001", True)]
    weak, translation = settled.exhibit(8), settled.exhibit(9)
    describe(settled, weak, lang="ru", translation_of=original, translation_status="summary")
    describe(settled, translation, lang="ru", translation_of=original, translation_status=status)
    assert said(settled) == ([(expected[0], "A-001", expected[1])] if expected else [])
    describe(settled, translation, status="withdrawn")
    assert said(settled) == [("exhibit.untranslated", "A-001", True)]


def test_an_original_may_carry_its_translation_itself(settled: Room) -> None:
    describe(settled, ready(settled), lang="de", translation_status="certified")
    assert said(settled) == []


def test_a_cited_translation_is_measured_by_its_own_status(settled: Room) -> None:
    translation = ready(settled)
    original = settled.exhibit(7)
    describe(settled, original, lang="de", translation_status="notarised")
    describe(settled, translation, lang="ru", translation_of=original, translation_status="summary")
    assert said(settled) == [("exhibit.untranslated", "A-001", True)]
    describe(settled, translation, translation_status="working")
    assert said(settled) == [("exhibit.uncertified", "A-001", False)]


def test_what_only_answers_cite_needs_no_certificate(settled: Room) -> None:
    cited = ready(settled)
    describe(settled, cited, lang="de", translation_status="working")
    opinion = settled.opinion(cited)
    bare = tuple(replace(paragraph, citations=()) for paragraph in opinion.paragraphs)
    settled.assessment.save_opinion(settled.case_id, replace(opinion, paragraphs=bare))
    assert said(settled) == []
