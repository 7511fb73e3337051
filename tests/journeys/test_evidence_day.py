"""A day in the evidence room by real clicks and keys, in one case: mail, its attachment, a cell, a translation pair, a
mark, a still of a video, a redacted copy, a search; all of it cited, and the citations stand in the signed paper.

With the variable COLLEGIUM_PICTURES it leaves a picture of every step in the folder named there.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli import run
from desktop.services import Services
from models.views.evidence import CellPlace, ExhibitView, ImagePlace, MediaPlace, PagePlace, TextPlace
from tests.journeys import evidence_steps as day
from tests.journeys import steps
from tests.journeys.album import Album
from tests.journeys.one_process import Workstation
from tests.journeys.rest import settle_the_rest
from tests.papers.reading import whole_text
from tests.ui.kit import PASSPHRASE, made_vault

PIN = "371905"
LANGUAGE = "ru"  # of the window in the suite; `./dev proofs journeys` goes through both
MOMENT = MediaPlace(1881)  # just inside the picture that begins at 1880 ms


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")  # lists of combo boxes, offscreen
def test_a_day_in_the_evidence_room(station: Workstation, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    user, picture = station.user, Album(station)
    tr, language = user.tr, station.words.language
    vault = tmp_path / "Office.collegium"
    made_vault(station.setup, vault)
    station.start(vault)
    steps.unlock(user, PASSPHRASE)
    steps.name_member(
        user, "Комиссия (образец)", "г. Образцовск", "Докладова Мария Петровна", "член комиссии",
        "Commission (sample)", "Sampleton", "Maria Dokladova", "member of the commission",
    )  # fmt: skip
    steps.import_folder(user, day.incoming(tmp_path / "incoming"))
    user.see("letter.eml square.mp4")  # not named in case.toml, and said so
    picture("taken-in")
    user.click(tr("Close"))
    steps.open_case(user, "Mustermann")
    steps.record_consent(user, "15.09.2026")
    steps.register_case(user)
    user.see("A1")
    picture("registered")
    case_id = str(station.window.place()["case"])  # type: ignore[union-attr]
    taken = exhibits(station, case_id)
    number = {name: view.number for name, view in taken.items()}

    # a letter, and what is attached to it
    day.read(user, number["letter.eml"])
    steps.cite_by_mouse(user, "Прилагаю выписку", "A1")
    picture("letter-cited")
    user.keys(day.key(user, "Ctrl+J"))
    user.focused(tr("Attached files"))
    user.keys("Return")
    picture("attached")
    user.keys("Return")
    picture("take-attached")
    day.take_in(user)

    # the attachment is a workbook: one of its cells
    user.click_row(tr("Cells of the sheet"), "получатель 3,")
    picture("cell")
    day.cite_here(user, "A1")
    user.see("Выплаты, D6")
    picture("cell-cited")
    day.answer_yes(user, "A2")

    # original and translation side by side; a mark on the original, cited
    day.read(user, number["verdict-de.pdf"])
    picture("original")
    day.side_by_side(user)
    picture("side-by-side")
    user.drag_over("Geldstrafe")
    user.marked("Geldstrafe")
    user.keys(day.key(user, "H"))
    day.cite_here(user, "A2")
    picture("highlight-cited")
    user.keys(day.key(user, "V"))
    day.answer_yes(user, "A3")

    # a moment of the video, and its picture as an exhibit
    day.open_from_list(user, "square.mp4")
    day.to_moment(user)
    picture("moment")
    day.cite_here(user, "A3")
    user.keys(day.key(user, "S"))
    picture("take-still")
    day.take_in(user)
    user.painted(1)
    picture("still")
    day.cite_here(user, "A3")
    picture("still-cited")
    day.answer_yes(user, "A4")

    # a copy without the name
    letter = number["lawyer-letter.pdf"]
    day.read(user, letter)
    picture("lawyer")
    day.black_out(user, letter, "Mustermann", 1)
    picture("black-out")
    user.click(tr("Make the redacted copy"))
    user.see(tr("from {number}", number=letter))
    user.painted(1)
    picture("redacted")

    # what the search finds
    day.search(user, "штрафы", number["verdict-ru.pdf"])
    picture("search")
    user.keys("Return")
    user.marked("штраф")
    user.painted(1)
    picture("found")
    day.cite_here(user, "A4")
    picture("found-cited")
    day.answer_yes(user, "A5")

    # the rest of the checklist, the opinion, the signed paper
    station.do(lambda services: settle_the_rest(services, case_id, language))
    user.see(user.words.trn("{n} open", "{n} open", 0))
    user.keys("F4")
    steps.choose_support(user)
    for part, text in day.PARTS[language].items():
        steps.add_paragraph(user, part, text)
        if part == "Facts":
            day.open_from_list(user, "square.mp4")
            day.to_moment(user)
            day.cite_here(user, tr("{part}, paragraph {number}", part=tr(part), number=1))
        elif part == "Assessment":
            day.read(user, number["verdict-de.pdf"])
            steps.cite_by_mouse(user, "Geldstrafe", tr("{part}, paragraph {number}", part=tr(part), number=1))
    user.see(tr("Nothing blocks signing"))
    picture("opinion")
    user.click(tr("Sign"))
    user.see(tr("Sign the opinion"))
    steps.make_identity(user, PIN)
    picture("sign")
    steps.sign(user, PIN)
    picture("signed")
    paper, root = tmp_path / "opinion.pdf", tmp_path / "root.pem"
    steps.export_paper(user, paper)
    steps.verify(user)
    picture("verified")
    user.click(tr("Close"))

    # what stands on record, and on paper
    book, still = on_record(station, case_id, taken)
    cited(station, case_id, book, still, number)
    said = whole_text(paper.read_bytes())
    for form in day.forms(language, number, book.number, still.number):
        assert form in said, form
    root.write_bytes(station.do(lambda services: services.identities.roots())[0])
    assert run(["verify", str(paper), "--trust", str(root), "--json"], station.setup) == 0
    assert json.loads(capsys.readouterr().out)["data"]["verdict"] == "valid"


def exhibits(station: Workstation, case_id: str) -> dict[str, ExhibitView]:
    """The exhibits of the case by their files' names, in the order in which they were taken in."""
    found = station.do(lambda services: services.evidence.exhibits(case_id))
    return {view.file_name: view for view in sorted(found, key=lambda view: view.admitted_at)}


