"""Word, OpenDocument, RTF and slides through the real isolated decoder: text, structure, facts, hostile files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.evidence.document import Document
from tests.evidence import grid_files, office_files

Shown = Callable[[str, bytes], Document]


@pytest.fixture
def shown(tmp_path: Path, open_file: Callable[..., Document]) -> Shown:
    def work(name: str, data: bytes) -> Document:
        (tmp_path / name).write_bytes(data)
        return open_file(tmp_path / name)

    return work


def whole(document: Document) -> str:
    return "\n".join(document.text(page).text for page in range(len(document.info.pages)))


def styled(document: Document, style: str, page: int = 0) -> list[str]:
    text = document.text(page)
    return [text.text[span.start : span.start + span.count] for span in text.spans if span.style == style]


def test_a_word_document_with_all_that_people_put_in(shown: Shown) -> None:
    document = shown("letter.docx", office_files.letter())
    assert (document.info.reader, document.info.format) == ("office", "docx")
    text = whole(document)
    assert text.splitlines()[:2] == ["Дело 42", "Показания свидетеля"]
    assert "Свидетель видел задержание[✎0][+ вечером+][− утром−]" in text
    assert "1. Первое\n2. Второе\n• Прочее" in text
    assert "Дата\tМесто\n03.02.2026\tЛюбек" in text
    assert "[✎0] Секретарь" in text and "Проверить время" in text
    assert styled(document, "title") == ["Показания свидетеля"] and styled(document, "heading") == ["Обстоятельства"]
    assert styled(document, "bold") == ["задержание"]
    assert styled(document, "cell") == ["Дата", "Место", "03.02.2026", "Любек"]
    facts = document.info.facts
    assert facts["office.author"] == "Нина Образцова" and facts["office.title"] == "Показания"
    assert facts["office.changes"] == "2" and facts["office.comments"] == "1"
    assert set(document.info.warnings) == {"tracked_changes", "layout_lost"}
    (hit,) = document.find("вечером")
    assert hit.count == len("вечером")


def test_what_could_do_harm_is_a_fact(shown: Shown) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="https://example.org/evil.dotm" TargetMode="External"/></Relationships>'
    )
    parts = {
        "word__vbaProject_dot_bin": b"x",
        "word__embeddings__a_dot_bin": b"OLE",
        "word___rels__x_dot_xml_dot_rels": rels,
    }
    document = shown("macro.docm", office_files.changed(office_files.letter(), **parts))
    facts = document.info.facts
    assert (facts["office.macros"], facts["office.links"], facts["office.objects"]) == ("yes", "1", "1")
    assert {"macros", "outside_links", "embedded_objects"} <= set(document.info.warnings)
    (part,) = document.parts()
    assert part.path == "word/embeddings/a.bin" and part.size == 3
    assert document.part(part).read(10) == b"OLE"


def test_slides_are_pages(shown: Shown) -> None:
    document = shown("talk.pptx", office_files.slides())
    assert len(document.info.pages) == 2 and document.info.facts["office.slides"] == "2"
    first, second = document.text(0).text, document.text(1).text
    assert first.splitlines()[:4] == ["1", "Хронология", "Пункт 1.1", "Пункт 1.2"]
    assert "Заметка докладчика 1" in first and "лево\tправо" in second
    assert styled(document, "title", 1) == ["Выводы"]


def test_an_open_document(shown: Shown) -> None:
    document = shown("protocol.odt", office_files.open_text())
    text = whole(document)
    assert document.info.format == "odt" and styled(document, "heading") == ["Протокол"]
    assert "Начато[1] в десять часов[✎1]." in text and "[1] По местному времени." in text
    assert "Секретарь" in text and "Уточнить" in text and "ячейка А\tячейка Б" in text
    assert document.info.facts["office.comments"] == "1"


def test_rich_text(shown: Shown) -> None:
    document = shown("protocol.rtf", office_files.RICH)
    text = whole(document)
    assert text.splitlines()[:2] == ["Протокол", "Да"] and "a\tb" in text and "link" in text
    assert document.info.facts["office.created"] == "2026-02-03 10:20"
    assert document.info.facts["office.objects"] == "1" and "embedded_objects" in document.info.warnings


def refused(shown: Shown, name: str, data: bytes) -> str:
    with pytest.raises(KnownError) as refusal:
        shown(name, data)
    return refusal.value.code


def test_hostile_word_documents(shown: Shown) -> None:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    laughing = office_files.document(paragraph.format("&m;"), grid_files.LAUGHS)
    try:
        assert len(whole(shown("laughs.docx", laughing))) < 1000
    except KnownError as refusal:
        assert refusal.code == "evidence.damaged"  # some versions of the XML library refuse it whole
    deep = "<w:tbl><w:tr><w:tc>" * 30 + paragraph.format("in the depth") + "</w:tc></w:tr></w:tbl>" * 30
    assert "in the depth" in whole(shown("deep.docx", office_files.document(deep)))
    deeper = "<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000
    assert refused(shown, "deeper.docx", office_files.document(deeper)) == "evidence.damaged"
    assert refused(shown, "cut.docx", office_files.letter()[:9000]) == "evidence.damaged"
    assert refused(shown, "none.docx", office_files.changed(office_files.letter(), word__document_dot_xml="x"))
    assert refused(shown, "bomb.docx", grid_files.swollen(office_files.letter())) == "evidence.too_big"


def test_hostile_rich_text(shown: Shown) -> None:
    assert "x" in whole(shown("deep.rtf", rb"{\rtf1 " + b"{" * 200_000 + b"x" + b"}" * 200_000 + b"}"))
    assert "no_text" in shown("empty.rtf", b"{\\rtf1 }").info.warnings
    binary = shown("bin.rtf", rb"{\rtf1 a\bin999999999 }}}{{{")
    assert whole(binary).strip() in ("a", "")


OLD_WORD = "testWORD_macros.doc"


def test_a_locked_document_and_an_old_one(shown: Shown) -> None:
    corpus = Path(__file__).resolve().parents[3] / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip("the corpus of real files is not here")
    document = shown(OLD_WORD, (corpus / "doc" / OLD_WORD).read_bytes())
    assert document.info.pages == () and document.info.facts["office.macros"] == "yes"
    assert (
        refused(shown, "locked.docx", (corpus / "docx" / "protected_normal_case.docx").read_bytes())
        == "evidence.encrypted"
    )
