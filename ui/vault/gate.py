"""The unlock window's work: facts of vaults, keys off the interface thread, and the handover to the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.i18n import LANGUAGES, Language, Words
from desktop.jobs import Jobs, Progress, ThreadJobs
from desktop.roles import Handed
from desktop.settings import Settings
from models.views.vault import VaultFacts
from ui.background import Background
from ui.messages import report, sentence
from ui.tasks import Task
from ui.theme import Theme
from ui.vault.handover import KeyHandover
from ui.vault.unlock_window import UnlockWindow

if TYPE_CHECKING:
    from desktop.services import Setup

T = TypeVar("T")


class Gate(QObject):
    """Owns the unlock window. `make_setup` runs off the interface thread, because it imports the cryptography.

    `leave` is called with the vault's folder once the desk shows its window.
    """

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        handover: KeyHandover,
        make_setup: Callable[[], Setup],
        leave: Callable[[Path], None],
        speak: Callable[[Language], None] = lambda language: None,
        jobs: Jobs | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.theme = theme
        self.window: UnlockWindow | None = None
        self._handover = handover
        self._make_setup = make_setup
        self._leave = leave
        self._speak = speak
        self._setup: Setup | None = None
        self._folder: Path | None = None
        self._background = Background(jobs or ThreadJobs())
        handover.shown.connect(self._shown)
        handover.refused.connect(self._refused)
        handover.died.connect(self._died)

    def open(self, words: Words, vault: Path | None = None, *, returned: bool = False, crashed: bool = False) -> None:
        """Show the window; the desk is started after its first paint."""
        old = self.window
        window = UnlockWindow(words, self.theme, self.settings, self)
        self.window = window
        window.language_chosen.connect(self._change_language)
        window.page.vault_chosen.connect(self._inspect)
        window.page.unlock_wanted.connect(self._unlock)
        if old is not None:
            window.setGeometry(old.geometry())
        else:
            window.painted.connect(self._handover.prepare)
        window.show()
        window.activateWindow()
        window.page.offer(vault)
        if returned:
            window.page.banners.show_text(words.tr("The vault is locked. Your drafts are saved in it."), "info")
        if crashed:
            said = words.tr("The main window ended by a fault of the program. What was saved is safe.")
            window.page.banners.show_text(said, "warn")
        if old is not None:
            old.deleteLater()

    def setup(self) -> Setup:
        """The workstation's setup, made at the first call; not on the interface thread."""
        if self._setup is None:
            self._setup = self._make_setup()
        return self._setup

    def work(self, owner: QObject, work: Callable[[], T], done: Callable[[T], None],
             failed: Callable[[Exception], None]) -> None:  # fmt: skip
        """Run on the pool, answer on the interface thread."""
        self._background.pool(owner, work, done, failed)

    def long(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Task:
        """The same for work that reports how far it is."""
        task = Task(title, self._background, self)
        self.work(owner, lambda: work(task.progress), done, failed)
        return task

    def hand_over(self, folder: Path, key: bytes) -> None:
        """A key is there: the desk takes over."""
        self._folder = folder
        self.settings.remember_vault(folder)
        self._handover.give(Handed(folder, key))

    @Slot(object)
    def _inspect(self, folder: Path) -> None:
        window = self.window
        if window is not None:
            QTimer.singleShot(0, window, lambda: self._inspect_now(folder))

    def _inspect_now(self, folder: Path) -> None:
        window = self.window
        if window is None:
            return
        words, page = window.words, window.page

        def facts(found: VaultFacts) -> None:
            page.show_facts(found)

        def failed(error: Exception) -> None:
            if page.folder == folder:
                page.banners.clear()
                page.banners.show_text(sentence(words, error), "bad")
            report(error)

        self.work(window, lambda: self.setup().vaults().inspect(folder), facts, failed)

    @Slot(object, object)
    def _unlock(self, passphrase: str | None, recovery_key: str | None) -> None:
        window = self.window
        folder = window.page.folder if window is not None else None
        if window is None or folder is None:
            return
        words, page = window.words, window.page
        page.set_busy(True)

        def opened(key: bytes) -> None:
            self.hand_over(folder, key)

        def failed(error: Exception) -> None:
            page.fail(sentence(words, error))
            report(error)
            self._wait_after(folder)

        self.work(
            window,
            lambda: self.setup().vaults().unlock(folder, passphrase=passphrase, recovery_key=recovery_key),
            opened,
            failed,
        )

    def _wait_after(self, folder: Path) -> None:
        window = self.window
        if window is None:
            return
        page = window.page
        self.work(
            window,
            lambda: self.setup().vaults().inspect(folder),
            lambda facts: page.wait(facts.wait),
            lambda error: page.wait(1.0),
        )

    @Slot()
    def _shown(self) -> None:
        if self.window is not None and self._folder is not None:
            self.window.forget_secrets()
            self.window.hide()
            self._leave(self._folder)

    @Slot(str)
    def _refused(self, text: str) -> None:
        if self.window is not None:
            self.window.show_start()
            self.window.page.fail(text)

    @Slot(int)
    def _died(self, code: int) -> None:
        if self.window is None:
            return
        self.window.show_start()
        self.window.page.fail(
            self.window.words.tr(
                "The main window could not be started (code {code}). Nothing was changed. "
                "Try once more; if it happens again, start the program anew.",
                code=code,
            )
        )

    @Slot(str)
    def _change_language(self, language: str) -> None:
        for known in LANGUAGES:
            if known == language and known != self.settings.language:
                self.settings.language = known
                self.settings.save()
                self._speak(known)
                self.open(Words(known), self.window.page.folder if self.window is not None else None)
