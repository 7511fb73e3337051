"""Steps of a day in the evidence room, and the files that come in on that day."""

from __future__ import annotations

import shutil
from email.message import EmailMessage
from pathlib import Path

from desktop.verbs.demo.files import write_incoming
from tests.evidence.grid_files import payments
from tests.evidence.recordings import MEDIA
from tests.journeys.steps import CITE, answer, next_item
from tests.journeys.user import User

KEYS = {"V": "М", "H": "Р", "S": "Ы", "Ctrl+J": "Ctrl+О", "Ctrl+K": "Ctrl+Л"}  # as the keyboard stands
SUBJECT = "Выписка и запись"
PARTS = {
    "ru": {
        "Facts": "Речь на площади видна на записи.",
        "Law": "Применяется упрощённый порядок.",
        "Assessment": "Приговор вынесен за эту речь.",
        "Operative part": "Поддержать обращение.",
    },
    "en": {
        "Facts": "The recording shows the speech on the square.",
        "Law": "The simplified procedure applies.",
        "Assessment": "The judgment was passed for that speech.",
        "Operative part": "To support the application.",
    },
}


def forms(language: str, number: dict[str, str], book: str, still: str) -> tuple[str, ...]:
    """How the paper prints what was cited: a line, a cell, pages, a moment, a picture."""
    letter, verdict, translation = (number[name] for name in ("letter.eml", "verdict-de.pdf", "verdict-ru.pdf"))
    moment = f"[{number['square.mp4']}, 00:00:01]"
    if language == "ru":
        pages = (f"[{verdict}, с. 1]", f"[{translation}, с. 1]")
        return (f"[{letter}, строка 8]", f"[{book}, лист Выплаты, D6]", *pages, moment, f"[{still}]")
    pages = (f"[{verdict}, p. 1]", f"[{translation}, p. 1]")
    return (f"[{letter}, line 8]", f"[{book}, Выплаты!D6]", *pages, moment, f"[{still}]")


def key(user: User, latin: str) -> str:
    return KEYS[latin] if user.words.language == "ru" else latin


def mail(path: Path) -> Path:
    """A letter with a workbook of payments attached."""
    message = EmailMessage()
    message["Received"] = "from mx.example.net (192.0.2.7) by in.example.org; Tue, 3 Mar 2026 10:00:02 +0300"
    message["From"], message["To"] = "Анна Пример <anna@example.net>", "office@example.org"
    message["Subject"], message["Date"] = SUBJECT, "Tue, 03 Mar 2026 10:00:00 +0300"
    message.set_content("Уважаемая комиссия!\n\nПрилагаю выписку о выплатах. Запись с площади послана отдельно.\n")
    sheet = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    message.add_attachment(payments(12), maintype="application", subtype=sheet, filename="выплаты.xlsx")
    path.write_bytes(message.as_bytes())
    return path


def incoming(folder: Path) -> Path:
    """The demonstration's first case with a letter and a video beside its own files."""
    case = write_incoming(folder)[0]
    mail(case / "letter.eml")
    shutil.copyfile(MEDIA / "grey.mp4", case / "square.mp4")
    return case


def open_from_list(user: User, words: str) -> None:
    user.click_row(user.tr("Exhibits"), words)


def read(user: User, number: str) -> None:
    """Open an exhibit from the list; it is its first page that is drawn, and no longer that of another."""
    user.click_row(user.tr("Exhibits"), number)
    user.see(f"{number} ·")
    user.painted(1)


def take_in(user: User) -> None:
    """Accept what the sheet proposes for one file that was brought along."""
    user.click(user.words.trn("Take in {n} file", "Take in {n} files", 1))


def cite_here(user: User, item: str) -> None:
    user.keys(CITE[user.words.language])
    user.see(user.tr("Cited in {item}.", item=item))


def answer_yes(user: User, following: str) -> None:
    """Answer the item on which the panel stands, and on to the next."""
    answer(user, 1, "")
    next_item(user, following)


def side_by_side(user: User) -> None:
    user.see(user.tr("Side by side"))
    user.keys(key(user, "V"))
    user.see(user.tr("Pages together"))


def to_moment(user: User) -> None:
    """To the end of the video, and back picture by picture."""
    user.screened(0)
    user.keys("End")
    user.screened(1960)
    for ms in (1920, 1880):
        user.keys("Shift+Left")
        user.screened(ms)


def search(user: User, words: str, hit: str) -> None:
    """Ctrl+K, words, and the hit by the arrow keys."""
    user.keys(key(user, "Ctrl+K"))
    user.focused(user.tr("A command, or words from cases and exhibits"))
    user.write(words)
    user.row_by_keys(user.tr("Results"), hit)


def black_out(user: User, number: str, words: str, count: int) -> None:
    """Choose every place of some words for a redacted copy."""
    tr = user.tr
    user.click(tr("What can be done with this exhibit"))
    user.menu(tr("Make a redacted copy …"))
    user.see(tr("Redacted copy of {number}", number=number))
    user.enter(tr("Find words to black out"), words)
    user.see(user.words.trn("{n} place", "{n} places", count))
    user.click(tr("Black out all of them"))
