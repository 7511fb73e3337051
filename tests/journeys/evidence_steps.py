"""Steps of a day in the evidence room, and the files that come in on that day."""

from __future__ import annotations

import shutil
from email.message import EmailMessage
from pathlib import Path

from desktop.verbs.demo.files import write_incoming
from tests.evidence.grid_files import payments
from tests.evidence.recordings import MEDIA
from tests.journeys.steps import CITE
from tests.journeys.user import User

KEYS = {"V": "М", "H": "Р", "S": "Ы", "Ctrl+J": "Ctrl+О", "Ctrl+K": "Ctrl+Л"}  # as the keyboard stands
SUBJECT = "Выписка и запись"


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


def take_in(user: User) -> None:
    """Accept what the sheet proposes for one file that was brought along."""
    user.click(user.words.trn("Take in {n} file", "Take in {n} files", 1))


def cite_here(user: User, item: str) -> None:
    user.keys(CITE[user.words.language])
    user.see(user.tr("Cited in {item}.", item=item))


def redact(user: User, number: str, words: str, count: int) -> None:
    """Black out every place of some words; the copy opens as an exhibit of its own."""
    tr = user.tr
    user.click(tr("What can be done with this exhibit"))
    user.menu(tr("Make a redacted copy …"))
    user.see(tr("Redacted copy of {number}", number=number))
    user.enter(tr("Find words to black out"), words)
    user.see(user.words.trn("{n} place", "{n} places", count))
    user.click(tr("Black out all of them"))
    user.click(tr("Make the redacted copy"))


def search(user: User, words: str, hit: str) -> None:
    """Ctrl+K, words, and the hit by the arrow keys."""
    user.keys(key(user, "Ctrl+K"))
    user.focused(user.tr("A command, or words from cases and exhibits"))
    user.write(words)
    user.row_by_keys(user.tr("Results"), hit)
    user.keys("Return")
