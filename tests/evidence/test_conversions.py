"""Office documents as pages: the real LibreOffice in its sandbox, its PDF taken in as a derived exhibit."""

from __future__ import annotations

import io
import os
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from desktop.errors import KnownError
from desktop.evidence import libreoffice
from desktop.evidence.conversions import Conversions
from desktop.evidence.decoding import Decoders, Document
from desktop.evidence.libreoffice import LibreOffice
from desktop.i18n import Words
from desktop.jobs import Progress
from models.views.changes import Done
from models.views.evidence import ExhibitView
from tests.evidence import files, office_files
from tests.evidence.conftest import Octets, Room
from tests.evidence.test_cli import Terminal, terminal

__all__ = ["terminal"]

OLD = Path(__file__).parent / "samples" / "old.doc"  # invented text, saved as Word 97 by LibreOffice 7.4


def installed() -> str:
    """Why nothing can be laid out here; empty where it can."""
    try:
        LibreOffice().version()
    except KnownError as error:
        return error.code
    return ""


MISSING = installed()
needs_office = pytest.mark.skipif(bool(MISSING), reason=f"no LibreOffice in a sandbox here: {MISSING}")


def convert(room: Room, exhibit: ExhibitView, progress: Progress | None = None) -> Done[ExhibitView] | ExhibitView:
    return room.evidence.conversions.run(exhibit.id, Words("en"), progress or Progress(), lambda work: work())


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as refusal:
        work()
    return refusal.value.code


def text_of(room: Room, decoders: Decoders, exhibit: ExhibitView) -> str:
    with decoders.open(room.evidence.open_exhibit(exhibit.id)) as document:
        assert document.info.reader == "pdf"
        return "\n".join(document.text(page).text for page in range(len(document.info.pages)))


@needs_office
def test_a_document_becomes_pages_of_their_own_once(tmp_path: Path, room: Room, decoders: Decoders) -> None:
    (tmp_path / "letter.docx").write_bytes(office_files.letter())
    original = room.admit(
        tmp_path / "letter.docx", title_ru="Показания", title_en="Statement", confidentiality="members_only"
    )
    done = convert(room, original)
    assert isinstance(done, Done)
    made = done.value
    assert (made.number, made.derived_from, made.derived_how) == ("A-002", original.id, "conversion")
    assert (made.file_name, made.format, made.status) == ("letter.pdf", "pdf", "admitted") and made.pages == 1
    assert (made.details.title_ru, made.details.title_en) == ("Показания: страницы", "Statement: pages")
    assert made.details.confidentiality == "members_only", "pages are as private as what they show"
    version = LibreOffice().version()
    assert "A-001" in made.details.provenance and f"LibreOffice {version}" in made.details.provenance
    text = text_of(room, decoders, made)
    assert "Показания свидетеля" in text and "03.02.2026" in text and "Дело 42" in text
    assert room.evidence.exhibit(original.id).sha256 == original.sha256
    copied = room.evidence.custody(original.id)[-1]
    assert (copied.action, copied.note) == ("copied", "→ A-002")
    assert "exhibit.converted" in room.vault.audit_actions()

    before = room.objects()
    again = convert(room, original)
    assert not isinstance(again, Done) and again.id == made.id and room.objects() == before
    room.evidence.withdraw(made.id, "made anew")
    assert room.evidence.conversions.made_of(original.id) is None, "pages that were withdrawn can be made again"


