"""Writing cases and what belongs to them, inside a caller's transaction: rows, list columns and search index."""

from __future__ import annotations

import json
from typing import Any

from uuid6 import uuid7

from desktop.clock import Clock, stamp
from desktop.errors import KnownError
from desktop.register import document_rules, loading, mapping, partial_dates, rules, search, translit
from desktop.register import sentences as say
from desktop.register.codes import Codes
from desktop.register.findings import Finding, raise_errors
from desktop.vault.rows import canonical
from desktop.vault.store import Write
from models.tables.register import Applicability, Case, CaseText, Consent, Document, FamilyLink, Person
from models.views.register import CaseDraft, ConsentDraft, DocumentDraft, FamilyLinkDraft, PersonDraft


class Writer:
    """One transaction's hands. Checks each draft before it becomes a row; raises RulesError."""

    def __init__(self, work: Write, codes: Codes, clock: Clock, actor: str) -> None:
        self.work = work
        self.session = work.session
        self.codes = codes
        self.today = clock.today()
        self.now = stamp(clock.now())
        self.actor = actor

    # --- case ---

    def new_case(
        self, draft: CaseDraft, principal: PersonDraft | None, *, uid: str, state: str, number: str, registered_on: str
    ) -> Case:
        """The case row and its facts. The texts follow by `case_texts`, once persons and consents are there."""
        raise_errors(rules.check_case(draft, self.codes, self.today, registered_on))
        case = Case(
            id=str(uuid7()),
            uid=uid,
            number=number or None,
            registered_on=registered_on or None,
            reference_pack_ver=self.codes.version,
            state=state,
            **_list_columns(principal),
            **mapping.columns(draft, mapping.CASE_FIELDS),
            **self._made(updated=True),
        )
        self.work.case_id = case.id
        self.work.add(case)
        self.work.flush()
        facts = mapping.columns(draft, mapping.FACT_FIELDS)
        self.work.add(Applicability(id=str(uuid7()), case_id=case.id, author=self.actor, **facts))
        self.work.flush()
        return case

    def case_texts(self, case: Case, draft: CaseDraft, old: CaseDraft | None) -> None:
        consent = loading.consent_in_force(self.session, case.id)
        raise_errors(rules.special_in_case(draft, old, consent))
        values = mapping.columns(draft, mapping.TEXT_FIELDS)
        row = loading.one_of_case(self.session, CaseText, case.id)
        if row is None:
            self.work.add(CaseText(id=str(uuid7()), case_id=case.id, **values))
        else:
            mapping.put(row, values)
        self.work.flush()

    def edit_case(self, case: Case, draft: CaseDraft) -> None:
        old = loading.whole(self.session, case).fields
        raise_errors(rules.check_case(draft, self.codes, self.today, case.registered_on or ""))
        if draft != old:
            mapping.put(case, {**mapping.columns(draft, mapping.CASE_FIELDS), "updated_at": self.now})
        facts = loading.one_of_case(self.session, Applicability, case.id)
        if facts is not None and mapping.put(facts, mapping.columns(draft, mapping.FACT_FIELDS)):
            facts.author = self.actor
        self.case_texts(case, draft, old)
        self.refresh(case, touched=False)

    def link(self, case: Case, other: Case, joined: bool) -> None:
        """Linked cases are symmetrical."""
        known = [n for n in json.loads(other.linked_cases) if n != case.uid]
        other.linked_cases = canonical(sorted([*known, case.uid]) if joined else known)

    # --- persons and what they bear ---

    def new_person(self, case: Case, draft: PersonDraft, place: int, consents: tuple[ConsentDraft, ...] = ()) -> Person:
        draft = self.person_checked(case, draft, None, "", consents)
        row = Person(
            id=str(uuid7()),
            case_id=case.id,
            place=place,
            **mapping.columns(draft),
            **self._made(updated=True),
        )
        self.work.add(row)
        self.work.flush()
        return row

    def edit_person(self, case: Case, row: Person, draft: PersonDraft) -> None:
        old = mapping.draft_of(PersonDraft, row)
        draft = self.person_checked(case, draft, old, row.id, ())
        if mapping.put(row, mapping.columns(draft)):
            row.updated_at = self.now
        self.work.flush()

    def person_checked(
        self,
        case: Case,
        draft: PersonDraft,
        old: PersonDraft | None,
        person_id: str,
        consents: tuple[ConsentDraft, ...],
    ) -> PersonDraft:
        raise_errors(rules.check_person(draft, self.codes, self.today))
        consent = any(rules.in_force(c) for c in consents)
        if not consent and (person_id or draft.role_in_case == "child"):
            consent = loading.consent_in_force(self.session, case.id, person_id)
        raise_errors(rules.special_in_person(draft, old, consent))
        return draft

    def new_document(self, person: Person, draft: DocumentDraft, received_on: str) -> Document:
        raise_errors(self.document_findings(person, draft, received_on))
        values: dict[str, Any] = mapping.columns(draft)
        row = Document(
            id=str(uuid7()), case_id=person.case_id, person_id=person.id, **values, **self._made(updated=True)
        )
        self.work.add(row)
        return row

    def edit_document(self, person: Person, row: Document, draft: DocumentDraft, received_on: str) -> None:
        raise_errors(self.document_findings(person, draft, received_on))
        if mapping.put(row, mapping.columns(draft)):
            row.updated_at = self.now

    def document_findings(self, person: Person, draft: DocumentDraft, received_on: str) -> tuple[Finding, ...]:
        fields = mapping.draft_of(PersonDraft, person)
        return document_rules.check_document(draft, fields, self.codes, self.today, received_on)

    def new_consent(self, person: Person, draft: ConsentDraft) -> Consent:
        raise_errors(rules.check_consent(draft, self.codes, self.today))
        row = Consent(
            id=str(uuid7()), case_id=person.case_id, person_id=person.id, **mapping.columns(draft), **self._made()
        )
        self.work.add(row)
        return row

    def edit_consent(self, row: Consent, draft: ConsentDraft) -> None:
        raise_errors(rules.check_consent(draft, self.codes, self.today))
        mapping.put(row, mapping.columns(draft))

    def new_link(self, case: Case, draft: FamilyLinkDraft) -> FamilyLink:
        ends = [self.session.get(Person, end) for end in (draft.from_person, draft.to_person)]
        if draft.from_person == draft.to_person or any(p is None or p.case_id != case.id for p in ends):
            raise KnownError(say.LINK_TWO)
        if not self.codes.has("family_link", draft.kind):
            raise KnownError(say.UNKNOWN_CODE, field="kind", value=draft.kind)
        row = FamilyLink(id=str(uuid7()), case_id=case.id, **mapping.columns(draft))
        self.work.add(row)
        return row

    # --- what follows from them ---

    def refresh(self, case: Case, *, touched: bool = True) -> None:
        """Bring the list columns and the search index up to what the rows say (V-CASE-02 is checked here)."""
        self.work.flush()
        people = loading.persons(self.session, case.id)
        principals = [p for p in people if p.fields.role_in_case == "principal"]
        if len(principals) > 1 or (people and not principals) or (case.number and not principals):
            raise KnownError(say.ONE_PRINCIPAL, count=len(principals))
        mapping.put(case, _list_columns(principals[0].fields if principals else None))
        if touched:
            case.updated_at = self.now
        self.work.flush()
        self._index(case)

    def _index(self, case: Case) -> None:
        search.remove_case_kinds(self.session, case.id, ("case", "person"))
        text = loading.one_of_case(self.session, CaseText, case.id)
        people = loading.persons(self.session, case.id)
        principal = next((p for p in people if p.fields.role_in_case == "principal"), None)
        names = f"{principal.name} {principal.name_lat}" if principal else ""
        search.index(
            self.session,
            kind="case",
            owner_id=case.id,
            case_id=case.id,
            title=f"{case.number or ''} {case.title} {names}",
            body=" ".join((case.rapporteur, case.referral_ref, *_said(text))),
            sort=case.state,
            lang=case.lang_of_case,
            days=partial_dates.days(case.received_on),
        )
        for person in people:
            fields = person.fields
            others = " ".join(other.value for other in fields.other_names)
            numbers = " ".join(f"{d.fields.series} {d.fields.number}" for d in person.documents)
            search.index(
                self.session,
                kind="person",
                owner_id=person.id,
                case_id=case.id,
                title=f"{person.name} {person.name_lat} {others}",
                body=f"{numbers} {fields.inn} {fields.snils} {fields.birth_place}",
            )

    def _made(self, *, updated: bool = False) -> dict[str, Any]:
        made: dict[str, Any] = {"created_at": self.now, "created_by": self.actor}
        return {**made, "updated_at": self.now} if updated else made


def _said(text: CaseText | None) -> tuple[str, ...]:
    return (text.summary, text.statement_ru, text.statement_original) if text else ()


def _list_columns(principal: PersonDraft | None) -> dict[str, Any]:
    """What the list repeats of the principal."""
    name = mapping.person_name(principal) if principal else ""
    country = next((c.country for c in principal.citizenships), "") if principal else ""
    return {"applicant": name, "applicant_key": translit.sort_key(name), "country": country}
