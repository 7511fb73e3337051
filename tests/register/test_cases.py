"""Cases from draft to registered, through the service and a real encrypted register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.clock import FixedClock
from desktop.errors import KnownError
from desktop.register.findings import RulesError
from desktop.register.service import Register
from desktop.vault.store import Store
from models.views.register import (
    CaseDraft,
    CaseEntry,
    CaseQuery,
    ConsentDraft,
    PersonDraft,
    PersonEntry,
)

Entry = Callable[..., CaseEntry]


def test_draft_has_no_number_until_it_is_registered(register: Register, entry: Entry) -> None:
    made = register.create_case(entry("Müller", "Anna", title="Application"))
    assert (made.value.number, made.value.state) == ("", "DRAFT")
    assert {"case", "person"} <= made.changes.kinds
    assert made.changes.case_id == made.value.id

    registered = register.register_case(made.value.id).value
    assert (registered.number, registered.state, registered.registered_on) == (
        "К-2026-00001", "REGISTERED", "2026-11-22",
    )  # fmt: skip
    assert registered.fields.clock_started_on == "2026-11-22"
    with pytest.raises(KnownError) as refused:
        register.register_case(made.value.id)
    assert refused.value.code == "register.not_a_draft"


@pytest.mark.parametrize("typed", ["К-2026-00001", "K-2026-00001", "k-2026-1", "к-2026-00001"])
def test_number_is_found_as_people_type_it(register: Register, entry: Entry, typed: str) -> None:
    made = register.create_case(entry()).value
    register.register_case(made.id)
    assert register.case(typed).id == made.id
    assert register.case(made.uid.upper()).id == made.id


def test_numbers_are_gap_free_within_a_year_and_start_anew(register: Register, entry: Entry, clock: FixedClock) -> None:
    def next_number() -> str:
        return register.register_case(register.create_case(entry()).value.id).value.number

    assert [next_number() for _ in range(3)] == [f"К-2026-0000{n}" for n in (1, 2, 3)]
    failing = register.create_case(entry(received_on="")).value
    with pytest.raises(RulesError):
        register.register_case(failing.id)
    assert next_number() == "К-2026-00004"
    clock.advance(days=60)
    assert next_number() == "К-2027-00001"


def test_imported_number_leaves_a_recorded_gap_that_is_never_filled(
    register: Register, entry: Entry, store: Store
) -> None:
    came = register.create_case(replace(entry(), number="k-2026-3"))
    assert (came.value.number, came.value.state) == ("К-2026-00003", "REGISTERED")
    with store.read() as session:
        detail = session.connection().exec_driver_sql("SELECT detail FROM audit ORDER BY seq DESC").scalar()
    assert detail == '{"gaps":["К-2026-00001","К-2026-00002"]}'
    assert register.register_case(register.create_case(entry()).value.id).value.number == "К-2026-00004"

    with pytest.raises(KnownError) as taken:
        register.create_case(replace(entry(), number="К-2026-00003"))
    assert taken.value.code == "register.number_taken"
    with pytest.raises(KnownError) as shape:
        register.create_case(replace(entry(), number="2026/3"))
    assert shape.value.code == "register.number_form"
    with pytest.raises(KnownError) as draft:
        register.create_case(replace(entry(), number="К-2026-00009", state="DRAFT"))
    assert draft.value.code == "register.draft_with_number"
    assert register.cases().total == 2


def test_case_of_the_same_uid_is_refused(register: Register, entry: Entry) -> None:
    made = register.create_case(entry(title="First")).value
    with pytest.raises(KnownError) as refused:
        register.create_case(replace(entry(), uid=made.uid))
    assert refused.value.code == "register.case_already_here"
    assert refused.value.parameters == {"case": "First"}


@pytest.mark.parametrize("roles", [("principal", "principal"), ("spouse",)])
def test_case_has_exactly_one_principal(register: Register, roles: tuple[str, ...]) -> None:
    """V-CASE-02."""
    people = tuple(PersonEntry(PersonDraft(role_in_case=role, surname_lat="Doe")) for role in roles)
    with pytest.raises(KnownError) as refused:
        register.create_case(CaseEntry(CaseDraft(), people))
    assert refused.value.code == "register.one_principal"
    assert register.cases().total == 0


def test_principal_is_handed_over_in_one_step(register: Register, entry: Entry) -> None:
    case = register.create_case(entry("Ivanova", "Anna")).value
    both = register.add_person(case.id, PersonDraft(role_in_case="spouse", surname_lat="Ivanov")).value
    spouse = both.persons[1]
    with pytest.raises(KnownError) as refused:
        register.edit_person(spouse.id, replace(spouse.fields, role_in_case="principal"))
    assert refused.value.code == "register.one_principal"

    turned = register.make_principal(spouse.id, "spouse").value
    assert [(p.name, p.fields.role_in_case) for p in turned.persons] == [
        ("Ivanov", "principal"), ("Ivanova Anna", "spouse"),
    ]  # fmt: skip
    assert turned.applicant == "Ivanov"
    with pytest.raises(KnownError) as stays:
        register.remove_person(spouse.id)
    assert stays.value.code == "register.principal_stays"
    assert len(register.remove_person(turned.persons[1].id).value.persons) == 1


def test_edit_replaces_fields_keeps_history_and_notices_a_stale_form(register: Register, entry: Entry) -> None:
    case = register.create_case(entry(title="Before")).value
    edited = register.edit_case(case.id, replace(case.fields, title="After", hold=True), case.version).value
    assert (edited.fields.title, edited.fields.hold) == ("After", True)
    with pytest.raises(KnownError) as stale:
        register.edit_case(case.id, case.fields, case.version)
    assert stale.value.code == "register.changed_meanwhile"

    past = {(c.field, c.old, c.new) for c in register.history(case.id)}
    assert past == {("title", "Before", "After"), ("hold", "no", "yes")}
    assert {c.actor for c in register.history(case.id)} == {"Anna Test"}


def test_unchanged_edit_writes_no_new_version(register: Register, entry: Entry) -> None:
    case = register.create_case(entry(title="Same")).value
    again = register.edit_case(case.id, case.fields).value
    assert again.version == case.version
    assert register.history(case.id) == ()


def test_linked_cases_are_symmetrical(register: Register, entry: Entry) -> None:
    one, two = (register.create_case(entry(title=name)).value for name in ("One", "Two"))
    register.register_case(two.id)
    elsewhere = "01890a5d-ac96-774b-bcce-b302099a8057"
    register.edit_case(one.id, replace(one.fields, linked_cases=("k-2026-1", elsewhere.upper())))
    assert register.case(two.id).fields.linked_cases == (one.uid,)
    assert [link.name for link in register.case(one.id).links] == ["К-2026-00001", elsewhere]
    with pytest.raises(KnownError) as unknown:
        register.edit_case(one.id, replace(one.fields, linked_cases=("К-2026-00077",)))
    assert unknown.value.code == "register.no_such_case"
    register.edit_case(two.id, replace(register.case(two.id).fields, linked_cases=()))
    assert register.case(one.id).fields.linked_cases == (elsewhere,)


def test_discarding_a_draft_says_what_goes_and_takes_it_away(
    register: Register, entry: Entry, consent: ConsentDraft, store: Store
) -> None:
    made = entry(title="Mistake", summary="")
    made = replace(made, persons=(replace(made.persons[0], consents=(consent,)),))
    case = register.create_case(made).value
    register.edit_case(case.id, replace(case.fields, summary="planted words"))
    told: list[str] = []
    register.farewells.append(lambda session, case_id: lambda: told.append(case_id))

    goes = register.what_goes(case.id)
    assert dict(goes.counts) == {"person": 1, "consent": 1}
    assert register.discard_draft(case.id).value == goes
    assert told == [case.id]
    assert register.cases(CaseQuery(text="planted")).total == 0
    with pytest.raises(KnownError) as missing:
        register.case(case.id)
    assert missing.value.code == "register.no_such_case"
    with store.read() as session:
        left = session.connection().exec_driver_sql("SELECT count(*) FROM history").scalar()
    assert left == 0


def test_registered_case_cannot_be_discarded(register: Register, entry: Entry) -> None:
    case = register.create_case(entry()).value
    register.register_case(case.id)
    for refused_act in (register.what_goes, register.discard_draft):
        with pytest.raises(KnownError) as refused:
            refused_act(case.id)
        assert refused.value.code == "register.not_a_draft"
    assert register.cases().total == 1


def test_opening_a_case_is_logged_and_a_missing_row_is_noticed(register: Register, entry: Entry, store: Store) -> None:
    case = register.create_case(entry()).value
    register.open_case(case.id)
    with store.read() as session:
        last = session.connection().exec_driver_sql("SELECT action, case_id FROM audit ORDER BY seq DESC").first()
    assert last == ("case.opened", case.id)

    with store.raw() as connection:
        connection.exec_driver_sql("DELETE FROM applicability")
        connection.commit()
    with pytest.raises(KnownError) as noticed:
        register.open_case(case.id)
    assert noticed.value.code == "vault.case_seal"


def test_registration_needs_its_fields(register: Register, entry: Entry) -> None:
    case = register.create_case(entry(channel="deputy_referral", priority="urgent_risk")).value
    with pytest.raises(RulesError) as refused:
        register.register_case(case.id)
    assert {f.field for f in refused.value.findings} == {"referral_ref", "priority_reason"}
    alone = register.create_case(CaseDraft(title="Folder", received_on="2026-11-20")).value
    with pytest.raises(KnownError) as nobody:
        register.register_case(alone.id)
    assert nobody.value.code == "register.one_principal"


def test_days_are_checked(register: Register, entry: Entry) -> None:
    for wrong in ("2026-11-23", "2026-13-01", "22.11.2026"):
        with pytest.raises(RulesError) as refused:
            register.create_case(entry(received_on=wrong))
        assert {f.field for f in refused.value.findings} == {"received_on"}
    early = register.create_case(entry(received_on="2021-12-31")).value
    assert "register.received_early" in {f.sentence.code for f in register.warnings(early.id)}


def test_unknown_codes_are_refused_by_field(register: Register, entry: Entry) -> None:
    with pytest.raises(RulesError) as refused:
        register.create_case(entry(channel="pigeon", legal_track="NONE", lang_of_case="zz"))
    assert {f.field for f in refused.value.findings} == {"channel", "legal_track", "lang_of_case"}


def test_profile_is_set_once_complete_and_names_the_actor(register: Register, store: Store) -> None:
    assert register.profile().complete is False
    with pytest.raises(KnownError) as refused:
        register.set_profile(replace(register.profile(), commission="Commission"))
    assert refused.value.code == "register.profile_incomplete"
    register.set_profile(
        replace(register.profile(), commission="Комиссия", member_name="И. О. Пример", post="член комиссии")
    )
    assert register.profile().complete is True
    assert store.actor == "И. О. Пример"
