"""A real vault with one case that lacks nothing but its signature: made once, copied for each test."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from desktop.clock import FixedClock
from desktop.jobs import InlineJobs
from desktop.paths import Paths
from desktop.services import Services, Setup, open_services
from desktop.signing.making import make_pkcs12
from desktop.vault.kdf import KdfCost, KdfPolicy
from models.views.assessment import AnswerDraft, OpinionDraft, ParagraphDraft, Value
from models.views.evidence import AdmitDraft, CitationDraft, ExhibitDetails, ExhibitView, ImagePlace, PagePlace
from models.views.register import (
    CaseDraft,
    CaseEntry,
    Citizenship,
    ConsentDraft,
    PersonDraft,
    PersonEntry,
    ProfileView,
)
from tests.once import once

PASSPHRASE = "amber tractor violin meadow"
PIN = "246810"
NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
CHEAP = KdfPolicy(floor=KdfCost(8, 1, 1), default=KdfCost(64, 1, 1))
NOTE = "Established from the exhibits on file."


@dataclass
class Place:
    """An open vault of its own."""

    folder: Path
    services: Services
    clock: FixedClock
    case_id: str
    key: bytes

    def close(self) -> None:
        self.services.close()

    def reopen(self) -> None:
        self.services.close()
        self.open_again()

    def open_again(self) -> None:
        setup = Setup(self.services.paths, self.clock, CHEAP)
        self.services = open_services(self.folder, self.key, setup, "en", InlineJobs())


def build(root: Path) -> None:
    """A settled vault under `root`: profile, registered case, two exhibits, every item answered, an opinion."""
    clock = FixedClock(NOON)
    setup = Setup(Paths.under(root / "profile").ensure(), clock, CHEAP)
    created = setup.vaults().create(root / "v.collegium", PASSPHRASE)
    services = open_services(root / "v.collegium", created.vault_key, setup, "en", InlineJobs())
    services.register.set_profile(
        ProfileView(
            commission="Вымышленная комиссия",
            commission_en="Fictional commission",
            place="г. Примерск",
            place_en="Sampletown",
            member_name="Докладчикова Мария Ивановна",
            member_name_en="Maria Dokladchikova",
            post="член комиссии",
            post_en="member of the commission",
            role="rapporteur",
        )
    )
    person = PersonDraft(
        surname_ru="Мюллер",
        given_ru="Анна",
        no_patronymic=True,
        name_ru_source="certified_translation",
        surname_lat="Müller",
        given_lat="Anna",
        birth_date="1974-05",
        citizenships=(Citizenship("DEU"), Citizenship("DDR", until="1990-10-02")),
    )
    consent = ConsentDraft(signed_on="2026-11-20", purposes=("review", "special_categories"))
    draft = CaseDraft(
        received_on="2026-11-20",
        legal_track="RVP_702",
        access_level="dsp",
        has_conviction="no",
        minor_in_case="no",
        interpreter_used="no",
        no_identity_document="no",
        no_record_paper="no",
    )
    case = services.register.create_case(CaseEntry(draft, (PersonEntry(person, (), (consent,)),))).value
    services.register.register_case(case.id)
    exhibits = _exhibits(services, case.id)
    settle(services, case.id, exhibits)
    (root / "key").write_bytes(created.vault_key)
    services.close()


def settled() -> Path:
    """The settled vault."""
    return once("settled", build)


def signer_p12() -> Path:
    """A PKCS#12 file of the rapporteur under `PIN`."""

    def make(folder: Path) -> None:
        octets = make_pkcs12("Докладчикова Мария Ивановна", "Вымышленная комиссия", PIN, NOON)
        (folder / "signer.p12").write_bytes(octets)

    return once("signer", make) / "signer.p12"


def with_papers() -> Path:
    """The same vault with the identity taken in (its PIN is kept) and two signed papers, the second English."""

    def make(folder: Path) -> None:
        place = copy(settled(), folder)
        one = place.services.identities.import_file(signer_p12().read_bytes(), PIN, keep_pin=True).value
        for _paper in range(2):
            place.services.issue.sign(place.case_id, "en", one.id)
        place.close()

    return once("with-papers", make)


def copy(source: Path, target: Path) -> Place:
    """The settled vault once more, open."""
    shutil.copytree(source, target, dirs_exist_ok=True)
    clock = FixedClock(NOON)
    setup = Setup(Paths.under(target / "profile"), clock, CHEAP)
    key = (target / "key").read_bytes()
    services = open_services(target / "v.collegium", key, setup, "en", InlineJobs())
    case_id = services.register.case("К-2026-00001").id
    return Place(target / "v.collegium", services, clock, case_id, key)


def settle(services: Services, case_id: str, exhibits: tuple[ExhibitView, ...]) -> None:
    cite = citations(exhibits)
    for view in services.assessment.checklist(case_id).items:
        if view.block:
            value: Value = "NO" if view.item.polarity == "-" else "YES"
            services.assessment.answer(case_id, view.item.id, AnswerDraft(value, NOTE, cite))
    services.assessment.save_opinion(case_id, opinion(services, cite))


def opinion(
    services: Services, cite: tuple[CitationDraft, ...], facts: str = "She was fined for a post."
) -> OpinionDraft:
    new = services.assessment.new_paragraph_id
    return OpinionDraft(
        "SUPPORT",
        ("P1",),
        (),
        (
            ParagraphDraft(new(), "facts", facts, (), cite),
            ParagraphDraft(new(), "law", "The decree applies."),
            ParagraphDraft(new(), "assessment", "The measures amount to persecution.", ("P1",), cite),
            ParagraphDraft(new(), "operative", "The rapporteur proposes the above."),
        ),
    )


def citations(exhibits: tuple[ExhibitView, ...]) -> tuple[CitationDraft, ...]:
    letter, photo = exhibits
    return (
        CitationDraft(letter.id, letter.sha256, PagePlace(2, ((100, 200, 300, 400),)), "words", number=letter.number),
        CitationDraft(photo.id, photo.sha256, ImagePlace(1, ((0, 0, 8, 8),)), number=photo.number),
    )


def _exhibits(services: Services, case_id: str) -> tuple[ExhibitView, ...]:
    paper = io.BytesIO()
    with pikepdf.new() as pdf:
        for _page in range(3):
            pdf.add_blank_page()
        pdf.save(paper)
    photo = io.BytesIO()
    Image.new("RGB", (32, 24), (90, 120, 60)).save(photo, "PNG")
    drafts = []
    for data, name, details in (
        (
            paper,
            "письмо.pdf",
            ExhibitDetails(
                "Письмо адвоката",
                "Lawyer's letter",
                form="scan",
                lang="de",
                provenance="mail",
                translation_status="certified",
            ),
        ),
        (photo, "photo.png", ExhibitDetails("Фотография", "Photograph", form="original", provenance="applicant")),
    ):
        data.seek(0)
        drafts.append(AdmitDraft(services.evidence.stage(data, name), details))
    return services.evidence.admit(case_id, drafts).value
