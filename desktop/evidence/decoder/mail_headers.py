"""Header lines of mail as text and as facts. The email package parses; nothing here trusts a charset or a date."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from desktop.evidence.decoder.text import decode, decode_as

MOST_HEADER = 8_000  # code points of one header that are looked at
MOST_HEADERS = 400
MOST_HOPS = 20
_FOLDED = re.compile(r"\r?\n[ \t]*|\r")
_SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date")
_DOMAIN = re.compile(r"(?:^|;)\s*d=([^;\s]+)")
_FACTS = (
    ("subject", "subject"), ("from", "from"), ("to", "to"), ("cc", "cc"), ("date", "date"), ("reply-to", "reply_to"),
    ("message-id", "message_id"), ("in-reply-to", "in_reply_to"), ("return-path", "return_path"),
    ("user-agent", "mailer"), ("x-mailer", "mailer"), ("x-originating-ip", "origin"),
    ("authentication-results", "checks"), ("received-spf", "spf"), ("list-unsubscribe", "list"),
)  # fmt: skip


def lines(message: Message) -> list[tuple[str, str]]:
    """Name and decoded value of every header, in the file's order; long ones are cut."""
    return [(name[:200], text(str(value))) for name, value in list(message.raw_items())[:MOST_HEADERS]]


def text(raw: str) -> str:
    """One header's value as people read it: unfolded, encoded words decoded (RFC 2047), stray octets recognised."""
    value = _FOLDED.sub(" ", raw[:MOST_HEADER]).strip()
    if any("\udc80" <= char <= "\udcff" for char in value):
        value = decode(value.encode("utf-8", "surrogateescape"))[1]
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (ValueError, LookupError, MessageError):
        return value
    return "".join(piece if isinstance(piece, str) else decode_as(piece, charset or "")[1] for piece, charset in pieces)


def shown(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that stand above a message, in a reader's order."""
    return [(name, value) for wanted in _SHOWN for name, value in headers if name.lower() == wanted.lower() and value]


def first(headers: list[tuple[str, str]], name: str) -> str:
    return next((value for header, value in headers if header.lower() == name and value), "")


def facts(headers: list[tuple[str, str]]) -> dict[str, str]:
    """The facts of one message; `mail.received.1` is the nearest to the recipient, as in the file."""
    told: dict[str, str] = {}
    for name, code in _FACTS:
        value = first(headers, name)
        if value and f"mail.{code}" not in told:
            told[f"mail.{code}"] = " ".join(value.split())
    for start, code in (("received", "received"), ("dkim-signature", "dkim"), ("arc-seal", "arc")):
        found = [" ".join(value.split()) for name, value in headers if name.lower() == start]
        for number, value in enumerate(found[:MOST_HOPS], 1):
            told[f"mail.{code}.{number}"] = value
    return told


def way(headers: list[tuple[str, str]]) -> str:
    """One message of many in a line: date, sender, Message-ID, how often received and where first, who signed it."""
    received = [" ".join(value.split()) for name, value in headers if name.lower() == "received"]
    domains = [
        found[1] for name, value in headers if name.lower() == "dkim-signature" for found in _DOMAIN.finditer(value)
    ]
    parts = [first(headers, name) for name in ("date", "from", "message-id")]
    parts.append(f"Received {len(received)}: {received[-1][:160]}" if received else "")
    parts.append(f"DKIM {', '.join(dict.fromkeys(domains))}" if domains else "")
    return " · ".join(" ".join(part.split())[:200] for part in parts if part)[:500]
