"""The register: cases, their persons, documents and consents, and the profile. Every method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from uuid import uuid4

from sqlmodel import select

from desktop.clock import Clock
from desktop.errors import KnownError
from desktop.register import duplicates, histories, loading, mapping, numbers, rules, search, writing
from desktop.register import sentences as say
from desktop.register.codes import Codes
from desktop.register.findings import Finding, raise_errors
from desktop.register.listing import Listing
from desktop.register.people import People
from desktop.vault.store import Store, Write
from models.tables.register import Case, Profile
from models.views.changes import Done
from models.views.register import (
    CaseDraft,
    CaseEntry,
    CasePage,
    CaseQuery,
    CaseView,
    Duplicate,
    FieldChange,
    Gone,
    PersonDraft,
    ProfileView,
    SearchHit,
)

PROFILE_ID = "profile"


class Register(People):
    """All methods belong to the database thread. Wrong fields raise RulesError with every finding."""

    def __init__(self, store: Store, clock: Clock, codes: Codes) -> None:
        super().__init__(store, clock, codes)
        self._listing = Listing(codes)
        self.farewells: list[histories.Farewell] = []
        self.renamings: list[Callable[[Write, str, str], None]] = []  # the member's name before and after

    # --- reading ---

    def cases(self, query: CaseQuery | None = None) -> CasePage:
        """One page of the list."""
        with self._store.read() as session:
            return self._listing.page(session, query or CaseQuery())

    def case(self, name: str) -> CaseView:
        """A case by row id, number (Latin K, lower case and short ordinals accepted) or unique id."""
        with self._store.read() as session:
            return loading.whole(session, loading.find_case(session, name, self.codes))

    def names_of(self, ids: Collection[str]) -> dict[str, str]:
        """Numbers of cases by row id; a draft has its title instead. Cases that are gone are left out."""
        with self._store.read() as session:
            found = (session.get(Case, one) for one in ids)
            return {case.id: case.number or case.title for case in found if case is not None}

    def open_case(self, name: str) -> CaseView:
        """Like `case`, for a person who will read it: compares the case with its seal and logs `case.opened`.

        Raises KnownError(CASE_SEAL) and shows nothing when a record is missing or was put back. A read-only vault
        logs nothing.
        """
        view = self.case(name)
        self._store.verify_case(view.id)
        if not self._store.read_only:
            with self._store.write("case.opened", case_id=view.id, subject=view.id):
                pass
        return view

    def find(self, text: str, kinds: tuple[str, ...] = (), limit: int = 50) -> tuple[SearchHit, ...]:
        """Records that hold every word of `text`, in either script."""
        with self._store.read() as session:
            return search.search(session, text, kinds=kinds, limit=limit)

    def history(self, case_id: str, row_id: str = "") -> tuple[FieldChange, ...]:
        """Former values of the fields of a case, or of one row of it, newest first."""
        with self._store.read() as session:
            return histories.of_case(session, case_id, row_id)

    def applicability(self, case_id: str) -> dict[str, str]:
        """The facts that decide which checklist items apply: name to `yes`, `no` or `unknown`."""
        with self._store.read() as session:
            return loading.facts(session, case_id)

    def warnings(self, name: str) -> tuple[Finding, ...]:
        """What the rules find in a case that stops nothing: soft checks, the zone's differences, minors alone."""
        with self._store.read() as session:
            view = loading.whole(session, loading.find_case(session, name, self.codes))
        return self._soft(view)

    def what_goes(self, case_id: str) -> Gone:
        """What discarding this draft would take away. Raises KnownError(NOT_DRAFT)."""
        with self._store.read() as session:
            return histories.gone(session, self._draft(loading.find_case(session, case_id, self.codes)))

    def duplicates(
        self, draft: PersonDraft, document_numbers: tuple[str, ...] = (), besides: str = ""
    ) -> tuple[Duplicate, ...]:
        """Persons of other cases with the same name key and birth year ± 1, or with a document of these numbers."""
        with self._store.read() as session:
            return duplicates.of(session, draft, document_numbers, besides)

    # --- writing ---

    def create_case(self, entry: CaseEntry | CaseDraft) -> Done[CaseView]:
        """A new case: a DRAFT, or in the state and under the number that it brings from another workstation."""
        whole = entry if isinstance(entry, CaseEntry) else CaseEntry(entry)
        with self._store.write("case.created") as work:
            view = self.create_in(work, whole)
        assert work.changes
        return Done(view, work.changes)

    def create_in(self, work: Write, entry: CaseEntry) -> CaseView:
        """The same inside a caller's transaction (folder import). Sets `work.case_id` and `work.subject`."""
        hands = self._hands(work)
        number = ""
        gaps: tuple[str, ...] = ()
        if entry.number:
            adopted = numbers.adopt(work.session, self.codes, entry.number)
            number, gaps = adopted.number, adopted.gaps
        state = entry.state or ("REGISTERED" if number else "DRAFT")
        if state == "DRAFT" and number:
            raise KnownError(say.DRAFT_WITH_NUMBER, number=number)
        if not self.codes.has("state", state):
            raise KnownError(say.UNKNOWN_CODE, field="state", value=state)
        uid = entry.uid.lower() or str(uuid4())
        known = work.session.execute(select(Case).where(Case.uid == uid)).scalar_one_or_none()
        if known is not None:
            raise KnownError(say.UID_TAKEN, case=known.number or known.title)
        draft = self._with_links(work, mapping.tidied(entry.case))
        people = [mapping.tidied(person.person) for person in entry.persons]
        principal = next((p for p in people if p.role_in_case == "principal"), None)
        registered = entry.registered_on or (draft.received_on if number else "")
        case = hands.new_case(draft, principal, uid=uid, state=state, number=number, registered_on=registered)
        rows = []
        for place, (person, fields) in enumerate(zip(entry.persons, people, strict=True)):
            consents = tuple(mapping.tidied(c) for c in person.consents)
            row = hands.new_person(case, fields, place, consents)
            for consent in consents:
                hands.new_consent(row, consent)
            for document in person.documents:
                hands.new_document(row, mapping.tidied(document), draft.received_on)
            work.flush()
            rows.append(row)
        for link in entry.family:
            ends = {"from_person": rows[int(link.from_person)].id, "to_person": rows[int(link.to_person)].id}
            hands.new_link(case, type(link)(**{**vars(link), **ends}))
        hands.case_texts(case, draft, None)
        hands.refresh(case, touched=False)
        self._link_others(hands, case, (), draft.linked_cases)
        work.subject = case.id
        if gaps:
            work.detail["gaps"] = list(gaps)
        return loading.whole(work.session, case)

    def edit_case(self, case_id: str, draft: CaseDraft, version: int | None = None) -> Done[CaseView]:
        """Replace a case's own fields. `version`: as the caller read it; raises KnownError(STALE) if it moved on."""
        with self._store.write("case.edited", case_id=case_id, subject=case_id) as work:
            case = loading.get(work.session, Case, case_id, version)
            hands = self._hands(work)
            before = loading.whole(work.session, case).fields
            draft = self._with_links(work, mapping.tidied(draft))
            hands.edit_case(case, draft)
            self._link_others(hands, case, before.linked_cases, draft.linked_cases)
            view = loading.whole(work.session, case)
        assert work.changes
        return Done(view, work.changes)

    def register_case(self, case_id: str) -> Done[CaseView]:
        """DRAFT to REGISTERED: what registration needs is checked, the number is allotted in this transaction."""
        with self._store.write("case.registered", case_id=case_id, subject=case_id) as work:
            case = self._draft(loading.get(work.session, Case, case_id))
            today = self._clock.today()
            view = loading.whole(work.session, case)
            if view.principal is None:
                raise KnownError(say.ONE_PRINCIPAL, count=0)
            raise_errors(rules.check_case(view.fields, self.codes, today, today.isoformat()))
            case.number = numbers.allot(work.session, self.codes, today.year)
            case.state = "REGISTERED"
            case.registered_on = today.isoformat()
            case.clock_started_on = case.clock_started_on or today.isoformat()
            hands = self._hands(work)
            case.updated_at = hands.now
            hands.refresh(case, touched=False)
            work.detail["number"] = case.number
            view = loading.whole(work.session, case)
        assert work.changes
        return Done(view, work.changes)

    def discard_draft(self, case_id: str) -> Done[Gone]:
        """Remove a DRAFT and everything it holds for good: rows, former values, index, sealed files."""
        with self._store.write("case.discarded", case_id=case_id, subject=case_id) as work:
            case = self._draft(loading.get(work.session, Case, case_id))
            view = histories.gone(work.session, case)
            then = [farewell(work.session, case.id) for farewell in self.farewells]
            hands = self._hands(work)
            self._link_others(hands, case, loading.whole(work.session, case).fields.linked_cases, ())
            histories.discard(work, case)
            work.detail["rows"] = dict(view.counts)
        for finish in then:
            finish()
        assert work.changes
        return Done(view, work.changes)

    # --- profile ---

    def profile(self) -> ProfileView:
        with self._store.read() as session:
            return mapping.profile_view(session.get(Profile, PROFILE_ID))

    def set_profile(self, profile: ProfileView) -> Done[ProfileView]:
        """Commission, place and member. The member's name is the actor of later events."""
        clean = mapping.tidied(profile)
        if not clean.complete:
            raise KnownError(say.PROFILE_NAME)
        if not self.codes.has("role", clean.role):
            raise KnownError(say.UNKNOWN_CODE, field="role", value=clean.role)
        with self._store.write("profile.set", subject=PROFILE_ID) as work:
            row = work.session.get(Profile, PROFILE_ID)
            if row is None:
                work.add(Profile(id=PROFILE_ID, **mapping.columns(clean)))
            else:
                mapping.put(row, mapping.columns(clean))
            if clean.member_name != self._store.actor:
                for follow in self.renamings:
                    follow(work, self._store.actor, clean.member_name)
        self._store.actor = clean.member_name
        assert work.changes
        return Done(clean, work.changes)

    # --- inner ---

    def _draft(self, case: Case) -> Case:
        if case.state != "DRAFT":
            raise KnownError(say.NOT_DRAFT, case=case.number or case.title)
        return case

    def _with_links(self, work: Write, draft: CaseDraft) -> CaseDraft:
        return replace(draft, linked_cases=loading.uids(work.session, draft.linked_cases, self.codes))

    @staticmethod
    def _link_others(hands: writing.Writer, case: Case, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        for uid in sorted(set(old) ^ set(new)):
            other = hands.session.execute(select(Case).where(Case.uid == uid)).scalar_one_or_none()
            if other is not None and other.id != case.id:
                hands.link(case, other, uid in new)
