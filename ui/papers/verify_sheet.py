"""Checking a signed PDF that lies outside the vault, with roots that the reader trusts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.views.signing import Verdict
from ui.context import Context
from ui.files import choose_file
from ui.papers.verdict_panel import VerdictPanel
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet


class VerifySheet(Sheet):
    """Opens with a file chosen; more roots can be given, each judges anew."""

    def __init__(self, ctx: Context, parent: QWidget, path: Path) -> None:
        tr = ctx.words.tr
        super().__init__(ctx.words, ctx.theme, parent, tr("Signed file checked"), cancel=tr("Close"), width=620)
        self._ctx = ctx
        self._path = path
        self._roots: list[Path] = []
        self.name = Label(path.name, "muted")
        self.body.addWidget(self.name)
        self.panel = VerdictPanel(ctx, closable=False)
        self.panel.hide()
        self.body.addWidget(self.panel)
        self.trusted = Label("", "small")
        self.trusted.hide()
        self.body.addWidget(self.trusted)
        self.body.addStretch(1)
        self.root_button = Button(tr("Add a trusted root …"), theme=ctx.theme, icon="certificate")
        self.root_button.setToolTip(
            tr("A certificate file that you got from the signer in a way you trust, not together with the paper.")
        )
        self.root_button.clicked.connect(self._choose)
        self.buttons.insertWidget(0, self.root_button)
        self._judge()

    def _judge(self) -> None:
        issue, path, roots, words = self._ctx.services.issue, self._path, tuple(self._roots), self._ctx.words
        self._ctx.run(self, lambda: issue.check_file(path, words, roots), self._show, self._broke)

    def _show(self, verdict: Verdict) -> None:
        self.panel.show_verdict(verdict)
        self.panel.show()
        self.trusted.setText(
            self._ctx.words.tr("Also trusted here: {names}", names=", ".join(path.name for path in self._roots))
        )
        self.trusted.setVisible(bool(self._roots))
        self.fit()

    def _broke(self, error: Exception) -> None:
        if self._roots:
            self._roots.pop()
        self.show_error(error)

    @Slot()
    def _choose(self) -> None:
        title = self._ctx.words.tr("Choose a root certificate")
        choose_file(self, title, self.add_root, filters="PEM, DER (*.pem *.crt *.cer *.der)")

    def add_root(self, path: Path) -> None:
        """Trust the certificates in this file as well, for this check only."""
        self.banners.clear()
        self._roots.append(path)
        self._judge()
