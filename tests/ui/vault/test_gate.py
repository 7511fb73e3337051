"""The unlock window over real vaults: right and wrong keys, waiting, languages, and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.clock import SystemClock
from desktop.i18n import Language, Words
from desktop.jobs import InlineJobs
from desktop.roles import Handed
from desktop.services import Setup
from desktop.settings import Settings
from desktop.vault.kdf import KdfPolicy
from tests.ui.kit import PASSPHRASE, Stretched, cheap_setup, cut_texts, made_vault, nameless
from ui.theme import Theme
from ui.vault.create_assistant import CreateAssistant
from ui.vault.gate import Gate
from ui.vault.handover import KeyHandover
from ui.vault.restore_page import RestorePage
from ui.vault.retype_step import RetypeStep
from ui.vault.unlock_window import UnlockWindow
from ui.widgets.button import Button


class Gatehouse:
    """A workstation whose unlock window is open, with the other end of the handover in hand."""

    def __init__(self, setup: Setup, qtbot: QtBot, language: Language = "en") -> None:
        self.setup = setup
        self.qtbot = qtbot
        self.settings = Settings(language=language, theme="light", file=setup.paths.config / "settings.json")
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = Theme(self.settings)
        theme.apply(app)
        self.handover = KeyHandover()
        self.given: list[Handed] = []
        self.left: list[Path] = []
        self.handover.given.connect(self.given.append)
        self.gate = Gate(self.settings, theme, self.handover, lambda: self.setup, self.left.append, jobs=InlineJobs())

    def open(self, words: Words | None = None, vault: Path | None = None, **more: Any) -> UnlockWindow:
        self.gate.open(words or Words(self.settings.language), vault, **more)
        return self.window

    def close(self) -> None:
        if self.gate.window is not None:
            self.gate.window.close()
            self.gate.window.deleteLater()

    @property
    def window(self) -> UnlockWindow:
        assert self.gate.window is not None
        return self.gate.window

    def said(self) -> str:
        return " / ".join(banner.text for banner in self.window.page.banners.banners())


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[Gatehouse]:
    opened = Gatehouse(cheap_setup(tmp_path), qtbot)
    yield opened
    opened.close()


@pytest.fixture
def vault(house: Gatehouse, tmp_path: Path) -> Path:
    folder = tmp_path / "office.collegium"
    made_vault(house.setup, folder)
    return folder


def click(qtbot: QtBot, button: Any) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def unlock(house: Gatehouse, text: str) -> None:
    field = house.window.page.field
    field.setText("")
    house.qtbot.keyClicks(field, text)
    house.qtbot.keyClick(field, Qt.Key.Key_Return)


def test_first_start_leads_to_creating(house: Gatehouse) -> None:
    window = house.open()
    assert not window.page.field.isVisible()
    assert window.focusWidget() is window.page.make


def test_passphrase_opens_and_the_window_leaves_when_the_desk_stands(house: Gatehouse, vault: Path) -> None:
    window = house.open(vault=vault)
    assert window.focusWidget() is window.page.field
    unlock(house, PASSPHRASE)
    assert [(handed.folder, len(handed.key)) for handed in house.given] == [(vault, 32)]
    assert house.settings.recent == [str(vault)]
    assert not house.left
    house.handover.shown.emit()
    assert house.left == [vault]
    assert not window.isVisible()
    assert window.page.field.text() == ""


def test_wrong_passphrase_says_so_counts_and_waits(house: Gatehouse, vault: Path) -> None:
    window = house.open(vault=vault)
    for _ in range(3):
        unlock(house, "not the right one at all")
    assert "does not open with this passphrase" in house.said()
    assert window.page.field.hasSelectedText()
    unlock(house, "not the right one at all")
    assert "Wait" in window.page.unlock.text()
    assert not window.page.unlock.isEnabled()
    unlock(house, PASSPHRASE)
    assert not house.given, "no try before the time is over"
    window.page.wait(0)
    unlock(house, PASSPHRASE)
    assert house.given


def test_failed_tries_of_before_are_told(house: Gatehouse, vault: Path) -> None:
    house.open(vault=vault)
    unlock(house, "not the right one at all")
    house.open(vault=vault)
    house.qtbot.waitUntil(lambda: "1 attempt to unlock" in house.said())


def test_recovery_key_opens(house: Gatehouse, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "card.collegium"
    created = house.setup.vaults().create(folder, PASSPHRASE)
    window = house.open(vault=folder)
    click(qtbot, window.page.recovery)
    unlock(house, "0000 0000")
    assert "has a slip in it" in house.said()
    unlock(house, created.recovery_key.lower().replace("-", " "))
    assert house.given[0].key == created.vault_key


def test_caps_lock_is_noticed_from_the_letters(house: Gatehouse, vault: Path, qtbot: QtBot) -> None:
    window = house.open(vault=vault)
    qtbot.keyClick(window.page.field, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert "Caps" not in window.page.row.note.text()
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    QApplication.sendEvent(window.page.field, event)
    assert window.page.row.note.text() == "Caps Lock seems to be on."
    qtbot.keyClick(window.page.field, Qt.Key.Key_B)
    assert not window.page.row.note.isVisible()


def test_text_can_be_shown(house: Gatehouse, vault: Path, qtbot: QtBot) -> None:
    field = house.open(vault=vault).page.field
    assert field.echoMode() == field.EchoMode.Password
    qtbot.keyClick(field, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert field.echoMode() == field.EchoMode.Normal


def test_folder_that_is_no_vault(house: Gatehouse, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "photos").mkdir()
    house.open(vault=tmp_path / "photos")
    qtbot.waitUntil(lambda: "There is no vault in this folder." in house.said())


def test_damaged_header_is_told_before_the_passphrase(house: Gatehouse, vault: Path, qtbot: QtBot) -> None:
    header = bytearray((vault / "header.a").read_bytes())
    header[40] ^= 1
    (vault / "header.a").write_bytes(header)
    house.open(vault=vault)
    qtbot.waitUntil(lambda: "One of the two header copies" in house.said())
    unlock(house, PASSPHRASE)
    assert house.given


def test_header_that_asks_for_too_much_memory(house: Gatehouse, vault: Path) -> None:
    house.setup = Setup(house.setup.paths, SystemClock(), KdfPolicy())
    house.open(vault=vault)
    unlock(house, PASSPHRASE)
    assert "was refused unopened" in house.said()


def test_desk_that_refuses_or_dies_is_told(house: Gatehouse, vault: Path) -> None:
    window = house.open(vault=vault)
    unlock(house, PASSPHRASE)
    assert not window.page.unlock.isEnabled()
    house.handover.refused.emit("The vault is open elsewhere.")
    assert house.said() == "The vault is open elsewhere."
    assert window.page.unlock.isEnabled()
    unlock(house, PASSPHRASE)
    house.handover.died.emit(-9)
    assert "code -9" in house.said()


def test_language_changes_the_window(house: Gatehouse, vault: Path, qtbot: QtBot) -> None:
    window = house.open(vault=vault)
    russian = next(button for button in window.findChildren(Button) if button.property("language") == "ru")
    click(qtbot, russian)
    assert house.window is not window
    assert house.window.page.title.text() == "Открыть хранилище"
    assert house.settings.language == "ru"
    assert house.window.page.folder == vault


def test_locked_vault_greets(house: Gatehouse, vault: Path) -> None:
    house.open(vault=vault, returned=True)
    assert "Your drafts are saved" in house.said()


def assistant_of(house: Gatehouse) -> CreateAssistant:
    page = house.window.stack.currentWidget()
    assert isinstance(page, CreateAssistant)
    return page


def test_vault_is_made_and_its_recovery_key_checked(house: Gatehouse, tmp_path: Path, qtbot: QtBot) -> None:
    window = house.open()
    click(qtbot, window.page.make)
    assistant = assistant_of(house)
    assistant.place.name.setText("a/b")
    assert not assistant.next.isEnabled()
    assistant.place.name.setText("Office")
    assistant.place.place.setText(str(tmp_path))
    click(qtbot, assistant.next)
    step = assistant.passphrase
    qtbot.keyClicks(step.first, "short")
    qtbot.waitUntil(lambda: step.meter.word == "Easy to guess")
    assert not assistant.next.isEnabled()
    click(qtbot, step.propose)
    words = step.first.text()
    assert len(words.split()) == 8
    qtbot.waitUntil(lambda: step.meter.word == "Very hard to guess")
    assert not assistant.next.isEnabled(), "it has to be typed again"
    qtbot.keyClicks(step.again, words[:5] + "X")
    assert "differ" in step._again_row.note.text()
    step.again.setText(words)
    click(qtbot, assistant.next)
    assert (tmp_path / "Office.collegium" / "header.a").exists()
    created = assistant._created
    assert created is not None
    click(qtbot, assistant.next)
    check = assistant._step()
    assert isinstance(check, RetypeStep)
    groups = created.recovery_key.split("-")
    wrong = "-".join([*groups[:5], "0000", *groups[6:]])
    check.field.setPlainText(wrong)
    assert "Group 6 differs" in check._row.note.text()
    assert not assistant.next.isEnabled()
    check.field.setPlainText(created.recovery_key)
    click(qtbot, assistant.next)
    assert house.given[0].key == created.vault_key
    assert house.setup.vaults().unlock(tmp_path / "Office.collegium", passphrase=words) == created.vault_key


def test_creating_over_something_is_refused(house: Gatehouse, vault: Path, qtbot: QtBot) -> None:
    window = house.open()
    click(qtbot, window.page.make)
    assistant = assistant_of(house)
    assistant.place.place.setText(str(vault.parent))
    assistant.place.name.setText("office")
    assert not assistant.next.isEnabled()
    assert "already a folder of this name" in assistant.place._name_row.note.text()


def test_backup_is_restored_and_offered(house: Gatehouse, vault: Path, tmp_path: Path, qtbot: QtBot) -> None:
    vaults = house.setup.vaults()
    opened = vaults.open(vault, vaults.unlock(vault, passphrase=PASSPHRASE))
    opened.backup(tmp_path / "copy.collegium-backup")
    opened.close()
    window = house.open(vault=vault)
    click(qtbot, window.page.restore)
    page = house.window.stack.currentWidget()
    assert isinstance(page, RestorePage)
    page.form.take_backup(tmp_path / "copy.collegium-backup")
    assert page.form.name.text() == "copy"
    page.form.place.setText(str(tmp_path))
    page.form.secret.setText("not the right one at all")
    click(qtbot, page.go)
    assert "does not open" in page.form.banners.banners()[0].text
    page.form.secret.setText(PASSPHRASE)
    click(qtbot, page.go)
    assert "agrees with the backup" in page.form.banners.banners()[0].text
    click(qtbot, page.go)
    assert house.window.page.folder == tmp_path / "copy.collegium"
    unlock(house, PASSPHRASE)
    assert house.given[0].folder == tmp_path / "copy.collegium"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_has_room_for_longer_texts_and_names(qtbot: QtBot, tmp_path: Path, language: Language) -> None:
    house = Gatehouse(cheap_setup(tmp_path), qtbot, language)
    folder = tmp_path / "office.collegium"
    made_vault(house.setup, folder)
    window = house.open(Stretched(language), folder)

    def look() -> None:
        qtbot.waitUntil(lambda: not cut_texts(house.window))
        assert not nameless(house.window)

    look()
    click(qtbot, window.page.make)
    look()
    assistant = assistant_of(house)
    assistant.place.place.setText(str(tmp_path))
    click(qtbot, assistant.next)
    assistant.passphrase.first.setText(PASSPHRASE)
    assistant.passphrase.again.setText(PASSPHRASE)
    qtbot.waitUntil(lambda: assistant.next.isEnabled())
    look()
    click(qtbot, assistant.next)
    look()
    click(qtbot, assistant.next)
    look()
    house.window.show_start()
    click(qtbot, window.page.restore)
    look()
    house.close()
