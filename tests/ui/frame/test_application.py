"""Looks at run time, settings, idle lock, dialogs without traces, help and reports."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.clock import SystemClock
from desktop.errors import KnownError
from desktop.i18n import Language, Words
from desktop.jobs import CANCELLED
from desktop.logs import CrashReports, report_text
from desktop.paths import Paths, resource
from desktop.settings import Settings
from tests.ui.kit import nameless, plain_context
from ui.about_sheet import licences
from ui.actions import plain
from ui.help_window import PAGES, HelpWindow, show_help
from ui.idle import IdleLock
from ui.rehearsal import rehearse
from ui.widgets.tool_button import ToolButton

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])


def test_dark_comes_at_run_time_and_icons_follow(qtbot: QtBot) -> None:
    ctx = plain_context()
    button = ToolButton(ctx.theme, "lock", "Lock", shortcut="Ctrl+L")
    qtbot.addWidget(button)
    assert button.toolTip() == "Lock  Ctrl+L"
    light = button.icon().pixmap(16, 16).toImage()
    with qtbot.waitSignal(ctx.theme.changed):
        ctx.settings.theme = "dark"
        ctx.theme.refresh()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert app.palette().color(QPalette.ColorRole.Window).name().upper() == ctx.theme.tokens.ground
    assert button.icon().pixmap(16, 16).toImage() != light


def test_rehearsal_of_the_first_screen_shows_nothing_and_leaves_nothing(qtbot: QtBot) -> None:
    ctx = plain_context()
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    rehearse(ctx.words, ctx.theme)
    stages = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before]
    assert not any(widget.isVisible() for widget in stages)
    qtbot.waitUntil(lambda: not any(isValid(stage) for stage in stages))


def test_system_follows_the_desktop(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx = plain_context(theme="system")
    assert not ctx.theme.tokens.dark
    hints = QGuiApplication.styleHints()
    monkeypatch.setattr(type(hints), "colorScheme", lambda self: Qt.ColorScheme.Dark)
    ctx.theme.refresh()
    assert ctx.theme.tokens.dark


def test_bundled_fonts_are_used(qtbot: QtBot) -> None:
    from PySide6.QtGui import QFontDatabase, QFontInfo

    ctx = plain_context(percent=150)
    assert {"PT Sans", "PT Serif", "PT Mono"} <= set(QFontDatabase.families())
    assert QFontInfo(ctx.theme.font()).family() == "PT Sans"
    assert ctx.theme.font().pointSizeF() == pytest.approx(15.75)


def test_settings_survive_damage(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path).ensure()
    settings = Settings.load(paths)
    settings.theme, settings.font_percent = "dark", 150
    for number in range(12):
        settings.remember_vault(Path(f"/vaults/{number}.collegium"))
    file = paths.config / "settings.json"
    assert file.stat().st_mode & 0o777 == 0o600
    again = Settings.load(paths)
    assert (again.theme, again.font_percent) == ("dark", 150)
    assert again.recent[0] == "/vaults/11.collegium"
    assert len(again.recent) == 8
    file.write_text(json.dumps({"theme": "neon", "font_percent": 9000, "idle_minutes": "5", "recent": [1]}))
    assert Settings.load(paths) == Settings()
    file.write_bytes(b"\xff{")
    assert Settings.load(paths) == Settings()


def test_idle_lock_counts_and_waits_for_long_jobs(qtbot: QtBot) -> None:
    now, busy = [100.0], [False]
    owner = QObject()
    idle = IdleLock(owner, lambda: 5, lambda: busy[0], lambda: now[0])
    left: list[object] = []
    idle.ticked.connect(left.append)
    idle.look()
    now[0] += 290
    idle.look()
    assert left == [300, 10]
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.keyClicks(widget, "a")
    idle.look()
    assert left[-1] == 300, "a key anywhere counts"
    now[0] += 301
    busy[0] = True
    idle.look()
    assert left[-1] is None
    busy[0] = False
    with qtbot.waitSignal(idle.expired):
        idle.look()
    idle.stop()


def test_file_dialogs_leave_no_trace(tmp_path: Path) -> None:
    """Qt notes visited folders in its own settings: in a process of ours it must not (must-show 4)."""
    secret = tmp_path / "Anna Example"
    secret.mkdir()
    (secret / "a.txt").write_text("x")
    script = (
        "import sys; from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from ui.app import make_application\n"
        "app = make_application()\n"
        "from PySide6.QtWidgets import QWidget\n"
        "from ui.files import choose_file\n"
        "w = QWidget(); w.show()\n"
        "d = choose_file(w, 'x', lambda p: print(p))\n"
        "def go():\n"
        "    d.setDirectory(sys.argv[1]); d.selectFile('a.txt'); d.accept(); QTimer.singleShot(0, app.quit)\n"
        "QTimer.singleShot(0, go); app.exec()\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    env = {
        **os.environ,
        "HOME": str(home),
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "QT_QPA_PLATFORM": "offscreen",
    }
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        env[name] = str(home / name.lower())
    done = subprocess.run(
        [sys.executable, "-c", script, str(secret)], env=env, capture_output=True, text=True, timeout=30
    )
    assert done.stdout.strip() == str(secret / "a.txt"), done.stderr
    written = [path for path in home.rglob("*") if path.is_file()]
    assert not [path for path in written if b"Anna" in path.read_bytes()]


@LANGUAGES
def test_every_help_page_is_there_and_loads_nothing(qtbot: QtBot, language: Language) -> None:
    ctx = plain_context(language)
    parent = QWidget()
    qtbot.addWidget(parent)
    window = show_help(parent, ctx.words, ctx.theme)
    for name, title, _icon in PAGES:
        window.show_page(name)
        assert ctx.words.tr(title) in window.text.toPlainText()
    assert window.text.loadResource(2, QUrl("file:///etc/passwd")) is None
    assert window.text.loadResource(2, QUrl("https://example.org/a.png")) is None
    window._follow(QUrl("keys"))
    assert window.list.current_key() == "keys"
    window._follow(QUrl("file:///etc/passwd"))
    assert window.list.current_key() == "keys"
    assert show_help(parent, ctx.words, ctx.theme, "secrets") is window
    assert not nameless(window)
    assert isinstance(window, HelpWindow)


def test_help_pages_name_the_same_keys() -> None:
    ru = (resource("help", "ru", "keys.md")).read_text("utf-8").splitlines()
    en = (resource("help", "en", "keys.md")).read_text("utf-8").splitlines()
    keys_ru = [line.split("|")[1].strip() for line in ru if line.startswith("|")]
    keys_en = [line.split("|")[1].strip() for line in en if line.startswith("|")]
    assert len(keys_ru) == len(keys_en)
    names = {"Пробел": "Space", "стрелки": "arrows", "стрелками": "arrows"}

    def pressed(lines: list[str]) -> list[list[str]]:
        found = [re.findall(r"(?:Ctrl|Shift|Alt)\+[^\s,]+", line) for line in lines]
        return [["+".join(names.get(key, key) for key in keys.split("+")) for keys in one] for one in found]

    assert pressed(keys_ru) == pressed(keys_en)


def test_report_names_places_and_no_data(tmp_path: Path) -> None:
    def open_case(name: str) -> None:
        try:
            raise ValueError(f"no such person: {name}")
        except ValueError as error:
            raise KnownError(CANCELLED, applicant=name) from error

    with pytest.raises(KnownError) as caught:
        open_case("Anna Example")
    text = report_text(caught.value, SystemClock())
    assert "Anna" not in text
    assert "jobs.cancelled" in text
    assert "open_case" in text
    reports = CrashReports(Paths.under(tmp_path), SystemClock())
    file = reports.write(caught.value)
    assert file is not None
    assert file.stat().st_mode & 0o777 == 0o600


def test_licences_name_what_is_bundled() -> None:
    text = licences()
    for name in ("PySide6", "cryptography", "sqlcipher3", "PT Sans", "Tabler Icons", "MIT License"):
        assert name in text
    assert ": ?" not in text


def test_menu_names_without_marks() -> None:
    assert plain("&Make a backup…") == "Make a backup"
    assert plain("Salt && pepper") == "Salt & pepper"


@LANGUAGES
def test_qt_speaks_the_language(qtbot: QtBot, language: Language) -> None:
    from ui.app import QtWords

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    words = QtWords(app)
    words.speak(language)
    said = QApplication.translate("QPlatformTheme", "Cancel")
    words.speak("en")
    assert said == ("Отмена" if language == "ru" else "Cancel")
    assert Words(language).tr("Cases") == ("Дела" if language == "ru" else "Cases")


def test_locked_screen_locks_the_vault(tmp_path: Path) -> None:
    """Over a message bus of our own: the screen saver speaks, `left` is emitted."""
    runner = shutil.which("dbus-run-session")
    if runner is None:
        pytest.skip("dbus-run-session is not installed")
    script = (
        "from PySide6.QtCore import QCoreApplication, QObject, QTimer\n"
        "from PySide6.QtDBus import QDBusConnection, QDBusMessage\n"
        "from ui.session_watch import SessionWatch\n"
        "app = QCoreApplication([]); owner = QObject(); watch = SessionWatch(owner)\n"
        "watch.left.connect(lambda: (print('LEFT', flush=True), app.quit()))\n"
        "bus = QDBusConnection.sessionBus(); bus.registerService('org.freedesktop.ScreenSaver')\n"
        "def say(on):\n"
        "    name = 'org.freedesktop.ScreenSaver'\n"
        "    m = QDBusMessage.createSignal('/org/freedesktop/ScreenSaver', name, 'ActiveChanged')\n"
        "    m.setArguments([on]); bus.send(m)\n"
        "def both():\n"
        "    say(False); print('BACK', flush=True); QTimer.singleShot(0, lambda: say(True))\n"
        "QTimer.singleShot(0, both)\n"
        "QTimer.singleShot(20000, app.quit); app.exec()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [runner, "--", sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["BACK", "LEFT"], done.stdout + done.stderr
