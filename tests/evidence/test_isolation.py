"""What a decoder may do, on the real kernel: self-tests of both tiers, hostile children, limits."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import KnownError
from desktop.evidence import kinds, spawn, tiers
from desktop.evidence.decoder import selftest, wire
from desktop.evidence.decoding import Decoders
from desktop.evidence.document import Document
from desktop.evidence.line import Limits
from desktop.evidence.spawn import Child, SpawnError
from models.views.evidence import Tier
from tests.evidence import files
from tests.evidence.conftest import Octets

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("tier", ["sandbox", "landlock"])
def test_self_test_of_each_tier(tier: Tier) -> None:
    try:
        child = spawn.start(tier)
    except SpawnError as error:
        assert error.reason in ("no_bubblewrap", "not_started"), error.faults
        pytest.skip(f"this machine can't run the tier {tier}: {error.reason}")
    try:
        assert all(child.report[name] == selftest.REFUSED for name in tiers.attempted())
        assert set(child.report["environment"].split()) <= tiers.ENVIRONMENT
        assert child.resident() > 10 << 20
    finally:
        child.close()
    assert child.resident() == 0


def test_without_a_cage_nothing_is_sent() -> None:
    """The negative control: a child that was not caged says so and is not trusted."""
    with pytest.raises(SpawnError) as refusal:
        spawn.start("landlock", caged_as="open")
    if os.getuid() != 0:
        # only root may fork against the limit of processes: anybody else's child becomes the program that it starts
        assert refusal.value.reason == "not_started"
        return
    assert refusal.value.reason == "self_test"
    assert {"read /etc/passwd", "exec", "fork", "socket inet", "memfd", "write /tmp"} <= set(refusal.value.faults)
    assert "memory" not in refusal.value.faults


def test_a_report_that_lacks_or_adds_is_refused() -> None:
    good = dict.fromkeys(tiers.attempted(), selftest.REFUSED)
    seen = {"descriptors": "0 1 2 7 8 9", "processes": "1 2", "root": "dev usr", "home": "", "network": "lo"}
    whole = {**good, **seen, "environment": "PWD"}
    assert tiers.faults("sandbox", whole, (7, 8, 9)) == ()
    assert tiers.faults("sandbox", {**whole, "network": "lo eth0"}, (7, 8, 9)) == ("network eth0",)
    assert tiers.faults("sandbox", {**whole, "root": "dev home usr"}, (7, 8, 9)) == ("root home",)
    assert tiers.faults("sandbox", {**whole, "environment": "PWD SECRET"}, (7, 8, 9)) == ("environment SECRET",)
    assert tiers.faults("sandbox", {**whole, "fork": "POSSIBLE"}, (7, 8, 9)) == ("fork",)
    assert "memfd" in tiers.faults("sandbox", {k: v for k, v in whole.items() if k != "memfd"}, (7, 8, 9))
    assert set(tiers.faults("landlock", whole, ())) == {"descriptors", "processes", "root", "home", "network"}


def test_shipped_filters_are_what_would_be_built() -> None:
    command = [str(ROOT / ".venv/bin/python"), "tests/tools/build_filters.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def landlock() -> Iterator[Decoders]:
    made = Decoders(("landlock",))
    if made.tier != "landlock":
        pytest.skip(f"no Landlock on this machine: {made.isolation().reason}")
    yield made
    made.close()


def test_landlock_tier_reads_every_kind(tmp_path: Path, landlock: Decoders) -> None:
    """Everything that a reader needs was loaded before the door closed: fonts, codecs, encodings."""
    (tmp_path / "a.txt").write_bytes(("Показания свидетеля записаны верно. " * 9).encode("koi8-r"))
    made = [files.without_fonts(tmp_path / "a.pdf"), files.form(tmp_path / "b.pdf")]
    made += [files.photo(tmp_path / f"a.{ending}") for ending in ("jpg", "webp", "tif", "gif")]
    for path in [*made, tmp_path / "a.txt"]:
        # by turns a decoder that was warmed for anything and one that was started for this kind
        if path in made[::2]:
            landlock.ready()
        with landlock.open(Octets(path.read_bytes())) as document:
            if document.info.reader != "text":
                assert len(document.picture(0, 50, 50).pixels) == 10_000
            if document.info.reader == "text":
                assert document.text(0).text.startswith("Показания")
            else:
                document.text(0)


def test_without_isolation_there_are_facts_only(tmp_path: Path) -> None:
    decoders = Decoders(())
    assert decoders.tier == "none" and decoders.isolation().reason == "switched_off"
    with decoders.open(Octets(files.pdf(tmp_path / "a.pdf").read_bytes())) as document:
        assert (document.info.reader, document.info.format) == ("none", "pdf")
        assert document.info.warnings == ("no_isolation",)
        with pytest.raises(KnownError) as refusal:
            document.picture(0, 10, 10)
    assert refusal.value.code == "evidence.no_view"
    decoders.close()


def test_a_document_that_never_ends(tmp_path: Path, decoders: Decoders) -> None:
    hasty = Decoders(limits=Limits(seconds=1.5), keep_warm=False)
    try:
        with hasty.open(Octets(files.endless(tmp_path / "endless.pdf").read_bytes())) as document:
            started = time.monotonic()
            with pytest.raises(KnownError) as refusal:
                document.picture(0, 300, 300)
            assert refusal.value.code == "evidence.too_slow" and time.monotonic() - started < 10
            assert len(document.info.pages) == 1
    finally:
        hasty.close()


def test_a_document_that_eats_memory(tmp_path: Path, decoders: Decoders) -> None:
    """PDFium gives up on the picture or the process ends; the program stays and says so, and others still open."""
    with decoders.open(Octets(files.greedy(tmp_path / "greedy.pdf").read_bytes())) as document:
        try:
            assert len(document.picture(0, 100, 100).pixels) == 40_000
        except KnownError as error:
            assert error.code in ("evidence.decoder_died", "evidence.too_big", "evidence.too_slow")
    with decoders.open(Octets(files.pdf(tmp_path / "a.pdf").read_bytes())) as document:
        assert document.text(0).text


def test_resident_memory_is_watched(large_photo: Path) -> None:
    tight = Decoders(limits=Limits(resident=60 << 20), keep_warm=False)
    try:
        with tight.open(Octets(large_photo.read_bytes())) as document, pytest.raises(KnownError) as refusal:
            document.picture(0, 2000, 2000)
        assert refusal.value.code == "evidence.too_big"
    finally:
        tight.close()


def test_closing_does_not_wait(tmp_path: Path, decoders: Decoders) -> None:
    import threading

    document = decoders.open(Octets(files.endless(tmp_path / "endless.pdf").read_bytes()))
    outcome: list[str] = []

    def draw() -> None:
        try:
            document.picture(0, 300, 300)
        except KnownError as error:
            outcome.append(error.code)

    worker = threading.Thread(target=draw)
    worker.start()
    while document._line is None or document._line._child is None or not document._line._child.busy:
        worker.join(0.01)
    document.close()
    worker.join(5)
    assert outcome == ["evidence.closed"]


def test_no_decoder_outlives_its_document(tmp_path: Path, decoders: Decoders) -> None:
    document = decoders.open(Octets(files.pdf(tmp_path / "a.pdf").read_bytes()))
    assert document._line is not None and document._line._child is not None
    pids = spawn.family(document._line._child.process.pid)
    assert len(pids) >= 1
    document.close()
    until = time.monotonic() + 5
    while any(spawn.resident(pid) for pid in pids) and time.monotonic() < until:
        pass  # the kernel takes a moment to tear a killed process down
    assert not any(spawn.resident(pid) for pid in pids)


class Liar(Child):
    """A child that answers with what a test wrote down."""

    def __init__(self, *said: dict[str, Any] | bytes) -> None:
        ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        process = subprocess.Popen(["sleep", "60"], stderr=subprocess.PIPE)
        super().__init__(process, ours, os.memfd_create("in"), os.memfd_create("out"))
        os.ftruncate(self.outbox, wire.OUTBOX)
        self._said = list(said)

    def send(self, message: dict[str, object]) -> None:
        if not self._said:
            return
        answer = self._said.pop(0)
        number = message.get("id", 0)
        data = answer if isinstance(answer, bytes) else wire.pack({"id": number, **answer})
        self._theirs.send(data)

    def close(self) -> None:
        super().close()
        self._theirs.close()


OPENED: dict[str, Any] = {"pages": 1, "facts": {}, "warnings": []}
PDF = kinds.KINDS["pdf"]
OPEN = {"ok": OPENED}
SIZES = {"ok": {"count": 1}}
LIES: dict[str, tuple[dict[str, Any] | bytes, ...]] = {
    "no json": (b"\xff\xfe not json",),
    "deep json": (b"[" * 60_000,),
    "a list": (b"[]",),
    "other id": (b'{"id": 99, "ok": {}}',),
    "no answer": ({"ok": None},),
    "unknown error": ({"error": "rm -rf"},),
    "too many pages": ({"ok": {**OPENED, "pages": 10**9}},),
    "negative pages": ({"ok": {**OPENED, "pages": -1}},),
    "pages as text": ({"ok": {**OPENED, "pages": "1"}},),
    "pages as bool": ({"ok": {**OPENED, "pages": True}},),
    "too many facts": ({"ok": {**OPENED, "facts": {f"f{n}": "x" for n in range(99)}}},),
    "long fact": ({"ok": {**OPENED, "facts": {"pdf.title": "x" * 9999}}},),
    "fact of numbers": ({"ok": {**OPENED, "facts": {"pdf.title": 7}}},),
    "unknown warning": ({"ok": {**OPENED, "warnings": ["<b>"]}},),
    "other number of sizes": (OPEN, {"ok": {"count": 70_000}}),
    "need outside": ({"need": [10**9, 10]},),
    "need backwards": ({"need": [-5, 10]},),
    "need too much": ({"need": [0, 10**8]},),
    "need nothing": ({"need": [0, 0]},),
    "need nonsense": ({"need": "everything"},),
    "frame inside out": (OPEN, SIZES, {"ok": {"frame": [-5, 10, 0, 0, 0]}}),
    "frame turned oddly": (OPEN, SIZES, {"ok": {"frame": [5, 10, 0, 0, 45]}}),
    "frame of floats": (OPEN, SIZES, {"ok": {"frame": [5.5, 10, 0, 0, 0]}}),
}


@pytest.mark.parametrize("lie", LIES)
def test_lies_are_noticed(lie: str) -> None:
    """Whatever the child says, the host raises one sentence and goes on living."""
    with pytest.raises(KnownError) as refusal:
        document = Document.open(lambda: Liar(*LIES[lie]), Octets(b"x" * 1000), PDF, None, Limits(seconds=2))
        try:
            document.picture(0, 10, 10)
        finally:
            document.close()
    assert refusal.value.code == "evidence.decoder_died"


Lie = Callable[[bytes], tuple[dict[str, Any], bytes]]


@pytest.mark.parametrize(
    ("answer", "outbox"),
    [
        ({"count": 10**7, "boxes": False, "frame": [1, 1, 0, 0, 0], "warnings": []}, b""),
        ({"count": -1, "boxes": False, "frame": [1, 1, 0, 0, 0], "warnings": []}, b""),
        ({"count": 1, "boxes": False, "frame": [1, 1, 0, 0, 0], "warnings": [], "start": -4}, b""),
        ({"count": 1, "boxes": "yes", "frame": None, "warnings": []}, b""),
    ],
)
def test_lies_about_texts(answer: dict[str, Any], outbox: bytes) -> None:
    liar = Liar(OPEN, SIZES, {"ok": answer})
    document = Document.open(lambda: liar, Octets(b"x"), PDF, None, Limits(seconds=2))
    with pytest.raises(KnownError) as refusal:
        document.text(0)
    assert refusal.value.code == "evidence.decoder_died"
    document.close()


def test_strange_code_points_become_replacement_characters() -> None:
    liar = Liar(OPEN, SIZES, {"ok": {"count": 4, "boxes": False, "frame": [1, 1, 0, 0, 0], "warnings": []}})
    document = Document.open(lambda: liar, Octets(b"x"), PDF, None, Limits(seconds=2))
    os.pwrite(liar.outbox, b"".join(code.to_bytes(4, "little") for code in (0x41, 0xD800, 0xFFFFFFFF, 0)), 0)
    assert document.text(0).text == "A\ufffd\ufffd\ufffd"
    document.close()


def test_hits_that_are_no_hits() -> None:
    for nonsense in (
        b"[[5, 0, 1, []]]",
        b"[[0, -1, 1, []]]",
        b"[[0, 0, 0, []]]",
        b"{}",
        b"[" * 40_000,
        b"[[0,0,1,[[1]]]]",
    ):
        liar = Liar(OPEN, SIZES, {"ok": {"octets": len(nonsense), "next": None}})
        document = Document.open(lambda liar=liar: liar, Octets(b"x"), PDF, None, Limits(seconds=2))
        os.pwrite(liar.outbox, nonsense, 0)
        with pytest.raises(KnownError) as refusal:
            document.find("x")
        assert refusal.value.code == "evidence.decoder_died"
        document.close()


def test_a_child_that_is_silent_is_ended() -> None:
    with pytest.raises(KnownError) as refusal:
        Document.open(lambda: Liar(), Octets(b"x"), PDF, None, Limits(seconds=0.3))
    assert refusal.value.code == "evidence.too_slow"
