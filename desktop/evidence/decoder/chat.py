"""Exported chats as conversations: who, when, what.

Telegram Desktop (`result.json`, `messages.html`) and WhatsApp texts. A message is a line with its sender and time, what
it answers or forwards, its text, and the files that belonged to it by name. Times stand as the export wrote them. A
page holds PAGE_MESSAGES messages.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from desktop.evidence.decoder import html, marks, wire
from desktop.evidence.decoder import text as plain_text
from desktop.evidence.decoder.flow import Flow, FlowReader, Piece
from desktop.evidence.decoder.source import Source

PAGE_MESSAGES = 200
MOST_OCTETS = 64 << 20
MOST_PEOPLE = 20  # that are named in the facts
LONGEST_QUOTE = 160


@dataclass
class Message:
    """One message. `text` is pieces; `quoted` what it answers, `forwarded` whose words it hands on, `files` names."""

    sender: str
    time: str
    text: list[Piece] = field(default_factory=list)
    quoted: str = ""
    forwarded: str = ""
    files: list[str] = field(default_factory=list)
    edited: str = ""
    service: bool = False  # the program speaks: somebody joined, called, left


class Talk:
    """Writes messages and counts them."""

    def __init__(self, program: str) -> None:
        self.flow = Flow(rows=0)
        self._program = program
        self._title = ""
        self._people: Counter[str] = Counter()
        self._count = self._files = self._edited = self._chats = 0
        self._on_page = 0
        self._first = self._last = ""

    def chat(self, title: str) -> None:
        """A conversation begins."""
        self._chats += 1
        self._title = self._title or title
        self.flow.break_page()
        self._on_page = 0
        if title:
            self.flow.paragraph(title, style="title")

    def add(self, message: Message) -> None:
        flow = self.flow
        if self._on_page >= PAGE_MESSAGES:
            flow.break_page()
            self._on_page = 0
        if message.service and not message.sender and not message.time:  # a date between messages
            flow.paragraph((_bare(message.text), "time"), style="sender")
            return
        self._count_in(message)
        head: list[Piece] = [(message.sender or "—", "sender"), "  ", (message.time, "time")]
        if message.edited:
            head.append((f"  ✎ {message.edited}", "time"))
        flow.paragraph(*head, style="sender")
        if message.forwarded:
            flow.paragraph(f"↪ {message.forwarded}", style="meta")
        if message.quoted:
            flow.paragraph(message.quoted, style="quote")
        if _bare(message.text).strip():
            flow.paragraph(*message.text, style="meta" if message.service else None)
        for name in message.files:
            flow.paragraph(f"▪ {name}", style="meta")

    def _count_in(self, message: Message) -> None:
        self._on_page += 1
        self._count += 1
        self._files += len(message.files)
        self._edited += bool(message.edited)
        if message.time:
            self._first, self._last = self._first or message.time, message.time
        if message.sender and not message.service:
            self._people[message.sender] += 1

    def reader(self) -> FlowReader:
        people = [f"{name} ({count})" for name, count in self._people.most_common(MOST_PEOPLE)]
        if len(self._people) > MOST_PEOPLE:
            people.append("…")
        period = self._first if self._first == self._last else f"{self._first} – {self._last}"
        told = {
            "chat.program": self._program,
            "chat.title": self._title,
            "chat.chats": str(self._chats) if self._chats > 1 else "",
            "chat.messages": str(self._count),
            "chat.people": f"{len(self._people)}: {', '.join(people)}" if people else "",
            "chat.period": period,
            "chat.files": str(self._files) if self._files else "",
            "chat.edited": str(self._edited) if self._edited else "",
        }
        return FlowReader("chat", self.flow, {name: value for name, value in told.items() if value})


def read(source: Source) -> FlowReader:
    """The reader of any of the three. Raises wire.RefusedError."""
    if source.size > MOST_OCTETS:
        raise wire.RefusedError("too_big")
    data = source.part(0, MOST_OCTETS)
    if marks.telegram_json(data[: 64 << 10]):
        return _telegram(data)
    if marks.telegram_html(data[: 64 << 10]):
        return _telegram_page(data)
    return _whatsapp(data)


def preload() -> None:
    """Read one message of each, so that nothing has to be loaded later."""
    plain_text.preload()
    html.preload()
    json.loads('{"a": [1, 2.5, "\\u0410"]}')


# Telegram, JSON ----------------------------------------------------------------------------------------------------


def _telegram(data: bytes) -> FlowReader:
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise wire.RefusedError("damaged") from None
    talk = Talk("Telegram")
    chats = whole.get("chats") if isinstance(whole, dict) else None
    listed = chats.get("list") if isinstance(chats, dict) else [whole]
    for chat in listed if isinstance(listed, list) else []:
        messages = chat.get("messages") if isinstance(chat, dict) else None
        if not isinstance(messages, list):
            continue
        talk.chat(_word(chat.get("name")))
        texts: dict[object, str] = {}
        for item in messages:
            if isinstance(item, dict):
                message = _from_json(item, texts)
                number = item.get("id")
                if isinstance(number, int):
                    texts[number] = f"{message.sender}: {_bare(message.text)}"[:LONGEST_QUOTE]
                talk.add(message)
    return talk.reader()


def _from_json(item: dict[str, object], texts: dict[object, str]) -> Message:
    said = item.get("text_entities") if isinstance(item.get("text_entities"), list) else item.get("text")
    message = Message(
        sender=_word(item.get("from")) or _word(item.get("actor")) or _word(item.get("from_id")),
        time=_word(item.get("date")).replace("T", " "),
        text=list(_entities(said if said else item.get("text"))),
        edited=_word(item.get("edited")).replace("T", " "),
        forwarded=_word(item.get("forwarded_from")),
        service=item.get("type") == "service",
    )
    answered = item.get("reply_to_message_id")
    if isinstance(answered, int):
        message.quoted = texts.get(answered, f"№ {answered}")
    for key in ("file", "photo", "sticker_emoji", "action", "title", "duration_seconds", "discard_reason"):
        value = item.get(key)
        if not isinstance(value, (str, int)) or isinstance(value, bool) or not str(value):
            continue
        if key in ("file", "photo"):
            message.files.append(_word(item.get("file_name")) or str(value))
        elif key == "action" or (message.service and key in ("title", "duration_seconds", "discard_reason")):
            message.text.append(f"{' ' if message.text else ''}{value}")
        elif key == "sticker_emoji":
            message.text.append(str(value))
    place = item.get("location_information")
    if isinstance(place, dict):
        message.text.append(f"{place.get('latitude')}, {place.get('longitude')}")
    person = item.get("contact_information")
    if isinstance(person, dict):
        message.text.append(" ".join(str(value) for value in person.values() if value))
    return message


def _entities(said: object) -> Iterator[Piece]:
    """The text of a message: a string, or a list of strings and stretches with a type."""
    for piece in said if isinstance(said, list) else [said]:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, dict):
            words, kind = _word(piece.get("text")), piece.get("type")
            if kind in ("link", "email", "phone", "mention", "text_link"):
                yield (words, "link")
                if kind == "text_link" and piece.get("href") != words:
                    yield (f" <{_word(piece.get('href'))[:300]}>", "meta")
            elif kind in ("code", "pre"):
                yield (words, "mono")
            else:
                yield (words, "bold") if kind == "bold" else words


def _word(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _bare(pieces: Iterable[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else piece[0] for piece in pieces)


# Telegram, web page ------------------------------------------------------------------------------------------------


def _telegram_page(data: bytes) -> FlowReader:
    talk = Talk("Telegram")
    tree = html.parsed(data)
    if tree is None:
        raise wire.RefusedError("too_big")
    header = tree.css_first(".page_header .text")
    talk.chat(" ".join(header.text().split()) if header is not None else "")
    sender = ""
    texts: dict[str, str] = {}
    for node in tree.css("div.message"):
        body = node.css_first(".body")
        service = "service" in (node.attributes.get("class") or "").split()
        if body is None:
            continue
        named = next((one for one in _children(body) if _has(one, "from_name")), None)
        sender = " ".join(named.text().split()) if named is not None else sender
        dated = node.css_first(".date[title]")
        message = Message("" if service else sender, "", service=service)
        message.time = (dated.attributes.get("title") or "") if dated is not None else ""
        inner = next((one for one in _children(body) if _has(one, "forwarded")), body)
        if inner is not body:
            handed = inner.css_first(".from_name")
            message.forwarded = " ".join(handed.text().split()) if handed is not None else "—"
        if service:
            message.text = [" ".join(body.text().split())]
        words = next((one for one in _children(inner) if _has(one, "text")), None)
        if words is not None:
            message.text = [_lines(words)]
        for link in inner.css(".media_wrap a[href]"):
            message.files.append((link.attributes.get("href") or "")[:300])
        answered = body.css_first(".reply_to a[href]")
        if answered is not None:
            target = (answered.attributes.get("href") or "").rpartition("#go_to_")[2]
            message.quoted = texts.get(target, target)
        texts[node.attributes.get("id") or ""] = f"{message.sender}: {_bare(message.text)}"[:LONGEST_QUOTE]
        talk.add(message)
    return talk.reader()


def _children(node: object) -> Iterator[html.Node]:
    child = node.child  # type: ignore[attr-defined]
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def _has(node: html.Node, name: str) -> bool:
    return name in (node.attributes.get("class") or "").split()


def _lines(node: html.Node) -> str:
    """A message's text with its line breaks."""
    flow = Flow(rows=0)
    html.write(node.html or "", flow)
    reader = FlowReader("chat", flow, {})
    return reader.text.strip()