def on_record(station: Workstation, case_id: str, taken: dict[str, ExhibitView]) -> tuple[ExhibitView, ExhibitView]:
    """The three exhibits that were made of others, with their lineage; what they were made of is as it came in."""
    after = exhibits(station, case_id)
    book, still, copy = made = tuple(view for name, view in after.items() if name not in taken)
    origins = [(view.derived_how, view.derived_from) for view in made]
    names = (("attachment", "letter.eml"), ("still", "square.mp4"), ("redaction", "lawyer-letter.pdf"))
    assert origins == [(how, taken[name].id) for how, name in names]
    assert still.derived_at_place == MOMENT
    assert all(after[name].sha256 == view.sha256 for name, view in taken.items())
    assert set(station.do(lambda services: outcomes(services, case_id))) == {"matches"}
    original = taken["lawyer-letter.pdf"]
    assert words_in(station, original) == 1 and words_in(station, copy) == 0
    (black,) = station.do(lambda services: services.evidence.redactions.of(copy.id))
    assert isinstance(black.place, PagePlace) and black.place.page == 1
    for view, log in ((book, ["received", "opened"]), (original, ["received", "opened", "opened", "copied"])):
        entries = station.do(lambda services, one=view.id: services.evidence.custody(one))
        assert [entry.action for entry in entries] == log
        assert {entry.sha256 for entry in entries} == {view.sha256}
    return book, still


def outcomes(services: Services, case_id: str) -> list[str]:
    """Every sealed exhibit of the case, hashed again."""
    integrity = services.evidence.integrity
    return [integrity.examine(target).outcome for target in integrity.targets(case_id)]


def words_in(station: Workstation, exhibit: ExhibitView) -> int:
    """How often the applicant's name stands in the text of an exhibit."""

    def count(services: Services) -> int:
        with services.decoders.open(services.evidence.peek(exhibit.id), exhibit.format) as document:
            return len(document.find("Mustermann"))

    return int(station.do(count))


def cited(station: Workstation, case_id: str, book: ExhibitView, still: ExhibitView, number: dict[str, str]) -> None:
    """What the answers cite by hand, and the one annotation."""
    checklist = station.do(lambda services: services.assessment.checklist(case_id))
    answers = {view.item.id: view.answer.citations for view in checklist.items[:4] if view.answer is not None}
    (letter, cell), (fine,), (moment, frame), (found,) = (answers[item] for item in ("A1", "A2", "A3", "A4"))
    assert isinstance(letter.place, TextPlace) and letter.quote == "Прилагаю выписку"
    assert cell.exhibit_id == book.id and cell.place == CellPlace("Выплаты", "D6")
    assert cell.quote == "получатель 3, счёт 40817810003"
    assert isinstance(fine.place, PagePlace) and fine.place.page == 1 and fine.quote == "Geldstrafe"
    assert moment.place == MOMENT and (frame.exhibit_id, frame.place) == (still.id, ImagePlace(1))
    assert isinstance(found.place, PagePlace) and found.place.rects and found.quote == "штрафу"
    (mark,) = station.do(lambda services: services.evidence.annotations.of_case(case_id))
    assert (mark.number, mark.kind, mark.quote) == (number["verdict-de.pdf"], "highlight", "Geldstrafe")
    assert mark.place == fine.place
