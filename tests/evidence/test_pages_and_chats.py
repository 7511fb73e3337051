"""Saved web pages and exported chats through the real isolated decoder; pages and chats made to do harm."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.evidence import kinds
from desktop.evidence.decoder import wire
from desktop.evidence.decoding import Decoders, Document
from models.views.documents import FLOWING, READERS, Style
from tests.evidence import flow_files
from tests.evidence.conftest import Octets

Open = Callable[..., Document]

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0031)https://news.example/article/12 -->
<html lang="ru"><head><title>Статья о деле</title>
<meta http-equiv="refresh" content="0; url=https://evil.example/next"><meta name="author" content="А. Пример">
<link rel="stylesheet" href="//cdn.example/s.css"><script src="https://cdn.example/x.js"></script></head>
<body onload="alert(1)"><h1>Суд вынес решение</h1>
<p>Абзац с <b>жирным</b>, <a href="https://example.org/law">законом</a> и <a href="javascript:alert(1)">кнопкой</a>.</p>
<ul><li>первое</li><li>второе<ol><li>вложенное</li></ol></li></ul>
<table><tr><th>Дата</th><th>Событие</th></tr><tr><td>1 марта</td><td>Обыск</td></tr></table>
<blockquote>Цитата свидетеля</blockquote><pre>a
  b</pre>
<img src="https://pics.example/photo.jpg" alt="Фотография зала"><img src="https://t.example/p" width=1 height=1>
<iframe src="https://ads.example/frame"></iframe><p style="display:none">скрытое</p>
<noscript>без сценариев</noscript></body></html>
"""


def styled(document: Document, style: str, page: int = 0) -> list[str]:
    text = document.text(page)
    return [text.text[span.start : span.start + span.count] for span in text.spans if span.style == style]


def kind(data: bytes) -> tuple[str, str]:
    found = kinds.sniff(len(data), lambda at, count: data[at : at + count])
    return found.format, found.reader


def test_a_saved_page_keeps_its_order_and_says_what_it_would_have_done(tmp_path: Path, open_file: Open) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    document = open_file(tmp_path / "page.html")
    assert (document.info.reader, document.info.format) == ("web", "html")
    text = document.text(0).text
    assert styled(document, "heading") == ["Суд вынес решение"]
    assert "законом <https://example.org/law>" in text and "javascript" not in text
    assert "• первое\n• второе\n    1. вложенное\n" in text
    assert styled(document, "cell") == ["Дата", "Событие", "1 марта", "Обыск"] and "1 марта\tОбыск\n" in text
    assert styled(document, "quote") == ["Цитата свидетеля"] and styled(document, "mono") == ["a\n  b"]
    assert "[Фотография зала]" in text and "без сценариев" in text
    assert "скрытое" in styled(document, "meta")
    facts = document.info.facts
    assert facts["web.title"] == "Статья о деле" and facts["web.author"] == "А. Пример"
    assert facts["web.saved_from"] == "https://news.example/article/12"
    assert facts["web.refresh"] == "0; url=https://evil.example/next"
    assert (facts["web.scripts"], facts["web.frames"], facts["web.pixels"], facts["web.hidden"]) == ("1", "1", "1", "1")
    assert set(facts["web.remote"].split(": ")[1].split(", ")) == {
        "pics.example",
        "t.example",
        "cdn.example",
        "ads.example",
    }
    assert "remote_content" in document.info.warnings


def test_a_web_archive_lists_what_was_saved_with_it(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.web_archive(tmp_path / "a.mht"))
    assert (document.info.reader, document.info.format) == ("web", "mhtml")
    assert document.info.facts["web.saved_from"] == "https://news.example/article/5"
    assert document.info.facts["web.title"] == "Статья"
    assert styled(document, "heading") == ["За"]
    (part,) = document.parts()
    assert (part.name, part.media) == ("a.png", "image/png")
    assert document.part(part).readall() == b"\x89PNG\r\n\x1a\n1234"


def test_a_page_says_its_charset_and_is_not_always_right(decoders: Decoders) -> None:
    meta = '<html><head><meta charset="{}"></head><body><p>Привет, суд</p></body></html>'
    for stated, real in (
        ("windows-1251", "cp1251"),
        ("windows-1251", "utf-8"),
        ("no-such", "utf-8"),
        ("koi8-r", "koi8_r"),
    ):
        with decoders.open(Octets(meta.format(stated).encode(real))) as document:
            assert "Привет, суд" in document.text(0).text, (stated, real)


@pytest.mark.parametrize(
    "data",
    [
        b"<html>" + b"<div>" * 200_000 + b"deep",
        b"<html><body>" + b"<table><tr><td>" * 20_000 + b"deep",
        b"<html><body>" + b"<b><i><a href=x>" * 30_000 + b"deep",
        b"<html><body><p>deep" + b"<p>x" * 50_000,
        b"<html><body><a href='" + b"x" * 3_000_000 + b"'>deep</a>",
        b"<html><body>deep\xff\xfe<!-- " + b"-" * 1_000_000,
    ],
    ids=["divs", "tables", "formatting", "paragraphs", "address", "comment"],
)
def test_a_page_made_to_do_harm_is_shown_or_stopped(decoders: Decoders, data: bytes) -> None:
    begun = time.monotonic()
    try:
        with decoders.open(Octets(data)) as document:
            found = any("deep" in document.text(page).text for page in range(len(document.info.pages)))
            assert found
    except KnownError as error:
        assert error.code in ("evidence.too_slow", "evidence.too_big", "evidence.damaged")
    assert time.monotonic() - begun < 20


