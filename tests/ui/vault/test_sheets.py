"""Backup, check, restore, new passphrase, older vault and the log, from the main window over real vaults."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.assessment.packs import Packs
from desktop.i18n import Words
from desktop.services import Services
from models.views.assessment import AnswerDraft
from models.views.register import CaseDraft
from models.views.vault import AuditEvent
from tests.ui.kit import PASSPHRASE, cheap_setup, made_vault, name_member, open_inline, plain_context
from ui.context import Context
from ui.main_window import MainWindow
from ui.vault import audit_detail
from ui.vault.audit_event_sheet import AuditEventSheet
from ui.vault.audit_model import CASE, DETAIL, WHAT, AuditModel
from ui.vault.audit_screen import AuditScreen
from ui.vault.backup_sheet import BackupSheet
from ui.vault.check_sheet import CheckSheet
from ui.vault.recovery_sheet import RecoverySheet
from ui.vault.rekey_sheet import RekeySheet
from ui.vault.report_sheet import VaultReportSheet
from ui.vault.restore_sheet import RestoreSheet
from ui.vault.rollback_sheet import RollbackSheet

D = TypeVar("D", bound=QDialog)


class Room:
    """An open vault with its main window."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.setup = cheap_setup(root)
        self.folder = root / "office.collegium"
        self.key = made_vault(self.setup, self.folder)
        self.services: Services = open_inline(self.setup, self.folder, self.key)
        name_member(self.services)
        self.window: MainWindow | None = None

    def show(self) -> MainWindow:
        self.ctx: Context = plain_context(services=self.services)
        self.window = MainWindow(self.ctx)
        self.window.resize(1366, 728)
        self.window.show()
        return self.window

    def reopen(self) -> None:
        self.close()
        self.services = open_inline(self.setup, self.folder, self.key)

    def close(self) -> None:
        if self.window is not None:
            self.window.retire()
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self.services.close()

    def banner(self) -> str:
        assert self.window is not None
        return self.window.banners.banners()[0].text

    def press_banner(self, qtbot: QtBot) -> None:
        assert self.window is not None
        button = self.window.banners.banners()[0].button
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def sheet(window: MainWindow, kind: type[D]) -> D:
    return next(found for found in window.findChildren(kind) if found.isVisible())


def texts(dialog: QDialog) -> str:
    return " / ".join(label.text() for label in dialog.findChildren(QLabel))


def test_backup_is_written_proven_and_dated(qtbot: QtBot, room: Room) -> None:
    window = room.show()
    window.commands.actions.by_name["backup"].trigger()
    asked = sheet(window, BackupSheet)
    assert not asked.accept_button.isEnabled()
    asked.place.setText(str(room.root / "nowhere"))
    assert not asked.accept_button.isEnabled()
    assert "no such folder" in texts(asked)
    asked.place.setText(str(room.root))
    target = asked.target
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert (target / "backup.json").exists()
    assert room.banner() == "The backup was written and read back whole."
    assert window.status.backup.text() == "Last backup today"
    room.press_banner(qtbot)
    report = sheet(window, VaultReportSheet)
    assert "Whole" in texts(report)
    assert str(target) in texts(report)
    report.reject()
    window.commands.show_backup()
    assert sheet(window, BackupSheet).place.text() == str(room.root), "the folder is proposed next time"
    sheet(window, BackupSheet).reject()


def test_backup_into_the_vault_is_refused_in_words(qtbot: QtBot, room: Room) -> None:
    window = room.show()
    window.commands.show_backup()
    asked = sheet(window, BackupSheet)
    asked.place.setText(str(room.folder))
    asked.submit()
    assert "can't lie inside the vault" in room.banner()
    assert not list(room.folder.glob("*.collegium-backup"))


