"""The custody log on paper: every entry and verification, the checksum in full, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf.pdfa
import pytest

from desktop.errors import KnownError
from desktop.evidence.decoding import Decoders
from desktop.evidence.service import Evidence
from desktop.filing.custody_extract import CustodyExtracts
from desktop.i18n import Words
from desktop.papers.custody import lay_out
from desktop.register.codes import Codes
from desktop.register.service import Register
from models.views.custody_paper import CheckLine, CustodyLine, CustodyPaper
from models.views.evidence import AdmitDraft, CustodyDraft, ElsewhereEntry, ExhibitDetails
from models.views.papers import PaperLanguage
from tests.evidence.conftest import new_case
from tests.evidence.test_cli import Terminal
from tests.papers.reading import whole_text
from tests.vault.cheap import Place, place

__all__ = ["place"]

SHA = "0123456789abcdef" * 4
OTHER = "fedcba9876543210" * 4


def paper(language: PaperLanguage, entries: int = 3) -> CustodyPaper:
    lines = tuple(
        CustodyLine(f"2026-11-{1 + n % 28:02}T09:0{n % 10}:00.000Z", "Нина Образцова", "Открыто", SHA, f"запись {n}")
        for n in range(entries)
    )
    checks = (
        CheckLine("2026-11-21T10:00:00.000Z", "Нина Образцова", "matches", SHA),
        CheckLine("2026-11-22T10:00:00.000Z", "Нина Образцова", "differs", OTHER),
    )
    came = CustodyLine(
        "2026-10-30T07:15:00.000Z", "", "Получено", "", "с описью", "received", "2026-10-29", "А. Примерова"
    )  # fmt: skip
    return CustodyPaper(
        language, "2026-11-22T18:00:00.000Z", "2026-11-22", "Комиссия", "Город", "Нина Образцова", "член комиссии",
        "К-2026-00042", "A-004", "Приговор", "приговор.pdf", "application/pdf", 1234, 3, SHA,
        "2026-11-01T08:00:00.000Z", "Нина Образцова", "от заявителя", "", "A-001 (выдержка)", True, lines, checks,
        77, OTHER, (came,), "2026-11-01T08:00:00.000Z", "Нина Образцова",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_extract_bears_everything(language: PaperLanguage) -> None:
    made = lay_out(paper(language, 60), Words(language))
    text = "".join(whole_text(made).split())
    assert SHA in text and OTHER in text and "A-004" in text and "К-2026-00042" in text
    for number in range(60):
        assert f"запись{number}" in text
    assert ("несовпадает" if language == "ru" else "doesnotmatch") in text
    assert "01.11.2026,08:00UTC" in text and "A-001(выдержка)" in text
    assert ("бессрочная" if language == "ru" else "permanent") in text
    apart = text.index("Записановдругомхранилище" if language == "ru" else "Recordedelsewhere")
    assert text.index("запись59") < apart < text.index("30.10.2026,07:15UTC")
    assert ("неуказано" if language == "ru" else "notstated") in text[apart:]
    assert ("29.10.2026;откого:А.Примерова;сописью" if language == "ru" else "from:А.Примерова") in text[apart:]
    assert lay_out(paper(language, 60), Words(language)) == made  # the same data, the same bytes
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) > 1 and pdf.Root.MarkInfo.Marked


def test_the_verb_prints_and_writes_the_log(place: Place, tmp_path: Path) -> None:
    terminal = Terminal(place, tmp_path)
    (tmp_path / "a.txt").write_text("a")
    terminal.run("exhibits", "add", terminal.vault, terminal.case, str(tmp_path / "a.txt"), "--provenance", "by post")
    terminal.run("exhibits", "verify", terminal.vault)
    where = (terminal.vault, terminal.case, "A-001")
    made = terminal.run("exhibits", "record", *where, "returned", "20.11.2026", "--party", "A. Example")["data"]
    assert (made["number"], made["action"], made["party"]) == ("A-001", "returned", "A. Example")
    assert made["day"] == "2026-11-20"
    target = tmp_path / "log.pdf"
    told = terminal.run("exhibits", "custody", *where, str(target), "--lang", "ru")
    told = told["data"]
    assert told["total"] == 2 and [one["outcome"] for one in told["checks"]] == ["matches"]
    assert str(told["sha256"]) in "".join(whole_text(target.read_bytes()).split())
    assert target.stat().st_mode & 0o777 == 0o600
    refused = terminal.run("exhibits", "custody", terminal.vault, terminal.case, "A-001", str(target), code=1)
    assert refused["error"]["code"] == "filing.target_exists"


def test_writing_is_on_record_and_needs_a_vault_that_can_be_written(place: Place, tmp_path: Path) -> None:
    with place.open() as vault:
        register = Register(vault.store, place.clock, Codes.shipped())
        evidence = Evidence(vault, Decoders(tiers=(), keep_warm=False), place.clock)
        (tmp_path / "a.txt").write_text("a")
        said = ExhibitDetails(title_en="A", provenance="by post")
        came = ElsewhereEntry("copied", "30.10.2026", " A. Example", "", "2026-10-30T10:00:00+03:00", "Е. Рядом ")
        later = replace(came, recorded_at="2027-01-01T00:00:00Z")
        case, file = new_case(register), evidence.stage(tmp_path / "a.txt")
        with pytest.raises(KnownError) as told:
            evidence.admit(case, [AdmitDraft(file, said, elsewhere=(came, later))])
        assert told.value.parameters["field"] == "recorded_at" and evidence.exhibits(case) == ()
        draft = AdmitDraft(file, said, elsewhere=(came,))
        (view,) = evidence.admit(case, [draft]).value
        (kept,) = evidence.custody_elsewhere(view.id)
        assert (kept.day, kept.party, kept.recorded_at, kept.recorded_by, kept.taken_at) == (
            "2026-10-30", "A. Example", "2026-10-30T07:00:00.000Z", "Е. Рядом", view.admitted_at
        )  # fmt: skip
        extracts = CustodyExtracts(vault, register, evidence, place.clock)
        pdf = extracts.stage_pdf(extracts.gather(view.id, "en"))
        extracts.write(view.id, pdf, tmp_path / "log.pdf")
        assert "exhibit.log_exported" in vault.audit_actions()
        for refused, field, why in (
            (CustodyDraft("opened", "2026-11-20"), "action", "bad_action"),
            (CustodyDraft("returned", "tomorrow", "A. Example"), "day", "bad_day"),
            (CustodyDraft("returned", "11.2026", "A. Example"), "day", "bad_day"),
            (CustodyDraft("returned", "2096-01-01", "A. Example"), "day", "future_day"),
            (CustodyDraft("returned", "2026-11-20", " "), "party", "no_party"),
            (CustodyDraft("destroyed", "2026-11-20"), "note", "no_ground"),
            (CustodyDraft("copied", "2026-11-20", "x" * 1001), "party", "too_long"),
            (CustodyDraft("copied", "2026-11-20", "A.\0Example"), "party", "unkept"),
        ):
            with pytest.raises(KnownError) as told:
                evidence.record_custody(view.id, refused)
            assert (told.value.code, told.value.parameters["field"]) == (f"custody.{why}", field)
            assert len(evidence.custody(view.id)) == 1
        evidence.withdraw(view.id, "not needed")  # what is surplus is withdrawn first and returned then
        entries = [
            evidence.record_custody(view.id, draft).value[-1]
            for draft in (
                CustodyDraft("returned", "2026-11-20", "А. Примерова ", "по расписке"),
                CustodyDraft("destroyed", "2026-11-21", "", "акт № 7"),
            )
        ]
        assert [(one.action, one.day, one.party, one.note) for one in entries] == [
            ("returned", "2026-11-20", "А. Примерова", "по расписке"), ("destroyed", "2026-11-21", "", "акт № 7")
        ]  # fmt: skip
        assert "exhibit.custody_recorded" in vault.audit_actions()
        assert evidence.integrity.examine(evidence.integrity.targets(exhibit_id=view.id)[0]).outcome == "matches"
        printed = "".join(whole_text(extracts.stage_pdf(extracts.gather(view.id, "ru"))).split())
        assert "Возвращено" in printed and "датасобытия:20.11.2026;кому:А.Примерова;порасписке" in printed
        assert "30.10.2026,07:00UTCСкопированоЕ.Рядом" in printed[printed.index("Записановдругомхранилище") :]
        assert "Уничтожено" in printed and "датасобытия:21.11.2026;акт№7" in printed
        vault.store.read_only = True
        with pytest.raises(KnownError):
            extracts.write(view.id, pdf, tmp_path / "other.pdf")
        assert not (tmp_path / "other.pdf").exists()
