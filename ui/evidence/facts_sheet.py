"""All facts of one exhibit."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.views.evidence import DocumentInfo, ExhibitView
from models.views.integrity import ReadingView
from ui.context import Context
from ui.evidence.exhibit_facts import facts_of
from ui.evidence.facts_list import FactsList
from ui.widgets.button import Button
from ui.widgets.sheet import Sheet


class FactsSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView, info: DocumentInfo | None = None) -> None:
        words = ctx.words
        title = f"{exhibit.number} · {exhibit.title(words.language)}"
        super().__init__(words, ctx.theme, parent, title, cancel=words.tr("Close"), width=560)
        self.facts = FactsList(ctx.theme)
        self.facts.set_facts(facts_of(ctx, exhibit, info))
        self._ctx, self._exhibit = ctx, exhibit
        reading = ctx.services.evidence.reading
        ctx.run(self, lambda: reading.of(exhibit.id), self._add_reading, self.fail)
        self.body.addWidget(self.facts)
        self.forget = Button(words.tr("Forget the kept password"), theme=ctx.theme, icon="key")
        self.forget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.forget.clicked.connect(self._forget)
        self.body.addWidget(self.forget)
        self.forget.hide()
        self.body.addStretch(1)
        self._ctx, self._exhibit = ctx, exhibit
        passwords = ctx.services.evidence.passwords
        ctx.run(self, lambda: passwords.kept(exhibit.id) is not None, self.forget.setVisible)

    @Slot()
    def _forget(self) -> None:
        """Take the exhibit's password out of the vault."""
        passwords, words, exhibit = self._ctx.services.evidence.passwords, self._ctx.words, self._exhibit

        def done(_gone: bool) -> None:
            self.forget.hide()
            self._ctx.messages.toast(words.tr("The password of {number} is forgotten.", number=exhibit.number))

        self._ctx.run(self, lambda: passwords.forget(exhibit.id), done)

    def _add_reading(self, reading: ReadingView) -> None:
        self.facts.set_facts(facts_of(self._ctx, self._exhibit, None, reading))
        self.fit()
