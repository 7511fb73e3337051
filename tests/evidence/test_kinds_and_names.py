"""Kinds by content, names made safe, exhibit numbers as typed."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.evidence import kinds, names
from desktop.evidence.decoder import behind, finding
from desktop.evidence.decoder.source import Source
from models.views.documents import READERS
from tests.evidence import files
from tests.evidence.conftest import CORPUS


def kind_of(data: bytes) -> kinds.Kind:
    return kinds.sniff(len(data), lambda at, count: data[at : at + count])


def archive(*members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in members:
            made.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x" * 50)
    return file.getvalue()


def stored(mime: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("mimetype", mime)
        made.writestr("content.xml", "<x/>")
    return file.getvalue()


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        made.addfile(tarfile.TarInfo("a.txt"))
    return file.getvalue()


MAIL = b"Return-Path: <a@b.example>\r\nFrom: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nHello"


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"", "empty"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "mp4"),
        (b"\x00\x00\x00\x20ftypM4A \x00\x00\x02\x00", "m4a"),
        (b"\x00\x00\x00\x20ftypqt  \x00\x00\x02\x00", "mov"),
        (b"\x00\x00\x00\x20ftypheic\x00\x00\x02\x00", "heic"),
        (b"\x1a\x45\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f\x42\x82\x84webm", "webm"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("xl/workbook.xml"), "xlsx"),
        (archive("some.txt"), "zip"),
        (stored("application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (tar(), "tar"),
        (b"{\\rtf1\\ansi hello}", "rtf"),
        (MAIL, "eml"),
        (b"From a@b.example Mon Jan  1 10:00:00 2024\r\n" + MAIL, "mbox"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"#EXTM3U\nhttp://example.invalid/x", "playlist"),
        (b"From: me\nDear all, this is no mail.", "text"),
        ("Приговор\n".encode("cp1251") * 20, "text"),
        ("Приговор суда\n".encode("utf-16-le") * 20, "text"),
        (b"a b c d e f g h i j k l m n o p", "text"),
        (b"MZ" + bytes(100), "exe"),
        (bytes(range(256)) * 4, "unknown"),
    ],
)
def test_kind_by_content(data: bytes, format_: str) -> None:
    assert kind_of(data).format == format_


def test_names_that_promise_something_else() -> None:
    assert kinds.mismatch("photo.jpg", kinds.KINDS["pdf"]) and kinds.mismatch("letter.pdf", kinds.KINDS["exe"])
    assert not kinds.mismatch("letter.PDF", kinds.KINDS["pdf"]) and not kinds.mismatch("letter", kinds.KINDS["pdf"])
    assert not kinds.mismatch("archive.bin", kinds.KINDS["zip"]) and not kinds.mismatch("a.csv", kinds.KINDS["text"])


@given(
    st.binary(max_size=4000), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x30\x82"])
)
def test_any_octets_are_some_kind(data: bytes, start: bytes) -> None:
    kind = kind_of(start + data)
    assert kind.format and kind.reader in READERS


def test_bidi_and_control_characters_are_made_visible() -> None:
    assert names.shown("photo\u202egpj.exe") == "photo⟨U+202E⟩gpj.exe"
    assert names.shown("a\x07b\nc") == "a⟨U+0007⟩b⟨U+000A⟩c"
    assert names.shown("Ёлка — № 5.pdf") == "Ёлка — № 5.pdf"
    assert len(names.shown("x" * 999)) == names.MOST_SHOWN
    assert names.kept("bad\udcff.txt") == "bad\\xff.txt"
    assert names.plain_name("../../etc/pass\u202ewd:1") == "passwd_1" and names.plain_name("..") == "exhibit"


@given(st.text(max_size=300))
def test_shown_names_never_mislead(text: str) -> None:
    safe = names.shown(text)
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f\n\r\x00\x1b")
    names.kept(text).encode()


@pytest.mark.parametrize(
    ("typed", "parsed"),
    [
        ("A-004", ("A", 4)),
        ("a4", ("A", 4)),
        ("А-004", ("A", 4)),  # Cyrillic А
        ("в-12", ("B", 12)),
        ("С–1000", ("C", 1000)),
        (" d - 7 ", ("D", 7)),
        ("A-0", None),
        ("E-4", None),
        ("A-12345", None),
        ("", None),
    ],
)
def test_exhibit_numbers_as_typed(typed: str, parsed: tuple[str, int] | None) -> None:
    assert names.parse_number(typed) == parsed


@pytest.mark.parametrize("words", ["ПРИГОВОР", "приго\u00adвор", "при-\r\nговор", "приговор"])
def test_finding_forgives(words: str) -> None:
    text = f"вынесен {words} суда"
    ((start, count),) = finding.matches(text, "Приговор")
    assert text[start : start + count].casefold().replace("\u00ad", "").replace("-\r\n", "") == "приговор"


@given(st.text(alphabet="абвё- \n\r\u00adß", max_size=60), st.text(alphabet="абвеß ", min_size=1, max_size=5))
def test_finding_points_into_the_text(text: str, needle: str) -> None:
    for start, count in finding.matches(text, needle):
        assert start >= 0 and count >= 1 and start + count <= len(text)
        assert finding.fold(needle)[0].strip() in finding.fold(text[start : start + count])[0]


def test_compound_file_is_told_by_its_streams(tmp_path: Path) -> None:
    # header, one sector, then a directory sector that names a stream in another case than usual
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + (9).to_bytes(2, "little") + bytes(16)
    header += (1).to_bytes(4, "little")
    whole = header.ljust(512, b"\0") + bytes(512) + "WORKBOOK".encode("utf-16-le").ljust(512, b"\0")
    assert kind_of(whole).format == "xls"
    assert kind_of(whole.replace("WORKBOOK".encode("utf-16-le"), bytes(16))).format == "ole"
    assert files.FONTS.is_dir()


def with_name(at: bytes) -> bytes:
    """A ZIP whose first member is kept as it is and begins with `at`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.pdf", at + b"x" * 2000)
    return file.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


