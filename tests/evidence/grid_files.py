"""Workbooks and tables made on the spot, honest and hostile ones."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

import xlsxwriter

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)


def book(fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as made:
        fill(made)
    return out.getvalue()


def payments(rows: int = 40) -> bytes:
    """Two sheets: payments with dates, sums, a formula and a hyperlink; and a hidden one."""

    def fill(made: xlsxwriter.Workbook) -> None:
        day = made.add_format({"num_format": "dd.mm.yyyy"})
        sheet = made.add_worksheet("Выплаты")
        for column, head in enumerate(("Дата", "Сумма", "Получатель", "Проверено")):
            sheet.write(1, column + 1, head)
        for row in range(rows):
            sheet.write_datetime(row + 2, 1, datetime.datetime(2026, 1, 1) + datetime.timedelta(days=row), day)
            sheet.write_number(row + 2, 2, 1000.5 + row)
            sheet.write_string(row + 2, 3, f"получатель {row}, счёт 4081781{row:04}")
            sheet.write_boolean(row + 2, 4, row % 2 == 0)
        sheet.write_formula(rows + 2, 2, f"=SUM(C3:C{rows + 2})", None, 77777)
        sheet.write_url(0, 0, "https://example.org/account")
        hidden = made.add_worksheet("Alt & neu")
        hidden.hide()
        hidden.write(0, 0, 1234567890123451)
        hidden.write(2, 30, "weit rechts")

    return book(fill)


def with_a_text_box() -> bytes:
    """A sheet without cells on which a text box lies."""
    return book(lambda made: made.add_worksheet("Схема").insert_textbox("B2", "Схема переводов"))


def with_macros_and_links() -> bytes:
    plain = payments(2)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
        new.writestr("xl/embeddings/oleObject1.bin", b"OLE")
        new.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships><Relationship Id="r" Type="x/externalLinkPath" Target="file:///C:/secret.xlsx" '
            'TargetMode="External"/></Relationships>',
        )
    return out.getvalue()


def raw(sheet: str, prolog: str = "") -> bytes:
    """A workbook of one sheet with this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payments(1))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = f"{prolog}<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>".encode()
            new.writestr(name, data)
    return out.getvalue()


def swollen(data: bytes) -> bytes:
    """A package whose list says that its first member fills two gigabytes."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + (0x7FFFFFFF).to_bytes(4, "little") + data[at + 28 :]


def liar() -> bytes:
    """A sheet of 600 megabytes in a small file, whose list says that it has a thousand octets."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(payments(1))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, True, 1) as new,
    ):
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            for _ in range(600):
                file.write(b" " * (1 << 20))
    data = out.getvalue()
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46  # its entry in the list is the last
    assert data[at : at + 4] == b"PK\x01\x02"
    return data[: at + 24] + (1000).to_bytes(4, "little") + data[at + 28 :]
