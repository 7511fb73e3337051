"""The register of country information by mouse and keys: enter, attach, read, use in a case, disclose, come back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.jobs import Progress
from desktop.services import Services
from models.views.assessment import AnswerDraft
from models.views.evidence import CitationDraft, StagedFile, TextPlace
from models.views.register import CaseDraft
from models.views.sources import ANSWERS, QUESTIONS, Quality, SourceDraft
from tests.evidence import files
from tests.evidence.recordings import wav
from tests.ui.evidence.files import PASSWORD, locked
from tests.ui.kit import Stretched, cut_texts, nameless, plain_context, real_context
from ui.context import Context
from ui.evidence import source_texts
from ui.evidence.archive_view import ArchiveView
from ui.evidence.disclosure_sheet import DisclosureSheet
from ui.evidence.grid_view import GridView
from ui.evidence.media_view import MediaView
from ui.evidence.pick_sheet import PickSheet
from ui.evidence.remove_source_sheet import RemoveSourceSheet
from ui.evidence.source_form import SourceForm
from ui.evidence.source_sheet import SourceSheet
from ui.evidence.sources_screen import SourcesScreen
from ui.main_window import MainWindow
from ui.palette import Palette
from ui.register.case_screen import CaseScreen
from ui.widgets.label import Label
from ui.widgets.row import ROW


@pytest.fixture(scope="module")
def services(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = real_context(tmp_path_factory.mktemp("sources")).services
    made.register.create_case(CaseDraft(title="Первое дело"))
    yield made
    made.close()


def shown(ctx: Context) -> Iterator[MainWindow]:
    window = MainWindow(ctx)
    window.resize(1366, 728)
    window.show()
    window.show_place("sources")
    yield window
    window.retire()
    window.close()
    window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[MainWindow]:
    yield from shown(plain_context(services=services))


def screen_of(window: MainWindow) -> SourcesScreen:
    screen = window.current_screen()
    assert isinstance(screen, SourcesScreen)
    return screen


def sheet_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    return next(sheet for sheet in window.findChildren(kind) if sheet.isVisible())


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible() and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_source_from_its_entry_to_the_exhibit_in_a_case(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    screen = screen_of(window)
    click(qtbot, screen.empty.button)
    sheet = sheet_of(window, SourceSheet)
    assert isinstance(sheet, SourceSheet)
    form = sheet.form
    qtbot.keyClicks(form.texts["title_en"], "Report on free speech")
    click(qtbot, sheet.accept_button)
    assert "published" in form.form.rows["publisher"].note.text(), "the fault stands at its field"
    assert not sheet.banners.banners(), "and nowhere else"
    qtbot.keyClicks(form.texts["publisher"], "Example Monitor")
    qtbot.keyClicks(form.dates["published_on"], "11.2025")
    qtbot.keyClicks(form.dates["stale_on"], "01.01.2020")
    chosen = [answer_by_keys(qtbot, form, number, question) for number, question in enumerate(QUESTIONS)]
    assert {code for code, _ in chosen} == set(ANSWERS)
    click(qtbot, sheet.accept_button)
    pane = screen.pane
    qtbot.waitUntil(lambda: pane.title.text() == "Report on free speech")
    assert pane.state.text() == "stale" and not pane.use.isEnabled()
    row = screen.list.rows.row_at(screen.list.currentIndex())
    assert row is not None and (row.chip, row.detail) == ("stale", "Example Monitor · 11.2025")
    assert pane.source is not None and pane.source.open_questions == 0
    assert [(one.answer, one.note) for one in pane.source.draft.quality] == chosen
    seen = [label.accessibleName() for label in pane.questions.findChildren(Label)]
    for question, (code, ground) in zip(QUESTIONS, chosen, strict=True):
        assert f"{source_texts.QUESTIONS[question]}: {source_texts.ANSWERS[code]}: {ground}" in seen
    screen.flows.attach(pane.source.id, files.pdf(tmp_path / "report.pdf", 2))
    qtbot.waitUntil(lambda: pane.use.isEnabled())
    pane.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: pane.reader.viewer.source is not None and pane.reader.viewer.source.pages == 2)
    pane.tabs.setCurrentIndex(0)
    assert pane.reader.viewer.source is None, "what is not looked at keeps no decoder"
    click(qtbot, pane.use)
    pick = sheet_of(window, PickSheet)
    assert isinstance(pick, PickSheet)
    click(qtbot, pick.accept_button)
    qtbot.waitUntil(lambda: pane.uses.rows.rowCount() == 1)
    click(qtbot, pane.disclose)
    asked = sheet_of(window, DisclosureSheet)
    assert isinstance(asked, DisclosureSheet)
    asked.day.clear()
    qtbot.keyClicks(asked.day, "01.11.2025")
    click(qtbot, asked.accept_button)
    qtbot.waitUntil(lambda: "01.11.2025" in _detail(pane.uses))
    pane.uses.setFocus()
    qtbot.keyClick(pane.uses, Qt.Key.Key_Return)
    case = window.current_screen()
    assert isinstance(case, CaseScreen)
    qtbot.waitUntil(lambda: case.evidence.viewer.source is not None)
    assert case.evidence.exhibit is not None and case.evidence.exhibit.number == "C-001"
    case.evidence.close_exhibit()


def answer_by_keys(qtbot: QtBot, form: SourceForm, number: int, question: str) -> tuple[str, str]:
    """Answer one of the nine questions by arrow keys and give a ground; what was chosen."""
    box, ground = form.answers[question]
    box.setFocus()
    for _ in range(number % len(ANSWERS) + 1):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert form.window().focusWidget() is ground, "the ground follows its answer"
    qtbot.keyClicks(ground, f"so {number}")
    return box.code(), f"so {number}"


def _detail(rows: object) -> str:
    row = rows.rows.row_at(rows.currentIndex())  # type: ignore[attr-defined]
    return row.detail if row is not None else ""


def test_a_search_that_finds_nothing_leads_back_to_all(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    services.sources.create(SourceDraft(title_en="Harbour report", publisher="Coast"))
    screen = screen_of(window)
    screen.search.setText("nothing of the kind")
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.empty)
    assert screen.empty.button.text() == "Show all sources"
    click(qtbot, screen.empty.button)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.split)
    assert screen.search.text() == "" and screen.list.rows.rowCount() == len(services.sources.found(""))


def test_from_the_case_a_source_is_taken_in_and_read(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    staged = services.evidence.stage(files.note(tmp_path / "a.txt"))
    services.sources.create(SourceDraft(title_en="Another report", publisher="Paper"), staged)
    other = services.register.create_case(CaseDraft(title="Second")).value.id
    case = window.open_case(other)
    assert isinstance(case, CaseScreen)
    qtbot.keyClick(case, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    pick = sheet_of(window, PickSheet)
    assert isinstance(pick, PickSheet)
    qtbot.keyClicks(pick.field, "another")
    qtbot.keyClick(pick.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: case.evidence.viewer.source is not None)
    assert case.evidence.exhibit is not None and case.evidence.exhibit.details.kind == "country_info"
    case.evidence.close_exhibit()
    window.close_case()


def test_search_leads_to_the_source(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    quality = (Quality("yes"), Quality("no", "of last year"), *(Quality() for _ in QUESTIONS[2:]))
    draft = SourceDraft(title_en="Lighthouse survey", publisher="Coast", quality=quality)
    made = services.sources.create(draft, stored(services, "survey.csv")).value
    window.show_results("lighthouses kind:source")
    window.current_screen().list.setFocus()  # type: ignore[attr-defined]
    qtbot.keyClick(window.current_screen().list, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert screen_of(window).list.current_key() == made.id
    pane = screen_of(window).pane
    click(qtbot, pane.remove)
    sheet = sheet_of(window, RemoveSourceSheet)
    assert isinstance(sheet, RemoveSourceSheet) and sheet.cancel_button.isDefault()
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert services.sources.source(made.id) == made, "Enter is the safe button"
    click(qtbot, pane.remove)
    sheet = sheet_of(window, RemoveSourceSheet)
    assert isinstance(sheet, RemoveSourceSheet)
    said = " ".join(label.text() for label in sheet.findChildren(Label))
    assert "2 answers to the nine questions" in said and "its sealed file survey.csv" in said and "Backups" in said
    assert not cut_texts(sheet) and not nameless(sheet)
    click(qtbot, sheet.accept_button)
    qtbot.waitUntil(lambda: screen_of(window).list.rows.place_of(made.id) < 0)


def palette_with(qtbot: QtBot, window: MainWindow, text: str) -> Palette:
    window.activateWindow()  # nobody gives the window back after a sheet on this platform
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = next(one for one in window.findChildren(Palette) if one.isVisible())
    palette.field.insert(text)  # QTest types Latin letters only
    qtbot.waitUntil(lambda: palette.list.current_key().startswith("find:"))
    return palette


def test_words_of_a_file_lead_to_their_place_in_it(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    pdf = files.pdf(tmp_path / "chronicle.pdf", 3, lines=("Хроника: береговой бакен погашен.",))
    services.sources.create(SourceDraft(title_en="Chronicle", publisher="Coast"), services.evidence.stage(pdf))
    table = "страна,основание\n" + "Пример,предупреждён\n" * 5 + "Пример,бакенщик оштрафован\n"
    fines = stored(services, "fines.csv", table.encode())
    services.sources.create(SourceDraft(title_en="Fines", publisher="Coast"), fines)
    services.reading.run(Progress(), lambda work: work())
    palette = palette_with(qtbot, window, "бакены «лист 2»")
    row = palette.list.rows.row_at(palette.list.currentIndex())
    assert row is not None and row.title == "p. 2  Chronicle"
    assert [row.detail[start:end] for start, end in row.marks] == ["бакен", "Лист 2"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    pane = screen_of(window).pane
    canvas = pane.reader.viewer.canvas
    qtbot.waitUntil(lambda: bool(canvas.highlights and canvas.highlights[0].rects))
    (light,) = canvas.highlights
    assert pane.title.text() == "Chronicle" and pane.stack.currentWidget() is pane.reader
    assert light.role == "cited" and light.page == canvas.page == 1
    assert light.rects[0][0] > 12_000 and 76_500 < light.rects[0][1] < 77_500, "in the middle of the first line"
    assert pane.reader.viewer.marked_text() == "бакен" and window.focusWidget() is canvas

    def opened() -> int:
        return sum(event.action == "source.opened" for event in services.vault.audit().items)

    before = opened()
    qtbot.keyClick(palette_with(qtbot, window, "«лист 3» бакен").field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: canvas.page == 2 and bool(canvas.highlights[0].rects))
    assert opened() == before and window.focusWidget() is canvas, "what is open is not opened again"
    qtbot.keyClick(palette_with(qtbot, window, "оштрафовать kind:source").field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(pane.reader.others.current, GridView), timeout=10_000)
    grid = pane.reader.others.current
    assert isinstance(grid, GridView)
    qtbot.waitUntil(lambda: grid.table.currentIndex().row() == 6, timeout=10_000)
    assert grid.table.currentIndex().column() == 1
    screen, places = screen_of(window), screen_of(window).list
    screen.search.insert("бакен")
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: places.rows.rowCount() == 6)
    rows = [row for at in range(6) if (row := places.rows.row_at(places.rows.index(at))) is not None]
    assert [row.title for row in rows] == ["Chronicle", "p. 1", "p. 2", "p. 3", "Fines", "B7"]
    assert (rows[0].detail, rows[4].detail) == ("found in 3 places · Coast", "found in 1 place · Coast")
    assert rows[1].depth and rows[1].detail[slice(*rows[1].marks[0])] == "бакен"
    places.setFocus()
    places.go_to(rows[3].key)
    assert pane.title.text() == "Chronicle"
    qtbot.keyClick(places, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: canvas.page == 2 and bool(canvas.highlights and canvas.highlights[0].rects))
    assert window.focusWidget() is canvas and pane.reader.viewer.marked_text() == "бакен"


def test_a_source_that_is_relied_on_stays_and_says_where(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    made = services.sources.create(SourceDraft(title_en="Court practice", publisher="Court"), stored(services, "a.txt"))
    case = services.register.create_case(CaseDraft(title="Case of the court")).value.id
    copied = services.sources.copy(services.sources.peek(made.value.id))
    exhibit = services.sources.use(made.value.id, case, copied).value
    citation = CitationDraft(exhibit.id, exhibit.sha256, TextPlace(0, 4, "utf-8", "text/1"), "some")
    services.assessment.answer(case, "A1", AnswerDraft("UNKNOWN", "See there.", (citation,)))
    screen_of(window).show_source(made.value.id)
    click(qtbot, screen_of(window).pane.remove)
    sheet = sheet_of(window, RemoveSourceSheet)
    assert isinstance(sheet, RemoveSourceSheet) and sheet.relied is not None
    assert sheet.accept_button.isHidden() and not cut_texts(sheet) and not nameless(sheet)
    model = sheet.relied.model()
    told = [model.index(row, 0).data(ROW) for row in range(model.rowCount())]
    assert [row.title for row in told] == ["Case of the court · C-001", "Case of the court · Answer to A1"]
    assert "1 citation" in told[0].detail
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert services.sources.source(made.value.id).uses


def stored(services: Services, name: str, data: bytes = b"some words\n") -> StagedFile:
    return services.evidence.stage(io.BytesIO(data), name)


def test_a_file_that_was_altered_is_marked_and_says_what_to_do(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    staged = services.evidence.stage(io.BytesIO(b"words " * 50), "a.txt")
    made = services.sources.create(SourceDraft(title_en="Altered later", publisher="Monitor"), staged).value
    screen = screen_of(window)
    screen.show_source(made.id)
    pane = screen.pane
    qtbot.waitUntil(lambda: pane.source is not None and pane.source.id == made.id)
    assert pane.state.isHidden()
    sealed = services.vault.objects.path(staged.object_id)
    data = bytearray(sealed.read_bytes())
    data[-1] ^= 1
    sealed.chmod(0o600)
    sealed.write_bytes(data)
    window.commands.actions.by_name["verify"].trigger()
    qtbot.waitUntil(lambda: pane.state.text() == "altered" and pane.state.isVisible(), timeout=10_000)
    names = [label.accessibleName() for label in pane.facts.findChildren(Label)]
    assert any(name.startswith("Altered: On ") and "enter it as a new source" in name for name in names)


def test_a_source_that_is_removed_while_it_is_verified_is_nothing_found(
    qtbot: QtBot, window: MainWindow, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = services.evidence.integrity
    made = services.sources.create(SourceDraft(title_en="Gone", publisher="Paper"), stored(services, "gone.txt")).value
    wanted = tuple(one for one in check.targets() if one.source_id == made.id)
    monkeypatch.setattr(check, "targets", lambda *_: wanted)
    services.sources.remove(made.id)
    with qtbot.waitSignal(window.ctx.messages.toasted, timeout=5_000) as said:
        window.commands.actions.by_name["verify"].trigger()
    assert said.args[0] == "Nothing was left to verify: it has been removed meanwhile."


def test_every_kind_of_file_is_read_in_its_own_viewer(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    """Tables, archives, recordings and locked documents, as the evidence pane shows them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("annex.txt", "words")
    octets = {
        "table.csv": ("страна,год\n" + "Пример,2025\n" * 5).encode(),
        "annex.zip": packed.getvalue(),
        "talk.wav": wav(1),
        "locked.pdf": locked(),
    }
    ids = {}
    for name, data in octets.items():
        draft = SourceDraft(title_en=f"Kind {name}", publisher="Paper")
        ids[name] = services.sources.create(draft, stored(services, name, data)).value.id
    screen = screen_of(window)
    reader = screen.pane.reader
    screen.show_source(ids["table.csv"])
    screen.pane.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: isinstance(reader.others.current, GridView), timeout=10_000)
    grid = reader.others.current
    assert isinstance(grid, GridView)
    qtbot.waitUntil(lambda: grid.model.cell(1, 1).text == "2025", timeout=10_000)
    screen.show_source(ids["annex.zip"])
    qtbot.waitUntil(lambda: isinstance(reader.others.current, ArchiveView), timeout=10_000)
    archive = reader.others.current
    assert isinstance(archive, ArchiveView)
    qtbot.waitUntil(archive.take.isEnabled, timeout=10_000)
    click(qtbot, archive.take)
    assert "Use the source in a case first" in reader.banners.banners()[0].text
    screen.show_source(ids["talk.wav"])
    qtbot.waitUntil(lambda: isinstance(reader.others.current, MediaView), timeout=10_000)
    media = reader.others.current
    assert isinstance(media, MediaView) and media.duration == 1000 and not reader.banners.banners()
    qtbot.waitUntil(lambda: bool(media.time_bar.loudness), timeout=10_000)
    screen.show_source(ids["locked.pdf"])
    qtbot.waitUntil(reader.password.isVisible, timeout=10_000)
    assert reader.others.current is None and reader.password.keep.isHidden()
    qtbot.keyClicks(reader.password.field, "wrong")
    qtbot.keyClick(reader.password.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(reader.password.row.note.text()), timeout=10_000)
    assert "does not open" in reader.password.row.note.text()
    reader.password.field.setText(PASSWORD)
    click(qtbot, reader.password.button)
    qtbot.waitUntil(lambda: reader.viewer.source is not None and reader.viewer.source.pages == 2, timeout=10_000)
    assert not nameless(window)
    services.reading.run(Progress(), lambda work: work())
    (hit, _other) = services.everything.page("angeklagt", "source").results
    assert hit.owner_id == ids["locked.pdf"], "with its password it is read for the search too"
    screen.pane.tabs.setCurrentIndex(0)
    assert reader.viewer.source is None and not reader.opener.exhibit_id


@pytest.mark.parametrize(("language", "percent"), [("en", 100), ("ru", 200)])
def test_the_register_has_room_and_names(qtbot: QtBot, services: Services, language: Language, percent: int) -> None:
    services.sources.create(SourceDraft(title_en=f"Report {language}", title_ru="Доклад", publisher="Издатель"))
    ctx = plain_context(language, words=Stretched(language), percent=percent, services=services)
    for window in shown(ctx):
        qtbot.waitUntil(lambda seen=window: not cut_texts(seen))
        assert not nameless(window)
        sheet = screen_of(window).new_source()
        qtbot.waitUntil(lambda seen=sheet: not cut_texts(seen))
        assert not nameless(sheet)
        sheet.reject()
