"""Signing by real clicks: identity made or taken in, PIN, what blocks, what comes after."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from models.views.assessment import OpinionDraft
from tests.filing.settled import PIN, Place
from tests.ui.kit import cut_texts, nameless
from tests.ui.papers.conftest import Windows
from ui.context import Context
from ui.signing.identity_sheet import IdentitySheet
from ui.signing.sign_sheet import SignSheet

LEFT = Qt.MouseButton.LeftButton


def opened(
    place: Place, windows: Windows, qtbot: QtBot, language: Language = "en"
) -> tuple[Context, QMainWindow, SignSheet]:
    ctx, window = windows(place, language)
    window.show()
    sheet = SignSheet(ctx, place.case_id, window)
    sheet.open()
    qtbot.waitExposed(sheet)
    return ctx, window, sheet


def test_an_identity_is_made_and_signs(place: Place, windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    _ctx, window, sheet = opened(place, windows, qtbot)
    assert "З-К-2026-00001-1" in sheet.facts.text() and "2 exhibits" in sheet.facts.text()
    assert sheet.identity.none.isVisible() and not sheet.accept_button.isEnabled()
    qtbot.mouseClick(sheet.identity.make, LEFT)
    making = window.findChild(IdentitySheet) or sheet.findChild(IdentitySheet)
    assert making.name.text() == "Докладчикова Мария Ивановна"
    qtbot.keyClicks(making.pin, "123")
    qtbot.mouseClick(making.accept_button, LEFT)
    assert making.form.fault("pin", "short")
    making.pin.clear()
    qtbot.keyClicks(making.pin, PIN)
    qtbot.keyClicks(making.again, "999999")
    qtbot.mouseClick(making.accept_button, LEFT)
    assert place.services.identities.list() == ()
    making.again.clear()
    qtbot.keyClicks(making.again, PIN)
    qtbot.mouseClick(making.accept_button, LEFT)
    qtbot.waitUntil(lambda: len(place.services.identities.list()) == 1)
    assert "this program issued itself" in sheet.identity.kind.text()
    assert not sheet.accept_button.isEnabled()  # the PIN is not typed yet
    qtbot.keyClicks(sheet.identity.pin, "000000")
    with qtbot.assertNotEmitted(sheet.signed):
        qtbot.mouseClick(sheet.accept_button, LEFT)
    assert "does not open the signing identity" in sheet.banners.banners()[0].text
    sheet.identity.pin.clear()
    qtbot.keyClicks(sheet.identity.pin, PIN)
    with qtbot.waitSignal(sheet.signed) as signed:
        qtbot.keyClick(sheet.identity.pin, Qt.Key.Key_Return)
    paper = signed.args[0]
    assert paper.number == "З-К-2026-00001-1"
    assert place.services.issue.papers().total == 1
    note = sheet.note
    assert note is not None and paper.number in note.said.text()
    qtbot.mouseClick(note.verify, LEFT)
    assert note.verdict.chip.text() == "valid"
    note.export_to(tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").is_file()
    note.export_to(tmp_path / "out.pdf")
    assert "is there already" in note.banners.banners()[0].text
    qtbot.mouseClick(sheet.cancel_button, LEFT)


def test_an_identity_from_a_file_signs_in_russian(
    place: Place, windows: Windows, qtbot: QtBot, signer_p12: Path
) -> None:
    _ctx, window, sheet = opened(place, windows, qtbot, "ru")
    sheet.identity.take_file(signer_p12)
    taking = window.findChild(IdentitySheet) or sheet.findChild(IdentitySheet)
    qtbot.keyClicks(taking.pin, "111111")
    qtbot.mouseClick(taking.accept_button, LEFT)
    assert "PIN-код не открывает" in taking.banners.banners()[0].text
    taking.pin.clear()
    qtbot.keyClicks(taking.pin, PIN)
    qtbot.mouseClick(taking.keep, LEFT)
    qtbot.mouseClick(taking.accept_button, LEFT)
    qtbot.waitUntil(lambda: sheet.accept_button.isEnabled())
    assert not sheet.identity.pin_row.isVisible()  # the PIN is kept
    assert "неквалифицированная" in sheet.identity.kind.text()
    sheet.language.setCurrentIndex(1)
    with qtbot.waitSignal(sheet.signed) as signed:
        qtbot.mouseClick(sheet.accept_button, LEFT)
    assert signed.args[0].language == "en"
    assert "подписано" in sheet.heading.text()
    around = next(area for area in sheet.findChildren(QScrollArea) if area.isAncestorOf(sheet.note))
    whole = around.widget()
    qtbot.waitUntil(
        lambda: sheet.note.isVisible() and whole.height() >= whole.layout().totalHeightForWidth(whole.width())
    )
    qtbot.waitUntil(lambda: whole.height() <= around.viewport().height())  # nothing has to be scrolled to
    sheet.reject()


def test_what_blocks_is_named_and_leads_there(place: Place, windows: Windows, qtbot: QtBot, signer_p12: Path) -> None:
    place.services.identities.import_file(signer_p12.read_bytes(), PIN, keep_pin=True)
    place.services.assessment.save_opinion_draft(place.case_id, OpinionDraft())
    _ctx, _window, sheet = opened(place, windows, qtbot)
    assert sheet.obstacles.isVisible() and not sheet.accept_button.isEnabled()
    assert not sheet.identity.isVisible()
    with qtbot.waitSignal(sheet.obstacle_opened) as led:
        sheet.obstacles.opened.emit(place.services.issue.obstacles(place.case_id, "en")[0])
    assert led.args[0].code
    assert place.services.issue.papers().total == 0


def test_an_expired_identity_can_be_chosen_but_does_not_sign(
    place: Place, windows: Windows, qtbot: QtBot, signer_p12: Path
) -> None:
    place.services.identities.import_file(signer_p12.read_bytes(), PIN, keep_pin=True)
    place.clock.advance(days=4 * 365)
    _ctx, _window, sheet = opened(place, windows, qtbot)
    assert "not usable today" in sheet.identity.box.currentText()
    assert not sheet.accept_button.isEnabled()
    sheet.reject()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_is_cut_and_everything_has_a_name(
    place: Place, windows: Windows, qtbot: QtBot, signer_p12: Path, language: Language
) -> None:
    place.services.identities.import_file(signer_p12.read_bytes(), PIN)
    ctx, window, sheet = opened(place, windows, qtbot, language)
    qtbot.wait(50)
    assert cut_texts(sheet) == []
    assert nameless(sheet) == []
    assert sheet.identity.pin.hasFocus() or sheet.focusWidget() is sheet.identity.pin
    making = IdentitySheet(ctx, window)
    making.open()
    qtbot.waitExposed(making)
    qtbot.wait(50)
    assert cut_texts(making) == []
    assert nameless(making) == []
    making.reject()
    sheet.reject()
