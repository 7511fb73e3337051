"""The list of signed papers: shown, read, verified, exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from tests.filing.settled import PIN, Place
from tests.ui.kit import cut_texts, nameless
from tests.ui.papers.conftest import Windows
from ui.papers.papers_screen import PapersScreen
from ui.papers.preview_sheet import PreviewSheet
from ui.papers.verify_sheet import VerifySheet
from ui.widgets.row import ROW

LEFT = Qt.MouseButton.LeftButton


def screen_of(place: Place, windows: Windows, qtbot: QtBot, language: Language = "en", **looks: object) -> PapersScreen:
    ctx, window = windows(place, language, **looks)
    screen = PapersScreen(ctx)
    window.setCentralWidget(screen)
    window.show()
    qtbot.waitExposed(window)
    return screen


def test_without_papers_it_says_what_belongs_here(place: Place, windows: Windows, qtbot: QtBot) -> None:
    screen = screen_of(place, windows, qtbot)
    assert screen.stack.currentWidget() is screen.empty
    assert "No paper has been signed yet" in screen.empty.label.text()


def test_papers_are_listed_newest_first_and_drawn(papers: Place, windows: Windows, qtbot: QtBot) -> None:
    second, first = (paper.id for paper in papers.services.issue.papers().rows)
    screen = screen_of(papers, windows, qtbot)
    rows = [screen.list.rows.index(n).data(ROW) for n in range(2)]
    assert [row.key for row in rows] == [second, first]
    assert rows[1].struck and rows[1].chip == "superseded" and not rows[0].struck
    assert screen.number.text() == "З-К-2026-00001-2"
    qtbot.waitUntil(lambda: screen.pages.source is not None, timeout=10_000)
    assert screen.pages.page.text().startswith("page 1 of ")
    qtbot.waitUntil(lambda: bool(screen.pages.source.frames), timeout=10_000)  # a page was really drawn
    qtbot.mouseClick(screen.pages.following, LEFT)
    assert screen.pages.page.text().startswith("page 2 of ")
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    assert screen.number.text() == "З-К-2026-00001-1"
    assert screen.state.text() == "superseded by З-К-2026-00001-2"
    screen.pages.clear()


def test_a_paper_is_verified_in_sentences(papers: Place, windows: Windows, qtbot: QtBot) -> None:
    screen = screen_of(papers, windows, qtbot, "ru")
    qtbot.mouseClick(screen.verify, LEFT)
    assert screen.verdict.isVisible() and screen.verdict.chip.text() == "действителен"
    assert "меткой времени оно не подтверждено" in screen.verdict.rest.text()
    qtbot.mouseClick(screen.verdict.close_button, LEFT)
    assert not screen.verdict.isVisible()
    screen.pages.clear()


def test_export_writes_a_copy_and_refuses_an_existing_file(
    papers: Place, windows: Windows, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = papers.services.issue.papers().rows[0].id
    screen = screen_of(papers, windows, qtbot)
    target = tmp_path / "out.pdf"
    screen.export_to(target)
    assert target.read_bytes() == papers.services.issue.content(paper)
    assert not screen.banners.banners()
    screen.export_to(target)
    assert "is there already" in screen.banners.banners()[0].text
    screen.pages.clear()


def test_a_new_paper_appears_by_itself(place: Place, windows: Windows, signer_p12: Path, qtbot: QtBot) -> None:
    screen = screen_of(place, windows, qtbot)
    identities, issue = place.services.identities, place.services.issue
    one = identities.import_file(signer_p12.read_bytes(), PIN).value
    screen._ctx.run(screen, lambda: issue.sign(place.case_id, "en", one.id, PIN))
    assert screen.stack.currentWidget() is screen.split
    assert screen.count.text() == "1 paper"
    screen.pages.clear()


def test_a_file_outside_is_checked_in_a_sheet(papers: Place, windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    paper = papers.services.issue.papers().rows[0].id
    out, root = tmp_path / "out.pdf", tmp_path / "root.pem"
    papers.services.issue.export(paper, out)
    screen = screen_of(papers, windows, qtbot)
    screen.check_file(out)
    sheet = screen.window().findChild(VerifySheet)
    assert sheet.panel.chip.text() == "valid"
    root.write_text(papers.services.identities.list()[0].root_pem)
    sheet.add_root(root)
    assert sheet.trusted.text() == "Also trusted here: root.pem"
    sheet.add_root(out)  # no certificate
    assert "holds no certificate" in sheet.banners.banners()[0].text
    sheet.reject()
    changed = bytearray(out.read_bytes())
    changed[4000] ^= 1
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(changed)
    other = VerifySheet(screen._ctx, screen, forged)
    other.open()
    assert other.panel.chip.text() == "not valid"
    other.reject()
    screen.pages.clear()


def test_the_preview_shows_a_draft_in_either_language(place: Place, windows: Windows, qtbot: QtBot) -> None:
    ctx, window = windows(place, "en")
    window.show()
    sheet = PreviewSheet(ctx, place.case_id, window)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.view.source is not None, timeout=10_000)
    assert "pages" in sheet.facts.text() and "citations" in sheet.facts.text()
    english = sheet.view.source
    sheet.language.setCurrentIndex(0)
    qtbot.waitUntil(lambda: sheet.view.source not in (None, english), timeout=10_000)
    sheet.reject()
    assert place.services.issue.papers().total == 0


@pytest.mark.parametrize(
    ("language", "theme", "percent"), [("ru", "light", 100), ("ru", "dark", 150), ("en", "dark", 100)]
)
def test_nothing_is_cut_and_everything_has_a_name(
    papers: Place, windows: Windows, qtbot: QtBot, language: Language, theme: str, percent: int
) -> None:
    screen = screen_of(papers, windows, qtbot, language, theme=theme, percent=percent)
    qtbot.mouseClick(screen.verify, LEFT)
    qtbot.wait(50)
    assert cut_texts(screen.window()) == []
    assert nameless(screen.window()) == []
    screen.pages.clear()