def test_check_finds_whole_and_damaged(qtbot: QtBot, room: Room) -> None:
    window = room.show()
    window.commands.actions.by_name["check"].trigger()
    qtbot.mouseClick(sheet(window, CheckSheet).accept_button, Qt.MouseButton.LeftButton)
    assert room.banner() == "The vault was checked: it is whole."
    header = room.folder / "header.b"
    data = bytearray(header.read_bytes())
    data[50] ^= 4
    header.write_bytes(data)
    window.commands.show_check()
    sheet(window, CheckSheet).submit()
    assert room.banner() == "The check of the vault found damage."
    room.press_banner(qtbot)
    report = sheet(window, VaultReportSheet)
    assert "header.b" in texts(report)
    assert report.cancel_button.isDefault()
    report.reject()


def test_passphrase_is_changed(qtbot: QtBot, room: Room) -> None:
    window = room.show()
    window.commands.actions.by_name["passphrase"].trigger()
    asked = sheet(window, RekeySheet)
    new = "violin meadow amber tractor lantern"
    qtbot.keyClicks(asked.old, "not the right one at all")
    asked.step.first.setText(new)
    asked.step.again.setText(new)
    qtbot.waitUntil(asked.accept_button.isEnabled)
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert "does not open with this passphrase" in asked.banners.banners()[0].text
    asked.old.setText(PASSPHRASE)
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert not asked.isVisible()
    assert window.toast.text() == "The passphrase was changed"
    assert room.setup.vaults().unlock(room.folder, passphrase=new) == room.key


def test_recovery_key_is_renewed_and_checked_from_the_card(qtbot: QtBot, room: Room) -> None:
    window = room.show()
    window.commands.actions.by_name["recovery"].trigger()
    asked = sheet(window, RecoverySheet)
    qtbot.keyClicks(asked.secret, "not the right one at all")
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert "does not open with this passphrase" in asked.banners.banners()[0].text
    asked.secret.setText(PASSPHRASE)
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert asked.card is not None and asked.again is not None
    groups = [text for text in texts(asked.card).split(" / ") if len(text) == 4 and text.isalnum()]
    key = "-".join(groups)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert asked.isVisible(), "the old key is void: not before the new card was checked"
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert not asked.accept_button.isEnabled()
    qtbot.keyClicks(asked.again.field, key.lower().replace("-", " "))
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert not asked.isVisible()
    assert room.setup.vaults().unlock(room.folder, recovery_key=key) == room.key


def test_backup_is_restored_beside_the_open_vault(qtbot: QtBot, room: Room) -> None:
    backup = room.root / "copy.collegium-backup"
    room.services.vault.backup(backup)
    window = room.show()
    window.commands.actions.by_name["restore"].trigger()
    asked = sheet(window, RestoreSheet)
    asked.form.take_backup(backup)
    asked.form.place.setText(str(room.root))
    asked.form.secret.setText(PASSPHRASE)
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert (room.root / "copy.collegium" / "header.a").exists()
    assert "agrees with the backup" in asked.form.banners.banners()[0].text
    assert str(room.root / "copy.collegium") in room.ctx.settings.recent
    asked.reject()


