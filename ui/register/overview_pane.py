"""The case at a glance: what is known, what the rules noticed, and the forms to change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.register.findings import Finding
from models.views.changes import Changes
from models.views.register import CaseView, ConsentView, DocumentView, Gone, PersonView
from ui.context import Context
from ui.register.case_facts import case_facts, claim_facts, rule_facts
from ui.register.case_sheet import CaseSheet
from ui.register.consent_sheet import ConsentSheet
from ui.register.discard_sheet import DiscardSheet
from ui.register.document_sheet import DocumentSheet
from ui.register.export_flow import ExportFlow
from ui.register.fact_grid import FactGrid
from ui.register.history_sheet import HistorySheet
from ui.register.link_sheet import LinkSheet
from ui.register.person_card import PersonCard
from ui.register.person_sheet import PersonSheet
from ui.register.showing import Showing
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.line import Line

KINDS = frozenset({"case", "case_text", "applicability", "person", "identity_document", "consent", "family_link"})


class OverviewPane(QScrollArea):
    """Signals:
    loaded: The `CaseView`, whenever it was read anew.
    discarded: The draft is gone.
    """

    loaded = Signal(object)
    discarded = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._show = Showing(ctx.words, ctx.services.register.codes)
        self.view: CaseView | None = None
        self._case_id = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("surface", "paper")
        self.setAccessibleName(ctx.words.tr("Overview of the case"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._export = ExportFlow(ctx, self)
        ctx.changed.connect(self._changed)

    # --- the door ---

    def set_case(self, case_id: str) -> None:
        self._case_id = case_id
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        register, case_id = self._ctx.services.register, self._case_id
        self._ctx.run(self, lambda: (register.case(case_id), register.warnings(case_id)), self._loaded)

    @Slot()
    def edit_case(self) -> None:
        if self.view is not None:
            CaseSheet(self._ctx, self, self.view).open()

    def edit_person(self, person_id: str) -> None:
        """Open the form of a person (an obstacle points here)."""
        person = next((p for p in self.view.persons if p.id == person_id), None) if self.view else None
        if person is not None:
            self._edit_person(person)

    def record_consent(self, person_id: str) -> None:
        person = next((p for p in self.view.persons if p.id == person_id), None) if self.view else None
        if person is not None:
            self._consent_of(person)

    # --- building ---

    def _loaded(self, found: tuple[CaseView, tuple[Finding, ...]]) -> None:
        self.view, findings = found
        height = self.verticalScrollBar().value()
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.setWidget(self._content(self.view, findings))
        self.verticalScrollBar().setValue(height)
        self.loaded.emit(self.view)

    def _content(self, view: CaseView, findings: Sequence[Finding]) -> QWidget:
        tr = self._ctx.words.tr
        content = QWidget()
        content.setProperty("surface", "paper")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        column.addWidget(Label(view.fields.title or tr("Untitled case"), "heading"))
        column.addLayout(self._buttons(view))
        for finding in (f for f in findings if f.severity == "warning"):
            column.addLayout(self._finding(finding))
        column.addWidget(FactGrid(case_facts(view, self._show)))
        column.addWidget(Line())
        column.addWidget(Label(tr("Persons"), "heading"))
        for person in view.persons:
            column.addWidget(self._person(person))
            column.addWidget(Line())
        column.addLayout(self._family(view))
        claim = claim_facts(view, self._show)
        if any(value for _, value in claim):
            column.addWidget(Label(tr("Claim"), "heading"))
            column.addWidget(FactGrid(claim))
        column.addWidget(Label(tr("Facts that decide which checklist items apply"), "heading"))
        column.addWidget(FactGrid(rule_facts(view, self._show)))
        column.addStretch(1)
        return content

    def _buttons(self, view: CaseView) -> FlowLayout:
        tr, theme = self._ctx.words.tr, self._ctx.theme
        row = FlowLayout(gap=8)
        for text, icon, slot in (
            (tr("Edit the case"), "edit", self.edit_case),
            (tr("Add a person"), "user-plus", self._add_person),
            (tr("History"), "history", self._history),
            (tr("Export"), "file-export", self._export_case),
        ):
            button = Button(text, "plain" if slot == self.edit_case else "link", theme=theme, icon=icon)
            button.clicked.connect(slot)
            row.addWidget(button)
        if view.state == "DRAFT":
            discard = Button(tr("Discard the draft"), "link", theme=theme, icon="trash")
            discard.clicked.connect(self._ask_discard)
            row.addWidget(discard)
        return row

    def _finding(self, finding: Finding) -> QHBoxLayout:
        words = self._ctx.words
        row = QHBoxLayout()
        row.setSpacing(8)
        sign = Label("", wrap=False)
        self._ctx.theme.put_icon(sign, "alert-triangle", 16, "warn")
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(f"{finding.message(words)} {finding.remedy(words)}"), 1)
        return row

    def _person(self, person: PersonView) -> PersonCard:
        card = PersonCard(self._ctx, person)
        card.edit_wanted.connect(self._edit_person)
        card.remove_wanted.connect(self._remove_person)
        card.principal_wanted.connect(self._make_principal)
        card.document_wanted.connect(self._document_of)
        card.document_opened.connect(self._document_of)
        card.consent_wanted.connect(self._consent_of)
        card.consent_opened.connect(self._consent_of)
        return card

    def _family(self, view: CaseView) -> QVBoxLayout:
        tr, theme = self._ctx.words.tr, self._ctx.theme
        column = QVBoxLayout()
        names = {p.id: p.name for p in view.persons}
        for link in view.family:
            kind = self._show.code("family_link", link.fields.kind)
            text = f"{names.get(link.fields.from_person, '')} — {kind} — {names.get(link.fields.to_person, '')}"
            row = QHBoxLayout()
            row.addWidget(Label(text), 1)
            remove = Button(tr("Unlink"), "link")
            remove.setProperty("link", link.id)
            remove.setAccessibleName(tr("Unlink {names}", names=text))
            remove.clicked.connect(self._unlink)
            row.addWidget(remove)
            column.addLayout(row)
        if len(view.persons) > 1:
            add = Button(tr("Link two persons"), "link", theme=theme, icon="link")
            add.clicked.connect(self._link)
            column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    # --- what the buttons do ---

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._case_id and changes.case_id == self._case_id and changes.kinds & KINDS:
            self.refresh()

    @Slot()
    def _add_person(self) -> None:
        if self.view is not None:
            PersonSheet(self._ctx, self, self.view).open()

    @Slot(object)
    def _edit_person(self, person: PersonView) -> None:
        if self.view is not None:
            PersonSheet(self._ctx, self, self.view, person).open()

    @Slot(object)
    def _make_principal(self, person: PersonView) -> None:
        """The former principal takes the role that the person had."""
        register = self._ctx.services.register
        self._ctx.run(self, lambda: register.make_principal(person.id, person.fields.role_in_case))

    @Slot(object)
    def _remove_person(self, person: PersonView) -> None:
        register = self._ctx.services.register
        self._ctx.run(self, lambda: register.remove_person(person.id))

    @Slot(object)
    @Slot(object, object)
    def _document_of(self, person: PersonView, document: DocumentView | None = None) -> None:
        if self.view is not None:
            DocumentSheet(self._ctx, self, self.view, person, document).open()

    @Slot(object)
    @Slot(object, object)
    def _consent_of(self, person: PersonView, consent: ConsentView | None = None) -> None:
        ConsentSheet(self._ctx, self, person, consent).open()

    @Slot()
    def _link(self) -> None:
        if self.view is not None:
            LinkSheet(self._ctx, self, self.view).open()

    @Slot()
    def _unlink(self) -> None:
        register, link = self._ctx.services.register, str(self.sender().property("link"))
        self._ctx.run(self, lambda: register.remove_link(link))

    @Slot()
    def _history(self) -> None:
        HistorySheet(self._ctx, self, self._case_id).open()

    @Slot()
    def _export_case(self) -> None:
        if self.view is not None:
            self._export.start(self.view)

    @Slot()
    def _ask_discard(self) -> None:
        register, case_id = self._ctx.services.register, self._case_id
        self._ctx.run(self, lambda: register.what_goes(case_id), self._show_discard)

    def _show_discard(self, goes: Gone) -> None:
        sheet = DiscardSheet(self._ctx, self, goes)
        sheet.discarded.connect(self._was_discarded)
        sheet.open()

    @Slot()
    def _was_discarded(self) -> None:
        self._case_id = ""
        self.discarded.emit()
