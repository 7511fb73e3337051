"""The whole main job by real clicks and keys: from an empty workstation to a signed paper that others accept."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.verbs.demo.files import write_incoming
from tests.journeys import steps
from tests.journeys.one_process import Workstation
from tests.journeys.rest import settle_the_rest

PASSPHRASE = "amber tractor violin meadow"
PIN = "371905"
LANGUAGE = "en"  # of the window in the suite; `./dev proofs journeys` goes through both
NOTES = {
    "en": "The applicant's own hand, see the marked place.",
    "ru": "Собственноручно заявителем, см. отмеченное место.",
}
PARTS = {
    "Facts": ("The court fined the applicant.", "Суд приговорил заявителя к штрафу."),
    "Law": ("The simplified procedure applies.", "Применяется упрощённый порядок."),
    "Assessment": ("The measures amount to persecution.", "Меры достигают уровня преследования."),
    "Operative part": ("To support the application.", "Поддержать обращение."),
}


@pytest.fixture(scope="session")
def incoming(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated but real files of a fictional case (the demonstration's), with `case.toml`."""
    return write_incoming(tmp_path_factory.mktemp("incoming"))[0]


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")  # lists of combo boxes, offscreen
def test_from_an_empty_workstation_to_a_verified_paper(station: Workstation, incoming: Path, tmp_path: Path) -> None:
    user, language = station.user, station.words.language
    tr = user.tr
    station.start()
    recovery_key = steps.create_vault(user, tmp_path, "Office", PASSPHRASE)
    vault = tmp_path / "Office.collegium"
    assert station.setup.vaults().unlock(vault, recovery_key=recovery_key)
    steps.name_member(
        user, "Комиссия (образец)", "г. Образцовск", "Докладова Мария Петровна", "член комиссии",
        "Commission (sample)", "Sampleton", "Maria Dokladova", "member of the commission",
    )  # fmt: skip

    steps.import_folder(user, incoming)
    user.see(tr("Taken in: {title}, {files}", title="Mustermann, учитель истории",
                files=user.words.trn("{n} file", "{n} files", 9)))  # fmt: skip
    steps.open_case(user, "Mustermann")
    steps.record_consent(user, "15.09.2026")
    number = steps.register_case(user)

    # three items by hand: one citation by mouse, one by the keyboard, one answer without
    user.see("A1")
    steps.read_exhibit(user, "A-002")
    steps.cite_by_mouse(user, "Geldstrafe", "A1")
    steps.answer(user, 1, NOTES[language])
    steps.next_item(user, "A2")
    user.keys("F6", "Home", "Return")
    user.see("A-001 ·")
    user.painted(1)
    words = steps.cite_by_keys(user, "A2")
    steps.answer(user, 1, "")
    steps.next_item(user, "A3")
    steps.answer(user, 3, NOTES[language])
    user.keys("Delete")
    user.see(tr("Answer taken back."))
    user.keys("1")
    steps.next_item(user, "A4")
    assert station.window is not None
    case_id = station.window.place()["case"]
    assert isinstance(case_id, str)
    by_hand = {view.item.id: view.answer for view in _items(station, case_id) if view.answer is not None}
    assert sorted(by_hand) == ["A1", "A2", "A3"]
    first, second = by_hand["A1"], by_hand["A2"]
    assert first.value == "YES" and first.note == NOTES[language]
    assert [c.quote for c in first.citations] == ["Geldstrafe"]
    assert [c.quote for c in second.citations] == [words]
    station.do(lambda services: settle_the_rest(services, case_id, language))
    user.see(user.words.trn("{n} open", "{n} open", 0))

    # the opinion, whole
    user.keys("F4")
    steps.choose_support(user)
    for place, (part, texts) in enumerate(PARTS.items()):
        steps.add_paragraph(user, part, texts[language == "ru"])
        if place in (0, 2):
            steps.read_exhibit(user, "A-002")
            where = tr("{part}, paragraph {number}", part=tr(part), number=1)
            steps.cite_by_mouse(user, "Geldstrafe", where)
    user.see(tr("Nothing blocks signing"))

    # signature, export, verification
    user.click(tr("Sign"))
    user.see(tr("Sign the opinion"))
    steps.make_identity(user, PIN)
    steps.sign(user, PIN)
    paper = tmp_path / "opinion.pdf"
    steps.export_paper(user, paper)
    steps.verify(user)
    user.click(tr("Close"))
    user.click(tr("Papers"))
    user.see(number)
    _judged_by_poppler(paper)


def _items(station: Workstation, case_id: str):  # type: ignore[no-untyped-def]
    assert station.services is not None
    services = station.services
    return services.jobs.database(lambda: services.assessment.checklist(case_id)).result(20).items


def _judged_by_poppler(paper: Path) -> None:
    if shutil.which("pdfsig") is None:
        print("pdfsig is not installed (poppler-utils): the exported paper was judged by the program only")
        return
    said = subprocess.run(["pdfsig", str(paper)], capture_output=True, text=True, check=False, timeout=60).stdout
    assert "Signature is Valid" in said, said
    assert "Total document signed" in said, said
