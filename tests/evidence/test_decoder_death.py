"""Decoders and players killed by SIGKILL in every state: there is a sentence, and the next opening works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import KnownError
from desktop.evidence import tesseract as tesseract_module
from desktop.evidence.decoding import Decoders, Document
from desktop.evidence.recording import Recording
from desktop.evidence.spawn import Child
from desktop.i18n import Words
from desktop.jobs import Progress
from models.views.media import MediaFrame, MediaPosition
from tests.evidence import archive_files, files, grid_files
from tests.evidence.conftest import Octets, Room
from tests.evidence.doom import Doom, kill, kill_family
from tests.evidence.recordings import MEDIA, Listener, shade
from tests.evidence.test_machine import SAID, needs_tesseract, scanned_pdf

SENTENCE = "This exhibit could not be shown: the isolated reader ended while reading it. Nothing else was affected."
SENTENCE_OF_A_PART = "“large.bin” can't be read out of the exhibit. Nothing was taken in, and the exhibit is unchanged."
ENGLISH = Words("en")
LARGE = {"large.bin": bytes(range(256)) * 20_000}  # more than one slice

# what is asked for: (file, work)
WORK: dict[str, tuple[str, Callable[[Document], object]]] = {
    "picture": ("pdf", lambda d: d.picture(1, 300, 420).pixels),
    "text": ("pdf", lambda d: d.text(1).text),
    "part": ("zip", lambda d: d.part(d.parts()[-1]).readall()),
    "cells": ("xlsx", lambda d: d.cells(0, 0, 10)),
}


@pytest.fixture
def doom(monkeypatch: pytest.MonkeyPatch) -> Doom:
    return Doom(monkeypatch)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return {
        "pdf": files.pdf(tmp_path_factory.mktemp("death") / "a.pdf", 3).read_bytes(),
        "zip": archive_files.zipped(LARGE),
        "xlsx": grid_files.payments(3),
        "mp4": (MEDIA / "grey.mp4").read_bytes(),
    }


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as refusal:
        work()
    return refusal.value.code


def test_killed_while_it_starts(doom: Doom, decoders: Decoders, data: dict[str, bytes]) -> None:
    decoders.isolation()
    doom.strike("hello", 1)
    with decoders.open(Octets(data["pdf"])) as document:
        assert document.text(0).text and doom.killed <= 1
    doom.strike("hello")
    source = Octets(data["pdf"])
    assert refused(lambda: decoders.open(source)) == "evidence.no_isolation"
    assert doom.killed and not source.closed, "who asked still owns the exhibit"
    doom.spare()
    with decoders.open(source) as document:
        assert document.text(0).text


def test_the_very_first_one_killed_while_it_starts_weakens_nothing(doom: Doom, decoders: Decoders) -> None:
    doom.strike("hello", 1)
    made = Decoders(keep_warm=False)
    try:
        assert made.tier == decoders.tier and doom.killed == 1
    finally:
        made.close()


def test_killed_while_it_opens(doom: Doom, decoders: Decoders, data: dict[str, bytes]) -> None:
    source = Octets(data["pdf"])
    doom.strike("open")
    assert refused(lambda: decoders.open(source)) == "evidence.decoder_died"
    assert doom.killed == 2 and not source.closed
    doom.strike("open", 1)
    with decoders.open(source) as document:
        assert doom.killed == 1 and document.text(0).text, "one that dies is replaced unseen"


@pytest.mark.parametrize("asked", WORK)
def test_killed_while_it_works(doom: Doom, decoders: Decoders, data: dict[str, bytes], asked: str) -> None:
    name, work = WORK[asked]
    with decoders.open(Octets(data[name])) as document:
        wanted = work(document)
        doom.strike(asked)
        with pytest.raises(KnownError) as refusal:
            work(document)
        assert refusal.value.message(ENGLISH) == (SENTENCE if asked != "part" else SENTENCE_OF_A_PART)
        assert doom.killed == 2
        doom.spare()
        assert work(document) == wanted, "the same document goes on with a fresh decoder"


def test_killed_between_two_questions(decoders: Decoders, data: dict[str, bytes]) -> None:
    with decoders.open(Octets(data["pdf"])) as document:
        first = document.picture(0, 100, 140).pixels
        for _ in range(2):
            kill(document._line._child)  # type: ignore[union-attr, arg-type]
            assert document.picture(0, 100, 140).pixels == first


def test_killed_in_the_middle_of_a_long_picture(
    tmp_path: Path, decoders: Decoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drawing never ends; the decoder is killed when it has worked for a while."""
    with decoders.open(Octets(files.endless(tmp_path / "endless.pdf").read_bytes())) as document:
        resident, killed = Child.resident, []

        def looked_at(child: Child) -> int:
            killed.append(kill(child))
            return resident(child)

        monkeypatch.setattr(Child, "resident", looked_at)
        assert refused(lambda: document.picture(0, 300, 300)) == "evidence.decoder_died"
        assert len(killed) >= 2


