"""Finalise, lay out, sign, store; then list, supersede, export and verify: through the services, on a real vault."""

from __future__ import annotations

import datetime as dt
import io
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.i18n import Words
from desktop.papers.opinion import lay_out
from desktop.signing.verifier import verify
from models.views.evidence import AdmitDraft, CitationDraft, ExhibitDetails, WholePlace
from models.views.papers import PaperLanguage, PaperQuery
from tests.filing.settled import NOON, PASSPHRASE, PIN, Place, citations, opinion
from tests.papers.reading import run, whole_text


def actions(place: Place) -> list[str]:
    with place.services.vault.store.raw() as connection:
        rows = connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq").all()
        connection.rollback()
    return [row[0] for row in rows]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_case_becomes_a_signed_paper(place: Place, identity_id: str, language: PaperLanguage, tmp_path: Path) -> None:
    issue = place.services.issue
    assert issue.obstacles(place.case_id, language) == ()
    done = issue.sign(place.case_id, language, identity_id, PIN)
    paper = done.value
    assert paper.number == "З-К-2026-00001-1" and paper.language == language
    assert paper.signer == "Докладчикова Мария Ивановна" and paper.signature_kind == "own_unqualified"
    assert {"paper", "paper_record"} <= done.changes.kinds
    assert issue.check(paper.id, Words(language)).verdict == "valid"
    target = tmp_path / "out.pdf"
    issue.export(paper.id, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    said = run("pdfsig", target)
    assert "Signature is Valid" in said and "Total document signed" in said
    text = whole_text(target.read_bytes())
    expected = ["Вымышленная комиссия", "Мюллер Анна", "[A-001, с. 2]", "[A-002]", "май 1974 г.", "Письмо адвоката"]
    if language == "en":
        expected = ["Fictional commission", "Anna Müller", "[A-001, p. 2]", "[A-002]", "May 1974", "Lawyer's letter"]
    for part in (*expected, paper.number, *(one.sha256 for one in place.services.evidence.exhibits(place.case_id))):
        assert part in text
    assert "DDR" not in text and "ГДР" not in text  # a citizenship that ended


def test_the_record_lays_out_to_the_signed_bytes(place: Place, identity_id: str) -> None:
    issue = place.services.issue
    frozen = issue.finalise(place.case_id, "ru", identity_id, PIN)
    place.clock.advance(hours=3)
    paper = issue.store(issue.stage_signed(frozen)).value
    whole = issue.content(paper.id)
    assert whole.startswith(lay_out(frozen.paper, Words("ru")))
    with place.services.vault.store.raw() as connection:
        record = connection.exec_driver_sql("SELECT record FROM paper_record").scalar_one()
        connection.rollback()
    kept = json.loads(record)
    assert kept["number"] == paper.number and kept["made_at"] == "2026-11-22T12:00:00.000Z"
    assert kept["chain_head"] == frozen.paper.chain_head
    assert paper.signed_at == "2026-11-22T12:00:00.000Z"
    assert verify(whole, Words("en"), now=NOON).signatures[0].claimed_time == paper.signed_at


def test_a_second_paper_supersedes_the_first_of_its_language(place: Place, identity_id: str) -> None:
    issue = place.services.issue
    first = issue.sign(place.case_id, "ru", identity_id, PIN).value
    english = issue.sign(place.case_id, "en", identity_id, PIN).value
    assert english.supersedes == ""
    exhibits = place.services.evidence.exhibits(place.case_id)
    changed = opinion(place.services, citations(exhibits), "She was fined twice.")
    place.services.assessment.save_opinion(place.case_id, changed)
    place.clock.advance(days=1)
    second = issue.sign(place.case_id, "ru", identity_id, PIN).value
    assert (second.number, second.supersedes) == ("З-К-2026-00001-3", first.number)
    assert issue.paper(first.number).superseded_by == second.number
    assert f"Заменяет заключение № {first.number}." in whole_text(issue.content(second.id))
    rows = issue.papers().rows
    assert [paper.number[-1] for paper in rows] == ["3", "2", "1"]
    assert [paper.number[-1] for paper in issue.papers(PaperQuery(superseded=False)).rows] == ["3", "2"]
    assert issue.papers(PaperQuery(case_id="nobody")).total == 0
    page = issue.papers(PaperQuery(limit=1, offset=1))
    assert (page.total, [paper.number[-1] for paper in page.rows]) == (3, ["2"])


def test_it_is_refused_while_something_blocks(place: Place, identity_id: str) -> None:
    place.services.assessment.save_opinion_draft(place.case_id, opinion(place.services, ()))
    with pytest.raises(KnownError) as caught:
        place.services.issue.sign(place.case_id, "ru", identity_id, PIN)
    assert caught.value.code == "filing.blocked"
    assert "К-2026-00001" in caught.value.message(Words("ru"))
    assert place.services.issue.papers().total == 0


def test_a_case_that_moves_on_meanwhile_is_not_signed(place: Place, identity_id: str) -> None:
    issue = place.services.issue
    signed = issue.stage_signed(issue.finalise(place.case_id, "ru", identity_id, PIN))
    case = place.services.register.case(place.case_id)
    place.services.register.edit_case(case.id, replace(case.fields, access_level="restricted_members"))
    with pytest.raises(KnownError) as caught:
        issue.store(signed)
    assert caught.value.code == "filing.case_moved_on"
    assert issue.papers().total == 0
    assert not place.services.vault.objects.path(signed.sealed.object_id).exists()
    again = issue.sign(place.case_id, "ru", identity_id, PIN).value
    assert again.number.endswith("-1")


def test_a_preview_is_a_draft_and_leaves_no_trace(place: Place) -> None:
    before = actions(place)
    preview = place.services.issue.stage_preview(*place.services.issue.draft(place.case_id, "en"))
    assert preview.number == "З-К-2026-00001-1"
    assert (preview.exhibits, preview.citations > 40, preview.supersedes) == (2, True, "")
    text = whole_text(preview.pdf)
    assert "DRAFT" in text and preview.number not in text
    assert actions(place) == before
    with pytest.raises(KnownError):
        place.services.issue.paper(preview.number)


def test_the_paper_names_what_a_translation_still_lacks(place: Place) -> None:
    services = place.services
    letter = next(one for one in services.evidence.exhibits(place.case_id) if one.number == "A-001")

    def outstanding(**said: str | None) -> str:
        services.evidence.describe(letter.id, replace(letter.details, **said))  # type: ignore[arg-type]
        paper = services.issue.draft(place.case_id, "ru")[0]
        return next(one.outstanding for one in paper.exhibits if one.number == "A-001")

    found = [outstanding(translation_status=status) for status in ("", "working", "certified")]
    assert found == ["translation", "certificate", ""]
    assert outstanding(lang="ru", translation_status="") == ""

    (photo,) = (one for one in services.evidence.exhibits(place.case_id) if one.number == "A-002")
    assert outstanding(lang="ru", translation_of=photo.id, translation_status="working") == "certificate"
    staged = services.evidence.stage(io.BytesIO(b"words"), "copy.txt")
    said = ExhibitDetails("Перевод с изъятиями", provenance="made of A-001", lang="ru")
    draft = AdmitDraft(staged, said, derived_from=letter.id, derived_how="redaction")
    (copy,) = services.evidence.admit(place.case_id, [draft]).value
    cite = CitationDraft(copy.id, copy.sha256, WholePlace(), number=copy.number)
    services.assessment.save_opinion(place.case_id, opinion(services, (cite,)))
    printed = {one.number: one for one in services.issue.draft(place.case_id, "ru")[0].exhibits}[copy.number]
    assert (printed.translation_of, printed.outstanding) == ("A-002", "certificate")

    services.evidence.withdraw(letter.id, "no translation at all")
    services.evidence.readmit(letter.id, services.evidence.stage_again(letter.id), "A", replace(said, lang="ru"))
    printed = {one.number: one for one in services.issue.draft(place.case_id, "ru")[0].exhibits}[copy.number]
    assert (printed.translation_of, printed.outstanding) == ("", ""), (
        "what was withdrawn with its file is no longer said"
    )


@pytest.mark.parametrize(
    ("pin", "code"), [("999999", "signing.wrong_pin"), (None, "filing.pin_needed"), ("", "filing.pin_needed")]
)
def test_the_pin_is_needed(place: Place, identity_id: str, pin: str | None, code: str) -> None:
    with pytest.raises(KnownError) as caught:
        place.services.issue.sign(place.case_id, "ru", identity_id, pin)
    assert caught.value.code == code
    assert "paper.signed" not in actions(place)


def test_an_identity_that_has_expired_signs_no_more(place: Place, identity_id: str) -> None:
    place.clock.advance(days=4 * 365)
    assert not place.services.identities.get(identity_id).usable
    with pytest.raises(KnownError) as caught:
        place.services.issue.sign(place.case_id, "ru", identity_id, PIN)
    assert caught.value.code == "signing.certificate_expired"


def test_identities_are_kept_and_forgotten(place: Place, pkcs12_bytes: bytes) -> None:
    identities = place.services.identities
    made = identities.make("Мария Докладчикова", "987654", keep_pin=True).value
    imported = identities.import_file(pkcs12_bytes, PIN).value
    assert [(view.origin, view.pin_kept) for view in identities.list()] == [("imported", False), ("made", True)]
    assert made.root_pem.startswith("-----BEGIN CERTIFICATE-----")
    with pytest.raises(KnownError) as caught:
        identities.import_file(pkcs12_bytes, PIN)
    assert caught.value.code == "filing.identity_known"
    place.reopen()
    identities = place.services.identities
    assert identities.open(made.id).name == "Мария Докладчикова"  # the kept PIN
    paper = place.services.issue.sign(place.case_id, "en", made.id).value
    identities.remove(made.id)
    assert [view.id for view in identities.list()] == [imported.id]
    with pytest.raises(KnownError) as caught:
        identities.open(made.id)
    assert caught.value.code == "filing.no_identity"
    assert place.services.issue.check(paper.id, Words("en")).verdict == "valid"  # its root is still known
    identities.import_file(pkcs12_bytes, PIN) if not identities.list() else None
    with place.services.vault.store.raw() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM identity_key").scalar_one()
        past = connection.exec_driver_sql("SELECT count(*) FROM history WHERE table_name = 'identity_key'").scalar_one()
        connection.rollback()
    assert (kept, past) == (1, 0)


def test_export_never_overwrites_and_is_on_record(papers: Place, tmp_path: Path) -> None:
    issue = papers.services.issue
    paper = issue.papers().rows[0]
    taken = tmp_path / "taken.pdf"
    taken.write_bytes(b"mine")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "nowhere.pdf")
    before = actions(papers)
    for target in (taken, tmp_path / "link.pdf", tmp_path):
        with pytest.raises(KnownError) as caught:
            issue.export(paper.id, target)
        assert caught.value.code == "filing.target_exists"
    assert taken.read_bytes() == b"mine" and actions(papers) == before
    with pytest.raises(KnownError) as caught:
        issue.export(paper.id, tmp_path / "no such folder" / "x.pdf")
    assert caught.value.code == "filing.not_written"
    issue.export(paper.id, tmp_path / "out.pdf")
    assert actions(papers)[len(before) :] == ["paper.exported", "paper.export_failed", "paper.exported"]
    assert (tmp_path / "out.pdf").read_bytes() == issue.content(paper.id)
    assert not list(tmp_path.glob(".*"))
    head = papers.services.vault.store.head()
    assert papers.services.vault.memory.seen(papers.services.vault.keys.head).seq == head.seq


