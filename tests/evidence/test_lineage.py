"""Derived exhibits: what they were made of is on record, sealed, and stays when they get another number."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import KnownError
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView, PagePlace
from tests.evidence import files
from tests.evidence.conftest import Room, new_case

SAID = ExhibitDetails(title_en="Page 2 of the verdict", provenance="made of A-001 by the program")


def refused(code: str) -> pytest.RaisesExc[KnownError]:
    return pytest.RaisesExc(KnownError, check=lambda error: error.code == code)


def derive(room: Room, original: ExhibitView, path: Path, **lineage: object) -> ExhibitView:
    said = {"derived_from": original.id, "derived_how": "excerpt", **lineage}
    draft = AdmitDraft(room.evidence.stage(path), SAID, original.exhibit_class, **said)  # type: ignore[arg-type]
    return room.evidence.admit(room.case_id, [draft]).value[0]


def test_a_derived_exhibit_names_its_original_and_the_place_in_it(room: Room, tmp_path: Path) -> None:
    original = room.admit(files.note(tmp_path / "a.txt"))
    place = PagePlace(2, ((100, 200, 300, 400),))
    made = derive(room, original, files.note(tmp_path / "b.txt", "second"), derived_at_place=place)
    assert (made.number, made.derived_from, made.derived_how) == ("A-002", original.id, "excerpt")
    assert made.derived_number == "A-001" and made.derived_at_place == place and original.derived_from is None
    assert room.evidence.exhibits(room.case_id)[1] == made
    room.register.open_case(room.case_id)  # the case seal counts it


def test_lineage_is_whole_known_and_within_the_case(room: Room, tmp_path: Path) -> None:
    original = room.admit(files.note(tmp_path / "a.txt"))
    other_case = new_case(room.register)
    stranger = room.evidence.admit(
        other_case, [AdmitDraft(room.evidence.stage(files.note(tmp_path / "c.txt")), SAID)]
    ).value[0]
    copy = files.note(tmp_path / "b.txt", "second")
    for wrong in (
        {"derived_from": None},
        {"derived_from": None, "derived_how": "", "derived_at_place": PagePlace(1)},
        {"derived_how": ""},
        {"derived_how": "magic"},
        {"derived_from": stranger.id},
        {"derived_from": "nobody"},
    ):
        with refused("evidence.bad_lineage"):
            derive(room, original, copy, **wrong)
    assert len(room.evidence.exhibits(room.case_id)) == 1


def test_a_new_number_keeps_the_lineage_and_a_discarded_draft_goes_whole(room: Room, tmp_path: Path) -> None:
    room.register.farewells.append(room.evidence.farewell)
    before = room.objects()
    original = room.admit(files.note(tmp_path / "a.txt"))
    made = derive(room, original, files.note(tmp_path / "b.txt", "second"), derived_at_place=PagePlace(2))
    room.evidence.withdraw(made.id, "wrong class")
    again = room.evidence.readmit(made.id, room.evidence.stage_again(made.id), "D").value
    assert (again.number, again.derived_from, again.derived_at_place) == ("D-001", original.id, PagePlace(2))
    assert again.replaces == made.id
    room.register.discard_draft(room.case_id)
    assert room.objects() == before
