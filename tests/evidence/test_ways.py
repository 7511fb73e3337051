"""Outline, page labels, links and scripts of PDFs through the real isolated decoder."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from desktop.errors import KnownError
from desktop.evidence import answers, ways
from desktop.evidence.document import Document
from desktop.i18n import Words
from models.views.evidence import Part
from tests.evidence import files

Open = Callable[..., Document]


def book(path: Path, pages: int = 8) -> Path:
    """A PDF with front matter i–iii, an annex A-1 …, an outline of two levels and links inside and outside."""
    files.pdf(path, pages)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        numbers = [0, Dictionary(S=Name.r), 3, Dictionary(S=Name.D), 6, Dictionary(S=Name.D, P=String("A-"))]
        pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))
        with pdf.open_outline() as outline:
            part = OutlineItem("Часть I. Приговор", 0, "XYZ", top=700)
            part.children.append(OutlineItem("Установил:", 3, "Fit"))
            outline.root.extend([part, OutlineItem("Приложение\u202e", 6)])
        page = pdf.pages[0]
        inside = Dictionary(Subtype=Name.Link, Rect=[72, 760, 300, 785], Dest=[pdf.pages[4].obj, Name.XYZ, 0, 400, 0])
        named = Dictionary(Subtype=Name.Link, Rect=[72, 700, 300, 720], A=Dictionary(S=Name.GoTo, D=String("annex")))
        uri = Dictionary(S=Name.URI, URI=String("https://example.org/a?b=c"))
        outside = Dictionary(Subtype=Name.Link, Rect=[72, 740, 300, 758], A=uri)
        launch = Dictionary(Subtype=Name.Link, Rect=[1, 1, 9, 9], A=Dictionary(S=Name.Launch, F=String("calc.exe")))
        page.Annots = Array([pdf.make_indirect(link) for link in (inside, outside, named, launch)])
        pdf.Root.Dests = Dictionary(annex=Array([pdf.pages[6].obj, Name.Fit]))
        pdf.save(path)
    return path


def test_outline_labels_and_links(tmp_path: Path, open_file: Open) -> None:
    document = open_file(book(tmp_path / "book.pdf"))
    entries = document.outline()
    assert [(entry.title, entry.depth, entry.page) for entry in entries] == [
        ("Часть I. Приговор", 0, 0),
        ("Установил:", 1, 3),
        ("Приложение⟨U+202E⟩", 0, 6),
    ]
    assert entries[0].height == 700 and entries[1].height is None
    assert document.labels() == ("i", "ii", "iii", "1", "2", "3", "A-1", "A-2")
    links = document.links(0)
    assert [(link.page, link.address) for link in links] == [(4, ""), (None, "https://example.org/a?b=c"), (6, "")]
    assert links[0].rect == (7200, 76000, 30000, 78500) and links[0].height == 400
    assert document.links(1) == ()


def test_a_plain_document_has_none_of_them(tmp_path: Path, open_file: Open) -> None:
    document = open_file(files.pdf(tmp_path / "a.pdf", 3))
    assert (document.outline(), document.labels(), document.links(2)) == ((), (), ())
    with pytest.raises(KnownError):
        document.links(3)
    picture = open_file(files.photo(tmp_path / "a.png"))
    assert (picture.outline(), picture.labels(), picture.links(0)) == ((), (), ())


def test_an_outline_that_runs_in_a_circle(tmp_path: Path, open_file: Open) -> None:
    path = book(tmp_path / "book.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        first = pdf.Root.Outlines.First
        first.First.Next = first
        first.First.First = first
        first.Next.Next = first
        pdf.save(path)
    assert 3 <= len(open_file(path).outline()) <= 4


def test_the_outline_of_a_hostile_file_is_bounded(tmp_path: Path, open_file: Open) -> None:
    path = files.pdf(tmp_path / "a.pdf", 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        # made by hand: the library takes seconds for so many
        entries = [pdf.make_indirect(Dictionary(Title=String(f"{n} " + "x" * 600))) for n in range(6_000)]
        for entry, following in pairwise(entries):
            entry.Next = following
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=entries[0], Last=entries[-1]))
        pdf.save(path)
    told = open_file(path).outline()
    assert len(told) == 5_000 and max(len(entry.title) for entry in told) <= 500


@pytest.mark.parametrize(
    "data", [b"{", b"{}", b"[[0]]", b'[["0","a",0,0,0]]', b'[[0,"a",0,0.5,0]]', b'[[99,"a",0,0,0]]', b'[[0,"a",0,0]]']
)
def test_nonsense_of_a_decoder_is_not_believed(data: bytes) -> None:
    with pytest.raises(answers.NonsenseError):
        ways._entries(ways._rows(data), 3)


def test_scripts_are_counted_and_not_run(tmp_path: Path, open_file: Open) -> None:
    """The library is built without a script engine, and a script that fills a field in leaves it as it is."""
    assert pypdfium2.version.PDFIUM_INFO.flags == ()
    path = files.form(tmp_path / "form.pdf")
    plain = open_file(path).picture(0, 400, 600).pixels
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=String("this.getField('surname').value='OTHER'; app.alert('x')"))
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(script)])))
        pdf.save(path)
    document = open_file(path)
    assert document.info.facts["pdf.scripts"] == "1"
    assert document.picture(0, 400, 600).pixels == plain


def test_files_that_a_pdf_brings_along(tmp_path: Path, open_file: Open) -> None:
    """Of the whole document and of a place of a page; listed without unpacking them, handed out octet for octet."""
    document = open_file(files.with_files(tmp_path / "a.pdf"))
    parts = document.parts()
    assert document.unsearched == ()
    assert [(part.name, part.media, part.note) for part in parts] == [
        ("повестка⟨U+202E⟩gpj.txt", "text/plain", ""),
        ("../../scan.bin", "application/x-scan", ""),
        ("Vollmacht.txt", "text/plain", "page.2"),
    ]
    assert {(part.date, part.size) for part in parts} == {("2025-03-03 14:05", None)}
    read = [document.part(part).readall() for part in parts]
    assert read == [files.TEXT.encode(), random.Random(1).randbytes(3 << 20), b"Vollmacht"]
    for path in ("2", "99999", "p1.1", "p2.0", "p99999.0", "-1", "0.0", "x"):
        with pytest.raises(KnownError) as caught:
            document.part(Part(path, "?", None)).readall()
        assert caught.value.code == "evidence.no_part"
    assert document.text(2).text, "the decoder is still there"


def test_a_page_that_can_not_be_loaded_is_passed_over_and_named(tmp_path: Path, open_file: Open) -> None:
    path = files.with_files(tmp_path / "a.pdf", large=9)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pages = pdf.Root.Pages.Kids
        pdf.Root.Pages.Kids = Array([pages[0], pdf.make_indirect(Array([1])), pages[1], pages[2]])
        pdf.Root.Pages.Count = 4
        pdf.save(path)
    document = open_file(path)
    assert [part.note for part in document.parts()] == ["", "", "page.3"]
    assert document.unsearched == (range(1, 2),)
    with pytest.raises(KnownError) as caught:
        document.part(Part("p1.0", "?", None)).readall()
    assert caught.value.code == "evidence.no_part"


def test_a_file_inside_that_can_not_be_read_out_is_named_and_ends_nothing_else(tmp_path: Path, open_file: Open) -> None:
    path = files.pdf(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        packer = zlib.compressobj(9)
        first, again = (packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
        spec = pikepdf.AttachedFileSpec(pdf, b"", filename="bomb.bin")
        spec.obj.EF.F.write(first + 700 * again, filter=Name.FlateDecode)
        pdf.attachments["bomb"] = spec
        away = pikepdf.AttachedFileSpec(pdf, b"", filename="away.txt")
        del away.obj.EF  # only a reference to a file elsewhere
        pdf.attachments["reference"] = away
        pdf.save(path)
    document = open_file(path)
    for part in document.parts():
        with pytest.raises(KnownError) as caught:
            document.part(part).readall()
        assert caught.value.code == "evidence.part_unreadable" and part.name in str(caught.value.message(Words("en")))
    assert document.text(0).text
