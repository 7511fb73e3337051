"""How exhibits are opened on this machine, and what every decoder was kept from, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.evidence import profiles
from desktop.evidence.decoder.selftest import REFUSED
from desktop.i18n import N_
from models.views.evidence import Isolation
from models.views.isolation import IsolationReport, ProfileReport
from ui.context import Context
from ui.tasks import Task
from ui.widgets.label import Label
from ui.widgets.row import Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

TIERS = {
    "sandbox": N_(
        "Exhibits are opened in a sandbox (bubblewrap and seccomp): no files but the reader's own, no network, no keys."
    ),
    "landlock": N_(
        "Exhibits are opened in a confined process (Landlock and seccomp), because bubblewrap can't run here. It can "
        "read nothing, but may ask which files there are."
    ),
    "none": N_("This machine can confine no process, so exhibits are not opened. Only their facts are shown."),
}
KINDS = {
    "any": N_("In reserve (documents, pictures, texts)"),
    "pdf": N_("PDF documents"),
    "image": N_("Pictures"),
    "rare_image": N_("HEIC and AVIF pictures"),
    "svg": N_("SVG drawings"),
    "text": N_("Plain texts"),
    "mail": N_("Mail"),
    "web": N_("Web pages"),
    "chat": N_("Chats"),
    "docx": N_("Word documents"),
    "pptx": N_("Presentations"),
    "odf": N_("OpenDocument texts"),
    "rtf": N_("RTF documents"),
    "ole": N_("Old office documents"),
    "grid": N_("Workbooks and tables"),
    "archive": N_("Archives"),
    "archive7z": N_("7-Zip archives"),
    "player": N_("Sound and video"),
}


class IsolationSheet(Sheet):
    def __init__(self, ctx: Context, parent: QWidget) -> None:
        words, tr = ctx.words, ctx.words.tr
        title = tr("Isolation of exhibits")
        super().__init__(
            words, ctx.theme, parent, title, accept=tr("Test every kind"), cancel=tr("Close"), width=640, scrolls=False
        )
        self._ctx = ctx
        self._task: Task | None = None
        self.said = Label(tr("Asking the decoder …"))
        self.body.addWidget(self.said)
        self.note = Label(
            tr("Before it gets any octet of an exhibit, each decoder tries what it must not be able to do:"), "muted"
        )
        self.body.addWidget(self.note)
        self.list = RowList(ctx.theme, title)
        self.list.setMinimumHeight(ctx.theme.px(320))
        self.body.addWidget(self.list, 1)
        decoders = ctx.services.decoders
        ctx.pool(self, decoders.isolation, self._show, self.fail)

    def _show(self, found: Isolation) -> None:
        tr = self._ctx.words.tr
        self.said.setText(tr(TIERS[found.tier]))
        self.accept_button.setEnabled(found.tier != "none")
        self.list.set_rows([self._attempt(name, outcome) for name, outcome in found.report.items()])
        self.fit()

    def _attempt(self, name: str, outcome: str) -> Row:
        words = self._ctx.words
        text, place = profiles.attempt_name(name)
        told = profiles.outcome_text(name, outcome, words)
        good = outcome == REFUSED or name in profiles.JUDGED
        detail, chip = ("", told) if outcome == REFUSED else (told, "")
        tone = "good" if good else "bad"
        return Row(name, words.tr(text, place=place), detail, chip, tone, icon="shield-check" if good else "shield-off")  # type: ignore[arg-type]

    # every kind ----------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        ctx, tr = self._ctx, self._ctx.words.tr
        decoders = ctx.services.decoders
        self.set_busy(True)
        title = tr("Testing the isolation")
        self._task = ctx.run_long(
            self, title, lambda progress: profiles.examine(decoders, progress), self._examined, self._broke
        )

    def _examined(self, found: IsolationReport) -> None:
        tr, words = self._ctx.words.tr, self._ctx.words
        self._task = None
        self.set_busy(False)
        bad = [one for one in found.profiles if not one.trusted]
        if bad:
            said = words.trn("{n} kind of decoder is not trusted.", "{n} kinds of decoders are not trusted.", len(bad))
        else:
            said = tr("Every kind of decoder was kept from everything that it tried.")
        self.note.setText(said)
        self.list.set_rows([self._profile(one) for one in found.profiles])
        self.fit()

    def _profile(self, one: ProfileReport) -> Row:
        words, tr = self._ctx.words, self._ctx.words.tr
        refused = sum(outcome == REFUSED for outcome in one.report.values())
        parts = [
            words.trn("{n} attempt refused", "{n} attempts refused", refused),
            tr("{size} of memory", size=words.size(one.resident)),
            tr("limits: {size}, {seconds} s", size=words.size(one.data), seconds=round(one.seconds)),
        ]
        if not one.trusted:
            parts = [tr("not trusted: {what}", what=", ".join(one.faults) or one.reason)]
        return Row(
            one.name,
            tr(KINDS.get(one.name, one.name)),
            " · ".join(parts),
            tr("confined") if one.trusted else tr("not used"),
            "good" if one.trusted else "bad",
            icon="shield-check" if one.trusted else "shield-off",
        )

    def _broke(self, error: Exception) -> None:
        self._task = None
        self.fail(error)

    def reject(self) -> None:
        """While the test runs, backing out stops it; then it closes the sheet."""
        if self._task is not None:
            self._task.progress.cancel()
            return
        super().reject()
