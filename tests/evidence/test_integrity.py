"""Re-verification: one exhibit, a case, everything; a failed one keeps its mark for good."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from desktop.errors import KnownError
from desktop.evidence.decoding import Decoders
from desktop.evidence.integrity import Integrity
from desktop.evidence.reading import packed, unpacked
from desktop.evidence.service import Evidence
from desktop.evidence.sources import Sources
from desktop.jobs import Progress
from desktop.register.codes import Codes
from models.tables.integrity import IntegrityCheck
from models.tables.sources import SourceCheck
from models.views.evidence import ExhibitView
from models.views.integrity import Finding, Recorded
from models.views.sources import SourceDraft
from tests.evidence import files
from tests.evidence.conftest import Room, new_case
from tests.evidence.test_cli import Terminal, terminal
from tests.vault.cheap import Place

__all__ = ["terminal"]


def sealed_file(room: Room, before: set[Path]) -> Path:
    (path,) = room.objects() - before
    return path


def admitted(room: Room, path: Path) -> tuple[ExhibitView, Path]:
    """An exhibit and the sealed file behind it."""
    before = room.objects()
    return room.admit(path), sealed_file(room, before)


def flip(path: Path) -> bytes:
    whole = path.read_bytes()
    data = bytearray(whole)
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
    return whole


def test_every_kind_of_failure_is_told_apart_and_stays_marked(room: Room, tmp_path: Path) -> None:
    check = room.evidence.integrity
    good, _ = admitted(room, files.note(tmp_path / "good.txt", "good"))
    bent, bent_file = admitted(room, files.note(tmp_path / "bent.txt", "bent"))
    gone, gone_file = admitted(room, files.note(tmp_path / "gone.txt", "gone"))
    kept = flip(bent_file)
    gone_file.unlink()
    report = check.run(check.targets(case_id=room.case_id))
    assert [(one.target.number, one.outcome) for one in report.findings] == [
        ("A-001", "matches"),
        ("A-002", "damaged"),
        ("A-003", "missing"),
    ]
    assert report.recorded and [one.target.exhibit_id for one in report.failed] == [bent.id, gone.id]
    marked = {view.number: bool(view.failed_at) for view in room.evidence.exhibits(room.case_id)}
    assert marked == {"A-001": False, "A-002": True, "A-003": True}

    bent_file.write_bytes(kept)  # restored from a backup: it matches again, and the mark stays
    again = check.run(check.targets(exhibit_id=bent.id))
    assert again.findings[0].outcome == "matches" and again.findings[0].found == bent.sha256
    assert room.evidence.exhibit(bent.id).failed_at
    assert [entry.outcome for entry in check.log(bent.id)] == ["damaged", "matches"]
    assert check.log(good.id)[0].who == "Tester"
    assert {"exhibit.check_failed", "exhibit.verified"} <= set(room.vault.audit_actions())
    room.register.open_case(room.case_id)


def test_an_object_with_other_octets_differs(room: Room, tmp_path: Path) -> None:
    """The sealed file is whole, but not what the register says."""
    check = room.evidence.integrity
    one, _ = admitted(room, files.note(tmp_path / "a.txt", "one"))
    other, _ = admitted(room, files.note(tmp_path / "b.txt", "other"))
    (wanted,) = check.targets(exhibit_id=one.id)
    (swapped,) = check.targets(exhibit_id=other.id)
    mixed = type(wanted)(**{**swapped.__dict__, "exhibit_id": one.id, "sha256": wanted.sha256, "number": "A-001"})
    (finding,) = check.run([mixed]).findings
    assert finding.outcome == "differs" and finding.found == other.sha256
    assert room.evidence.exhibit(one.id).failed_at and not room.evidence.exhibit(other.id).failed_at


def test_nothing_deletes_or_changes_a_mark(room: Room, tmp_path: Path) -> None:
    room.register.register_case(room.case_id)
    view, path = admitted(room, files.note(tmp_path / "a.txt"))
    flip(path)
    check = room.evidence.integrity
    check.run(check.targets(exhibit_id=view.id))
    for change in (lambda row: setattr(row, "outcome", "matches"), None):
        with (
            pytest.raises((sa.exc.DatabaseError, KnownError)),
            room.vault.store.write("test", case_id=room.case_id) as work,
        ):
            (row,) = work.session.execute(sa.select(IntegrityCheck)).scalars()
            change(row) if change else work.session.delete(row)
    assert room.evidence.exhibit(view.id).failed_at


def test_a_run_can_be_stopped_and_keeps_what_it_found(room: Room, tmp_path: Path) -> None:
    for number in range(3):
        room.admit(files.note(tmp_path / f"{number}.txt", str(number) * 100))
    check, seen = room.evidence.integrity, list[tuple[int, int]]()

    def report(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 100:
            progress.cancel()

    progress = Progress(report)
    stopped = check.run(check.targets(), progress)
    assert stopped.cancelled and 1 <= len(stopped.findings) < 3
    assert {total for _, total in seen} == {300} and [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert sum(len(check.log(view.id)) for view in room.evidence.exhibits(room.case_id)) == len(stopped.findings)


def test_a_read_only_vault_is_verified_and_says_that_nothing_was_written(room: Room, tmp_path: Path) -> None:
    view, path = admitted(room, files.note(tmp_path / "a.txt"))
    flip(path)
    room.vault.store.read_only = True
    check: Integrity = room.evidence.integrity
    report = check.run(check.targets())
    assert not report.recorded and len(report.failed) == 1
    assert check.log(view.id) == () and room.evidence.exhibit(view.id).failed_at == ""


def test_the_files_of_sources_are_verified_with_everything_and_keep_their_mark(room: Room, tmp_path: Path) -> None:
    sources = Sources(room.vault, room.evidence, room.place.clock, Codes.shipped())
    draft = SourceDraft(title_en="Report", publisher="Example Monitor")
    before = room.objects()
    source = sources.create(draft, room.evidence.stage(files.note(tmp_path / "a.txt"))).value
    path = sealed_file(room, before)
    sources.create(draft)  # has no file
    exhibit = room.admit(files.note(tmp_path / "b.txt", "exhibit"))
    check = room.evidence.integrity
    assert [one.source_id for one in check.targets(room.case_id)] == [""], "a case has no sources"
    assert [(one.exhibit_id, one.source_id, one.number) for one in check.targets()] == [
        (exhibit.id, "", "A-001"),
        ("", source.id, ""),
    ]
    kept = flip(path)
    report = check.run(check.targets())
    assert [one.outcome for one in report.findings] == ["matches", "damaged"]
    assert sources.source(source.id).failed_at and check.log(exhibit.id)[0].outcome == "matches"
    path.write_bytes(kept)
    assert check.run(check.targets()).failed == () and sources.source(source.id).failed_at, "the mark stays"
    assert {"source.check_failed", "source.verified"} <= set(room.vault.audit_actions())
    with pytest.raises(sa.exc.DatabaseError), room.vault.store.write("test") as work:
        for row in work.session.execute(sa.select(SourceCheck)).scalars():
            row.outcome = "missing"

    def removed_meanwhile(findings: Sequence[Finding]) -> Recorded:
        sources.remove(source.id)
        return check.record(findings)

    def before_its_turn(done: int, _total: int) -> None:
        if done >= exhibit.size:
            with suppress(KnownError):  # it is gone already
                sources.remove(source.id)

    stays = ([exhibit.number], 1, ())
    report = check.run(check.targets(), record=removed_meanwhile)
    assert ([one.target.number for one in report.findings], report.removed, report.failed) == stays
    assert len(check.log(exhibit.id)) == 3, "what stands is on record all the same"
    source = sources.create(draft, room.evidence.stage(files.note(tmp_path / "c.txt"))).value
    report = check.run(check.targets(), Progress(before_its_turn))
    assert ([one.target.number for one in report.findings], report.removed, report.failed) == stays
    assert room.vault.check().ok and [one.exhibit_id for one in check.targets()] == [exhibit.id]


# --- reading ---


def test_pages_seen_add_up_and_reading_is_ones_own_word(room: Room, tmp_path: Path) -> None:
    view = room.admit(files.note(tmp_path / "a.txt"))
    reading, events = room.evidence.reading, len(room.vault.audit_actions())
    first = reading.note_seen(view.id, [0, 1, 5])
    assert first is not None and first.changes.kinds == {"reading"} and first.changes.case_id == room.case_id
    assert reading.note_seen(view.id, [1, 5]) is None
    more = reading.note_seen(view.id, [2])
    assert more is not None and more.value.pages == (0, 1, 2, 5) and more.value.read_at == ""
    assert reading.mark_read(view.id).value.read_at and not reading.mark_read(view.id, False).value.read_at
    assert len(room.vault.audit_actions()) == events  # what a member has read is not on the common record
    room.register.open_case(room.case_id)


def test_progress_is_private_to_its_author(room: Room, tmp_path: Path) -> None:
    view = room.admit(files.note(tmp_path / "a.txt"))
    room.evidence.reading.note_seen(view.id, [0])
    room.vault.store.actor = "Another member"
    assert room.evidence.reading.of_case(room.case_id) == {} and room.evidence.reading.of(view.id).pages == ()
    room.evidence.reading.mark_read(view.id)
    room.vault.store.actor = "Tester"
    mine = room.evidence.reading.of_case(room.case_id)[view.id]
    assert mine.pages == (0,) and mine.read_at == ""


@pytest.mark.parametrize("pages", [(), (0,), (0, 1, 2, 3), (1, 3, 4, 9), (7, 2, 3)])
def test_runs_of_pages(pages: tuple[int, ...]) -> None:
    assert unpacked(packed(pages)) == tuple(sorted(pages))


# --- the command line ---


def test_verify_by_exhibit_case_and_vault(terminal: Terminal, place: Place, decoders: Decoders, tmp_path: Path) -> None:
    paths = [files.note(tmp_path / f"{name}.txt", name) for name in "ab"]
    terminal.run("exhibits", "add", terminal.vault, terminal.case, *map(str, paths), "--provenance", "by post")
    assert terminal.run("exhibits", "verify", terminal.vault)["data"]["checked"] == 2
    one = terminal.run("exhibits", "verify", terminal.vault, terminal.case, "a2")["data"]
    assert one == {"checked": 1, "failed": 0, "recorded": True, "items": []}
    with place.open() as vault:
        evidence = Evidence(vault, decoders, place.clock)
        draft = SourceDraft(title_en="Report", publisher="Example Monitor")
        Sources(vault, evidence, place.clock, Codes.shipped()).create(draft, evidence.stage(paths[0]))
    for path in (Path(terminal.vault) / "objects").rglob("*"):
        if path.is_file():
            flip(path)
    whole = terminal.run("exhibits", "verify", terminal.vault, code=1)["data"]["items"]
    assert [(item["number"], item["source"]) for item in whole] == [("A-001", ""), ("A-002", ""), ("", "Report")]
    plain = [one for one in terminal.secret if one != "--json"]
    told = CliRunner().invoke(terminal.app, ["exhibits", "verify", terminal.vault, *plain], obj=terminal.setup).output
    assert "3 files verified" in told and "! Source: Report: " in told and "enter it as a new source" in told
    bad = terminal.run("exhibits", "verify", terminal.vault, terminal.case, code=1)["data"]
    assert bad["checked"] == bad["failed"] == 2
    assert [(item["number"], item["outcome"]) for item in bad["items"]] == [("A-001", "damaged"), ("A-002", "damaged")]
    listed = terminal.run("exhibits", "list", terminal.vault, terminal.case)["data"]["items"]
    assert all(item["failed_check_at"] for item in listed) and listed[0]["derived_from"] == ""
    assert json.dumps(listed)  # plain values only


def test_new_case_has_nothing_to_verify(room: Room) -> None:
    other = new_case(room.register)
    check = room.evidence.integrity
    assert check.run(check.targets(case_id=other)).findings == ()
