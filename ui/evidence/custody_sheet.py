"""The custody log of one exhibit: who had it, when, what was done with it, and every verification; also as a paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from desktop.i18n import LANGUAGES, N_
from models.views.changes import Changes
from models.views.custody_paper import CustodyPaper
from models.views.evidence import ExhibitView
from ui.context import Context
from ui.evidence.custody_entry_sheet import CustodyEntrySheet
from ui.evidence.custody_rows import CustodyRows, Found
from ui.evidence.exhibit_facts import failure_text
from ui.evidence.names import grouped
from ui.evidence.verify_flow import verify
from ui.files import choose_target
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

LANGUAGE_NAMES = {"ru": N_("In Russian"), "en": N_("In English")}


class CustodySheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget, exhibit: ExhibitView) -> None:
        words, tr = ctx.words, ctx.words.tr
        title = tr("Custody log of {number}", number=exhibit.number)
        super().__init__(words, ctx.theme, parent, title, cancel=tr("Close"), width=800, scrolls=False)
        self._ctx = ctx
        self._owner = parent
        self._exhibit = exhibit
        self.warning = Label("", "bad")
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.body.addWidget(Label(f"SHA-256\n{grouped(exhibit.sha256)}", "mono").selectable())
        self.note = Label(tr("Reading the log …"), "muted")
        self.record = Button(tr("Record …"), theme=ctx.theme, icon="pencil")
        self.record.setToolTip(tr("Record in the custody log what happened outside the program"))
        self.record.clicked.connect(self.record_entry)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.note, 1)
        top.addWidget(self.record)
        self.body.addLayout(top)
        self.list = RowList(ctx.theme, title)
        self.list.setMinimumHeight(ctx.theme.px(320))
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self._bottom())
        ctx.changed.connect(self._changed)
        self._warn(exhibit)
        self._read()

    def _bottom(self) -> QHBoxLayout:
        tr, theme = self._ctx.words.tr, self._ctx.theme
        row = QHBoxLayout()
        row.setSpacing(8)
        self.verify = Button(tr("Verify now"), theme=theme, icon="shield-check")
        self.verify.clicked.connect(self._verify)
        self.language = QComboBox()
        self.language.setAccessibleName(tr("Language of the paper"))
        for code in LANGUAGES:
            self.language.addItem(tr(LANGUAGE_NAMES[code]), code)
        self.language.setCurrentIndex(LANGUAGES.index(self._ctx.words.language))
        self.paper = Button(tr("Save as a paper …"), theme=theme, icon="printer")
        self.paper.clicked.connect(self._ask_where)
        for button in (self.verify, self.paper, self.record):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self.verify)
        row.addStretch(1)
        row.addWidget(self.language)
        row.addWidget(self.paper)
        return row

    @Slot()
    def record_entry(self) -> None:
        """Ask what happened outside the program."""
        CustodyEntrySheet(self._ctx, self, self._exhibit).open()

    # the log -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        evidence, exhibit_id = self._ctx.services.evidence, self._exhibit.id

        def read() -> Found:
            log, checks = evidence.custody(exhibit_id), evidence.integrity.log(exhibit_id)
            return Found(evidence.exhibit(exhibit_id), log, checks, evidence.custody_elsewhere(exhibit_id))

        self._ctx.run(self, read, self._show, self.fail)

    def _show(self, found: Found) -> None:
        words = self._ctx.words
        self._exhibit = found.exhibit
        self._warn(found.exhibit)
        self.list.set_rows(CustodyRows(words, self._ctx.services.register.codes).all(found))
        count = words.trn(
            "{n} entry, the oldest first. Entries are only added, never changed.",
            "{n} entries, the oldest first. Entries are only added, never changed.",
            len(found.entries) + len(found.checks),
        )
        more = words.trn("{n} more was recorded elsewhere.", "{n} more were recorded elsewhere.", len(found.elsewhere))
        self.note.setText(f"{count} {more}" if found.elsewhere else count)

    def _warn(self, exhibit: ExhibitView) -> None:
        self.warning.setVisible(bool(exhibit.failed_at))
        if exhibit.failed_at:
            self.warning.setText(failure_text(self._ctx.words, exhibit.failed_at))

    # what can be done ----------------------------------------------------------------------------------------------

    @Slot()
    def _verify(self) -> None:
        verify(self._ctx, self._owner, exhibit_id=self._exhibit.id)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.kinds & {"integrity_check", "custody_event"} and changes.case_id in (None, self._exhibit.case_id):
            self._read()

    @Slot()
    def _ask_where(self) -> None:
        name = self._ctx.words.tr("custody log {number}.pdf", number=self._exhibit.number)
        choose_target(self, self.windowTitle(), name, self.write_to, suffix="pdf")

    def write_to(self, target: Path) -> None:
        """Lay the log out in the chosen language and write it to `target`, which must not exist."""
        ctx, exhibit_id, language = self._ctx, self._exhibit.id, self.language.currentData()
        extracts = ctx.services.custody_extracts
        self.set_busy(True)

        def written(path: Path) -> None:
            self.set_busy(False)
            ctx.messages.toast(ctx.words.tr("Written: {name}", name=path.name))

        def laid_out(pdf: bytes) -> None:
            ctx.run(self, lambda: extracts.write(exhibit_id, pdf, target), written, self.fail)

        def gathered(paper: CustodyPaper) -> None:
            ctx.pool(self, lambda: extracts.stage_pdf(paper), laid_out, self.fail)

        ctx.run(self, lambda: extracts.gather(exhibit_id, language), gathered, self.fail)
