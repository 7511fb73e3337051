"""A vault with a case, the room over it, and decoders that are shared by all tests of the room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.clock import FixedClock
from desktop.evidence.decoding import Decoders, Document
from desktop.evidence.service import Evidence
from desktop.register.codes import Codes
from desktop.register.service import Register
from desktop.vault.opened import OpenVault
from models.views.evidence import AdmitDraft, ExhibitDetails, ExhibitView
from models.views.register import CaseDraft, CaseEntry, Citizenship, PersonDraft, PersonEntry
from tests.evidence import files
from tests.vault.cheap import NOON, Place, copy_of_one, vault

__all__ = ["vault"]

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


class Octets:
    """An exhibit without a vault."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)
        self.closed = False

    def read(self, position: int, count: int) -> bytes:
        return self.data[position : position + count]

    def close(self) -> None:
        self.closed = True


@pytest.fixture(scope="session")
def decoders() -> Iterator[Decoders]:
    made = Decoders(keep_warm=False)
    yield made
    made.close()


@pytest.fixture(scope="session")
def large_photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """81 million pixels: more than may be decoded at full size."""
    return files.photo(tmp_path_factory.mktemp("photo") / "large.jpg", (9000, 9000), quality=30)


@pytest.fixture
def open_file(decoders: Decoders) -> Iterator[Callable[..., Document]]:
    """Open a file of the disk in a decoder; closed at the end of the test."""
    opened: list[Document] = []

    def work(path: Path, password: str | None = None, kind: str | None = None) -> Document:
        document = decoders.open(Octets(path.read_bytes()), kind, password)
        opened.append(document)
        return document

    yield work
    for document in opened:
        document.close()


@dataclass
class Room:
    evidence: Evidence
    register: Register
    case_id: str
    place: Place
    vault: OpenVault

    def admit(self, path: Path, **details: object) -> ExhibitView:
        staged = self.evidence.stage(path)
        said = ExhibitDetails(**{"title_en": "Verdict", "provenance": "from the applicant", **details})  # type: ignore[arg-type]
        return self.evidence.admit(self.case_id, [AdmitDraft(staged, said)]).value[0]

    def objects(self) -> set[Path]:
        """Every sealed file in the vault, unfinished ones too."""
        return {path for path in self.vault.objects.folder.rglob("*") if path.is_file()}


def new_case(register: Register) -> str:
    person = PersonDraft(surname_lat="MUELLER", given_lat="ANNA", citizenships=(Citizenship("DEU"),))
    return register.create_case(CaseEntry(CaseDraft(received_on="2026-11-20"), (PersonEntry(person),))).value.id


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A vault with one case."""
    return copy_of_one(
        "with-case", tmp_path, lambda made: new_case(Register(made.store, FixedClock(NOON), Codes.shipped()))
    )


@pytest.fixture
def room(place: Place, vault: OpenVault, decoders: Decoders) -> Room:
    register = Register(vault.store, place.clock, Codes.shipped())
    evidence = Evidence(vault, decoders, place.clock)
    return Room(evidence, register, register.cases().rows[0].id, place, vault)
