"""Search everything in the window: palette, all results, and the jump to the place with its flash. Real clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.jobs import Progress, ThreadJobs
from desktop.services import Services
from models.views.assessment import AnswerDraft, OpinionDraft, ParagraphDraft
from models.views.changes import Done
from models.views.evidence import AdmitDraft, CitationDraft, ExhibitDetails, PagePlace
from models.views.register import CaseDraft, CaseEntry, ConsentDraft, PersonDraft, PersonEntry
from models.views.sources import SourceDraft, SourceView
from tests.evidence import files
from tests.ui.kit import Stretched, cut_texts, nameless, plain_context, real_context
from ui.context import Context
from ui.main_window import MainWindow
from ui.palette import Palette
from ui.register.case_screen import CaseScreen
from ui.register.results_screen import ResultsScreen

CTRL = Qt.KeyboardModifier.ControlModifier


def admit(services: Services, case_id: str, path: Path, title: str) -> str:
    staged = services.evidence.stage(path)
    details = ExhibitDetails(title_ru=title, provenance="от заявителя", kind="court_judgment", lang="ru")
    return services.evidence.admit(case_id, [AdmitDraft(staged, details)]).value[0].id


@pytest.fixture(scope="module")
def services(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    root = tmp_path_factory.mktemp("search")
    made = real_context(root).services
    consent = ConsentDraft(signed_on="2026-11-20", purposes=("review", "special_categories"))
    person = PersonDraft(surname_ru="Мюллер", given_ru="Анна", name_ru_source="visa")
    case = made.register.create_case(
        CaseEntry(CaseDraft(title="Проверка", received_on="2026-11-20"), (PersonEntry(person, (), (consent,)),))
    ).value.id
    made.register.register_case(case)
    admit(made, case, files.pdf(root / "a.pdf", 3), "Судебный акт")
    admit(made, case, files.note(root / "b.txt", "Показания свидетеля. " * 200 + "Обыск в квартире."), "Показания")
    made.assessment.answer(case, "A1", AnswerDraft("UNKNOWN", "Следует запросить апелляцию."))
    paragraph = ParagraphDraft(made.assessment.new_paragraph_id(), "facts", "Заявитель уволен из университета.")
    made.assessment.save_opinion(case, OpinionDraft(paragraphs=(paragraph,)))
    made.reading.run(Progress(), lambda work: work())
    yield made
    made.close()


@pytest.fixture
def ctx(qtbot: QtBot, services: Services) -> Context:
    return plain_context(services=services)


@pytest.fixture
def window(ctx: Context) -> Iterator[MainWindow]:
    yield from shown(ctx)


def shown(ctx: Context) -> Iterator[MainWindow]:
    window = MainWindow(ctx)
    window.resize(1366, 728)
    window.show()
    yield window
    window.retire()
    window.close()
    window.deleteLater()


def palette_with(qtbot: QtBot, window: MainWindow, text: str) -> Palette:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    palette = next(p for p in window.findChildren(Palette) if p.isVisible())
    palette.field.insert(text)  # QTest types Latin letters only
    qtbot.waitUntil(lambda: palette.list.current_key().startswith("find:"))
    return palette


def titles(palette: Palette) -> list[str]:
    rows = palette.list.rows
    found = (rows.row_at(rows.index(at)) for at in range(rows.rowCount()))
    return [row.title for row in found if row is not None]


def test_palette_groups_hits_and_enter_jumps_to_the_lit_place(qtbot: QtBot, window: MainWindow) -> None:
    palette = palette_with(qtbot, window, "приговоры районным вид:страница")
    assert titles(palette)[0] == "Pages" and titles(palette)[-1] == "Show all results"
    row = palette.list.rows.row_at(palette.list.currentIndex())
    assert row is not None and row.title.startswith("A-001 · p. ") and row.aside == "К-2026-00001"
    assert [row.detail[a:b] for a, b in row.marks] == ["Приговор", "районного"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.current_key() == "find:0", "headings are not stood on"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    screen = window.current_screen()
    assert isinstance(screen, CaseScreen)
    canvas = screen.evidence.canvas
    qtbot.waitUntil(lambda: bool(canvas.highlights and canvas.highlights[0].rects))
    (light,) = canvas.highlights
    assert light.role == "cited" and light.page == canvas.page
    assert 7000 < light.rects[0][0] < 7400 and 76_000 < light.rects[0][1] < 78_500
    made: list[CitationDraft] = []
    screen.evidence.citation_made.connect(made.append)
    qtbot.waitUntil(lambda: screen.evidence.viewer.marked_text() != "")
    screen.evidence.cite()
    qtbot.waitUntil(lambda: bool(made))
    assert made[0].quote == "Приговор" and made[0].place == PagePlace(light.page + 1, light.rects)
    screen.evidence.close_exhibit()


def test_hit_in_a_flowing_text_is_lit(qtbot: QtBot, window: MainWindow) -> None:
    palette = palette_with(qtbot, window, "обыски")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    screen = window.current_screen()
    assert isinstance(screen, CaseScreen)
    canvas = screen.evidence.canvas
    qtbot.waitUntil(lambda: bool(canvas.highlights))
    span = canvas.highlights[0].span
    source = screen.evidence.viewer.source
    assert span is not None and source is not None
    words = source.words(canvas.highlights[0].page)
    assert words is not None and words.text[span[0] : span[1]] == "Обыск"
    assert screen.evidence.viewer.marked_text() == "Обыск", "what was found can be cited at once"
    screen.evidence.close_exhibit()


@pytest.mark.parametrize(("words", "panel"), [("апелляция", "checklist"), ("университеты", "opinion")])
def test_answers_and_paragraphs_are_found_and_shown(qtbot: QtBot, window: MainWindow, words: str, panel: str) -> None:
    palette = palette_with(qtbot, window, words)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    screen = window.current_screen()
    assert isinstance(screen, CaseScreen)
    assert screen.panel.currentWidget() is getattr(screen, panel)
    if panel == "checklist":
        assert screen.checklist.place()["item"] == "A1"


def test_all_results_with_chips_and_the_way_back(qtbot: QtBot, window: MainWindow) -> None:
    palette = palette_with(qtbot, window, "приговор вид:страница")
    palette.list.go_to("all:")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    screen = window.current_screen()
    assert isinstance(screen, ResultsScreen)
    chips = screen.groups.findChildren(type(screen.groups), options=Qt.FindChildOption.FindDirectChildrenOnly)
    names = [chip.text() for chip in chips if chip.isVisible()]  # type: ignore[attr-defined]
    assert names == ["All", "Pages 3"]
    qtbot.mouseClick(next(c for c in chips if c.isVisible() and c.text() == "Pages 3"), Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert screen.count.text() == "1–3 of 3" and not screen.on.isEnabled() and not screen.back.isEnabled()
    place = window.place()
    (chip,) = [
        c for c in screen.filters.children() if getattr(c, "text", lambda: "")().startswith("вид:") and c.isVisible()
    ]  # type: ignore[attr-defined]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    assert screen.field.text() == "приговор"
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert isinstance(window.current_screen(), CaseScreen)
    window.restore_place(place)
    assert window.current_screen() is screen and screen.field.text() == "приговор вид:страница"
    assert screen.count.text() == "1–3 of 3"


def test_nothing_found_says_how_to_go_on_and_filters_alone_list_what_fits(qtbot: QtBot, window: MainWindow) -> None:
    window.show_results("")
    screen = window.current_screen()
    assert isinstance(screen, ResultsScreen)
    assert "in every form" in screen.empty.label.text()
    for text, said in (
        ("абракадабра", "Nothing was found"),
        ("суд kind:zz", "kind:zz"),
        ("вид:страница", "Pages are found by words"),
    ):
        screen.field.setText(text)
        qtbot.keyClick(screen.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda wanted=said: wanted in screen.empty.label.text())
    screen.field.setText("дело:К-2026-1 вид:доказательство")
    qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.list)
    rows = [screen.list.rows.row_at(screen.list.rows.index(at)) for at in range(screen.list.rows.rowCount())]
    assert [row.title for row in rows if row is not None] == ["Exhibits", "A-002  Показания", "A-001  Судебный акт"]


def test_words_sought_reach_no_settings(qtbot: QtBot, window: MainWindow, ctx: Context) -> None:
    window.show_results("сокровенное")
    window.flush()
    ctx.settings.save()
    profile = ctx.services.vault.folder.parent
    files_seen = [file for file in profile.rglob("*") if file.is_file()]
    assert any(file.suffix == ".db" for file in files_seen)
    for file in files_seen:
        assert "сокровенное".encode() not in file.read_bytes(), file


@pytest.mark.parametrize("language", ["en", "ru"])
def test_results_have_room_and_names(qtbot: QtBot, services: Services, language: Language) -> None:
    ctx = plain_context(language, words=Stretched(language), services=services)
    for window in shown(ctx):
        window.show_results("приговор вид:страница")
        qtbot.waitUntil(lambda seen=window: not cut_texts(seen))
        assert not nameless(window)


def test_new_exhibits_are_read_in_the_background(qtbot: QtBot, tmp_path: Path) -> None:
    jobs = ThreadJobs()
    ctx = real_context(tmp_path, jobs=jobs)
    services = ctx.services

    def fill() -> None:
        case = services.register.create_case(CaseDraft(title="One")).value.id
        admit(services, case, files.pdf(tmp_path / "a.pdf", 2), "Акт")

    def enter() -> Done[SourceView]:
        staged = services.evidence.stage(files.note(tmp_path / "b.txt"))
        return services.sources.create(SourceDraft(title_en="Report", publisher="Paper"), staged)

    for window in shown(ctx):
        jobs.database(fill).result()
        window.texts.start()
        qtbot.waitUntil(lambda seen=window: seen.texts.running)
        assert not ctx.tasks.busy, "neither lock nor end waits for it"
        qtbot.waitUntil(lambda seen=window: not seen.texts.running, timeout=15_000)
        found = jobs.database(lambda: services.everything.search("приговоров")).result()
        assert found.group("page").total == 2
        soon = window.texts.findChild(QTimer)
        assert soon is not None
        soon.stop()
        ctx.run(window, enter)
        qtbot.waitUntil(soon.isActive)
        window.texts.start()
        qtbot.waitUntil(lambda seen=window: seen.texts.running)
        qtbot.waitUntil(lambda seen=window: not seen.texts.running, timeout=15_000)
        found = jobs.database(lambda: services.everything.search("приговоров")).result()
        assert (found.group("page").total, found.group("source").total) == (2, 1), "sources follow the exhibits"
    ctx.background.stop()
    services.close()
