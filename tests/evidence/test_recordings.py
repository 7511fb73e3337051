"""Sound and pictures through the real player in its cage."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from desktop.errors import KnownError
from desktop.evidence import kinds, media_answers, player_spawn, tiers
from desktop.evidence.answers import NonsenseError
from desktop.evidence.decoder import playing, selftest
from desktop.evidence.decoding import Decoders
from desktop.evidence.line import Limits
from desktop.evidence.player_spawn import PlayerChild
from desktop.evidence.recording import Recording
from desktop.evidence.spawn import SpawnError, family, memory
from models.views.evidence import Tier
from models.views.media import CHANNELS, RATE, MediaFrame, MediaShape, MediaSound
from tests.evidence.conftest import CORPUS, Octets
from tests.evidence.recordings import FRAME, MEDIA, OLD_SOUNDS, SOUNDS, VIDEOS, Listener, shade, wav

Open = Callable[[bytes], Recording]


@pytest.fixture
def opened(decoders: Decoders) -> Iterator[Open]:
    made: list[Recording] = []

    def work(data: bytes) -> Recording:
        recording = decoders.show(Octets(data))
        assert isinstance(recording, Recording)
        made.append(recording)
        return recording

    yield work
    for recording in made:
        recording.close()


@pytest.mark.parametrize("tier", ["sandbox", "landlock"])
def test_the_player_is_caged_like_a_decoder(tier: Tier) -> None:
    try:
        child = player_spawn.start(tier)
    except SpawnError as error:
        assert error.reason in ("no_bubblewrap", "not_started"), error.faults
        pytest.skip(f"this machine can't run the tier {tier}: {error.reason}")
    try:
        assert all(child.report[name] == selftest.REFUSED for name in tiers.attempted())
        strange = set(child.report["environment"].split()) - tiers.ENVIRONMENT
        assert strange - {"PYSIDE6_OPTION_PYTHON_ENUM"} == set(playing.ENVIRONMENT)
    finally:
        child.close()


def test_the_second_tier_plays_too() -> None:
    decoders = Decoders(("landlock",), keep_warm=False)
    if decoders.tier != "landlock":
        pytest.skip(f"no Landlock on this machine: {decoders.isolation().reason}")
    with decoders.show(Octets((MEDIA / "grey.mp4").read_bytes())) as recording:
        assert isinstance(recording, Recording)
        heard = Listener(recording)
        recording.play()
        heard.wait(lambda e: isinstance(e, MediaSound))
        assert shade(heard.frame(10)) == 10
    decoders.close()


def test_a_player_outside_the_cage_gets_nothing() -> None:
    with pytest.raises(SpawnError) as refusal:
        player_spawn.start("landlock", caged_as="open")
    assert refusal.value.reason == "self_test"
    assert {"read /etc/passwd", "fork", "socket inet", "write /tmp"} <= set(refusal.value.faults)


@pytest.mark.parametrize("name", VIDEOS)
def test_pictures_of_every_container(opened: Open, name: str) -> None:
    recording = opened((MEDIA / name).read_bytes())
    assert recording.info.reader == "media" and recording.info.format == name.split(".")[1]
    assert recording.shape == MediaShape(recording.shape.duration_ms, seekable=True, video=True, sound=True)
    assert 1950 <= recording.shape.duration_ms <= 2150
    heard = Listener(recording)
    first = heard.frame()
    assert (first.width, first.height, len(first.pixels)) == (64, 48, 64 * 48 * 4)
    assert abs(shade(first)) <= 1
    recording.seek(1010)
    there = heard.wait(lambda e: isinstance(e, MediaFrame) and e.start <= 1_010_000 < e.end)
    assert isinstance(there, MediaFrame) and shade(there) in (24, 25)


def test_a_film_without_an_index_plays_and_says_that_it_is_entered_roughly(opened: Open) -> None:
    recording = opened((MEDIA / "grey.mpg").read_bytes())
    assert (recording.info.format, recording.info.warnings) == ("mpeg", ("rough_moments",))
    heard = Listener(recording)
    first = heard.frame()
    since = len(heard.events)
    recording.seek(1010)
    there = heard.frame(since=since)
    assert abs(shade(there) - (there.start - first.start) // FRAME) <= 1  # what is shown is where it says
    recording.play()
    heard.wait(lambda e: isinstance(e, MediaSound) and any(e.data), since)


def test_recordings_that_are_not_played_have_a_name() -> None:
    stream = (b"\x47\x40\x11\x10" + bytes(184)) * 6
    with_times = (b"\0\0\0\1\x47\x40\x11\x10" + bytes(184)) * 6
    bare = b"\0\0\1\xb3\x04\x00\x30" + bytes(90)
    for data, format_ in (
        (stream, "mpegts"),
        (with_times, "mpegts"),
        (b"FLV\1\5" + bytes(90), "flv"),
        (bare, "mpeg-bare"),
    ):
        kind = kinds.sniff(len(data), lambda at, count, data=data: data[at : at + count])
        assert (kind.format, kind.reader) == (format_, "none")


@pytest.mark.parametrize("name", (*SOUNDS, *OLD_SOUNDS))
def test_sound_of_every_container(opened: Open, name: str) -> None:
    recording = opened((MEDIA / name).read_bytes())
    assert recording.shape.sound and not recording.shape.video
    heard = Listener(recording)
    recording.play()
    heard.wait(lambda e: isinstance(e, MediaSound) and any(e.data))


def test_a_wave_plays_to_its_end_and_again(opened: Open) -> None:
    recording = opened(wav(0.5))
    heard = Listener(recording)
    recording.play()
    assert heard.state("ended").at == 500_000
    played = sum(len(sound.data) for sound in heard.of(MediaSound))
    assert played == pytest.approx(0.5 * 48_000 * 4, rel=0.1)
    since = len(heard.events)
    recording.play()
    heard.state("playing", since)
    heard.wait(lambda e: isinstance(e, MediaSound), since)


def test_what_a_recording_says_of_itself(opened: Open) -> None:
    facts = opened((MEDIA / "grey.mp4").read_bytes()).info.facts
    assert facts["media.duration"] == "00:00:02"
    assert facts["media.title"] == "Допрос"
    assert facts["media.made"].startswith("2025-03-03 10:00:00 UTC")
    assert (facts["media.video"], facts["media.sound"], facts["media.pixels"]) == ("H264", "AAC", "64 x 48")


def test_every_picture_can_be_reached_and_is_the_right_one(opened: Open) -> None:
    recording = opened((MEDIA / "grey.mp4").read_bytes())
    heard = Listener(recording)
    heard.frame(0)
    for number in (30, 31, 29, 3, 48):
        since = len(heard.events)
        recording.seek(number * FRAME // 1000 + 1)
        picture = heard.frame(number, since)
        assert (shade(picture), picture.end - picture.start) == (number, FRAME)


def test_a_still_is_the_picture_that_is_shown(opened: Open) -> None:
    recording = opened((MEDIA / "grey.mp4").read_bytes())
    heard = Listener(recording)
    recording.seek(20 * 40 + 1)
    shown = heard.frame(20)
    still = recording.still()
    assert (still.pixels, still.start, still.full) == (shown.pixels, shown.start, (64, 48))


def test_playlists_are_not_played_whatever_they_are_called() -> None:
    tag = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)
    m3u = b"#EXTM3U\n#EXTINF:10,\nhttp://192.0.2.1/x.ts\n"
    sdp = b"v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\ns=x\r\nc=IN IP4 192.0.2.1\r\nm=audio 9 RTP/AVP 0\r\n"
    mpd = b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>'
    for data in (m3u, b"\xef\xbb\xbf" + m3u, tag + m3u, sdp, tag + sdp, b"ffconcat version 1.0\nfile x\n", mpd):
        kind = kinds.sniff(len(data), lambda at, count, data=data: data[at : at + count])
        assert kind.reader != "media", data[:40]
    assert kinds.sniff(len(tag), lambda at, count: tag[at : at + count]).reader == "media"


def test_a_recording_in_name_only_is_refused_in_a_sentence(decoders: Decoders) -> None:
    for data in (b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\x00" * 4000, (MEDIA / "grey.mp4").read_bytes()[:600]):
        source = Octets(data)
        with pytest.raises(KnownError) as refusal:
            decoders.show(source)
        assert refusal.value.code in ("evidence.damaged", "evidence.no_view")
        assert source.closed


def test_an_exhibit_that_breaks_under_the_player_ends_it(decoders: Decoders) -> None:
    class Broken(Octets):
        def read(self, position: int, count: int) -> bytes:
            if self.reads > 3:
                raise OSError("object damaged")
            self.reads += 1
            return super().read(position, count)

        reads = 0

    data = wav(120)
    with pytest.raises(KnownError) as refusal, decoders.show(Broken(data)) as recording:  # type: ignore[attr-defined]
        heard = Listener(recording)
        for at in (30_000, 60_000, 90_000, 110_000):
            recording.seek(at)
        recording.play()
        raise heard.wait(lambda e: isinstance(e, KnownError))  # type: ignore[misc]
    assert refusal.value.code == "evidence.damaged"


def test_a_player_that_says_nothing_is_ended(decoders: Decoders) -> None:
    source = Octets((MEDIA / "grey.mp4").read_bytes())
    kind = kinds.sniff(source.size, source.read)
    assert decoders.tier != "none"
    child = player_spawn.start(decoders.tier)
    for pid in family(child.process.pid):
        os.kill(pid, signal.SIGSTOP)
    with pytest.raises(KnownError) as refusal:
        Recording.open(child, source, kind, Limits(seconds=0.3))
    assert refusal.value.code == "evidence.too_slow"
    assert source.closed and child.process.poll() is not None


def test_what_a_player_says_is_checked() -> None:
    ring = memory("ring", playing.RING)
    try:
        for bad in (
            [1, 4, 64, 48],
            [1, -1, 64, 48],
            [1, 0, 1921, 1089],
            [1, 0, 0, 48],
            [0, 0, 64, 48],
            [1, 0, 64],
            "x",
        ):
            with pytest.raises(NonsenseError):
                media_answers.frame({"frame": bad, "span": [0, 1]}, ring)
        for span in ([1, 0], [0], None, [0, 1 << 60], [0.0, 1.0]):
            with pytest.raises(NonsenseError):
                media_answers.frame({"frame": [1, 0, 64, 48], "span": span}, ring)
        for pcm in ([0, 3], [playing.SOUND, 4], [-4, 4], [0]):
            with pytest.raises(NonsenseError):
                media_answers.sound({"pcm": pcm, "at": 0}, ring)
        for peaks in (-1, playing.MOST_PEAKS + 1, True, None):
            with pytest.raises(NonsenseError):
                media_answers.peaks({"peaks": peaks, "done": False}, ring)
        with pytest.raises(NonsenseError):
            media_answers.position({"state": "rewinding", "at": 0})
    finally:
        os.close(ring)
    assert (RATE, CHANNELS) == (playing.RATE, playing.CHANNELS)
    size = 1000
    for wish in (b"", b"x" * 11, playing.PULL.pack(0, 0), playing.PULL.pack(999, 2), playing.PULL.pack(1 << 63, 1)):
        with pytest.raises(NonsenseError):
            media_answers.pull(wish, size)
    assert media_answers.pull(playing.PULL.pack(990, 10), size) == (990, 10)


def test_the_waveform_is_loud_where_the_recording_is(decoders: Decoders) -> None:
    loudness = decoders.loudness(Octets(wav(4, silent_after=2)))
    assert loudness is not None
    done, last = threading.Event(), [b""]

    def heard(data: bytes, finished: bool) -> None:
        last[0] = data
        if finished:
            done.set()

    loudness.listen(heard)
    assert done.wait(20)
    loudness.close()
    data = last[0]
    assert len(data) == pytest.approx(4000 / playing.BUCKET_MS, abs=3)
    half = len(data) // 2
    assert min(data[2 : half - 3]) > 100
    assert max(data[half + 3 :]) < 5


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not on this machine")
def test_corpus_recordings_open_or_say_why(decoders: Decoders) -> None:
    shown, refused = [], []
    folders = ("mp4", "mov", "mkv", "ogg")  # one of the others is among the tests' own
    for path in [sorted((CORPUS / folder).iterdir())[0] for folder in folders]:
        try:
            recording = decoders.show(Octets(path.read_bytes()))
            shown.append(path.name)
            recording.close()
        except KnownError as error:
            refused.append((path.name, error.code))
    # a track list without a track
    assert refused == [("testMP4_StillImageTimeZero.mov", "evidence.no_view")]
    assert len(shown) == 3


def test_after_the_first_a_player_stands_ready() -> None:
    decoders = Decoders()
    data = (MEDIA / "grey.mp4").read_bytes()
    with decoders.show(Octets(data)):
        ready = decoders._players
        deadline = threading.Event()
        for _ in range(200):
            if ready._spare is not None:
                break
            deadline.wait(0.05)
        assert ready._spare is not None
        waiting = ready._spare.result()
    second = decoders.show(Octets(data))
    assert isinstance(second, Recording) and _child(second) is waiting
    Listener(second).frame()
    second.close()
    decoders.close()
    assert waiting.process.poll() is not None


def _child(recording: Recording) -> PlayerChild:
    return recording._line._child
