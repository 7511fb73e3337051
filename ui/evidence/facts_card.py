"""An exhibit that has no viewer yet: what it is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from models.views.evidence import DocumentInfo, ExhibitView
from ui.context import Context
from ui.evidence.exhibit_facts import facts_of
from ui.evidence.facts_list import FactsList
from ui.evidence.names import format_name
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label

OLD = ("doc", "ppt")  # formats whose facts only are read


class FactsCard(QScrollArea):
    """Signals:
    cite_wanted: The exhibit as a whole is to be cited.
    export_wanted: A copy is to be written out.
    octets_wanted: The octets of the file are to be shown.
    pages_wanted: The exhibit is to be shown as pages.
    """

    cite_wanted = Signal()
    export_wanted = Signal()
    octets_wanted = Signal()
    pages_wanted = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        tr = ctx.words.tr
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Facts of the exhibit"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        outer = QHBoxLayout(content)
        outer.setContentsMargins(24, 24, 24, 24)
        inner = QWidget()
        inner.setMaximumWidth(ctx.theme.px(620))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.title = Label("", "heading")
        column.addWidget(self.title)
        self.sentence = Label("")
        column.addWidget(self.sentence)
        self.offer = Label("")
        column.addWidget(self.offer)
        self.pages = Button(tr("Show as pages"), "primary", theme=ctx.theme, icon="files")
        self.pages.clicked.connect(self.pages_wanted)
        cite = Button(tr("Cite the exhibit as a whole"), theme=ctx.theme, icon="quote")
        cite.clicked.connect(self.cite_wanted)
        export = Button(tr("Export a copy …"), theme=ctx.theme, icon="file-export")
        export.clicked.connect(self.export_wanted)
        self.octets = Button(tr("Show its octets"), theme=ctx.theme, icon="hash")
        self.octets.clicked.connect(self.octets_wanted)
        keys = FlowLayout(gap=8)
        for button in (self.pages, cite, export, self.octets):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            keys.addWidget(button)
        column.addLayout(keys)
        column.addSpacing(4)
        self.facts = FactsList(ctx.theme)
        column.addWidget(self.facts)
        column.addStretch(1)
        outer.addWidget(inner, 1)
        outer.addStretch(0)
        self.setWidget(content)

    def show_exhibit(self, exhibit: ExhibitView, info: DocumentInfo | None) -> None:
        tr = self._ctx.words.tr
        name = format_name(self._ctx.words, exhibit.format)
        self.octets.setVisible(exhibit.size > 0)
        self.offer_pages("")
        self.title.setText(f"{exhibit.number} · {exhibit.title(self._ctx.words.language)}")
        if exhibit.format == "empty":
            sentence = tr("This file is empty: there is nothing to be seen in it. It can be cited as a whole.")
        elif info is None:
            sentence = tr("The exhibit can't be shown. It can be cited as a whole or exported on purpose.")
        elif exhibit.format in OLD:
            sentence = tr(
                "{kind}: its text can't be shown here without its program; its facts are below. It can be cited as a "
                "whole. Ask whoever sent it for a PDF or a newer format, or export a copy on purpose.",
                kind=name,
            )
        else:
            sentence = tr(
                "{kind}: there is no viewer for this kind yet. It can be cited as a whole, or a copy can be exported "
                "on purpose and looked at elsewhere.",
                kind=name,
            )
        self.sentence.setText(sentence)
        self.facts.set_facts(facts_of(self._ctx, exhibit, info))
        self.verticalScrollBar().setValue(0)

    def offer_pages(self, verb: str, what_happens: str = "") -> None:
        """Offer to show the exhibit as pages, and say what that does; without a `verb` there is no such offer."""
        self.pages.setText(verb)
        self.pages.setVisible(bool(verb))
        self.offer.setText(what_happens)
        self.offer.setVisible(bool(what_happens))