@pytest.mark.parametrize(
    ("data", "format_", "also"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(900) + archive("a.txt"), "jpeg", ("zip",)),
        (b"\xff\xd8\xff\xe0" + bytes(90_000) + archive("a.txt") + b"more", "jpeg", ("zip",)),
        (PDF + archive("word/document.xml"), "pdf", ("zip",)),
        (b"GIF89a/*" + GIF[8:] + b"*/=1;alert(1)", "gif", ("html",)),
        (GIF + b"<HTML><body onload=x()>", "gif", ("html",)),
        (b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(30) + PDF, "pdf", ("bmp",)),
        (b"\x89PNG\r\n\x1a\n" + bytes(99) + PDF, "png", ("pdf",)),
        (b"MZ" + bytes(200) + PDF, "pdf", ("exe",)),
        (b"<html><body>" + PDF, "pdf", ("html",)),
        (PDF + b"Rar!\x1a\x07\x00more", "pdf", ("rar",)),
        (b"ID3\x04" + bytes(50) + PDF, "mp3", ("pdf",)),
        # what is sound: a document in an archive, an archive in a document, blanks and logs before a header
        (with_name(b"%PDF-1.4\n"), "zip", ()),
        (b"%!PS a %PDF-1.4 follows\n" + PDF, "pdf", ()),
        (b"BM" + bytes(12) + b"\x28" + bytes(40) + b"%PDF-" + PDF, "pdf", ("bmp",)),
        (PDF.replace(b"endobj", b"stream\n" + archive("a.txt") + b"\nendstream"), "pdf", ()),
        (b"\xef\xbb\xbf\r\n" + PDF, "pdf", ()),
        (b"job started\n" + PDF, "pdf", ()),
        (tar() + archive("a.txt") + b"\0" * 512, "tar", ()),
        (GIF, "gif", ()),
    ],
)
def test_files_of_two_kinds(data: bytes, format_: str, also: tuple[str, ...]) -> None:
    kind = kind_of(data)
    assert (kind.format, kind.also) == (format_, also)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not on this machine")
def test_no_sound_file_of_the_corpus_is_of_two_kinds() -> None:
    seen = 0
    for path in (path for path in CORPUS.rglob("*") if path.is_file()):
        data = path.read_bytes()
        kind = kind_of(data)
        assert kind.also == (), path.name
        source = Source(len(data), lambda at, count, data=data: data[at : at + count])  # type: ignore[misc]
        assert behind.look(source, kind.format.upper()) is None, path.name
        seen += 1
    assert seen > 200
