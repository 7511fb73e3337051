"""What the memory of the program's processes holds (Linux, as root: hardened processes show theirs to nobody else)."""

from __future__ import annotations

from collections.abc import Mapping

from tests.journeys.orders import in_memory


def spoken(text: str) -> dict[str, bytes]:
    """A secret that is typed, as it lies in memory."""
    return {"utf-8": text.encode(), "utf-16": text.encode("utf-16-le"), "utf-32": text.encode("utf-32-le")}


def readable(pid: int) -> bool:
    """Whether the search can work at all."""
    try:
        in_memory(pid, {"any": b"\0"})
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
