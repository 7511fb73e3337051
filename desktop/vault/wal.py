"""SQLite's write-ahead log, judged before the library opens it: it drops damaged tails without a word.

Format: sqlite.org/fileformat2.html section 4. The checksums are no protection against an attacker (the outside head
is); they tell a whole log from one that a crash or a bad disk left half written.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from pathlib import Path

_HEADER = struct.Struct(">IIIIIIII")
_FRAME = struct.Struct(">IIIIII")
_MAGIC = (0x377F0682, 0x377F0683)
_MASK = 0xFFFFFFFF


@dataclass(frozen=True)
class State:
    """Whole frames up to the last commit; what follows them.

    `unfinished`: a transaction without its commit, as a killed program leaves it. `damaged`: frames that are there in
    full and do not hold together, as a bad disk, a power cut or somebody's hand leaves them.
    """

    present: bool
    frames: int = 0
    unfinished: bool = False
    damaged: bool = False


def path_of(register: Path) -> Path:
    return register.with_name(register.name + "-wal")


def judge(register: Path) -> State:
    """Look at the log beside `register`. Raises OSError. The cost is that of reading it once (only after a crash).

    The register is opened with `journal_size_limit = 0`, so that no frames of an earlier round lie behind the end.
    """
    try:
        data = path_of(register).read_bytes()
    except FileNotFoundError:
        return State(False)
    if not data:
        return State(False)
    if len(data) < _HEADER.size:
        return State(True, unfinished=True)
    magic, version, page, _, salt_1, salt_2, sum_1, sum_2 = _HEADER.unpack_from(data)
    big = magic == _MAGIC[1]
    sums = _checksum(data[:24], big, (0, 0))
    known = magic in _MAGIC and version == 3007000 and page in (512 << n for n in range(8))
    if not known or sums != (sum_1, sum_2):
        return State(True, damaged=True)
    committed = whole = 0
    step = _FRAME.size + page
    for at in range(_HEADER.size, len(data) - step + 1, step):
        _, commit, one, two, sum_1, sum_2 = _FRAME.unpack_from(data, at)
        if one != salt_1 and two != salt_2:
            return State(True, committed, whole > committed)  # a round before this one: the log ends here
        sums = _checksum(data[at : at + 8], big, sums)
        sums = _checksum(data[at + _FRAME.size : at + step], big, sums)
        if (one, two) != (salt_1, salt_2) or sums != (sum_1, sum_2):
            return State(True, committed, damaged=True)
        whole += 1
        if commit:
            committed = whole
    rest = (len(data) - _HEADER.size) % step
    return State(True, committed, whole > committed or rest > 0)


def _checksum(data: bytes, big: bool, start: tuple[int, int]) -> tuple[int, int]:
    words = array("I", data)
    if big != (struct.pack("=H", 1) == b"\0\1"):
        words.byteswap()
    one, two = start
    for at in range(0, len(words), 2):
        one = (one + words[at] + two) & _MASK
        two = (two + words[at + 1] + one) & _MASK
    return one, two
