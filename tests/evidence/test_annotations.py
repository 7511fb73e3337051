"""Annotations, their lists, bookmarks and pairs over a real vault: whose they are, what is kept, what comes back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.evidence import annotation_search, renaming
from desktop.evidence.annotations import GONE, NOT_YOURS, UNFIT
from desktop.evidence.bookmarks import BAD_FOLDER
from desktop.evidence.labels import BAD_LABEL
from desktop.evidence.pairs import NO_PAGE, NO_PAIR
from desktop.evidence.sentences import BAD_PLACE, HASH_DIFFERS
from desktop.evidence.service import Evidence
from desktop.register.codes import Codes
from desktop.register.everything import Everything
from desktop.register.service import Register
from models.views.annotations import Annotation, AnnotationDraft, Label, Match
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView, PagePlace, WholePlace
from models.views.register import CaseQuery, ProfileView
from tests.evidence import files
from tests.evidence.conftest import Room, new_case

SPOT = PagePlace(2, ((7200, 60100, 31000, 61500), (7200, 58600, 12000, 60000)))


@pytest.fixture
def exhibit(room: Room, tmp_path: Path) -> ExhibitView:
    return room.admit(files.pdf(tmp_path / "verdict.pdf", pages=3))


def draft(exhibit: ExhibitView, **wished: object) -> AnnotationDraft:
    base = AnnotationDraft(exhibit.id, exhibit.sha256, SPOT, "highlight", quote="am 12. März")
    return dataclasses.replace(base, **wished)  # type: ignore[arg-type]


def put(room: Room, exhibit: ExhibitView, **wished: object) -> Annotation:
    return room.evidence.annotations.add(draft(exhibit, **wished)).value


def reopened(room: Room, actor: str) -> Evidence:
    """The same vault, locked and unlocked again by another member or the same one."""
    room.vault.close()
    room.vault = room.place.open(actor)
    return Evidence(room.vault, room.evidence._decoders, room.place.clock)


def test_an_annotation_is_private_keeps_its_place_and_comes_back_after_a_lock(room: Room, exhibit: ExhibitView) -> None:
    made = put(room, exhibit, text="  Compare with the indictment.  ", tag="tag-ask", colour=3)
    assert (made.place, made.quote, made.colour) == (SPOT, "am 12. März", 3)
    assert made.text == "Compare with the indictment." and made.mine and not made.shared
    assert made.number == exhibit.number
    evidence = reopened(room, "Tester")
    assert evidence.annotations.of_exhibit(exhibit.id) == (made,)
    assert evidence.annotations.of_case(room.case_id) == (made,)


def test_another_member_sees_what_was_shared_on_purpose_and_changes_nothing(room: Room, exhibit: ExhibitView) -> None:
    kept = put(room, exhibit, text="for me alone")
    shared = put(room, exhibit, text="for all", shared=True)
    other = reopened(room, "Other Member").annotations
    (seen,) = other.of_exhibit(exhibit.id)
    assert seen.id == shared.id and not seen.mine and seen.author == "Tester"
    assert [one.id for one in other.of_case(room.case_id)] == [shared.id]
    for theirs, sentence in ((shared, NOT_YOURS), (kept, GONE)):
        with pytest.raises(KnownError) as error:
            other.change(dataclasses.replace(theirs, text="rewritten"))
        assert error.value.sentence is sentence
        with pytest.raises(KnownError):
            other.remove(theirs.id)
    assert reopened(room, "Tester").annotations.of_exhibit(exhibit.id)[0].text == "for me alone"


def test_a_corrected_name_keeps_what_is_private(room: Room, exhibit: ExhibitView) -> None:
    room.register.renamings.append(renaming.follow)
    room.vault.store.actor = ""  # nobody has said yet who works here
    made = put(room, exhibit, text="before the name was given")
    room.evidence.bookmarks.add(exhibit.id, SPOT, "The date")
    for name in ("Nina Sampel", "Nina Sample"):
        profile = ProfileView("Комиссия", "Commission", "Город", "Town", name, name, "член", "member")
        room.register.set_profile(profile)
        (one,) = room.evidence.annotations.of_exhibit(exhibit.id)
        assert (one.id, one.author, one.mine) == (made.id, name, True)
        assert len(room.evidence.bookmarks.of_case(room.case_id)) == 1
    room.vault.store.verify_case(room.case_id)


def test_changing_keeps_former_values_and_deleting_can_be_taken_back(room: Room, exhibit: ExhibitView) -> None:
    notes = room.evidence.annotations
    made = put(room, exhibit, text="first")
    changed = notes.change(dataclasses.replace(made, text="second", colour=4, kind="underline", shared=True)).value
    assert (changed.text, changed.colour, changed.kind, changed.shared) == ("second", 4, "underline", True)
    assert changed.place == made.place and changed.version == made.version + 1
    past = room.vault.history("annotation", made.id)
    assert {field.field: field.old for field in past if field.field == "text"} == {"text": "first"}
    notes.remove(made.id)
    assert notes.of_exhibit(exhibit.id) == ()
    with pytest.raises(KnownError) as error:
        notes.remove(made.id)
    assert error.value.sentence is GONE
    assert notes.restore(made.id).value.text == "second"
    room.vault.store.verify_case(room.case_id)


def test_what_does_not_fit_is_refused_and_leaves_nothing(room: Room, exhibit: ExhibitView) -> None:
    for wished, sentence in (
        ({"sha256": "00" * 32}, HASH_DIFFERS),
        ({"place": PagePlace(4)}, BAD_PLACE),
        ({"kind": "scribble"}, UNFIT),
        ({"colour": 5}, UNFIT),
        ({"tag": "tag-unheard-of"}, UNFIT),
        ({"text": "x" * 8001}, UNFIT),
    ):
        with pytest.raises(KnownError) as error:
            room.evidence.annotations.add(draft(exhibit, **wished))
        assert error.value.sentence is sentence, wished
    assert room.evidence.annotations.of_exhibit(exhibit.id) == ()


def test_an_exhibit_as_a_whole_can_bear_a_note(room: Room, exhibit: ExhibitView) -> None:
    assert put(room, exhibit, place=WholePlace(), kind="note", text="Ask for the original.").place == WholePlace()


def test_the_lists_are_edited_and_a_retired_tag_keeps_its_name(room: Room, exhibit: ExhibitView) -> None:
    notes = room.evidence.annotations
    before = notes.labels()
    assert [one.slot for one in before.colours] == [1, 2, 3, 4] and len(before.tags) == 4
    made = put(room, exhibit, tag="tag-identity")
    kept = [one for one in before.tags if one.id != "tag-identity"]
    after = notes.set_labels(["Fact", "Law", "Doubtful", "Later"], [*kept[::-1], Label("", "tag", "Torture")]).value
    assert [one.name for one in after.colours] == ["Fact", "Law", "Doubtful", "Later"]
    assert [one.name for one in after.tags] == [one.name for one in kept[::-1]] + ["Torture"]
    assert after.tag(made.tag) == "Identity" and after.colour(2) == "Law"
    assert reopened(room, "Tester").annotations.labels() == after


def test_lists_with_empty_double_or_long_names_are_refused(room: Room) -> None:
    notes = room.evidence.annotations
    before = notes.labels()
    for colours in (["A", "a", "B", "C"], ["A", "", "B", "C"], ["A", "B", "C"], ["x" * 61, "A", "B", "C"]):
        with pytest.raises(KnownError) as error:
            notes.set_labels(colours, before.tags)
        assert error.value.sentence is BAD_LABEL, colours
    assert notes.labels() == before


def test_a_discarded_draft_takes_its_annotations_and_bookmarks_along(room: Room, exhibit: ExhibitView) -> None:
    put(room, exhibit)
    folder = room.evidence.bookmarks.add_folder(room.case_id, "Verdict").value
    room.evidence.bookmarks.add(exhibit.id, SPOT, "The date", folder.id)
    register = Register(room.vault.store, room.place.clock, Codes.shipped())
    register.farewells.append(room.evidence.farewell)
    counts = dict(register.discard_draft(room.case_id).value.counts)
    assert counts["annotation"] == 1 and counts["bookmark"] == 2


def test_bookmarks_stand_in_a_tree_of_their_member(room: Room, exhibit: ExhibitView) -> None:
    marks = room.evidence.bookmarks
    folder = marks.add_folder(room.case_id, "Verdict").value
    inner = marks.add_folder(room.case_id, "  Dates \n and places ", folder.id).value
    first = marks.add(exhibit.id, SPOT, "The date", inner.id).value
    second = marks.add(exhibit.id, PagePlace(1), "Title page").value
    assert inner.title == "Dates and places"

    def tree() -> list[tuple[str, int]]:
        return [(one.title, one.depth) for one in marks.of_case(room.case_id)]

    assert tree() == [("Verdict", 0), ("Dates and places", 1), ("The date", 2), ("Title page", 0)]
    marks.move(second.id, None, 0)
    marks.move(first.id, folder.id, 0)
    assert tree() == [("Title page", 0), ("Verdict", 0), ("The date", 1), ("Dates and places", 1)]
    marks.rename(first.id, "Date of the act")
    for parent, why in ((inner.id, "into what it holds"), (folder.id, "into itself"), (first.id, "into a bookmark")):
        with pytest.raises(KnownError) as error:
            marks.move(folder.id, parent, 0)
        assert error.value.sentence is BAD_FOLDER, why
    gone = marks.remove(folder.id).value
    assert tree() == [("Title page", 0)] and len(gone) == 3
    marks.restore(gone)
    assert ("Date of the act", 1) in tree()
    assert reopened(room, "Other Member").bookmarks.of_case(room.case_id) == ()
    again = reopened(room, "Tester").bookmarks.of_case(room.case_id)
    assert [one.place for one in again if not one.folder] == [PagePlace(1), SPOT]


def test_folders_have_a_limit(room: Room) -> None:
    parent: str | None = None
    with pytest.raises(KnownError) as error:
        for depth in range(12):
            parent = room.evidence.bookmarks.add_folder(room.case_id, f"Level {depth}", parent).value.id
    assert error.value.sentence is BAD_FOLDER
    assert len(room.evidence.bookmarks.of_case(room.case_id)) == 8


def test_pages_of_a_pair_follow_the_match_before_them(room: Room, exhibit: ExhibitView, tmp_path: Path) -> None:
    russian = room.admit(
        files.pdf(tmp_path / "ru.pdf", pages=6), lang="ru", translation_of=exhibit.id, translation_status="certified"
    )
    pairs = room.evidence.pairs
    (pair,) = pairs.of_exhibit(exhibit.id)
    assert pairs.of_exhibit(russian.id) == (pair,)
    assert (pair.original.id, pair.translation.id) == (exhibit.id, russian.id)
    assert [pair.across(page, from_original=True) for page in range(3)] == [0, 1, 2]
    pairs.match(exhibit.id, russian.id, 1, 2)
    pair = pairs.match(exhibit.id, russian.id, 3, 5).value
    assert [pair.across(page, from_original=True) for page in range(3)] == [1, 2, 4]
    assert [pair.across(page, from_original=False) for page in range(6)] == [0, 0, 1, 2, 2, 3]
    again = pairs.match(exhibit.id, russian.id, 3, 6).value
    assert [(m.original_page, m.translation_page) for m in again.matches] == [(1, 2), (3, 6)]
    pages = pairs.unmatch(exhibit.id, russian.id, again.matches[0].id).value.matches
    assert pages == (Match(again.matches[1].id, 3, 6),)
    assert pairs.unmatch(exhibit.id, russian.id).value.matches == ()
    room.vault.store.verify_case(room.case_id)


def test_pages_and_copies_stand_beside_the_translation_of_their_document(
    room: Room, exhibit: ExhibitView, tmp_path: Path
) -> None:
    russian = room.admit(files.pdf(tmp_path / "ru.pdf", pages=6), lang="ru", translation_of=exhibit.id)

    def derive(original: ExhibitView, how: str, pages: int) -> str:
        staged = room.evidence.stage(files.pdf(tmp_path / f"{how}{pages}.pdf", pages=pages))
        said = ExhibitDetails(title_en="Copy", provenance="made by the program")
        draft = AdmitDraft(staged, said, derived_from=original.id, derived_how=how)
        return room.evidence.admit(room.case_id, [draft]).value[0].id

    pages, cut = derive(exhibit, "conversion", 3), derive(exhibit, "excerpt", 2)
    laid = derive(russian, "conversion", 4)
    pairs = room.evidence.pairs

    def found(exhibit_id: str) -> list[tuple[str, str]]:
        return [(pair.original.id, pair.translation.id) for pair in pairs.of_exhibit(exhibit_id)]

    assert found(exhibit.id) == [(exhibit.id, russian.id), (exhibit.id, laid)]
    assert found(pages) == [(pages, russian.id), (pages, laid)] and found(cut) == []
    assert found(laid) == [(exhibit.id, laid), (pages, laid)]
    pair = pairs.match(pages, laid, 3, 4).value
    assert [pair.across(page, from_original=True) for page in range(3)] == [0, 1, 3]
    assert pair.said.translation_of == exhibit.id and pairs.of_exhibit(exhibit.id)[0].matches == ()
    with pytest.raises(KnownError) as error:
        pairs.match(cut, laid, 1, 1)
    assert error.value.sentence is NO_PAIR
    room.evidence.withdraw(exhibit.id, "the wrong class")
    again = room.evidence.readmit(exhibit.id, room.evidence.stage_again(exhibit.id), "B", exhibit.details).value
    assert found(again.id) == [(again.id, russian.id), (again.id, laid)]
    assert found(russian.id) == [(pages, russian.id), (again.id, russian.id)]


def test_what_a_pair_says_is_what_the_standing_translation_says(
    room: Room, exhibit: ExhibitView, tmp_path: Path
) -> None:
    path = files.pdf(tmp_path / "ru.pdf")
    forged = room.admit(
        path, lang="ru", translation_of=exhibit.id, translation_status="certified", translator="A. Forger"
    )
    made = ExhibitDetails(title_en="Pages", provenance="made by the program")
    draft = AdmitDraft(room.evidence.stage(path), made, derived_from=forged.id, derived_how="conversion")
    (pages,) = room.evidence.admit(room.case_id, [draft]).value

    def said() -> list[tuple[str, str, str]]:
        found = room.evidence.pairs.of_exhibit(exhibit.id)
        return [(pair.translation.number, pair.said.translator, pair.said_by) for pair in found]

    assert said() == [(forged.number, "A. Forger", ""), (pages.number, "A. Forger", "")]
    room.evidence.withdraw(forged.id, "another person signed it")
    assert said() == [(pages.number, "A. Forger", forged.number)], "it counts, but who said it was withdrawn"
    honest = dataclasses.replace(forged.details, translation_status="summary", translator="I. Translator")
    again = room.evidence.readmit(forged.id, room.evidence.stage_again(forged.id), "A", honest).value
    assert sorted(said()) == sorted([(pages.number, "I. Translator", ""), (again.number, "I. Translator", "")])
    room.evidence.describe(again.id, dataclasses.replace(honest, translation_of=None))
    assert said() == [] and room.evidence.pairs.of_exhibit(pages.id) == ()
    with pytest.raises(KnownError) as error:
        room.evidence.pairs.match(exhibit.id, pages.id, 1, 1)
    assert error.value.sentence is NO_PAIR


def test_pages_that_do_not_exist_and_exhibits_that_are_no_pair_are_refused(
    room: Room, exhibit: ExhibitView, tmp_path: Path
) -> None:
    russian = room.admit(files.pdf(tmp_path / "ru.pdf", pages=2), lang="ru", translation_of=exhibit.id)
    for first, second, pages, sentence in (
        (exhibit.id, russian.id, (1, 3), NO_PAGE),
        (exhibit.id, russian.id, (0, 1), NO_PAGE),
        (russian.id, exhibit.id, (1, 1), NO_PAIR),
    ):
        with pytest.raises(KnownError) as error:
            room.evidence.pairs.match(first, second, *pages)
        assert error.value.sentence is sentence
    assert room.evidence.pairs.of_exhibit(exhibit.id)[0].matches == ()
    room.evidence.withdraw(russian.id, "a wrong file")
    assert room.evidence.pairs.of_exhibit(exhibit.id) == ()


def test_annotations_are_found_by_their_author_and_shared_ones_by_all(room: Room, exhibit: ExhibitView) -> None:
    everything = Everything(room.vault.store, Codes.shipped())
    everything.tellers["mark"] = annotation_search.teller(lambda: room.vault.store.actor)
    everything.hidden["mark"] = annotation_search.hidden(lambda: room.vault.store.actor)

    def found(text: str) -> list[str]:
        return [one.owner_id for one in everything.search(text).group("mark").results]

    notes = room.evidence.annotations
    mine = put(room, exhibit, text="Обвинения противоречат повестке")
    shared = put(room, exhibit, text="Повестка без печати", shared=True)
    assert set(found("повестка")) == {mine.id, shared.id} and found("обвинение повестке") == [mine.id]
    (hit,) = everything.search("противоречат").group("mark").results
    assert (hit.number, hit.exhibit_id, hit.title) == (exhibit.number, exhibit.id, "am 12. März")
    assert notes.get(hit.owner_id) == mine
    notes.remove(mine.id)
    assert found("повестка") == [shared.id]
    notes.restore(mine.id)
    assert everything.page("повестка", "mark").total == everything.page("kind:annotation", "mark").total == 2
    room.vault.store.actor = "Another Member"
    assert found("повестка") == found("kind:annotation") == [shared.id]
    for text in ("повестка", "kind:annotation"):
        group = everything.page(text, "mark")
        assert (group.total, group.more) == (1, False), "nobody learns how many others keep to themselves"
    assert everything.search("обвинения").groups == ()
    assert room.register.cases(CaseQuery(text="обвинения")).total == 0
    with pytest.raises(KnownError) as error:
        notes.get(mine.id)
    assert error.value.sentence is GONE


def test_another_case_shows_nothing_of_it(room: Room, exhibit: ExhibitView) -> None:
    put(room, exhibit, shared=True)
    other = new_case(room.register)
    assert room.evidence.annotations.of_case(other) == () and room.evidence.bookmarks.of_case(other) == ()
