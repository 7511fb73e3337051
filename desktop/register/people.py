"""Persons of a case and what they bear: documents, consents, family links. Half of the register's service."""

from __future__ import annotations

from collections.abc import Callable

from desktop.clock import Clock
from desktop.errors import KnownError
from desktop.register import document_rules, loading, mapping, partial_dates, rules
from desktop.register import sentences as say
from desktop.register.codes import Codes
from desktop.register.findings import Finding
from desktop.register.writing import Writer
from desktop.vault.store import Store, Write
from models.tables.base import Sealed
from models.tables.register import Case, Consent, Document, FamilyLink, Person
from models.views.changes import Done
from models.views.register import (
    CaseView,
    ConsentDraft,
    DocumentDraft,
    FamilyLinkDraft,
    PersonDraft,
)


class People:
    """Every writing method gives the whole case as it then stands."""

    def __init__(self, store: Store, clock: Clock, codes: Codes) -> None:
        self._store = store
        self._clock = clock
        self.codes = codes

    # --- persons ---

    def add_person(self, case_id: str, draft: PersonDraft, consents: tuple[ConsentDraft, ...] = ()) -> Done[CaseView]:
        """Add a person, with the consents that special-category fields need (V-CONS-01)."""

        def work(hands: Writer, case: Case) -> str:
            place = len(loading.of_case(hands.session, Person, case.id))
            signed = tuple(mapping.tidied(c) for c in consents)
            row = hands.new_person(case, mapping.tidied(draft), place, signed)
            for consent in signed:
                hands.new_consent(row, consent)
            return row.id

        return self._on_case("person.added", case_id, work)

    def edit_person(self, person_id: str, draft: PersonDraft, version: int | None = None) -> Done[CaseView]:
        def work(hands: Writer, case: Case) -> str:
            row = loading.get(hands.session, Person, person_id, version)
            hands.edit_person(case, row, mapping.tidied(draft))
            return row.id

        return self._on_case("person.edited", self._owner(Person, person_id), work)

    def remove_person(self, person_id: str) -> Done[CaseView]:
        """Remove a person who bears nothing. The history keeps what was."""

        def work(hands: Writer, case: Case) -> str:
            row = loading.get(hands.session, Person, person_id)
            if row.role_in_case == "principal":
                raise KnownError(say.PRINCIPAL_STAYS)
            links = loading.of_case(hands.session, FamilyLink, case.id)
            borne: list[Document | Consent] = [
                *loading.of_case(hands.session, Document, case.id),
                *loading.of_case(hands.session, Consent, case.id),
            ]
            if any(person_id in (x.from_person, x.to_person) for x in links) or any(
                x.person_id == person_id for x in borne
            ):
                raise KnownError(say.PERSON_LINKED)
            hands.session.delete(row)
            return person_id

        return self._on_case("person.removed", self._owner(Person, person_id), work)

    def make_principal(self, person_id: str, former_role: str) -> Done[CaseView]:
        """Give a person the principal's role and the former principal another one, in one step (V-CASE-02)."""

        def work(hands: Writer, case: Case) -> str:
            for row in loading.of_case(hands.session, Person, case.id):
                fields = mapping.draft_of(PersonDraft, row)
                if row.id == person_id:
                    hands.edit_person(case, row, _with_role(fields, "principal"))
                elif row.role_in_case == "principal":
                    hands.edit_person(case, row, _with_role(fields, former_role))
            return person_id

        return self._on_case("person.principal", self._owner(Person, person_id), work)

    # --- documents ---

    def add_document(self, person_id: str, draft: DocumentDraft) -> Done[CaseView]:
        def work(hands: Writer, case: Case) -> str:
            person = loading.get(hands.session, Person, person_id)
            return hands.new_document(person, mapping.tidied(draft), case.received_on).id

        return self._on_case("document.added", self._owner(Person, person_id), work)

    def edit_document(self, document_id: str, draft: DocumentDraft, version: int | None = None) -> Done[CaseView]:
        def work(hands: Writer, case: Case) -> str:
            row = loading.get(hands.session, Document, document_id, version)
            person = loading.get(hands.session, Person, row.person_id)
            hands.edit_document(person, row, mapping.tidied(draft), case.received_on)
            return row.id

        return self._on_case("document.edited", self._owner(Document, document_id), work)

    def remove_document(self, document_id: str) -> Done[CaseView]:
        return self._remove("document.removed", Document, document_id)

    def check_document(self, draft: DocumentDraft, person: PersonDraft, received_on: str = "") -> tuple[Finding, ...]:
        """Findings over a document before it is saved (V-PASS-01 and the rest). Touches no database."""
        return document_rules.check_document(draft, person, self.codes, self._clock.today(), received_on)

    def read_zone(self, draft: DocumentDraft) -> DocumentDraft:
        """The draft with its empty fields filled from its machine-readable zone. Touches no database."""
        return document_rules.from_zone(draft, self._clock.today())

    def compare_zone(self, draft: DocumentDraft, person: PersonDraft) -> tuple[document_rules.FieldDiff, ...]:
        """The zone beside what the case says, field by field. Touches no database."""
        return document_rules.compare(draft, person, self._clock.today())

    # --- consents ---

    def add_consent(self, person_id: str, draft: ConsentDraft) -> Done[CaseView]:
        def work(hands: Writer, case: Case) -> str:
            person = loading.get(hands.session, Person, person_id)
            return hands.new_consent(person, mapping.tidied(draft)).id

        return self._on_case("consent.added", self._owner(Person, person_id), work)

    def edit_consent(self, consent_id: str, draft: ConsentDraft, version: int | None = None) -> Done[CaseView]:
        """Change or withdraw a consent. What was kept under it stays until it is emptied; nothing may be added."""

        def work(hands: Writer, case: Case) -> str:
            row = loading.get(hands.session, Consent, consent_id, version)
            hands.edit_consent(row, mapping.tidied(draft))
            return row.id

        return self._on_case("consent.edited", self._owner(Consent, consent_id), work)

    # --- family ---

    def add_link(self, case_id: str, draft: FamilyLinkDraft) -> Done[CaseView]:
        return self._on_case("family.linked", case_id, lambda hands, case: hands.new_link(case, draft).id)

    def remove_link(self, link_id: str) -> Done[CaseView]:
        return self._remove("family.unlinked", FamilyLink, link_id)

    # --- inner ---

    def _hands(self, work: Write) -> Writer:
        return Writer(work, self.codes, self._clock, self._store.actor)

    def _on_case(self, action: str, case_id: str, work: Callable[[Writer, Case], str]) -> Done[CaseView]:
        with self._store.write(action, case_id=case_id) as transaction:
            hands = self._hands(transaction)
            case = loading.get(transaction.session, Case, case_id)
            transaction.subject = work(hands, case)
            hands.refresh(case)
            view = loading.whole(transaction.session, case)
        assert transaction.changes
        return Done(view, transaction.changes)

    def _remove(self, action: str, table: type[Document] | type[FamilyLink], row_id: str) -> Done[CaseView]:
        def work(hands: Writer, case: Case) -> str:
            hands.session.delete(loading.get(hands.session, table, row_id))
            return row_id

        return self._on_case(action, self._owner(table, row_id), work)

    def _owner(self, table: type[Sealed], row_id: str) -> str:
        with self._store.read() as session:
            return str(vars(loading.get(session, table, row_id))["case_id"])

    def _soft(self, view: CaseView) -> tuple[Finding, ...]:
        today = self._clock.today()
        found = list(rules.check_case(view.fields, self.codes, today, view.registered_on))
        for person in view.persons:
            found.extend(rules.check_person(person.fields, self.codes, today))
            for document in person.documents:
                found.extend(
                    document_rules.check_document(
                        document.fields, person.fields, self.codes, today, view.fields.received_on
                    )
                )
            if self._alone(view, person.id, person.fields):
                found.append(Finding("unaccompanied", "warning", say.MINOR_ALONE))
        return tuple(found)

    def _alone(self, view: CaseView, person_id: str, fields: PersonDraft) -> bool:
        if fields.unaccompanied or not fields.birth_date:
            return False
        try:
            oldest = partial_dates.age_range(partial_dates.parse(fields.birth_date), self._clock.today())[1]
        except ValueError:
            return False
        guarded = any(
            link.fields.to_person == person_id and link.fields.kind in ("parent_of", "guardian_of")
            for link in view.family
        )
        return oldest < 18 and not guarded


def _with_role(fields: PersonDraft, role: str) -> PersonDraft:
    return PersonDraft(**{**vars(fields), "role_in_case": role})
