"""Export writes what an import takes; a re-import elsewhere gives the same content."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import KnownError
from models.views.evidence import AdmitDraft, CustodyDraft, ExhibitDetails, MediaPlace
from models.views.exchange import ImportedCase
from models.views.register import CaseView
from models.views.vault import AuditQuery
from tests.exchange.conftest import make_room
from tests.exchange.test_manifest import FULL
from tests.vault.cheap import make_place

Folder = Callable[..., Path]


@pytest.fixture
def full(room: Any, folder: Folder) -> CaseView:
    files = {"verdict.txt": "v", "translation.txt": "t", "country/report.txt": "r", "evil\u202e.txt": "", "..x": "h"}
    root = folder("case", {"case.toml": FULL, **files, "big.bin": os.urandom(3_000_000)})
    case = room.exchange.import_folder(root).cases[0]
    withdrawn = room.evidence.exhibits(case.case_id)[0]
    room.evidence.withdraw(withdrawn.id, "wrong class")
    room.evidence.readmit(withdrawn.id, room.evidence.stage_again(withdrawn.id), "B")
    return room.register.case(case.case_id)


def with_lineage(room: Any, case: CaseView) -> None:
    """Two exhibits that were made of others: at a place in a recording, and of another as a whole."""
    first, *_ = room.evidence.exhibits(case.id)
    for how, at in (("still", MediaPlace(1_500, None, ((1, 2, 3, 4),))), ("attachment", None)):
        staged = room.evidence.stage(io.BytesIO(how.encode()), f"{how}.txt")
        details = ExhibitDetails(title_ru=how, provenance="из другого доказательства")
        draft = AdmitDraft(staged, details, derived_from=first.id, derived_how=how, derived_at_place=at)
        first = room.evidence.admit(case.id, [draft]).value[0]


def with_custody(room: Any, case: CaseView) -> None:
    """What members recorded by hand: of an exhibit, and of one that was withdrawn."""
    withdrawn, second, *_ = room.evidence.exhibits(case.id)
    room.evidence.record_custody(second.id, CustodyDraft("received", "28.10.2026", "А. Примерова", "с\nописью"))
    room.evidence.record_custody(second.id, CustodyDraft("copied", "2026-11-02"))
    room.evidence.record_custody(withdrawn.id, CustodyDraft("destroyed", "2026-11-20", "", "акт № 7"))


def content(room: Any, case_id: str) -> tuple[Any, ...]:
    """All that a case says, without what each vault gives anew: ids, instants, versions."""
    view = room.register.case(case_id)
    people = [(p.fields, [d.fields for d in p.documents], [c.fields for c in p.consents]) for p in view.persons]
    places = {p.id: n for n, p in enumerate(view.persons)}
    links = [
        (places[x.fields.from_person], places[x.fields.to_person], x.fields.kind, x.fields.proof_document)
        for x in view.family
    ]
    exhibits = room.evidence.exhibits(case_id)
    numbers = {e.id: e.number for e in exhibits}
    said = [
        (
            e.number, e.file_name, e.sha256, e.size, e.status, e.status_reason,
            replace(e.details, translation_of=numbers.get(e.details.translation_of or "")),
            e.derived_number, e.derived_how, e.derived_at_place, numbers.get(e.replaces), numbers.get(e.replaced_by),
        )
        for e in exhibits
    ]  # fmt: skip
    return view.number, view.uid, view.state, view.registered_on, view.fields, people, links, said


def test_reimport_gives_the_same_content(room: Any, full: CaseView, tmp_path: Path, decoders: Any) -> None:
    with_lineage(room, full)
    with_custody(room, full)
    target = tmp_path / "out"
    report = room.exchange.export("k-2026-7", target)
    assert report.files == 9
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".part")]

    elsewhere = make_place(tmp_path / "elsewhere")
    other_vault = elsewhere.open()
    other = make_room(other_vault, elsewhere, decoders)
    again = other.exchange.import_folder(target).cases[0]
    assert content(other, again.case_id) == content(room, full.id)
    found = {hit.owner_id for hit in other.register.find("Verdict", ("exhibit",))}
    standing = {e.id: e.status == "admitted" for e in other.evidence.exhibits(again.case_id)}
    assert found and all(standing[one] for one in found)
    custody_came_along(room, full.id, other, again)
    travels_on(other, again.case_id, tmp_path)
    other_vault.close()


def custody_came_along(room: Any, sent: str, other: Any, case: ImportedCase) -> None:
    """Entries made by hand are there, as recorded elsewhere; the log of the other vault begins with its own line."""
    assert case.custody_entries == 3 and case.noteworthy
    for here, there in zip(room.evidence.exhibits(sent), other.evidence.exhibits(case.case_id), strict=True):
        by_hand = [
            (e.action, e.day, e.party, e.note, e.at, e.who) for e in room.evidence.custody(here.id) if e.day
        ]  # fmt: skip
        came = other.evidence.custody_elsewhere(there.id)
        assert [(e.action, e.day, e.party, e.note, e.recorded_at, e.recorded_by) for e in came] == by_hand
        assert {(e.taken_at, e.taken_by) for e in came} <= {(there.admitted_at, there.author)}
        assert [(e.action, e.day) for e in other.evidence.custody(there.id)] == [("received", "")]
        assert room.evidence.custody_elsewhere(here.id) == ()
    other.vault.store.verify_case(case.case_id)
    (imported,) = other.vault.audit(AuditQuery(action="case.imported")).items
    assert dict(imported.detail)["custody_entries"] == "3"


def travels_on(room: Any, case_id: str, tmp_path: Path) -> None:
    """A folder that is handed on tells what came and what was added, each with its own moment and member."""
    second = room.evidence.exhibits(case_id)[1]
    room.evidence.record_custody(second.id, CustodyDraft("returned", "2026-11-21", "А. Примерова"))
    room.exchange.export(case_id, tmp_path / "further")
    exhibits = tomllib.loads((tmp_path / "further" / "case.toml").read_text("utf-8"))["exhibit"]
    told = next(e["custody"] for e in exhibits if e["exhibit_no"] == second.number)
    assert [entry["action"] for entry in told] == ["received", "copied", "returned"]
    assert told[0]["note"] == "с\nописью" and "party" not in told[1]
    assert sum("custody" in exhibit for exhibit in exhibits) == 2


def test_files_bear_their_checksums_and_are_private(room: Any, full: CaseView, tmp_path: Path) -> None:
    target = tmp_path / "out"
    room.exchange.export(full.id, target)
    manifest = tomllib.loads((target / "case.toml").read_text("utf-8"))
    for exhibit in manifest["exhibit"]:
        path = target / exhibit["file"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == exhibit["sha256"]
    for path in [target, *target.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert all(ord(c) >= 32 and c != "\u202e" for path in target.rglob("*") for c in path.name)


def test_export_is_on_record_in_log_and_custody(room: Any, full: CaseView, tmp_path: Path) -> None:
    room.exchange.export(full.id, tmp_path / "out")
    with room.vault.store.read() as session:
        last = session.connection().exec_driver_sql("SELECT action, case_id FROM audit ORDER BY seq DESC").first()
    assert last == ("case.exported", full.id)
    for exhibit in room.evidence.exhibits(full.id):
        assert room.evidence.custody(exhibit.id)[-1].action == "exported"


def test_existing_target_is_refused_before_anything_is_logged(room: Any, full: CaseView, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    head = room.vault.store.head()
    for name, code in ((".", "target_exists"), ("link", "target_exists"), ("no/such/place", "target_refused")):
        with pytest.raises(KnownError) as refused:
            room.exchange.export(full.id, tmp_path / name)
        assert refused.value.code == f"exchange.{code}"
    assert room.vault.store.head() == head


def test_damaged_object_stops_the_export_and_leaves_nothing(room: Any, full: CaseView, tmp_path: Path) -> None:
    for path in room.vault.objects.folder.rglob("*"):
        if path.is_file() and path.stat().st_size > 1_000_000:
            data = bytearray(path.read_bytes())
            data[2_000_000] ^= 1
            path.chmod(0o600)
            path.write_bytes(data)
    with pytest.raises(KnownError) as refused:
        room.exchange.export(full.id, tmp_path / "out")
    assert refused.value.code == "vault.object_damaged"
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))
