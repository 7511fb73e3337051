"""Country information: sources of the vault, their use in cases as exhibits, staleness, disclosure, reliance."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.assessment import reliance
from desktop.assessment.packs import Packs
from desktop.assessment.service import Assessment
from desktop.errors import KnownError
from desktop.evidence import searched, source_rules
from desktop.evidence.source_pages import SourcePages
from desktop.evidence.sources import Sources
from desktop.evidence.text_reading import Shelf, TextReading
from desktop.jobs import CANCELLED, Progress
from desktop.register.codes import Codes
from desktop.register.everything import Everything
from models.views.assessment import AnswerDraft
from models.views.evidence import AdmitDraft, CitationDraft, ExhibitDetails, PagePlace
from models.views.search import SearchResult
from models.views.sources import QUESTIONS, Quality, SourceDraft
from tests.evidence import files
from tests.evidence.conftest import Room, new_case

DRAFT = SourceDraft(
    title_ru="Доклад о свободе слова",
    title_en="Report on free speech",
    publisher="Пример-мониторинг",
    published_on="2025-11",
    event_on="2025",
    retrieved_on="2026-01-10",
    url="https://example.org/report",
    lang="ru",
    country="LVA",
    note="Глава о преследовании преподавателей.",
    stale_on="2027-01-01",
)

SAID = ExhibitDetails(title_en="Redacted report", lang="ru", provenance="made by the program")


@pytest.fixture
def sources(room: Room) -> Sources:
    return Sources(room.vault, room.evidence, room.place.clock, Codes.shipped())


def with_file(room: Room, sources: Sources, tmp_path: Path) -> str:
    staged = room.evidence.stage(files.pdf(tmp_path / "report.pdf", 3))
    return sources.create(DRAFT, staged).value.id


def test_a_source_is_kept_searched_changed_and_grows_stale(room: Room, sources: Sources) -> None:
    made = sources.create(DRAFT).value
    assert made.draft == DRAFT and made.file is None and not made.stale and made.open_questions == len(QUESTIONS)
    quality = (Quality("yes", "names the region"), *(Quality("partly") for _ in QUESTIONS[1:]))
    changed = sources.edit(
        made.id, dataclasses.replace(DRAFT, quality=quality, stale_on="2020-01-01"), made.version
    ).value
    assert changed.stale and changed.open_questions == 0 and changed.draft.quality == quality
    with pytest.raises(KnownError) as caught:
        sources.edit(made.id, DRAFT, made.version)
    assert caught.value.sentence is source_rules.CHANGED
    other = sources.create(dataclasses.replace(DRAFT, title_ru="Другое", title_en="", note="")).value
    assert [view.id for view in sources.sources()] == [made.id, other.id]
    assert [view.id for view in sources.sources("преподаватель")] == [made.id]
    everything = Everything(room.vault.store, Codes.shipped())
    everything.tellers["source"] = searched.source
    (hit,) = everything.search("преследования вид:источник date:2025").group("source").results
    assert (hit.owner_id, hit.case_id, hit.title) == (made.id, "", "Доклад о свободе слова")
    sources.remove(other.id)
    assert everything.search("другие").groups == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"title_ru": " ", "title_en": ""}, source_rules.NO_TITLE), ({"publisher": ""}, source_rules.NO_PUBLISHER),
     ({"published_on": "soon"}, source_rules.BAD_DATE), ({"stale_on": "2027"}, source_rules.BAD_DATE),
     ({"lang": "xx"}, source_rules.BAD_VALUE), ({"quality": (Quality("perhaps"),) * 9}, source_rules.BAD_VALUE)],
)  # fmt: skip
def test_what_a_source_may_not_say(sources: Sources, change: dict[str, object], sentence: object) -> None:
    with pytest.raises(KnownError) as caught:
        sources.create(dataclasses.replace(DRAFT, **change))  # type: ignore[arg-type]
    assert caught.value.sentence is sentence
    assert sources.sources() == ()


def test_a_source_is_used_in_two_cases_cited_and_its_reliance_known(
    room: Room, sources: Sources, tmp_path: Path
) -> None:
    source_id = with_file(room, sources, tmp_path)
    cases = [room.case_id, new_case(room.register)]
    made = [sources.use(source_id, case, sources.copy(sources.peek(source_id))).value for case in cases]
    view = sources.source(source_id)
    assert view.file is not None and view.file.pages == 3
    for exhibit in made:
        assert (exhibit.number, exhibit.sha256, exhibit.details.kind) == ("C-001", view.file.sha256, "country_info")
        assert "Пример-мониторинг" in exhibit.details.provenance and exhibit.details.doc_date == "2025-11"
    assert len(room.objects()) == 3, "each case owns its octets"
    again = sources.copy(sources.peek(source_id))
    with pytest.raises(KnownError) as caught:
        sources.use(source_id, cases[0], again)
    room.evidence.discard_staged([again])
    assert caught.value.sentence is source_rules.USED
    with pytest.raises(KnownError) as caught:
        sources.remove(source_id)
    assert caught.value.sentence is source_rules.IN_USE
    assessment = Assessment(room.vault.store, Packs.shipped(), room.place.clock)
    citation = CitationDraft(made[0].id, made[0].sha256, PagePlace(2), number="C-001")
    assessment.answer(cases[0], "A1", AnswerDraft("UNKNOWN", "See the report.", (citation,)))
    (relied,) = reliance.of_source(room.vault.store, source_id)
    assert (relied.case_id, relied.anchor_kind, relied.anchor) == (cases[0], "answer", "A1")
    assert relied.citation.place == PagePlace(2)
    use = sources.source(source_id).uses[0]
    assert (use.number, use.citations, use.disclosed_on) == ("C-001", 1, "")

    def noted() -> list[tuple[str, str, bool]]:
        found = assessment.signing_status(cases[0])
        return [(one.code, one.target.id, one.stops) for one in found if one.code.startswith("source.")]

    assert noted() == [("source.undisclosed", made[0].id, False)], "it is named, and stops nothing"
    copy = AdmitDraft(
        sources.copy(sources.peek(source_id)), SAID, "C", derived_from=made[0].id, derived_how="redaction"
    )
    (redacted,) = room.evidence.admit(cases[0], [copy]).value
    standing = room.evidence.standing(redacted.id)
    assert standing.source is not None and standing.source.source_id == source_id
    sources.edit(source_id, dataclasses.replace(DRAFT, stale_on="2026-01-01"))
    assert [one.code for one in room.evidence.standing(redacted.id).cautions] == ["source.stale", "source.undisclosed"]
    with pytest.raises(KnownError) as caught:
        sources.disclose(use.id, "2099-01-01")
    assert caught.value.sentence is source_rules.LATER
    assert sources.disclose(use.id, "2026-11-01").value.uses[0].disclosed_on == "2026-11-01"
    assert noted() == [("source.stale", made[0].id, False)]
    room.register.farewells.append(room.evidence.farewell)
    room.register.discard_draft(cases[1])
    assert [one.case_id for one in sources.source(source_id).uses] == [cases[0]]
    assert len(room.objects()) == 3 and room.vault.check().ok


def test_the_file_is_sealed_logged_and_never_exchanged(room: Room, sources: Sources, tmp_path: Path) -> None:
    source_id = sources.create(DRAFT).value.id
    with pytest.raises(KnownError) as caught:
        sources.open(source_id)
    assert caught.value.sentence is source_rules.NO_FILE
    staged = room.evidence.stage(files.note(tmp_path / "a.txt"))
    assert sources.attach(source_id, staged).value.file is not None
    with pytest.raises(KnownError) as caught:
        sources.attach(source_id, room.evidence.stage(files.note(tmp_path / "b.txt")))
    assert caught.value.sentence is source_rules.HAS_FILE
    opened = sources.open(source_id)
    assert opened.read(0, opened.size).decode() == files.TEXT
    opened.close()
    assert "source.opened" in [event.action for event in room.vault.audit().items]
    sources.remove(source_id)
    assert len(room.objects()) == 1, "only the file that was never attached is left"


def reading(room: Room) -> TextReading:
    """As the window's job: exhibits first, then sources."""
    pages = SourcePages(room.vault)
    return TextReading(Shelf(room.evidence.texts, room.evidence.peek), Shelf(pages, pages.peek))


