"""A real vault with a real case and real exhibits, read through the real decoder, shown in real widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.clock import FixedClock
from desktop.evidence.decoding import Decoders
from desktop.evidence.service import Evidence
from desktop.jobs import ThreadJobs
from desktop.register.codes import Codes
from desktop.register.service import Register
from desktop.vault.opened import OpenVault
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView
from models.views.register import CaseDraft, CaseEntry, Citizenship, PersonDraft, PersonEntry
from tests.ui.evidence import files
from tests.ui.kit import plain_context
from tests.vault.cheap import NOON, copy_of_one
from ui.context import Context
from ui.evidence.evidence_pane import EvidencePane

PROVENANCE = "From the applicant's lawyer, by post"


@dataclass
class Room:
    """One open vault with its case; `ids` names its exhibits by their files."""

    vault: OpenVault
    evidence: Evidence
    register: Register
    decoders: Decoders
    jobs: ThreadJobs
    case_id: str
    folder: Path
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def services(self) -> SimpleNamespace:
        return SimpleNamespace(
            evidence=self.evidence, register=self.register, decoders=self.decoders, vault=self.vault, jobs=self.jobs
        )

    def exhibit(self, name: str) -> ExhibitView:
        return self.jobs.database(lambda: self.evidence.exhibit(self.ids[name])).result()

    def custody(self, name: str) -> list[str]:
        """The actions in an exhibit's custody log."""
        entries = self.jobs.database(lambda: self.evidence.custody(self.ids[name])).result()
        return [entry.action for entry in entries]

    def sealed(self) -> int:
        """How many objects lie in the vault."""
        return sum(1 for path in (self.vault.folder / "objects").rglob("*") if path.is_file())

    def admit(self, path: Path) -> None:
        staged = self.evidence.stage(path)
        details = ExhibitDetails(title_en=path.stem.title(), provenance=PROVENANCE)
        admitted = self.jobs.database(lambda: self.evidence.admit(self.case_id, [AdmitDraft(staged, details)])).result()
        self.ids[path.name] = admitted.value[0].id


def _case(vault: OpenVault) -> None:
    person = PersonDraft(surname_lat="EXAMPLE", given_lat="ANNA", citizenships=(Citizenship("DEU"),))
    entry = CaseEntry(CaseDraft(received_on="2026-11-20"), (PersonEntry(person),))
    Register(vault.store, FixedClock(NOON), Codes.shipped()).create_case(entry)


def make_room(root: Path, decoders: Decoders, jobs: ThreadJobs) -> Room:
    def build() -> Room:
        place = copy_of_one("with-example", root, _case)
        vault = place.open()
        codes = Codes.shipped()
        register = Register(vault.store, place.clock, codes)
        evidence = Evidence(vault, decoders, place.clock, codes)
        return Room(vault, evidence, register, decoders, jobs, register.cases().rows[0].id, root)

    return jobs.database(build).result()


@pytest.fixture(scope="session")
def decoders() -> Iterator[Decoders]:
    made = Decoders()
    yield made
    made.close()


@pytest.fixture(scope="session")
def jobs() -> Iterator[ThreadJobs]:
    made = ThreadJobs()
    yield made
    made.close()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, decoders: Decoders, jobs: ThreadJobs) -> Iterator[Room]:
    """A vault with one exhibit of each kind, for tests that only read."""
    root = tmp_path_factory.mktemp("library")
    room = make_room(root, decoders, jobs)
    for path in files.write_all(root / "incoming").values():
        room.admit(path)
    yield room
    jobs.database(room.vault.close).result()


@pytest.fixture
def room(tmp_path: Path, decoders: Decoders, jobs: ThreadJobs) -> Iterator[Room]:
    """An empty case of one's own, for tests that change it."""
    made = make_room(tmp_path, decoders, jobs)
    yield made
    jobs.database(made.vault.close).result()


@pytest.fixture
def ctx(library: Room, qtbot: QtBot) -> Context:
    return plain_context(services=library.services, jobs=library.jobs)


Show = Callable[[str], EvidencePane]


@pytest.fixture
def pane(ctx: Context, qtbot: QtBot) -> Iterator[EvidencePane]:
    made = EvidencePane(ctx)
    made.resize(584, 640)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_exhibit()


@pytest.fixture
def show(pane: EvidencePane, library: Room, qtbot: QtBot) -> Show:
    """Open an exhibit by its file name and wait until its first page is drawn and read."""

    def open_it(name: str) -> EvidencePane:
        pane.show_exhibit(library.ids[name])
        settle(qtbot, pane)
        return pane

    return open_it


def settle(qtbot: QtBot, pane: EvidencePane) -> None:
    """Wait until nothing is asked of the decoder and the page one is on has been read."""

    def quiet() -> bool:
        if pane.stack.currentWidget() is pane.card:
            return True
        source, loader = pane.viewer.source, pane.canvas.loader
        if source is None or loader is None:
            return False
        read = source.words_here(pane.canvas.page) is not None
        return loader.idle and read and (source.draws_itself or pane.canvas.cache.get(pane.canvas.page) is not None)

    qtbot.waitUntil(quiet, timeout=10_000)
    pane.canvas.viewport().repaint()
    qtbot.waitUntil(quiet, timeout=10_000)


def sheet_of(widget: QWidget, kind: type) -> QWidget:
    """The open sheet of a kind."""
    found = [child for child in widget.window().findChildren(kind) if child.isVisible()]
    assert found, f"no open {kind.__name__}"
    return found[-1]
