"""What the self-test of isolation found. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from models.views.documents import Tier


@dataclass(frozen=True)
class ProfileReport:
    """One decoder profile that was started: `seconds_to_start` until it had passed its self-test, `resident` octets
    then; `data` and `seconds` are its limits; `report` what it tried, name → what came of it.
    """

    name: str
    trusted: bool
    seconds_to_start: float
    resident: int
    data: int
    seconds: float
    report: dict[str, str]
    faults: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class IsolationReport:
    """The tier in force with its own self-test, and every profile in it. No profiles where there is no isolation."""

    tier: Tier
    reason: str
    report: dict[str, str]
    faults: tuple[str, ...]
    profiles: tuple[ProfileReport, ...]

    @property
    def ok(self) -> bool:
        """Whether every profile may be trusted with an exhibit."""
        return self.tier != "none" and all(one.trusted for one in self.profiles)
