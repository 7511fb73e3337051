"""Players of recordings: after the first, one unused one stands ready, because whoever plays one plays more."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from contextlib import suppress

from desktop.evidence import player_spawn
from desktop.evidence.player_spawn import PlayerChild, Role
from desktop.evidence.spawn import Child, Launcher, SpawnError
from models.views.evidence import Tier

WARM_AFTER = 1.5  # seconds: not while the first picture is awaited


class Players:
    """Thread-safe. Without `keep_warm` each player is started when it is wanted."""

    def __init__(self, *, keep_warm: bool) -> None:
        self._keep_warm = keep_warm
        self._lock = threading.Lock()
        self._spare: Future[Child] | None = None
        self._timer: threading.Timer | None = None
        self._closed = False

    def take(self, launcher: Launcher, tier: Tier, role: Role) -> PlayerChild:
        """A fresh checked player. Blocks until it is there; raises SpawnError."""
        child: Child | None = None
        if role == "player":
            with self._lock:
                spare, self._spare = self._spare, None
            child = _alive(spare)
            self._warm_soon(launcher, tier)
        try:
            child = child or launcher.run(lambda: player_spawn.start(tier, role)).result()
        except SpawnError:  # it may have been ended while it started
            child = launcher.run(lambda: player_spawn.start(tier, role)).result()
        assert isinstance(child, PlayerChild)
        return child

    def close(self) -> None:
        """End the one that stands ready."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
            spare, self._spare = self._spare, None
        child = _alive(spare)
        if child is not None:
            child.close()

    def _warm_soon(self, launcher: Launcher, tier: Tier) -> None:
        def start() -> None:
            with self._lock:
                if self._spare is None and not self._closed:
                    self._spare = launcher.run(lambda: player_spawn.start(tier))

        if not self._keep_warm:
            return
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(WARM_AFTER, start)
            self._timer.daemon = True
            self._timer.start()


def _alive(spare: Future[Child] | None) -> Child | None:
    if spare is None:
        return None
    with suppress(SpawnError):
        child = spare.result()
        if child.process.poll() is None:
            return child
        child.close()
    return None
