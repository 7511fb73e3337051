"""Outlook messages ([MS-OXMSG]), read by python-oxmsg. Contacts, tasks and appointments show what text they have.

Attachments that are messages themselves can't be written out as files; their text follows the message.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from email.parser import HeaderParser
from typing import Any

from olefile import OleFileIO  # type: ignore[import-untyped]
from oxmsg.domain import constants as c
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from desktop.evidence.decoder import html, mail_headers, wire
from desktop.evidence.decoder.flow import Flow, FlowReader
from desktop.evidence.decoder.mail_flow import Mail, above, below, finished, name_of, plain_into, second_form
from desktop.evidence.decoder.parts import Part, of_octets
from desktop.evidence.decoder.source import Source

MOST_DEPTH = 8  # of messages in messages
MOST_ATTACHMENTS = 2_000
_TOP, _WITHIN, _SMALL = 32, 24, 8  # octets before the properties: [MS-OXMSG] 2.4.1
_INNER = "__substg1.0_3701000D"
_RTF = 0x1009
_TO, _CC, _BCC = 1, 2, 3


def read(source: Source) -> FlowReader:
    """The reader of one message. Raises wire.RefusedError("damaged")."""
    try:
        with OleFileIO(io.BufferedReader(source)) as file:
            storage = Storage.from_ole(file)
        mail = Mail(Flow())
        headers = _message(mail, storage, "", _TOP, 0)
    except (OSError, ValueError, LookupError, struct.error, AttributeError, RecursionError, AssertionError):
        raise wire.RefusedError("damaged") from None
    return finished(mail, mail_headers.facts(headers))


def preload() -> None:
    """Nothing is loaded late: python-oxmsg and olefile import what they need at once."""
    struct.calcsize("<8x4I")


def _message(mail: Mail, storage: Storage, prefix: str, offset: int, depth: int) -> list[tuple[str, str]]:
    kept = Properties(storage, properties_header_offset=offset)
    headers = _headers(kept, storage)
    above(mail.flow, headers)
    _body(mail, kept, name_of(prefix, headers))
    mail.flow.gap()
    inner: list[tuple[str, Storage]] = []
    first = len(mail.attached)
    for number, box in enumerate(storage.iter_attachment_storages(), 1):
        if len(mail.attached) >= MOST_ATTACHMENTS:
            break
        path = f"{prefix}{number}"
        within = next((one for one in box.storages if one.name.upper() == _INNER.upper()), None)
        if within is not None:
            inner.append((path, within))
        else:
            _attachment(mail, box, path)
    below(mail.flow, headers, mail.attached[first:])
    for path, within in inner:
        if depth < MOST_DEPTH:
            mail.flow.break_page()
            _message(mail, within, f"{path}.", _WITHIN, depth + 1)
        else:
            mail.notes.append("nested")
    return headers


def _headers(kept: Properties, storage: Storage) -> list[tuple[str, str]]:
    """The headers of the way here, if the message kept them; else the same from its properties."""
    given = _tried(lambda: kept.str_prop_value(c.PID_TRANSPORT_MESSAGE_HEADERS)) or ""
    found = mail_headers.lines(HeaderParser().parsestr(given.lstrip())) if given.strip() else []
    have = {name.lower() for name, _ in found}
    people: dict[int, list[str]] = {_TO: [], _CC: [], _BCC: []}
    for box in storage.iter_recipient_storages():
        person = Properties(box, properties_header_offset=_SMALL)
        kind = _tried(lambda person=person: person.int_prop_value(c.PID_RECIPIENT_TYPE)) or _TO  # type: ignore[misc]
        people.setdefault(kind & 0x0F, []).append(_person(person, (c.PID_DISPLAY_NAME,), _ADDRESSES))
    sent = _tried(lambda: kept.date_prop_value(c.PID_CLIENT_SUBMIT_TIME))
    rest = (
        ("Subject", _said(kept, c.PID_SUBJECT)),
        ("From", _person(kept, (c.PID_SENDER_NAME, c.PID_SENT_REPRESENTING_NAME), _SENDERS)),
        ("To", "; ".join(filter(None, people[_TO]))),
        ("Cc", "; ".join(filter(None, people[_CC]))),
        ("Bcc", "; ".join(filter(None, people[_BCC]))),
        ("Date", sent.strftime("%Y-%m-%d %H:%M:%S UTC") if sent else ""),
        ("X-Message-Class", _said(kept, c.PID_MESSAGE_CLASS)),
    )
    return [*found, *((name, value) for name, value in rest if value and name.lower() not in have)]


_ADDRESSES = (c.PID_SMTP_ADDRESS, c.PID_EMAIL_ADDRESS)
_SENDERS = (c.PID_SENDER_SMTP_ADDRESS, c.PID_SENDER_EMAIL_ADDRESS)


def _person(kept: Properties, named: tuple[int, ...], addresses: tuple[int, ...]) -> str:
    name = next(filter(None, (_said(kept, pid) for pid in named)), "")
    address = next((said for said in (_said(kept, pid) for pid in addresses) if "@" in said), "")
    return f"{name} <{address}>" if name and address and name != address else name or address


def _body(mail: Mail, kept: Properties, of: str) -> None:
    """Write the text, and look at the HTML form of it."""
    plain = _tried(lambda: kept.str_prop_value(c.PID_BODY)) or ""
    octets = _tried(lambda: kept.binary_prop_value(c.PID_HTML)) or b""
    page = html.decoded(octets, _tried(lambda: kept.body_encoding) or "")[1] if octets else ""
    page = page or _tried(lambda: kept.str_prop_value(c.PID_BODY_HTML)) or ""
    if plain.strip("\0 \r\n"):
        plain_into(mail.flow, plain.rstrip("\0"))
        if page:
            second_form(mail, plain.rstrip("\0"), page, of=of)
    elif page:
        mail.pages.append(html.write(page, mail.flow))
    elif _tried(lambda: kept.binary_prop_value(_RTF)):
        mail.notes.append("rtf_only")


def _attachment(mail: Mail, box: Storage, path: str) -> None:
    kept = Properties(box, properties_header_offset=_SMALL)
    data = _tried(lambda: kept.binary_prop_value(c.PID_ATTACH_DATA_BINARY))
    name = _said(kept, c.PID_ATTACH_LONG_FILENAME) or _said(kept, c.PID_ATTACH_FILENAME)
    name = name or _said(kept, c.PID_DISPLAY_NAME) or f"{path}.bin"
    media = _said(kept, c.PID_ATTACH_MIME_TAG) or "application/octet-stream"
    note = "" if data is not None else "reference"  # only an address of it was kept, or an OLE object
    mail.attached.append(of_octets(Part(path, name[:255], len(data or b""), media.lower(), note), data or b""))


def _said(kept: Properties, pid: int) -> str:
    return str(_tried(lambda: kept.str_prop_value(pid)) or "").strip("\0 \r\n\t")


def _tried(work: Callable[[], Any]) -> Any:
    """A property, or None where its octets are not what they claim; the library has errors of many kinds for that."""
    try:
        return work()
    except Exception:
        return None
