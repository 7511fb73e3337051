"""Mail in its three forms through the real isolated decoder: text, facts, attachments, and mail made to do harm."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.evidence import answers, kinds
from desktop.evidence.decoder import mail, mail_forms, wire
from desktop.evidence.decoder.source import Source
from desktop.evidence.decoding import Decoders, Document
from models.views.evidence import AdmitDraft, CitationDraft, ExhibitDetails, Part, TextPlace
from tests.evidence import flow_files
from tests.evidence.conftest import Octets, Room

Open = Callable[..., Document]


def styled(document: Document, style: str, page: int = 0) -> list[str]:
    text = document.text(page)
    return [text.text[span.start : span.start + span.count] for span in text.spans if span.style == style]


def test_a_message_shows_its_headers_text_and_facts(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.mail(tmp_path / "letter.eml"))
    info = document.info
    assert (info.reader, info.format, info.media) == ("mail", "eml", "message/rfc822")
    text = document.text(0).text
    assert styled(document, "title") == ["Повестка от 3 марта"]
    assert "From: Анна Пример <anna@example.net>\nTo: office@example.org\nDate: Tue, 03 Mar 2026" in text
    assert "Уважаемая комиссия!" in text and "> Когда вы её получили?" in styled(document, "quote")
    facts = info.facts
    assert facts["mail.message_id"] == "<1@example.net>"
    assert facts["mail.received.1"].startswith("from mx.example.net") and "198.51.100.4" in facts["mail.received.2"]
    assert facts["mail.dkim.1"].startswith("v=1; a=rsa-sha256; d=example.net")
    # what its HTML would have fetched or run is said, though its plain text is shown
    assert facts["mail.remote"] == "2: tracker.example, style.example"
    assert (facts["mail.pixels"], facts["mail.scripts"]) == ("1", "1")
    assert "remote_content" in info.warnings
    # the HTML says something else than the plain text: it follows on a page of its own, and is found like any text
    assert "two_forms" in info.warnings and len(info.pages) == 2
    assert styled(document, "warning", 1) == ["text/html ≠ text/plain"]
    assert "Текст жирный и ссылка <https://example.org/doc>" in document.text(1).text
    assert "никогда" not in document.text(1).text
    assert facts["mail.only_html"] == "повестка, текст, жирный, ссылка" and "комиссия" in facts["mail.only_plain"]
    assert [hit.page for hit in document.find("жирный")] == [1]
    (hit,) = document.find("прилагаю ПОВЕСТКУ")
    assert text[hit.start : hit.start + hit.count] == "Прилагаю повестку"


LETTER = (
    "Уважаемый господин Müller!\r\n\r\n> Wann?\r\n\r\n1. Am *3. März*, siehe https://example.org/a\r\n2. Im Büro\r\n"
)
PAGE = (
    "<p>УВАЖАЕМЫЙ&nbsp;господин <b>Mül\u00adler</b>!<blockquote>Wann?</blockquote><ol><li>Am <i>3. März</i>, siehe "
    "<a href='https://example.org/other'>https://example.org/a</a><li>Im Büro</ol>"
    "<img alt='Logo' src='https://example.org/l.png'><div style='display:none'>preview of it</div><script>x()</script>"
)


@pytest.mark.parametrize(
    ("page", "more", "less"),
    [
        (PAGE, [], []),
        (PAGE.replace("3.", "5."), ["5"], ["3"]),
        (PAGE.replace("Im Büro", "nicht im Büro"), ["nicht"], []),
        (PAGE.replace("Wann?", ""), [], ["wann"]),
        (PAGE + "<table><tr><td>Zu zahlen<td>500", ["zu", "zahlen", "500"], []),
        ("<img src=cid:1>", [], []),  # it says nothing
    ],
)
def test_two_forms_of_a_text_are_compared_by_their_words(page: str, more: list[str], less: list[str]) -> None:
    forms = mail_forms.compared(LETTER, page)
    assert (forms.only_html, forms.only_plain) == (more, less)
    assert forms.same is (not more and not less)
    assert forms.found.hidden == 0


def test_a_mailbox_full_of_second_forms_stays_readable(decoders: Decoders) -> None:
    head = b"From a@b.example Mon Jan  1 10:00:00 2024\nFrom: a@b.example\nSubject: s\nMIME-Version: 1.0\n"
    head += b"Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nplain words\n"
    page = b"--x\nContent-Type: text/html\n\n<p>other words" + b" " * 500_000 + b"\n--x--\n\n"
    with decoders.open(Octets((head + page) * 3)) as document:
        assert len(document.info.pages) == 3 + 2
        # behind everything else, so that the messages' own texts lie where they lay before forms were compared
        assert [document.text(at).text.split("\n")[0] for at in range(4)] == ["s", "s", "s", mail_forms.MARK]
        assert document.text(4).text == f"{mail_forms.MARK}\n2 · s\nother words\n\n"
        assert {"two_forms", "forms_left"} <= set(document.info.warnings)
        assert len(document.parts()) == 3


@pytest.mark.parametrize(
    ("page", "notes"),
    [
        ("plain words", []),
        ("<p>plain words<hr>the footer of a list", []),  # it repeats what is shown as plain text anyway
        ("the footer of a list", ["two_forms"]),
        ("other words", ["two_forms"]),
    ],
)
def test_a_form_is_compared_with_the_plain_text_of_its_own_alternative(page: str, notes: list[str]) -> None:
    head = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=y\n\n--y\n"
    both = "Content-Type: multipart/alternative; boundary=x\n\n--x\n\nplain words\n--x\nContent-Type: text/html\n\n"
    data = f"{head}{both}{page}\n--x--\n--y\nContent-Type: text/plain\n\nthe footer of a list\n--y--\n".encode()
    read = mail.read(Source(len(data), lambda at, count: data[at : at + count]))
    assert read.warnings() == notes


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", ["in_container"]),
        ('multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x', ["in_container"]),
        ('multipart/signed; protocol="application/pkcs7-signature"; boundary=x', []),
    ],
)
def test_a_message_whose_text_lies_in_a_container_says_so(form: str, said: list[str]) -> None:
    data = f"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: {form}\n\n--x\n".encode()
    data += (
        b"Content-Type: text/plain\n\nHello\n--x\nContent-Type: application/pkcs7-signature; name=a.p7s\n\nx\n--x--\n"
    )
    read = mail.read(Source(len(data), lambda at, count: data[at : at + count]))
    assert read.warnings() == said and read.parts()


def test_html_alone_becomes_text_and_nothing_of_it_runs(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.mail(tmp_path / "a.eml", plain=None, attachments=False))
    text = document.text(0).text
    assert styled(document, "heading") == ["Повестка"] and "жирный" in styled(document, "bold")
    assert "ссылка <https://example.org/doc>" in text
    assert "никогда" not in text and "tracker.example" not in text.split("Received:")[0]
    assert document.parts() == ()


def test_attachments_come_out_octet_for_octet(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.mail(tmp_path / "letter.eml"))
    parts = {part.name: part for part in document.parts()}
    assert list(parts) == ["повестка.pdf", "../../x⟨U+202E⟩gpj.exe", "Прежнее письмо.eml", "1.1.2.html"]
    assert [part.note for part in parts.values()] == ["", "", "", "alternative"]
    assert document.part(parts["повестка.pdf"]).readall() == flow_files.PDF
    inner = document.part(parts["Прежнее письмо.eml"]).readall()
    assert inner and b"From: court@example.org" in inner
    with pytest.raises(KnownError) as caught:
        document.part(Part("9.9", "?", None)).readall()
    assert caught.value.code == "evidence.no_part"


def test_a_part_that_is_longer_than_listed_is_refused(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.mail(tmp_path / "letter.eml"))
    real = document.parts()[0]
    assert real.size is not None
    for lie in (real.size - 1, real.size + 1):
        with pytest.raises(KnownError) as caught:
            document.part(Part(real.path, real.name, lie)).readall()
        assert caught.value.code == "evidence.part_differs"


def test_a_large_attachment_comes_in_slices(tmp_path: Path, open_file: Open) -> None:
    data = bytes(range(256)) * (wire.SLICE // 256 * 2 + 1)
    message = b"From: a@example.org\nTo: b@example.org\nSubject: big\nMIME-Version: 1.0\n"
    message += b"Content-Type: application/octet-stream; name=big.bin\nContent-Transfer-Encoding: base64\n\n"
    (tmp_path / "big.eml").write_bytes(message + base64.encodebytes(data))
    document = open_file(tmp_path / "big.eml")
    (part,) = document.parts()
    stream = document.part(part)
    read = bytearray()
    while piece := stream.read(1_000_003):
        read += piece
        document.text(0)  # other requests come in between
    assert bytes(read) == data


def test_a_mailbox_has_a_page_for_every_message(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.mailbox(tmp_path / "box.mbox", 4))
    info = document.info
    assert (info.format, len(info.pages), info.facts["mail.messages"]) == ("mbox", 4, "4")
    assert [document.text(page).text.split("\n")[0] for page in range(4)] == [f"Message {n}" for n in range(1, 5)]
    assert info.starts == tuple(document.text(page).start for page in range(4))
    assert [(part.path, part.name) for part in document.parts()] == [("2/1.2", "a.png")]
    way = "Tue, 03 Mar 2026 10:00:03 +0300 · person3@example.org · <3@example.org>"
    way += " · Received 2: from laptop (198.51.100.3) by mx.example.org · DKIM example.org"
    assert info.facts["mail.message.3"] == way and "mail.message.4" in info.facts
    assert document.find("text of message 3")[0].page == 2


def test_an_outlook_message_with_a_message_inside(tmp_path: Path, open_file: Open) -> None:
    document = open_file(flow_files.outlook(tmp_path / "a.msg"))
    info = document.info
    assert (info.reader, info.format) == ("mail", "msg")
    assert info.facts["mail.subject"] == "Тема письма"
    assert info.facts["mail.to"] == "Office <office@example.org>"
    assert "Первая строка\nВторая строка" in document.text(0).text
    assert "Inner text" in document.text(1).text
    (part,) = document.parts()
    assert part.name == "лист.bin" and document.part(part).readall() == b"octets \0\1\2\3"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (flow_files.nested(3000), "the innermost text"),
        (b"From: a@b.example\nTo: c@d.example\nSubject: " + b"x" * 5_000_000 + b"\nDate: 1\n\nbody", "body"),
        (b"From: a@b.example\nTo: c@d.example\nSubject: " + b"=?a?b?" * 100_000 + b"\nDate: 1\n\nbody", "body"),
        (
            b"From: a@b.example\nTo: c@d.example\nSubject: =?no-such?q?=FF=FE?=\nMIME-Version: 1.0\n"
            b"Content-Type: text/plain; charset=zlib_codec\n\n\xcf\xf0\xe8\xe2\xe5\xf2, \xf1\xf3\xe4\n",
            "Привет, суд",
        ),
        (b"From: a@b.example\nTo: c@d.example\nDate: 1\n" + b"X-A: 1\n" * 20_000 + b"\nbody", "body"),
        (
            b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/mixed; boundary=\n\n--\nbody",
            "body",
        ),
    ],
    ids=["nesting", "header", "encoded words", "charset", "headers", "boundary"],
)
def test_mail_made_to_do_harm_is_shown_or_refused(decoders: Decoders, data: bytes, shown: str) -> None:
    begun = time.monotonic()
    with decoders.open(Octets(data)) as document:
        assert document.info.reader == "mail"
        whole = "".join(document.text(page).text for page in range(len(document.info.pages)))
        assert shown in whole
        document.parts()
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize("size", [600, 1500, 2500])
def test_a_damaged_outlook_message_says_so(tmp_path: Path, decoders: Decoders, size: int) -> None:
    data = bytearray(flow_files.outlook(tmp_path / "a.msg").read_bytes())
    data[size : size + 400] = b"\xff" * 400
    try:
        with decoders.open(Octets(bytes(data))) as document:
            document.text(0)
    except KnownError as error:
        assert error.code == "evidence.damaged"


def test_spans_and_parts_of_a_liar_are_refused() -> None:
    for start, count, style in ((0, 9, 0), (8, 1, 0), (0, 0, 0), (-1, 1, 0), (0, 1, len(wire.STYLES)), (0, 1, -1)):
        with pytest.raises(answers.NonsenseError):
            answers.spans(b"".join(n.to_bytes(4, "little", signed=True) for n in (start, count, style)), 1, 8)
    good = '["p","n",1,"a/b","",""]'
    wrong = ['["p","n",-2,"","",""]', '["p","n",1,"",{},""]', '["p","n",true,"","",""]', '["p","n",1,"",""]', "1"]
    for text in ("{}", "7", f"[{good},{good}]", *(f"[{one}]" for one in wrong)):
        with pytest.raises(answers.NonsenseError):
            answers.parts(text.encode())
    (part,) = answers.parts(b'[["p","a\\u202eb",-1,"TEXT/html;x","odd",""]]')
    assert part == Part("p", "a⟨U+202E⟩b", None, "", "odd")
    with pytest.raises(answers.NonsenseError):
        answers.starts(b"\0\0\0\0\5\0\0\0\4\0\0\0", 3)


def test_an_attachment_becomes_an_exhibit_and_a_sentence_can_be_cited(tmp_path: Path, room: Room) -> None:
    mail = room.admit(flow_files.mail(tmp_path / "letter.eml"))
    assert mail.reader == "mail"
    source = room.evidence.open_exhibit(mail.id)
    with room.evidence._decoders.open(source) as document:
        part = document.parts()[0]
        staged = room.evidence.stage(document.part(part), part.name)  # type: ignore[arg-type]
        text = document.text(0)
    said = ExhibitDetails(title_en="Summons", provenance=f"Attachment of {mail.number}")
    draft = AdmitDraft(staged, said, derived_from=mail.id, derived_how="attachment")
    (child,) = room.evidence.admit(room.case_id, [draft]).value
    assert (child.derived_number, child.derived_how, child.format, child.size) == (
        mail.number,
        "attachment",
        "pdf",
        part.size,
    )
    start = text.text.index("Прилагаю")
    place = TextPlace(start, start + 8, "utf-8", "mail/1", 7)
    cited = room.evidence.cite(room.case_id, CitationDraft(mail.id, mail.sha256, place, "Прилагаю"), "answer", "D3")
    assert cited.value.place == place
    with pytest.raises(KnownError):
        wrong = TextPlace(0, 5, "utf-8", "text/1", 1)
        room.evidence.cite(room.case_id, CitationDraft(mail.id, mail.sha256, wrong, "x"), "answer", "D3")


def test_mail_is_known_by_its_content(tmp_path: Path) -> None:
    def kind(data: bytes) -> tuple[str, str]:
        found = kinds.sniff(len(data), lambda at, count: data[at : at + count])
        return found.format, found.reader

    assert kind(flow_files.mail(tmp_path / "a").read_bytes()) == ("eml", "mail")
    assert kind(flow_files.mailbox(tmp_path / "b").read_bytes()) == ("mbox", "mail")
    assert kind(b"From me Mon Jun 01 10:00:00 2009\n\nTest content\n") == ("mbox", "mail")
    assert kind(flow_files.outlook(tmp_path / "c").read_bytes()) == ("msg", "mail")
    assert kind(b"From here on the text goes on as it likes.\nNothing more.\n") == ("text", "text")