@needs_office
def test_damaged_documents_leave_nothing(tmp_path: Path, room: Room) -> None:
    torn = bytearray(office_files.letter())
    torn[len(torn) // 3 : -2000] = os.urandom(len(torn) - len(torn) // 3 - 2000)
    (tmp_path / "torn.docx").write_bytes(bytes(torn))
    exhibit = room.admit(tmp_path / "torn.docx")
    assert exhibit.format == "docx"
    before = room.objects()
    assert refused(lambda: convert(room, exhibit)) == "evidence.office_failed"
    assert room.objects() == before and len(room.evidence.exhibits(room.case_id)) == 1


@needs_office
def test_cancelled_while_it_works(tmp_path: Path, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter.docx").write_bytes(office_files.letter())
    exhibit = room.admit(tmp_path / "letter.docx")
    before, progress, looked = room.objects(), Progress(), []
    seen = libreoffice.outside.resident

    def resident(pid: int) -> int:
        looked.append(pid)
        if len(looked) > 8:  # it is at work by now
            progress.cancel()
        return seen(pid)

    monkeypatch.setattr(room.evidence.conversions.office, "version", lambda: "7")  # what is looked at is the work
    monkeypatch.setattr(libreoffice.outside, "resident", resident)
    assert refused(lambda: convert(room, exhibit, progress)) == "jobs.cancelled"
    assert len(looked) > 8 and room.objects() == before and room.evidence.conversions.made_of(exhibit.id) is None


def test_what_pages_are_not_made_of_is_refused_by_name(tmp_path: Path, room: Room) -> None:
    exhibit = room.admit(files.pdf(tmp_path / "a.pdf"))
    assert refused(lambda: convert(room, exhibit)) == "evidence.not_office"
    (tmp_path / "b.docx").write_bytes(office_files.letter())
    gone = room.admit(tmp_path / "b.docx")
    room.evidence.withdraw(gone.id, "by mistake")
    assert refused(lambda: convert(room, gone)) == "evidence.withdrawn"
    old = room.admit(OLD)
    room.vault.store.read_only = True
    assert refused(lambda: convert(room, old)) == "vault.read_only"
    room.vault.store.read_only = False


def test_without_the_program_or_its_sandbox_it_is_said_what_to_do(tmp_path: Path, room: Room) -> None:
    exhibit = room.admit(OLD)
    for office in (LibreOffice(str(tmp_path / "nowhere")), LibreOffice(None, str(tmp_path / "nothing"))):
        conversions = Conversions(room.evidence, room.vault.store, room.place.clock, office)
        with pytest.raises(KnownError) as refusal:
            conversions.run(exhibit.id, Words("en"), Progress(), lambda work: work())
        assert refusal.value.code == "evidence.no_office"
        assert "LibreOffice" in refusal.value.message(Words("en")) and "PDF" in refusal.value.remedy(Words("en"))


# -- nothing is loaded, nothing runs ---------------------------------------------------------------------------------

MIME = "application/vnd.oasis.opendocument.text"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{OASIS}{full}:1.0"'
    for short, full in (
        ("office", "office"), ("text", "text"), ("script", "script"), ("manifest", "manifest"),
        ("draw", "drawing"), ("svg", "svg-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
BASIC = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">Sub Main
ThisComponent.Text.String = "THE MACRO RAN"
End Sub</script:module>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
library:passwordprotected="false"><library:element library:name="M"/></library:library>"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<library:libraries xmlns:library="http://openoffice.org/2000/library">
<library:library library:name="Standard" library:link="false"/></library:libraries>"""
CALL = "vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"
EVENTS = "".join(
    f'<script:event-listener script:language="ooo:script" script:event-name="{name}" xlink:href="{CALL}"/>'
    for name in ("dom:load", "office:load-finished", "office:print", "office:prepareunload", "office:copyto")
)


def text_with(body: str, parts: dict[str, str | bytes]) -> bytes:
    """An OpenDocument text with this body, every event of which calls a macro (OASIS ODF 1.3, parts 2 and 3)."""
    out = io.BytesIO()
    scripts = f"<office:scripts><office:event-listeners>{EVENTS}</office:event-listeners></office:scripts>"
    content = f'<office:document-content {SPACES} office:version="1.3">{scripts}<office:body><office:text>'
    content += f"<text:p>Begins. {body} Ends.</text:p></office:text></office:body></office:document-content>"
    parts = {"content.xml": content, "Basic/Standard/M.xml": BASIC, **parts}
    parts |= {"Basic/Standard/script-lb.xml": LIBRARY, "Basic/script-lc.xml": LIBRARIES}
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in parts
    )
    top = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", MIME)
        for name, data in parts.items():
            package.writestr(name, data)
        whole = f'<manifest:manifest {SPACES} manifest:version="1.3">{top}{rows}</manifest:manifest>'
        package.writestr("META-INF/manifest.xml", whole)
    return out.getvalue()


def picture(address: str) -> str:
    start = '<draw:frame text:anchor-type="as-char" svg:width="4cm" svg:height="2cm">'
    return f'{start}<draw:image xlink:href="{address}" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'


def images(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(len(page.get_images()) for page in opened.pages)


@needs_office
def test_no_link_is_followed_and_no_macro_runs(decoders: Decoders) -> None:
    """The linked picture lies where the sandbox could read it: only the settings keep it out."""
    office = LibreOffice()
    assert office.folder is not None
    near = office.folder / "intro.png"
    if not near.exists():
        pytest.skip(f"there is no {near} here")
    png = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(png, "PNG")
    body = picture("Pictures/a.png") + picture(near.as_uri()) + picture("http://192.0.2.1/spy.png")
    made = office.pages(Octets(text_with(body, {"Pictures/a.png": png.getvalue()})), "odt")
    assert images(made) == 1, "its own picture is there, the others are not"
    with decoders.open(Octets(made)) as document:
        text = document.text(0).text
    assert "Begins." in text and "Ends." in text and "MACRO" not in text


def impostor(folder: Path, script: str) -> LibreOffice:
    """Something else in LibreOffice's place, to see what its sandbox lets it do."""
    path = folder / "office" / "program" / "soffice.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{os.path.realpath('/bin/sh')}\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return LibreOffice(str(path.with_name("soffice")))


DOCUMENT = Octets(b"{\\rtf1 x}")


@needs_office
def test_its_sandbox_has_no_home_no_network_and_keeps_nothing(tmp_path: Path) -> None:
    home = os.path.expanduser("~")  # noqa: PTH111 - as a shell would say it
    name = f"{tmp_path.name}-inside"
    tries = f"exec > /tmp/out/in.pdf; echo %PDF- STARTED; cd {home} 2>/dev/null && echo HOME; "
    tries += "(read x < /etc/passwd) 2>/dev/null && echo READ; "
    tries += "for at in / /usr/lib/ /etc/ /dev/; do (echo x > ${at}x) 2>/dev/null && echo WROTE; done; "
    tries += f"(echo x > /tmp/{name}) 2>/dev/null && echo INSIDE; "
    tries += "while read line; do case $line in *:*[0-9]*) echo NET $line;; esac; done < /proc/net/dev; exit 0"
    said = impostor(tmp_path, tries).pages(DOCUMENT, "rtf").decode()
    assert "STARTED" in said and "INSIDE" in said
    assert "HOME" not in said and "READ" not in said and "WROTE" not in said
    assert [line for line in said.splitlines() if line.startswith("NET") and not line.startswith("NET lo:")] == []
    assert not Path("/tmp", name).exists(), "what it writes is in memory of its own"


@needs_office
def test_what_hangs_talks_without_end_or_makes_no_pdf_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "MOST_SECONDS", 1.0)
    monkeypatch.setattr(libreoffice, "MOST_OUTPUT", 1 << 20)
    began = time.monotonic()
    assert refused(lambda: impostor(tmp_path, "while :; do :; done").pages(DOCUMENT, "rtf")) == "evidence.too_slow"
    large = 'x=aaaaaaaaaaaaaaaa; for n in 1 2 3 4 5 6 7 8 9; do x="$x$x$x$x"; done; echo "%PDF-$x" > /tmp/out/in.pdf'
    for script in (large, "echo no > /tmp/out/in.pdf", "exit 0", "exit 81", "exit 3"):
        assert (
            refused(lambda script=script: impostor(tmp_path, script).pages(DOCUMENT, "rtf")) == "evidence.office_failed"
        )  # type: ignore[misc]
    assert time.monotonic() - began < 20
    assert refused(impostor(tmp_path, "exit 1").version) == "evidence.no_office", "it is there and does not work"


def test_too_large_a_document_is_refused_before_anything_starts() -> None:
    class Huge(Octets):
        def read(self, position: int, count: int) -> bytes:
            raise AssertionError("not a single octet is read")

    huge = Huge(b"")
    huge.size = libreoffice.MOST_INPUT + 1
    assert refused(lambda: LibreOffice().pages(huge, "doc")) == "evidence.office_too_large"


# -- the command line ------------------------------------------------------------------------------------------------


@needs_office
def test_an_old_document_whose_facts_only_are_known_becomes_pages_by_the_verb(
    terminal: Terminal, tmp_path: Path, open_file: Callable[[Path], Document]
) -> None:
    vault, case = terminal.vault, terminal.case
    terminal.run("exhibits", "add", vault, case, str(OLD), "--provenance", "by post")
    made = terminal.run("exhibits", "pages", vault, case, "A-001")["data"]
    assert (made["number"], made["derived_from"], made["new"], made["file"]) == ("A-002", "A-001", True, "old.pdf")
    terminal.run("exhibits", "extract", vault, case, "A-002", str(tmp_path / "out.pdf"))
    assert "Свидетель видел задержание вечером." in open_file(tmp_path / "out.pdf").text(0).text
    again = terminal.run("exhibits", "pages", vault, case, "A-001")["data"]
    assert (again["number"], again["new"], again["sha256"]) == ("A-002", False, made["sha256"])
    assert terminal.run("exhibits", "pages", vault, case, "A-002", code=1)["error"]["code"] == "evidence.not_office"
