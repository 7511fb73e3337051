"""The demonstration's steps. Each can be done again: what an earlier run finished is checked, not repeated."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from mnemonic import Mnemonic

from desktop.errors import BugError
from desktop.i18n import N_, Language, Words
from desktop.jobs import InlineJobs
from desktop.services import Services, Setup, open_services
from desktop.signing.making import make_pkcs12
from desktop.signing.verifier import verify
from desktop.verbs.demo import review
from models.views.register import CaseQuery, CaseView
from models.views.signing import Verdict

PRINCIPAL = "Мустерман"  # the case that is reviewed; the other two wait in the list

README = N_(
    "This folder was made by the Collegium demonstration. Nobody in it exists.\n\n"
    "demo.collegium        the encrypted vault of a fictional commission\n"
    "demo-passphrase.txt   its passphrase, made at random for this folder\n"
    "signer.p12            the signing identity of the fictional rapporteur; its PIN is in signer-pin.txt\n"
    "signer-root.pem       the certificate that vouches for it: hand it to whoever checks the paper\n"
    "incoming              the files of three fictional cases as they were taken in\n"
    "papers                the signed opinion; check it with: collegium verify papers/FILE --trust signer-root.pem\n"
    "profile               what the workstation remembers of the vault (outside head), and nothing of the cases\n"
    "demo.json             the steps and their times\n"
)


class Place:
    """The demo folder and the names in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = folder / "demo.collegium"
        self.passphrase = folder / "demo-passphrase.txt"
        self.identity = folder / "signer.p12"
        self.pin = folder / "signer-pin.txt"
        self.root = folder / "signer-root.pem"
        self.incoming = folder / "incoming"
        self.papers = folder / "papers"
        self.profile = folder / "profile"
        self.record = folder / "demo.json"

    def is_demo(self) -> bool:
        return self.record.is_file() or not any(self.folder.iterdir())


@dataclass
class Outcome:
    """What the run did: steps with seconds, and the verifier's judgement."""

    folder: Path
    resumed: bool
    verdict: str = "undecided"
    case: str = ""
    paper: str = ""
    papers: list[str] = field(default_factory=list)
    sentences: tuple[str, ...] = ()
    steps: list[dict[str, Any]] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        return {
            "folder": str(self.folder),
            "resumed": self.resumed,
            "verdict": self.verdict,
            "case": self.case,
            "paper": self.paper,
            "papers": self.papers,
            "sentences": list(self.sentences),
            "steps": self.steps,
        }


