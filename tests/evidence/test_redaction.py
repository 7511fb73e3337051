"""Redaction: burnt into a new exhibit; no program finds words, pixels or metadata there; the original stays."""

from __future__ import annotations

import ctypes
import dataclasses
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageOps, PngImagePlugin
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from desktop.errors import KnownError
from desktop.evidence import details as said
from desktop.evidence import raster, redacting, redaction_titles
from desktop.evidence.decoding import Decoders, Document
from desktop.evidence.every_hit import every_hit
from desktop.i18n import Words
from desktop.jobs import Progress
from models.views.documents import Hit, PageFrame
from models.views.evidence import ExhibitDetails, ExhibitView, ImagePlace, PagePlace, Place, TextPlace
from models.views.redactions import CopyTitles, RedactedFile, RedactionDraft, RedactionSource
from tests.evidence import files
from tests.evidence.conftest import Octets, Room
from tests.evidence.test_cli import Terminal, terminal

__all__ = ["terminal"]

SECRET = "суда"  # stands in files.TEXT on every page
OPEN = "силу"


def refused(code: str) -> pytest.RaisesExc[KnownError]:
    return pytest.RaisesExc(KnownError, check=lambda error: error.code == code)


def hits(document: Document, needle: str) -> list[RedactionDraft]:
    """All search hits as drafts, as the screen makes them."""
    return [
        RedactionDraft(PagePlace(hit.page + 1, hit.rects), "third_person", "search", needle)
        for hit in document.find(needle)
    ]


def redacted(
    room: Room, view: ExhibitView, drafts: Sequence[RedactionDraft], dpi: int = 200, titles: CopyTitles | None = None
) -> ExhibitView:
    """The way of the window and of the verb: open on record, stage, admit."""
    called = titles or redaction_titles.proposed(view.details, view.number, drafts)
    with room.evidence._decoders.open(room.evidence.open_exhibit(view.id)) as document:
        staged = room.evidence.redactions.stage(document, view.number, drafts, called, dpi)
    return room.evidence.redactions.admit(view.id, staged, called, Words("en")).value


def small(path: Path, text: str = files.TEXT) -> Path:
    """A page of the size of a card, for tests that need not look at pixels."""
    sheet = canvas.Canvas(str(path), pagesize=(420, 200))
    pdfmetrics.registerFont(TTFont("PT", str(files.FONTS / "PTF55F.ttf")))
    sheet.setFont("PT", 10)
    sheet.drawString(20, 150, text)
    sheet.save()
    return path


def octets(room: Room, view: ExhibitView) -> bytes:
    source = room.evidence.peek(view.id)
    try:
        return source.read(0, source.size)
    finally:
        source.close()


def test_a_word_is_gone_from_a_document_for_every_other_program(room: Room, tmp_path: Path, decoders: Decoders) -> None:
    path = files.pdf(tmp_path / "verdict.pdf", 2)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Title"] = f"Дело {SECRET}"
        pdf.attachments["secret.txt"] = SECRET.encode()
        pdf.save(path)
    view = room.admit(path)
    before = octets(room, view)
    with decoders.open(Octets(before)) as document:
        drafts = hits(document, SECRET)
    assert [draft.place.page for draft in drafts] == [1, 2]  # type: ignore[union-attr]
    made = redacted(room, view, drafts)

    assert octets(room, view) == before == path.read_bytes()
    assert (made.number, made.derived_from, made.derived_how, made.pages) == ("A-002", view.id, "redaction", 2)
    assert made.details.title_en == "Verdict (redacted)" and "A-001" in made.details.provenance
    result = octets(room, made)
    assert SECRET.encode() not in result and SECRET.encode("utf-16-be") not in result
    with pikepdf.open(io.BytesIO(result)) as pdf:
        assert "/Info" not in pdf.trailer and "/Metadata" not in pdf.Root and "/Names" not in pdf.Root
        assert not pdf.attachments and all("/Font" not in page.Resources for page in pdf.pages)
    outside = pypdfium2.PdfDocument(result)
    original = pypdfium2.PdfDocument(before)
    for number in range(2):
        page = outside[number]
        assert page.get_textpage().get_text_bounded() == ""
        (rect,) = drafts[number].place.rects  # type: ignore[union-attr]
        scale = 200 / 72
        drawn = page.render(scale=scale).to_pil().convert("L")
        was = original[number].render(scale=scale).to_pil().convert("L")
        high = page.get_height()
        box = (
            rect[0] / 100 * scale,
            (high - rect[3] / 100) * scale,
            rect[2] / 100 * scale,
            (high - rect[1] / 100) * scale,
        )
        whole = tuple(round(side) for side in box)
        assert drawn.crop(whole).getextrema() == (0, 0) and was.crop(whole).getextrema()[1] > 200
        elsewhere = (0, 0, drawn.width, whole[1] - 30)
        assert drawn.crop(elsewhere).tobytes() == was.crop(elsewhere).tobytes()  # nothing else was touched


