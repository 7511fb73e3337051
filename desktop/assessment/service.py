"""The assessment room's doors: checklist, answers, opinion, and what blocks signing. One method = one transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session
from uuid6 import uuid7

from desktop.assessment import answering, obstacles, opinions, registered, rules
from desktop.assessment.case_facts import Author, CasePacks, author_of, facts_of, freeze, packs_of
from desktop.assessment.for_paper import compose
from desktop.assessment.packs import Packs
from desktop.clock import Clock, stamp
from desktop.errors import BugError, KnownError
from desktop.evidence import cautions
from desktop.i18n import Language, Words
from desktop.register import loading
from desktop.vault.store import Store, Write
from models.views.assessment import (
    AnswerDraft,
    AnswerVersion,
    ChecklistView,
    Obstacle,
    OpinionDraft,
    OpinionForPaper,
    OpinionVersion,
    OpinionView,
)
from models.views.cautions import Caution
from models.views.changes import Changes, Done
from models.views.packs import Checklist, Outcomes


class Assessment:
    """All methods belong to the database thread."""

    def __init__(self, store: Store, packs: Packs, clock: Clock) -> None:
        self.store = store
        self.packs = packs
        self.clock = clock

    # --- checklist ---

    def checklist(self, case_id: str) -> ChecklistView:
        """Every item of the case as it stands for this vault's member. Raises KnownError: no case, pack gone."""
        with self.store.read() as session:
            packs = packs_of(session, self.packs, case_id)
            return answering.view(
                session, case_id, packs, facts_of(session, case_id), author_of(session, self.store.salt)
            )

    def case_packs(self, case_id: str) -> tuple[Checklist, Outcomes]:
        """The packs this case is reviewed with."""
        with self.store.read() as session:
            packs = packs_of(session, self.packs, case_id)
            return packs.checklist, packs.outcomes

    def save_draft(self, case_id: str, item_id: str, draft: AnswerDraft) -> Done[str]:
        """Keep what is being typed, complete or not; no audit event. Returns the moment at which it was saved."""
        at = stamp(self.clock.now())
        with self.store.write("answer.draft", case_id=case_id, subject=item_id, audited=False) as work:
            packs = packs_of(work.session, self.packs, case_id)
            facts_of(work.session, case_id)
            item = answering.find_item(packs, item_id)
            if not draft.blank:
                answering.need_consent(work.session, case_id, item)
            answering.write_draft(work, case_id, item_id, draft, author_of(work.session, self.store.salt), at)
        return Done(at, _changes(work))

    def answer(self, case_id: str, item_id: str, draft: AnswerDraft) -> Done[ChecklistView]:
        """Put an answer on record: one version, one audit event. The same answer again only drops its draft.

        Raises KnownError of `rules` when it is not complete; the draft is then still there.
        """
        at = stamp(self.clock.now())
        with self.store.read() as session:
            packs, facts, author = self._ground(session, case_id)
            item = answering.find_item(packs, item_id)
            if rules.standing(item, facts)[0]:
                raise KnownError(rules.BY_RULE, item=item_id)
            why = rules.fault(item, draft)
            if why is not None:
                raise KnownError(why, item=item_id)
            answering.need_consent(session, case_id, item)
            standing = answering.own_answer(session, case_id, item_id, author)
            unchanged = standing is not None and answering.same(draft, answering.said(session, standing))
        if unchanged:
            dropped = self.save_draft(case_id, item_id, draft)
            return Done(self.checklist(case_id), dropped.changes)
        with self.store.write("answer.given", case_id=case_id, subject=item_id) as work:
            frozen = freeze(work, self.packs, case_id, at)
            answering.commit(work, case_id, item, draft, author, frozen.checklist.pack.name, at)
        return Done(self.checklist(case_id), _changes(work))

    def clear(self, case_id: str, item_id: str, keep: AnswerDraft | None = None) -> Done[ChecklistView]:
        """Take the answer back. `keep` (its value is ignored) stays as a draft, so that a typed note is not lost."""
        at = stamp(self.clock.now())
        kept = AnswerDraft(None, keep.note, keep.citations) if keep else AnswerDraft()
        with self.store.read() as session:
            packs, _facts, author = self._ground(session, case_id)
            item = answering.find_item(packs, item_id)
            if item.special and not loading.consent_in_force(session, case_id):
                kept = AnswerDraft()  # may be emptied, not added to
            there = answering.own_answer(session, case_id, item_id, author) is not None
        if not there:
            saved = self.save_draft(case_id, item_id, kept)
            return Done(self.checklist(case_id), saved.changes)
        with self.store.write("answer.taken_back", case_id=case_id, subject=item_id) as work:
            answering.take_back(work, case_id, item, kept, author, packs.checklist.pack.name, at)
        return Done(self.checklist(case_id), _changes(work))

    def answer_history(self, case_id: str, item_id: str) -> tuple[AnswerVersion, ...]:
        """Every version of the answers to an item, newest first."""
        with self.store.read() as session:
            return answering.history(session, case_id, item_id)

    # --- opinion ---

    def opinion(self, case_id: str) -> OpinionView:
        """The opinion of this vault's member: what is on record, and the draft where it differs."""
        with self.store.read() as session:
            packs, _facts, author = self._ground(session, case_id)
            return opinions.view(session, case_id, packs, author)

    def save_opinion_draft(self, case_id: str, draft: OpinionDraft) -> Done[str]:
        """Keep what is being typed; no audit event. Returns the moment. Raises KnownError: unknown code, too long."""
        at = stamp(self.clock.now())
        with self.store.write("opinion.draft", case_id=case_id, audited=False) as work:
            packs, _facts, author = self._ground(work.session, case_id)
            opinions.check(draft, packs)
            standing = opinions.view(work.session, case_id, packs, author)
            opinions.need_consent(work.session, case_id, draft, standing.current)
            opinions.write_draft(work, case_id, draft, author, at)
        return Done(at, _changes(work))

    def save_opinion(self, case_id: str, draft: OpinionDraft) -> Done[OpinionView]:
        """Put the opinion on record: one version, one audit event. What is missing does not hinder saving."""
        at = stamp(self.clock.now())
        tidied = opinions.tidy(draft)
        with self.store.read() as session:
            packs, _facts, author = self._ground(session, case_id)
            opinions.check(tidied, packs)
            standing = opinions.view(session, case_id, packs, author)
            opinions.need_consent(session, case_id, tidied, standing.current)
        if opinions.same(tidied, standing.content):
            dropped = self.save_opinion_draft(case_id, tidied)
            return Done(self.opinion(case_id), dropped.changes)
        with self.store.write("opinion.saved", case_id=case_id) as work:
            frozen = freeze(work, self.packs, case_id, at)
            opinions.commit(work, case_id, tidied, author, frozen.outcomes.pack.name, at)
        return Done(self.opinion(case_id), _changes(work))

    def opinion_versions(self, case_id: str) -> tuple[OpinionVersion, ...]:
        """Every version that was on record, newest first."""
        with self.store.read() as session:
            return opinions.versions(session, case_id, author_of(session, self.store.salt))

    def new_paragraph_id(self) -> str:
        return str(uuid7())

    # --- signing ---

    def signing_status(
        self, case_id: str, language: Language = "ru", *, editing: OpinionDraft | None = None
    ) -> tuple[Obstacle, ...]:
        """Everything in the way of signing, what stops first; what only informs has `stops` False.

        `language` is the paper's. Without `editing` the opinion on record is judged and a pending draft is an obstacle;
        an editor hands in what it shows.
        """
        with self.store.read() as session:
            packs, facts, author = self._ground(session, case_id)
            checklist = answering.view(session, case_id, packs, facts, author)
            known = registered.read(session, case_id, language, self.clock.today())
            standing = opinions.view(session, case_id, packs, author)
        opinion = editing if editing is not None else standing.content
        found = obstacles.find(checklist, opinion, known, russian=language == "ru")
        if editing is None and standing.draft is not None:
            return (obstacles.pending(), *found)
        return found

    def cautions(self, case_id: str) -> dict[str, tuple[Caution, ...]]:
        """Exhibit id → what citing it means, for each exhibit of which there is something to say."""
        with self.store.read() as session:
            return cautions.of_case(session, case_id, self.clock.today())

    def opinion_for_paper(self, case_id: str, language: Language) -> OpinionForPaper:
        """The opinion on record with the checklist, in the paper's language; whether it may be signed is not asked."""
        with self.store.read() as session:
            packs, facts, author = self._ground(session, case_id)
            checklist = answering.view(session, case_id, packs, facts, author)
            numbers = registered.exhibit_numbers(session, case_id)
            known = cautions.of_case(session, case_id, self.clock.today())
            standing = opinions.view(session, case_id, packs, author)
        words, content = Words(language), standing.content
        return compose(checklist, content, numbers, known, words, version=standing.version, at=standing.at)

    def _ground(self, session: Session, case_id: str) -> tuple[CasePacks, rules.CaseFacts, Author]:
        return packs_of(session, self.packs, case_id), facts_of(session, case_id), author_of(session, self.store.salt)


def _changes(work: Write) -> Changes:
    if work.changes is None:
        raise BugError("a write without its changes")
    return work.changes