class Demo:
    def __init__(self, place: Place, setup: Setup, words: Words, say: Callable[[str], None]) -> None:
        self.place = place
        self.setup = setup
        self.words = words
        self.say = say
        self.language: Language = words.language
        self.outcome = Outcome(place.folder, place.record.is_file())
        self._done: set[str] = set()

    def run(self) -> Outcome:
        """Do or check every step; the record is written after each, so a broken-off run goes on where it stopped."""
        place = self.place
        place.folder.mkdir(parents=True, exist_ok=True)
        if place.record.is_file():
            earlier = json.loads(place.record.read_text(encoding="utf-8"))
            self._done = {step["step"] for step in earlier["steps"]}
            self.language = earlier["language"]
        self._step("readme", N_("Say what is in the folder"), self._readme)
        self._step("vault", N_("Create the encrypted vault"), self._vault)
        services = self._timed("unlock", N_("Unlock it with the passphrase"), self._unlock)
        try:
            self._step("profile", N_("Name the commission and the rapporteur"), lambda: self._profile(services))
            self._step("incoming", N_("Write the files of three fictional cases"), self._incoming)
            self._step("import", N_("Take the cases and their evidence in"), lambda: self._import(services))
            case = self._case(services)
            self._step(
                "register",
                N_("Record consent and facts, give the case its number"),
                lambda: self._register(services, case),
            )
            reader = review.Reader(services, case.id)
            self._step("read", N_("Read every page in the isolated decoder"), reader.read_all)
            self._step(
                "answer",
                N_("Answer the checklist with citations"),
                lambda: review.answer_all(services, case.id, reader, self.language),
            )
            self._step(
                "opinion",
                N_("Write the opinion with citations"),
                lambda: review.write_opinion(services, case.id, reader, self.language),
            )
            self._step("identity", N_("Make the signing identity"), lambda: self._identity(services))
            self._step("sign", N_("Lay out, sign and keep the paper"), lambda: self._sign(services, case))
            self._step("export", N_("Export the signed paper"), lambda: self._export(services))
            self.outcome.case = services.register.case(case.id).number
            self.outcome.paper = services.issue.papers().rows[0].number
        finally:
            services.close()
        self._timed("verify", N_("Verify the exported paper"), self._verify)
        self._timed("check", N_("Check the whole vault"), self._check)
        self._record()
        return self.outcome

    # -- the steps ------------------------------------------------------------------------------------------------

    def _readme(self) -> None:
        (self.place.folder / "README.txt").write_text(self.words.tr(README), encoding="utf-8")

    def _vault(self) -> None:
        if self.place.vault.exists():
            return
        words = Mnemonic("russian" if self.language == "ru" else "english").wordlist
        passphrase = " ".join(secrets.choice(words) for _ in range(8))
        _private(self.place.passphrase, passphrase.encode() + b"\n")
        self.setup.vaults().create(self.place.vault, passphrase)

    def _unlock(self) -> Services:
        passphrase = self.place.passphrase.read_text(encoding="utf-8").rstrip("\n")
        key = self.setup.vaults().unlock(self.place.vault, passphrase=passphrase)
        return open_services(self.place.vault, key, self.setup, self.language, InlineJobs())

    @staticmethod
    def _profile(services: Services) -> None:
        services.register.set_profile(review.profile())

    def _incoming(self) -> int:
        from desktop.verbs.demo.files import write_incoming  # reportlab and Pillow, only where files are made

        return len(write_incoming(self.place.incoming))

    def _import(self, services: Services) -> int:
        if services.register.cases(CaseQuery(text=PRINCIPAL)).rows:
            return 0
        report = services.folders.import_folder(self.place.incoming)
        if report.failed:
            raise BugError(f"the demo's folders were refused: {[failed.code for failed in report.failed]}")
        return len(report.cases)

    def _case(self, services: Services) -> CaseView:
        row = services.register.cases(CaseQuery(text=PRINCIPAL)).rows[0]
        return services.register.open_case(row.id)

    @staticmethod
    def _register(services: Services, case: CaseView) -> str:
        review.record_consent(services, case)
        review.type_facts(services, services.register.case(case.id))
        if case.number:
            return case.number
        return services.register.register_case(case.id).value.number

    def _identity(self, services: Services) -> None:
        if not self.place.identity.exists():
            profile = review.profile()
            pin = "".join(secrets.choice("0123456789") for _ in range(8))
            made = make_pkcs12(profile.member_name, profile.commission, pin, self.setup.clock.now())
            _private(self.place.pin, pin.encode() + b"\n")
            _private(self.place.identity, made)
            chain = pkcs12.load_pkcs12(made, pin.encode()).additional_certs
            self.place.root.write_bytes(chain[-1].certificate.public_bytes(Encoding.PEM))
        if not services.identities.list():
            services.identities.import_file(self.place.identity.read_bytes(), self._pin())

    def _sign(self, services: Services, case: CaseView) -> str:
        identity = services.identities.list()[0]
        return services.issue.sign(case.id, self.language, identity.id, self._pin()).value.number

    def _export(self, services: Services) -> None:
        self.place.papers.mkdir(exist_ok=True)
        paper = services.issue.papers().rows[0]
        target = self.place.papers / f"opinion-{self.language}.pdf"
        if not target.exists():
            services.issue.export(paper.id, target)

    def _verify(self) -> Verdict:
        papers = sorted(self.place.papers.glob("*.pdf"))
        self.outcome.papers = [str(path) for path in papers]
        judged = [
            verify(path.read_bytes(), self.words, trust=(self.place.root.read_bytes(),), now=self.setup.clock.now())
            for path in papers
        ]
        worst = next((verdict for verdict in judged if verdict.verdict != "valid"), judged[-1])
        self.outcome.verdict = worst.verdict
        self.outcome.sentences = worst.sentences
        return worst

    def _check(self) -> int:
        vaults = self.setup.vaults()
        passphrase = self.place.passphrase.read_text(encoding="utf-8").rstrip("\n")
        report = vaults.check(self.place.vault, vaults.unlock(self.place.vault, passphrase=passphrase))
        if not report.ok:
            self.outcome.verdict = "invalid"
            self.outcome.sentences = tuple(self.words.tr(f.message, **dict(f.parameters)) for f in report.findings)
        return report.rows

    # -- how they are run -----------------------------------------------------------------------------------------

    def _step(self, name: str, title: str, work: Callable[[], object]) -> None:
        if name in self._done:
            self.outcome.steps.append({"step": name, "seconds": 0.0, "again": True})
            return
        self._timed(name, title, work)
        self._done.add(name)
        self._record()

    def _timed(self, name: str, title: str, work: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        result = work()
        took = time.perf_counter() - begun
        shown = self.words.tr(title)
        self.say(f"{shown:<64} {took:6.2f} s")
        self.outcome.steps.append({"step": name, "seconds": round(took, 3)})
        return result

    def _record(self) -> None:
        data = self.outcome.data() | {"language": self.language}
        data["steps"] = [
            *data["steps"],
            *({"step": n, "seconds": 0.0} for n in sorted(self._done) if n not in _names(data)),
        ]
        part = self.place.record.with_suffix(".part")
        part.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self.place.record)

    def _pin(self) -> str:
        return self.place.pin.read_text(encoding="utf-8").strip()


def _names(data: dict[str, Any]) -> set[str]:
    return {step["step"] for step in data["steps"]}


def _private(path: Path, content: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "wb") as file:
        file.write(content)
