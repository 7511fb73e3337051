"""What the memory of the program's processes holds (Linux, as root: hardened processes show theirs to nobody else)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop.vault.keys import Keys
from tests.journeys.orders import in_memory


def spoken(text: str) -> dict[str, bytes]:
    """A secret that is typed, as it lies in memory."""
    return {"utf-8": text.encode(), "utf-16": text.encode("utf-16-le"), "utf-32": text.encode("utf-32-le")}


def readable(pid: int) -> bool:
    """Whether the search can work at all."""
    try:
        Path(f"/proc/{pid}/mem").open("rb").close()
    except PermissionError:
        return False
    return True


def holders(processes: Mapping[int, str], needles: dict[str, bytes]) -> list[str]:
    """Sentences on processes that hold one of the needles; a process that ends meanwhile holds nothing."""
    found = []
    for pid, words in processes.items():
        try:
            held = in_memory(pid, needles)
        except (FileNotFoundError, ProcessLookupError):
            continue
        found += [f"{name} in the memory of {pid} ({words[:120]})" for name in sorted(held)]
    return found


class Secrets:
    """What only an open desk may know; every look adds to the day's `notes` or `faults`."""

    def __init__(self, passphrase: str, vault_key: bytes, derived: Keys, notes: list[str], faults: list[str]) -> None:
        self.keys = {"vault key": vault_key, "database key": derived.database, "row key": derived.row}
        self._all: dict[str, bytes] = {f"passphrase ({how})": octets for how, octets in spoken(passphrase).items()}
        self._all |= self.keys | {"vault key as hex": vault_key.hex().encode()}
        self._all |= {f"{name} key": getattr(derived, name) for name in ("audit", "header", "backup", "head")}
        self._all["database key as hex"] = derived.database.hex().encode()
        self.notes = notes
        self.faults = faults

    def control(self, what: str, pid: int, needles: dict[str, bytes]) -> None:
        """The search finds what is there."""
        if not readable(pid):
            self.notes.append(f"memory was not searched for {what}: that takes root")
        elif holders({pid: ""}, needles):
            self.notes.append(f"control: the search finds {what}")
        else:
            self.faults.append(f"control failed: the search does not find {what}")

    def with_a_desk(self, living: Mapping[int, str], desk: int, helpers: tuple[str, ...] = ()) -> None:
        """The keys are in the desk and nowhere else, the passphrase nowhere; `helpers` (words of their command lines)
        are among the processes that were searched.
        """
        if not readable(desk):
            self.notes.append("memory of the open desk was not searched: that takes root")
            return
        held, others = in_memory(desk, self._all), {pid: words for pid, words in living.items() if pid != desk}
        if held.isdisjoint(self.keys):
            self.faults.append("control failed: the search does not find a key in the open desk")
        else:
            self.notes.append("control: the search finds a key in the open desk")
        self.faults += [f"{name} in the memory of the desk" for name in held if name.startswith("passphrase")]
        self.faults += holders(others, self._all)
        for helper in helpers:
            count = sum(helper in words for words in others.values())
            told = f"beside the open desk: {count} processes of {helper} searched for {len(self._all)} secrets"
            (self.notes if count else self.faults).append(told)

    def without_a_desk(self, left: Mapping[int, str], before: Mapping[int, str], gate: int) -> None:
        """After a lock or a crash only the gate and the new desk that waits for it live, and neither knows anything."""
        stayed = {pid: words for pid, words in left.items() if pid in before and pid != gate}
        self.faults += [f"still there without a desk: {pid} {words[:160]}" for pid, words in stayed.items()]
        if readable(gate):
            self.faults += holders(left, self._all)
            self.notes.append(f"without a desk: {len(left)} processes searched for {len(self._all)} secrets")
        else:
            self.notes.append("without a desk: memory was not searched, that takes root")
