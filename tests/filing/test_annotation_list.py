"""A list of annotations on paper: places, notes, both languages; never private ones of others; logged."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf.pdfa
import pytest

from desktop.errors import KnownError
from desktop.evidence.annotations import GONE
from desktop.filing.annotation_list import AnnotationLists
from desktop.i18n import Words
from desktop.papers.annotations import lay_out
from models.views.annotations import AnnotationDraft
from models.views.annotations_paper import AnnotationLine, AnnotationsPaper
from models.views.evidence import PagePlace, WholePlace
from models.views.papers import PaperCitation, PaperLanguage
from tests.evidence import files
from tests.evidence.conftest import Room, decoders, place, room
from tests.papers.reading import whole_text
from tests.vault.cheap import vault

__all__ = ["decoders", "place", "room", "vault"]


def paper(language: PaperLanguage, count: int = 2) -> AnnotationsPaper:
    lines = tuple(
        AnnotationLine(
            PaperCitation("A-004", page=n + 1),
            "doubt",
            "Жёлтый",
            "Противоречие",
            "am 12. März",
            f"Заметка {n}\nвторая",
            "Нина Образцова",
            n == 0,
            "2026-11-22",
        )
        for n in range(count)
    )
    return AnnotationsPaper(
        language, "2026-11-22T18:00:00.000Z", "2026-11-22", "Комиссия", "Нина Образцова", "К-2026-00042", lines
    )


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_list_is_archival_and_says_what_it_is(language: PaperLanguage) -> None:
    made = lay_out(paper(language), Words(language))
    assert made == lay_out(paper(language), Words(language))
    text = whole_text(made)
    expected = {
        "ru": ("ПЕРЕЧЕНЬ ПОМЕТОК", "A-004, с. 2", "Сомнение в переводе", "Рабочий документ", "открыта другим"),
        "en": ("LIST OF ANNOTATIONS", "A-004, p. 2", "Doubt about the translation", "A working paper", "shared"),
    }[language]
    for needle in (*expected, "К-2026-00042", "am 12. März", "Заметка 1", "вторая", "Противоречие"):
        assert needle in text, needle
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang).startswith(language)


def test_a_long_list_runs_over_pages() -> None:
    with pikepdf.open(io.BytesIO(lay_out(paper("ru", 40), Words("ru")))) as pdf:
        assert len(pdf.pages) > 1


def test_what_is_listed_is_gathered_written_once_and_logged(room: Room, tmp_path: Path) -> None:
    exhibit = room.admit(files.pdf(tmp_path / "verdict.pdf", pages=3))
    notes = room.evidence.annotations
    first = notes.add(
        AnnotationDraft(exhibit.id, exhibit.sha256, PagePlace(2), "highlight", tag="tag-ask", quote="Haft", text="Why?")
    ).value
    second = notes.add(AnnotationDraft(exhibit.id, exhibit.sha256, WholePlace(), "note", text="Whole")).value
    lists = AnnotationLists(room.vault, room.register, room.evidence, room.place.clock)
    made = lists.gather(room.case_id, [second.id, first.id], "en")
    assert [line.note for line in made.lines] == ["Whole", "Why?"]
    assert (
        made.lines[1].place == PaperCitation(exhibit.number, page=2) and made.lines[1].tag == "To put to the applicant"
    )
    assert lists.gather(room.case_id, [first.id], "ru").lines[0].colour == "Жёлтый"
    pdf, target = lists.stage_pdf(made), tmp_path / "list.pdf"
    lists.write(room.case_id, 2, pdf, target)
    assert target.read_bytes() == pdf and target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(KnownError):
        lists.write(room.case_id, 2, pdf, target)
    room.vault.store.actor = "Another Member"
    with pytest.raises(KnownError) as error:
        lists.gather(room.case_id, [first.id], "en")
    assert error.value.sentence is GONE
