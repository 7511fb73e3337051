"""Mail: single messages (RFC 5322, MIME) and mailboxes (RFC 4155), parsed by Python's email package.

A message is its subject, the headers people read, the body (plain text, else the text of the HTML), the list of what is
attached, and all headers as they stand in the file. In a mailbox every message begins a page. Behind all of them follow
the HTML forms of bodies that do not say the same as the plain ones.
"""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterable, Iterator
from email.message import Message
from email.parser import BytesFeedParser, BytesHeaderParser

from desktop.evidence.decoder import html, mail_headers
from desktop.evidence.decoder import text as plain_text
from desktop.evidence.decoder.flow import Flow, FlowReader
from desktop.evidence.decoder.mail_flow import Mail, above, below, finished, name_of, plain_into, second_form
from desktop.evidence.decoder.parts import Part, PartFile, of_octets
from desktop.evidence.decoder.source import Source

MOST_OCTETS = 64 << 20
MOST_MESSAGES = 5_000
FED = 1 << 16
MOST_PARTS = 2_000  # of one message
MOST_TOLD = 30  # messages of a mailbox whose way is a fact of its own; the headers of all stand in the text
MOST_RAW = 2 << 20  # octets of a message that is shown as it came
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTAINERS = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")  # RFC 8551, RFC 1847
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n")
_ENDINGS = {
    "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "message/rfc822": "eml", "image/jpeg": "jpg",
    "image/png": "png", "image/gif": "gif", "application/pdf": "pdf", "application/zip": "zip",
}  # fmt: skip


def read(source: Source) -> FlowReader:
    """The reader of a mail file of any of the three forms."""
    head = source.head(8)
    if head == _OLE:
        from desktop.evidence.decoder import outlook  # loaded by `preload`; pages that were saved as mail do without

        return outlook.read(source)
    data = source.part(0, MOST_OCTETS)
    cut = source.size > len(data)
    mail = Mail(Flow(rows=0) if head.startswith(b"From ") else Flow())
    if head.startswith(b"From "):
        told = _mailbox(mail, data)
    else:
        headers = message_into(mail, data, "", cut=cut)
        told = mail_headers.facts(headers)
    if cut:
        mail.notes.insert(0, "cut")
    return finished(mail, told)


def preload() -> None:
    """Parse a small message of every sort, so that nothing has to be loaded later."""
    from desktop.evidence.decoder import outlook

    outlook.preload()
    html.preload()
    preload_mail()


def preload_mail() -> None:
    """The same for MIME alone."""
    plain_text.preload()
    sample = (
        b"From: =?utf-8?b?0JA=?= <a@example.org>\r\nSubject: =?koi8-r?q?=C1?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=D0=90\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>a\r\n"
        b"--x\r\nContent-Type: application/pdf; name*=utf-8''%D0%90.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"AAAA\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: b\r\n\r\nc\r\n"
        b"--x\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\n#86)C\n`\n"
        b"end\n\r\n--x--\r\n"
    )
    message_into(Mail(Flow()), sample, "")


def message_into(mail: Mail, data: bytes, prefix: str, *, cut: bool = False) -> list[tuple[str, str]]:
    """Write one message; its attachments get paths that begin with `prefix`. Returns its headers."""
    try:
        message = parsed(data)
        bodies, others, beside = _sorted(message)
    except RecursionError:
        # parts in parts in parts: what is inside is shown as it came
        mail.notes.append("nested")
        headers = mail_headers.lines(BytesHeaderParser(policy=email.policy.compat32).parsebytes(data))
        above(mail.flow, headers)
        for line in plain_text.decode(data[:MOST_RAW])[1].splitlines():
            mail.flow.paragraph(line, style="mono")
        return headers
    headers = mail_headers.lines(message)
    above(mail.flow, headers)
    for _path, part in bodies:
        _body(mail, part)
    if message.get_content_type() in _CONTAINERS:
        mail.notes.append("in_container")
    first = len(mail.attached)
    plain = _plain(part for _, part in bodies)
    for path, part, note in others[:MOST_PARTS]:
        made = _attachment(part, prefix + path, "cut" if cut and part is others[-1][1] else note)
        mail.attached.append(made)
        if note == "alternative" and part.get_content_type() == "text/html":
            own = _plain(beside.get(path, []))
            second_form(mail, own, _decoded(part)[1], whole=plain, of=name_of(prefix, headers))
    below(mail.flow, headers, mail.attached[first:])
    return headers


def _mailbox(mail: Mail, data: bytes) -> dict[str, str]:
    """Every message of a mailbox on a page of its own."""
    marks = list(_marks(data))
    ends = [mark.start() for mark in marks[1:]] + [len(data)]
    senders: dict[str, None] = {}
    told: dict[str, str] = {}
    for number, (mark, end) in enumerate(zip(marks[:MOST_MESSAGES], ends, strict=False), 1):
        mail.flow.break_page()
        headers = message_into(mail, data[mark.end() : end], f"{number}/")
        senders[mail_headers.first(headers, "from")] = None
        if len(marks) == 1:
            told = mail_headers.facts(headers)
        elif number <= MOST_TOLD:
            told[f"mail.message.{number}"] = mail_headers.way(headers)
    if len(marks) > MOST_MESSAGES:
        mail.notes.append("cut")
    people = "; ".join(name for name in list(senders)[:20] if name)
    return {"mail.messages": str(len(marks)), **({"mail.from": people} if people else {}), **told}


