"""Files for the pictures of the evidence room: the demonstration's first case with a file of every other kind.

Everything is made here or by the tests' makers of files; the recording is drawn by Pillow and put together by ffmpeg
where there is one, else it is a grey second of the tests' own.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pptx
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

from desktop.paths import resource
from desktop.verbs.demo.files import write_incoming
from tests.evidence import archive_files, files, flow_files, grid_files, office_files

SIZE = (960, 540)
SECONDS, RATE = 24, 10
SUBTITLES = (
    (0, 5, "Площадь перед ратушей, объявление о начале собрания."),
    (5, 11, "Учитель выходит к микрофону и читает текст."),
    (11, 17, "«Мы требуем прекратить поставки оружия»."),
    (17, 24, "Полиция просит всех разойтись."),
)
OUTLINE = (
    ("Заявление", 1, ("О себе", "О преследовании")),
    ("Приложения", 3, ("Опись", "Переводы")),
    ("Подпись", 5, ()),
)
LETTER = (
    "Уважаемая комиссия!\n\nНаправляю повестку участкового суда и мою переписку с полицией за март.\n"
    "Оригинал повестки у меня на руках, могу показать его на заседании.\n\n> Когда вы её получили?\n"
    "3 марта, по почте, конверт сохранился.\n\nС уважением,\nЙонас Мустерман\n"
)
NEWS = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Учителя судят за речь на площади</title>
<script>track()</script></head><body><h1>Учителя судят за речь на площади</h1><p>3 марта 2026 года участковый суд
Мустерштадта начал рассматривать дело преподавателя истории, который выступил на собрании.</p>
<h2>Что говорит защита</h2>
<p>По словам адвоката, <b>речь длилась четыре минуты</b> и не содержала призывов к насилию. Подробности —
<a href="https://example.org/news/15">в прежней заметке</a>.</p><table><tr><th>Дата</th><th>Событие</th></tr>
<tr><td>09.05.2025</td><td>Собрание на площади</td></tr><tr><td>12.09.2025</td><td>Увольнение</td></tr></table>
<img src="https://example.org/photo.jpg" alt="Площадь"></body></html>"""


def material(folder: Path) -> Path:
    """The case's folder, ready to be taken in."""
    case = write_incoming(folder)[0]
    _letter(case / "Письмо заявителя.eml")
    flow_files.telegram(case / "Переписка.json", 40)
    (case / "Выписка по счёту.xlsx").write_bytes(grid_files.book(_payments))
    (case / "Объяснение.docx").write_bytes(office_files.letter())
    (case / "Доклад.pptx").write_bytes(_slides())
    (case / "Заметка.html").write_text(NEWS, encoding="utf-8")
    (case / "Материалы.zip").write_bytes(archive_files.bad_zip())
    (case / "Справка.zip").write_bytes(_plain_zip())
    (case / "Неизвестный файл.bin").write_bytes(b"PRIV" + bytes(range(256)) * 40)
    _square(case / "Площадь.mp4")
    told = (f"{n}\n{_time(a)} --> {_time(b)}\n{text}\n" for n, (a, b, text) in enumerate(SUBTITLES, start=1))
    (case / "Площадь.srt").write_text("\n".join(told), encoding="utf-8")
    _photograph(case / "Фото с телефона.jpg")
    _outlined(case / "Жалоба.pdf")
    files.encrypted(case / "Закрытый.pdf", "klein")
    _sheets(case / "Факс.tif")
    return case


def _time(second: int) -> str:
    return f"00:00:{second:02},000"


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", "PTS55F.ttf")), size)


