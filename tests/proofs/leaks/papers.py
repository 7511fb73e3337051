"""The files of a fictional case, with markers in their texts, their properties and their names."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import tomli_w
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop.paths import resource
from tests.proofs.leaks.markers import Markers

FONT = "LeakSerif"


def case_folder(parent: Path, m: Markers) -> Path:
    """A folder with `case.toml` and seven exhibits."""
    folder = parent / m.cyrillic("name of the folder that is imported")
    folder.mkdir()
    files = [
        _pdf(folder / f"{m.latin('file name of the PDF')}.pdf", m),
        _text(folder / f"{m.cyrillic('file name of the text')}.txt", m),
        _old_text(folder / f"{m.latin('file name of the cp1251 text')}.txt", m),
        _mail(folder / f"{m.latin('file name of the mail')}.eml", m),
        _page(folder / f"{m.latin('file name of the web page')}.html", m),
        _picture(folder / f"{m.cyrillic('file name of the picture')}.png", m),
        _table(folder / f"{m.latin('file name of the table')}.csv", m),
    ]
    person = {
        "role_in_case": "principal",
        "surname_ru": m.cyrillic("surname"),
        "given_ru": m.cyrillic("given name"),
        "patronymic_ru": m.cyrillic("patronymic"),
        "name_ru_source": "migration_card",
        "surname_lat": m.latin("Latin surname"),
        "given_lat": m.latin("Latin given name"),
        "other_names": [{"kind": "alias", "value": m.latin("other name")}],
        "sex": "F",
        "birth_date": "1985-03-02",
        "birth_country": "DEU",
        "birth_place": m.cyrillic("place of birth"),
        "citizenships": ["DEU"],
        "contact_instruction": m.cyrillic("contact instruction"),
        "consent": [
            {
                "signed_on": "2026-10-02",
                "purposes": ["review", "special_categories"],
                "note": m.cyrillic("note of the consent"),
            }
        ],
        "document": [
            {"kind": "passport", "issuing_state": "DEU", "number": m.digits("passport number"),
             "issued_on": "2021-06-01", "expires_on": "2031-05-31"}
        ],
    }  # fmt: skip
    child = {
        "role_in_case": "child",
        "surname_lat": m.latin("surname of a child"),
        "given_lat": m.latin("name of a child"),
    }
    exhibits = [
        {
            "file": file.name,
            "class": "A",
            "title_ru": m.cyrillic(f"Russian title of exhibit {number}"),
            "title_en": m.latin(f"English title of exhibit {number}"),
            "form": "scan",
            "lang": "ru",
            "provenance": m.cyrillic(f"provenance of exhibit {number}"),
        }
        for number, file in enumerate(files, start=1)
    ]
    case = {
        "title": m.cyrillic("title of the case"),
        "summary": m.cyrillic("summary of the case"),
        "received_on": "2026-10-02",
        "legal_track": "RVP_702",
    }
    listed = {"format": 1, "case": case, "person": [person, child], "exhibit": exhibits}
    (folder / "case.toml").write_text(tomli_w.dumps(listed), encoding="utf-8")
    return folder


def refused_folder(parent: Path, m: Markers) -> Path:
    """A folder whose `case.toml` is refused: the report quotes what stands in it."""
    folder = parent / m.latin("name of the folder that is refused")
    folder.mkdir()
    key = m.latin("key that is not known").lower()
    (folder / "case.toml").write_text(f'format = 1\n[case]\n{key} = "x"\n[[person]]\nsurname_lat = "Muster"\n', "utf-8")
    return folder


def _pdf(path: Path, m: Markers) -> Path:
    pdfmetrics.registerFont(TTFont(FONT, str(resource("fonts", "PTF55F.ttf"))))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle(m.latin("title property of the PDF"))
    for number in range(1, 4):
        canvas.setFont(FONT, 15)
        canvas.drawString(72, 760, m.cyrillic(f"text of the PDF, page {number}"))
        canvas.drawString(72, 700, m.latin(f"Latin text of the PDF, page {number}"))
        for line in range(20):
            canvas.drawString(72, 660 - 24 * line, "Далее следует обычный текст документа, строка за строкой.")
        canvas.showPage()
    canvas.save()
    return path


def _text(path: Path, m: Markers) -> Path:
    middle = "Обычная строка.\n" * 400
    path.write_text(
        f"{m.cyrillic('beginning of the text')}\n{middle}{m.latin('middle of the text')}\n{middle}"
        f"{m.cyrillic('end of the text')}\n",
        "utf-8",
    )
    return path


def _old_text(path: Path, m: Markers) -> Path:
    path.write_bytes(
        f"Письмо. {m.cyrillic('text in cp1251')}. Конец письма, который ничего не добавляет.\n".encode("cp1251")
    )
    return path


def _mail(path: Path, m: Markers) -> Path:
    mail = EmailMessage()
    mail["Subject"] = m.cyrillic("subject of the mail")
    mail["From"] = f"{m.latin('sender of the mail')} <sender@example.org>"
    mail["To"] = "office@example.org"
    mail.set_content(f"{m.cyrillic('text of the mail')}\n")
    path.write_bytes(mail.as_bytes())
    return path


def _page(path: Path, m: Markers) -> Path:
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>{m.cyrillic('title of the web page')}</title>"
        f"<p>{m.latin('text of the web page')}<img src='http://192.0.2.1/{m.latin('address in the web page')}.png'>",
        "utf-8",
    )
    return path


def _picture(path: Path, m: Markers) -> Path:
    properties = PngInfo()
    properties.add_itxt("Comment", m.cyrillic("property of the picture"))
    Image.effect_noise((480, 320), 60).convert("RGB").save(path, "PNG", pnginfo=properties)
    return path


def _table(path: Path, m: Markers) -> Path:
    path.write_text(f"name;place\n{m.cyrillic('cell of the table')};{m.latin('other cell of the table')}\n", "utf-8")
    return path
