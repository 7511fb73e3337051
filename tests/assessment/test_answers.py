"""Answers through the service: drafts, commits, citations, history, the frozen pack, the audit log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.assessment import rules
from desktop.assessment.answering import NO_ITEM
from desktop.assessment.case_facts import NO_CASE
from desktop.assessment.packs import PACK_GONE, Packs
from desktop.assessment.service import Assessment
from desktop.errors import KnownError
from desktop.evidence.sentences import NOT_FOUND
from desktop.paths import resource
from models.views.assessment import AnswerDraft, ItemView, OpinionDraft
from models.views.register import CaseDraft, CaseEntry, PersonDraft, PersonEntry
from tests.assessment.room import NOTE, Room


def item(room: Room, item_id: str) -> ItemView:
    found = room.assessment.checklist(room.case_id).find(item_id)
    assert found is not None
    return found


def test_a_new_case_is_all_open_and_nothing_is_answered(room: Room) -> None:
    view = room.assessment.checklist(room.case_id)
    assert view.answered == 0
    by_rule = [v.item.id for v in view.items if not v.applies]
    assert by_rule == ["B2", "E3", "I2", "J2"]  # the facts of this case say no
    assert view.counted == 82 - 4 == len(view.open_items)
    assert all(v.answer is None and v.draft is None for v in view.items)
    assert {v.item.id for v in view.items if v.block} == set(view.blocking_items)
    assert "B4" in view.blocking_items and "E4" in view.blocking_items and "I2" not in view.blocking_items


def test_an_answer_is_one_version_and_one_event(room: Room) -> None:
    exhibit = room.exhibit()
    before = len(room.audit())
    done = room.assessment.answer(room.case_id, "D3", AnswerDraft("YES", NOTE, (room.cite(exhibit),)))
    assert room.audit()[before:] == ["answer.given"]
    assert {"answer", "answer_version", "citation", "case_pack"} <= done.changes.kinds
    answer = item(room, "D3").answer
    assert answer is not None
    assert (answer.value, answer.note, answer.version, answer.own) == ("YES", NOTE, 1, True)
    assert answer.author == "Тестова Анна Ивановна"
    [citation] = answer.citations
    assert (citation.number, citation.page, citation.quote) == ("A-001", 3, "the words")
    assert item(room, "D3").block == ""

    room.assessment.answer(room.case_id, "D3", AnswerDraft("NO", "below the level", (room.cite(exhibit),)))
    again = item(room, "D3")
    assert again.answer is not None and again.answer.version == 2 and again.block == "REC"
    assert again.answer.citations[0].id == citation.id  # a citation that stays keeps its row
    room.store.verify_case(room.case_id)


def test_the_same_answer_again_writes_nothing(room: Room) -> None:
    exhibit = room.exhibit()
    draft = AnswerDraft("YES", NOTE, (room.cite(exhibit),))
    room.assessment.answer(room.case_id, "D3", draft)
    events = room.audit()
    room.assessment.answer(room.case_id, "D3", draft)
    assert room.audit() == events
    assert len(room.assessment.answer_history(room.case_id, "D3")) == 1


def test_a_draft_is_kept_without_an_event_until_it_is_an_answer(room: Room) -> None:
    events = room.audit()
    saved = room.assessment.save_draft(room.case_id, "D3", AnswerDraft("PARTLY", "too short"))
    assert saved.value == "2026-11-22T11:02:00.000Z"
    assert room.audit() == events
    view = item(room, "D3")
    assert view.state == "draft" and view.open and view.block == "REC"
    assert view.draft is not None and view.draft.draft == AnswerDraft("PARTLY", "too short")
    assert view.draft.reason == rules.PARTLY_NOTE.message
    assert room.assessment.checklist(room.case_id).answered == 0
    room.store.verify_case(room.case_id)

    with pytest.raises(KnownError) as refused:
        room.assessment.answer(room.case_id, "D3", AnswerDraft("PARTLY", "too short"))
    assert refused.value.sentence is rules.PARTLY_NOTE
    assert item(room, "D3").draft is not None  # nothing is lost
    assert room.audit() == events


def test_leaving_a_complete_item_turns_the_draft_into_the_answer(room: Room) -> None:
    room.assessment.save_draft(room.case_id, "A3", AnswerDraft("YES"))
    draft = item(room, "A3").draft
    assert draft is not None and draft.reason == ""
    room.assessment.answer(room.case_id, "A3", draft.draft)
    view = item(room, "A3")
    assert view.draft is None and view.state == "answered"


def test_a_change_that_is_typed_back_leaves_no_draft(room: Room) -> None:
    room.assessment.answer(room.case_id, "A3", AnswerDraft("YES", NOTE))
    room.assessment.save_draft(room.case_id, "A3", AnswerDraft("YES", NOTE + " More"))
    assert item(room, "A3").draft is not None
    room.assessment.save_draft(room.case_id, "A3", AnswerDraft("YES", NOTE))
    assert item(room, "A3").draft is None
    room.assessment.save_draft(room.case_id, "A4", AnswerDraft(None, "x"))
    room.assessment.save_draft(room.case_id, "A4", AnswerDraft())
    assert item(room, "A4").draft is None


def test_taking_back_leaves_no_row_and_keeps_the_note_as_a_draft(room: Room) -> None:
    exhibit = room.exhibit()
    given = AnswerDraft("YES", NOTE, (room.cite(exhibit),))
    room.assessment.answer(room.case_id, "D3", given)
    done = room.assessment.clear(room.case_id, "D3", given)
    assert room.audit()[-1] == "answer.taken_back"
    view = done.value.find("D3")
    assert view is not None and view.answer is None and view.open and view.block == "REC"
    assert view.draft is not None and view.draft.draft == AnswerDraft(None, NOTE, given.citations)
    room.store.verify_case(room.case_id)
    # and back again
    room.assessment.answer(room.case_id, "D3", given)
    assert [v.value for v in room.assessment.answer_history(room.case_id, "D3")] == ["YES", None, "YES"]


def test_taking_back_what_is_not_there_only_drops_the_draft(room: Room) -> None:
    room.assessment.save_draft(room.case_id, "D3", AnswerDraft("YES", "typed"))
    events = room.audit()
    room.assessment.clear(room.case_id, "D3")
    assert room.audit() == events
    assert item(room, "D3").draft is None


def test_history_keeps_every_version_with_its_citations(room: Room) -> None:
    first, second = room.exhibit(1), room.exhibit(2)
    room.assessment.answer(room.case_id, "D3", AnswerDraft("YES", NOTE, (room.cite(first),)))
    room.clock.advance(hours=1)
    room.assessment.answer(room.case_id, "D3", AnswerDraft("NO", "changed", (room.cite(second, 7),)))
    newest, oldest = room.assessment.answer_history(room.case_id, "D3")
    assert (newest.value, newest.at, newest.citations[0].exhibit_id) == ("NO", "2026-11-22T12:02:00.000Z", second)
    assert (oldest.value, oldest.note, oldest.citations) == ("YES", NOTE, (room.cite(first),))
    assert {newest.pack, oldest.pack} == {"persecution 2026.1"}


def withdraw_consent(room: Room, day: str = "2026-11-21") -> None:
    [person] = room.register.case(room.case_id).persons
    [consent] = person.consents
    room.register.edit_consent(consent.id, replace(consent.fields, withdrawn_on=day))


def test_without_consent_nothing_is_added_to_special_sections(room: Room) -> None:
    """V-CONS-01: what stands may be taken back, not changed; other sections are free."""
    given = AnswerDraft("YES", NOTE, (room.cite(room.exhibit()),))
    room.assessment.answer(room.case_id, "D3", given)
    withdraw_consent(room)
    view = room.assessment.checklist(room.case_id)
    assert {v.item.section for v in view.items if v.consent_missing} == set("CDEFI")
    changed = AnswerDraft("YES", NOTE + " More.", given.citations)
    for write in (room.assessment.answer, room.assessment.save_draft):
        with pytest.raises(KnownError) as refused:
            write(room.case_id, "D3", changed)
        assert refused.value.sentence is rules.CONSENT
    room.assessment.answer(room.case_id, "A2", AnswerDraft("NO", "the form is missing"))
    room.assessment.clear(room.case_id, "D3", given)
    assert item(room, "D3").answer is None and item(room, "D3").draft is None
    withdraw_consent(room, "")
    room.assessment.answer(room.case_id, "D3", given)


def test_order_of_citations_is_kept_and_they_can_be_removed(room: Room) -> None:
    first, second = room.exhibit(1), room.exhibit(2)
    one, two, three = room.cite(first), room.cite(second), room.cite(first, 9)
    room.assessment.answer(room.case_id, "D3", AnswerDraft("YES", "", (one, two, three)))
    room.assessment.answer(room.case_id, "D3", AnswerDraft("YES", "", (three, one)))
    answer = item(room, "D3").answer
    assert answer is not None
    assert [(c.number, c.page) for c in answer.citations] == [("A-001", 9), ("A-001", 3)]


def test_an_item_that_does_not_apply_is_refused_and_counts_nowhere(room: Room) -> None:
    view = item(room, "I2")
    assert view.state == "by_rule" and view.ground == rules.GROUNDS["minor_in_case"] and view.block == ""
    with pytest.raises(KnownError) as refused:
        room.assessment.answer(room.case_id, "I2", AnswerDraft("YES", NOTE, (room.cite(room.exhibit()),)))
    assert refused.value.sentence is rules.BY_RULE
    room.facts(minor_in_case="unknown")
    view = item(room, "I2")
    assert view.applies and view.fact_unknown and view.block == "SIG"


def test_an_answer_given_before_the_fact_changed_stays_but_no_longer_counts(room: Room) -> None:
    room.assessment.answer(room.case_id, "E4", AnswerDraft("YES", NOTE, (room.cite(room.exhibit()),)))
    room.facts(has_conviction="no")
    view = item(room, "E4")
    assert view.answer is not None and view.state == "by_rule" and not view.second_reading_outstanding
    assert "E4" not in [v.item.id for v in room.assessment.checklist(room.case_id).items if v.applies]


def test_second_reading_is_outstanding_until_another_member_agrees(room: Room, tmp_path: Path) -> None:
    exhibit = room.exhibit()
    assert item(room, "C3").second_reading_outstanding
    given = AnswerDraft("YES", NOTE, (room.cite(exhibit),))
    room.assessment.answer(room.case_id, "C3", given)
    assert item(room, "C3").second_reading_outstanding
    room.store.salt = bytes(16)  # another member's vault, as an exchange will bring its answers
    room.assessment.answer(room.case_id, "C3", given)
    room.store.salt = bytes(range(16))
    view = item(room, "C3")
    assert not view.second_reading_outstanding and len(view.others) == 1
    assert not item(room, "C2").second_reading_outstanding


def test_wrong_ids_and_foreign_exhibits_are_refused(room: Room) -> None:
    with pytest.raises(KnownError) as nothing:
        room.assessment.answer(room.case_id, "Z9", AnswerDraft("YES"))
    assert nothing.value.sentence is NO_ITEM
    with pytest.raises(KnownError) as no_case:
        room.assessment.checklist("nowhere")
    assert no_case.value.sentence is NO_CASE
    other = room.register.create_case(
        CaseEntry(CaseDraft(received_on="2026-11-20"), (PersonEntry(PersonDraft(surname_lat="Roe")),))
    ).value
    foreign = room.exhibit(case_id=other.id)
    events = room.audit()
    with pytest.raises(KnownError) as refused:
        room.assessment.answer(room.case_id, "D3", AnswerDraft("YES", "", (room.cite(foreign),)))
    assert refused.value.sentence is NOT_FOUND
    assert room.audit() == events and item(room, "D3").answer is None


def test_progress_counts_sections(settled: Room) -> None:
    room = settled
    room.assessment.clear(room.case_id, "A4")
    view = room.assessment.checklist(room.case_id)
    by_code = {section.code: section for section in view.sections}
    assert (by_code["A"].answered, by_code["A"].counted, by_code["A"].blocking) == (7, 8, 1)
    assert (by_code["B"].answered, by_code["B"].counted, by_code["B"].blocking) == (6, 6, 0)
    assert view.open_items == view.blocking_items == ("A4",)


def test_a_case_keeps_the_pack_it_was_opened_with(room: Room, tmp_path: Path) -> None:
    """A new version of the pack does not reach a case that has answers; a new case gets it."""
    room.assessment.answer(room.case_id, "A3", AnswerDraft("YES"))
    folder = tmp_path / "packs"
    folder.mkdir()
    for file in resource("packs").glob("*.toml"):
        (folder / file.name).write_bytes(file.read_bytes())
    old = (folder / "checklist-persecution-2026.1.toml").read_text("utf-8")
    newer = old.replace('version = "2026.1"', 'version = "2026.10"').replace(
        "supported by a document", "proven by a document"
    )
    (folder / "checklist-persecution-2026.10.toml").write_text(newer, "utf-8")
    later = Assessment(room.store, Packs.read(folder), room.clock)
    assert later.checklist(room.case_id).checklist.pack.version == "2026.1"
    fresh = room.register.create_case(CaseDraft(received_on="2026-11-20")).value
    assert later.checklist(fresh.id).checklist.pack.version == "2026.10"

    (folder / "checklist-persecution-2026.1.toml").unlink()
    poorer = Assessment(room.store, Packs.read(folder), room.clock)
    with pytest.raises(KnownError) as refused:
        poorer.checklist(room.case_id)
    assert refused.value.sentence is PACK_GONE


def test_discarding_a_draft_case_takes_its_answers(room: Room) -> None:
    case = room.register.create_case(CaseDraft(received_on="2026-11-20")).value
    room.assessment.answer(case.id, "A3", AnswerDraft("YES"))
    room.assessment.save_draft(case.id, "A4", AnswerDraft("NO"))
    room.assessment.save_opinion(case.id, OpinionDraft("ADJOURN"))
    room.exhibit(case_id=case.id)
    room.register.discard_draft(case.id)
    with pytest.raises(KnownError):
        room.assessment.checklist(case.id)
