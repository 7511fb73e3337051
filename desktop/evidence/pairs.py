"""Translation pairs: which exhibits belong together, and which of their pages show the same.

A translation is recorded of one exhibit, but it is read beside any form of that document: pages that the program laid
out, a redacted copy. Matches belong to the two exhibits whose pages were matched.
"""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col, select
from uuid6 import uuid7

from desktop.errors import KnownError, Sentence
from desktop.evidence import details, exhibits, lineage, names, translations
from desktop.evidence.decoder import wire
from desktop.evidence.translations import Said
from desktop.i18n import N_
from desktop.vault.store import Store, Write
from models.tables.annotations import PageMatch
from models.tables.evidence import Exhibit
from models.views.annotations import Match, Pair
from models.views.changes import Changes, Done

NO_PAIR = Sentence(
    "pair.none",
    N_("{number} is not recorded as a translation of {original}. Nothing was changed."),
    N_("Describe the translation anew and choose its original."),
)
NO_PAGE = Sentence(
    "pair.no_page",
    N_("These pages can't be matched: one of them does not exist. Nothing was changed."),
    N_("Come to the two pages that show the same, then match them."),
)


class Pairs:
    """Everything belongs to the database thread. Matches belong to the case and are seen by every member."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_exhibit(self, exhibit_id: str) -> tuple[Pair, ...]:
        """The pairs that an exhibit stands in, as original or as translation; withdrawn partners are left out."""
        with self._store.read() as session:
            row = exhibits.get(session, exhibit_id)
            found = [(row, other) for other in _translations(session, row)]
            said = _said(session, row)
            original = session.get(Exhibit, said.of) if said.of is not None else None
            if original is not None:
                forms = [one for one in lineage.family(session, original) if one.status == "admitted"]
                found += [(one, row) for one in forms if one.id != row.id]
            return tuple(self._pair(session, first, second) for first, second in found)

    def originals(self, case_id: str) -> dict[str, str]:
        """Exhibit id → id of what it is a translation of, for each form of each translation in a case."""
        with self._store.read() as session:
            judged = translations.judge(exhibits.of_case(session, case_id), "")
            return {exhibit_id: one.original for exhibit_id, one in judged.items() if one.original}

    def match(self, original_id: str, translation_id: str, original_page: int, translation_page: int) -> Done[Pair]:
        """Say that two pages (from 1) show the same; what was said of either before is taken back."""
        with self._store.write("pair.matched", subject=translation_id) as work:
            original, translation = self._both(work, original_id, translation_id)
            for row, page in ((original, original_page), (translation, translation_page)):
                if not 1 <= page <= (row.pages or wire.MOST_PAGES):
                    raise KnownError(NO_PAGE)
            for old in _matches(work.session, original_id, translation_id):
                if old.original_page == original_page or old.translation_page == translation_page:
                    old.removed = True
            work.add(
                PageMatch(
                    id=str(uuid7()),
                    case_id=original.case_id,
                    original_id=original_id,
                    translation_id=translation_id,
                    original_page=original_page,
                    translation_page=translation_page,
                    author=self._store.actor,
                )
            )
            work.flush()
            pair = self._pair(work.session, original, translation)
        return Done(pair, _changes(work))

    def unmatch(self, original_id: str, translation_id: str, match_id: str = "") -> Done[Pair]:
        """Take one match back, or all of the pair."""
        with self._store.write("pair.unmatched", subject=translation_id) as work:
            original, translation = self._both(work, original_id, translation_id)
            for old in _matches(work.session, original_id, translation_id):
                if match_id in ("", old.id):
                    old.removed = True
            work.flush()
            pair = self._pair(work.session, original, translation)
        return Done(pair, _changes(work))

    def _both(self, work: Write, original_id: str, translation_id: str) -> tuple[Exhibit, Exhibit]:
        original, translation = exhibits.get(work.session, original_id), exhibits.get(work.session, translation_id)
        said = _said(work.session, translation).of
        if said is None or said not in {one.id for one in lineage.family(work.session, original)}:
            first, second = (names.number(one.exhibit_class, one.ordinal) for one in (original, translation))
            raise KnownError(NO_PAIR, number=second, original=first)
        work.case_id = original.case_id
        return original, translation

    def _pair(self, session: Session, original: Exhibit, translation: Exhibit) -> Pair:
        matches = tuple(
            Match(row.id, row.original_page, row.translation_page)
            for row in _matches(session, original.id, translation.id)
        )
        by = _said(session, translation).by
        gone = names.number(by.exhibit_class, by.ordinal) if by.status != "admitted" else ""
        views = exhibits.view(session, original), exhibits.view(session, translation)
        return Pair(*views, matches, details.of_row(by), gone)


def _said(session: Session, row: Exhibit) -> Said:
    return translations.said(row, lineage.family(session, row))


def _translations(session: Session, row: Exhibit) -> list[Exhibit]:
    """The standing translations of the document that an exhibit is a form of, in every form, by number."""
    forms = [one.id for one in lineage.family(session, row)]
    statement = select(Exhibit).where(Exhibit.case_id == row.case_id, col(Exhibit.translation_of).in_(forms))
    order = (col(Exhibit.exhibit_class), col(Exhibit.ordinal))
    found: dict[str, Exhibit] = {}
    for one in session.execute(statement.order_by(*order)).scalars():
        family = lineage.family(session, one)
        standing = (form for form in family if form.status == "admitted" and form.id not in forms)
        found |= {form.id: form for form in standing if translations.said(form, family).of in forms}
    return list(found.values())


def _matches(session: Session, original_id: str, translation_id: str) -> list[PageMatch]:
    statement = select(PageMatch).where(PageMatch.translation_id == translation_id)
    rows = [row for row in session.execute(statement).scalars() if not row.removed and row.original_id == original_id]
    return sorted(rows, key=lambda row: row.original_page)


def _changes(work: Write) -> Changes:
    assert work.changes is not None
    return work.changes
