"""Country information: sources of the vault, their use in cases as exhibits, staleness, disclosure, reliance."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from desktop.assessment import reliance
from desktop.assessment.packs import Packs
from desktop.assessment.service import Assessment
from desktop.errors import KnownError
from desktop.evidence import searched, source_rules
from desktop.evidence.sources import Sources
from desktop.register.codes import Codes
from desktop.register.everything import Everything
from models.views.assessment import AnswerDraft
from models.views.evidence import AdmitDraft, CitationDraft, ExhibitDetails, PagePlace
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
