"""Headers, slots, passphrases, recovery keys: what opens a vault and what does not."""

from __future__ import annotations

import hashlib
import os
import struct
from pathlib import Path

import pytest

from desktop.errors import KnownError, Sentence
from desktop.vault import closed, header, kdf, keys, passphrase, recovery, slots
from desktop.vault.header import Header
from desktop.vault.kdf import KdfCost, KdfPolicy
from tests.vault.cheap import CHEAP, NOON, PASSPHRASE, Place

NEW = "copper lantern orchard whistle"


def unlock(place: Place, words: str | None = None, card: str | None = None) -> bytes:
    return place.vaults.unlock(place.folder, passphrase=words, recovery_key=card)


def refused(place: Place, words: str | None = None, card: str | None = None) -> Sentence:
    with pytest.raises(KnownError) as caught:
        unlock(place, words, card)
    return caught.value.sentence


def test_both_ways_in(place: Place) -> None:
    assert unlock(place, PASSPHRASE) == place.created.vault_key
    assert unlock(place, card=place.created.recovery_key) == place.created.vault_key
    facts = place.vaults.inspect(place.folder)
    assert facts.name == "office"
    assert facts.passphrase_set == NOON
    assert facts.has_recovery_key and not facts.warnings and not facts.read_only and not facts.weak_slot


def test_the_same_passphrase_in_another_unicode_form(tmp_path: Path, place: Place) -> None:
    made = place.vaults.create(tmp_path / "b.collegium", "Йод и ёлка на реке")
    other_form = "И\u0306од и е\u0308лка на реке"
    assert place.vaults.unlock(tmp_path / "b.collegium", passphrase=other_form) == made.vault_key


def test_recovery_key_forgives_what_people_misread(place: Place) -> None:
    card = place.created.recovery_key
    assert len(card.split("-")) == 14 and all(len(group) == 4 for group in card.split("-"))
    sloppy = card.lower().replace("-", " ").replace("0", "o").replace("1", "l").replace("b", "в")
    assert unlock(place, card=sloppy) == place.created.vault_key
    for at in (0, 17, 40, len(card) - 1):
        slip = "A" if card[at] != "A" else "C"
        if card[at] != "-":
            assert refused(place, card=card[:at] + slip + card[at + 1 :]) is recovery.MISTYPED
    assert refused(place, card=card[:-1]) is recovery.MISTYPED
    assert refused(place, card=recovery.spell(bytes(32))) is closed.WRONG_RECOVERY


def test_recovery_key_is_crockfords_base32() -> None:
    secret = bytes(range(32))
    assert recovery.spell(secret).startswith("000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG-")
    assert recovery.read(recovery.spell(secret)) == secret


def test_wrong_passphrase_and_damaged_slot_say_the_same(place: Place) -> None:
    assert refused(place, "some quite other words here") is closed.WRONG
    top = header.read_pair(place.folder).copies[0].header
    broken = tuple(
        slots.Slot(s.kind, s.id, s.salt, s.cost, s.made, s.nonce, bytes(48)) if s.kind == slots.PASSPHRASE else s
        for s in top.slots
    )
    mac_key = keys.derive(place.created.vault_key, top.vault_id).header
    header.write_pair(place.folder, top.next(*broken), mac_key)
    assert refused(place, PASSPHRASE) is closed.WRONG
    assert unlock(place, card=place.created.recovery_key) == place.created.vault_key


def test_failed_unlocks_make_the_next_try_wait_and_go_on_record(place: Place) -> None:
    for _ in range(5):
        refused(place, "some quite other words here")
    facts = place.vaults.inspect(place.folder)
    assert (facts.failed_unlocks, facts.wait) == (5, 4.0)
    place.clock.advance(seconds=10)
    assert place.vaults.inspect(place.folder).wait == 0.0
    with place.open() as vault:
        events = {event.action: dict(event.detail) for event in vault.audit().items}
        assert events["vault.unlocks_failed"]["count"] == "5"
        assert events["vault.unlocks_failed"]["proven"] == "false"
    assert place.vaults.inspect(place.folder).failed_unlocks == 0


