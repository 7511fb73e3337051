"""Office texts made on the spot, honest and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import odfdo
import pptx
from docx.oxml import parse_xml
from pptx.util import Inches

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def letter(more: Callable[[Any], None] | None = None) -> bytes:
    """A Word document: headings, a numbered list, a table, tracked changes, a comment, a text box."""
    made = docx.Document()
    made.core_properties.author, made.core_properties.title = "Нина Образцова", "Показания"
    made.add_heading("Показания свидетеля", 0)
    made.add_heading("Обстоятельства", 1)
    paragraph = made.add_paragraph("Свидетель видел ")
    paragraph.add_run("задержание").bold = True
    paragraph._p.append(parse_xml(f'<w:ins xmlns:w="{W}" w:id="1" w:author="A"><w:r><w:t> вечером</w:t></w:r></w:ins>'))
    paragraph._p.append(
        parse_xml(f'<w:del xmlns:w="{W}" w:id="2" w:author="A"><w:r><w:delText> утром</w:delText></w:r></w:del>')
    )
    made.add_paragraph("Первое", style="List Number")
    made.add_paragraph("Второе", style="List Number")
    made.add_paragraph("Прочее", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for row, texts in enumerate((("Дата", "Место"), ("03.02.2026", "Любек"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    made.add_comment(paragraph.runs, text="Проверить время", author="Секретарь", initials="С")
    made.sections[0].header.paragraphs[0].text = "Дело 42"
    if more is not None:
        more(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def slides() -> bytes:
    made = pptx.Presentation()
    for number, title in enumerate(("Хронология", "Выводы"), start=1):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = f"Пункт {number}.1\nПункт {number}.2"
        slide.notes_slide.notes_text_frame.text = f"Заметка докладчика {number}"
    table = made.slides[1].shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "лево", "право"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def open_text() -> bytes:
    made = odfdo.Document("text")
    body = made.body
    body.clear()
    body.append(odfdo.Header(1, "Протокол"))
    paragraph = odfdo.Paragraph("Начато в десять часов.")
    paragraph.insert_note(after="Начато", note_id="n1", citation="1", body="По местному времени.")
    paragraph.insert_annotation(after="часов", body="Уточнить", creator="Секретарь")
    body.append(paragraph)
    table = odfdo.Table("T", width=2, height=1)
    table.set_value((0, 0), "ячейка А")
    table.set_value((1, 0), "ячейка Б")
    body.append(table)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


RICH = (
    rb"{\rtf1\ansi\ansicpg1251\deff0{\info{\author x}{\creatim\yr2026\mo2\dy3\hr10\min20}}"
    rb"\'cf\'f0\'ee\'f2\'ee\'ea\'ee\'eb\par \u1044?\u1072?\par\trowd a\cell b\cell\row "
    rb"{\object\objemb{\*\objdata 0105}}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\par}"
)


def changed(data: bytes, **parts: str | bytes | None) -> bytes:
    """A package with parts replaced or added (None leaves one out); names write `/` as `__` and `.` as `_dot_`."""
    wanted = {name.replace("__", "/").replace("_dot_", "."): value for name, value in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, value in wanted.items():
            if value is not None:
                new.writestr(name, value)
    return out.getvalue()


def document(body: str, prolog: str = "") -> bytes:
    """A Word document with this XML in its body."""
    xml = f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return changed(letter(), word__document_dot_xml=xml)
