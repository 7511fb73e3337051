"""The opinion through the service: drafts, versions, what blocks signing, and what a paper gets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.assessment import rules
from desktop.assessment.opinions import NO_CODE, NO_OUTCOME, TOO_LONG
from desktop.errors import KnownError
from desktop.i18n import Words
from models.tables.evidence import Exhibit
from models.views.assessment import AnswerDraft, Obstacle, OpinionDraft
from models.views.register import CaseDraft, PersonDraft
from tests.assessment.room import NOTE, Room

SECOND = {"C3", "E4", "G1", "G2", "G3", "J5"}


def stops(room: Room, language: str = "ru") -> list[tuple[str, str]]:
    """What stops signing: codes with the id of the place to mend it."""
    found = room.assessment.signing_status(room.case_id, language)  # type: ignore[arg-type]
    return [(one.code, one.target.id) for one in found if one.stops]


def ready(room: Room, outcome: str = "SUPPORT", codes: tuple[str, ...] = ("P1",)) -> tuple[str, OpinionDraft]:
    opinion = room.opinion(room.exhibit_id, outcome, codes)
    room.assessment.save_opinion(room.case_id, opinion)
    return room.exhibit_id, opinion


# --- saving ---


def test_saving_makes_versions_and_drafts_do_not(room: Room) -> None:
    opinion = room.opinion(room.exhibit())
    events = room.audit()
    room.assessment.save_opinion_draft(room.case_id, opinion)
    assert room.audit() == events
    view = room.assessment.opinion(room.case_id)
    assert view.version == 0 and view.draft == opinion and view.current == opinion

    done = room.assessment.save_opinion(room.case_id, opinion)
    assert room.audit()[len(events) :] == ["opinion.saved"]
    assert done.value.version == 1 and done.value.draft is None and done.value.content == opinion
    room.store.verify_case(room.case_id)

    room.assessment.save_opinion(room.case_id, opinion)  # nothing changed
    changed = replace(opinion, outcome="SUPPORT_COND")
    room.assessment.save_opinion(room.case_id, changed)
    assert [v.number for v in room.assessment.opinion_versions(room.case_id)] == [2, 1]
    assert room.assessment.opinion_versions(room.case_id)[1].content == opinion


def test_paragraphs_can_be_moved_removed_and_brought_back(room: Room) -> None:
    exhibit = room.exhibit()
    first, second = (
        room.paragraph("facts", "One.", room.cite(exhibit)),
        room.paragraph("facts", "Two.", room.cite(exhibit, 5)),
    )
    room.assessment.save_opinion(room.case_id, OpinionDraft(paragraphs=(first, second)))
    room.assessment.save_opinion(room.case_id, OpinionDraft(paragraphs=(second, first)))
    assert room.assessment.opinion(room.case_id).content.part("facts") == (second, first)
    room.assessment.save_opinion(room.case_id, OpinionDraft(paragraphs=(second,)))
    assert room.assessment.opinion(room.case_id).content.paragraphs == (second,)
    room.assessment.save_opinion(room.case_id, OpinionDraft(paragraphs=(first, second)))
    assert room.assessment.opinion(room.case_id).content.paragraphs == (first, second)
    room.store.verify_case(room.case_id)


def test_blank_paragraphs_stay_in_the_draft_and_off_the_record(room: Room) -> None:
    blank = room.paragraph("law", "  ")
    draft = OpinionDraft("SUPPORT", (), (), (blank,))
    room.assessment.save_opinion_draft(room.case_id, draft)
    current = room.assessment.opinion(room.case_id).current
    assert current.paragraphs == (blank,)
    assert room.assessment.save_opinion(room.case_id, draft).value.content.paragraphs == ()


def test_what_the_pack_does_not_know_is_refused(room: Room) -> None:
    for draft, sentence in (
        (OpinionDraft("MAYBE"), NO_OUTCOME),
        (OpinionDraft("SUPPORT", ("P9",)), NO_CODE),
        (OpinionDraft(paragraphs=(room.paragraph("facts", "x" * 20_001),)), TOO_LONG),
    ):
        with pytest.raises(KnownError) as refused:
            room.assessment.save_opinion(room.case_id, draft)
        assert refused.value.sentence is sentence


def test_without_consent_no_text_is_added(room: Room) -> None:
    """V-CONS-01."""
    opinion = room.opinion(room.exhibit())
    room.assessment.save_opinion(room.case_id, opinion)
    [person] = room.register.case(room.case_id).persons
    [consent] = person.consents
    room.register.edit_consent(consent.id, replace(consent.fields, withdrawn_on="2026-11-21"))
    assert not room.assessment.opinion(room.case_id).consent
    grown = replace(opinion, paragraphs=(*opinion.paragraphs, room.paragraph("facts", "More.")))
    for write in (room.assessment.save_opinion, room.assessment.save_opinion_draft):
        with pytest.raises(KnownError) as refused:
            write(room.case_id, grown)
        assert refused.value.sentence is rules.CONSENT
    fewer = room.assessment.save_opinion(room.case_id, replace(opinion, paragraphs=opinion.paragraphs[1:]))
    assert len(fewer.value.content.paragraphs) == 3


# --- what blocks signing ---


def test_a_complete_case_has_nothing_in_the_way(settled: Room) -> None:
    room = settled
    ready(room)
    found = room.assessment.signing_status(room.case_id)
    assert stops(room) == [] and stops(room, "en") == []
    # ‡ items block only the issued recommendation (RULINGS A6)
    assert {one.target.id for one in found} == SECOND
    assert {one.code for one in found} == {"item.second_reading"}


def test_an_empty_case_names_everything(room: Room) -> None:
    codes = {code for code, _id in stops(room)}
    assert codes == {
        "item.signing",
        "opinion.no_outcome",
        "opinion.no_facts",
        "opinion.no_law",
        "opinion.no_assessment",
        "opinion.no_operative",
    }
    information = [one for one in room.assessment.signing_status(room.case_id) if not one.stops]
    assert {one.block for one in information if one.block} == {"ADM", "AGD", "REC"}


def test_rec_stops_only_supporting_outcomes(settled: Room) -> None:
    room = settled
    exhibit, opinion = ready(room)
    room.assessment.answer(room.case_id, "D8", AnswerDraft("NO", "no risk left", (room.cite(exhibit),)))
    assert stops(room) == [("item.support", "D8")]
    refusal = room.opinion(exhibit, "NOT_SUPPORT", ("N1",))
    room.assessment.save_opinion(room.case_id, refusal)
    assert stops(room) == []
    shown = [one for one in room.assessment.signing_status(room.case_id) if one.code == "item.support"]
    assert [one.target.id for one in shown] == ["D8"] and not shown[0].stops
    room.assessment.save_opinion(room.case_id, opinion)
    assert stops(room) == [("item.support", "D8")]


def test_sig_stops_every_outcome_and_agd_and_adm_none(settled: Room) -> None:
    room = settled
    exhibit, _opinion = ready(room)
    room.assessment.clear(room.case_id, "A4")
    room.assessment.clear(room.case_id, "A8")
    assert stops(room) == []
    room.assessment.clear(room.case_id, "J1")
    assert stops(room) == [("item.signing", "J1")]
    adjourned = replace(room.opinion(exhibit), outcome="ADJOURN", codes=())
    room.assessment.save_opinion(room.case_id, adjourned)
    assert stops(room) == [("item.signing", "J1")]


def test_an_adverse_answer_on_exclusion_stops_support_not_refusal(settled: Room) -> None:
    room = settled
    exhibit, _opinion = ready(room)
    room.assessment.answer(room.case_id, "G2", AnswerDraft("YES", "official reply", (room.cite(exhibit),)))
    assert stops(room) == [("item.support", "G2")]
    room.assessment.answer(room.case_id, "G2", AnswerDraft("UNKNOWN", "no reply yet"))
    assert stops(room) == [("item.signing", "G2")]


@pytest.mark.parametrize(("codes", "expected"), [((), "opinion.few_codes"), (("D1",), "opinion.code_misfit")])
def test_outcome_and_codes_must_fit(settled: Room, codes: tuple[str, ...], expected: str) -> None:
    room = settled
    _exhibit, opinion = ready(room)
    room.assessment.save_opinion(room.case_id, replace(opinion, codes=codes))
    assert expected in {code for code, _id in stops(room)}


def test_refusal_needs_a_paragraph_for_each_code(settled: Room) -> None:
    room = settled
    exhibit, _opinion = ready(room)
    opinion = room.opinion(exhibit, "NOT_SUPPORT", ("N1",))
    room.assessment.save_opinion(room.case_id, replace(opinion, codes=("N1", "N2")))
    assert stops(room) == [("opinion.code_paragraph", "N2")]


def test_exclusion_codes_need_their_items(settled: Room) -> None:
    room = settled
    exhibit, _opinion = ready(room)
    room.assessment.save_opinion(room.case_id, room.opinion(exhibit, "NOT_SUPPORT", ("X2",)))
    assert stops(room) == [("opinion.code_needs_yes", "G2")]
    room.assessment.answer(room.case_id, "G3", AnswerDraft("YES", "official reply", (room.cite(exhibit),)))
    assert stops(room) == []
    room.assessment.answer(room.case_id, "G9", AnswerDraft("NO", "not disclosed", (room.cite(exhibit),)))
    assert stops(room) == [("opinion.code_needs_done", "G9"), ("item.signing", "G9")]


def test_key_findings_cite(settled: Room) -> None:
    room = settled
    _exhibit, opinion = ready(room)
    bare = tuple(replace(p, citations=()) for p in opinion.paragraphs)
    room.assessment.save_opinion(room.case_id, replace(opinion, paragraphs=bare))
    facts, assessment = opinion.part("facts")[0].id, opinion.part("assessment")[0].id
    assert stops(room) == [("opinion.uncited", facts), ("opinion.uncited_code", assessment)]


def test_withdrawn_and_changed_exhibits_stop(settled: Room) -> None:
    room = settled
    exhibit, opinion = ready(room)
    room.withdraw(exhibit)
    found = stops(room)
    assert {code for code, _id in found} == {"exhibit.withdrawn"}
    assert {"D3", opinion.part("facts")[0].id} <= {place for _code, place in found}
    with room.store.write("test.changed", case_id=room.case_id) as work:
        row = work.session.get(Exhibit, exhibit)
        assert row is not None
        row.status, row.sha256 = "admitted", bytes(32)
    assert {code for code, _id in stops(room)} == {"exhibit.changed"}
    [shown] = {one.parameters for one in room.assessment.signing_status(room.case_id) if one.stops}
    assert shown == (("exhibit", "A-001"),)


def test_a_suggested_name_stops_a_russian_paper_only(settled: Room) -> None:
    room = settled
    """V-NAME-01."""
    ready(room)
    person = room.register.case(room.case_id).principal
    assert person is not None
    room.register.edit_person(person.id, replace(person.fields, name_ru_source="suggested"))
    assert stops(room) == [("person.name_not_certified", person.id)]
    assert stops(room, "en") == []
    room.register.edit_person(person.id, replace(person.fields, surname_lat="", given_lat=""))
    assert stops(room) == [] and stops(room, "en") == [("person.no_latin_name", person.id)]


def test_consent_profile_and_number(settled: Room) -> None:
    room = settled
    ready(room)
    person = room.register.case(room.case_id).principal
    assert person is not None
    [consent] = person.consents
    room.register.edit_consent(consent.id, replace(consent.fields, withdrawn_on="2026-11-21"))
    room.register.set_profile(replace(room.register.profile(), post_en="", place_en=""))
    assert stops(room) == [("consent.missing", person.id)]
    assert stops(room, "en") == [("consent.missing", person.id), ("profile.gap", "place"), ("profile.gap", "post")]
    fresh = room.register.create_case(CaseDraft(received_on="2026-11-20")).value
    found = {(o.code, o.target.id) for o in room.assessment.signing_status(fresh.id)}
    assert {("case.unregistered", "number"), ("person.no_principal", "persons")} <= found


def test_pending_drafts_stop_what_is_on_record(settled: Room) -> None:
    room = settled
    exhibit, opinion = ready(room)
    edited = replace(opinion, outcome="SUPPORT_COND")
    room.assessment.save_opinion_draft(room.case_id, edited)
    assert stops(room) == [("opinion.draft_pending", "")]
    shown = room.assessment.signing_status(room.case_id, editing=edited)
    assert not [one for one in shown if one.stops]
    room.assessment.save_opinion(room.case_id, edited)
    room.assessment.save_draft(room.case_id, "D3", AnswerDraft("NO", "", (room.cite(exhibit),)))
    assert stops(room) == [("item.changed", "D3")]


def test_every_obstacle_speaks_both_languages(room: Room) -> None:
    found: list[Obstacle] = list(room.assessment.signing_status(room.case_id))
    for language in ("ru", "en"):
        words = Words(language)  # type: ignore[arg-type]
        for one in found:
            said = words.tr(one.text, **dict(one.parameters))
            assert said and "{" not in said
            assert (said != one.text.format(**dict(one.parameters))) is (language == "ru")


# --- for papers ---


def test_a_paper_gets_everything_in_its_language(settled: Room) -> None:
    room = settled
    exhibit, opinion = ready(room)
    room.assessment.save_opinion(room.case_id, replace(opinion, laws=("115fz-7",)))
    paper = room.assessment.opinion_for_paper(room.case_id, "ru")
    assert (paper.outcome, paper.outcome_text) == ("SUPPORT", "рекомендовать поддержать")
    assert [(r.code, r.text) for r in paper.reasons] == [("P1", "преследование за позицию установлено")]
    assert [part.kind for part in paper.parts] == ["facts", "law", "assessment", "operative"]
    assert "уполномоченный орган" in paper.parts[-1].paragraphs[-1].text
    [citation] = paper.parts[0].paragraphs[0].citations
    assert (citation.exhibit, citation.page) == ("A-001", 3)
    assert paper.exhibits == (exhibit,)
    assert paper.laws == () and paper.hidden_laws == ("115fz-7",)  # nobody has checked it (RULINGS A7)
    items = {item.code: item for section in paper.sections for item in section.items}
    assert len(items) == 82
    assert items["I2"].answer == "BY_RULE" and items["I2"].ground == "В деле нет несовершеннолетних."
    assert items["G1"].answer == "NO" and items["G1"].second_reading and items["G1"].citations == (citation,)
    english = room.assessment.opinion_for_paper(room.case_id, "en")
    assert english.outcome_text == "recommend support"
    assert english.parts[-1].paragraphs[-1].text.startswith("This opinion is advisory.")


def test_a_paper_says_open_for_what_nobody_answered(room: Room) -> None:
    room.assessment.answer(room.case_id, "A3", AnswerDraft("NO", NOTE))
    paper = room.assessment.opinion_for_paper(room.case_id, "en")
    answers = {item.code: item.answer for section in paper.sections for item in section.items}
    assert answers["A3"] == "NO" and answers["D3"] == "OPEN"


def test_person_draft_is_untouched(settled: Room) -> None:
    room = settled
    """The review never writes into the register."""
    before = room.register.case(room.case_id)
    ready(room)
    after = room.register.case(room.case_id)
    assert (before.fields, before.persons) == (after.fields, after.persons)
    assert isinstance(after.persons[0].fields, PersonDraft)