def test_the_vault_check_knows_signed_papers(papers: Place) -> None:
    paper = papers.services.issue.papers().rows[0]
    vaults = papers.services.setup.vaults()
    with papers.services.vault.store.raw() as connection:
        number = paper.number
        object_id = connection.exec_driver_sql("SELECT object_id FROM paper WHERE number = ?", (number,)).scalar_one()
        connection.rollback()
    path = papers.services.vault.objects.path(object_id)
    papers.services.close()
    key = vaults.unlock(papers.folder, passphrase=PASSPHRASE)
    assert vaults.check(papers.folder, key).ok
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert not vaults.check(papers.folder, key).ok
    papers.open_again()
    with pytest.raises(KnownError) as caught:
        papers.services.issue.content(paper.id)
    assert caught.value.code == "vault.object_damaged"


def test_a_file_outside_is_checked_with_given_roots(papers: Place, tmp_path: Path) -> None:
    issue = papers.services.issue
    paper = issue.papers().rows[0]
    out = tmp_path / "out.pdf"
    issue.export(paper.id, out)
    assert issue.check_file(out, Words("en")).verdict == "valid"
    changed = bytearray(out.read_bytes())
    changed[3000] ^= 4
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(changed)
    assert issue.check_file(forged, Words("ru")).verdict == "invalid"
    root = tmp_path / "root.pem"
    root.write_text(papers.services.identities.list()[0].root_pem)
    assert issue.check_file(out, Words("en"), (root,)).verdict == "valid"
    for path in (tmp_path / "missing.pdf", tmp_path):
        with pytest.raises(KnownError) as caught:
            issue.check_file(path, Words("en"))
        assert caught.value.code == "filing.not_read"


def test_reading_a_paper_by_range_is_on_record(papers: Place) -> None:
    issue = papers.services.issue
    paper = issue.papers().rows[0]
    with issue.source(paper.id) as reader:
        assert reader.size == paper.size
        assert reader.read(0, 5) == b"%PDF-"
    assert actions(papers)[-1] == "paper.opened"
    assert dt.datetime.fromisoformat(paper.signed_at.replace("Z", "+00:00")) == NOON
