"""Frozen bytes of every format of docs/security.md: a change here is a change of format and needs a new number."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.paths import Paths
from desktop.vault import chain, kdf, keys, recovery, rows, slots
from desktop.vault.head import Memory, Seen
from desktop.vault.header import Header, parse
from desktop.vault.kdf import KdfCost
from desktop.vault.manifest import Entry, Manifest

VAULT_KEY, VAULT_ID, SALT = bytes(range(32)), bytes(range(16)), bytes(range(100, 116))
FROZEN = json.loads((Path(__file__).parent / "vectors.json").read_text())["formats"]


def derived() -> keys.Keys:
    return keys.derive(VAULT_KEY, VAULT_ID)


def slot(kind: int) -> slots.Slot:
    cost = KdfCost(64, 1, 1) if kind == slots.PASSPHRASE else KdfCost(0, 0, 0)
    bare = slots.Slot(kind, bytes([kind]) * 16, SALT, cost, 1_795_348_800_000, bytes(12), b"")
    if kind == slots.PASSPHRASE:
        key = kdf.from_passphrase("Йод и ёлка на реке", SALT, cost)
    else:
        key = kdf.from_recovery_key(bytes(range(32, 64)), SALT)
    context = Header(VAULT_ID, 1, SALT, ()).context
    wrapped = AESGCM(key).encrypt(bytes(12), VAULT_KEY, context + bare.parameters())
    return slots.Slot(kind, bare.id, SALT, cost, bare.made, bytes(12), wrapped)


def header() -> Header:
    return Header(VAULT_ID, 7, SALT, (slot(slots.PASSPHRASE), slot(slots.RECOVERY)))


def event() -> chain.Event:
    changed = rows.canonical([["case", "id-1", 2, "ab" * 32]])
    return chain.Event("2026-11-22T12:00:00.000Z", "Тестов", "case.edited", "id-1", None, '{"n":1}', changed, bytes(32))


def outside_head() -> str:
    memory = Memory(Paths(Path("c"), Path("s"), Path("l")), VAULT_ID)
    return memory._encode(Seen(42, bytes(range(32)), 7), derived().head).decode()


def manifest() -> str:
    entry = Entry("objects/ab/ab", 56, "cd" * 32)
    made = Manifest(VAULT_ID.hex(), "2026-11-22T12:00:00.000Z", 7, 42, "ef" * 32, (("case", 3),), (entry,))
    return made.encode(derived().backup).decode()


MAKERS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "key.database": lambda: derived().database.hex(),
        "key.row": lambda: derived().row.hex(),
        "key.audit": lambda: derived().audit.hex(),
        "key.header": lambda: derived().header.hex(),
        "key.backup": lambda: derived().backup.hex(),
        "key.head": lambda: derived().head.hex(),
        "recovery key": lambda: recovery.spell(bytes(range(32, 64))),
        "slot.passphrase": lambda: slot(slots.PASSPHRASE).encode().hex(),
        "slot.recovery": lambda: slot(slots.RECOVERY).encode().hex(),
        "header": lambda: header().encode(derived().header).hex(),
        "encoding": lambda: b"".join(map(rows.encode, (None, "", "ё", 0, -17, False, True, b"", b"\0"))).hex(),
        "row mac": lambda: rows.mac_of(
            derived().row, "case", {"id": "1", "version": 1, "parent": None, "hold": True}
        ).hex(),
        "case seal": lambda: chain.seal_of(
            "id-1", [chain.seal_part("case", "id-1", 2, bytes(32))], derived().row
        ).hex(),
        "event hash": lambda: chain.link(chain.Head(0, chain.GENESIS), event(), derived().audit).hash.hex(),
        "event mac": lambda: chain.link(chain.Head(0, chain.GENESIS), event(), derived().audit).mac.hex(),
        "outside head": outside_head,
        "backup list": manifest,
    }
)


@pytest.mark.parametrize("name", MAKERS)
def test_frozen(name: str) -> None:
    assert MAKERS[name]() == FROZEN[name]


def test_the_frozen_header_opens() -> None:
    copy = parse("header.a", bytes.fromhex(FROZEN["header"]))
    assert copy.genuine(derived().header) and copy.header == header()
    cheap = kdf.KdfPolicy(floor=KdfCost(8, 1, 1))
    words, card = copy.header.slots
    assert slots.open_with_passphrase(words, copy.header.context, "Йод и ёлка на реке", cheap) == VAULT_KEY
    assert slots.open_with_recovery_key(card, copy.header.context, FROZEN["recovery key"]) == VAULT_KEY


def test_the_object_vectors_are_many_enough() -> None:
    whole = json.loads((Path(__file__).parent / "vectors.json").read_text())
    assert len(whole["objects"]) == 7 and set(FROZEN) == set(MAKERS)
