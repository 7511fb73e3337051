"""Decoded exhibits for the rest of the program. The process that holds the keys reads, the isolated one decodes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace

from desktop.errors import KnownError
from desktop.evidence import kinds, second_kind
from desktop.evidence.decoder import limits as limits_table
from desktop.evidence.document import Document
from desktop.evidence.line import Limits, Source
from desktop.evidence.loudness import Loudness
from desktop.evidence.player_spawn import PlayerChild, Role
from desktop.evidence.players import Players
from desktop.evidence.recording import Recording
from desktop.evidence.sentences import NO_ISOLATION
from desktop.evidence.spawn import Child, Launcher, SpawnError
from models.views.evidence import DocumentInfo, Isolation, Reader, Tier

__all__ = ["Decoders", "Document", "Limits", "Source"]

FORCED: dict[str, Reader] = {"pdf": "pdf", "image": "image", "text": "text"}
WARM = frozenset({"any", "pdf", "image", "text"})  # what the warm decoder has loaded
ROUGH = frozenset({"mpeg"})  # without an index: entered where the next whole picture begins, up to half a second late
WARM_AFTER = 0.3  # seconds
SAFE_TIERS: tuple[Tier, ...] = ("sandbox", "landlock")


class Decoders:
    """Opens exhibits, each in a process of its own, and keeps one unused process warm. Thread-safe.

    `tiers` are tried in order; when none comes up, exhibits have facts only. Without `keep_warm` (command line) each
    decoder is started when it is wanted.
    """

    def __init__(
        self, tiers: Sequence[Tier] = SAFE_TIERS, limits: Limits | None = None, *, keep_warm: bool = True
    ) -> None:
        self._tiers = tuple(tier for tier in tiers if tier in SAFE_TIERS)
        self._limits = limits or Limits()
        self._given = limits
        self._keep_warm = keep_warm
        self._launcher: Launcher | None = None
        self._lock = threading.Lock()
        self._spare: Future[Child] | None = None
        self._isolation: Isolation | None = None
        self._closed = False
        self._timer: threading.Timer | None = None
        self._players = Players(keep_warm=keep_warm)

    @property
    def tier(self) -> Tier:
        """The tier in force. The first question starts a decoder to find out (some tenths of a second)."""
        return self.isolation().tier

    def isolation(self) -> Isolation:
        """The tier in force with its self-test."""
        with self._lock:
            return self._settle()

    def warm(self) -> None:
        """Find out the tier and get a decoder ready, without waiting for either."""
        threading.Thread(target=self.isolation, name="decoder-warm", daemon=True).start()

    def ready(self) -> None:
        """Wait until a decoder stands ready."""
        with self._lock:
            tier = self._settle().tier
            if tier == "none" or self._closed or self._launcher is None:
                return
            self._spare = spare = self._spare or self._launcher.start(tier)
        with suppress(SpawnError):
            spare.result()

    def open(self, source: Source, kind: str | None = None, password: str | None = None) -> Document:
        """Open an exhibit. From then on the document closes `source`; when this raises, the caller still owns it.

        `kind` forces a reader (`pdf`, `image`, `text`); None and anything else leave the choice to the content.
        Raises KnownError: locked, wrong_password, damaged, too_big, too_slow, decoder_died.
        """
        # the first octets are only compared with a table here; nothing is decoded
        found = kinds.sniff(source.size, source.read)
        forced = FORCED.get(kind or "")
        if forced is not None:
            found = replace(found, reader=forced, loads=forced)
        if found.reader in ("none", "media"):  # a recording is played, see `show`
            return Document(None, source, _with(found, DocumentInfo(found.reader, found.format, found.media, ())))
        loads = found.loads or found.reader
        with self._lock:
            tier = self._settle(loads).tier
        if tier == "none":
            return Document(None, source, _unsafe(found))
        document = Document.open(lambda: self.take(loads), source, found, password, self._limits_of(loads))
        document.info = _with(found, document.info)
        return document

    def show(self, source: Source, password: str | None = None) -> Document | Recording:
        """Open an exhibit for eyes and ears: the same as `open`, and recordings in a player."""
        found = kinds.sniff(source.size, source.read)
        if found.reader != "media":
            return self.open(source, None, password)
        with self._lock:
            tier = self._settle().tier
        if tier == "none":
            return Document(None, source, _unsafe(found))
        recording = Recording.open(self._player(tier, "player"), source, found, self._limits)
        rough = ("rough_moments",) if found.format in ROUGH else ()
        recording.info = _with(found, replace(recording.info, warnings=rough))
        return recording

    def loudness(self, source: Source) -> Loudness | None:
        """The waveform of a recording, worked out in the background. None where there is no isolation."""
        with self._lock:
            tier = self._settle().tier
        return None if tier == "none" else Loudness(self._player(tier, "loudness"), source, self._limits)

    def _player(self, tier: Tier, role: Role) -> PlayerChild:
        assert self._launcher is not None
        try:
            return self._players.take(self._launcher, tier, role)
        except SpawnError:
            raise KnownError(NO_ISOLATION) from None

    def _limits_of(self, reader: str) -> Limits:
        """What one exhibit may cost: by its profile, unless other limits were given for all."""
        profile = limits_table.of(reader)
        return self._given or Limits(profile.seconds, profile.resident)

    def launcher(self) -> Launcher:
        """The thread that starts decoders, for whoever examines them. `isolation` has been asked before."""
        assert self._launcher is not None
        return self._launcher

    def take(self, reader: str = "any") -> Child:
        """A fresh checked decoder, the warm one if there is one; another is started soon. Raises KnownError."""
        with self._lock:
            tier = self._settle(reader).tier
            if tier == "none" or self._closed or self._launcher is None:
                raise KnownError(NO_ISOLATION)
            if reader in WARM:
                spare, self._spare = self._spare or self._launcher.start(tier, reader), None
                self._warm_soon(tier)
            else:  # the warm one has not loaded what this kind needs, and stays for the next
                spare = self._launcher.start(tier, reader)
        for again in (True, True, False):
            with suppress(SpawnError):
                child = spare.result()
                if child.reader in ("any", reader) and child.process.poll() is None:
                    return child
                child.close()
            if again:
                spare = self._launcher.start(tier, reader)
        raise KnownError(NO_ISOLATION)

    def close(self) -> None:
        """End the warm decoder. Open documents are closed by their owners."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
            spare, self._spare = self._spare, None
        self._players.close()
        if spare is not None:
            with suppress(SpawnError):
                spare.result().close()

    def _warm_soon(self, tier: Tier) -> None:
        """Start the next spare a little later: it must not compete with the page that somebody waits for."""

        def start() -> None:
            with self._lock:
                if self._spare is None and not self._closed and self._launcher is not None:
                    self._spare = self._launcher.start(tier)

        if not self._keep_warm:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(WARM_AFTER, start)
        self._timer.daemon = True
        self._timer.start()

    @staticmethod
    def _first(launcher: Launcher, tier: Tier, reader: str) -> Future[Child]:
        """A decoder of this tier. One that ended by itself is started once more before a weaker tier is tried: whoever
        ended it may have meant another, and what is settled here holds for the whole sitting.
        """
        first = launcher.start(tier, reader)
        error = first.exception()
        if isinstance(error, SpawnError) and error.reason == "not_started":
            return launcher.start(tier, reader)
        return first

    def _settle(self, reader: str = "any") -> Isolation:
        if self._isolation is not None:
            return self._isolation
        self._launcher = self._launcher or Launcher()
        reason, report, found = "", dict[str, str](), tuple[str, ...]()
        for tier in self._tiers:
            first = self._first(self._launcher, tier, reader if reader in WARM else "any")
            try:
                child = first.result()
            except SpawnError as error:
                reason = reason or error.reason
                report, found = error.report, error.faults
                continue
            self._spare = first
            self._isolation = Isolation(tier, child.report, (), reason)
            return self._isolation
        self._isolation = Isolation("none", report, found, reason or "switched_off")
        return self._isolation


def _with(found: kinds.Kind, info: DocumentInfo) -> DocumentInfo:
    """What is known of an exhibit, and what else its octets read as."""
    if not found.also:
        return info
    noticed = dict.fromkeys((*info.warnings, *second_kind.notes(found.also)))
    return replace(info, facts={**info.facts, "file.also": " ".join(found.also)}, warnings=tuple(noticed))


def _unsafe(found: kinds.Kind) -> DocumentInfo:
    """What is known where nothing opens it safely."""
    return _with(found, DocumentInfo("none", found.format, found.media, (), {}, ("no_isolation",)))
