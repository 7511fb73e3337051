"""The log as it is read: pages, filters, verified events, the history of a row."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.errors import BugError, KnownError
from desktop.register.service import PROFILE_ID
from desktop.services import member_of
from desktop.vault import audit, chain
from desktop.vault.opened import OpenVault
from models.tables.register import Case, Profile
from models.views.vault import AuditQuery
from tests.vault import sample
from tests.vault.cheap import NOON, Place


def test_pages_newest_first(vault: OpenVault) -> None:
    for number in range(12):
        sample.add_case(vault, str(number), "short")
    whole = vault.audit(AuditQuery(limit=1000))
    assert whole.total == len(whole.items) == 14
    assert [event.seq for event in whole.items] == list(range(14, 0, -1))
    page = vault.audit(AuditQuery(limit=5, offset=5))
    assert [event.seq for event in page.items] == [9, 8, 7, 6, 5] and page.total == 14
    first = whole.items[-1]
    assert (first.action, first.title, first.actor, first.at) == ("vault.created", "Vault created", "Tester", NOON)


def test_filters(place: Place) -> None:
    with place.open() as vault:
        case_id = sample.add_case(vault)
        place.clock.advance(hours=2)
        sample.retitle(vault, case_id, "Second")
        vault.store.actor = "Somebody else"
        sample.add_case(vault)

        def seqs(**fields: object) -> list[int]:
            return [event.seq for event in vault.audit(AuditQuery(**fields)).items]  # type: ignore[arg-type]

        assert seqs(case_id=case_id) == [4, 3]
        assert seqs(action="case.created") == [5, 3]
        assert seqs(action="vault.") == [2, 1]
        assert seqs(actor="Somebody else") == [5]
        assert seqs(subject=case_id) == [4, 3]
        assert seqs(since=NOON + dt.timedelta(hours=1)) == [5, 4]
        assert seqs(until=NOON + dt.timedelta(hours=1)) == [3, 2, 1]
        assert vault.audit_actions() == ("case.created", "case.edited", "vault.created", "vault.unlocked")
        assert vault.audit_actors() == ("Somebody else", "Tester")


def test_an_event_changed_by_sql_is_not_listed(vault: OpenVault) -> None:
    with vault.store.raw() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET actor = 'Nobody' WHERE seq = 1")
        connection.commit()
    with pytest.raises(KnownError) as caught:
        vault.audit()
    assert caught.value.sentence is chain.CHAIN_BROKEN and caught.value.parameters == {"seq": 1}


def test_history_of_a_row(place: Place) -> None:
    with place.open() as vault:
        case_id = sample.add_case(vault, "One")
        place.clock.advance(minutes=1)
        sample.retitle(vault, case_id, "Two")
        sample.retitle(vault, case_id, "Three")
        changes = [(c.field, c.old, c.new, c.version, c.actor) for c in vault.history("case", case_id)]
    assert changes == [("title", "One", "Two", 2, "Tester"), ("title", "Two", "Three", 3, "Tester")]


def test_one_write_is_one_event_with_its_rows(vault: OpenVault) -> None:
    before = vault.store.head()
    case_id = sample.add_case(vault)
    assert vault.store.head().seq == before.seq + 1
    vault.store.verify_case(case_id)


def test_a_failed_write_leaves_neither_rows_nor_event(vault: OpenVault) -> None:
    before = vault.store.head()
    case_id = sample.add_case(vault)
    with pytest.raises(ZeroDivisionError), vault.store.write("case.edited", case_id=case_id) as work:
        case = work.session.get(Case, case_id)
        assert case is not None
        case.title = "Never"
        work.flush()
        1 / 0  # noqa: B018
    assert vault.store.head().seq == before.seq + 1
    assert sample.title_of(vault, case_id) == "First case"


def test_evidence_is_never_written_off_the_record(vault: OpenVault) -> None:
    case_id = sample.add_case(vault)
    with pytest.raises(BugError), vault.store.write("case.edited", case_id=case_id, audited=False) as work:
        case = work.session.get(Case, case_id)
        assert case is not None
        case.title = "Unseen"
    assert sample.title_of(vault, case_id) == "First case"


def test_unknown_actions_are_shown_by_their_code() -> None:
    assert audit.title("other.thing") == "other.thing"


def test_the_opening_bears_the_name_of_the_profile(place: Place) -> None:
    with place.open() as vault, vault.store.write("profile.set") as work:
        work.add(sample.fill(Profile, id=PROFILE_ID, member_name="Анна Примерова"))
    with place.vaults.open(place.folder, place.created.vault_key, actor=member_of) as vault:
        assert vault.audit().items[0].action == "vault.unlocked"
        assert vault.audit().items[0].actor == "Анна Примерова"
