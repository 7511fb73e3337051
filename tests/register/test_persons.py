"""Persons, consents and the rules over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.errors import KnownError
from desktop.i18n import Words
from desktop.register import rules
from desktop.register.findings import RulesError
from desktop.register.service import Register
from models.views.register import (
    CaseDraft,
    CaseEntry,
    Citizenship,
    ConsentDraft,
    Employment,
    FamilyLinkDraft,
    LanguageSkill,
    OtherName,
    PersonDraft,
    PersonEntry,
)

Entry = Callable[..., CaseEntry]
NAMED = PersonDraft(surname_lat="Doe")


def codes_of(error: RulesError) -> set[tuple[str, str]]:
    return {(f.field, f.sentence.code.removeprefix("register.")) for f in error.findings}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"surname_lat": ""}, {("surname_ru", "person_without_name")}),
        ({"surname_ru": "Ивaнов"}, {("surname_ru", "mixed_scripts")}),
        ({"surname_lat": "Iванов"}, {("surname_lat", "mixed_scripts")}),
        ({"surname_ru": "Ivanov"}, {("surname_ru", "name_not_cyrillic")}),
        ({"surname_lat": "Иванов"}, {("surname_lat", "name_not_latin")}),
        ({"surname_lat": "../../etc"}, {("surname_lat", "name_not_latin")}),
        ({"surname_lat": "x" * 101}, {("surname_lat", "field_too_long")}),
        ({"patronymic_ru": "Ильич", "no_patronymic": True}, {("patronymic_ru", "flag_and_field")}),
        ({"given_lat": "Jo", "no_given_name": True}, {("given_lat", "flag_and_field")}),
        ({"birth_date": "2027"}, {("birth_date", "born_in_future")}),
        ({"birth_date": "1900"}, {("birth_date", "age_above_120")}),
        ({"birth_date": "17.05.1974"}, {("birth_date", "not_a_date")}),
        ({"citizenships": (Citizenship("Germany"),)}, {("citizenships", "unknown_code")}),
        ({"languages": (LanguageSkill("xx"),)}, {("languages", "unknown_code")}),
        ({"employment": (Employment(since="soon"),)}, {("employment", "not_a_date")}),
        ({"inn": "500100732258"}, {("inn", "inn_digits")}),
        ({"snils": "112-233-445 96"}, {("snils", "snils_digits")}),
        ({"role_in_case": "friend"}, {("role_in_case", "unknown_code")}),
    ],
)
def test_each_wrong_field_is_named(
    register: Register, change: dict[str, object], expected: set[tuple[str, str]]
) -> None:
    with pytest.raises(RulesError) as refused:
        register.create_case(CaseEntry(CaseDraft(), (PersonEntry(replace(NAMED, **change)),)))
    assert codes_of(refused.value) == expected
    assert register.cases().total == 0


def test_all_findings_come_at_once_and_speak_both_languages(register: Register) -> None:
    wrong = replace(NAMED, surname_ru="Ивaнов", birth_date="1900", inn="1")
    with pytest.raises(RulesError) as refused:
        register.create_case(CaseEntry(CaseDraft(), (PersonEntry(wrong),)))
    assert len(refused.value.findings) == 3
    for words in (Words("ru"), Words("en")):
        for finding in refused.value.findings:
            assert "{" not in finding.message(words) + finding.remedy(words)


def test_check_digits_of_russian_numbers() -> None:
    assert rules.inn_fits("500100732259")
    assert rules.snils_fits("112-233-445 95")
    assert rules.snils_fits("00100199800")
    assert not rules.snils_fits("112-233-445")


def test_everything_about_a_person_comes_back(register: Register, consent: ConsentDraft) -> None:
    person = PersonDraft(
        surname_ru="Ёлкина", given_ru="Анна-Мария", patronymic_ru="Ивановна", name_ru_source="certified_translation",
        surname_lat="O’Brien-Müller", given_lat="Anna", sex="F", birth_date="1974-05", birth_country="SUN",
        birth_place="Рига", citizenships=(Citizenship("LVA", "1995", "..", "", ""),) and (Citizenship("LVA", "1995"),),
        status_if_none="latvian_non_citizen", habitual_residence="LVA", habitual_residence_since="1990~",
        marital_status="widowed", contact_safe="messenger", contact_instruction="не звонить",
        whereabouts="third_country", whereabouts_country="TUR", languages=(LanguageSkill("lv", "native"),),
        education="университет", employment=(Employment("2001-02", "2010", "Школа", "учитель", "Рига"),),
        military_service="no", foreign_state_service="unknown", conflict_participation="no",
        inn="500100732259", snils="112-233-445 95", vulnerability=("disability", "other"),
        other_names=(OtherName("religious", "Мария", "Cyrl", "1990", "", "крещение"),),
    )  # fmt: skip
    case = register.create_case(CaseEntry(CaseDraft(), (PersonEntry(person, (), (consent,)),))).value
    assert case.persons[0].fields == person
    assert register.case(case.id).persons[0].fields == person
    assert case.applicant == "Ёлкина Анна-Мария Ивановна"
    assert case.country == "LVA"


def test_suggested_name_warns(register: Register) -> None:
    person = PersonDraft(surname_ru="Дюбуа", name_ru_source="suggested", surname_lat="Dubois")
    case = register.create_case(CaseEntry(CaseDraft(), (PersonEntry(person),))).value
    assert "register.name_suggested" in {f.sentence.code for f in register.warnings(case.id)}


# --- V-CONS-01 ---


SPECIAL_CASE = [{"summary": "x"}, {"grounds": ("G1",)}, {"statement_ru": "x"}, {"statement_original": "x"}]
SPECIAL_PERSON = [
    {"vulnerability": ("disability",)},
    {"conflict_participation_text": "x"},
    {"other_names": (OtherName("religious", "Maria"),)},
]


@pytest.mark.parametrize("special", [*SPECIAL_CASE, {"priority": "health", "priority_reason": "x"}])
def test_case_keeps_no_special_data_before_consent(
    register: Register, entry: Entry, consent: ConsentDraft, special: dict[str, object]
) -> None:
    with pytest.raises(RulesError) as refused:
        register.create_case(entry(**special))
    assert refused.value.code == "register.no_consent"
    case = register.create_case(entry()).value
    with pytest.raises(RulesError):
        register.edit_case(case.id, replace(case.fields, **special))
    agreed = register.add_consent(case.persons[0].id, consent).value
    assert agreed.consent_in_force
    assert register.edit_case(case.id, replace(case.fields, **special)).value.fields != case.fields


@pytest.mark.parametrize("special", SPECIAL_PERSON)
def test_person_keeps_no_special_data_before_consent(
    register: Register, entry: Entry, consent: ConsentDraft, special: dict[str, object]
) -> None:
    case = register.create_case(entry()).value
    person = case.persons[0]
    with pytest.raises(RulesError) as refused:
        register.edit_person(person.id, replace(person.fields, **special))
    assert refused.value.code == "register.no_consent"
    register.add_consent(person.id, consent)
    changed = register.edit_person(person.id, replace(person.fields, **special)).value
    assert changed.persons[0].fields == replace(person.fields, **special)


@pytest.mark.parametrize(
    "weak", [{"purposes": ("review",)}, {"withdrawn_on": "2026-11-21"}], ids=["other purpose", "withdrawn"]
)
def test_consent_that_does_not_cover_is_none(
    register: Register, entry: Entry, consent: ConsentDraft, weak: dict[str, object]
) -> None:
    case = register.create_case(entry()).value
    register.add_consent(case.persons[0].id, replace(consent, **weak))
    with pytest.raises(RulesError):
        register.edit_case(case.id, replace(case.fields, summary="x"))


def test_after_withdrawal_special_data_can_be_emptied_or_left_but_not_changed(
    register: Register, entry: Entry, consent: ConsentDraft
) -> None:
    case = register.create_case(entry()).value
    agreed = register.add_consent(case.persons[0].id, consent).value
    given = agreed.persons[0].consents[0]
    kept = register.edit_case(case.id, replace(case.fields, summary="told")).value
    register.edit_consent(given.id, replace(consent, withdrawn_on="2026-11-22"), given.version)

    assert register.edit_case(case.id, replace(kept.fields, title="other")).value.fields.summary == "told"
    with pytest.raises(RulesError):
        register.edit_case(case.id, replace(kept.fields, summary="more"))
    assert register.edit_case(case.id, replace(kept.fields, summary="")).value.fields.summary == ""


def test_principals_consent_covers_a_child_but_not_a_spouse(
    register: Register, entry: Entry, consent: ConsentDraft
) -> None:
    case = register.create_case(entry()).value
    register.add_consent(case.persons[0].id, consent)
    child = PersonDraft(role_in_case="child", surname_lat="Doe", vulnerability=("minor",))
    assert len(register.add_person(case.id, child).value.persons) == 2
    with pytest.raises(RulesError):
        register.add_person(case.id, replace(child, role_in_case="spouse"))
    assert len(register.add_person(case.id, replace(child, role_in_case="spouse"), (consent,)).value.persons) == 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signed_on": ""}, "register.consent_unsigned"),
        ({"purposes": ()}, "register.consent_purpose"),
        ({"purposes": ("everything",)}, "register.unknown_code"),
        ({"withdrawn_on": "2026-11-19"}, "register.withdrawn_before_signed"),
        ({"signed_on": "2026-12-01"}, "register.day_in_future"),
    ],
)
def test_consents_are_checked(
    register: Register, entry: Entry, consent: ConsentDraft, change: dict[str, object], code: str
) -> None:
    case = register.create_case(entry()).value
    with pytest.raises(RulesError) as refused:
        register.add_consent(case.persons[0].id, replace(consent, **change))
    assert refused.value.code == code


# --- family ---


def test_minor_needs_a_parent_or_the_mark(register: Register, entry: Entry) -> None:
    case = register.create_case(entry()).value
    child = PersonDraft(role_in_case="child", surname_lat="Doe", birth_date="2015")
    both = register.add_person(case.id, child).value
    alone = "register.minor_without_parent"
    assert alone in {f.sentence.code for f in register.warnings(case.id)}
    parent, kid = both.persons
    linked = register.add_link(case.id, FamilyLinkDraft(parent.id, kid.id, "parent_of")).value
    assert alone not in {f.sentence.code for f in register.warnings(case.id)}
    with pytest.raises(KnownError) as borne:
        register.remove_person(kid.id)
    assert borne.value.code == "register.person_in_use"
    register.remove_link(linked.family[0].id)
    register.edit_person(kid.id, replace(kid.fields, unaccompanied=True))
    assert alone not in {f.sentence.code for f in register.warnings(case.id)}


def test_link_joins_two_persons_of_one_case(register: Register, entry: Entry) -> None:
    one, two = register.create_case(entry()).value, register.create_case(entry()).value
    for ends in ((one.persons[0].id, one.persons[0].id), (one.persons[0].id, two.persons[0].id)):
        with pytest.raises(KnownError) as refused:
            register.add_link(one.id, FamilyLinkDraft(*ends))
        assert refused.value.code == "register.link_needs_two"


def test_facts_are_typed_and_unknown_by_default(register: Register, entry: Entry) -> None:
    case = register.create_case(entry(has_conviction="no")).value
    facts = register.applicability(case.id)
    assert facts["has_conviction"] == "no"
    assert set(facts.values()) == {"no", "unknown"}
    register.edit_case(case.id, replace(case.fields, minor_in_case="yes"))
    assert register.applicability(case.id)["minor_in_case"] == "yes"
