"""What the assessment reads of a case: the facts behind the items, the people, the author, the packs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session
from sqlmodel import select
from uuid6 import uuid7

from desktop.assessment.packs import FACTS, Packs
from desktop.assessment.rules import CaseFacts
from desktop.errors import KnownError, Sentence
from desktop.i18n import N_
from desktop.vault.store import Write
from models.tables.assessment import CasePack
from models.tables.register import Applicability, Case, Person, Profile
from models.views.assessment import Fact
from models.views.packs import Checklist, Outcomes, PackId

NO_CASE = Sentence(
    "assessment.no_case", N_("This case is not in the vault."), N_("Look it up in the list of cases again.")
)


@dataclass(frozen=True)
class Author:
    """Who answers in this vault. `id` belongs to the vault and stays when the member's name is corrected."""

    id: str
    name: str

    def own(self, author: str) -> bool:
        return author == self.id


@dataclass(frozen=True)
class CasePacks:
    """The packs that a case is reviewed with; `frozen` once it has an answer or an opinion."""

    checklist: Checklist
    outcomes: Outcomes
    frozen: bool


def case_of(session: Session, case_id: str) -> Case:
    found = session.get(Case, case_id)
    if found is None:
        raise KnownError(NO_CASE)
    return found


def facts_of(session: Session, case_id: str) -> CaseFacts:
    """The facts that decide what applies; what nobody typed is unknown."""
    case = case_of(session, case_id)
    row = session.execute(select(Applicability).where(Applicability.case_id == case_id)).scalar_one_or_none()
    facts: Mapping[str, Fact] = {}
    if row is not None:
        facts = {name: _fact(getattr(row, name)) for name in FACTS}
    return CaseFacts(facts, case.legal_track or "")


def profile_of(session: Session) -> Profile | None:
    return session.execute(select(Profile).order_by("id").limit(1)).scalar_one_or_none()


def author_of(session: Session, vault_salt: bytes) -> Author:
    """The member of this vault. The vault's random salt (16 bytes, from its header) tells vaults apart."""
    profile = profile_of(session)
    name = (profile.member_name or profile.member_name_en) if profile else ""
    return Author(hashlib.sha256(b"collegium/author/v1\0" + vault_salt).hexdigest()[:32], name)


def principal_of(session: Session, case_id: str) -> Person | None:
    statement = select(Person).where(Person.case_id == case_id, Person.role_in_case == "principal")
    return session.execute(statement.order_by("place").limit(1)).scalar_one_or_none()


def packs_of(session: Session, packs: Packs, case_id: str) -> CasePacks:
    """The frozen packs, or the latest for a case that has none. Raises KnownError when a frozen pack is gone."""
    row = _row(session, case_id)
    if row is None:
        return CasePacks(*packs.latest(), frozen=False)
    checklist = packs.checklist(PackId(row.checklist_id, row.checklist_version, row.checklist_sha256))
    outcomes = packs.outcomes(PackId(row.outcomes_id, row.outcomes_version, row.outcomes_sha256))
    return CasePacks(checklist, outcomes, frozen=True)


def freeze(work: Write, packs: Packs, case_id: str, at: str) -> CasePacks:
    """Keep the packs of this case from now on."""
    chosen = packs_of(work.session, packs, case_id)
    if chosen.frozen:
        return chosen
    first, second = chosen.checklist.pack, chosen.outcomes.pack
    work.add(
        CasePack(
            id=str(uuid7()),
            case_id=case_id,
            checklist_id=first.id,
            checklist_version=first.version,
            checklist_sha256=first.sha256,
            outcomes_id=second.id,
            outcomes_version=second.version,
            outcomes_sha256=second.sha256,
            frozen_at=at,
        )
    )
    return CasePacks(chosen.checklist, chosen.outcomes, frozen=True)


def _row(session: Session, case_id: str) -> CasePack | None:
    return session.execute(select(CasePack).where(CasePack.case_id == case_id)).scalar_one_or_none()


def _fact(text: str) -> Fact:
    return cast(Fact, text) if text in ("yes", "no") else "unknown"