def _scene(at: float, size: tuple[int, int] = SIZE) -> Image.Image:
    """The square in front of a town hall; clouds and people move with `at` (0 to 1)."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture = Image.blend(picture, Image.new("RGB", size, "#b9d4ec"), 0.75)
    pen, (width, height) = ImageDraw.Draw(picture), size
    u = width / 960
    for number in range(3):
        x = (at * 200 + number * 340) * u % (width + 200 * u) - 100 * u
        pen.ellipse((x, (40 + 30 * number) * u, x + 170 * u, (85 + 30 * number) * u), fill="#eef4fa")
    pen.rectangle((0, 330 * u, width, height), fill="#a79c8c")
    pen.rectangle((260 * u, 150 * u, 700 * u, 340 * u), fill="#c98f62")
    pen.polygon(((240 * u, 150 * u), (720 * u, 150 * u), (480 * u, 60 * u)), fill="#7d3f30")
    pen.rectangle((455 * u, 30 * u, 505 * u, 120 * u), fill="#b87a50")
    for column in range(7):
        for row in range(2):
            left, top = (285 + column * 60) * u, (175 + row * 65) * u
            pen.rectangle((left, top, left + 30 * u, top + 42 * u), fill="#51606f")
    pen.rectangle((450 * u, 270 * u, 510 * u, 340 * u), fill="#4a3427")
    crowd = random.Random(7)
    for _ in range(60):
        x, y = crowd.uniform(60, 900), crowd.uniform(380, 500)
        x += 14 * (crowd.random() - 0.5) * at
        tint = crowd.choice(("#35465a", "#6b3b3b", "#2f4a38", "#584a6e", "#333333"))
        pen.ellipse(((x - 9) * u, (y - 44) * u, (x + 9) * u, (y - 26) * u), fill="#e0b899")
        pen.rounded_rectangle(((x - 13) * u, (y - 26) * u, (x + 13) * u, (y + 26) * u), 8 * u, fill=tint)
    return picture


def _frames() -> Iterator[bytes]:
    for number in range(SECONDS * RATE):
        yield _scene(number / (SECONDS * RATE)).tobytes()


def _square(path: Path) -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        from tests.evidence.recordings import MEDIA

        shutil.copyfile(MEDIA / "grey.mp4", path)
        return
    sound = "aevalsrc='0.5*sin(2*PI*(180+60*sin(t))*t)*abs(sin(2.2*t))*(0.4+0.6*abs(sin(0.5*t)))'"
    command = [
        program, "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{SIZE[0]}x{SIZE[1]}", "-r", str(RATE),
        "-i", "-", "-f", "lavfi", "-t", str(SECONDS), "-i", sound, "-pix_fmt", "yuv420p", "-c:v", "libx264",
        "-c:a", "aac", "-shortest", "-y", str(path),
    ]  # fmt: skip
    subprocess.run(command, input=b"".join(_frames()), check=True)


def _photograph(path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Beispiel", "Kamera 5", "2025:05:09 15:42:10"
    exif[0x0112] = 1
    exif[0x8825] = {1: "N", 2: (51.0, 3.0, 12.5), 3: "E", 4: (13.0, 44.0, 20.0)}
    _scene(0.4, (1600, 1067)).save(path, "JPEG", quality=90, exif=exif)


def _sheets(path: Path) -> None:
    pages = []
    for number in range(1, 4):
        page = Image.new("1", (1240, 1754), 1)
        pen = ImageDraw.Draw(page)
        pen.text((140, 120), f"ФАКС · лист {number} из 3", font=_font(40), fill=0)
        for line in range(30):
            pen.text(
                (140, 240 + 46 * line),
                f"{line + 1}. Сведения о вручении повестки, строка {line + 1}.",
                font=_font(28),
                fill=0,
            )
        pages.append(page)
    pages[0].save(path, "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(150, 150))


def _outlined(path: Path) -> None:
    from tests.ui.evidence.files import verdict

    with pikepdf.open(io.BytesIO(verdict(6))) as pdf:
        with pdf.open_outline() as outline:
            for title, page, below in OUTLINE:
                item = pikepdf.OutlineItem(title, page - 1)
                item.children.extend(pikepdf.OutlineItem(one, page - 1 + n) for n, one in enumerate(below))
                outline.root.append(item)
        pdf.save(path)


def _letter(path: Path) -> None:
    message = EmailMessage()
    message["Received"] = (
        "from mx.example.net (mx.example.net [192.0.2.7]) by in.example.org; Tue, 3 Mar 2026 10:00:02 +0300"
    )
    message["From"], message["To"] = "Йонас Мустерман <jonas@example.net>", "office@example.org"
    message["Subject"], message["Date"] = "Повестка от 3 марта", "Tue, 03 Mar 2026 10:00:00 +0300"
    message.set_content(LETTER)
    buffer = io.BytesIO()
    _scene(0.8, (800, 534)).save(buffer, "JPEG")
    message.add_attachment(flow_files.PDF, maintype="application", subtype="pdf", filename="Повестка.pdf")
    message.add_attachment(buffer.getvalue(), maintype="image", subtype="jpeg", filename="Конверт.jpg")
    path.write_bytes(message.as_bytes())


def _payments(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet("Операции")
    day, head = made.add_format({"num_format": "dd.mm.yyyy"}), made.add_format({"bold": True})
    sheet.write_row(0, 0, ("Дата", "Сумма, EUR", "Получатель", "Назначение"), head)
    sheet.set_column(0, 1, 12)
    sheet.set_column(2, 3, 26)
    kinds = (("Аренда", "жильё"), ("Адвокат", "защита по делу 14 Ds 302"), ("Касса суда", "штраф, часть"))
    for number in range(40):
        to, why = kinds[number % 3]
        sheet.write_datetime(number + 1, 0, dt.datetime(2025, 6 + number // 8, 1 + number % 8 * 3), day)
        sheet.write_number(number + 1, 1, 120 + 37.5 * (number % 11))
        sheet.write_string(number + 1, 2, to)
        sheet.write_string(number + 1, 3, why)
    made.add_worksheet("Остатки").write(0, 0, "Остаток на 02.10.2025: 0,00")


def _slides() -> bytes:
    made = pptx.Presentation()
    for title, points in (
        ("Положение преподавателей", ("С 2022 года возбуждено 14 дел", "Шесть приговоров, все с денежным штрафом")),
        ("Выводы", ("Преследование систематично", "Защита внутри страны недоступна")),
    ):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(points)
        slide.notes_slide.notes_text_frame.text = "Источник назвать устно."
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Письма/Письмо 1.txt", "Текст письма. " * 400)
        archive.writestr("Письма/Письмо 2.txt", "Ответ. " * 90)
        archive.writestr("Справка с места работы.pdf", flow_files.PDF)
    return out.getvalue()
