"""Machine-readable zones by the vectors of ICAO Doc 9303 and reference/domain.md, and V-PASS-01 over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.i18n import Words
from desktop.register import mrz
from desktop.register.findings import RulesError
from desktop.register.service import Register
from models.views.register import CaseEntry, Citizenship, DocumentDraft, PersonDraft

Entry = Callable[..., CaseEntry]

TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
LONG = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"


@pytest.mark.parametrize(("text", "digit"), [("74<<<<", "1"), ("7405<<", "6"), ("<<<<<<", "0"), ("L898902C3", "6")])
def test_check_digits(text: str, digit: str) -> None:
    assert mrz.check_digit(text) == digit


@pytest.mark.parametrize(("zone", "shape"), [(TD1, "TD1"), (TD2, "TD2"), (TD3, "TD3")])
def test_specimens_read_whole_and_fit(zone: str, shape: str) -> None:
    found = mrz.read(zone)
    assert (found.format, found.surname, found.given, found.issuer) == (shape, "ERIKSSON", "ANNA MARIA", "UTO")
    assert (found.birth_date, found.sex, found.expires_on) == ("740812", "F", "120415")
    assert found.wrong == ()
    assert len(found.checks) == (5 if shape == "TD3" else 4)


def test_specimen_digits_are_those_of_the_vector() -> None:
    assert [c.found for c in mrz.read(TD3).checks] == ["6", "2", "9", "1", "0"]


def test_long_number_of_a_card_runs_on() -> None:
    found = mrz.read(LONG)
    assert found.number == "D23145890734"
    assert found.wrong == ()


def test_pasted_zones_are_tidied_but_not_corrected() -> None:
    assert mrz.read(TD3.replace("\n", "")).lines == mrz.read(TD3).lines
    assert mrz.read(TD3.lower().replace("<<", "«")).number == "L898902C3"
    assert [c.field for c in mrz.read(TD3.replace("L898902C3", "L898902D3")).wrong] == ["number", "composite"]


@pytest.mark.parametrize("zone", ["", "ABC", TD3[:-1], TD3.replace("A", "Ä"), TD3 + "\n" + TD3, "<" * 90 + "\u202e"])
def test_what_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match=r"TD1|character"):
        mrz.read(zone)


def test_d_means_germany() -> None:
    line = "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4"
    zone = mrz.read("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\n" + line)
    assert (zone.issuer, zone.nationality, zone.wrong) == ("DEU", "DEU", ())


def test_zone_fills_what_is_empty_and_keeps_what_was_typed(register: Register) -> None:
    first, second = TD3.splitlines()
    filled = register.read_zone(DocumentDraft(mrz_line1=first, mrz_line2=second, number="TYPED"))
    assert filled.number == "TYPED"
    assert (filled.surname_viz, filled.birth_date_viz, filled.expires_on) == ("ERIKSSON", "1974-08-12", "2012-04-15")


def test_differences_are_named_field_by_field(register: Register) -> None:
    """V-PASS-01: a warning with what each side says."""
    first, second = TD3.splitlines()
    person = PersonDraft(
        surname_lat="Ericsson",
        given_lat="Anna Maria",
        sex="F",
        birth_date="1974-08",
        citizenships=(Citizenship("UTO"),),
    )
    draft = DocumentDraft(
        issuing_state="UTO", number="L898902C3", mrz_line1=first, mrz_line2=second, expires_on="2012-04-16"
    )
    same = {d.field: d.same for d in register.compare_zone(draft, person)}
    assert same == {
        "surname_lat": False, "given_lat": True, "document_number": True, "issuing_state": True,
        "nationality_viz": True, "birth_date": None, "sex": True, "expires_on": False,
    }  # fmt: skip
    findings = register.check_document(draft, person)
    assert {f.severity for f in findings} == {"warning"}
    spoken = [f.message(Words("en")) for f in findings]
    assert "“Surname (Latin)”: the machine-readable zone reads ERIKSSON, the case says Ericsson. (V-PASS-01)" in spoken


@pytest.mark.parametrize(("name", "zone"), [("Müller", "MUELLER"), ("Müller", "MULLER"), ("Strauß", "STRAUSS")])
def test_national_letters_are_no_difference(register: Register, name: str, zone: str) -> None:
    line = f"P<D<<{zone}<<ANNA".ljust(44, "<")
    draft = DocumentDraft(mrz_line1=line, mrz_line2="C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4", number="C01X00T47")
    found = {d.field: d.same for d in register.compare_zone(draft, PersonDraft(surname_lat=name, given_lat="Anna"))}
    assert found["surname_lat"] is True


def test_wrong_digit_is_a_warning_and_the_document_is_kept(register: Register, entry: Entry) -> None:
    case = register.create_case(entry()).value
    first, second = TD3.splitlines()
    wrong = DocumentDraft(number="L898902C3", mrz_line1=first, mrz_line2=second[:9] + "7" + second[10:])
    kept = register.add_document(case.persons[0].id, wrong).value.persons[0].documents[0]
    assert kept.fields.mrz_line2 == wrong.mrz_line2
    assert {f.sentence.code for f in register.warnings(case.id)} >= {"register.mrz_check_digit", "register.mrz_differs"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": ""}, "register.document_without_number"),
        ({"number": "№1"}, "register.document_number_characters"),
        ({"kind": "library_card"}, "register.unknown_code"),
        ({"issued_on": "2027-01-01"}, "register.day_in_future"),
        ({"issued_on": "2020-01-01", "expires_on": "2019-01-01"}, "register.expires_before_issue"),
        ({"issuing_state": "ZZZ"}, "register.unknown_code"),
    ],
)
def test_documents_are_checked(register: Register, entry: Entry, change: dict[str, str], code: str) -> None:
    case = register.create_case(entry()).value
    with pytest.raises(RulesError) as refused:
        register.add_document(case.persons[0].id, replace(DocumentDraft(number="A1"), **change))
    assert refused.value.code == code
    assert register.case(case.id).persons[0].documents == ()


def test_validity_is_compared_with_the_day_of_receipt(register: Register) -> None:
    def codes(expires: str) -> set[str]:
        draft = DocumentDraft(number="A1", expires_on=expires)
        return {f.sentence.code for f in register.check_document(draft, PersonDraft(), "2026-11-20")}

    assert codes("2026-11-19") == {"register.document_expired"}
    assert codes("2027-03-19") == {"register.document_expires_soon"}
    assert codes("2027-03-20") == set()


def test_unusual_number_shape_only_warns(register: Register) -> None:
    odd = DocumentDraft(number="12", issuing_state="DEU")
    assert [f.severity for f in register.check_document(odd, PersonDraft())] == ["warning"]


def test_document_is_edited_and_removed_with_history(register: Register, entry: Entry) -> None:
    case = register.create_case(entry()).value
    made = register.add_document(case.persons[0].id, DocumentDraft(number="A1")).value.persons[0].documents[0]
    edited = register.edit_document(made.id, replace(made.fields, number="A2"), made.version).value
    assert edited.persons[0].documents[0].fields.number == "A2"
    assert [(c.old, c.new) for c in register.history(case.id, made.id)] == [("A1", "A2")]
    assert register.remove_document(made.id).value.persons[0].documents == ()
    assert dt.date.fromisoformat(edited.updated_at[:10]) == dt.date(2026, 11, 22)