def _marks(data: bytes) -> Iterator[re.Match[bytes]]:
    return _SEPARATOR.finditer(data)


def _plain(parts: Iterable[Message]) -> str:
    return "\n".join(_decoded(part)[1] for part in parts if part.get_content_type() == "text/plain")


def _sorted(
    message: Message,
) -> tuple[list[tuple[str, Message]], list[tuple[str, Message, str]], dict[str, list[Message]]]:
    """The parts that are the text; the others with a note: `alternative` and `inline`, or nothing odd; and by the path
    of each alternative, which parts are read in its stead.

    Of the forms of an alternative the plain text is read where it says anything; the other stays as an attachment.
    """
    bodies: list[tuple[str, Message]] = []
    others: list[tuple[str, Message, str]] = []
    forms: dict[int, list[tuple[str, Message]]] = {}
    waiting: list[tuple[str, Message, Message | None]] = [("1", message, None)]
    seen = 0
    while waiting and seen < MOST_PARTS:
        path, part, above = waiting.pop()
        seen += 1
        children = part.get_payload() if part.is_multipart() else None
        if isinstance(children, list) and part.get_content_maintype() == "multipart":
            alternative = part if part.get_content_subtype() == "alternative" else above
            waiting += [(f"{path}.{n}", child, alternative) for n, child in reversed(list(enumerate(children, 1)))]
        elif part.get_content_type() in ("text/plain", "text/html") and not _is_file(part):
            if above is None:
                bodies.append((path, part))
            else:
                if id(above) not in forms:
                    bodies.append((path, above))  # its place; the form is chosen below
                forms.setdefault(id(above), []).append((path, part))
        else:
            others.append((path, part, "inline" if part["content-id"] else ""))
    chosen: list[tuple[str, Message]] = []
    beside: dict[str, list[Message]] = {}
    for path, part in bodies:
        choice = forms.get(id(part))
        if choice is None:
            chosen.append((path, part))
            continue
        texts = [one for one in choice if one[1].get_content_type() == "text/plain" and _decoded(one[1])[1].strip()]
        best = texts or [one for one in choice if one[1].get_content_type() == "text/html"][-1:] or choice[:1]
        chosen += best
        left = [(p, one) for p, one in choice if all(one is not kept for _, kept in best)]
        others += [(p, one, "alternative") for p, one in left]
        beside |= {p: [kept for _, kept in best] for p, _ in left}
    return chosen, others, beside


def _is_file(part: Message) -> bool:
    return str(part.get("content-disposition", "")).strip().lower().startswith("attachment") or bool(_name(part))


def _name(part: Message) -> str:
    try:
        given = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        given = ""
    return mail_headers.text(given)[:255]


def parsed(data: bytes) -> Message:
    """The message; fed piece by piece, because the parser's own way keeps it several times over."""
    parser = BytesFeedParser(policy=email.policy.compat32)
    for at in range(0, len(data), FED):
        parser.feed(data[at : at + FED])
    return parser.close()


def octets_of(part: Message) -> bytes:
    """What a part holds, decoded; for a message inside, the message."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return b"\r\n".join(
            inner.as_bytes(policy=email.policy.compat32) for inner in payload if isinstance(inner, Message)
        )
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    return data if isinstance(data, bytes) else str(payload or "").encode("utf-8", "surrogateescape")


def _decoded(part: Message) -> tuple[str, str]:
    try:
        charset = part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        charset = ""
    data = octets_of(part)
    if not charset and part.get_content_type() == "text/html":
        return html.decoded(data)
    return plain_text.decode_as(data, charset)


def _body(mail: Mail, part: Message) -> None:
    text = _decoded(part)[1]
    if part.get_content_type() == "text/html":
        mail.pages.append(html.write(text, mail.flow))
    else:
        plain_into(mail.flow, text, flowed=str(part.get_param("format", "")).lower() == "flowed")
    mail.flow.gap()


def _attachment(part: Message, path: str, note: str) -> PartFile:
    media = part.get_content_type()
    data = octets_of(part)
    name = _name(part)
    payload = part.get_payload()
    if not name and media == "message/rfc822" and isinstance(payload, list) and isinstance(payload[0], Message):
        name = mail_headers.text(str(dict(payload[0].raw_items()).get("Subject", "")))[:120]
        name = f"{name}.eml" if name else ""
    if not name:
        name = f"{path.replace('/', '-')}.{_ENDINGS.get(media, 'bin')}"
    listed = Part(path, name, len(data), media, note)
    if len(data) < 1 << 16:
        return of_octets(listed, data)
    return PartFile(listed, lambda: of_octets(listed, octets_of(part)).open())
