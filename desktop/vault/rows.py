"""Row MACs: one canonical encoding, written at flush, checked at every load and refresh."""

from __future__ import annotations

import hmac
import json
from functools import cache

import sqlalchemy as sa

from desktop.errors import BugError, KnownError, Sentence
from desktop.i18n import N_
from models.tables.base import Sealed

TAMPERED = Sentence(
    "vault.row_tampered",
    N_("A record of the register ({table}) does not match its seal: it was damaged or changed outside the program."),
    N_("Nothing of it is shown. Run the vault check and restore the register from a backup or a daily copy."),
)


_NOTHING = b"N" + bytes(8)


def encode(value: object) -> bytes:
    """Type letter, 8-byte length, bytes: None, "", 0 and False all differ. Texts come first: most columns are texts."""
    if isinstance(value, str):
        tag, data = b"S", value.encode()
    elif value is None:
        return _NOTHING
    elif isinstance(value, bool):
        tag, data = b"B", b"1" if value else b"0"
    elif isinstance(value, int):
        tag, data = b"I", str(value).encode()
    elif isinstance(value, bytes):
        tag, data = b"Y", value
    else:
        raise BugError(f"a sealed column holds a {type(value).__name__}")
    return tag + len(data).to_bytes(8, "big") + data


@cache
def columns(table: type[Sealed]) -> tuple[str, ...]:
    """The names of all columns that the MAC covers, in declaration order."""
    return tuple(c.key for c in sa.inspect(table).column_attrs if c.key != "mac")


@cache
def _prefixes(table: type[Sealed]) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, name.encode() + b"\0") for name in columns(table))


def row_mac(key: bytes, table: type[Sealed], values: dict[str, object]) -> bytes:
    """HMAC-SHA-256 over the table's name and every column's name and encoded value."""
    parts = [str(table.__tablename__).encode(), b"\0"]
    for name, prefix in _prefixes(table):
        parts.append(prefix)
        parts.append(encode(values[name]))
    return hmac.digest(key, b"".join(parts), "sha256")


def mac_of(key: bytes, table: str, values: dict[str, object]) -> bytes:
    """The same MAC from a table's name and values in declaration order (schema steps, which know no classes)."""
    parts = [table.encode(), b"\0"]
    for name, value in values.items():
        parts += (name.encode(), b"\0", encode(value))
    return hmac.digest(key, b"".join(parts), "sha256")


def verify(key: bytes, row: Sealed) -> None:
    """Raise KnownError(TAMPERED) unless the row, loaded whole, matches its MAC."""
    table = type(row)
    values = row.__dict__
    if "mac" not in values or any(name not in values for name in columns(table)):
        raise BugError(f"{table.__tablename__} was loaded in part")
    if not hmac.compare_digest(row_mac(key, table, values), values["mac"]):
        raise KnownError(TAMPERED, table=str(table.__tablename__))


def canonical(value: object) -> str:
    """JSON as it is stored and hashed: sorted keys, no spaces, no escapes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
