"""Every viewer of the evidence room is used as a reader uses it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from desktop.errors import KnownError
from desktop.evidence.tesseract import Tesseract
from tests.journeys import evidence_steps as room
from tests.journeys.orders import Agent
from tests.journeys.user import User
from tests.proofs.leaks.evidence_files import NUMBERS
from tests.proofs.leaks.markers import Markers
from tests.proofs.leaks.workplace import Workplace

SKILLS = "__import__('tests.proofs.leaks.skills', fromlist=['skills'])"
LONG_WORD = re.compile(r"[^\W\d_]{10,}")


class Viewers:
    """`notes` are the day's; `through_all` leaves papers in the chosen folder."""

    def __init__(self, place: Workplace, markers: Markers, notes: list[str]) -> None:
        self.place = place
        self.m = markers
        self.notes = notes
        self.user: User
        self.agent: Agent
        self.tr: Any
        self._folder: Path

    def through_all(self) -> None:
        self._mail_and_workbook()
        self._chat_and_annotations()
        self._page()
        self._archive_and_office()
        self._photograph()
        self._video()
        self._scan()
        self._program()
        self._pair()
        self._redact()

    def play(self, user: User) -> None:
        """Leave the video playing."""
        user.click_row(user.tr("Exhibits"), NUMBERS["video"])
        user.screened(0)
        user.keys("Space")
        user.see("00:00:01 / 00:00:02")

    def _do(self, skill: str, *arguments: str | int) -> Any:
        """A skill of this proof's own, with patience."""
        given = ", ".join(map(repr, arguments))
        return self.user.until(lambda: self.agent.do(f"{SKILLS}.{skill}({given})"), f"{skill}({given})")

    def _open(self, number: str) -> None:
        self.user.click_row(self.tr("Exhibits"), number)

    def _mail_and_workbook(self) -> None:
        user, m, tr = self.user, self.m, self.tr
        self._open(NUMBERS["mail"])
        user.painted(1)
        user.drag_over(m["text of the letter"])
        user.marked(m["text of the letter"])
        user.keys("Ctrl+J")
        user.focused(tr("Attached files"))
        user.keys("Return", "Return")
        room.take_in(user)
        user.click_row(tr("Cells of the sheet"), m["cell of the workbook"])
        user.see(m["cell of the workbook"])
        room.cite_here(user, "A1")
        user.keys("Ctrl+C")
        user.until(lambda: m["cell of the workbook"] in user.clipboard(), "the cell is on the clipboard")
        user.keys("Ctrl+F")
        user.enter(tr("Find in this exhibit"), m.cyrillic("words sought in the workbook"))
        user.see(tr("Not found"))
        user.keys("Escape")

    def _chat_and_annotations(self) -> None:
        user, m, tr = self.user, self.m, self.tr
        self._open(NUMBERS["chat"])
        user.painted(1)
        user.drag_over(m["message of the chat"])
        user.marked(m["message of the chat"])
        user.keys("H")
        self._do("unmarked")
        user.drag_over(m["sender in the chat"])
        self._note("note of an annotation", "N")
        user.keys("Shift+F9")
        self._do("row_there", tr("Annotations"), m["note of an annotation"])
        user.enter(tr("Search the annotations"), m.latin("words sought in the annotations"))
        user.click(tr("Colours and tags …"))
        user.enter(tr("{colour} means", colour=tr("Yellow")), m.cyrillic("meaning of a colour"))
        user.enter(tr("Tags, one a line"), m.cyrillic("name of a tag"))
        user.click(tr("Save the lists"))
        user.enter(tr("Search the annotations"), m["note of an annotation"])
        self._do("row_there", tr("Annotations"), m["note of an annotation"])
        user.click(tr("List as a paper …"))
        user.click(tr("Choose where …"))
        user.pick_path(str(self._folder / "annotations.pdf"))
        user.see(tr("Written: {name}", name="annotations.pdf"))
        self._do("tab", tr("Bookmarks"))
        user.click(tr("New folder"))
        user.write(m.latin("name of a folder of bookmarks"))
        user.keys("Return")
        self._do("tab", tr("Annotations"))
        user.keys("Shift+F9")
        user.painted(1)
        user.drag_over(m["other sender in the chat"])
        user.keys("Ctrl+D")
        user.see(tr("Bookmarked: {title}", title=m["other sender in the chat"]))

    def _note(self, name: str, key: str) -> None:
        user = self.user
        user.keys(key)
        user.focused(self.tr("What you note"))
        user.write(self.m.cyrillic(name))
        user.click(self.tr("Keep the annotation"))

    def _page(self) -> None:
        self._open(NUMBERS["page"])
        self.user.painted(1)
        self.user.drag_over(self.m["heading of the saved page"])
        self.user.marked(self.m["heading of the saved page"])

    def _archive_and_office(self) -> None:
        user, m, tr = self.user, self.m, self.tr
        self._open(NUMBERS["archive"])
        user.enter(tr("Show members whose names hold …"), m["name of the member"])
        user.click_row(tr("Members of the archive"), m["name of the member"])
        user.keys("Ctrl+J")
        room.take_in(user)
        user.painted(1)
        user.drag_over(m["paragraph of the office text"])
        user.marked(m["paragraph of the office text"])
        room.cite_here(user, "A1")

    def _photograph(self) -> None:
        user, tr = self.user, self.tr
        self._open(NUMBERS["photograph"])
        user.painted(1)
        user.keys("Alt+Return")
        user.see(self.m["EXIF camera of the photograph"])
        user.click(tr("Close"))
        self._note("note on the photograph", "N")

    def _video(self) -> None:
        user, m, tr = self.user, self.m, self.tr
        self.play(user)
        user.see("00:00:02 / 00:00:02")
        user.keys("Home")
        self._do("at_rest", 0)
        user.click_row(tr("Lines"), m["first line of the subtitles"])
        user.keys("Ctrl+C")
        user.until(lambda: m["first line of the subtitles"] in user.clipboard(), "the line is on the clipboard")
        user.keys("Return")
        self._do("at_rest", 400)
        user.click(tr("Next picture"))
        self._do("at_rest", 440)
        user.click(tr("Mark from here"))
        user.click(tr("Next picture"))
        self._do("at_rest", 480)
        user.click(tr("Mark up to here"))
        self._note("note on a span of the video", "N")
        user.click(tr("Take this picture in as an exhibit"))
        room.take_in(user)
        user.painted(1)

    def _scan(self) -> None:
        user, tr = self.user, self.tr
        try:
            Tesseract().engine()
        except KnownError as error:
            self.notes.append(f"no scan was read by machine: {error.message(user.words)}")
            return
        self._open(NUMBERS["scan"])
        user.painted(1)
        user.keys("Shift+F7")
        said = tr("Machine-read ({program}; {languages}): compare with the picture before you rely on it.",
                  program="Tesseract", languages="")  # fmt: skip
        user.see(said.partition("Tesseract")[0])
        read = LONG_WORD.findall(self._do("page_text"))
        for at, word in enumerate(word for word in read if word.casefold() != "приговор"):
            self.m.plant(f"word {at + 1} read by machine", word)
        self.notes.append(f"{len(read)} long words read by machine and planted")

    def _program(self) -> None:
        user, tr = self.user, self.tr
        self._open(NUMBERS["program"])
        user.click(tr("Show its octets"))
        user.focused(tr("Octets of the file"))
        user.keys("Ctrl+F")
        user.enter(tr("Find in this exhibit"), self.m["octets of the program"])
        user.see(user.words.trn("{n} octet marked", "{n} octets marked", len(self.m["octets of the program"])))
        user.keys("Escape")

    def _pair(self) -> None:
        user, m, tr = self.user, self.m, self.tr
        self._open(NUMBERS["original"])
        user.painted(1)
        user.keys("V")
        user.see(tr("Pages together"))
        user.see(m["translator"])
        user.painted(1)
        user.drag_over(m["text of the original, page 1"])
        self._note("doubt about the translation", "D")
        user.painted(1)
        user.keys("V")
        user.see_no(tr("Pages together"))

    def _redact(self) -> None:
        user, m, tr = self.user, self.m, self.tr
        number = NUMBERS["translation"]
        self._open(number)
        user.painted(1)
        user.click(tr("What can be done with this exhibit"))
        user.menu(tr("Make a redacted copy …"))
        user.enter(tr("Reason"), m.cyrillic("reason of a redaction"))
        user.enter(tr("Find words to black out"), m["text of the translation, page 1"])
        user.see(user.words.trn("{n} place", "{n} places", 1))
        user.click(tr("Black out all of them"))
        user.click(tr("Make the redacted copy"))
        user.see(tr("from {number}", number=number))
        user.painted(1)
