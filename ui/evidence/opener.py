"""From an exhibit's id to an open document: on record, off the interface thread, with a password where it is locked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from desktop.errors import KnownError
from desktop.evidence import sentences
from ui.context import Context
from ui.evidence.document_source import end

if TYPE_CHECKING:
    from desktop.evidence.decoding import Document, Source
    from models.views.evidence import ExhibitView

    _Found = tuple[ExhibitView | None, Source, str | None]  # of what, its octets, a kept password


@dataclass
class _Try:
    """One opening; what arrives after it was given up is closed at once."""

    exhibit_id: str
    alive: bool = True
    source: Source | None = None
    decoding: bool = False
    asked: bool = False


class Opener(QObject):
    """Signals:
    known: The `ExhibitView`, before its content is read.
    opened: The `Document`; whoever takes it closes it.
    locked: The document wants a password; True after one that did not fit.
    failed: An exception; nothing is open.
    """

    known = Signal(object)
    opened = Signal(object)
    locked = Signal(bool)
    failed = Signal(object)

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._try: _Try | None = None
        self.password: str | None = None  # the one that opened the exhibit

    @property
    def exhibit_id(self) -> str:
        """The exhibit that is open or being opened; empty if none is."""
        return self._try.exhibit_id if self._try is not None else ""

    def open(self, exhibit_id: str) -> None:
        """Write the opening into the custody log and read the exhibit in the isolated decoder."""
        evidence = self._ctx.services.evidence

        def work() -> _Found:
            return (
                evidence.exhibit(exhibit_id),
                evidence.open_exhibit(exhibit_id),
                evidence.passwords.kept(exhibit_id),
            )

        self._start(exhibit_id, work)

    def open_by(self, own_id: str, octets: Callable[[], Source]) -> None:
        """The same for a file that is no exhibit: `octets` opens it (database thread). Nothing is `known` of it."""
        self._start(own_id, lambda: (None, octets(), None))

    def _start(self, own_id: str, work: Callable[[], _Found]) -> None:
        self.stop()
        self.password = None
        mine = self._try = _Try(own_id)

        def ready(result: _Found) -> None:
            exhibit, source, kept = result
            if not mine.alive:
                source.close()
                return
            mine.source = source
            if exhibit is not None:
                self.known.emit(exhibit)
            self._decode(mine, kept)

        self._ctx.run(self, work, ready, lambda error: self._fail(mine, error))

    @Slot(str)
    def unlock(self, password: str) -> None:
        """Try a password on the locked document."""
        if self._try is not None and self._try.asked:
            self._decode(self._try, password)

    def keep_password(self) -> None:
        """Keep the password that opened the exhibit, in the vault; nothing where none was asked for."""
        services, password, exhibit_id = self._ctx.services, self.password, self.exhibit_id
        if password and exhibit_id and not services.vault.read_only:
            self._ctx.run(self, lambda: services.evidence.passwords.keep(exhibit_id, password))

    def stop(self) -> None:
        """Give up an opening that is under way. A document that was handed over stays its taker's."""
        mine, self._try = self._try, None
        if mine is not None:
            mine.alive = False
            if mine.source is not None and not mine.decoding:
                mine.source.close()

    def _decode(self, mine: _Try, password: str | None) -> None:
        source, decoders = mine.source, self._ctx.services.decoders
        if source is None or mine.decoding:
            return
        mine.decoding = True

        def done(document: Document) -> None:
            mine.source, mine.decoding = None, False
            if mine.alive and shiboken6.isValid(self):
                self.password = password
                self.opened.emit(document)
            else:
                end(document)

        def broke(error: Exception) -> None:
            mine.decoding = False
            if not shiboken6.isValid(self):
                source.close()
                return
            code = error.code if isinstance(error, KnownError) else ""
            if mine.alive and code in (sentences.LOCKED.code, sentences.WRONG_PASSWORD.code):
                again, mine.asked = mine.asked and password is not None, True
                self.locked.emit(again)
            else:
                self._fail(mine, error)

        def work() -> Document:
            return cast("Document", decoders.show(source, password))  # a recording is one to those who hold and end it

        # the answer comes to the window's context, which outlives this: a document that nobody waits for must be ended
        self._ctx.pool(self._ctx, work, done, broke)

    def _fail(self, mine: _Try, error: Exception) -> None:
        if mine.source is not None:
            mine.source.close()
            mine.source = None
        if mine.alive:
            self.failed.emit(error)
