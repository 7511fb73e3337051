"""Search everything: one question over the records and pages of every room, with the words in context.

Rooms add to `tellers` what they tell of their kinds of records; a hit whose row is gone, or that a room does not want
found any more, is left out. What who asks may not know of is in `hidden`: it is neither shown nor counted. Filters
without a word list what they let through. Nothing of a question is kept or logged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from sqlalchemy.orm import Session
from sqlmodel import select

from desktop.register import asking, contexts, filtered, narrowing, question
from desktop.register.asking import Key, Keys, Narrowed
from desktop.register.codes import Codes
from desktop.register.question import Question
from desktop.vault.store import Store
from models.tables.register import Case, CaseText, Person
from models.views.search import GROUPS, KINDS, Group, SearchAnswer, SearchGroup, SearchResult, Shown

MOST = 500  # results of one page
Teller = Callable[[Session, Key], Shown | None]
Hidden = Callable[[Session], frozenset[str]]


class Everything:
    """All methods belong to the database thread."""

    def __init__(self, store: Store, codes: Codes, most: int = asking.RANKED) -> None:
        """`most`: hits of a group that are ranked at all; of more only the newest are."""
        self._store = store
        self._codes = codes
        self._most = most
        self.tellers: dict[str, Teller] = {"case": _case, "person": _person}
        self.hidden: dict[str, Hidden] = {}

    def search(self, text: str, *, each: int = 5, unfinished: bool = False) -> SearchAnswer:
        """The best `each` hits of every group. `unfinished`: the last word is perhaps still being typed."""
        asked = question.read(text, unfinished=unfinished)
        with self._store.read() as session:
            narrowed, unknown = narrowing.narrow(session, self._codes, asked.filters)
            if unknown or not (asked.terms or asked.filters):
                return SearchAnswer(text, (), unknown, bool(asked.terms))
            groups = [self._group(session, asked, narrowed, group, each, 0) for group in GROUPS]
        return SearchAnswer(text, tuple(group for group in groups if group.results), (), bool(asked.terms))

    def page(self, text: str, group: Group, *, limit: int = 50, offset: int = 0) -> SearchGroup:
        """One page of a group's hits."""
        asked = question.read(text)
        with self._store.read() as session:
            narrowed, unknown = narrowing.narrow(session, self._codes, asked.filters)
            if unknown or not (asked.terms or asked.filters):
                return SearchGroup(group, (), 0)
            return self._group(session, asked, narrowed, group, max(1, min(limit, MOST)), max(0, offset))

    def _group(
        self, session: Session, asked: Question, narrowed: Narrowed, group: Group, limit: int, offset: int
    ) -> SearchGroup:
        if group == "page":
            found = asking.pages(session, asked, narrowed, limit, offset, self._most)
        else:
            found = self._records(session, asked, narrowed, group, limit, offset)
        if group == "source" and asked.terms and group in self.tellers:
            found = self._with_pages(session, asked, narrowed, found, limit, offset)
        told = (self._result(session, asked, key) for key in found.keys)
        results = [result for result in told if result is not None]
        if group == "case":  # a case is found by itself and by its persons
            results = list({result.case_id: result for result in reversed(results)}.values())[::-1]
        return SearchGroup(group, tuple(results), found.total, found.more, offset)

    def _records(
        self, session: Session, asked: Question, narrowed: Narrowed, group: Group, limit: int, offset: int
    ) -> Keys:
        kinds = tuple(kind for kind in KINDS[group] if kind in self.tellers)
        secret = frozenset[str]().union(*(self.hidden[kind](session) for kind in kinds if kind in self.hidden))
        seen = replace(narrowed, hidden=secret)
        if asked.terms:
            return asking.records(session, asked, kinds, seen, limit, offset, self._most)
        return filtered.records(session, kinds, seen, limit, offset, self._most)

    def _with_pages(
        self, session: Session, asked: Question, narrowed: Narrowed, records: Keys, limit: int, offset: int
    ) -> Keys:
        """Sources that were found by what is said of them, then the pages of their files."""
        room, past = limit - len(records.keys), max(0, offset - records.total)
        pages = asking.pages(session, asked, narrowed, room, past, self._most, of_sources=True)
        return Keys((*records.keys, *pages.keys), records.total + pages.total, records.more or pages.more)

    def _result(self, session: Session, asked: Question, key: Key) -> SearchResult | None:
        teller = self.tellers.get(key.kind)
        told = teller(session, key) if teller is not None else None
        return result(session, asked, key, told) if told is not None else None


def result(session: Session, asked: Question, key: Key, told: Shown) -> SearchResult:
    """A hit with the words of the question in context."""
    context = contexts.around(told.text, asked)
    return SearchResult(
        kind=key.kind,
        owner_id=key.owner_id,
        case_id=told.case_id,
        case=_case_name(session, told.case_id),
        number=told.number,
        title=told.title,
        context=context,
        exhibit_id=told.exhibit_id,
        page=told.page,
        offset=told.offset,
        line=told.line,
        machine=told.machine,
        cell=told.cells(context.start) if told.cells is not None and context.start >= 0 else None,
        rects=told.place(context.start, context.count) if context.start >= 0 else (),
    )


def _case_name(session: Session, case_id: str) -> str:
    case = session.get(Case, case_id) if case_id else None
    session.info.setdefault("held", {})[case_id] = case  # a session holds rows weakly
    return (case.number or case.title or case.applicant) if case is not None else ""


def _case(session: Session, key: Key) -> Shown | None:
    case = session.get(Case, key.owner_id)
    if case is None:
        return None
    text = session.execute(select(CaseText).where(CaseText.case_id == case.id)).scalar_one_or_none()
    said = (text.summary, text.statement_ru, text.statement_original) if text is not None else ()
    parts = (case.title if case.applicant else "", case.rapporteur, case.referral_ref, *said)
    return Shown(case.id, case.applicant or case.title, _lines(parts), case.number or "")


def _person(session: Session, key: Key) -> Shown | None:
    person = session.get(Person, key.owner_id)
    if person is None:
        return None
    russian = " ".join(part for part in (person.surname_ru, person.given_ru, person.patronymic_ru) if part)
    latin = " ".join(part for part in (person.surname_lat, person.given_lat) if part)
    return Shown(person.case_id, russian or latin, _lines((latin if russian else "", person.birth_place)))


def _lines(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
