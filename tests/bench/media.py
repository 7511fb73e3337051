"""Recordings: 1080p25 through the caged player, and opening and seeking a long sealed one against Qt's own player on a
plain file. The recording is made by ffmpeg; where there is none, that is said and nothing is measured.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from desktop.evidence.decoding import Decoders
from desktop.evidence.recording import Recording
from desktop.vault.objects import Objects
from models.views.media import MediaEvent, MediaFrame
from tests.bench.measure import Row

SECONDS, LOOPS = 60, 72  # 72 minutes at 8 Mbit/s: some 4 GiB
WATCHED = 15.0
SEEKS = 10
MIB = 1 << 20
PEER = """
import json, os, sys, time
begun = time.perf_counter()
os.environ.update(QT_QPA_PLATFORM="minimal", QT_FFMPEG_DECODING_HW_DEVICE_TYPES=",", QT_MEDIA_BACKEND="ffmpeg")
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QMediaPlayer, QVideoSink
app, player, sink = QGuiApplication([]), QMediaPlayer(), QVideoSink()
player.setVideoSink(sink)
wanted, took, state = json.loads(sys.argv[2]), [], {"at": begun, "ms": 0}
def frame(frame):
    if not frame.isValid() or not frame.startTime() <= state["ms"] * 1000 < max(frame.endTime(), 1):
        return
    frame.toImage()
    took.append(time.perf_counter() - state["at"])
    if not wanted:
        print(json.dumps(took), flush=True)
        os._exit(0)
    state["ms"] = wanted.pop(0)
    QTimer.singleShot(300, seek)
def seek():
    state["at"] = time.perf_counter()
    player.setPosition(state["ms"])
sink.videoFrameChanged.connect(frame)
player.setSource(QUrl.fromLocalFile(sys.argv[1]))
player.pause()
app.exec()
"""


def made(folder: Path) -> Path:
    """A video with noise, a tone and a key picture every two seconds."""
    ffmpeg = shutil.which("ffmpeg")
    assert ffmpeg is not None
    short, long = folder / "short.mp4", folder / "long.mp4"
    noise = f"testsrc2=size=1920x1080:rate=25:duration={SECONDS},noise=alls=12:allf=t"
    coded = "-c:v libx264 -preset ultrafast -b:v 8M -maxrate 8M -bufsize 8M -g 50 -pix_fmt yuv420p -c:a aac"
    tone = f"sine=440:duration={SECONDS}"
    quiet = [ffmpeg, "-v", "error", "-y"]
    subprocess.run([*quiet, "-f", "lavfi", "-i", noise, "-f", "lavfi", "-i", tone, *coded.split(), short], check=True)
    loops = [*quiet, "-stream_loop", str(LOOPS - 1), "-i", short, "-c", "copy", long]
    subprocess.run(loops, check=True)
    short.unlink()
    return long


class Watcher:
    """Remembers when pictures came."""

    def __init__(self, recording: Recording) -> None:
        self.came: list[float] = []
        self._wanted = 0
        self._there = threading.Event()
        recording.listen(self._take)

    def _take(self, event: MediaEvent) -> None:
        if isinstance(event, MediaFrame):
            self.came.append(time.perf_counter())
            if event.start <= self._wanted * 1000 < max(event.end, 1):
                self._there.set()

    def wait(self) -> None:
        assert self._there.wait(15)

    def want(self, ms: int) -> None:
        self._wanted = ms
        self._there.clear()


def _busy(processes: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes]
    return sum(one.user + one.system for one in times)


def rows() -> Iterator[Row]:
    if shutil.which("ffmpeg") is None:
        print("media: no ffmpeg on this machine, so there is no recording to measure with")
        return
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as name:
        video = made(Path(name))
        size = video.stat().st_size
        objects = Objects(Path(name) / "objects")
        objects.folder.mkdir()
        with video.open("rb") as stream:
            sealed = objects.seal(stream)
        positions = [1000 * 60 * LOOPS * (7 * n % SEEKS + 1) // (SEEKS + 1) + 37 for n in range(SEEKS)]
        decoders = Decoders()
        decoders.ready()
        yield from _opening(decoders, objects, sealed, video, positions, size)
        yield from _playing(decoders, objects, sealed)
        decoders.close()


def _open(decoders: Decoders, objects: Objects, sealed: object) -> Recording:
    recording = decoders.show(objects.open(sealed.object_id, sealed.key))  # type: ignore[attr-defined]
    assert isinstance(recording, Recording)
    return recording


def _opening(
    decoders: Decoders, objects: Objects, sealed: object, video: Path, positions: list[int], size: int
) -> Iterator[Row]:
    opened, sought, pulled = [], [], []
    peer_opened, peer_sought = [], []
    for _ in range(3):
        begun = time.perf_counter()
        with _open(decoders, objects, sealed) as recording:
            watcher = Watcher(recording)
            watcher.wait()
            opened.append(time.perf_counter() - begun)
            for position in positions:
                time.sleep(0.3)
                before = recording.pulled
                watcher.want(position)
                begun = time.perf_counter()
                recording.seek(position)
                watcher.wait()
                sought.append(time.perf_counter() - begun)
                pulled.append(recording.pulled - before)
        command = [sys.executable, "-c", PEER, str(video), json.dumps(positions)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
        first, *others = json.loads(done.stdout.splitlines()[-1])
        peer_opened.append(first)
        peer_sought += others
    note = f"{size / (1 << 30):.1f} GiB"
    ours, peer = statistics.median(opened) * 1000, statistics.median(peer_opened) * 1000
    yield Row("sealed video, process and first picture : Qt, file", ours, peer, "ms", 1.5, note)
    ours, peer = statistics.median(sought) * 1000, statistics.median(peer_sought) * 1000
    yield Row("seek to a picture : Qt, file", ours, peer, "ms", 1.5, f"worst {max(sought) * 1000:.0f}")
    yield Row("read for a seek, worst", max(pulled) / MIB, None, "MiB", 8)


def _playing(decoders: Decoders, objects: Objects, sealed: object) -> Iterator[Row]:
    with _open(decoders, objects, sealed) as recording:
        watcher = Watcher(recording)
        watcher.wait()
        parent = psutil.Process(recording._line._child.process.pid)
        family, desk = [parent, *parent.children(recursive=True)], [psutil.Process()]
        recording.play()
        time.sleep(2)
        watcher.came.clear()
        begun, theirs, ours = time.perf_counter(), _busy(family), _busy(desk)
        time.sleep(WATCHED)
        took = time.perf_counter() - begun
        player, host = (_busy(family) - theirs) / took, (_busy(desk) - ours) / took
        gaps = sorted(1000 * (b - a) for a, b in zip(watcher.came, watcher.came[1:], strict=False))
        resident = sum(one.memory_info().rss for one in family) / MIB
    rate = len(watcher.came) / took
    note = f"{rate:.1f} pictures a second, gaps p50/p99/max {gaps[len(gaps) // 2]:.0f}/"
    note += f"{gaps[len(gaps) * 99 // 100]:.0f}/{gaps[-1]:.0f} ms"
    yield Row("1080p25: seconds for 25 pictures", 25 / rate, None, "s", 1.02, note)
    yield Row("1080p25: player, share of a core", player * 100, None, "%", 50, f"desk {host * 100:.0f} %")
    yield Row("1080p25: player's memory", resident, None, "MiB", 600)
