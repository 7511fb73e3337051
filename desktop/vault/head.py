"""What this workstation remembers of a vault: the outside head (MACed) and failed unlocks (not provable).

Both lie in the workstation's state folder, one file per vault id. The head says how far the chain and the header were
when last seen here, so that an older vault put in their place is noticed (RULINGS C6).
"""

from __future__ import annotations

import datetime as dt
import hmac
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.clock import Clock, parse_stamp, stamp
from desktop.paths import Paths
from desktop.vault import files

FREE_TRIES = 3
LONGEST_WAIT = 60.0
TIMES_KEPT = 20


@dataclass(frozen=True)
class Seen:
    """The furthest that was seen: chain sequence and hash, header sequence."""

    seq: int
    hash: bytes
    header: int


class SpoiltError(Exception):
    """There is a head file, but it is damaged or was not made with this vault's key."""


class Memory:
    """The workstation's files about one vault."""

    def __init__(self, paths: Paths, vault_id: bytes) -> None:
        folder = paths.state / "vaults"
        self.head_path: Path = folder / f"{vault_id.hex()}.head"
        self.failed_path: Path = folder / f"{vault_id.hex()}.failed"
        self._vault = vault_id.hex()

    def seen(self, key: bytes) -> Seen | None:
        """The outside head, or None when this workstation has none. Raises SpoiltError."""
        try:
            data = self.head_path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SpoiltError from error
        try:
            fields = json.loads(data)
            seen = Seen(int(fields["seq"]), bytes.fromhex(fields["hash"]), int(fields["header"]))
            same = hmac.compare_digest(self._encode(seen, key), data)
        except (ValueError, KeyError, TypeError) as error:
            raise SpoiltError from error
        if not same:
            raise SpoiltError
        return seen

    def remember(self, seen: Seen, key: bytes) -> None:
        """Write the head durably. Raises OSError."""
        self._folder()
        files.write_whole(self.head_path, self._encode(seen, key))

    def _encode(self, seen: Seen, key: bytes) -> bytes:
        fields = {"format": 1, "hash": seen.hash.hex(), "header": seen.header, "seq": seen.seq, "vault": self._vault}
        body = json.dumps(fields, sort_keys=True).encode()
        mac = hmac.digest(key, b"collegium/outside-head/v1\0" + body, "sha256").hex()
        return json.dumps({**fields, "mac": mac}, sort_keys=True).encode() + b"\n"

    def failures(self) -> Failures:
        """Failed unlocks at this workstation since the last unlock."""
        try:
            fields = json.loads(self.failed_path.read_bytes())
            times = tuple(str(time) for time in fields["times"])
            for time in times:
                parse_stamp(time)
            return Failures(int(fields["count"]), times)
        except (OSError, ValueError, KeyError, TypeError):
            return Failures(0, ())

    def note_failure(self, clock: Clock) -> None:
        """Count one more failed unlock. A state folder that can't be written is no reason to refuse the next try."""
        past = self.failures()
        times = [*past.times, stamp(clock.now())][-TIMES_KEPT:]
        with suppress(OSError):
            self._folder()
            files.write_whole(self.failed_path, json.dumps({"count": past.count + 1, "times": times}).encode())

    def forget_failures(self) -> None:
        with suppress(OSError):
            self.failed_path.unlink()

    def _folder(self) -> None:
        for folder in (self.head_path.parent.parent, self.head_path.parent):
            folder.mkdir(mode=files.PRIVATE_FOLDER, exist_ok=True)


@dataclass(frozen=True)
class Failures:
    """How many failed unlocks, and when the latest were (stamps, oldest first)."""

    count: int
    times: tuple[str, ...]

    def wait(self, now: dt.datetime) -> float:
        """Seconds before the next try is welcome: none for three tries, then doubling to a minute."""
        if self.count < FREE_TRIES or not self.times:
            return 0.0
        pause = min(LONGEST_WAIT, 2.0 ** (self.count - FREE_TRIES))
        passed = (now - parse_stamp(self.times[-1])).total_seconds()
        return max(0.0, min(pause, pause - passed))
