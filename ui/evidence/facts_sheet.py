"""All facts of one exhibit."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.views.cautions import Standing
from models.views.evidence import DocumentInfo, ExhibitView, ImagePlace, PagePlace, TextPlace
from models.views.integrity import ReadingView
from models.views.redactions import RedactionView
from ui.context import Context
from ui.evidence.exhibit_facts import facts_of, standing_facts
from ui.evidence.facts_list import FactsList
from ui.widgets.button import Button
from ui.widgets.sheet import Sheet

Found = tuple[ReadingView, tuple[RedactionView, ...], Standing]


class FactsSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView, info: DocumentInfo | None = None) -> None:
        words = ctx.words
        title = f"{exhibit.number} · {exhibit.title(words.language)}"
        super().__init__(words, ctx.theme, parent, title, cancel=words.tr("Close"), width=560)
        self.facts = FactsList(ctx.theme)
        self.facts.set_facts(facts_of(ctx, exhibit, info))
        self._ctx, self._exhibit = ctx, exhibit
        self._info = info
        evidence, wanted = ctx.services.evidence, exhibit.id

        def work() -> Found:
            return evidence.reading.of(wanted), evidence.redactions.of(wanted), evidence.standing(wanted)

        ctx.run(self, work, self._complete, self.fail)
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

    def _complete(self, found: Found) -> None:
        """What is read about it beside its own row: one's reading, the register of a redacted copy, how it stands."""
        reading, register, standing = found
        facts = facts_of(self._ctx, self._exhibit, self._info, reading)
        if register:
            facts.append((self._ctx.words.tr("Redactions"), "\n".join(map(self._redaction, register)), "body"))
        facts[1:1] = standing_facts(self._ctx.words, standing)  # where it is seen
        self.facts.set_facts(facts)
        self.fit()

    def _redaction(self, one: RedactionView) -> str:
        tr, redactions = self._ctx.words.tr, self._ctx.services.evidence.redactions
        where = ""
        match one.place:
            case PagePlace(page) | ImagePlace(page):
                where = tr("p. {page}", page=page)
            case TextPlace(line=line):
                where = tr("line {line}", line=line)
        reason = redactions.reason(self._ctx.words, one.reason)
        return f"{one.position + 1}. {' · '.join(part for part in (where, reason, one.author) if part)}"
