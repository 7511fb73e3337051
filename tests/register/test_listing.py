"""The list: pages, sorts from indexes, filters and search across scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.register import listing
from desktop.register.service import Register
from desktop.vault.store import Store
from models.views.register import (
    SORTS,
    CaseDraft,
    CaseEntry,
    CaseQuery,
    ConsentDraft,
    DocumentDraft,
    OtherName,
    PersonDraft,
    PersonEntry,
    Sort,
)

Entry = Callable[..., CaseEntry]


@pytest.mark.parametrize("filters", [{}, {"state": "DRAFT"}, {"rapporteur": "X", "priority": "minor"}])
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_is_served_by_its_index(store: Store, sort: Sort, descending: bool, filters: dict[str, str]) -> None:
    query = CaseQuery(sort=sort, descending=descending, **filters)
    with store.read() as session:
        connection = session.connection()
        statement = listing.ordered(query).limit(100).offset(300)
        text = str(statement.compile(connection, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]
    assert plan == [f"SCAN case USING INDEX ix_case_sort_{listing.COLUMNS[sort]}"]


def test_pages_join_without_overlap_and_know_the_total(register: Register, entry: Entry) -> None:
    for n in range(23):
        register.create_case(entry(f"Name{chr(97 + n)}", received_on=f"2026-11-{n % 5 + 1:02d}"))
    pages = [register.cases(CaseQuery(sort="received", offset=at, limit=10)) for at in (0, 10, 20)]
    rows = [row for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [10, 10, 3]
    assert {page.total for page in pages} == {23}
    assert len({row.id for row in rows}) == 23
    days = [row.received_on for row in rows]
    assert days == sorted(days, reverse=True)


def test_filters_and_counts_follow_writes(register: Register, entry: Entry) -> None:
    first = register.create_case(entry(rapporteur="Р. Первый", priority="minor", priority_reason="child")).value
    register.create_case(entry(rapporteur="Р. Второй"))
    assert register.cases(CaseQuery(rapporteur="Р. Первый")).total == 1
    assert register.cases(CaseQuery(priority="minor")).rows[0].id == first.id
    assert register.cases(CaseQuery(state="REGISTERED")).total == 0
    register.register_case(first.id)
    assert register.cases(CaseQuery(state="REGISTERED")).total == 1
    assert register.cases(CaseQuery(state="DRAFT")).total == 1
    assert register.cases(CaseQuery(state="DRAFT", text="anna")).total == 1


def test_applicants_sort_by_name_in_either_case(register: Register, entry: Entry) -> None:
    for name in ("bruno", "Ärger", "Cäsar", "Adam"):
        register.create_case(entry(name, ""))
    found = register.cases(CaseQuery(sort="applicant", descending=False)).rows
    assert [row.applicant for row in found] == ["Adam", "Ärger", "bruno", "Cäsar"]


@pytest.mark.parametrize(
    "query",
    ["müller", "MUELLER", "muller", "Мюллер", "мюл", "анна", "k-2026-1", "К-2026-00001", "C01X00T47", "C01X-00T47",
     "schmidt", "Шмидт", "anna muller", "Берлин", "дело мюллер"],
)  # fmt: skip
def test_search_finds_numbers_and_names_in_both_scripts(register: Register, query: str, consent: ConsentDraft) -> None:
    person = PersonDraft(
        surname_ru="Мюллер", given_ru="Анна", name_ru_source="visa", surname_lat="Müller", given_lat="Anna",
        birth_place="Berlin", other_names=(OtherName("birth", "Schmidt"),),
    )  # fmt: skip
    document = DocumentDraft(number="C01X00T47", issuing_state="DEU")
    case = register.create_case(
        CaseEntry(
            CaseDraft(title="Дело о приговоре", received_on="2026-11-20"),
            (PersonEntry(person, (document,), (consent,)),),
        )
    ).value
    register.register_case(case.id)
    register.create_case(CaseEntry(CaseDraft(title="Other"), (PersonEntry(PersonDraft(surname_lat="Dubois")),)))
    assert [row.id for row in register.cases(CaseQuery(text=query)).rows] == [case.id]


def test_latin_record_is_found_by_cyrillic_words_and_the_other_way(register: Register, entry: Entry) -> None:
    latin = register.create_case(entry("Wagner", "Johannes")).value
    cyrillic = register.create_case(
        CaseEntry(entry().case, (PersonEntry(PersonDraft(surname_ru="Сидоренко", given_ru="Юлия")),))
    ).value
    assert [r.id for r in register.cases(CaseQuery(text="Вагнер")).rows] == [latin.id]
    assert [r.id for r in register.cases(CaseQuery(text="Sidorenko Iuliia")).rows] == [cyrillic.id]
    assert [r.id for r in register.cases(CaseQuery(text="sidorenko yulia")).rows] == [cyrillic.id]


@pytest.mark.parametrize("query", ['"', "*", "AND", "NEAR(", "title:", "''; DROP TABLE", "\u202e", "((("])
def test_query_signs_are_words_not_syntax(register: Register, entry: Entry, query: str) -> None:
    register.create_case(entry())
    assert register.cases(CaseQuery(text=f"mueller {query}")).total in (0, 1)


def test_search_forgets_what_was_changed(register: Register, entry: Entry) -> None:
    case = register.create_case(entry("Altname")).value
    person = case.persons[0]
    register.edit_person(person.id, replace(person.fields, surname_lat="Neuname"))
    assert register.cases(CaseQuery(text="Altname")).total == 0
    assert register.cases(CaseQuery(text="Neuname")).total == 1


def test_duplicates_meet_by_sound_and_by_document(register: Register, entry: Entry) -> None:
    made = entry("Müller", "Anna")
    person = replace(made.persons[0].person, birth_date="1974-05")
    document = DocumentDraft(number="C01X00T47", issuing_state="DEU")
    first = register.create_case(replace(made, persons=(PersonEntry(person, (document,)),))).value
    same = PersonDraft(surname_ru="Мюллер", given_ru="Анна", birth_date="1975")
    far = replace(same, birth_date="1990")
    assert [(d.case_id, d.by) for d in register.duplicates(same)] == [(first.id, "name")]
    assert register.duplicates(far) == ()
    assert [d.by for d in register.duplicates(far, ("C01X 00T47",))] == ["document"]
    assert register.duplicates(same, besides=first.id) == ()
