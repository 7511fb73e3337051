"""Mail, saved pages and chats made for the tests. People and addresses are fictional (RFC 2606 names)."""

from __future__ import annotations

import base64
import json
import struct
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from pathlib import Path

BODY = "Уважаемая комиссия!\nПрилагаю повестку и письмо.\n> Когда вы её получили?\n\n-- \nАнна Пример"
PDF = b"%PDF-1.4\n" + b"0" * 3000
PIXEL = '<img src="https://tracker.example/p.gif?id=7" width="1" height="1">'
HTML = (
    "<html><head><title>Письмо</title><style>@import url(https://style.example/a.css);</style></head><body>"
    "<h1>Повестка</h1><p>Текст <b>жирный</b> и <a href='https://example.org/doc'>ссылка</a>.</p>"
    f"<script>alert('никогда')</script>{PIXEL}</body></html>"
)


def mail(path: Path, *, plain: str | None = BODY, html: str | None = HTML, attachments: bool = True) -> Path:
    """A message with a way through two servers, a DKIM line, two forms of its text and three attachments."""
    message = EmailMessage()
    message["Received"] = (
        "from mx.example.net (mx.example.net [192.0.2.7]) by in.example.org; Tue, 3 Mar 2026 10:00:02 +0300"
    )
    message["Received"] = "from laptop (198.51.100.4) by mx.example.net; Tue, 3 Mar 2026 10:00:00 +0300"
    message["DKIM-Signature"] = "v=1; a=rsa-sha256; d=example.net; s=mail; bh=abc=; b=def="
    message["From"] = "Анна Пример <anna@example.net>"
    message["To"] = "office@example.org"
    message["Subject"] = "Повестка от 3 марта"
    message["Date"] = "Tue, 03 Mar 2026 10:00:00 +0300"
    message["Message-ID"] = "<1@example.net>"
    if plain is not None:
        message.set_content(plain)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    if attachments:
        message.add_attachment(PDF, maintype="application", subtype="pdf", filename="повестка.pdf")
        message.add_attachment(
            b"MZ not run", maintype="application", subtype="octet-stream", filename="../../x\u202egpj.exe"
        )
        inner = EmailMessage()
        inner["Subject"], inner["From"] = "Прежнее письмо", "court@example.org"
        inner.set_content("Текст прежнего письма")
        message.attach(MIMEMessage(inner))
    path.write_bytes(message.as_bytes())
    return path


def mailbox(path: Path, count: int = 3) -> Path:
    """`count` messages in the form of RFC 4155; the second has an attachment."""
    parts = []
    for number in range(1, count + 1):
        message = EmailMessage()
        message["Received"] = f"from mx.example.org by in.example.org; Tue, 3 Mar 2026 10:00:0{number % 10} +0300"
        message["Received"] = f"from laptop (198.51.100.{number}) by mx.example.org"
        message["DKIM-Signature"] = "v=1; a=rsa-sha256; d=example.org; s=mail; bh=abc=; b=def="
        message["From"], message["Subject"] = f"person{number}@example.org", f"Message {number}"
        message["Date"] = f"Tue, 3 Mar 2026 10:00:0{number % 10} +0300"
        message["Message-ID"] = f"<{number}@example.org>"
        message.set_content(f"Text of message {number}\n>From here on it is quoted")
        if number == 2:
            message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="a.png")
        parts.append(
            f"From person{number}@example.org Tue Mar  3 10:00:0{number % 10} 2026\n" + message.as_string() + "\n"
        )
    path.write_text("".join(parts), "utf-8")
    return path


def nested(depth: int) -> bytes:
    """Multiparts in multiparts."""
    top = ["From: a@example.org", "To: b@example.org", "MIME-Version: 1.0"]
    lines = [*top]
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    return "\r\n".join([*lines, "Content-Type: text/plain", "", "the innermost text", ""]).encode()


