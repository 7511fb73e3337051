"""Exhibits of a case: numbers, custody, opening, handing out, withdrawing; citations on them."""

from __future__ import annotations

import dataclasses
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.evidence.decoding import Decoders
from desktop.evidence.service import Evidence
from desktop.register import search
from models.views.evidence import (
    AdmitDraft,
    CitationDraft,
    ExhibitDetails,
    ImagePlace,
    PagePlace,
    Place,
    TextPlace,
    WholePlace,
    from_json,
    to_json,
)
from tests.evidence import files
from tests.evidence.conftest import Room, new_case

SAID = ExhibitDetails(title_ru="Приговор", provenance="от заявителя")


def refused(code: str) -> pytest.RaisesExc[KnownError]:
    return pytest.RaisesExc(KnownError, check=lambda error: error.code == code)


def test_numbers_run_per_case_and_class_and_are_never_used_twice(room: Room, tmp_path: Path) -> None:
    def admit(exhibit_class: str, ordinal: int | None = None, case: str = room.case_id) -> str:
        staged = room.evidence.stage(files.note(tmp_path / "a.txt"))
        return room.evidence.admit(case, [AdmitDraft(staged, SAID, exhibit_class, ordinal)]).value[0].number

    assert [admit("A"), admit("B"), admit("A"), admit("D")] == ["A-001", "B-001", "A-002", "D-001"]
    assert admit("A", 7) == "A-007" and admit("A") == "A-008"
    for wrong in (("A", 7), ("A", 0), ("A", 10_000)):
        with refused("evidence.number_taken"):
            admit(*wrong)
    with refused("evidence.bad_class"):
        admit("E")
    room.evidence.withdraw(room.evidence.find(room.case_id, "A-008").id, "twice")
    assert admit("A") == "A-009"
    assert admit("A", None, new_case(room.register)) == "A-001"
    assert room.evidence.find(room.case_id, "а-9").number == "A-009"  # typed with a Cyrillic letter
    with refused("evidence.not_found"):
        room.evidence.find(room.case_id, "C-001")


def test_opening_and_reading_is_on_record(room: Room, tmp_path: Path, decoders: Decoders) -> None:
    view = room.admit(files.pdf(tmp_path / "a.pdf", 2))
    with decoders.open(room.evidence.open_exhibit(view.id)) as document:
        assert len(document.info.pages) == 2 and files.TEXT in document.text(1).text
    room.evidence.note_copied(view.id)
    log = room.evidence.custody(view.id)
    assert [entry.action for entry in log] == ["received", "opened", "copied"]
    assert {entry.sha256 for entry in log} == {view.sha256} and {entry.who for entry in log} == {"Tester"}
    assert log[0].note == "from the applicant"
    assert {"exhibit.opened", "exhibit.copied", "exhibit.admitted"} <= set(room.vault.audit_actions())
    room.register.open_case(room.case_id)


def test_extracting_writes_a_private_copy_on_record(room: Room, tmp_path: Path) -> None:
    path = files.note(tmp_path / "a.txt")
    view = room.admit(path)
    target = tmp_path / "out.pdf"
    assert room.evidence.extract(view.id, target).value == target
    assert target.read_bytes() == path.read_bytes() and stat.S_IMODE(target.stat().st_mode) == 0o600
    assert room.evidence.custody(view.id)[-1].action == "exported"
    with refused("evidence.target_exists"):
        room.evidence.extract(view.id, target)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with refused("evidence.target_exists"):
        room.evidence.extract(view.id, tmp_path / "link")
    with refused("evidence.target_refused"):
        room.evidence.extract(view.id, tmp_path / "no" / "folder.pdf")
    assert len(room.evidence.custody(view.id)) == 2