def test_killed_in_the_middle_of_copying_out(doom: Doom, decoders: Decoders, data: dict[str, bytes]) -> None:
    with decoders.open(Octets(data["zip"])) as document:
        part = document.parts()[-1]
        stream = document.part(part)
        begun = stream.read(1000)
        assert begun is not None
        doom.strike("part", 1)
        rest = stream.readall()
        assert doom.killed == 1 and begun + rest == LARGE["large.bin"], "the copy is whole all the same"


@needs_tesseract
def test_killed_while_a_scan_is_read(tmp_path: Path, room: Room, doom: Doom, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decoder that draws the page, then Tesseract itself."""
    exhibit = room.admit(scanned_pdf(tmp_path / "scan.pdf", SAID))
    machine = room.evidence.machine

    def read() -> int:
        return machine.run(exhibit.id, Progress(), lambda work: work(), languages="eng")

    doom.strike("picture")
    assert refused(read) == "evidence.decoder_died"
    doom.spare()
    output = tesseract_module._output

    def killed(process: Any, progress: Progress) -> bytes:
        if "stdin" in process.args:
            kill_family(process.pid)
        return output(process, progress)

    monkeypatch.setattr(tesseract_module, "_output", killed)
    assert refused(read) == "evidence.ocr_failed"
    assert machine.pages(exhibit.id) == ()
    monkeypatch.setattr(tesseract_module, "_output", output)
    assert read() == 1 and machine.pages(exhibit.id)[0].words > 3


# -- players ---------------------------------------------------------------------------------------------------------


def shown(decoders: Decoders, data: bytes) -> tuple[Recording, Listener]:
    recording = decoders.show(Octets(data))
    assert isinstance(recording, Recording)
    heard = Listener(recording)
    heard.frame(0)
    return recording, heard


def test_a_player_killed_while_it_starts(doom: Doom, decoders: Decoders, data: dict[str, bytes]) -> None:
    decoders.isolation()
    doom.strike("hello", 1)
    recording, _heard = shown(decoders, data["mp4"])
    recording.close()
    assert doom.killed == 1
    doom.strike("hello")
    source = Octets(data["mp4"])
    assert refused(lambda: decoders.show(source)) == "evidence.no_isolation"
    doom.spare()
    shown(decoders, data["mp4"])[0].close()


def test_a_player_killed_while_it_opens(doom: Doom, decoders: Decoders, data: dict[str, bytes]) -> None:
    source = Octets(data["mp4"])
    doom.strike("open")
    assert refused(lambda: decoders.show(source)) == "evidence.decoder_died" and source.closed
    doom.spare()
    shown(decoders, data["mp4"])[0].close()


@pytest.mark.parametrize("state", ["playing", "seeking", "still"])
def test_a_player_killed_while_it_works(doom: Doom, decoders: Decoders, data: dict[str, bytes], state: str) -> None:
    recording, heard = shown(decoders, data["mp4"])
    match state:
        case "playing":
            recording.play()
            heard.wait(lambda e: isinstance(e, MediaPosition) and e.state == "playing")
            heard.wait(lambda e: isinstance(e, MediaFrame) and e.start > 0)
            kill(recording._line._child)
        case "seeking":
            doom.strike("seek")
            recording.seek(1210)
        case "still":
            doom.strike("still")
            assert refused(recording.still) == "evidence.decoder_died"
    error = heard.wait(lambda e: isinstance(e, KnownError))
    assert isinstance(error, KnownError) and error.message(ENGLISH) == SENTENCE
    assert refused(recording.still) == "evidence.decoder_died"
    recording.play()
    recording.seek(0)
    recording.close()
    assert sum(isinstance(event, KnownError) for event in heard.events) == 1, "it is told of once"
    doom.spare()
    again, heard = shown(decoders, data["mp4"])
    again.seek(30 * 40 + 1)
    assert shade(heard.frame(30)) == 30
    again.close()