def outlook(path: Path) -> Path:
    """A message in Outlook's form ([MS-OXMSG]) with a recipient, an attachment and a message as attachment."""
    inner = _message({0x0037: "Inner subject", 0x1000: "Inner text", 0x0C1A: "Court"}, 24)
    attached = {
        "__properties_version1.0": b"\0" * 8 + _fixed(0x3705, 1) + _variable(0x3701, 0x0102, 11),
        "__substg1.0_37010102": b"octets \0\1\2\3",
        **_texts({0x3707: "лист.bin", 0x370E: "application/x-sheet"}),
    }
    attached["__properties_version1.0"] += b"".join(_variable(pid, 0x1F, 20) for pid in (0x3707, 0x370E))
    within = {"__properties_version1.0": b"\0" * 8 + _fixed(0x3705, 5), "__substg1.0_3701000D": inner}
    person = {
        "__properties_version1.0": b"\0" * 8 + _fixed(0x0C15, 1),
        **_texts({0x3001: "Office", 0x39FE: "office@example.org"}),
    }
    person["__properties_version1.0"] += b"".join(_variable(pid, 0x1F, 20) for pid in (0x3001, 0x39FE))
    whole = _message({0x0037: "Тема письма", 0x1000: "Первая строка\r\nВторая строка", 0x0C1A: "Анна Пример"}, 32)
    whole |= {
        "__recip_version1.0_#00000000": person,
        "__attach_version1.0_#00000000": attached,
        "__attach_version1.0_#00000001": within,
    }
    path.write_bytes(compound(whole))
    return path


def _message(texts: dict[int, str], header: int) -> dict[str, object]:
    properties = b"\0" * header + _fixed(0x340D, 0x40000) + b"".join(_variable(pid, 0x1F, 20) for pid in texts)
    return {"__properties_version1.0": properties, **_texts(texts)}


def _texts(texts: dict[int, str]) -> dict[str, object]:
    return {f"__substg1.0_{pid:04X}001F": text.encode("utf-16-le") for pid, text in texts.items()}


def _fixed(pid: int, value: int) -> bytes:
    return struct.pack("<HHIII", 0x0003, pid, 6, value, 0)


def _variable(pid: int, kind: int, size: int) -> bytes:
    return struct.pack("<HHIII", kind, pid, 6, size, 0)


