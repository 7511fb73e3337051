"""Sign the opinion: what will be signed, who signs, what kind of signature it is, what is still in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop.errors import KnownError
from desktop.i18n import LANGUAGES, Language
from models.views.assessment import Obstacle
from models.views.changes import Done
from models.views.papers import OpinionPaper, PaperPreview, PaperView
from ui.assessment.obstacle_list import ObstacleList
from ui.context import Context
from ui.papers.preview_sheet import PreviewSheet
from ui.papers.showing import language_name
from ui.signing.identity_choice import IdentityChoice
from ui.signing.signed_note import SignedNote
from ui.widgets.button import Button
from ui.widgets.form_row import FormRow
from ui.widgets.label import Label
from ui.widgets.line import Line
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:  # the signature libraries load when something is signed, not when a case opens
    from desktop.filing.issue import Frozen, Signed


class SignSheet(Sheet):
    """Signals:
    signed: The `PaperView` that was made.
    obstacle_opened: An `Obstacle` that the reader wants to mend; the sheet has closed.
    """

    signed = Signal(object)
    obstacle_opened = Signal(object)

    def __init__(self, ctx: Context, case_id: str, parent: QWidget | None = None) -> None:
        over = parent or QApplication.activeWindow()
        assert over is not None
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, over, tr("Sign the opinion"), accept=tr("Sign"), width=620)
        self._ctx = ctx
        self._case_id = case_id
        self._asked = 0
        self._clear = False
        self.note: SignedNote | None = None
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(language_name(ctx.words, code), code)
        self.language.setCurrentIndex(LANGUAGES.index(ctx.words.language))
        self.body.addWidget(FormRow(tr("Language of the paper"), self.language))
        self.facts = Label(tr("The paper is being laid out."), "muted")
        self.body.addWidget(self.facts)
        self.obstacles = ObstacleList(ctx)
        self.obstacles.opened.connect(self._mend)
        self.obstacles.hide()
        self.body.addWidget(self.obstacles)
        self.line = Line()
        self.body.addWidget(self.line)
        self.identity = IdentityChoice(ctx)
        self.identity.changed.connect(self._judge)
        self.identity.entered.connect(self._enter)
        self.body.addWidget(self.identity)
        self.body.addStretch(1)
        self.preview = Button(tr("Preview"), theme=ctx.theme, icon="eye")
        self.preview.clicked.connect(self._preview)
        self.buttons.insertWidget(0, self.preview)
        self.language.currentIndexChanged.connect(self._ask)
        self._ask()

    @property
    def paper_language(self) -> Language:
        chosen: Language = self.language.currentData()
        return chosen

    # -- before -----------------------------------------------------------------------------------------------------

    @Slot()
    def _ask(self, _index: int = 0) -> None:
        """Look up what would be signed in this language, and what is in the way."""
        self._asked += 1
        mine, issue, case_id, language = self._asked, self._ctx.services.issue, self._case_id, self.paper_language
        self._clear = False
        self.facts.setText(self._ctx.words.tr("The paper is being laid out."))
        self._judge()

        def looked(found: tuple[tuple[OpinionPaper, str], tuple[Obstacle, ...]]) -> None:
            if mine != self._asked:
                return
            draft, stops = found
            self._clear = not stops
            self.obstacles.show_obstacles(stops)
            self.obstacles.setVisible(bool(stops))
            for widget in (self.identity, self.line):
                widget.setVisible(not stops)
            self._judge()
            self._ctx.pool(
                self, lambda: issue.stage_preview(*draft), lambda made: self._laid_out(made, mine), self._broke
            )
            self.fit()
            (self.cancel_button if stops else self.identity.where_work_is()).setFocus()

        self._ctx.run(
            self, lambda: (issue.draft(case_id, language), issue.obstacles(case_id, language)), looked, self._broke
        )

    def _laid_out(self, made: PaperPreview, mine: int) -> None:
        if mine != self._asked:
            return
        words = self._ctx.words
        parts = [
            words.tr("Number {number}", number=made.number),
            words.trn("{n} page", "{n} pages", made.pages),
            words.trn("{n} exhibit", "{n} exhibits", made.exhibits),
            words.trn("{n} citation", "{n} citations", made.citations),
        ]
        said = " · ".join(parts)
        if made.supersedes:
            said += "\n" + words.tr("It replaces the paper {number}.", number=made.supersedes)
        self.facts.setText(said)
        self.fit()

    def _broke(self, error: Exception) -> None:
        """The paper can't be made (a character without a sign): nothing can be signed in this language."""
        self._clear = False
        self.facts.setText("")
        self._judge()
        self.show_error(error)

    @Slot()
    def _judge(self) -> None:
        self.accept_button.setEnabled(self._clear and self.identity.ready)

    @Slot()
    def _enter(self) -> None:
        if self.accept_button.isEnabled():
            self._submit()

    @Slot()
    def _preview(self) -> None:
        PreviewSheet(self._ctx, self._case_id, self, self.paper_language).open()

    @Slot(object)
    def _mend(self, obstacle: Obstacle) -> None:
        self.reject()
        self.obstacle_opened.emit(obstacle)

    # -- signing ----------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        identity = self.identity.chosen
        if identity is None:
            return
        self.set_busy(True)
        self.preview.setDisabled(True)
        ctx, issue, case_id, language = self._ctx, self._ctx.services.issue, self._case_id, self.paper_language
        pin = self.identity.pin.text()

        def finalised(frozen: Frozen) -> None:
            ctx.run_long(
                self,
                ctx.words.tr("Signing {number}", number=frozen.paper.number),
                lambda progress: issue.stage_signed(frozen, progress),
                sealed,
                self.fail,
            )

        def sealed(signed: Signed) -> None:
            ctx.run(self, lambda: issue.store(signed), self._signed, self.fail)

        ctx.run(self, lambda: issue.finalise(case_id, language, identity.id, pin), finalised, self.fail)

    def fail(self, error: Exception) -> None:
        self.preview.setDisabled(False)
        super().fail(error)
        self._judge()
        if isinstance(error, KnownError) and error.code in ("signing.wrong_pin", "filing.pin_needed"):
            self.identity.pin.selectAll()
            self.identity.pin.setFocus()

    def _signed(self, done: Done[PaperView]) -> None:
        self.identity.pin.clear()
        self.set_busy(False)
        while self.body.count():
            item = self.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.heading.setText(self.words.tr("The opinion is signed"))
        self.setWindowTitle(self.heading.text())
        self.note = SignedNote(self._ctx, done.value)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.preview.hide()
        self.accept_button.hide()
        self.cancel_button.setText(self.words.tr("Close"))
        self.cancel_button.setDefault(True)
        self.fit()
        QTimer.singleShot(0, self, self.fit)  # once what was there is gone and the new texts are wrapped
        self.signed.emit(done.value)

    def done(self, result: int) -> None:
        if self.note is None:
            self.identity.pin.clear()
        super().done(result)