def test_reasons_are_kept_and_no_words(room: Room, tmp_path: Path, decoders: Decoders) -> None:
    view = room.admit(small(tmp_path / "a.pdf"))
    place = PagePlace(1, ((1_000, 7_000, 2_000, 7_200),))
    drafts = [RedactionDraft(place, "personal_data"), RedactionDraft(PagePlace(1), "asked by the witness", "page", "x")]
    made = redacted(room, view, drafts)
    kept = room.evidence.redactions.of(made.id)
    assert [(one.position, one.place, one.source, one.reason) for one in kept] == [
        (0, place, "box", "personal_data"),
        (1, PagePlace(1), "page", "asked by the witness"),
    ]
    assert {one.author for one in kept} == {"Tester"} and room.evidence.redactions.of(view.id) == ()
    told = [room.evidence.redactions.reason(Words("ru"), one.reason) for one in kept]
    assert told == ["Персональные данные", "asked by the witness"]
    assert [entry.action for entry in room.evidence.custody(view.id)] == ["received", "opened", "copied"]
    assert room.evidence.custody(view.id)[-1].note == "→ A-002"
    assert "exhibit.redacted" in room.vault.audit_actions()
    room.register.open_case(room.case_id)


def test_boxes_lie_right_on_pages_of_every_turn(tmp_path: Path, decoders: Decoders) -> None:
    data = files.pages_of_all_turns(tmp_path / "turned.pdf").read_bytes()
    with decoders.open(Octets(data)) as document:
        drafts = hits(document, SECRET)
        made = redacting.make(document, drafts, "A-001", 200, Progress())
        redacting.prove(decoders, document, made, drafts, 200, Progress())
    assert _found_outside(made.data) == [] and len(drafts) == 4
    result, original = pypdfium2.PdfDocument(made.data), pypdfium2.PdfDocument(data)
    for number, draft in enumerate(drafts):
        page, was = result[number], original[number]
        assert page.get_size() == pytest.approx(was.get_size(), abs=0.1)
        (rect,) = draft.place.rects  # type: ignore[union-attr]
        wide, high = round(was.get_width() * 2), round(was.get_height() * 2)
        corners = [on_device(was, wide, high, rect[0] / 100, rect[1] / 100)]
        corners.append(on_device(was, wide, high, rect[2] / 100, rect[3] / 100))
        (left, right), (top, bottom) = (sorted(side) for side in zip(*corners, strict=True))
        box = (left, top, right, bottom)
        now, then = (one.render(scale=2).to_pil().convert("L").crop(box) for one in (page, was))
        assert now.getextrema() == (0, 0) and then.getextrema()[0] < 100 and then.getextrema()[1] == 255


