"""What window tests share: a context over inline jobs, and the pictures and checks every screen goes through."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.clock import SystemClock
from desktop.i18n import Language, Words
from desktop.jobs import InlineJobs, Jobs
from desktop.paths import Paths
from desktop.services import Services, Setup, open_services
from desktop.settings import Settings
from desktop.vault.kdf import KdfCost, KdfPolicy
from models.views.register import ProfileView
from ui.context import Context
from ui.messages import Messages
from ui.theme import Theme


class Stretched(Words):
    """Every text 40 % longer, to see what gets no room."""

    def tr(self, message: str, **parameters: object) -> str:
        return _stretch(super().tr(message, **parameters))

    def trn(self, one: str, many: str, n: int, **parameters: object) -> str:
        return _stretch(super().trn(one, many, n, **parameters))


def _stretch(text: str) -> str:
    extra = round(len(text) * 0.4)
    return text + " " + ("слово " * (extra // 6 + 1))[:extra].strip() if extra > 1 else text


def plain_context(
    language: Language = "en",
    *,
    theme: str = "light",
    percent: int = 100,
    services: Any = None,
    jobs: Jobs | None = None,
    words: Words | None = None,
) -> Context:
    """A context whose services are `services` (or an empty namespace); the looks are put on the application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = Settings(language=language, theme=theme, font_percent=percent)  # type: ignore[arg-type]
    look = Theme(settings)
    look.apply(app)
    spoken = words or Words(language)
    messages = Messages(spoken)
    given = services if services is not None else SimpleNamespace(jobs=InlineJobs())
    return Context(given, spoken, look, messages, settings, jobs or InlineJobs())


def cut_texts(window: QWidget) -> list[str]:
    """Visible labels and buttons whose text has less room than it needs."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel) and widget.text():
            if widget.wordWrap():
                need = widget.heightForWidth(widget.width())
                if need > widget.height() + 2:
                    found.append(f"{widget.text()!r} needs {need} px of height and has {widget.height()}")
            elif widget.sizeHint().width() > widget.width() + 2 and not widget.toolTip():
                found.append(f"{widget.text()!r} needs {widget.sizeHint().width()} px and has {widget.width()}")
        if isinstance(widget, QPushButton | QLabel) and widget.text() and _cut_sideways(widget):
            found.append(f"{widget.text()!r} reaches out of what is shown")
        if isinstance(widget, QPushButton) and widget.text() and not widget.toolTip():
            need = QFontMetrics(widget.font()).horizontalAdvance(widget.text().replace("&", "")) + 8
            if need > widget.width():
                found.append(f"{widget.text()!r} needs {need} px and has {widget.width()}")
    return found


def _cut_sideways(widget: QWidget) -> bool:
    """Whether some ancestor hides a part of the widget's width (nothing scrolls sideways)."""
    left, right = 0, widget.width()
    child, parent = widget, widget.parentWidget()
    while parent is not None and not child.isWindow():
        left, right = left + child.x(), right + child.x()
        if left < -2 or right > parent.width() + 2:
            return True
        child, parent = parent, parent.parentWidget()
    return False


def nameless(window: QWidget) -> list[str]:
    """Visible controls that a screen reader can't name."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy().value == 0 or type(widget).__name__.startswith("qt_"):
            continue
        text = getattr(widget, "text", lambda: "")()
        if widget.focusProxy() is None and not (widget.accessibleName() or text):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def copy_tree(source: Path, target: Path) -> Path:
    """A copy of a prepared folder, for tests that change it."""
    shutil.copytree(source, target)
    return target


PASSPHRASE = "amber tractor violin meadow"


def cheap_setup(root: Path) -> Setup:
    """A workstation under `root` whose key derivation is cheap; everything else is real."""
    policy = KdfPolicy(floor=KdfCost(8, 1, 1), default=KdfCost(64, 1, 1))
    return Setup(Paths.under(root / "profile").ensure(), SystemClock(), policy)


def cheap_policy(profile: Path | None) -> Setup:
    """The same for a given profile folder, as `ui.app` asks for it."""
    assert profile is not None
    return cheap_setup(profile.parent)


def made_vault(setup: Setup, folder: Path) -> bytes:
    """A new vault at `folder` with `PASSPHRASE`; returns its key."""
    return setup.vaults().create(folder, PASSPHRASE, actor="Tester").vault_key


def open_inline(setup: Setup, folder: Path, key: bytes, language: Language = "en") -> Services:
    """All rooms over a vault, on the caller's thread."""
    return open_services(folder, key, setup, language, InlineJobs())


def name_member(services: Services) -> None:
    """A commission and a member, so that papers can be made and nobody is asked."""
    services.register.set_profile(
        ProfileView("Комиссия", "Commission", "Город", "Town", "Нина Образцова", "Nina Sample", "член", "member")
    )


def real_context(
    root: Path,
    language: Language = "en",
    *,
    theme: str = "light",
    percent: int = 100,
    jobs: Jobs | None = None,
    words: Words | None = None,
    profile: bool = True,
) -> Context:
    """A context over a real, empty vault in `root`, with a named member. End it with `context.services.close()`."""
    setup = cheap_setup(root)
    folder = root / "office.collegium"
    key = made_vault(setup, folder)
    running = jobs or InlineJobs()
    services = open_services(folder, key, setup, language, running)
    if profile:
        running.database(lambda: name_member(services)).result()
    return plain_context(language, theme=theme, percent=percent, services=services, jobs=running, words=words)
