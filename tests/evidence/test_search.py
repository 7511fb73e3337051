"""Search everything: page texts of exhibits through the real decoder, morphology, filters, places, and what is gone."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.assessment import searched as assessed
from desktop.errors import KnownError
from desktop.evidence import searched
from desktop.evidence.decoding import Decoders
from desktop.evidence.service import Evidence
from desktop.evidence.text_reading import Shelf, TextReading
from desktop.jobs import CANCELLED, Progress
from desktop.register.codes import Codes
from desktop.register.everything import Everything
from models.views.search import Group, SearchResult
from tests.evidence import files, grid_files
from tests.evidence.conftest import Room, new_case

ROOT = Path(__file__).resolve().parents[2]
RUSSIAN = "Обвинение поддержал прокурор Петровский. Ёлкин Семён дал показания о задержании журналистов."


@pytest.fixture
def everything(room: Room) -> Everything:
    made = Everything(room.vault.store, Codes.shipped())
    made.tellers |= {"exhibit": searched.exhibit, "page": searched.page}
    made.tellers |= {"answer": assessed.answer, "paragraph": assessed.paragraph}
    return made


def reading(room: Room) -> TextReading:
    return TextReading(Shelf(room.evidence.texts, room.evidence.peek))


def read_all(room: Room) -> int:
    return reading(room).run(Progress(), lambda work: work())


def pages(everything: Everything, text: str) -> tuple[SearchResult, ...]:
    return everything.page(text, "page").results


@pytest.fixture
def texts(room: Room, tmp_path: Path) -> Callable[..., str]:
    """Admit a plain text as an exhibit and read it; gives its id."""

    def admit(*words: str, **details: object) -> str:
        made = [room.admit(files.note(tmp_path / f"{abs(hash(w))}.txt", w), **details).id for w in words]
        read_all(room)
        return made[-1]

    return admit


FOUND = (
    "показание показаниями задержание журналист журналистами елкин ЁЛКИН Елкину Семен elkin Petrovsky Petrovskij "
    "петровского prokuror обвинения показ* елкин*"
).split()
ALSO_FOUND = ('"дал показания"', "журналист прокурор", "«Ёлкин Семён»", "журналистов-прокурора")
NOT_FOUND = ('"показания дал"', "показ", '"дал показание"', "адвокат", "прок", "журналист адвокат", '"семён ёлкин"')


def test_russian_words_are_found_in_every_form(texts: Callable[..., str], everything: Everything) -> None:
    exhibit = texts(RUSSIAN)
    for query in (*FOUND, *ALSO_FOUND):
        assert [hit.exhibit_id for hit in pages(everything, query)] == [exhibit], query
    for query in NOT_FOUND:
        assert pages(everything, query) == (), query


def test_german_english_and_names_across_scripts(texts: Callable[..., str], everything: Everything) -> None:
    german = texts("Das Gericht verhängte Geldstrafen gegen Müller. Er wurde in den Häusern durchsucht.")
    english = texts("The courts dismissed his employments.")
    russian = texts("Дело Мюллера прекращено. Приго-\nвор оглашён.")
    expected = {
        "geldstrafe": {german}, "haus": {german}, "Häuser": {german}, "verhangt*": {german},
        "Мюллер": {german, russian}, "Müller": {german, russian}, "court employment": {english}, "приговоры": {russian},
    }  # fmt: skip
    for query, found in expected.items():
        assert {hit.exhibit_id for hit in pages(everything, query)} == found, query


def test_hit_shows_its_words_in_context_and_where_they_stand(texts: Callable[..., str], everything: Everything) -> None:
    lead = "Вводная часть без слова. " * 30
    texts(f"{lead}Районный суд вынес приговор по уголовному делу.")
    (hit,) = pages(everything, "приговоры суда")
    shown = [hit.context.text[start:end] for start, end in hit.context.marks]
    assert shown == ["суд", "приговор"]
    assert hit.context.text.startswith("… ") and len(hit.context.text) < 260
    assert (hit.page, hit.context.start, hit.context.count) == (0, len(lead) + len("Районный "), 3)
    assert (hit.number, hit.title) == ("A-001", "Verdict")


def test_pdf_hit_leads_to_its_page_and_rectangle(
    room: Room, everything: Everything, decoders: Decoders, tmp_path: Path
) -> None:
    path = files.pdf(tmp_path / "a.pdf", 3)
    exhibit = room.admit(path)
    read_all(room)
    (hit,) = pages(everything, '"лист 2"')
    assert (hit.exhibit_id, hit.page) == (exhibit.id, 1)
    with decoders.open(room.evidence.peek(exhibit.id)) as document:
        text = document.text(1).text[hit.context.start : hit.context.start + hit.context.count]
        (rect,) = document.line_rects(1, hit.context.start, hit.context.count)
    assert text == "Лист 2"
    assert 7000 < rect[0] < 7400 and 74_000 < rect[1] < 76_500


def test_filters_narrow_by_case_kind_date_and_language(
    room: Room, everything: Everything, texts: Callable[..., str]
) -> None:
    first = texts("Суд решил.", kind="court_judgment", lang="ru", doc_date="2025-03")
    second = texts("Суд отложил.", kind="press", lang="de", doc_date="2023")
    room.register.register_case(room.case_id)
    other = new_case(room.register)

    def found(filters: str) -> list[str]:
        return sorted({first: "1", second: "2"}.get(h.exhibit_id, "?") for h in pages(everything, f"суд {filters}"))

    assert found("") == ["1", "2"]
    assert found("kind:court_judgment") == found("вид:судебный") == found('вид:"судебные решения"') == ["1"]
    assert found("date:2025") == found("дата:03.2025") == found("date:>2024") == found("дата:2024..2026") == ["1"]
    assert found("date:<2024") == found("lang:de") == found("язык:немецкий") == found("lang:german") == ["2"]
    assert found("kind:page") == ["1", "2"] and found("kind:case") == []
    assert found("case:К-2026-1") == found('дело:"k-2026-00001"') == found("case:mueller kind:page") == ["1", "2"]
    assert everything.search("суд kind:nonsense").unknown == ("kind:nonsense",)
    assert everything.search("суд date:then").unknown == ("date:then",)
    assert not everything.search("kind:page").words and everything.search("kind:page").groups == ()

    def listed(filters: str, group: Group = "exhibit") -> list[str]:
        return [hit.exhibit_id or hit.case_id for hit in everything.page(filters, group).results]

    assert listed("kind:exhibit") == listed("case:К-2026-1") == [second, first], "the newest first"
    assert listed("kind:court_judgment") == listed("date:2025") == [first] and listed("lang:de") == [second]
    assert listed("case:К-2026-1", "page") == [] and listed("case:К-2026-1", "case") == [room.case_id]
    assert listed("kind:case", "case") == [other, room.case_id] and listed("", "case") == listed(" ", "exhibit") == []
    answer = everything.search("case:К-2026-1 kind:exhibit")
    assert [group.group for group in answer.groups] == ["exhibit"] and not answer.words
    assert answer.group("exhibit").results[0].context.text and answer.group("exhibit").total == 2
    few = Everything(room.vault.store, Codes.shipped(), most=1)
    few.tellers["exhibit"] = searched.exhibit
    assert (few.page("kind:exhibit", "exhibit").total, few.page("kind:exhibit", "exhibit").more) == (1, True)
    assert everything.page("kind:exhibit", "exhibit", limit=1, offset=1).results[0].exhibit_id == first


def test_titles_weigh_more_and_groups_stand_in_their_order(everything: Everything, texts: Callable[..., str]) -> None:
    texts("Нечто иное.", title_ru="Письмо", provenance="протокол обыска лежал рядом, обыск, обыск")
    texts("Протокол обыска квартиры.", title_ru="Протокол обыска")
    answer = everything.search("обыск")
    assert [group.group for group in answer.groups] == ["exhibit", "page"]
    assert [hit.title for hit in answer.group("exhibit").results] == ["Протокол обыска", "Письмо"]
    assert everything.search("mueller").group("case").results[0].title == "MUELLER ANNA"


def test_of_too_many_hits_the_newest_are_ranked_by_nearness(room: Room, texts: Callable[..., str]) -> None:
    few = Everything(room.vault.store, Codes.shipped(), most=4)
    few.tellers |= {"exhibit": searched.exhibit, "page": searched.page}
    old = texts("Приговор суда.", title_ru="Первый приговор суда")
    together = texts("Текст: приговор суда.", title_ru="Приговор суда")
    apart = texts("Суда ждали, приговор отложен.", title_ru="Второй")
    changed = texts("Приговоры судов.", title_ru="Третий", provenance="приговор, суда")
    beginning = texts("Судами приговаривали.", title_ru="Четвёртый")
    last = texts("Приговоры судами не оглашались.", title_ru="Пятый")

    found = few.page("приговор суда", "page")
    assert [hit.exhibit_id for hit in found.results] == [together, apart, last, changed]
    assert (found.total, found.more) == (4, True)
    assert [hit.exhibit_id for hit in few.page("приговор суда", "page", limit=2, offset=1).results] == [apart, last]
    assert [hit.exhibit_id for hit in few.page("пригов*", "page").results] == [last, beginning, changed, apart]
    assert old not in {hit.exhibit_id for hit in few.page("суд", "page").results}
    few = Everything(room.vault.store, Codes.shipped(), most=2)
    few.tellers |= {"exhibit": searched.exhibit}
    for title in ("Шестой", "Седьмой"):
        texts("Иное.", title_ru=title, provenance="рядом с приговором")
    texts("Прочее.", title_ru="Приговоры")
    texts("Другое.", title_ru="Восьмой", provenance="приговор")
    assert [hit.title for hit in few.page("приговор", "exhibit").results] == ["Приговоры", "Восьмой"]


def test_withdrawn_and_discarded_are_not_found(room: Room, everything: Everything, texts: Callable[..., str]) -> None:
    exhibit = texts("Справка о доходах.")
    kept = texts("Справка о семье.")
    assert len(pages(everything, "справка")) == 2
    room.evidence.withdraw(exhibit, "by mistake")
    assert [hit.exhibit_id for hit in pages(everything, "справка")] == [kept]
    assert len(everything.search("verdict").group("exhibit").results) == 1
    room.register.discard_draft(room.case_id)
    assert everything.search("справка").groups == () and everything.search("verdict").groups == ()
    with room.vault.store.raw() as connection:
        left = [connection.exec_driver_sql(f"SELECT count(*) FROM {t}").scalar_one()
                for t in ("search_entry", "search_text", "search_pages", "page_text", "text_state")]  # fmt: skip
        connection.rollback()
    assert left == [0, 0, 0, 0, 0]


def test_machine_text_stands_where_the_page_has_none_of_its_own(
    room: Room, everything: Everything, tmp_path: Path
) -> None:
    from array import array

    from models.views.evidence import PageFrame, PageText

    exhibit = room.admit(files.photo(tmp_path / "scan.png"))
    read_all(room)
    assert pages(everything, "повестка") == ()
    boxes = array("i", [n for at in range(8) for n in (1000 + at * 100, 500, 1100 + at * 100, 700)])
    text = PageText("Повестка", boxes, PageFrame(80, 60))
    room.evidence.texts.put(exhibit.id, [(0, text)], machine=True)
    (hit,) = pages(everything, "повестку")
    assert hit.machine and hit.rects == ((1000, 500, 1800, 700),)
    assert room.evidence.texts.machine_read(exhibit.id) == (0,)
    room.evidence.texts.put(exhibit.id, [(0, replace(text, text="", boxes=array("i")))])
    assert len(pages(everything, "повестка")) == 1, "an empty text of the file hides nothing"
    room.evidence.texts.put(exhibit.id, [(0, replace(text, text="Уведомление"))])
    room.evidence.texts.put(exhibit.id, [(0, text)], machine=True)
    assert pages(everything, "повестка") == () and len(pages(everything, "уведомление")) == 1


def test_reading_goes_on_where_it_was_cancelled(room: Room, everything: Everything, tmp_path: Path) -> None:
    exhibit = room.admit(files.pdf(tmp_path / "long.pdf", 30))
    progress = Progress()
    seen: list[int] = []

    def on_database(work: Callable[[], None]) -> None:
        work()
        with room.vault.store.read() as session:
            asked = session.connection().exec_driver_sql("SELECT done FROM text_state").scalar()
        if asked:
            seen.append(asked)
            progress.cancel()

    with pytest.raises(KnownError) as caught:
        reading(room).run(progress, on_database)
    assert caught.value.sentence is CANCELLED
    assert seen == [8] and len(pages(everything, "приговор")) == 8
    (waiting,) = room.evidence.texts.waiting()
    assert (waiting.owner_id, waiting.done) == (exhibit.id, 8)
    assert read_all(room) == 1
    assert len(pages(everything, "приговор")) == 30 and room.evidence.texts.waiting() == ()
    assert read_all(room) == 0


def test_what_was_withdrawn_half_read_is_not_read_on(room: Room, tmp_path: Path) -> None:
    exhibit = room.admit(files.note(tmp_path / "a.txt"))
    room.evidence.texts.keep(exhibit.id, [], done=1, pages=2)
    room.evidence.withdraw(exhibit.id, "by mistake")
    assert room.evidence.texts.waiting() == () and read_all(room) == 0


def test_stop_gives_up_the_page_under_way(room: Room, tmp_path: Path) -> None:
    room.admit(files.pdf(tmp_path / "long.pdf", 20))
    made = reading(room)

    def on_database(work: Callable[[], None]) -> None:
        work()
        made.stop()

    with pytest.raises(KnownError) as caught:
        made.run(Progress(), on_database)
    assert caught.value.sentence is CANCELLED


def test_locked_exhibits_wait_for_their_password(room: Room, everything: Everything, tmp_path: Path) -> None:
    exhibit = room.admit(files.encrypted(tmp_path / "locked.pdf", "слово"))
    assert read_all(room) == 1 and pages(everything, "приговор") == ()
    assert room.evidence.texts.waiting() == ()
    made = reading(room)
    made.prefer(exhibit.id, "слово")
    made.run(Progress(), lambda work: work())
    assert len(pages(everything, "приговор")) == 1


def test_questions_cannot_break_the_index(everything: Everything, texts: Callable[..., str]) -> None:
    texts("Суд допросил свидетелей.")
    for query in (
        '"',
        "*",
        "AND",
        "NEAR(",
        "body:",
        "суд'; DROP",
        "((",
        "case:",
        "date:",
        '""',
        "a" * 400,
        "суд " * 90,
    ):
        everything.search(query)
        everything.search(query, unfinished=True)
    assert everything.search("сви", unfinished=True).groups == ()
    assert len(everything.search("суд свид", unfinished=True).group("page").results) == 1
    assert everything.search("суд свид").groups == () == everything.search('"свид', unfinished=True).groups


def test_reading_goes_on_after_a_kill(room: Room, tmp_path: Path, decoders: Decoders) -> None:
    """`kill -9` in the middle of the work: what was said to be read is found, nothing twice, the rest follows."""
    room.admit(files.pdf(tmp_path / "long.pdf", 60))
    folder, key = room.place.folder, room.place.created.vault_key
    room.vault.close()
    command = [sys.executable, "-m", "tests.evidence.text_writer", str(folder), str(room.place.paths.state.parent)]
    with subprocess.Popen([*command, key.hex()], stdout=subprocess.PIPE, text=True, cwd=ROOT) as reader:
        assert reader.stdout is not None
        said = next(int(line) for line in reader.stdout if int(line) >= 16)
        reader.send_signal(signal.SIGKILL)
    with room.place.open() as vault:
        evidence = Evidence(vault, decoders, room.place.clock)
        everything = Everything(vault.store, Codes.shipped())
        everything.tellers |= {"page": searched.page}
        assert everything.page("приговор", "page").total >= said
        (waiting,) = evidence.texts.waiting()
        assert said <= waiting.done < 60
        made = TextReading(Shelf(evidence.texts, evidence.peek))
        assert made.run(Progress(), lambda work: work()) == 1
        assert everything.page("приговоры", "page").total == 60
        assert vault.check().ok


def test_cells_of_workbooks_are_found_with_their_names(room: Room, everything: Everything, tmp_path: Path) -> None:
    path = tmp_path / "payments.xlsx"
    path.write_bytes(grid_files.book(_fill))
    exhibit = room.admit(path)
    read_all(room)
    (hit,) = pages(everything, "штрафы")
    assert (hit.exhibit_id, hit.page, hit.cell) == (exhibit.id, 1, ("Выплаты", "C2"))
    assert pages(everything, "выплата")[0].cell == ("Выплаты", "A1")


def _fill(book: object) -> None:
    book.add_worksheet("Пусто")  # type: ignore[attr-defined]
    sheet = book.add_worksheet("Выплаты")  # type: ignore[attr-defined]
    sheet.write_row(0, 0, ["Дата", "Сумма", "Основание"])
    sheet.write_row(1, 0, ["2025-01-01", 500, "Оплата штрафа"])


def test_beginnings_of_every_length_find_what_begins_so(texts: Callable[..., str], everything: Everything) -> None:
    """Of indexed lengths and of others, in every script, with more ways to go on than are asked one by one."""
    letters = "абвгдежзийклмнопрстуфхцчшщэюя12345678"
    many = " ".join(f"свидетель{first}{second}" for first in letters for second in letters)
    said = texts("Он дал Показания о показательном процессе 2024111213. محكمةالجنايات Ω-процедураΣ. " + many)
    other = texts("Покраска и показ дома, дом 2024.")
    for word in ("показательном", "2024111213", "محكمةالجنايات", "свидетельаб", "процедураσ"):
        for length in range(3, len(word)):
            found = [hit.exhibit_id for hit in pages(everything, f"{word[:length]}*")]
            both = other if word[:length] in "покра показ дома 2024" else None
            assert found[-1:] == [said] and (both in found) == (both is not None), word[:length]
    assert pages(everything, "показаны*") == pages(everything, "свидетельабв*") == pages(everything, "محكمةاب*") == ()