def test_a_changed_object_is_not_handed_out(room: Room, tmp_path: Path) -> None:
    view = room.admit(files.note(tmp_path / "a.txt"))
    (sealed,) = [path for path in room.objects() if path.stat().st_size > view.size]
    data = bytearray(sealed.read_bytes())
    data[len(data) // 2] ^= 1
    sealed.chmod(0o600)
    sealed.write_bytes(data)
    with refused("vault.object_damaged"):
        room.evidence.extract(view.id, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_hash_is_compared_again(room: Room, tmp_path: Path) -> None:
    """V-EXH-01 with the octets of another exhibit."""
    one, other = room.admit(files.note(tmp_path / "a.txt")), room.admit(files.note(tmp_path / "b.txt", "other"))
    room.evidence.verify(one.id, room.evidence.peek(one.id))
    with refused("evidence.hash_differs"):
        room.evidence.verify(one.id, room.evidence.peek(other.id))


def test_describing_keeps_the_past_and_the_search(room: Room, tmp_path: Path) -> None:
    view = room.admit(files.note(tmp_path / "a.txt"))
    changed = room.evidence.retitle(view.id, "Апелляционное определение", "Appeal ruling").value
    assert changed.title("ru") == "Апелляционное определение" and changed.title("en") == "Appeal ruling"
    with refused("evidence.changed_meanwhile"):
        room.evidence.retitle(view.id, "x", "", view.version)
    with refused("evidence.no_title"):
        room.evidence.retitle(view.id, " ", "")
    past = {change.field: change.old for change in room.vault.history("exhibit", view.id)}
    assert past["title_en"] == "Verdict"
    with room.vault.store.read() as session:
        found = [hit.owner_id for hit in search.search(session, "апелляц", kinds=("exhibit",))]
        assert found == [view.id] and search.search(session, "verdict", kinds=("exhibit",)) == ()
        assert [hit.owner_id for hit in search.search(session, "A-001", kinds=("exhibit",))] == [view.id]


def test_translations_point_at_their_original(room: Room, tmp_path: Path) -> None:
    original = room.admit(files.note(tmp_path / "a.txt"))
    translated = room.admit(files.note(tmp_path / "b.txt"), translation_of=original.id, translation_status="notarised")
    assert translated.details.translation_of == original.id
    with refused("evidence.bad_translation"):
        room.evidence.describe(original.id, dataclasses.replace(original.details, translation_of=original.id))
    elsewhere = new_case(room.register)
    staged = room.evidence.stage(files.note(tmp_path / "c.txt"))
    with refused("evidence.bad_translation"):
        room.evidence.admit(elsewhere, [AdmitDraft(staged, dataclasses.replace(SAID, translation_of=original.id))])


def test_a_wrong_class_is_withdrawn_and_admitted_again(room: Room, tmp_path: Path) -> None:
    view = room.admit(files.note(tmp_path / "a.txt"))
    with refused("evidence.not_withdrawn"):
        room.evidence.stage_again(view.id)
    with refused("evidence.no_reason"):
        room.evidence.withdraw(view.id, "  ")
    gone = room.evidence.withdraw(view.id, "country information, not the applicant's").value
    assert (gone.status, gone.number, gone.status_reason[:7]) == ("withdrawn", "A-001", "country")
    for change in (lambda: room.evidence.withdraw(view.id, "again"), lambda: room.evidence.retitle(view.id, "x", "")):
        with refused("evidence.withdrawn"):
            change()
    staged = room.evidence.stage_again(view.id)
    again = room.evidence.readmit(view.id, staged, "C").value
    assert (again.number, again.replaces, again.sha256) == ("C-001", view.id, view.sha256)
    assert room.evidence.exhibit(view.id).replaced_by == again.id
    assert again.details.provenance == view.details.provenance
    with refused("evidence.not_withdrawn"):
        room.evidence.readmit(view.id, staged, "C")
    other = room.evidence.stage(files.note(tmp_path / "b.txt", "other"))
    second = room.admit(files.note(tmp_path / "c.txt"))
    room.evidence.withdraw(second.id, "reason")
    with refused("evidence.hash_differs"):
        room.evidence.readmit(second.id, other, "B")


def test_a_discarded_draft_takes_its_sealed_files_along(room: Room, tmp_path: Path) -> None:
    room.register.farewells.append(room.evidence.farewell)
    before = room.objects()
    room.admit(files.note(tmp_path / "a.txt"))
    assert len(room.objects()) == len(before) + 1
    room.register.discard_draft(room.case_id)
    assert room.objects() == before


# --- citations ---


def draft(room: Room, path: Path, place: Place, **changed: object) -> CitationDraft:
    known = [view for view in room.evidence.exhibits(room.case_id) if view.file_name == path.name]
    view = known[0] if known else room.admit(path)
    values = {"quote": "вступил в законную силу", "before": "суда ", "after": "."}
    return dataclasses.replace(CitationDraft(view.id, view.sha256, place, number=view.number, **values), **changed)  # type: ignore[arg-type]


def test_citing_and_removing(room: Room, tmp_path: Path) -> None:
    wanted = draft(room, files.pdf(tmp_path / "a.pdf", 3), PagePlace(2, ((100, 200, 300, 400),)))
    made = room.evidence.cite(room.case_id, wanted, "answer", "D3").value
    assert made.draft() == wanted and (made.page, made.author, made.number) == (2, "Tester", "A-001")
    assert room.evidence.citations(room.case_id, "answer", "D3") == (made,)
    assert room.evidence.exhibit(wanted.exhibit_id).citations == 1
    room.evidence.withdraw(wanted.exhibit_id, "forged")
    assert room.evidence.citations_of(wanted.exhibit_id)[0].withdrawn
    with refused("evidence.withdrawn"):
        room.evidence.cite(room.case_id, wanted, "answer", "D4")
    room.evidence.uncite(made.id)
    assert room.evidence.citations(room.case_id) == () and room.evidence.exhibit(wanted.exhibit_id).citations == 0


def test_places_must_fit_their_exhibit(room: Room, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Протокол допроса", "utf-8")
    pdf, photo = files.pdf(tmp_path / "a.pdf", 3), files.photo(tmp_path / "a.jpg")
    text, film = tmp_path / "a.txt", tmp_path / "film.mp4"
    film.write_bytes(b"\x00\x00\x00\x20ftypisom" + bytes(100))
    good: list[tuple[Path, Place]] = [
        (pdf, PagePlace(3)),
        (photo, ImagePlace(1, ((0, 0, 10, 10),))),
        (text, TextPlace(0, 8, "utf-8", "text/1")),
        (film, WholePlace()),
    ]
    bad: list[tuple[Path, Place]] = [
        (pdf, PagePlace(4)),
        (pdf, TextPlace(0, 8, "utf-8", "text/1")),
        (photo, PagePlace(1)),
        (photo, ImagePlace(1, ((-5, 0, 10, 10),))),
        (text, TextPlace(0, 800, "utf-8", "text/1")),
        (text, TextPlace(3, 3, "utf-8", "text/1")),
        (film, PagePlace(1)),
    ]
    for path, place in good:
        room.evidence.cite(room.case_id, draft(room, path, place), "answer", "B1")
    for path, place in bad:
        with refused("evidence.bad_place"):
            room.evidence.cite(room.case_id, draft(room, path, place), "answer", "B1")
    with refused("evidence.hash_differs"):
        room.evidence.cite(room.case_id, draft(room, pdf, PagePlace(1), sha256="00" * 32), "answer", "B1")
    with refused("evidence.not_found"):
        room.evidence.cite(new_case(room.register), draft(room, pdf, PagePlace(1)), "answer", "B1")
    assert len(room.evidence.citations(room.case_id, "answer", "B1")) == len(good)


numbers = st.integers(-(10**9), 10**9)
rects = st.lists(
    st.tuples(numbers, numbers, numbers, numbers).map(
        lambda r: (min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3]))
    ),
    max_size=4,
).map(tuple)
counts = st.integers(1, 10**6)
places: st.SearchStrategy[Place] = st.one_of(
    st.builds(PagePlace, counts, rects),
    st.builds(ImagePlace, counts, rects),
    st.builds(lambda a, b, e: TextPlace(min(a, b), max(a, b), e, "text/1"), counts, counts, st.text(max_size=9)),
    st.just(WholePlace()),
)


@given(places, st.text(max_size=40).filter(lambda t: t.isprintable()))
def test_places_survive_json(place: Place, quote: str) -> None:
    assert from_json(to_json(place)) == place
    citation = CitationDraft("id", "00" * 32, place, quote)
    assert CitationDraft.from_json(citation.to_json()) == citation


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"kind":"page","page":0,"rects":[]}',
        '{"kind":"page","page":true,"rects":[]}',
        '{"kind":"page","page":1,"rects":[[1,2,3]]}',
        '{"kind":"page","page":1,"rects":[[5,0,1,1]]}',
        '{"kind":"page","page":1,"rects":[[0.5,0,1,1]]}',
        '{"kind":"text","start":5,"end":1,"encoding":"utf-8","reader":"text/1"}',
        '{"kind":"hologram"}',
    ],
)
def test_what_is_no_place(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


def test_a_read_only_vault_still_opens_exhibits(room: Room, tmp_path: Path, decoders: Decoders) -> None:
    view = room.admit(files.pdf(tmp_path / "a.pdf"))
    room.vault.store.read_only = True
    evidence = Evidence(room.vault, decoders, room.place.clock)
    with decoders.open(evidence.open_exhibit(view.id)) as document:
        assert document.text(0).text
    with refused("vault.read_only"):
        evidence.note_copied(view.id)
    room.vault.store.read_only = False