# WhatsApp ----------------------------------------------------------------------------------------------------------


def _whatsapp(data: bytes) -> FlowReader:
    text = plain_text.decode(data)[1].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    talk = Talk("WhatsApp")
    talk.chat("")
    current: Message | None = None
    for line in text.split("\n"):
        found = marks.moment(line)
        if found is None:
            if current is not None:
                current.text.append("\n" + line)
            elif line.strip():
                talk.flow.paragraph(line)
            continue
        if current is not None:
            talk.add(_tidied(current))
        time, rest = found
        name, colon, words = rest.partition(": ")
        if colon and len(name) <= 80:
            current = Message(name.strip("\u200e\u200f\u202a\u202c "), time, [words])
        elif rest.endswith(":") and len(rest) <= 80:
            current = Message(rest[:-1].strip("\u200e\u200f\u202a\u202c "), time, [])
        else:
            current = Message("", time, [rest], service=True)
    if current is not None:
        talk.add(_tidied(current))
    return talk.reader()


def _tidied(message: Message) -> Message:
    """Without blank ends; the names of files that belonged to it are taken out of the text."""
    text = _bare(message.text).rstrip("\n ")
    kept: list[str] = []
    for line in text.split("\n"):
        name = marks.attached(line)
        if name:
            message.files.append(name)
        else:
            kept.append(line)
    rest = "\n".join(kept)
    message.text = [rest] if rest.strip() else []
    return message