def compound(tree: dict[str, object]) -> bytes:
    """A compound file ([MS-CFB], version 3) of storages (dicts) and streams shorter than 4096 octets."""
    entries: list[list[object]] = [["Root Entry", 5, tree, -1, -1, 0, 0]]
    for entry in entries:  # grows while it runs
        before: list[object] = entry
        for name, value in entry[2].items() if isinstance(entry[2], dict) else ():
            made: list[object] = [name, 1 if isinstance(value, dict) else 2, value, -1, -1, 0, 0]
            entries.append(made)
            before[3 if before is entry else 4] = len(entries) - 1
            before = made
    small, small_chain = bytearray(), list[int]()
    for entry in entries:
        if isinstance(entry[2], bytes):
            entry[5], entry[6] = _put(entry[2], small, small_chain, 64), len(entry[2])
    body, chain = bytearray(), list[int]()
    entries[0][5], entries[0][6] = _put(bytes(small), body, chain, 512), len(small)
    directory = _put(b"".join(_entry(*entry) for entry in entries), body, chain, 512)  # type: ignore[arg-type]
    minis = struct.pack(f"<{len(small_chain)}I", *small_chain)
    minis_at = _put(minis.ljust(-(-len(minis) // 512) * 512, b"\xff"), body, chain, 512)
    table = [*chain, 0xFFFFFFFD]
    table += [0xFFFFFFFF] * (128 - len(table))
    assert len(table) == 128
    counts = (0, 1, directory, 0, 4096, minis_at, len(minis) // 512 + 1, 0xFFFFFFFE, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, *counts)
    head += struct.pack("<109I", len(chain), *[0xFFFFFFFF] * 108)
    return head + bytes(body) + struct.pack("<128I", *table)


def _put(data: bytes, body: bytearray, chain: list[int], sector: int) -> int:
    """Append a stream to its sectors; returns the first one's number."""
    first, count = len(chain), max(1, -(-len(data) // sector))
    chain.extend(range(first + 1, first + count))
    chain.append(0xFFFFFFFE)
    body.extend(data.ljust(sector * count, b"\0"))
    return first


def _entry(name: str, kind: int, _value: object, child: int, right: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    ids = struct.pack("<III", 0xFFFFFFFF, right & 0xFFFFFFFF, child & 0xFFFFFFFF)
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBB", len(wide) + 2, kind, 1)
        + ids
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def web_archive(path: Path) -> Path:
    """A page as browsers save it with its pictures (MHTML)."""
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n1234").decode()
    path.write_text(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/article/5\r\n"
        "Subject: =?utf-8?q?=D0=A1?=\r\n"
        "Date: Tue, 3 Mar 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n'
        "------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://news.example/article/5\r\n\r\n"
        "<html lang=3Dru><title>=D0=A1=D1=82=D0=B0=D1=82=D1=8C=D1=8F</title><body><h1>=D0=97=D0=B0</h1><p>=D0=A2\r\n"
        f"------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://news.example/i/a.png?x=1\r\n\r\n{picture}\r\n------b--\r\n",
        "ascii",
    )
    return path


def telegram(path: Path, count: int = 5) -> Path:
    """`result.json` of one chat between two people, with a link, an answer, a file, an edit and a call."""
    people = ("Анна", "Борис")
    messages: list[dict[str, object]] = [
        {
            "id": n,
            "type": "message",
            "date": f"2026-03-0{1 + n % 9}T10:{n % 60:02}:00",
            "from": people[n % 2],
            "text": f"Сообщение {n}",
        }
        for n in range(1, count + 1)
    ]
    messages[0]["text"] = ["Смотри ", {"type": "link", "text": "https://example.org"}, " здесь"]
    messages[1]["reply_to_message_id"] = 1
    messages[1]["edited"] = "2026-03-03T11:00:00"
    messages[2] |= {"file": "files/повестка.pdf", "text": ""}
    messages[3] = {
        "id": 4,
        "type": "service",
        "date": "2026-03-05T10:04:00",
        "actor": "Анна",
        "action": "phone_call",
        "duration_seconds": 63,
    }
    path.write_text(
        json.dumps(
            {"name": "Анна и Борис", "type": "personal_chat", "id": 77, "messages": messages},
            ensure_ascii=False,
            indent=1,
        ),
        "utf-8",
    )
    return path


def _spoken(number: int, inside: str, *, joined: bool = False) -> str:
    date = f'<div class="pull_right date details" title="03.03.2026 10:0{number}:00 UTC+03:00">10:0{number}</div>'
    look = "message default clearfix" + (" joined" if joined else "")
    return f'<div class="{look}" id="message{number}"><div class="body">{date}{inside}</div></div>'


def telegram_page(path: Path) -> Path:
    """`messages.html` of the same program."""
    first = '<div class="from_name">Анна</div><div class="text">Первая строка<br>вторая строка</div>'
    answer = '<div class="reply_to details">To <a href="#go_to_message1">this</a></div><div class="text">Ответ</div>'
    handed = (
        '<div class="from_name">Борис</div><div class="forwarded body"><div class="from_name">Суд <span>01.03.2026'
        '</span></div><div class="text">Повестка</div>'
        '<div class="media_wrap"><a class="media" href="files/a.pdf"></a></div></div>'
    )
    path.write_text(
        '<!DOCTYPE html><html><head><title>Exported Data</title><link href="css/style.css" rel="stylesheet"/></head>'
        '<body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">Анна и Борис'
        '</div></div></div><div class="page_body chat_page"><div class="history">'
        '<div class="message service" id="message-1"><div class="body details">3 March 2026</div></div>'
        + _spoken(1, first)
        + _spoken(2, answer, joined=True)
        + _spoken(3, handed)
        + "</div></div></div></body></html>",
        "utf-8",
    )
    return path


def whatsapp(path: Path) -> Path:
    """A chat as WhatsApp writes it on Android, with a message of two lines, a file and a notice."""
    path.write_text(
        "03.03.2026, 10:00 - Сообщения защищены сквозным шифрованием.\n"
        "03.03.2026, 10:01 - Анна: Здравствуйте\nвторая строка\n"
        "03.03.2026, 10:02 - Борис: IMG-20260303-WA0001.jpg (файл добавлен)\nподпись к снимку\n"
        "04.03.2026, 09:30 - Анна: Спасибо: получила\n",
        "utf-8",
    )
    return path
