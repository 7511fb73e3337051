"""The decoder process from its start to its end.

    … CONTROL INBOX OUTBOX TIER READER FONTS HOME

Three descriptors, the tier in force, the reader to load (`any` for all), the fonts' folder, the user's home.

The home folder is named only so that the self-test can try to read it.
"""

from __future__ import annotations

import ctypes
import mmap
import socket
from pathlib import Path

from desktop.evidence.decoder import cage, limits, readers, selftest, wire
from desktop.evidence.decoder.worker import Worker

THREADED = frozenset({"rare_image"})  # libheif always works with threads of its own


def main(arguments: list[str]) -> int:
    control_at, inbox, outbox = (int(argument) for argument in arguments[:3])
    tier, reader, fonts_folder, home = arguments[3:7]
    cage.close_others((control_at, inbox, outbox))
    control = socket.socket(fileno=control_at)
    profile = limits.of(reader)
    cage.limit(profile.data, profile.cpu, threads=reader in THREADED)
    kept = readers.load(reader, Path(fonts_folder))
    memory = mmap.mmap(outbox, wire.OUTBOX)
    ctypes.c_ubyte.from_buffer(memory)  # ctypes loads what it needs now
    _close_the_door(tier, fonts_folder, "threaded" if reader in THREADED else "tight")
    report = selftest.run(home or "/root", profile.data)
    control.send(wire.pack({"v": wire.VERSION, "tier": tier, "report": report}))
    Worker(control, inbox, memoryview(memory), Path(fonts_folder)).serve()
    kept.clear()
    return 0


def _close_the_door(tier: str, fonts_folder: str, filter_: str) -> None:
    """From here on no file, no network, no process, no executable memory. `open` is for the negative test only."""
    if tier == "open":
        return
    tight = cage.filter_of(filter_)
    cage.drop_privileges()
    if tier == "landlock":
        cage.landlock([fonts_folder])
    if tight is not None:
        cage.seccomp(tight)
