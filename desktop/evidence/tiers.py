"""The three ways in which exhibits are decoded, and what a decoder must report before it gets any.

sandbox   bubblewrap and seccomp: no files but the reader's own, no network, no other process
landlock  no bubblewrap: Landlock, seccomp, limits; the machine's file names may be asked for, nothing can be read
none      neither: nothing is decoded, only facts are shown
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from desktop.evidence.decoder import selftest
from models.views.evidence import Tier

# bubblewrap sets PWD, Python may settle the locale
ENVIRONMENT = frozenset({"PWD", "LC_CTYPE"})
ROOT = frozenset({"dev", "etc", "lib", "lib64", "lib32", "libx32", "proc", "usr"})
SANDBOX_PROCESSES = frozenset({"1", "2", "3"})
SANDBOX_NETWORK = frozenset({"lo"})


def attempted() -> frozenset[str]:
    """The names of everything that a decoder must have tried in vain."""
    return frozenset(selftest.attempts(0))


def faults(
    tier: Tier,
    report: Mapping[str, str],
    descriptors: Collection[int],
    bound: Collection[str] = (),
    home: str = "",
    *,
    environment: Collection[str] = (),
    spare: int = 2,
) -> tuple[str, ...]:
    """What the report has that this tier must not have; empty = may be trusted with an exhibit.

    `descriptors`: the numbers that were handed down, beside 0–2; `bound`: the paths that the sandbox shows;
    `home`: the folder whose own contents must not be seen; `environment`: further names that the process has set
    itself; `spare`: how many descriptors it may have opened itself.
    """
    found = [name for name in sorted(attempted()) if report.get(name) != selftest.REFUSED]
    found += _strangers(report, "environment", ENVIRONMENT | set(environment))
    if tier == "sandbox":
        # two of a decoder's own: the listing has one, and so has the mapped outbox
        known = {str(n) for n in (0, 1, 2, *descriptors)}
        found += ["descriptors"] if len(_strangers(report, "descriptors", known)) > spare else []
        found += _strangers(report, "processes", SANDBOX_PROCESSES)
        found += _strangers(report, "root", ROOT | _first_parts(bound, "/"))
        found += _strangers(report, "home", _first_parts(bound, home))
        found += _strangers(report, "network", SANDBOX_NETWORK)
    else:
        found += [name for name in _SEEN if report.get(name) != selftest.REFUSED]
    return tuple(found)


_SEEN = ("descriptors", "processes", "root", "home", "network")


def _first_parts(bound: Collection[str], folder: str) -> set[str]:
    """The names right under `folder` that lead to something that was bound on purpose."""
    inside = [Path(path).relative_to(folder).parts for path in bound if folder and Path(path).is_relative_to(folder)]
    return {parts[0] for parts in inside if parts}


def _strangers(report: Mapping[str, str], name: str, known: Collection[str]) -> list[str]:
    if name not in report or report[name] == selftest.REFUSED:
        return [] if report.get(name) == selftest.REFUSED else [name]
    return [f"{name} {item}" for item in report[name].split() if item not in known]
