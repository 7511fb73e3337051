"""The unlock window: the way in, and the ways to a vault when there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n import LANGUAGES, Words
from desktop.settings import Settings
from ui.theme import Theme
from ui.vault.unlock_page import UnlockPage
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.line import Line

if TYPE_CHECKING:
    from ui.vault.gate import Gate

NAMES = {"ru": "Русский", "en": "English"}


class UnlockWindow(QWidget):
    """Other pages (assistant, restore, help) are built when they are asked for.

    Signals:
        painted: The window was painted for the first time.
        language_chosen: A language code.
    """

    painted = Signal()
    language_chosen = Signal(str)

    def __init__(self, words: Words, theme: Theme, settings: Settings, gate: Gate) -> None:
        super().__init__()
        self.words = words
        self.theme = theme
        self._settings = settings
        self._gate = gate
        self._painted = False
        self.setWindowTitle("Collegium")
        self.setWindowIcon(theme.icon("scale", 32, "accent"))
        self.setProperty("surface", "ground")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack = QStackedWidget()
        self.page = UnlockPage(words, theme, settings)
        self._start = QScrollArea()
        self._start.setWidgetResizable(True)
        self._start.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._start.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._start.setWidget(self.page)
        self.stack.addWidget(self._start)
        column.addWidget(self.stack, 1)
        column.addWidget(Line())
        column.addLayout(self._foot())
        self.page.create_wanted.connect(self.show_create)
        self.page.other_wanted.connect(self._choose_folder)
        self.page.restore_wanted.connect(self.show_restore)
        QShortcut(QKeySequence.StandardKey.HelpContents, self, self._help)
        room = self.screen().availableSize()
        self.resize(min(theme.px(560), room.width() - 40), min(theme.px(560), room.height() - 60))

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 6, 24, 6)
        foot.setSpacing(4)
        sign = QLabel()
        self.theme.put_icon(sign, "wifi-off", 16)
        foot.addWidget(sign)
        note = Label(self.words.tr("Works offline. Nothing leaves this workstation."), "small")
        note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        foot.addWidget(note, 1)
        for code in LANGUAGES:
            button = Button(NAMES[code], "link")
            button.setDisabled(code == self.words.language)
            button.setProperty("language", code)
            button.clicked.connect(self._pick_language)
            foot.addWidget(button)
        help_button = Button(self.words.tr("Help"), "link", tip=f"{self.words.tr('Help')}  F1")
        help_button.clicked.connect(self._help)
        foot.addWidget(help_button)
        return foot

    def show_start(self) -> None:
        """Back to the first page; pages that were built are thrown away with what was typed in them."""
        self.stack.setCurrentWidget(self._start)
        for index in reversed(range(1, self.stack.count())):
            page = self.stack.widget(index)
            if page is not None:
                self.stack.removeWidget(page)
                page.deleteLater()
        self.page.set_busy(False)

    def forget_secrets(self) -> None:
        self.page.field.forget()

    @Slot()
    def show_create(self) -> None:
        from ui.vault.create_assistant import CreateAssistant

        assistant = CreateAssistant(self.words, self.theme, self._gate)
        assistant.left.connect(self.show_start)
        self._turn_to(assistant)

    @Slot()
    def show_restore(self) -> None:
        from ui.vault.restore_page import RestorePage

        page = RestorePage(self.words, self.theme, self._gate)
        page.left.connect(self.show_start)
        page.restored.connect(self._restored)
        self._turn_to(page)

    def _turn_to(self, page: QWidget) -> None:
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()

    @Slot(object)
    def _restored(self, folder: object) -> None:
        from pathlib import Path

        self.show_start()
        if isinstance(folder, Path):
            self._settings.remember_vault(folder)
            self.page.offer(folder)

    @Slot()
    def _choose_folder(self) -> None:
        from ui.files import choose_folder

        choose_folder(self, self.words.tr("Choose the folder of a vault"), self.page.offer)

    @Slot()
    def _help(self) -> None:
        from ui.help_window import show_help

        show_help(self, self.words, self.theme, "secrets")

    @Slot()
    def _pick_language(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.language_chosen.emit(str(sender.property("language")))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)
