"""Names in many scripts: printed with an embedded font and readable again, or refused with the character named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import KnownError
from desktop.i18n import Words
from desktop.papers.fonts import FALLBACKS, FILES, clean
from desktop.papers.mark import mark_pdf
from desktop.papers.opinion import lay_out
from desktop.paths import resource
from models.views.papers import MarkData
from tests.papers.reading import opened, page_texts
from tests.papers.samples import opinion

NAMES = (
    "Ġorġ Żammit Ħal-Ċaqnu",
    "Nguyễn Thị Ánh Tuyết",
    "Γεώργιος Παπαδόπουλος",
    "გიორგი ბერიძე",
    "Անահիտ Պետրոսյան",
    "Əli Həsənov",
    "王小明 たなか",
    "Łukasz Żółć, Şükrü Iğdır, Ærø Þór",
    "Қазбек Ұлы, Їжак, Ўладзімір",
    "≈ ⇒ ✓ → ½ €",
)


def test_names_that_pt_lacks_come_from_a_fallback() -> None:
    paper = opinion("en", sections=())
    exhibits = tuple(replace(paper.exhibits[0], number=f"C-{n:03d}", title=name) for n, name in enumerate(NAMES))
    made = lay_out(replace(paper, applicant="; ".join(NAMES), parts=(), exhibits=exhibits), Words("en"))
    pages = page_texts(made)
    for name in NAMES:
        assert name in pages[0] and name in " ".join(pages[1:])
    with opened(made) as pdf:
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                assert "/FontFile2" in (font.get("/FontDescriptor") or font.DescendantFonts[0].FontDescriptor)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("أحمد", "U+0623"),
        ("דוד", "U+05D3"),
        ("राम", "U+0930"),
        ("สมชาย", "U+0E2A"),
        ("김철수", "U+AE40"),
        ("Anna \U0001f600", "U+1F600"),
        ("X\ue000", "U+E000"),
    ],
)
def test_a_character_without_a_sign_is_refused_by_name(name: str, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        lay_out(opinion("ru", applicant=name), Words("ru"))
    assert caught.value.code == "papers.unprintable_character"
    for words in (Words("ru"), Words("en")):
        message = caught.value.message(words)
        assert code in message and name[-1] in message


def test_decomposed_letters_and_invisible_characters() -> None:
    assert clean("Zażółć") == "Zażółć"
    assert clean("a\u202eb\u200bc\u0007d\u00ade\tf\ng") == "abcde f g"
    assert "Zażółć" in page_texts(lay_out(opinion("en", applicant="Zażółć\u200f"), Words("en")))[0]


def test_every_named_font_file_is_shipped_with_its_licence() -> None:
    folder = resource("fonts")
    assert all((folder / file).is_file() for file in FILES.values())
    assert all(name in FILES for names in FALLBACKS.values() for name in names)
    assert {"LICENSE-PT.txt", "LICENSE-NOTO.txt", "LICENSE-DROID.txt"} <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("owner", ["Анна Тест", "Докладчикова-Преображенская Мария Владиславовна " * 2, "Ġorġ Żammit"])
def test_the_mark_says_what_it_must_and_fits(language: str, owner: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    data = MarkData("6c2ea00eefde3195fe2627519c16c6803f951dd7", owner, "2026-11-22", "2029-11-21", "kind " * 14, "now")
    made = mark_pdf(data, words)
    assert made == mark_pdf(data, words)
    text = page_texts(made)[0]
    title = "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ" if language == "ru" else "SIGNED WITH AN ELECTRONIC SIGNATURE"
    for part in (title, data.certificate, owner.strip(), "22.11.2026", "21.11.2029", data.kind.strip()):
        assert part in text
