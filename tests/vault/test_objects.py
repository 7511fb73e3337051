"""Sealed objects: Tink's format both ways, random access, and every way of being wrong."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
from pathlib import Path

import pytest

from desktop.errors import KnownError
from desktop.jobs import CANCELLED, Progress
from desktop.vault import stream
from desktop.vault.objects import OBJECT_DAMAGED, OBJECT_MISSING, SEALING_REFUSED, SOURCE_FAILED, Objects
from tests.vault import tink_oracle

F, R = stream.FIRST, stream.REST
SIZES = (0, 1, 15, 16, 17, 4096, F - 1, F, F + 1, F + R - 1, F + R, F + R + 1, 5 * stream.SEGMENT + 12345)
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    folder = tmp_path / "objects"
    folder.mkdir()
    return Objects(folder)


def place(objects: Objects, object_id: bytes, data: bytes) -> None:
    path = objects.path(object_id)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


@pytest.mark.parametrize("size", SIZES)
def test_tink_reads_ours_and_we_read_tinks(objects: Objects, size: int) -> None:
    content = random.Random(size).randbytes(size)
    ours = objects.seal(io.BytesIO(content))
    path = objects.path(ours.object_id)
    assert (ours.size, ours.sha256) == (size, hashlib.sha256(content).digest())
    assert path.stat().st_size == ours.octets == stream.sealed_size(size)
    assert stream.plain_size(ours.octets) == size
    assert tink_oracle.decrypt(path.read_bytes(), ours.key, ours.object_id) == content

    object_id, key = os.urandom(16), os.urandom(32)
    place(objects, object_id, tink_oracle.encrypt(content, key, object_id))
    with objects.open(object_id, key) as reader:
        assert reader.size == size
        assert reader.read(0, size + 100) == content
        assert reader.digest() == ours.sha256
        chooser = random.Random(7)
        for _ in range(20):
            at, count = chooser.randrange(size + 1), chooser.randrange(200_000)
            assert reader.read(at, count) == content[at : at + count]


@pytest.mark.parametrize("vector", VECTORS["objects"], ids=lambda vector: str(vector["size"]))
def test_frozen_objects_still_open(objects: Objects, vector: dict[str, str]) -> None:
    object_id, key = bytes.fromhex(vector["id"]), bytes.fromhex(vector["key"])
    sealed = bytes.fromhex(vector["sealed"])
    place(objects, object_id, sealed)
    with objects.open(object_id, key) as reader:
        content = reader.read(0, reader.size)
    assert (len(content), hashlib.sha256(content).hexdigest()) == (vector["size"], vector["sha256"])


def test_sizes_of_the_ruling(objects: Objects) -> None:
    empty = objects.seal(io.BytesIO())
    assert empty.octets == 56
    assert objects.path(empty.object_id).read_bytes()[0] == 0x28
    assert stream.sealed_size(3 << 20) == (3 << 20) + 104


def test_every_flipped_byte_of_a_small_object_is_noticed(objects: Objects) -> None:
    content = os.urandom(300)
    sealed = objects.seal(io.BytesIO(content))
    path = objects.path(sealed.object_id)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        assert refused(objects, sealed.object_id, sealed.key), at


def test_cut_extended_reordered_swapped(objects: Objects) -> None:
    content = os.urandom(F + R + 500)
    sealed = objects.seal(io.BytesIO(content))
    path = objects.path(sealed.object_id)
    whole = path.read_bytes()
    first, second, third = whole[: 1 << 20], whole[1 << 20 : 2 << 20], whole[2 << 20 :]
    wrong = {
        "empty": b"",
        "header only": whole[:40],
        "cut by one": whole[:-1],
        "extended": whole + b"\0",
        "cut at a segment": first + second,
        "cut to the first": first,
        "middle dropped": first + third,
        "middle doubled": first + second + second + third,
        "reordered": second + first + third,
    }
    for name, data in wrong.items():
        path.write_bytes(data)
        assert refused(objects, sealed.object_id, sealed.key), name
    path.write_bytes(whole)
    other = objects.seal(io.BytesIO(content))
    assert refused(objects, sealed.object_id, other.key)
    objects.path(other.object_id).write_bytes(whole)
    assert refused(objects, other.object_id, sealed.key)  # under another id the same bytes are nothing
    assert refused(objects, other.object_id, other.key)


def refused(objects: Objects, object_id: bytes, key: bytes) -> bool:
    try:
        with objects.open(object_id, key) as reader:
            reader.read(0, reader.size)
    except KnownError as error:
        assert error.sentence is OBJECT_DAMAGED
        return True
    return False


def test_damage_behind_the_page_that_is_read_stays_local(objects: Objects) -> None:
    content = os.urandom(F + R + 10)
    sealed = objects.seal(io.BytesIO(content))
    path = objects.path(sealed.object_id)
    data = bytearray(path.read_bytes())
    data[stream.SEGMENT + 77] ^= 1
    path.write_bytes(data)
    with objects.open(sealed.object_id, sealed.key) as reader:
        assert reader.read(0, 1000) == content[:1000]
        with pytest.raises(KnownError) as caught:
            reader.read(F - 10, 20)
    assert caught.value.sentence is OBJECT_DAMAGED


def test_a_missing_object_has_its_sentence(objects: Objects) -> None:
    sealed = objects.seal(io.BytesIO(b"x"))
    objects.remove(sealed.object_id)
    objects.remove(sealed.object_id)
    with pytest.raises(KnownError) as caught:
        objects.open(sealed.object_id, sealed.key)
    assert caught.value.sentence is OBJECT_MISSING


def test_cancelling_leaves_nothing(objects: Objects) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(KnownError) as caught:
        objects.seal(io.BytesIO(b"x" * 100), progress)
    assert caught.value.sentence is CANCELLED
    assert files_in(objects) == []


def test_a_source_that_fails_leaves_nothing(objects: Objects) -> None:
    class Vanishing(io.RawIOBase):
        left = 3

        def readable(self) -> bool:
            return True

        def readinto(self, into: object) -> int:
            self.left -= 1
            if self.left < 0:
                raise OSError(5, "gone")
            return len(memoryview(into))  # type: ignore[arg-type]

    with pytest.raises(KnownError) as caught:
        objects.seal(Vanishing())  # type: ignore[arg-type]
    assert caught.value.sentence is SOURCE_FAILED
    assert files_in(objects) == []


def test_read_only_objects_refuse(objects: Objects) -> None:
    still = Objects(objects.folder, read_only=True)
    with pytest.raises(KnownError) as caught:
        still.seal(io.BytesIO(b"x"))
    assert caught.value.sentence is SEALING_REFUSED


def test_progress_counts_plain_octets(objects: Objects) -> None:
    heard: list[tuple[int, int]] = []
    objects.seal(io.BytesIO(bytes(F + 5)), Progress(lambda done, total: heard.append((done, total))), size=F + 5)
    assert heard == [(F, F + 5), (F + 5, F + 5)]


def files_in(objects: Objects) -> list[Path]:
    return [path for path in objects.folder.rglob("*") if path.is_file()]
