"""New passphrases and recovery keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.vault import closed, files, header, passphrase, rekeying, slots
from tests.vault import sample
from tests.vault.cheap import PASSPHRASE, Place

NEW = "copper lantern orchard whistle"


def refused(place: Place, **secret: str) -> str:
    with pytest.raises(KnownError) as caught:
        place.vaults.unlock(place.folder, **secret)
    return caught.value.code


def test_a_new_passphrase_replaces_the_old_one(place: Place) -> None:
    with place.open() as vault:
        before = vault.header
        vault.change_passphrase(PASSPHRASE, NEW)
        assert vault.header.sequence == before.sequence + 2 and len(vault.header.slots) == 2
        assert vault.audit().items[0].action == "vault.passphrase_changed"
    assert place.vaults.unlock(place.folder, passphrase=NEW) == place.created.vault_key
    assert place.vaults.unlock(place.folder, recovery_key=place.created.recovery_key) == place.created.vault_key
    assert refused(place, passphrase=PASSPHRASE) == "vault.wrong_passphrase"
    assert (place.folder / "header.a").read_bytes() == (place.folder / "header.b").read_bytes()
    assert place.vaults.check(place.folder, place.created.vault_key).findings == ()


def test_the_old_one_is_asked_for_and_the_rule_holds(place: Place) -> None:
    with place.open() as vault:
        before = (place.folder / "header.a").read_bytes()
        for old, new, sentence in (
            ("not the right passphrase", NEW, closed.WRONG),
            (PASSPHRASE, "short", passphrase.TOO_SHORT),
        ):
            with pytest.raises(KnownError) as caught:
                vault.change_passphrase(old, new)
            assert caught.value.sentence is sentence
        assert (place.folder / "header.a").read_bytes() == before


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(place: Place) -> None:
    with place.open() as vault:
        vault.change_passphrase(place.created.recovery_key, NEW, by_recovery_key=True)
    assert place.vaults.unlock(place.folder, passphrase=NEW) == place.created.vault_key


def test_a_renewed_recovery_key_retires_the_old_card(place: Place) -> None:
    with place.open() as vault:
        card = vault.renew_recovery_key(PASSPHRASE)
    assert place.vaults.unlock(place.folder, recovery_key=card) == place.created.vault_key
    assert refused(place, recovery_key=place.created.recovery_key) == "vault.wrong_recovery_key"
    assert place.vaults.unlock(place.folder, passphrase=PASSPHRASE) == place.created.vault_key


@pytest.mark.parametrize("fails_at", range(1, 5))
def test_a_disk_that_fails_at_any_of_the_four_header_writes_locks_nobody_out(
    place: Place, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    write, count = files.write_whole, 0

    def failing(path: Path, data: bytes) -> None:
        nonlocal count
        if path.name in header.COPIES:
            count += 1
            if count == fails_at:
                raise OSError(28, "No space left on device")
        write(path, data)

    with place.open() as vault:
        with monkeypatch.context() as patch:
            patch.setattr(files, "write_whole", failing)
            with pytest.raises(KnownError) as caught:
                vault.change_passphrase(PASSPHRASE, NEW)
            assert caught.value.sentence is files.DISK_FULL
        sample.add_case(vault)
    assert place.vaults.unlock(place.folder, passphrase=PASSPHRASE if fails_at < 3 else NEW) == place.created.vault_key
    with place.open() as vault:
        assert not vault.read_only
        vault.change_passphrase(PASSPHRASE if fails_at < 3 else NEW, "third passphrase of the day")
        kinds = [slot.kind for slot in vault.header.slots]
        assert kinds.count(slots.PASSPHRASE) == 1
    assert refused(place, passphrase=PASSPHRASE) == refused(place, passphrase=NEW) == "vault.wrong_passphrase"


def test_a_slot_that_does_not_open_from_disk_leaves_the_old_one(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    real = slots.by_passphrase

    def lying(context: bytes, vault_key: bytes, words: str, cost: object, made: int) -> slots.Slot:
        return real(context, vault_key, words + " ", cost, made)  # type: ignore[arg-type]

    with place.open() as vault:
        monkeypatch.setattr(rekeying.slots, "by_passphrase", lying)
        with pytest.raises(Exception, match="does not open from disk"):
            vault.change_passphrase(PASSPHRASE, NEW)
    assert place.vaults.unlock(place.folder, passphrase=PASSPHRASE) == place.created.vault_key