@pytest.mark.parametrize("word", ["задержан", "Ёлкин", "ÄÖÅjpqyf", "Щу́кин"])
def test_nothing_of_a_word_sticks_out_of_its_box(tmp_path: Path, decoders: Decoders, word: str) -> None:
    """The only ink of the page is the word; afterwards it is one black rectangle."""
    path = tmp_path / "a.pdf"
    sheet = canvas.Canvas(str(path), pagesize=(300, 120))
    pdfmetrics.registerFont(TTFont("PT", str(files.FONTS / "PTF55F.ttf")))
    sheet.setFont("PT", 28)
    sheet.drawString(40, 50, word)
    sheet.save()
    with decoders.open(Octets(path.read_bytes())) as document:
        drafts = hits(document, word)
        made = redacting.make(document, drafts, "A-001", 300, Progress())
    with Image.open(io.BytesIO(rendered(made.data))) as page:
        ink = ImageOps.invert(page).getbbox()
        assert ink is not None
        inner = (ink[0] + 1, ink[1] + 1, ink[2] - 1, ink[3] - 1)  # edges mix with the paper when pages are drawn
        assert page.crop(inner).getextrema() == (0, 0)


def rendered(data: bytes) -> bytes:
    out = io.BytesIO()
    pypdfium2.PdfDocument(data)[0].render(scale=300 / 72).to_pil().convert("L").save(out, "PNG")
    return out.getvalue()


def on_device(page: pypdfium2.PdfPage, wide: int, high: int, x: float, y: float) -> tuple[int, int]:
    """A point of user space in pixels, as PDFium itself computes it."""
    across, down = ctypes.c_int(), ctypes.c_int()
    assert pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
    return across.value, down.value


