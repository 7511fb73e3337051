"""The main window over a real vault: places, palette, keys, settings, messages, lock and end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.services import Services
from models.views.evidence import AdmitDraft, ExhibitDetails
from models.views.register import CaseDraft, PersonDraft
from tests.ui.flashes import Flashes
from tests.ui.kit import Stretched, cut_texts, nameless, plain_context, real_context
from ui.about_sheet import AboutSheet
from ui.context import Context
from ui.evidence.custody_entry_sheet import CustodyEntrySheet
from ui.evidence.withdraw_sheet import WithdrawSheet
from ui.keys_sheet import KeysSheet
from ui.main_window import MainWindow
from ui.palette import Palette
from ui.register.case_screen import CaseScreen
from ui.register.person_sheet import PersonSheet
from ui.settings_sheet import SettingsSheet
from ui.unfinished_sheet import UnfinishedSheet
from ui.vault.rekey_sheet import RekeySheet
from ui.widgets.row import ROW
from ui.widgets.sheet import Sheet


@pytest.fixture(scope="module")
def services(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = real_context(tmp_path_factory.mktemp("main")).services
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


def open_dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(window, key, held)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_places_by_mouse_and_keys(qtbot: QtBot, window: MainWindow) -> None:
    cases = window.current_screen()
    qtbot.mouseClick(window.rail.places["audit"], Qt.MouseButton.LeftButton)
    audit = window.current_screen()
    assert audit is not cases
    press(qtbot, window, Qt.Key.Key_1, ALT)
    assert window.current_screen() is cases
    press(qtbot, window, Qt.Key.Key_3, ALT)
    assert window.current_screen() is audit
    assert window.rail.places["audit"].isChecked()
    press(qtbot, window, Qt.Key.Key_0, ALT)
    assert window.current_screen() is cases, "no case is open"


def test_palette_runs_commands_and_finds_cases(qtbot: QtBot, window: MainWindow, ctx: Context) -> None:
    ctx.services.register.create_case(CaseDraft(title="Verdict of the court in Exampletown"))
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    palette = open_dialog(window, Palette)
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette.field, "audit")
    assert palette.list.rows.rowCount() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.rail.places["audit"].isChecked()
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    palette = open_dialog(window, Palette)
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette.field, "exampletown")
    qtbot.waitUntil(lambda: palette.list.current_key().startswith("find:"))
    qtbot.keyClicks(palette.field, "zzz")
    qtbot.waitUntil(lambda: palette.none.isVisible())
    palette.reject()


def palette_for(qtbot: QtBot, window: MainWindow, words: str) -> Palette:
    """The palette with something typed into it."""
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    palette = open_dialog(window, Palette)
    assert isinstance(palette, Palette)
    qtbot.keyClicks(palette.field, words)
    return palette


def commands(palette: Palette) -> list[tuple[str, str]]:
    """(what it does, what with)"""
    shown = palette.list.rows
    rows = [shown.index(at).data(ROW) for at in range(shown.rowCount())]
    return [(row.title, row.detail) for row in rows if row.key.startswith("do:")]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # the offscreen platform can't, for menus
def test_all_exhibits_of_the_vault_are_verified_from_the_menu(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    evidence, case = ctx.services.evidence, ctx.services.register.create_case(CaseDraft(title="Menu")).value.id
    (tmp_path / "a.txt").write_text("a")
    staged = evidence.stage(tmp_path / "a.txt")
    (exhibit,) = evidence.admit(case, [AdmitDraft(staged, ExhibitDetails(title_en="A", provenance="by post"))]).value
    count = len(evidence.integrity.targets())
    bar = window.commands.bar
    vault = next(action for action in bar.actions() if action.text() == "&Vault")
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(vault).center())
    menu = vault.menu()
    assert isinstance(menu, QMenu) and menu.isVisible()
    verify = menu.actionGeometry(window.commands.actions.by_name["verify"]).center()
    with qtbot.waitSignal(ctx.messages.toasted) as said:
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=verify)
    assert said.args[0].startswith(("A-001 is as it came in", f"{count} exhibits verified"))
    assert [check.outcome for check in evidence.integrity.log(exhibit.id)] == ["matches"]


def test_question_mark_shows_the_keys_of_the_place(qtbot: QtBot, window: MainWindow) -> None:
    window.show_place("audit")
    press(qtbot, window, Qt.Key.Key_Question)
    sheet = open_dialog(window, KeysSheet)
    here, everywhere = window.keys_here()
    assert ("Enter", "Show the whole entry") in here
    assert ("Ctrl+K", "Search everything") in everywhere
    sheet.reject()


def test_no_two_commands_share_keys(window: MainWindow) -> None:
    used: dict[str, str] = {}
    for action, name in window.commands.named():
        for key in action.shortcuts():
            assert key.toString() not in used, (key.toString(), name, used[key.toString()])
            used[key.toString()] = name


def test_text_size_by_keys(qtbot: QtBot, window: MainWindow, ctx: Context) -> None:
    window.commands.actions.by_name["larger"].trigger()
    assert ctx.settings.font_percent == 110
    assert ctx.theme.scale == 1.1
    window.commands.actions.by_name["smaller"].trigger()
    assert ctx.settings.font_percent == 100


def test_settings_take_effect_at_once(qtbot: QtBot, window: MainWindow, ctx: Context) -> None:
    window.commands.show_settings()
    sheet = open_dialog(window, SettingsSheet)
    assert isinstance(sheet, SettingsSheet)
    sheet.mode.setCurrentIndex(sheet.mode.findData("dark"))
    sheet.mode.activated.emit(sheet.mode.currentIndex())
    assert ctx.theme.tokens.dark
    sheet.idle.setCurrentIndex(sheet.idle.findData(15))
    sheet.idle.activated.emit(sheet.idle.currentIndex())
    window.idle.look()
    assert window.status.lock.text().startswith(("Locks in 15:", "Locks in 14:"))
    with qtbot.waitSignal(window.language_wanted) as wanted:
        sheet.language.setCurrentIndex(sheet.language.findData("ru"))
        sheet.language.activated.emit(sheet.language.currentIndex())
    assert wanted.args == ["ru"]


def test_lock_key_works_in_both_layouts(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.lock_wanted):
        press(qtbot, window, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(window.lock_wanted):
        qtbot.mouseClick(window.rail.lock, Qt.MouseButton.LeftButton)
    assert [key.toString() for key in window.commands.actions.by_name["lock"].shortcuts()] == ["Ctrl+L", "Ctrl+Д"]


def test_closing_asks_only_while_a_task_runs(qtbot: QtBot, window: MainWindow, ctx: Context) -> None:
    from ui.tasks import Task

    with qtbot.waitSignal(window.quit_wanted):
        window.close()
    assert window.isVisible()
    task, quiet = Task("Copying", ctx.background, ctx.tasks), window.status.height()
    ctx.tasks.add(task)
    qtbot.waitUntil(window.status.progress.isVisible)
    assert window.status.sizeHint().height() == quiet == window.status.height(), "nothing above it moves"
    window.close()
    sheet = open_dialog(window, Sheet)
    assert isinstance(sheet, Sheet)
    assert sheet.cancel_button.isDefault()
    sheet.reject()
    window.close()
    with qtbot.waitSignal(window.quit_wanted):
        qtbot.mouseClick(open_dialog(window, Sheet).accept_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    ctx.tasks.remove(task)


def test_status_tells_vault_isolation_backup_and_saving(qtbot: QtBot, window: MainWindow, ctx: Context) -> None:
    assert window.status.vault.text() == "office"
    assert window.status.tier.text() in ("Evidence isolated", "Evidence confined", "No isolation: facts only")
    assert window.status.backup.text() == "No backup yet"
    ctx.run(window, lambda: ctx.services.register.create_case(CaseDraft(title="One")))
    assert window.status.saved.text().startswith("Saved at ")


def test_first_start_asks_who_works_here(qtbot: QtBot, tmp_path: Path) -> None:
    from ui.register.profile_sheet import ProfileSheet

    ctx = real_context(tmp_path, profile=False)
    for window in shown(ctx):
        qtbot.waitUntil(lambda seen=window: any(s.isVisible() for s in seen.findChildren(ProfileSheet)))
        open_dialog(window, ProfileSheet).reject()
        assert "not named yet" in window.banners.banners()[0].text
    ctx.services.close()


def test_geometry_and_place_are_remembered(qtbot: QtBot, ctx: Context) -> None:
    for window in shown(ctx):
        window.show_place("audit")
        window.resize(1200, 700)
        window.flush()
        place = window.place()
    assert place["screen"] == "audit"
    for again in shown(ctx):
        again.restore_place(place)
        assert again.rail.places["audit"].isChecked()
        assert "main.geometry" in ctx.settings.window


def test_report_of_a_fault_can_be_read(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    from ui.report_sheet import ReportSheet

    file = tmp_path / "report.txt"
    file.write_text("Collegium\n")
    window.commands.show_report(str(file))
    banner = window.banners.banners()[0]
    assert banner.button is not None
    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    sheet = open_dialog(window, ReportSheet)
    assert isinstance(sheet, ReportSheet)
    assert sheet.text.toPlainText() == "Collegium\n"
    sheet.reject()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_everything_of_the_frame_has_room_and_names(
    qtbot: QtBot, services: Services, language: Language, percent: int
) -> None:
    words = Stretched(language) if percent == 100 else None
    ctx = plain_context(language, percent=percent, words=words, services=services)
    for window in shown(ctx):
        commands = window.commands
        window.show_place("audit")
        qtbot.waitUntil(lambda seen=window: not cut_texts(seen))
        assert not nameless(window)
        for show in (
            commands.show_settings,
            commands.show_backup,
            commands.show_check,
            commands.show_restore,
            commands.show_passphrase,
            commands.show_about,
            commands.show_keys,
            window.show_palette,
        ):
            show()
            dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
            qtbot.waitUntil(lambda seen=dialog: not cut_texts(seen))
            assert not nameless(dialog), show
            assert dialog.height() <= window.height()
            dialog.reject()


def test_about_is_a_sheet(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.show_about()
    sheet = open_dialog(window, AboutSheet)
    assert "Apache" in sheet.licences.toPlainText()  # type: ignore[attr-defined]
    sheet.reject()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_place_opens_with_names_and_room(
    qtbot: QtBot, qapp: QApplication, services: Services, language: Language
) -> None:
    case = services.register.create_case(CaseDraft(title="Verdict")).value.id
    for role in ("principal", "child"):
        services.register.add_person(case, PersonDraft(role_in_case=role, surname_lat="Example", given_lat=role))
    ctx = plain_context(language, services=services)
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    for window in shown(ctx):
        for name in ("cases", "papers", "search", "sources", "audit"):
            window.show_place(name)
            qtbot.waitUntil(lambda seen=window: not cut_texts(seen))
            assert not nameless(window), name
        window.open_case(case)
        for part in ("overview", "checklist", "opinion"):
            window.current_screen().show_part(part)  # type: ignore[attr-defined]
            qtbot.waitUntil(lambda seen=window: not cut_texts(seen))
            assert not nameless(window), part
        window.commands.show_profile()
        open_dialog(window, Sheet).reject()
        window.close_case()
        assert window.rail.places["case"].isHidden()
    qapp.removeEventFilter(flashes)
    assert not flashes.seen


def test_a_case_has_one_palette_and_no_key_with_two_meanings(
    qtbot: QtBot, window: MainWindow, ctx: Context, tmp_path: Path
) -> None:
    evidence, case = ctx.services.evidence, ctx.services.register.create_case(CaseDraft(title="Keys")).value.id
    (tmp_path / "summons.txt").write_text("summons")
    staged = evidence.stage(tmp_path / "summons.txt")
    said = ExhibitDetails(title_en="Summons", provenance="by post")
    (exhibit,) = evidence.admit(case, [AdmitDraft(staged, said)]).value
    palette = palette_for(qtbot, window, "custody")
    assert commands(palette) == [], "no exhibit is at hand"
    palette.reject()
    screen = window.open_case(case)
    assert isinstance(screen, CaseScreen)
    anywhere = {key.toString() for action, _ in window.commands.named() for key in action.shortcuts()}
    above: set[str] = {key.toString() for action in screen.actions() for key in action.shortcuts()}
    assert not anywhere & above
    for child in screen.findChildren(QWidget):
        own = {key.toString() for action in child.actions() for key in action.shortcuts()}
        assert not own & (anywhere | above), type(child).__name__
    use_palette(qtbot, window, screen, exhibit.id)


def use_palette(qtbot: QtBot, window: MainWindow, screen: CaseScreen, exhibit_id: str) -> None:
    """What can be done with an exhibit is found by its name and done by keys; what can't be done is not offered."""
    palette = palette_for(qtbot, window, "add a person")
    assert commands(palette) == [("Add a person", "")], "what only a button did is found too"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    open_dialog(window, PersonSheet).reject()
    screen.outline.exhibits.list.go_to(exhibit_id)
    screen.fold_outline()
    palette = palette_for(qtbot, window, "a-001 custody log")
    assert commands(palette) == [("Custody log", "A-001  Summons"), ("Record in the custody log", "A-001  Summons")]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    open_dialog(window, CustodyEntrySheet).reject()
    palette = palette_for(qtbot, window, "again")
    assert commands(palette) == [], "it stands"
    palette.reject()
    palette = palette_for(qtbot, window, "withdraw")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    sheet = open_dialog(window, WithdrawSheet)
    assert isinstance(sheet, WithdrawSheet)
    sheet.reason.setPlainText("sent by mistake")
    qtbot.mouseClick(sheet.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.outline.exhibits.exhibits[0].status == "withdrawn")
    palette = palette_for(qtbot, window, "withdraw")
    assert commands(palette) == [], "it is withdrawn"
    palette.reject()
    palette = palette_for(qtbot, window, "again")
    assert commands(palette) == [("Admit again under a new number", "A-001  Summons")]
    palette.reject()


def test_what_was_typed_in_an_open_sheet_outlives_a_lock(qtbot: QtBot, services: Services) -> None:
    ctx = plain_context(services=services)
    place: dict[str, object] = {}
    for window in shown(ctx):
        window.commands.show_profile()
        sheet = open_dialog(window, Sheet)
        field = next(f for f in sheet.findChildren(QLineEdit) if f.isVisible() and f.isEnabled())
        qtbot.keyClicks(field, "Half a name")
        place = window.place()
        sheet.done(0)
        window.commands.show_passphrase()
        secret = open_dialog(window, RekeySheet)
        secret.old.show_text()
        qtbot.keyClicks(secret.old, "never to be kept")
        assert "unfinished" not in window.place()
        secret.reject()
    assert "Half a name" in json.dumps(place)
    for window in shown(ctx):
        window.restore_place(place)
        banner = next(b for b in window.banners.banners() if "was being typed" in b.text)
        qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
        kept = open_dialog(window, UnfinishedSheet)
        assert any(label.text().endswith("Half a name") for label in kept.findChildren(QLabel))
        kept.reject()
