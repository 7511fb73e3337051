"""One person of a case: the facts, the documents, the consents, and what can be done with each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.register.partial_dates import shown
from models.views.register import ConsentView, DocumentView, PersonView
from ui.context import Context
from ui.register.fact_grid import FactGrid
from ui.register.showing import Showing
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.label import Label


class PersonCard(QWidget):
    """Signals:
    edit_wanted, remove_wanted, principal_wanted, document_wanted, consent_wanted: About this `PersonView`.
    document_opened, consent_opened: The person and one of its documents or consents.
    """

    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    principal_wanted = Signal(object)
    document_wanted = Signal(object)
    consent_wanted = Signal(object)
    document_opened = Signal(object, object)
    consent_opened = Signal(object, object)

    def __init__(self, ctx: Context, person: PersonView) -> None:
        super().__init__()
        self.person = person
        self._ctx = ctx
        self._show = Showing(ctx.words, ctx.services.register.codes)
        self._lines: dict[Button, DocumentView | ConsentView] = {}
        tr = ctx.words.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        column.addLayout(head)  # first: what is shown before it has a parent flashes as a window of its own
        head.setSpacing(8)
        head.addWidget(Label(person.name, "strong"), 0)
        head.addWidget(Chip(self._show.code("role_in_case", person.fields.role_in_case)))
        head.addStretch(1)
        self.edit = Button(tr("Edit"), "link", theme=ctx.theme, icon="edit")
        self.edit.setAccessibleName(tr("Edit {name}", name=person.name))
        self.edit.clicked.connect(self._edit)
        head.addWidget(self.edit)
        self.promote = Button(tr("Make principal applicant"), "link")
        self.promote.setAccessibleName(tr("Make {name} principal applicant", name=person.name))
        self.promote.clicked.connect(self._promote)
        head.addWidget(self.promote)
        self.promote.setVisible(person.fields.role_in_case != "principal")
        self.remove = Button(tr("Remove"), "link")
        self.remove.setAccessibleName(tr("Remove {name}", name=person.name))
        self.remove.clicked.connect(self._remove)
        head.addWidget(self.remove)
        self.remove.setVisible(self._bears_nothing())
        column.addWidget(FactGrid(self._facts()))
        for document in person.documents:
            column.addWidget(self._line("id", self._document(document), document), 0, Qt.AlignmentFlag.AlignLeft)
        for consent in person.consents:
            column.addWidget(
                self._line("clipboard-check", self._consent(consent), consent), 0, Qt.AlignmentFlag.AlignLeft
            )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.add_document = Button(tr("Add a document"), "link", theme=ctx.theme, icon="plus")
        self.add_document.clicked.connect(self._want_document)
        self.add_consent = Button(tr("Record a consent"), "link", theme=ctx.theme, icon="plus")
        self.add_consent.clicked.connect(self._want_consent)
        foot.addWidget(self.add_document)
        foot.addWidget(self.add_consent)
        foot.addStretch(1)
        column.addLayout(foot)

    def _bears_nothing(self) -> bool:
        person = self.person
        return person.fields.role_in_case != "principal" and not person.documents and not person.consents

    def _facts(self) -> list[tuple[str, str]]:
        tr, show, fields = self._ctx.words.tr, self._show, self.person.fields
        countries = ", ".join(show.code("country", c.country) for c in fields.citizenships)
        birth = ", ".join(
            part
            for part in (
                shown(fields.birth_date, self._ctx.words) if fields.birth_date else "",
                fields.birth_place,
                show.code("country", fields.birth_country),
            )
            if part
        )
        others = "; ".join(f"{show.code('name_kind', n.kind)}: {n.value}" for n in fields.other_names)
        stay = (show.code("whereabouts", fields.whereabouts), show.code("country", fields.whereabouts_country))
        place = ", ".join(part for part in stay if part)
        contact = " · ".join(
            p for p in (show.code("contact_channel", fields.contact_safe), fields.contact_instruction) if p
        )
        signs = ", ".join(show.code("vulnerability", v) for v in fields.vulnerability)
        latin = self.person.name_lat if self.person.name_lat != self.person.name else ""
        return [
            (tr("Latin name"), latin),
            (tr("Source of the Cyrillic name"), show.code("name_ru_source", fields.name_ru_source)),
            (tr("Born"), birth),
            (tr("Citizenship"), countries or show.code("status_if_none", fields.status_if_none)),
            (tr("Other names"), others),
            (tr("Whereabouts"), place),
            (tr("Safe way of contact"), contact),
            (tr("Signs of vulnerability"), signs),
        ]

    def _document(self, document: DocumentView) -> str:
        fields, show, tr = document.fields, self._show, self._ctx.words.tr
        number = f"{fields.series} {fields.number}".strip()
        until = tr("valid until {day}", day=show.day(fields.expires_on)) if fields.expires_on else ""
        issuer = show.country(fields.issuing_state)
        return " · ".join(x for x in (show.code("document_kind", fields.kind), number, issuer, until) if x)

    def _consent(self, consent: ConsentView) -> str:
        fields, show, tr = consent.fields, self._show, self._ctx.words.tr
        if fields.withdrawn_on:
            state = tr("withdrawn on {day}", day=show.day(fields.withdrawn_on))
        else:
            state = tr("in force") if consent.in_force else tr("does not cover special categories")
        return tr("Consent of {day}", day=show.day(fields.signed_on)) + f" · {state}"

    def _line(self, icon: str, text: str, stands_for: DocumentView | ConsentView) -> Button:
        button = Button(text, "link", theme=self._ctx.theme, icon=icon)
        self._lines[button] = stands_for
        button.clicked.connect(self._open_line)
        return button

    @Slot()
    def _edit(self) -> None:
        self.edit_wanted.emit(self.person)

    @Slot()
    def _promote(self) -> None:
        self.principal_wanted.emit(self.person)

    @Slot()
    def _remove(self) -> None:
        self.remove_wanted.emit(self.person)

    @Slot()
    def _want_document(self) -> None:
        self.document_wanted.emit(self.person)

    @Slot()
    def _want_consent(self) -> None:
        self.consent_wanted.emit(self.person)

    @Slot()
    def _open_line(self) -> None:
        button = self.sender()
        chosen = self._lines.get(button) if isinstance(button, Button) else None
        if isinstance(chosen, DocumentView):
            self.document_opened.emit(self.person, chosen)
        elif chosen is not None:
            self.consent_opened.emit(self.person, chosen)
