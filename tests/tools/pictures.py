"""Pictures of every screen over a copy of a demo folder: `python -m tests.tools.pictures DEMO OUT [NAME …]`; of the
evidence room over material of its own: `python -m tests.tools.pictures --evidence OUT [NAME …]`.

One PNG per screen, language and theme at 1366×768, named `screen-language-theme.png`.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.clock import SystemClock
from desktop.i18n import Language, Words
from desktop.jobs import ThreadJobs
from desktop.paths import Paths
from desktop.services import Services, Setup, open_services
from desktop.settings import Settings
from desktop.vault.kdf import KdfPolicy
from desktop.verbs.demo.steps import Place
from tests.tools.grabbing import grabbed
from ui.context import Context
from ui.evidence.evidence_pane import EvidencePane
from ui.help_window import HelpWindow
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.theme import Theme
from ui.vault.create_assistant import CreateAssistant
from ui.vault.gate import Gate
from ui.vault.handover import KeyHandover

SIZE = (1366, 768)


class Studio:
    def __init__(self, demo: Path, out: Path, only: list[str]) -> None:
        self.out = out
        self.only = only
        self.app = QApplication.instance() or QApplication([])
        self.place = Place(demo)
        self.setup = Setup(Paths.under(self.place.profile).ensure(), SystemClock(), KdfPolicy())
        passphrase = self.place.passphrase.read_text(encoding="utf-8").strip()
        self.key = self.setup.vaults().unlock(self.place.vault, passphrase=passphrase)

    def all(self) -> None:
        for language in ("ru", "en"):
            jobs = ThreadJobs()
            services = jobs.database(
                lambda language=language, jobs=jobs: open_services(
                    self.place.vault, self.key, self.setup, language, jobs
                )
            ).result()
            for theme in ("light", "dark"):
                if f"{language}-{theme}" not in os.environ.get("LOOKS", f"{language}-{theme}"):
                    continue
                if self.wanted("unlock") or self.wanted("assistant"):
                    self.gate(language, theme)
                self.screens(services, jobs, language, theme)
            services.close()

    def screens(self, services: Services, jobs: ThreadJobs, language: Language, theme: str) -> None:
        settings = Settings(language=language, theme=theme, font_percent=int(os.environ.get("PERCENT", "100")))  # type: ignore[arg-type]
        look = Theme(settings)
        look.apply(self.app)  # type: ignore[arg-type]
        words = Words(language)
        context = Context(services, words, look, Messages(words), settings, jobs)
        window = MainWindow(context)
        window.resize(*SIZE)
        window.show()
        self.until(lambda: window.texts.running, 10)
        self.until(lambda: not window.texts.running, 60)
        case = jobs.database(lambda: next(r for r in services.register.cases().rows if r.number)).result().id
        exhibits = jobs.database(lambda: services.evidence.exhibits(case)).result()
        suffix = f"{language}-{theme}"

        def shoot(name: str) -> None:
            self.shoot(name, window, suffix)

        shoot("cases")
        window.open_case(case)
        self.settle()
        screen = window.stack.currentWidget()
        shoot("overview")
        screen.show_exhibit(next(e.id for e in exhibits if e.format == "pdf" and e.details.lang == "de"))
        screen.show_part("checklist")
        screen.checklist.go_to("D3")
        shoot("case")
        screen.show_exhibit(next(e.id for e in exhibits if e.reader == "image"))
        shoot("image")
        screen.show_part("opinion")
        screen.show_exhibit(next(e.id for e in exhibits if e.details.translation_of))
        shoot("opinion")
        for name in ("papers", "audit"):
            window.show_place(name)
            self.settle()
            view = window.stack.currentWidget()
            from PySide6.QtWidgets import QAbstractItemView

            table = next((v for v in view.findChildren(QAbstractItemView) if v.isVisible()), None)
            if table is not None and table.model().rowCount():
                QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
            shoot(name)
        self.filing(window, context, case, shoot)
        names = ("settings", "backup", "check", "restore", "about", "help", "profile", "keys")
        found = {name: getattr(window.commands, f"show_{name}", None) for name in names}
        sheets: dict[str, Callable[[], object]] = {name: show for name, show in found.items() if show}
        sheets["palette"] = window.show_palette
        for name, show in sheets.items():
            if not self.wanted(name):
                continue
            show()
            if name == "help":
                self.settle()
                page = window.findChild(HelpWindow)
                assert isinstance(page, HelpWindow)
                page.grab().save(str(self.out / f"help-{suffix}.png"))
                page.close()
                continue
            shoot(name)
            for sheet in self.app.topLevelWidgets():
                if sheet.isVisible() and isinstance(sheet, QDialog):
                    sheet.reject()
        window.retire()
        window.deleteLater()
        self.settle()

    def filing(self, window: MainWindow, context: Context, case: str, shoot: Callable[[str], None]) -> None:
        """The sheet that signs, over the case."""
        from ui.signing.sign_sheet import SignSheet

        if not self.wanted("sign"):
            return
        window.open_case(case)
        self.settle()
        opened = SignSheet(context, case, window)
        opened.open()
        laid_out = opened.facts.text()
        self.until(lambda: opened.facts.text() != laid_out)
        shoot("sign")
        sheet = self.sheet()
        if sheet is not None:
            sheet.reject()

    def shoot(self, name: str, what: QWidget, suffix: str) -> None:
        """The window as it is now, with the sheet that lies over it."""
        if not self.wanted(name):
            return
        self.settle()
        panes = [pane for pane in what.findChildren(EvidencePane) if pane.isVisible()]
        self.until(lambda: all(drawn(pane) for pane in panes))
        grabbed(what).save(str(self.out / f"{name}-{suffix}.png"))

    def sheet(self) -> QDialog | None:
        """The sheet that is open."""
        return next((w for w in self.app.topLevelWidgets() if w.isVisible() and isinstance(w, QDialog)), None)  # type: ignore[attr-defined]

    def gate(self, language: Language, theme: str) -> None:
        """The unlock window and the assistant's first steps."""
        settings = Settings(language=language, theme=theme, file=self.place.profile / "gate.json")  # type: ignore[arg-type]
        settings.remember_vault(self.place.vault)
        look = Theme(settings)
        look.apply(self.app)  # type: ignore[arg-type]
        entry = Gate(settings, look, KeyHandover(), lambda: self.setup, lambda folder: None)
        entry.open(Words(language), self.place.vault)
        window = entry.window
        assert window is not None
        self.settle()
        suffix = f"{language}-{theme}.png"
        if self.wanted("unlock"):
            window.grab().save(str(self.out / f"unlock-{suffix}"))
        if self.wanted("assistant"):
            window.page.create_wanted.emit()
            assistant = next(w for w in window.findChildren(CreateAssistant))
            assistant.place.place.setText(str(self.place.folder))
            assistant.place.name.setText(f"{language}-{theme}")
            for number in range(1, 5):
                if number == 2:
                    assistant.passphrase.propose.click()
                    assistant.passphrase.again.setText(assistant.passphrase.passphrase)
                    self.settle()
                self.settle(0.5)
                window.grab().save(str(self.out / f"assistant{number}-{suffix}"))
                if number < 4:
                    assistant.next.click()
                    self.until(lambda n=number: assistant.stack.currentIndex() == n)
        window.close()

    @staticmethod
    def until(true: Callable[[], bool], patience: float = 30) -> None:
        end = time.monotonic() + patience
        while not true() and time.monotonic() < end:
            QTest.qWait(20)

    def wanted(self, name: str) -> bool:
        return not self.only or any(name.startswith(one) for one in self.only)

    def settle(self, seconds: float = 1.2) -> None:
        """Let background work arrive."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QTest.qWait(50)


def drawn(pane: EvidencePane) -> bool:
    """Whether the pane has drawn what it shows."""
    loader = pane.canvas.loader
    ready = pane.viewer.source is None or loader is None or loader.idle
    return ready and pane.stack.currentWidget() is not pane.opening


def main() -> None:
    gc.disable()  # it would destroy widgets on whatever thread it happens to run
    if sys.argv[1] == "--evidence":
        from tests.tools.evidence_pictures import main as evidence

        evidence(Path(sys.argv[2]), sys.argv[3:])
        return
    demo, out, only = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        copy = Path(root) / "demo"
        shutil.copytree(demo, copy)
        Studio(copy, out, only).all()


if __name__ == "__main__":
    main()
