"""A real encrypted register with one registered case, exhibits on record, and the assessment over it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from uuid6 import uuid7

from desktop.assessment.packs import Packs
from desktop.assessment.service import Assessment
from desktop.clock import FixedClock
from desktop.register.codes import Codes
from desktop.register.service import Register
from desktop.vault import schema
from desktop.vault.keys import derive
from desktop.vault.store import Store
from models.tables.evidence import Exhibit
from models.views.assessment import AnswerDraft, OpinionDraft, ParagraphDraft, Value
from models.views.changes import Changes
from models.views.evidence import CitationDraft, PagePlace
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

NOTE = "Established from the exhibits on file."


@dataclass
class Room:
    """Everything one test needs: `case_id` is a registered case that lacks nothing but its review."""

    store: Store
    register: Register
    assessment: Assessment
    clock: FixedClock
    case_id: str
    exhibit_id: str = ""  # in a settled room: the exhibit that everything cites

    def exhibit(self, ordinal: int = 1, case_id: str = "") -> str:
        """An exhibit on record; its file does not matter here."""
        row_id = str(uuid7())
        with self.store.write("exhibit.admitted", case_id=case_id or self.case_id) as work:
            work.add(
                Exhibit(
                    id=row_id,
                    case_id=case_id or self.case_id,
                    exhibit_class="A",
                    ordinal=ordinal,
                    title_en=f"Exhibit {ordinal}",
                    lang="ru",
                    provenance="handed in",
                    file_name="a.pdf",
                    media="application/pdf",
                    format="pdf",
                    reader="pdf",
                    object_id=row_id.encode()[:16] + bytes([ordinal]),
                    object_key=bytes(32),
                    sha256=hashlib.sha256(row_id.encode()).digest(),
                    size=1,
                    admitted_at="2026-11-22T11:02:00.000Z",
                    author="Anna Test",
                )
            )
        return row_id

    def cite(self, exhibit_id: str, page: int = 3) -> CitationDraft:
        sha256 = hashlib.sha256(exhibit_id.encode()).hexdigest()
        return CitationDraft(exhibit_id, sha256, PagePlace(page, ((100, 200, 300, 400),)), "the words", number="A-001")

    def withdraw(self, exhibit_id: str) -> None:
        self.describe(exhibit_id, status="withdrawn")

    def describe(self, exhibit_id: str, **fields: object) -> Changes:
        """Change what is said of an exhibit."""
        with self.store.write("exhibit.described", case_id=self.case_id, subject=exhibit_id) as work:
            row = work.session.get(Exhibit, exhibit_id)
            assert row is not None
            for name, value in fields.items():
                setattr(row, name, value)
        assert work.changes is not None
        return work.changes

    def facts(self, **facts: str) -> None:
        view = self.register.case(self.case_id)
        fields = {**vars(view.fields), **facts}
        self.register.edit_case(self.case_id, CaseDraft(**fields))

    def settle(self, *besides: str, exhibit_id: str) -> None:
        """Answer every item so that nothing is held up, except `besides`."""
        for view in self.assessment.checklist(self.case_id).items:
            if view.applies and view.item.id not in besides:
                value: Value = "YES" if view.item.polarity == "+" else "NO"
                self.assessment.answer(self.case_id, view.item.id, AnswerDraft(value, NOTE, (self.cite(exhibit_id),)))

    def paragraph(self, part: str, text: str, *citations: CitationDraft, codes: tuple[str, ...] = ()) -> ParagraphDraft:
        return ParagraphDraft(self.assessment.new_paragraph_id(), part, text, codes, citations)  # type: ignore[arg-type]

    def opinion(self, exhibit_id: str, outcome: str = "SUPPORT", codes: tuple[str, ...] = ("P1",)) -> OpinionDraft:
        """An opinion that lacks nothing."""
        cited = self.cite(exhibit_id)
        return OpinionDraft(
            outcome,
            codes,
            (),
            (
                self.paragraph("facts", "She was convicted for a post.", cited),
                self.paragraph("law", "The convention protects her."),
                *(self.paragraph("assessment", f"On {code}.", cited, codes=(code,)) for code in codes),
                self.paragraph("operative", "The rapporteur proposes the above."),
            ),
        )

    def audit(self) -> list[str]:
        with self.store.raw() as connection:
            rows = connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq").all()
            connection.rollback()
        return [row[0] for row in rows]


def build(path: Path) -> Room:
    """A new register with the case in it."""
    room = open_room(path)
    with room.store.raw() as connection:
        schema.create(connection)
        connection.commit()
    room.register.set_profile(
        ProfileView(
            commission="Комиссия",
            commission_en="Commission",
            place="Москва",
            place_en="Moscow",
            member_name="Тестова Анна Ивановна",
            member_name_en="Anna Testova",
            post="член комиссии",
            post_en="member",
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
        citizenships=(Citizenship("DEU"),),
    )
    consent = ConsentDraft(signed_on="2026-11-20", purposes=("review", "special_categories"))
    draft = CaseDraft(
        received_on="2026-11-20",
        legal_track="RVP_702",
        has_conviction="yes",
        minor_in_case="no",
        interpreter_used="no",
        no_identity_document="no",
        no_record_paper="no",
    )
    room.case_id = room.register.create_case(CaseEntry(draft, (PersonEntry(person, (), (consent,)),))).value.id
    room.register.register_case(room.case_id)
    return room


def made() -> tuple[Path, str, str]:
    """A register with the case in it, made once: its file, the case's id, and no exhibit."""

    def make(folder: Path) -> None:
        _keep(build(folder / "register.db"), "")

    return _kept(once("case-register", make))


def settled() -> tuple[Path, str, str]:
    """The same with an exhibit, whose id comes third, and every item answered from it."""

    def make(folder: Path) -> None:
        room = build(folder / "register.db")
        exhibit = room.exhibit()
        room.settle(exhibit_id=exhibit)
        _keep(room, exhibit)

    return _kept(once("settled-register", make))


def _keep(room: Room, exhibit: str) -> None:
    room.store.close()
    room.store.path.with_name("ids").write_text(f"{room.case_id},{exhibit}")


def _kept(folder: Path) -> tuple[Path, str, str]:
    case_id, exhibit = (folder / "ids").read_text().split(",")
    return folder / "register.db", case_id, exhibit


def open_room(path: Path, case_id: str = "", exhibit_id: str = "") -> Room:
    """The room over a register file, new or copied."""
    clock = FixedClock(dt.datetime(2026, 11, 22, 11, 2, tzinfo=dt.UTC))
    store = Store(path, derive(bytes(32), bytes(16)), bytes(range(16)), clock, actor="Anna Test")
    register = Register(store, clock, Codes.shipped())
    return Room(store, register, Assessment(store, Packs.shipped(), clock), clock, case_id, exhibit_id)