def _found_outside(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [text for text in (page.get_textpage().get_text_bounded() for page in document) if text.strip()]


def test_a_picture_becomes_a_bare_png(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Maker of the camera", 6  # lies on its side
    Image.effect_noise((400, 300), 80).convert("RGB").save(path, exif=exif, quality=95)
    view = room.admit(path)
    made = redacted(room, view, [RedactionDraft(ImagePlace(1, ((20, 30, 120, 90),)), "third_person")])
    assert (made.format, made.media, made.file_name) == ("png", "image/png", "A-001 (redacted).png")
    with Image.open(io.BytesIO(octets(room, made))) as picture:
        assert picture.size == (300, 400) and not picture.info and not picture.getexif()
        assert set(picture.convert("RGB").crop((20, 30, 120, 90)).get_flattened_data()) == {(0, 0, 0)}
        assert len(set(picture.convert("L").crop((0, 100, 300, 400)).get_flattened_data())) > 50


def test_a_text_is_struck_with_marks_of_one_length(room: Room, tmp_path: Path, decoders: Decoders) -> None:
    view = room.admit(files.note(tmp_path / "a.txt", "Свидетель Иванов живёт в доме 5.\n"))
    drafts = [
        RedactionDraft(TextPlace(10, 16, "utf-8", "text/1"), "source", "text", "Иванов"),
        RedactionDraft(TextPlace(13, 22, "utf-8", "text/1"), "source", "text"),
        RedactionDraft(TextPlace(30, 31, "utf-8", "text/1"), "source", "text", "5"),
    ]
    made = redacted(room, view, drafts)
    assert octets(room, made).decode() == f"Свидетель {redacting.STRUCK} в доме {redacting.STRUCK}.\n"
    assert made.format == "text" and len(room.evidence.redactions.of(made.id)) == 3


def test_nothing_comes_of_what_can_not_be_done(room: Room, tmp_path: Path, decoders: Decoders) -> None:
    view = room.admit(small(tmp_path / "a.pdf"))
    objects = room.objects()

    def attempt(place: Place, reason: str = "secret") -> None:
        redacted(room, view, [RedactionDraft(place, reason)])

    for code, work in (
        ("evidence.nothing_to_redact", lambda: redacted(room, view, [])),
        ("evidence.no_redaction_reason", lambda: attempt(PagePlace(1), " ")),
        ("evidence.not_redacted", lambda: attempt(PagePlace(2))),
        ("evidence.not_redacted", lambda: attempt(TextPlace(0, 4, "utf-8", "text/1"))),
    ):
        with refused(code):
            work()
    stopped = Progress()
    stopped.cancel()
    with decoders.open(Octets(octets(room, view))) as document, refused("jobs.cancelled"):
        drafts = [RedactionDraft(PagePlace(1), "secret")]
        room.evidence.redactions.stage(document, "A-001", drafts, CopyTitles(en="Copy"), 200, stopped)
    assert room.objects() == objects and len(room.evidence.exhibits(room.case_id)) == 1


def spoilt(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def test_the_proof_notices_what_was_left(tmp_path: Path, decoders: Decoders) -> None:
    """A result that keeps text, metadata or grey pixels under a box does not pass."""
    data = small(tmp_path / "a.pdf").read_bytes()
    with decoders.open(Octets(data)) as document:
        drafts = hits(document, SECRET)
        good = redacting.make(document, drafts, "A-001", 200, Progress())
        redacting.prove(decoders, document, good, drafts, 200, Progress())
        unchanged = redacting.make(
            document, [RedactionDraft(PagePlace(1, ((0, 0, 1, 1),)), "x")], "A-001", 200, Progress()
        )

        def described(pdf: pikepdf.Pdf) -> None:
            pdf.docinfo["/Author"] = "Somebody"

        def told_of(pdf: pikepdf.Pdf) -> None:
            with pdf.open_metadata() as metadata:
                metadata["dc:title"] = SECRET

        def told_with_the_picture(pdf: pikepdf.Pdf) -> None:
            pdf.pages[0].Resources.XObject.P.Metadata = pdf.make_stream(SECRET.encode())

        def told_beside_the_pages(pdf: pikepdf.Pdf) -> None:
            pdf.Root.Pages.PieceInfo = pikepdf.String(SECRET)

        spoils = (described, told_of, told_with_the_picture, told_beside_the_pages)
        good_name = "A-001 (redacted).pdf"
        files_ = [(good_name, bad) for bad in (data, unchanged.data, *(spoilt(good.data, one) for one in spoils))]
        for name, bad in (*files_, (f"{SECRET}.pdf", good.data)):
            with refused("evidence.redaction_not_proven"):
                redacting.prove(decoders, document, RedactedFile(name, bad, 1, 1), drafts, 200, Progress())


def test_a_picture_that_says_more_than_its_pixels_is_not_bare() -> None:
    def png(**told: object) -> bytes:
        out = io.BytesIO()
        Image.new("L", (4, 4)).save(out, "PNG", **told)  # type: ignore[arg-type]
        return out.getvalue()

    said, exif = PngImagePlugin.PngInfo(), Image.Exif()
    said.add_text("Title", SECRET)
    exif[0x010F] = SECRET
    assert raster.is_bare_png(png())
    assert not any(raster.is_bare_png(bad) for bad in (png(pnginfo=said), png(exif=exif), png(dpi=(200, 200))))


def test_a_search_is_gone_on_with_until_all_is_found(decoders: Decoders) -> None:
    lines = "имя " * 10 + "\n"
    with decoders.open(Octets((lines * 450).encode())) as document:
        assert len(document.info.pages) > 2 and len(document.find("имя")) == 2_000
        found = every_hit(document, "имя")
        assert len(found) == len(set(found)) == 4_500 and list(found) == sorted(found, key=lambda h: (h.page, h.start))
        with refused("evidence.too_many_hits"):
            every_hit(_Endless(), "имя")


class _Endless:
    """A document in which the words stand on every page."""

    def find(self, _needle: str, _progress: Progress | None = None, first: int = 0) -> tuple[Hit, ...]:
        return tuple(Hit(first + number // 1_000, number, 3, ()) for number in range(2_000))


# --- what the copy is called ---


@pytest.mark.parametrize(
    ("title", "quote", "source", "told"),
    [
        ("Протокол допроса свидетеля Фёдорова", "федоров", "search", "Фёдоров"),
        ("Ivanov's statement", "Иван Иванов", "text", "Ivanov's"),
        ("О допросе Петровой", "Анна Петрова", "box", "Петровой"),
        ("Приговор по делу 2-115/2024", "дело 2-115", "text", "115"),
        ("Letter of 2025", "5", "search", ""),
        ("Letter 5", "5", "search", "5"),
        ("Письмо адвоката", "живёт в доме пять", "text", ""),
        ("Приговор суда", "Приговор вынесен, и свидетель Петрова живёт в доме пять", "page", ""),
    ],
)
def test_a_title_that_tells_what_is_blacked_out_is_noticed(
    title: str, quote: str, source: RedactionSource, told: str
) -> None:
    drafts = [RedactionDraft(PagePlace(1), "secret", source, quote)]
    assert redaction_titles.telling(title, drafts) == told
    titles = redaction_titles.proposed(ExhibitDetails(title_en=title), "A-007", drafts)
    kept = not told and source != "page"
    assert titles == CopyTitles(en=f"{title} (redacted)" if kept else "Redacted copy of A-007")
    assert redaction_titles.hinting(title, drafts) == (("Приговор",) if source == "page" else ())


def test_nothing_the_copy_says_of_itself_tells_what_is_blacked_out(room: Room, tmp_path: Path) -> None:
    """Title, name of the file and date; whoever insists on a title that tells gets no copy, and nothing is left."""
    view = room.admit(files.note(tmp_path / "Иванов 12.03.2024.txt", "Свидетель Иванов, 12.03.2024.\n"))
    details = dataclasses.replace(view.details, title_ru="Показания Иванова", title_en="Ivanov", doc_date="2024-03-12")
    view = room.evidence.describe(view.id, details).value
    drafts = [
        RedactionDraft(TextPlace(10, 16, "utf-8", "text/1"), "source", "text", "Иванов"),
        RedactionDraft(TextPlace(18, 28, "utf-8", "text/1"), "source", "text", "12.03.2024"),
    ]
    objects = room.objects()
    with refused("evidence.title_tells"):
        redacted(room, view, drafts, titles=CopyTitles(ru="Показания ИВАНОВА"))
    with refused("evidence.no_title"):
        redacted(room, view, drafts, titles=CopyTitles(" "))
    made = redacted(room, view, drafts)
    assert (made.details.title_ru, made.details.title_en) == ("Копия A-001 с изъятиями", "Redacted copy of A-001")
    assert (made.file_name, made.details.doc_date) == ("A-001 (redacted).txt", "")
    told = repr([getattr(made.details, name) for name in said.NAMES]) + made.file_name
    assert not any(secret in told for secret in ("Иванов", "2024"))
    assert len(room.objects()) == len(objects) + 1


@pytest.mark.parametrize(
    ("day", "quote", "told"),
    [
        ("2024-03-12", "12/3/2024", True),
        ("2024-03-12", "Geboren in 2 0 2 4", True),
        ("2024-03-12", "№20240312", True),
        ("2024-03-12", "12 03 24", True),
        ("2024-03-12", "в Марте", True),
        ("2024-03-12", "am zwölften März", True),
        ("2024-03-12", "Иванов, дом 5, 1024 руб.", False),
        ("2024-03-03", "3 children", False),
        ("2024-03-03", "room #3 and #24", False),
        ("2024-03-03", "He has 3 children and 24 cows", False),
        ("2024-03-03", "живёт в доме № 3 и знает 24 человека", False),
        ("2024-03-12", "12-летний Иванов и 12:24 по радио", False),
        ("2024-03-03", "Иванов, ул. Ленина, д. 3", False),
        ("2024-03-03", "3", True),
        ("2024-03-03", "прибыл 3", True),
        ("2024-03-03", "3 апреля", True),
        ("2024-03-03", "April the 3rd", True),
        ("2024-03-03", "Sunday 3", True),
        ("2024-03-03", "3-го числа", True),
        ("2024-03-03", "am 3. wurde", True),
        ("2024-03-03", "am 3 wurde", True),
        ("2024-03-03", "le 3 il", True),
        ("2024-03-03", "3/11 war", True),
        ("2024-03-03", "с 3 – 11 был", True),
        ("2024-03-03", "3.III в доме", True),
        ("2024-03-03", "XI/24 war", True),
        ("2024-03-03", "summer of ’24 was", True),
        ("2024-03-03", "зимой 24 г. был", True),
        ("2024-03-03", "the year 24 was", True),
        ("2024-03-03", "Ivanov\n3\nPetrov", True),
        ("1974-05/1976", "im Jahre 1975", True),
        ("1974-05/1976", "1977", False),
        ("1974~", "Петров", False),
        ("Spring", "Петров", True),
        ("2024-03-12", " ", True),
        ("", " ", False),
    ],
)
def test_a_date_is_left_out_where_it_may_be_blacked_out(day: str, quote: str, told: bool) -> None:
    place = TextPlace(0, 4, "utf-8", "text/1")
    assert redaction_titles.tells_day(day, [RedactionDraft(place, "secret", "box", quote)]) is told
    if quote.strip() and not told:
        assert redaction_titles.tells_day(day, [RedactionDraft(PagePlace(1), "secret", "page", quote)])
        guessed = ImagePlace(1, ((1, 1, 2, 2),), "Tesseract 5.3.0 rus")
        assert redaction_titles.tells_day(day, [RedactionDraft(guessed, "secret", "box", quote)])


@pytest.mark.parametrize(
    ("text", "hidden", "told"),
    [
        ("Он прибыл 12 марта в город", "прибыл 12", True),
        ("On March\n12 he was there", "12 he", True),
        ("Он прибыл 12.03 в город", "прибыл 12", True),
        ("Был приговор 2024 года", "24", True),
        ("Он видел 12 человек в городе", "видел 12", False),
        ("Всего 24 коровы, 12 дворов. Они живут там с 2024 года", "24 коровы, 12", False),
    ],
)
def test_what_stands_around_a_place_says_whether_a_figure_is_of_a_date(
    text: str, hidden: str, told: bool, decoders: Decoders
) -> None:
    at = text.index(hidden)
    draft = RedactionDraft(TextPlace(at, at + len(hidden), "utf-8", "text/1"), "secret", "text", hidden)
    with decoders.open(Octets(text.encode())) as document:
        assert redaction_titles.tells_day("2024-03-12", redacting.quoted(document, [draft])) is told


def test_words_under_a_box_count_as_blacked_out_too(room: Room, tmp_path: Path, decoders: Decoders) -> None:
    """Nobody has typed them, or what a screen knows of them stops early; the date under a box is left out as well."""
    view = room.admit(small(tmp_path / "a.pdf", f"{files.TEXT} 12/3/24"))
    view = room.evidence.describe(view.id, dataclasses.replace(view.details, doc_date="2024-03-12")).value
    box = RedactionDraft(PagePlace(1, ((0, 14_000, 42_000, 16_500),)), "secret")
    whole = f"{' '.join(files.TEXT.split())} 12/3/24"
    cut = dataclasses.replace(box, quote=files.TEXT[:5])
    full = dataclasses.replace(box, quote=whole.replace(" ", "  "))
    with decoders.open(Octets(octets(room, view))) as document:
        assert [one.quote for one in redacting.quoted(document, [box, cut, full])] == [whole, whole, full.quote]
        with refused("evidence.title_tells"):
            room.evidence.redactions.stage(document, "A-001", [box], CopyTitles(en=f"About: {whole}"))
    made = redacted(room, view, [box], titles=CopyTitles(en="Copy"))
    assert made.details.doc_date == ""
    beside = small(tmp_path / "b.pdf", "Он прибыл 12 марта и видел там 12 человек")
    with decoders.open(Octets(beside.read_bytes())) as document:
        page = document.text(0)
        for start, told in ((10, True), (31, False)):
            left, low, _right, high = page.box(start)
            wide = PagePlace(1, ((left - 50, low - 50, page.box(start + 1)[2] + 50, high + 50),))
            (read,) = redacting.quoted(document, [RedactionDraft(wide, "secret")])
            assert read.quote == "12" and redaction_titles.tells_day("2024-03-12", [read]) is told
    text = "Свидетель Иванов молчит.\n"
    with decoders.open(Octets(text.encode())) as document:
        draft = RedactionDraft(TextPlace(0, 16, "utf-8", "text/1"), "secret", "text", text[:9])
        assert redacting.quoted(document, [draft])[0].quote == text[:16]


def test_a_copy_that_is_not_admitted_leaves_no_file(room: Room, tmp_path: Path) -> None:
    view = room.admit(files.note(tmp_path / "a.txt"))
    drafts = [RedactionDraft(TextPlace(0, 4, "utf-8", "text/1"), "secret")]
    objects, titles = room.objects(), CopyTitles(en="Copy")
    redactions = room.evidence.redactions
    with room.evidence._decoders.open(room.evidence.open_exhibit(view.id)) as document:
        staged = redactions.stage(document, "A-001", drafts, titles)
    assert len(room.objects()) == len(objects) + 1
    with pytest.raises(KnownError):
        redactions.admit("nobody", staged, titles, Words("en"))
    assert room.objects() == objects


def test_boxes_are_rounded_outwards_and_stay_on_the_page() -> None:
    page = raster.Raster(100, 200, bytearray(b"\xff" * 80_000), PageFrame(50, 100))
    (box,) = raster.boxes(page, "image", [(10, 10, 20, 20)])
    assert box == (20, 20, 40, 40)
    (wide,) = raster.boxes(page, "pdf", [(1000, 9000, 2000, 9900)])
    assert wide == (18, 0, 42, 22)
    page.black((-5, -5, 200, 3))
    assert page.is_black((0, 0, 100, 3)) and not page.is_black((0, 0, 100, 4))


# --- the command line ---


def test_redacting_by_the_verb(terminal: Terminal, tmp_path: Path) -> None:
    vault, case = terminal.vault, terminal.case
    path = small(tmp_path / "verdict.pdf")
    note = files.note(tmp_path / "letter.txt", f"Свидетель Иванов. Иванов знает.{' —' * 2_001}")
    terminal.run("exhibits", "add", vault, case, str(path), str(note), "--provenance", "by post")
    why = ("--reason", "third_person")
    told = terminal.run("exhibits", "redact", vault, case, "A-001", "--words", SECRET, "--box", "1:72,70,200,90", *why)
    assert told["data"]["number"] == "A-003" and told["data"]["places"] == 2
    assert told["data"]["derived_from"] == "A-001" and told["data"]["file"] == "A-001 (redacted).pdf"
    named = ("--words", "иванов", "--title-en", "Note", *why)
    text = terminal.run("exhibits", "redact", vault, case, "A-002", *named)["data"]
    assert text["places"] == 2
    target = tmp_path / "out.txt"
    terminal.run("exhibits", "extract", vault, case, text["number"], str(target))
    assert target.read_text() == f"Свидетель {redacting.STRUCK}. {redacting.STRUCK} знает.{' —' * 2_001}"
    error = terminal.run("exhibits", "redact", vault, case, "A-002", "--words", "—", *why, code=1)["error"]
    assert error["code"] == "evidence.too_many_hits"
    error = terminal.run("exhibits", "redact", vault, case, "A-001", "--box", "1:2,3,4", *why, code=1)["error"]
    assert error["code"] == "cli.bad_box"
    none = terminal.run("exhibits", "redact", vault, case, "A-001", "--words", "нигде", *why, code=1)["error"]
    assert none["code"] == "evidence.nothing_to_redact"
    listed = terminal.run("exhibits", "list", vault, case)["data"]["items"]
    assert [item["title_ru"] or item["title_en"] for item in listed][2:] == ["verdict.pdf (с изъятиями)", "Note"]
    assert [item["derived_how"] for item in listed] == ["", "", "redaction", "redaction"]