def at_once(work: Callable[[], None]) -> None:
    work()


@pytest.fixture
def everything(room: Room) -> Everything:
    made = Everything(room.vault.store, Codes.shipped())
    made.tellers |= {"exhibit": searched.exhibit, "page": searched.page, "source": searched.source}
    return made


def places(results: tuple[SearchResult, ...]) -> list[tuple[str, int | None]]:
    return [(hit.owner_id, hit.page) for hit in results]


def counted(room: Room, *tables: str) -> list[int]:
    with room.vault.store.read() as session:
        ask = session.connection().exec_driver_sql
        return [ask(f"SELECT count(*) FROM {table}").scalar_one() for table in tables]


def test_the_text_of_a_file_is_read_in_batches_found_and_goes_with_its_source(
    room: Room, sources: Sources, everything: Everything, tmp_path: Path
) -> None:
    report = files.pdf(tmp_path / "report.pdf", 9, lines=("Редакции закрыты, журналисты уехали.",))
    made = sources.create(DRAFT).value.id
    assert not reading(room).waits(), "without a file there is nothing to read"
    sources.attach(made, room.evidence.stage(report))
    progress = Progress()

    def until_the_first_batch(work: Callable[[], None]) -> None:
        work()
        if counted(room, "source_page_text") != [0]:
            progress.cancel()

    with pytest.raises(KnownError) as caught:
        reading(room).run(progress, until_the_first_batch)
    assert caught.value.sentence is CANCELLED and counted(room, "source_page_text") == [8]
    (waiting,) = SourcePages(room.vault).waiting()
    assert (waiting.owner_id, waiting.done) == (made, 8)
    exhibit = sources.use(made, room.case_id, sources.copy(sources.peek(made))).value.id
    assert reading(room).run(Progress(), at_once) == 2 and not reading(room).waits()
    asked = "журналистами закрытый"
    answer = everything.search(asked)
    assert [group.group for group in answer.groups] == ["page", "source"]
    assert {hit.owner_id for hit in answer.group("page").results} == {exhibit}
    assert places(answer.group("source").results) == [(made, page) for page in range(5)]
    hit = answer.group("source").results[0]
    assert (hit.kind, hit.case_id, hit.title) == ("source", "", "Доклад о свободе слова")
    assert [hit.context.text[a:b] for a, b in hit.context.marks] == ["закрыты", "журналисты"]
    assert answer.group("source").total == 9
    both = everything.page("report", "source")
    assert places(both.results) == [(made, None)], "its title and the name of its file"
    sources.edit(made, dataclasses.replace(DRAFT, note="О журналистах."))
    first = everything.page("журналист", "source", limit=3)
    assert places(first.results) == [(made, None), (made, 0), (made, 1)] and first.total == 10
    assert places(everything.page("журналист", "source", limit=3, offset=9).results) == [(made, 8)]

    def found(filters: str) -> tuple[int, int]:
        both = everything.search(f"{asked} {filters}")
        return both.group("page").total, both.group("source").total

    assert found("") == (9, 9) and found("kind:source") == (0, 9) and found("вид:страница") == (9, 9)
    assert found("kind:exhibit") == (0, 0) and found("вид:country_info") == (9, 0)
    assert found("lang:ru date:2025") == (9, 9) and found("lang:de") == found("date:2020") == (0, 0)
    room.register.register_case(room.case_id)
    assert found("case:К-2026-1") == (9, 0), "a source belongs to no case"
    other = sources.create(dataclasses.replace(DRAFT, lang="de"), room.evidence.stage(report)).value.id
    reading(room).run(Progress(), at_once)
    assert found("") == (9, 18) and found("язык:немецкий") == (0, 9)
    listed = sources.found("закрыты журнал")
    assert [(one.view.id, one.pages, places(one.hits)) for one in listed] == [
        (one, 9, [(one, 0), (one, 1), (one, 2)]) for one in (made, other)
    ], "in the register's own list, also while the last word is typed"
    assert [view.id for view in sources.sources("журналисты")] == [made, other]
    sources.remove(other)
    assert found("") == (9, 9) and counted(room, "source_page_text", "source_text_state") == [9, 1]
    assert room.vault.check().ok


def test_what_goes_while_it_is_read_and_what_is_locked(
    room: Room, sources: Sources, everything: Everything, tmp_path: Path
) -> None:
    gone = sources.create(DRAFT, room.evidence.stage(files.pdf(tmp_path / "report.pdf", 10))).value.id

    def remove(work: Callable[[], None]) -> None:
        work()
        if counted(room, "source_page_text") != [0]:
            sources.remove(gone)

    assert reading(room).run(Progress(), remove) == 1, "nothing more is asked of it"
    assert counted(room, "source_page_text", "source_text_state", "search_source_pages") == [0, 0, 0]
    staged = room.evidence.stage(files.encrypted(tmp_path / "locked.pdf", "слово"))
    locked = sources.create(DRAFT, staged).value.id
    job = reading(room)
    assert job.run(Progress(), at_once) == 1 and not job.waits()
    assert everything.page("приговор", "source").results == ()
    job.prefer(locked, "слово")
    assert job.run(Progress(), at_once) == 1
    assert places(everything.page("приговор", "source").results) == [(locked, 0)]