def test_damaged_backup_is_refused_by_name(qtbot: QtBot, room: Room) -> None:
    backup = room.root / "copy.collegium-backup"
    room.services.vault.backup(backup)
    register = backup / "register.db"
    data = bytearray(register.read_bytes())
    data[len(data) // 2] ^= 1
    register.write_bytes(data)
    window = room.show()
    window.commands.show_restore()
    asked = sheet(window, RestoreSheet)
    asked.form.take_backup(backup)
    asked.form.place.setText(str(room.root))
    asked.form.secret.setText(PASSPHRASE)
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert "register.db" in asked.form.banners.banners()[0].text
    assert not (room.root / "copy.collegium").exists()
    asked.reject()


def test_older_vault_is_read_only_until_acknowledged(qtbot: QtBot, room: Room) -> None:
    room.services.close()
    shutil.copytree(room.folder, room.root / "old")
    room.services = open_inline(room.setup, room.folder, room.key)
    room.services.register.create_case(CaseDraft(title="Later"))
    room.services.close()
    shutil.rmtree(room.folder)
    shutil.copytree(room.root / "old", room.folder)
    room.services = open_inline(room.setup, room.folder, room.key)
    window = room.show()
    assert "older than what this workstation has seen" in room.banner()
    assert room.services.vault.read_only
    room.press_banner(qtbot)
    asked = sheet(window, RollbackSheet)
    assert asked.cancel_button.isDefault(), "staying with reading only is the safe answer"
    assert not asked.accept_button.isEnabled()
    qtbot.keyClicks(asked.reason, "restored on purpose")
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    assert not room.services.vault.read_only
    assert not window.banners.banners()
    assert room.services.vault.audit().items[0].action != "vault.created"


def test_log_pages_filters_and_shows_entries(qtbot: QtBot, room: Room) -> None:
    for number in range(105):
        room.services.register.create_case(CaseDraft(title=f"Case {number}"))
    room.show()
    assert room.window is not None
    room.window.show_place("audit")
    screen = room.window.current_screen()
    assert isinstance(screen, AuditScreen)
    model = screen.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, screen)
    total = model.rowCount()
    assert total > 105
    assert screen.badge.text() == f"{total} entries, verified"
    assert model.index(total - 1, WHAT).data() in ("…", "Vault created")
    assert model.index(total - 1, WHAT).data() == "Vault created", "the last page came when it was asked for"
    assert model.index(0, CASE).data() == "Case 104"
    case = room.services.register.cases().rows[0].id
    room.services.assessment.answer(case, "L6", AnswerDraft("UNKNOWN", "No source was found.", ()))
    screen.refresh()
    total += 1
    assert model.index(0, DETAIL).data() == "item: L6 · answer: Not established · citations: 0"
    screen.room.setCurrentIndex(screen.room.findData("vault."))
    assert 0 < model.rowCount() < total
    screen.room.setCurrentIndex(0)
    screen.actor.setCurrentIndex(
        screen.actor.findData("Nina Sample") if screen.actor.findData("Nina Sample") > 0 else 1
    )
    assert model.rowCount() <= total
    screen.actor.setCurrentIndex(0)
    screen.period.setCurrentIndex(1)
    assert model.rowCount() == total, "everything happened today"
    screen.table.selectRow(0)
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    shown = sheet(room.window, AuditEventSheet)
    event = model.event_at(0)
    assert event is not None
    assert event.hash.hex() in texts(shown)
    shown.reject()
    room.ctx.run(room.window, lambda: room.services.register.create_case(CaseDraft(title="One more")))
    assert model.rowCount() == total + 1, "the log follows what is written"


def test_log_names_outcomes_and_where_a_key_is_from() -> None:
    detail = (("origin", "imported"), ("outcome", "SUPPORT"), ("version", "1"))
    at = dt.datetime(2026, 3, 3, tzinfo=dt.UTC)
    event = AuditEvent(1, at, "Nina", "opinion.saved", "Opinion saved", None, None, detail, b"")
    outcomes = Packs.shipped().latest()[1]
    assert audit_detail.line(Words("en"), event, outcomes).startswith(
        "outcome: recommend support · version: 1 · origin"
    )
    said = audit_detail.line(Words("ru"), event, outcomes)
    assert "SUPPORT" not in said and "imported" not in said


def test_log_that_does_not_hold_says_where(qtbot: QtBot, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.errors import KnownError
    from desktop.vault import chain

    ctx = plain_context(services=room.services)
    screen = AuditScreen(ctx)
    qtbot.addWidget(screen)

    def broken(query: object) -> None:
        raise KnownError(chain.CHAIN_BROKEN, seq=7)

    monkeypatch.setattr(room.services.vault, "audit", broken)
    screen.refresh()
    assert screen.badge.text() == "Not verified"
    assert "event 7" in screen.banners.banners()[0].text
    assert isinstance(screen.model, AuditModel)
