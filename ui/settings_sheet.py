"""The settings: language, light or dark, text size, time until the lock."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.i18n import LANGUAGES, N_
from desktop.settings import FONT_PERCENTS, IDLE_MINUTES, Mode
from ui.context import Context
from ui.widgets.form import Form
from ui.widgets.sheet import Sheet

LANGUAGE_NAMES = {"ru": "Русский", "en": "English"}
THEMES: tuple[tuple[Mode, str], ...] = (
    ("system", N_("As the desktop")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
)


class SettingsSheet(Sheet):
    """Everything takes effect at once; nothing has to be confirmed.

    Signals:
        language_chosen: Another language code.
    """

    language_chosen = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("Settings"), cancel=tr("Close"))
        self._ctx = ctx
        self._settings = ctx.settings
        form = Form()
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES[code], code)
        self.mode = QComboBox()
        for mode, name in THEMES:
            self.mode.addItem(tr(name), mode)
        self.text_size = QComboBox()
        for percent in FONT_PERCENTS:
            self.text_size.addItem(f"{percent} %", percent)
        self.idle = QComboBox()
        for minutes in IDLE_MINUTES:
            self.idle.addItem(ctx.words.trn("{n} minute", "{n} minutes", minutes), minutes)
        self.motion = QCheckBox(tr("No fading and no movement"))
        for box, value in (
            (self.language, ctx.words.language),
            (self.mode, self._settings.theme),
            (self.text_size, self._settings.font_percent),
            (self.idle, self._settings.idle_minutes),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        self.motion.setChecked(self._settings.reduced_motion)
        form.add("language", tr("Language of the window"), self.language, tr("Papers have a language of their own."))
        form.add("theme", tr("Light or dark"), self.mode)
        form.add("size", tr("Text size"), self.text_size)
        form.add("idle", tr("Lock after"), self.idle, tr("Nobody has touched keyboard and mouse for so long."))
        form.plain(self.motion)
        self.body.addWidget(form)
        self.body.addStretch(1)
        self.language.activated.connect(self._take_language)
        self.mode.activated.connect(self._take_mode)
        self.text_size.activated.connect(self._take_size)
        self.idle.activated.connect(self._take_idle)
        self.motion.toggled.connect(self._take_motion)
        self.language.setFocus()

    @Slot()
    def _take_language(self) -> None:
        code = str(self.language.currentData())
        if code != self._ctx.words.language:
            self.accept()
            self.language_chosen.emit(code)

    @Slot()
    def _take_mode(self) -> None:
        self._settings.theme = self.mode.currentData()
        self._apply()

    @Slot()
    def _take_size(self) -> None:
        self._settings.font_percent = int(self.text_size.currentData())
        self._apply()
        self.fit()

    @Slot()
    def _take_idle(self) -> None:
        self._settings.idle_minutes = int(self.idle.currentData())
        self._settings.save()

    @Slot(bool)
    def _take_motion(self, on: bool) -> None:
        self._settings.reduced_motion = on
        self._settings.save()

    def _apply(self) -> None:
        self._settings.save()
        self._ctx.theme.refresh()