def test_a_telegram_chat_has_senders_times_and_facts(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.telegram(tmp_path / "result.json", 450))
    info = document.info
    assert (info.reader, info.format, len(info.pages)) == ("chat", "telegram", 3)
    text = document.text(0).text
    assert text.startswith("Анна и Борис\nБорис  2026-03-02 10:01:00\nСмотри https://example.org здесь\n")
    assert "https://example.org" in styled(document, "link")
    assert "Борис: Смотри https://example.org здесь" in styled(document, "quote")
    assert "▪ files/повестка.pdf" in text and "✎ 2026-03-03 11:00:00" in text
    assert document.text(0).text.count("  2026-") == 200 == document.text(1).text.count("  2026-")
    assert info.facts["chat.messages"] == "450" and info.facts["chat.people"] == "2: Борис (225), Анна (224)"
    assert info.facts["chat.period"].startswith("2026-03-02 10:01:00 – ")
    assert (info.facts["chat.files"], info.facts["chat.edited"]) == ("1", "1")
    (hit,) = document.find("сообщение 449")
    page = document.text(hit.page)
    assert page.text[hit.start : hit.start + hit.count] == "Сообщение 449" and hit.page == 2


def test_a_telegram_page_and_a_whatsapp_text_read_alike(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.telegram_page(tmp_path / "messages.html"))
    assert (document.info.reader, document.info.format) == ("chat", "telegram-html")
    text = document.text(0).text
    assert "Анна  03.03.2026 10:01:00 UTC+03:00\nПервая строка\nвторая строка\n" in text
    assert "Анна  03.03.2026 10:02:00" in text and "↪ Суд 01.03.2026\nПовестка\n▪ files/a.pdf" in text
    assert document.info.facts["chat.messages"] == "3"
    document = open_file(flow_files.whatsapp(tmp_path / "chat.txt"))
    assert (document.info.reader, document.info.format) == ("chat", "whatsapp")
    text = document.text(0).text
    assert "Анна  03.03.2026, 10:01\nЗдравствуйте\nвторая строка\n" in text
    assert "Борис  03.03.2026, 10:02\nподпись к снимку\n▪ IMG-20260303-WA0001.jpg\n" in text
    assert document.info.facts["chat.people"] == "2: Анна (2), Борис (1)"


def test_a_chat_of_odd_values_is_read_all_the_same(decoders: Decoders) -> None:
    odd: list[object] = [
        None,
        7,
        [],
        {},
        {"id": "x", "text": 5, "from": None, "date": 3},
        {"text": [None, {"type": 1}, ["a"]]},
    ]
    odd += [{"id": 1, "type": "message", "from": "A", "text": "kept", "file": {"a": 1}, "reply_to_message_id": 999}]
    data = json.dumps({"name": ["x"], "type": "personal_chat", "messages": odd}).encode()
    with decoders.open(Octets(data)) as document:
        assert document.info.reader == "chat" and "kept" in document.text(0).text
    with pytest.raises(KnownError) as caught:
        decoders.open(Octets(data[:-20]))
    assert caught.value.code == "evidence.damaged"
    with pytest.raises(KnownError):
        decoders.open(Octets(b'{"type": "personal_chat", "messages": [' + b"[" * 100_000))


def test_pages_and_chats_are_known_by_their_content(tmp_path: Path) -> None:
    assert kind(PAGE.encode()) == ("html", "web")
    assert kind(b"<div><p>a</p><p>b</p></div>") == ("html", "web")
    assert kind(b"<note><to>a</to><from>b</from></note>") == ("text", "text")
    assert kind(flow_files.web_archive(tmp_path / "a").read_bytes()) == ("mhtml", "web")
    assert kind(flow_files.telegram(tmp_path / "b").read_bytes()) == ("telegram", "chat")
    assert kind(b'{"about": "x", "chats": {"about": "y", "list": [') == ("telegram", "chat")
    assert kind(b'{"type": "invoice", "messages": 3}') == ("text", "text")
    assert kind(flow_files.telegram_page(tmp_path / "c").read_bytes()) == ("telegram-html", "chat")
    assert kind(flow_files.whatsapp(tmp_path / "d").read_bytes()) == ("whatsapp", "chat")
    assert kind("[12.03.24, 14:05:33] Анна: да\n[12.03.24, 14:06:00] Б: нет\n".encode()) == ("whatsapp", "chat")
    assert kind("3/12/24, 2:05\u202fPM - Ann: yes\n3/12/24, 2:06\u202fPM - Bob: no\n".encode()) == ("whatsapp", "chat")
    assert kind("12.03.2026 состоялось заседание: решение принято.\n".encode())[1] == "text"


def test_both_sides_name_the_same_styles() -> None:
    assert Style.__args__ == wire.STYLES
    assert FLOWING < READERS


def test_long_texts_are_searched_in_stretches(tmp_path: Path, open_file: Open) -> None:
    line = "0123456789" * 9
    lines = [line] * 20_000
    for at in (0, 2_100, 2_190, 4_444, 19_999):  # the second stretch begins about line 2,200
        lines[at] = f"начало {at}"
    lines[4_445] = "конец предложения"
    (tmp_path / "long.txt").write_text("\n".join(lines), "utf-8")
    document = open_file(tmp_path / "long.txt")
    assert [hit.page for hit in document.find("начало")] == [at // 60 for at in (0, 2_100, 2_190, 4_444, 19_999)]
    (hit,) = document.find("4444 КОНЕЦ предложения")
    text = document.text(hit.page).text
    assert text[hit.start :].startswith("4444") and hit.page == 74
