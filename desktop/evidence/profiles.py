"""Every decoder profile, started and asked what it was kept from: for the self-test verb and its screen."""

from __future__ import annotations

import time
from collections.abc import Sequence

from desktop.evidence import player_spawn
from desktop.evidence.decoder import limits, playing, selftest
from desktop.evidence.decoding import Decoders
from desktop.evidence.spawn import Child, SpawnError
from desktop.i18n import N_, Words
from desktop.jobs import Progress
from models.views.isolation import IsolationReport, ProfileReport

PLAYER = "player"
PROFILES: tuple[str, ...] = (*limits.PROFILES, PLAYER)

JUDGED = ("descriptors", "processes", "home", "root", "environment", "network")

# what each attempt is called; a name that begins like one of these goes with it
ATTEMPTS: tuple[tuple[str, str], ...] = (
    ("read /etc/passwd", N_("Read a file of the machine")),
    ("read /proc/1/environ", N_("Read the environment of another process")),
    ("home", N_("Read the home folder")),
    ("root", N_("See other folders of the machine")),
    ("write ", N_("Write a file in {place}")),
    ("socket ", N_("Open a connection ({place})")),
    ("network", N_("See network devices")),
    ("fork", N_("Start further processes (a fork bomb)")),
    ("exec", N_("Start another program")),
    ("memory", N_("Take more memory than its limit")),
    ("executable memory", N_("Make memory executable")),
    ("shared memory", N_("Share memory with others")),
    ("memfd", N_("Make a file in memory")),
    ("pipe", N_("Open a pipe")),
    ("signal", N_("Send a signal to its parent")),
    ("trace the parent", N_("Trace its parent (ptrace)")),
    ("parent's memory", N_("Read its parent's memory")),
    ("processes", N_("See other processes")),
    ("descriptors", N_("Hold other open files")),
    ("environment", N_("Know anything of the user's environment")),
)


def examine(decoders: Decoders, progress: Progress | None = None, wanted: Sequence[str] = PROFILES) -> IsolationReport:
    """Start a decoder of each profile in the tier in force and judge its self-test (some seconds; not on the pool's
    database thread). Raises KnownError when it is cancelled.
    """
    watched = progress or Progress()
    found = decoders.isolation()
    if found.tier == "none":
        return IsolationReport(found.tier, found.reason, found.report, found.faults, ())
    profiles = []
    for number, name in enumerate(wanted):
        watched.at(number, len(wanted))
        profiles.append(_examined(decoders, name))
    watched.at(len(wanted), len(wanted))
    return IsolationReport(found.tier, found.reason, found.report, found.faults, tuple(profiles))


def _examined(decoders: Decoders, name: str) -> ProfileReport:
    tier, launcher = decoders.isolation().tier, decoders.launcher()
    data, seconds = limits.of(name).data, limits.of(name).seconds
    began = time.monotonic()
    child: Child | None = None
    try:
        if name == PLAYER:
            data = playing.DATA_LIMIT
            child = launcher.run(lambda: player_spawn.start(tier, "player")).result()
        else:
            child = launcher.start(tier, name).result()
        return ProfileReport(name, True, time.monotonic() - began, child.resident(), data, seconds, child.report)
    except SpawnError as error:
        spent = time.monotonic() - began
        return ProfileReport(name, False, spent, 0, data, seconds, error.report, error.faults, error.reason)
    finally:
        if child is not None:
            child.close()


SEEN = N_("only its own: {names}")
KEPT_NAMES = 6


def outcome_text(name: str, outcome: str, words: Words) -> str:
    """What came of an attempt, in words. What may be seen is the decoder's own (the self-test judges that)."""
    if outcome == selftest.REFUSED:
        return words.tr("refused")
    if name in JUDGED:
        seen = outcome.split()
        more = " …" if len(seen) > KEPT_NAMES else ""
        return words.tr(SEEN, names=", ".join(seen[:KEPT_NAMES]) + more) if seen else words.tr("nothing")
    return words.tr("POSSIBLE ({outcome})", outcome=outcome)


def attempt_name(name: str) -> tuple[str, str]:
    """The text that names an attempt, and the place it speaks of (`write /tmp` gives `/tmp`)."""
    for start, text in ATTEMPTS:
        if name == start:
            return text, ""
        if start.endswith(" ") and name.startswith(start):
            return text, name.removeprefix(start)
    return name, ""
