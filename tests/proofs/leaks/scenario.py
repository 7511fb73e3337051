"""A day at the workstation, with a marker in everything that is typed, read, taken in and named."""

from __future__ import annotations

import os
import signal
import subprocess

from desktop.assessment.packs import Packs
from desktop.vault import closed, keys
from tests.journeys import steps
from tests.journeys.orders import Agent, Program
from tests.journeys.user import User
from tests.proofs.leaks import memory, papers
from tests.proofs.leaks.evidence_day import CASES_SOUGHT, EvidenceDay, go_to_case
from tests.proofs.leaks.evidence_files import NUMBERS
from tests.proofs.leaks.markers import Markers
from tests.proofs.leaks.scanner import Scanner
from tests.proofs.leaks.workplace import Workplace

INSIDE = "__import__('tests.proofs.leaks.inside', fromlist=['inside'])"
EXHIBITS = 7
HELPERS = ("desktop.evidence.decoder.main", "ui.player.main")  # a spare decoder waits; the video has its player


class Day:
    """Runs the scenario; `faults` collects what must not be, `notes` what was looked at."""

    def __init__(self, place: Workplace, markers: Markers) -> None:
        self.place = place
        self.m = markers
        self.faults: list[str] = []
        self.notes: list[str] = []
        self.vault = place.vaults / "office.collegium"
        self.room = EvidenceDay(place, markers, self.notes)
        self.secrets: memory.Secrets
        self._helpers: tuple[str, ...] = ()
        self.program: Program
        self.agent: Agent
        self.user: User

    # -- the parts of the day ---------------------------------------------------------------------------------------

    def morning(self) -> None:
        """A new vault, a case from a folder, reading, searching, citing, notes, the clipboard."""
        m, tr = self.m, self.place.user
        self.program = self.place.start()
        gate = tr(self.program.next("gate"))
        passphrase = m.phrase("passphrase")
        card = steps.create_vault(gate, self.place.vaults, "office", passphrase)
        for name, text in (("", card), (" without hyphens", card.replace("-", "")), (", its half", card[:34])):
            m.plant(f"recovery key{name}", text)
        self._know_keys(passphrase)
        self._at_desk()
        self._profile()
        self._import()
        self._search()
        self._read_and_cite()
        self._palette()

    def afternoon(self) -> None:
        """Opinion, signature, exports, the evidence room, settings, and what goes wrong; at the end a video plays."""
        self._describe_and_withdraw()
        self._opinion()
        self._sign_and_export()
        self._export_copies()
        self._settings()
        self._faults()
        self.room.spend(self.user, self.agent, self.place.export / self.m["name of the chosen export folder"])
        self.room.play(self.user)
        self._helpers = HELPERS

    def lock(self) -> None:
        """Lock, see who is left and what they know, and come back after a wrong passphrase."""
        before = self.place.living()
        self.secrets.with_a_desk(before, self.agent.pid, self._helpers)
        steps.leave(self.user, "Ctrl+L")
        agent = self.program.next("gate")
        gate = self.place.user(agent)
        gate.see(gate.tr("The vault is locked. Your drafts are saved in it."))
        if (pasted := self.place.selections()) is not None:
            held = [str(hit) for hit in Scanner(self.m).octets(pasted.encode(), "the selections of the screen")]
            self.faults += [f"after the lock: {hit}" for hit in held]
            self.notes.append("after the lock: clipboard and selection of the screen looked at")
        self.secrets.without_a_desk(self.place.living(), before, agent.pid)
        steps.unlock(gate, self.m.phrase("wrong passphrase"))
        gate.see(gate.tr(closed.WRONG.message))
        gate.enter(gate.tr("Passphrase"), self.m["passphrase"])
        typed = memory.spoken(self.m["passphrase"])
        self.secrets.control("the passphrase in the gate while it is typed", agent.pid, typed)
        gate.keys("Return")
        self._at_desk()

    def accident(self) -> None:
        """The desk is killed in the middle of an import, with a video open; what was saved before is there again."""
        user, m = self.user, self.m
        user.see(NUMBERS["video"])
        go_to_case(user, m["title of the case"])
        user.keys("F5")
        user.see("A2")
        self._note(m.cyrillic("note typed before the kill"))
        user.see(user.tr("saved {time}", time="").split()[0])
        go_to_case(user, m["title of the second case"])
        self.room.play(user)
        user.click(user.tr("Cases"))
        steps.import_folder(user, self.place.input / m["name of the folder that is imported"])
        before = self.place.living()
        os.kill(self.agent.pid, signal.SIGKILL)
        agent = self.program.next("gate")
        gate = self.place.user(agent)
        gate.focused(gate.tr("Passphrase"))
        self.secrets.without_a_desk(self.place.living(), before, agent.pid)
        steps.unlock(gate, m["passphrase"])
        self._at_desk()
        go_to_case(self.user, m["title of the case"])
        self.user.keys("F5")
        self.user.see(m["note typed before the kill"])

    def evening(self) -> None:
        steps.leave(self.user, "Ctrl+Q")
        try:
            code = self.program.process.wait(30)
        except subprocess.TimeoutExpired:
            self.faults.append(f"the program does not end; living: {self.place.living()}")
            return
        if code != 0:
            self.faults.append(f"the program ended with code {code}")

    # -- what is done -----------------------------------------------------------------------------------------------

    def _at_desk(self) -> None:
        self.agent = self.program.next("desk")
        self.user = self.place.user(self.agent)
        self.user.see(self.user.tr("Search everything"))

    def _know_keys(self, passphrase: str) -> None:
        vaults = self.place.setup.vaults()
        vault_key = vaults.unlock(self.vault, passphrase=passphrase)
        derived = keys.derive(vault_key, vaults.inspect(self.vault).vault_id)
        self.m.key("vault key", vault_key)
        self.m.key("database key", derived.database)
        self.secrets = memory.Secrets(passphrase, vault_key, derived, self.notes, self.faults)

    def _profile(self) -> None:
        m = self.m
        russian = (m.cyrillic("commission"), m.cyrillic("place of the commission"), m.cyrillic("member"), "член")
        latin = (m.latin("Latin commission"), m.latin("Latin place"), m.latin("Latin member"), "member")
        steps.name_member(self.user, *russian, *latin)

    def _import(self) -> None:
        user, m = self.user, self.m
        refused = papers.refused_folder(self.place.input, m)
        steps.import_folder(user, refused)
        user.see(m["key that is not known"].lower())
        user.click(user.tr("Put this message away"))
        folder = papers.case_folder(self.place.input, m)
        steps.import_folder(user, folder)
        user.see(m["title of the case"], str(EXHIBITS))

    def _search(self) -> None:
        user, m = self.user, self.m
        field = user.tr(CASES_SOUGHT)
        user.enter(field, m.cyrillic("words sought in the list"))
        user.see(user.tr("No case matches the search and the filters."))
        user.enter(field, m["Latin surname"])
        user.see(user.words.trn("{n} case", "{n} cases", 1))
        steps.open_case(user, m["title of the case"])
        steps.register_case(user)

    def _read_and_cite(self) -> None:
        user, m, tr = self.user, self.m, self.user.tr
        for number in range(EXHIBITS, 0, -1):
            user.click_row(tr("Exhibits"), f"A-{number:03}")
            user.see(f"A-{number:03}", "" if number > 3 else "·")
        user.painted(1)
        user.keys("Ctrl+F")
        user.write(m.latin("words sought in an exhibit"))
        user.see(tr("Not found"))
        user.enter(tr("Find in this exhibit"), m["Latin text of the PDF, page 2"])
        user.see(tr("{n} of {total}", n=1, total=1))
        user.keys("Escape", "Escape")
        user.keys("Ctrl+Home")
        user.painted(1)
        user.drag_over(m["text of the PDF, page 1"])
        user.marked(m["text of the PDF, page 1"])
        user.keys("Ctrl+C")
        user.see(user.words.trn("Copied. It stays on the clipboard for {n} second.",
                 "Copied. It stays on the clipboard for {n} seconds.", 30))  # fmt: skip
        if user.clipboard() != m["text of the PDF, page 1"]:
            self.faults.append("the copied text is not on the clipboard")
        if (pasted := self.place.selections()) is not None:
            found = m["text of the PDF, page 1"] in pasted
            note = "control: another program can paste what was copied"
            (self.notes if found else self.faults).append(note if found else f"{note}: it can not")
        steps.cite_by_mouse(user, m["text of the PDF, page 1"], "A1")
        steps.answer(user, 1, m.cyrillic("note of an answer"))
        steps.next_item(user, "A2")
        self._note(m.latin("note of a draft"))

    def _note(self, text: str) -> None:
        self.user.keys(steps.NOTE[self.user.words.language])
        self.user.focused(self.user.tr("Note"))
        self.user.write(text)
        self.user.keys("Escape")

    def _palette(self) -> None:
        user, tr = self.user, self.user.tr
        user.keys("Ctrl+K")
        user.focused(tr("A command, or words from cases and exhibits"))
        user.write(self.m.cyrillic("words sought in the palette"))
        user.see(tr("Nothing is called so."))
        user.keys("Escape", "Escape")
        user.see_no(tr("Nothing is called so."))

    def _exhibit_menu(self, number: str, entry: str) -> None:
        user = self.user
        user.click_row(user.tr("Exhibits"), number)
        user.see(number)
        user.click(user.tr("What can be done with this exhibit"))
        user.menu(user.tr(entry))

    def _describe_and_withdraw(self) -> None:
        user, m, tr = self.user, self.m, self.user.tr
        self._exhibit_menu("A-002", "Change title and description …")
        user.enter(tr("Title in Russian"), m.cyrillic("new title of an exhibit"))
        user.click(tr("Save the description"))
        user.see(tr("Saved."))
        self._exhibit_menu("A-007", "Withdraw …")
        user.enter(tr("Reason for withdrawing"), m.cyrillic("reason of a withdrawal"))
        user.click(tr("Withdraw the exhibit"))
        user.see(tr("{number} is withdrawn.", number="A-007"))

    def _opinion(self) -> None:
        user, m, tr, language = self.user, self.m, self.user.tr, self.place.language
        self.agent.do(f"{INSIDE}.settle({m.cyrillic('note of the other answers')!r})")
        user.until(lambda: self.agent.do(f"{INSIDE}.settled()"), "the other answers are given")
        user.keys("F4")
        outcomes = Packs.shipped().latest()[1]
        support = next(one for one in outcomes.outcomes if one.code == "SUPPORT").text.text(language)
        user.choose(tr("Outcome"), support[:1].upper() + support[1:])
        reason = next(one for one in outcomes.reasons if one.code == "P1")
        user.tick(f"{reason.code}  {reason.text.text(language)}")
        for part in ("Facts", "Law", "Assessment", "Operative part"):
            steps.add_paragraph(user, part, m.cyrillic(f"paragraph of the opinion: {part}"))
            if part in ("Facts", "Assessment"):
                steps.read_exhibit(user, "A-001")
                where = tr("{part}, paragraph {number}", part=tr(part), number=1)
                steps.cite_by_mouse(user, m["Latin text of the PDF, page 1"], where)
        user.see(tr("Nothing blocks signing"))

    def _sign_and_export(self) -> None:
        user, tr = self.user, self.user.tr
        pin = self.m.digits("PIN")
        user.click(tr("Sign"))
        user.see(tr("Sign the opinion"))
        steps.make_identity(user, pin)
        steps.sign(user, pin)
        folder = self.place.export / self.m.cyrillic("name of the chosen export folder")
        folder.mkdir()
        steps.export_paper(user, folder / f"{self.m.latin('name of the exported file')}.pdf")
        steps.verify(user)
        user.click(tr("Close"))

    def _export_copies(self) -> None:
        user, tr = self.user, self.user.tr
        folder = self.place.export / self.m["name of the chosen export folder"]
        self._exhibit_menu("A-001", "Export a copy …")
        user.click(tr("Choose where …"))
        user.pick_path(str(folder / "copy.pdf"))
        user.see(tr("Exported: {name}", name="copy.pdf"))
        user.keys("F2")
        user.click(tr("Export"))
        user.pick_path(str(folder / "case"))
        user.until(lambda: (folder / "case" / "case.toml").exists(), "the copy of the case")

    def _settings(self) -> None:
        user, tr = self.user, self.user.tr
        user.keys("Ctrl+,")
        user.choose(tr("Light or dark"), tr("Dark"))
        user.click(tr("Close"))
        for place in ("Audit", "Papers", "Cases"):
            user.click(tr(place))
        user.keys("Alt+0")

    def _faults(self) -> None:
        user, tr = self.user, self.user.tr
        planted = self.m.cyrillic("text quoted by a fault")
        self.agent.do(f"{INSIDE}.fault({planted!r})")
        said = "Something in the program failed. What was saved is safe; a report without case texts was written."
        user.see(tr(said))
        user.until(lambda: list((self.place.profile / "logs").glob("report-*.txt")), "a report of the fault")
        user.click(tr("Show the report"))
        user.see(tr("What failed"))
        if any(planted in text for text in user.texts()):
            self.faults.append("the report of a fault shows a case text")
        user.click(tr("Close"))
