"""Decoded exhibits for the rest of the program. The process that holds the keys reads, the isolated one decodes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress

from desktop.errors import KnownError
from desktop.evidence.decoder import kinds
from desktop.evidence.document import Document
from desktop.evidence.line import Limits, Source
from desktop.evidence.sentences import NO_ISOLATION
from desktop.evidence.spawn import Child, Launcher, SpawnError
from models.views.evidence import DocumentInfo, Isolation, Reader, Tier

__all__ = ["Decoders", "Document", "Limits", "Source"]

SAFE_TIERS: tuple[Tier, ...] = ("sandbox", "landlock")


class Decoders:
    """Opens exhibits, each in a process of its own, and keeps one unused process warm. Thread-safe.

    `tiers` are tried in order; when none comes up, exhibits have facts only.
    """

    def __init__(self, tiers: Sequence[Tier] = SAFE_TIERS, limits: Limits | None = None) -> None:
        self._tiers = tuple(tiers)
        self._limits = limits or Limits()
        self._launcher: Launcher | None = None
        self._lock = threading.Lock()
        self._spare: Future[Child] | None = None
        self._isolation: Isolation | None = None
        self._closed = False

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

    def open(self, source: Source, kind: str | None = None, password: str | None = None) -> Document:
        """Open an exhibit. From then on the document closes `source`; when this raises, the caller still owns it.

        `kind` forces a reader (`pdf`, `image`, `text`); None and anything else leave the choice to the content.
        Raises KnownError: locked, wrong_password, damaged, too_big, too_slow, decoder_died.
        """
        reader: Reader | None = kind if kind in ("pdf", "image", "text") else None  # type: ignore[assignment]
        # the first octets are only compared with a table here; nothing is decoded
        found = kinds.sniff(source.size, source.read)
        if found.reader == "none" and reader is None:
            return Document(None, source, DocumentInfo("none", found.format, found.media, ()))
        if self.tier == "none":
            return Document(None, source, DocumentInfo("none", found.format, found.media, (), {}, ("no_isolation",)))
        return Document.open(self.take, source, reader, password, self._limits)

    def take(self) -> Child:
        """A fresh checked decoder, the warm one if there is one; another is started at once. Raises KnownError."""
        with self._lock:
            tier = self._settle().tier
            if tier == "none" or self._closed or self._launcher is None:
                raise KnownError(NO_ISOLATION)
            spare = self._spare or self._launcher.start(tier)
            self._spare = self._launcher.start(tier)
        for attempt in range(3):
            with suppress(SpawnError):
                child = spare.result()
                if child.process.poll() is None:
                    return child
                child.close()
            if attempt < 2:
                spare = self._launcher.start(tier)
        raise KnownError(NO_ISOLATION)

    def close(self) -> None:
        """End the warm decoder. Open documents are closed by their owners."""
        with self._lock:
            self._closed = True
            spare, self._spare = self._spare, None
        if spare is not None:
            with suppress(SpawnError):
                spare.result().close()

    def _settle(self) -> Isolation:
        if self._isolation is not None:
            return self._isolation
        self._launcher = self._launcher or Launcher()
        reason, report, found = "", dict[str, str](), tuple[str, ...]()
        for tier in self._tiers:
            first = self._launcher.start(tier)
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