def test_a_header_that_asks_for_100_gib_is_refused_before_any_derivation(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = header.read_pair(place.folder).copies[0].header
    bomb = tuple(
        slots.Slot(s.kind, s.id, s.salt, KdfCost(100 << 20, 3, 4), s.made, s.nonce, s.wrapped) for s in top.slots
    )
    monkeypatch.setattr(kdf, "Argon2id", None)  # deriving would fail loudly
    for name in header.COPIES:
        (place.folder / name).write_bytes(top.next(*bomb).encode(b"not our key"))
    assert refused(place, PASSPHRASE) is kdf.UNREASONABLE


@pytest.mark.parametrize(
    ("cost", "good"),
    [
        (KdfCost(64 << 10, 3, 4), True),
        (KdfCost(2 << 20, 10, 8), True),
        (KdfCost((64 << 10) - 1, 3, 4), False),
        (KdfCost(64 << 10, 2, 4), False),
        (KdfCost((2 << 20) + 1, 3, 4), False),
        (KdfCost(64 << 10, 11, 4), False),
        (KdfCost(64 << 10, 3, 9), False),
        (KdfCost(64 << 10, 3, 0), False),
        (KdfCost(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF), False),
    ],
)
def test_the_production_limits(cost: KdfCost, good: bool) -> None:
    policy = KdfPolicy()
    if good:
        policy.admit(cost)
        return
    with pytest.raises(KnownError):
        policy.admit(cost)


def test_production_slots_cost_512_mib() -> None:
    assert KdfPolicy().default == KdfCost(512 * 1024, 3, 4)


def test_every_flipped_byte_of_one_header_is_survived_and_of_both_refused(place: Place) -> None:
    paths = [place.folder / name for name in header.COPIES]
    whole = paths[0].read_bytes()
    for at in range(len(whole)):
        flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        paths[0].write_bytes(flipped)
        assert unlock(place, PASSPHRASE) == place.created.vault_key, at
        if at % 7:
            continue
        paths[1].write_bytes(flipped)
        with pytest.raises(KnownError) as caught:
            unlock(place, PASSPHRASE)
        # in the last 32 bytes only the MAC is wrong, which nobody can judge without the key
        assert caught.value.sentence in (closed.HEADERS_DAMAGED, closed.WRONG), at
        paths[1].write_bytes(whole)


def test_a_damaged_copy_is_mended_warned_of_and_on_record(place: Place) -> None:
    path = place.folder / "header.a"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    with place.open() as vault:
        assert [warn.code for warn in vault.warnings] == ["vault.header_damaged"]
        assert any(event.action == "vault.header_mended" for event in vault.audit().items)
    assert path.read_bytes() == whole


def test_an_older_genuine_copy_never_wins(place: Place) -> None:
    old = (place.folder / "header.a").read_bytes()
    with place.open() as vault:
        vault.change_passphrase(PASSPHRASE, NEW)
    (place.folder / "header.a").write_bytes(old)
    assert refused(place, PASSPHRASE) is closed.WRONG
    assert unlock(place, NEW) == place.created.vault_key


def test_a_newer_header_is_refused_plainly(place: Place) -> None:
    top = header.read_pair(place.folder).copies[0].header
    body = bytearray(top.body())
    struct.pack_into(">H", body, 8, header.FORMAT + 1)
    for name in header.COPIES:
        (place.folder / name).write_bytes(bytes(body) + hashlib.sha256(body).digest() + bytes(32))
    assert refused(place, PASSPHRASE) is closed.NEWER


def test_hostile_header_bytes_are_only_unreadable() -> None:
    good = Header(bytes(16), 1, bytes(16), ()).body()
    for data in (b"", b"COLLEGI\0", os.urandom(500), good, good + bytes(64), bytes(70_000)):
        with pytest.raises(header.UnreadableError):
            header.parse("header.a", data)
    lying = good[:-1] + b"\xff"  # 255 slots, none there
    with pytest.raises(header.UnreadableError):
        header.parse("header.a", lying + hashlib.sha256(lying).digest() + bytes(32))


@pytest.mark.parametrize(
    "words",
    [
        "short", "fourteen chars", "aaaaaaaaaaaaaaaaaaaa", "abababababababababab", "passwordpassword",
        "123456789012345", "12345678901234567890", "98765432109876543210", "collegium collegium",
        "пароль пароль пароль", "password1234567890", "Коллегиум-2026-хранилище", "abcdefghijklmnopqrstuvwxyz",
    ],
)  # fmt: skip
def test_refused_passphrases(words: str) -> None:
    with pytest.raises(KnownError) as caught:
        passphrase.check(words)
    assert caught.value.sentence in (passphrase.TOO_SHORT, passphrase.TOO_COMMON)


@pytest.mark.parametrize(
    "words",
    [
        "пять слов совсем без связи",
        "x7#kQ9!mZ2$vB4&",
        "correct horse battery staple",
        "quiet marble " + "drums over the river " * 5,
        "𝒜ℬ𝒞 word word wort",
    ],
)
def test_accepted_passphrases(words: str) -> None:
    passphrase.check(words)


def test_slots_are_bound_to_their_vault_and_parameters() -> None:
    key = os.urandom(32)
    one, two = Header(b"1" * 16, 1, bytes(16), ()), Header(b"2" * 16, 1, bytes(16), ())
    slot = slots.by_passphrase(one.context, key, PASSPHRASE, CHEAP.default, 5)
    assert slots.open_with_passphrase(slot, one.context, PASSPHRASE, CHEAP) == key
    assert slots.open_with_passphrase(slot, two.context, PASSPHRASE, CHEAP) is None
    later = slots.Slot(slot.kind, slot.id, slot.salt, slot.cost, 6, slot.nonce, slot.wrapped)
    assert slots.open_with_passphrase(later, one.context, PASSPHRASE, CHEAP) is None
    assert slots.Slot.decode(slot.encode()) == slot


def test_labels_keep_keys_apart() -> None:
    key, ident = bytes(range(32)), bytes(16)
    derived = keys.derive(key, ident)
    found = {getattr(derived, name) for name in ("database", "row", "audit", "header", "backup", "head")}
    assert len(found) == 6 and all(len(one) == 32 for one in found)
    assert keys.derive(key, b"1" * 16).database != derived.database
    assert repr(derived) == "Keys()"
