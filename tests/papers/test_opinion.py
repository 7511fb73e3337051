"""The rapporteur's opinion on paper, read back by other programs."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf.pdfa
import pypdfium2
import pytest
import segno

from desktop.errors import BugError
from desktop.i18n import Words
from desktop.papers.opinion import compose, lay_out
from desktop.papers.record import content_hash, content_record, qr_text
from models.views.papers import LaidOut, PaperCitation, PaperLanguage, PaperParagraph, PaperPart
from tests.papers.reading import elements, opened, page_texts, run, whole_text
from tests.papers.samples import TEXTS, opinion

MM = 72 / 25.4
LANGUAGES: tuple[PaperLanguage, ...] = ("ru", "en")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> PaperLanguage:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def made(language: PaperLanguage) -> LaidOut:
    return compose(opinion(language), Words(language))


def test_same_data_and_clock_give_the_same_bytes(made: LaidOut, language: PaperLanguage) -> None:
    assert lay_out(opinion(language), Words(language)) == made.pdf
    assert lay_out(opinion(language, made_at="2026-11-22T11:02:01.000Z"), Words(language)) != made.pdf


def test_bears_every_requisite(made: LaidOut, language: PaperLanguage) -> None:
    t = TEXTS[language]
    pages = page_texts(made.pdf)
    first, text = pages[0], " ".join(pages)
    ru = language == "ru"
    expected_on_first = [
        t["commission"],  # 05
        "ЗАКЛЮЧЕНИЕ" if ru else "OPINION",  # 09
        "22 ноября 2026 г." if ru else "22 November 2026",  # 10
        "З-К-2026-00042-1",  # 11
        t["place"],  # 13
        "Для служебного пользования" if ru else "For official use only",  # 14
        " ".join(t["addressee"].split()),  # 15
        f"По делу № К-2026-00042 (заявитель: {t['applicant']})"
        if ru
        else f"Case No. К-2026-00042 (applicant: {t['applicant']})",
    ]
    for requisite in expected_on_first:
        assert requisite in first
    for requisite in (t["author_post"], t["author_role"], t["author"]):  # 22
        assert requisite in text
    assert ("Исполнитель: " if ru else "Drawn up by: ") + t["author"] in text  # 25
    assert ("Приложения: 1." if ru else "Annexes: 1.") in text  # 19
    parts = ("Обстоятельства", "Правовые основания", "Оценка", "Предлагаемая рекомендация")  # 18
    if not ru:
        parts = ("Facts", "Law", "Assessment", "Proposed recommendation")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert t["outcome"] in text and f"{t['reason']} (" in text


def test_says_that_nobody_voted_and_who_decides(made: LaidOut, language: PaperLanguage) -> None:
    text = page_texts(made.pdf)[0]
    if language == "ru":
        assert "не голосовалось и не является рекомендацией комиссии" in text
        assert "носит рекомендательный характер: решение принимает уполномоченный орган" in text
    else:
        assert "not voted; it is not the commission's recommendation" in text
        assert "advisory: the competent authority decides" in text


def test_margins_number_and_size_of_the_sheet(made: LaidOut) -> None:
    document = pypdfium2.PdfDocument(made.pdf)
    for number, page in enumerate(document, start=1):
        width, height = page.get_size()
        assert (round(width / MM), round(height / MM)) == (210, 297)
        text = page.get_textpage()
        shown = page_texts(made.pdf)[number - 1]
        assert shown.startswith(str(number)) is (number > 1)
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            if text.get_text_range(index, 1).isspace():
                continue
            assert left >= 30 * MM - 1 and right <= width - 10 * MM + 1
            assert bottom >= 20 * MM - 1
            if top > height - 20 * MM + 1:  # only the page number stands in the top margin
                assert number > 1 and top <= height - 10 * MM
                middle = (30 * MM + width - 10 * MM) / 2
                assert abs((left + right) / 2 - middle) < 8
    document.close()


def test_is_pdf_a_and_sound(made: LaidOut, tmp_path: Path) -> None:
    report = pikepdf.pdfa.validate_written(io.BytesIO(made.pdf), "2b")
    assert report.passed, report.findings
    path = tmp_path / "paper.pdf"
    path.write_bytes(made.pdf)
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


def test_every_font_is_embedded(made: LaidOut) -> None:
    names = set()
    with opened(made.pdf) as pdf:
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                described = font.get("/FontDescriptor") or font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in described
                names.add(str(font.BaseFont))
    assert any("PTSerif" in name for name in names) and any("PTMono" in name for name in names)


def test_is_tagged_for_screen_readers(made: LaidOut, language: PaperLanguage, tmp_path: Path) -> None:
    with opened(made.pdf) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == ("ru-RU" if language == "ru" else "en-GB")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        found = elements(pdf)
        tags = [tag for tag, _element in found]
        assert tags.count("H1") == 1 and tags.count("H2") >= 7
        assert tags.count("TH") == 4  # two tables with heads; repeated heads are artifacts
        figures = [element for tag, element in found if tag == "Figure"]
        assert len(figures) == 1 and "З-К-2026-00042-1" in str(figures[0].Alt)
        links = [element for tag, element in found if tag == "Link"]
        annotations = [a for page in pdf.pages for a in page.obj.get("/Annots", [])]
        assert len(links) == len(annotations) > 10
        assert all(a.F == 4 and str(a.Contents) for a in annotations)
    path = tmp_path / "paper.pdf"
    path.write_bytes(made.pdf)
    read = run("pdfinfo", "-struct-text", path)
    assert "копии с переводом" in read.replace("\n", " ") if language == "ru" else "certified copy" in read


def test_citations_are_links_to_their_annex_entry(made: LaidOut, language: PaperLanguage) -> None:
    text = whole_text(made.pdf)
    assert ("[A-004, с. 3]" if language == "ru" else "[A-004, p. 3]") in text
    assert "[B-001]" in text
    with opened(made.pdf) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        links = [a for page in pdf.pages for a in page.obj.get("/Annots", [])]
        heights = {str(a.Contents): float(a.Dest[3]) for a in links}
        said = {"[A-004, с. 3]" if language == "ru" else "[A-004, p. 3]", "[B-001]"}
        assert set(heights) == said
        assert heights["[B-001]"] < min(heights[one] for one in said - {"[B-001]"})
        assert {pages.index(a.Dest[0].objgen) for a in links} == {len(pages) - 1}
        with pdf.open_outline() as outline:
            assert len(outline.root) == 8


def test_annex_names_each_exhibit_with_its_whole_hash(made: LaidOut, language: PaperLanguage) -> None:
    paper = opinion(language)
    last = page_texts(made.pdf)[-1]
    for exhibit in paper.exhibits:
        assert exhibit.sha256 in last and exhibit.title in last
    for command in ("sha256sum", "shasum -a 256", "certutil -hashfile"):
        assert command in last
    assert paper.chain_head in last and ("тпечаток" if language == "ru" else "ingerprint") in last
    assert ("март 2024 г." if language == "ru" else "March 2024") in last
    assert made.content_hash in last
    outstanding = "Заверенный перевод не учтён" if language == "ru" else "Certified translation outstanding"
    assert last.count(outstanding) == 1, "of the second exhibit only"


def test_checklist_in_short(made: LaidOut, language: PaperLanguage) -> None:
    text = whole_text(made.pdf)
    ground = TEXTS[language]["ground"]
    if language == "ru":
        assert "п. D3" in text and f"неприменимо по правилу {ground}" in text
        assert text.count("Второе чтение не проведено") == 1 and "нет ответа" in text
    else:
        assert "item D3" in text and f"not applicable by rule {ground}" in text
        assert text.count("Second reading outstanding") == 1 and "no answer" in text


def test_law_that_nobody_checked_is_not_printed(made: LaidOut, language: PaperLanguage) -> None:
    text = whole_text(made.pdf)
    assert TEXTS[language]["law"] in text
    assert TEXTS[language]["unchecked"] not in text


PARTIAL = [
    ("1974-05-03", "3 мая 1974 г.", "3 May 1974"),
    ("1974-05", "май 1974 г.", "May 1974"),
    ("1974", "1974 г.", "1974"),
    ("1974~", "около 1974 г.", "about 1974"),
    ("1974?", "1974 г. (предположительно)", "1974 (presumably)"),
    ("1974/1976-02", "1974 г. — февраль 1976 г.", "1974 – February 1976"),
    ("2020/..", "с 2020 г.", "since 2020"),
    ("197X", "197X", "197X"),
]


def test_a_partial_date_is_never_printed_fuller_than_it_is(language: PaperLanguage) -> None:
    paper = opinion(language, parts=(), sections=())
    exhibits = tuple(
        replace(paper.exhibits[0], number=f"C-{n:03d}", dated=edtf, pages=None)
        for n, (edtf, _ru, _en) in enumerate(PARTIAL)
    )
    text = whole_text(lay_out(replace(paper, exhibits=exhibits), Words(language)))
    for _edtf, ru, en in PARTIAL:
        assert (f"дата: {ru}; 2,3 МБ" if language == "ru" else f"date: {en}; 2.3 MB") in text


def test_metadata_and_qr_bear_number_and_content_hash(made: LaidOut, language: PaperLanguage) -> None:
    paper = opinion(language)
    assert made.content_hash == content_hash(paper)
    assert content_record(paper) == content_record(replace(paper))
    assert content_hash(replace(paper, place="X")) != made.content_hash
    with opened(made.pdf) as pdf:
        with pdf.open_metadata() as described:
            assert described["dc:identifier"] == f"{paper.number} sha256:{made.content_hash}"
            assert described["xmp:CreateDate"] == described["xmp:ModifyDate"] == "2026-11-22T11:02:00+00:00"
        assert str(pdf.docinfo.CreationDate) == "D:20261122110200+00'00"
    assert qr_text(paper.number, made.content_hash) == f"{paper.number} {made.content_hash[:20]}"
    assert _drawn_qr(made.pdf) == _expected_qr(qr_text(paper.number, made.content_hash))


def _expected_qr(content: str) -> list[list[int]]:
    return [list(row) for row in segno.make(content, error="m", micro=False).matrix]


def _drawn_qr(pdf: bytes) -> list[list[int]]:
    """The modules as drawn at the bottom right of the first sheet, 22 mm wide, two modules of quiet zone."""
    modules = len(_expected_qr("З-К-2026-00042-1 " + "0" * 20))
    document = pypdfium2.PdfDocument(pdf)
    scale = 8
    picture = document[0].render(scale=scale).to_pil().convert("L")
    document.close()
    size = 22 * MM
    step = size / (modules + 4)
    left, top = (210 - 10) * MM - size, (297 - 20) * MM - size
    return [
        [
            int(picture.getpixel((int((left + (x + 2.5) * step) * scale), int((top + (y + 2.5) * step) * scale))) < 128)
            for x in range(modules)
        ]
        for y in range(modules)
    ]


def test_a_draft_says_so_and_has_no_number(language: PaperLanguage) -> None:
    made = compose(opinion(language, draft=True, number=""), Words(language))
    pages = page_texts(made.pdf)
    mark = "ПРОЕКТ" if language == "ru" else "DRAFT"
    assert all(mark in page for page in pages)
    assert "З-К-2026-00042-1" not in " ".join(pages)
    with opened(made.pdf) as pdf:
        assert not [tag for tag, _element in elements(pdf) if tag == "Figure"]
    assert mark not in " ".join(page_texts(compose(opinion(language), Words(language)).pdf))


def test_a_paper_that_replaces_another_names_it(language: PaperLanguage) -> None:
    text = whole_text(lay_out(opinion(language, supersedes="З-К-2026-00042-7"), Words(language)))
    assert ("Заменяет заключение № " if language == "ru" else "Replaces opinion No. ") + "З-К-2026-00042-7" in text


def test_texts_with_markup_are_printed_as_typed(language: PaperLanguage) -> None:
    typed = 'a < b & "c" <b>not bold</b> <a href="http://x">no link</a> &amp; </para>'
    part = PaperPart("facts", (PaperParagraph(typed + "\nsecond line"),))
    made = lay_out(opinion(language, parts=(part,), applicant=typed), Words(language))
    text = whole_text(made)
    assert typed in text and "second line" in text
    with opened(made) as pdf:
        assert not [a for page in pdf.pages for a in page.obj.get("/Annots", []) if "/A" in a]


def test_a_long_opinion_runs_over_many_pages(language: PaperLanguage) -> None:
    cells = PaperCitation("B-001", sheet="Выплаты 2026", cells="B4:C7")
    cite = (PaperCitation("A-004", 3), PaperCitation("B-001", None, 12), cells, PaperCitation("B-001", cells="B4"))
    cite += (PaperCitation("A-004", time="01:23:45"),)
    long = TEXTS[language]["facts"] * 30
    part = PaperPart("facts", tuple(PaperParagraph(f"{n}. {long}", cite) for n in range(12)))
    made = compose(opinion(language, parts=(part,)), Words(language))
    assert made.pages > 12
    assert made.mark.page < made.pages - 2
    text = whole_text(made.pdf)
    assert ("[B-001, строка 12]" if language == "ru" else "[B-001, line 12]") in text
    printed = "[B-001, лист Выплаты 2026, B4:C7]" if language == "ru" else "[B-001, 'Выплаты 2026'!B4:C7]"
    assert printed in text
    assert "[A-004, 01:23:45]" in text
    assert ("[B-001, ячейки B4]" if language == "ru" else "[B-001, cells B4]") in text
    with opened(made.pdf) as pdf:
        assert [tag for tag, _element in elements(pdf)].count("P") < 200  # halves of a paragraph share one element


def test_an_empty_opinion_still_lays_out(language: PaperLanguage) -> None:
    bare = opinion(language, parts=(PaperPart("facts", ()),), laws=(), sections=(), exhibits=(), reasons=(), outcome="")
    bare = replace(bare, applicant="", applicant_born="", access="open_internal", addressee="", case_received="")
    text = whole_text(lay_out(bare, Words(language)))
    assert ("Не изложено." if language == "ru" else "Not stated.") in text
    assert ("не ссылается на доказательства" if language == "ru" else "cites no exhibits") in text


def test_a_citation_without_its_annex_entry_is_our_fault() -> None:
    part = PaperPart("facts", (PaperParagraph("x", (PaperCitation("D-999", 1),)),))
    with pytest.raises(BugError):
        lay_out(opinion("en", parts=(part,)), Words("en"))
    with pytest.raises(BugError):
        lay_out(opinion("en"), Words("ru"))
