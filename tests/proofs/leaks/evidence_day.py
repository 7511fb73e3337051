"""The part of the proof's day that is spent in the evidence room: every viewer is used, every file holds markers."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from tests.journeys import steps
from tests.journeys.orders import Agent
from tests.journeys.user import User
from tests.proofs.leaks import evidence_files
from tests.proofs.leaks.evidence_files import NUMBERS
from tests.proofs.leaks.viewers import SKILLS, Viewers

LOOK_AGAIN = 3.0  # seconds
CASES_SOUGHT = "Number, name in either script, title, words of the summary"


def go_to_case(user: User, title: str) -> None:
    """From wherever one is; a search in the list of cases is replaced."""
    user.click(user.tr("Cases"))
    user.enter(user.tr(CASES_SOUGHT), title)
    user.see(user.words.trn("{n} case", "{n} cases", 1))
    steps.open_case(user, title)


class EvidenceDay(Viewers):
    """Works in a case of its own: takes it in, goes through all viewers, searches, keeps sources, saves papers."""

    def spend(self, user: User, agent: Agent, export: Path) -> None:
        """Through all viewers; what is let out on purpose goes into `export`."""
        self.user, self.agent, self.tr, self._folder = user, agent, user.tr, export
        self._take_in()
        self.through_all()
        self._search()
        self._sources()
        self._papers()

    def _take_in(self) -> None:
        user, m = self.user, self.m
        user.click(self.tr("Cases"))
        steps.import_folder(user, evidence_files.evidence_folder(self.place.input, m))
        user.see(m["title of the second case"], str(len(NUMBERS)))
        go_to_case(user, m["title of the second case"])
        steps.register_case(user)

    def _search(self) -> None:
        user, m, tr = self.user, self.m, self.tr
        field = tr("A command, or words from cases and exhibits")
        for sought in ("text of the letter", "paragraph of the office text", "note of an annotation"):
            user.keys("Ctrl+K")
            user.focused(field)
            self._seek(field, m[sought])
            user.row_by_keys(tr("Results"), tr("Show all results"))
            user.keys("Return")
            self._do("row_there", tr("Results"), m[sought])
        field = tr("Words, “exact phrase”, beginning*, case:, kind:, date:, lang:")
        self._seek(field, m["text of the original, page 2"])
        user.keys("Down", "Return")
        user.painted(2)

    def _seek(self, field: str, words: str) -> None:
        """Type words until what holds them has been read for the search, which goes on in the background."""

        def look() -> bool:
            self.user.enter(field, words)
            ends = time.monotonic() + LOOK_AGAIN
            while time.monotonic() < ends:
                with suppress(AssertionError):
                    return bool(self.agent.do(f"{SKILLS}.row_there({self.tr('Results')!r}, {words!r})"))
                time.sleep(0.05)  # another process must get its turn
            return False

        self.user.until(look, f"{words} are found")

    def _sources(self) -> None:
        user, m, tr = self.user, self.m, self.tr
        user.click(tr("Country information"))
        user.keys("Ctrl+N")
        user.enter(tr("Title in Russian"), m.cyrillic("Russian title of the source"))
        user.enter(tr("Title in English"), m.latin("English title of the source"))
        user.enter(tr("Publisher"), m.latin("publisher of the source"))
        user.enter(tr("Address"), f"https://{m.latin('address of the source').lower()}.example")
        user.enter(tr("Note"), m.cyrillic("note of the source"))
        ground = f"{tr('Ground')}: {tr('Is it relevant to the case?')}"
        user.enter(ground, m.cyrillic("ground of a quality of the source"))
        user.click(tr("Enter the source"))
        user.see(m["publisher of the source"])
        user.enter(tr("Title, publisher or words of the note"), m.latin("words sought in the sources"))
        user.see(tr("No source matches the search."))
        user.enter(tr("Title, publisher or words of the note"), m["note of the source"])
        user.see(m["publisher of the source"])
        user.click(tr("Attach a file"))
        user.pick_path(str(evidence_files.report(self.place.input, m)))
        user.click(tr("Use in a case"))
        user.enter(tr("Number, name or title of the case"), m["surname in the second case"])
        self._do("row_there", tr("Use the source in a case"), m["title of the second case"])
        user.click(tr("Use in this case"))
        self._do("tab", tr("Document"))
        user.painted(1)
        self._do("tab", tr("About the source"))
        user.click(tr("Record the disclosure"))
        user.enter(tr("Put to the applicant on"), "01.10.2026")
        user.click(tr("Record the day"))
        user.click_row(tr("Where it is used and relied on"), "C-001", twice=True)
        user.painted(1)

    def _papers(self) -> None:
        """The custody log of the letter with an entry made by hand, as a paper in the chosen folder."""
        user, m, tr = self.user, self.m, self.tr
        self._open(NUMBERS["mail"])
        user.painted(1)
        user.click(tr("What can be done with this exhibit"))
        user.menu(tr("Custody log"))
        user.click(tr("Verify now"))
        self._do("row_there", tr("Custody log of {number}", number=NUMBERS["mail"]), tr("Verified"))
        user.click(tr("Record …"))
        user.enter(tr("On which day"), "01.10.2026")
        user.enter(tr("To whom"), m.cyrillic("to whom the original was returned"))
        user.enter(tr("Remark"), m.latin("remark in a custody log"))
        user.click(tr("Record"))
        self._do("row_there", tr("Custody log of {number}", number=NUMBERS["mail"]), m["remark in a custody log"])
        user.click(tr("Save as a paper …"))
        user.pick_path(str(self._folder / "custody.pdf"))
        user.until((self._folder / "custody.pdf").exists, "the custody log is a paper")
        user.click(tr("Close"))
