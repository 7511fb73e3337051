"""The waveform of the recording that is open, worked out beside it and given up with it."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.views.evidence import ExhibitView
from ui.context import Context
from ui.evidence.media_feed import MediaFeed

if TYPE_CHECKING:
    from desktop.evidence.decoding import Source
    from desktop.evidence.loudness import Loudness


class LoudnessJob(QObject):
    """A recording without a waveform is played all the same, so nothing is said when there is none."""

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._number = 0
        self._held: list[Loudness] = []
        held = self._held
        self.destroyed.connect(lambda: _end_all(held))

    def start(self, exhibit: ExhibitView, feed: MediaFeed) -> None:
        """Hand the loudness of an exhibit, or of a source of the register (it is of no case), to `feed`."""
        self.stop()
        number, ctx = self._number, self._ctx
        services = ctx.services

        def ready(source: Source) -> None:
            ctx.pool(self, lambda: services.decoders.loudness(source), started, _nothing)

        def started(loudness: Loudness | None) -> None:
            if loudness is None:
                return
            if number != self._number:
                _end_all([loudness])
                return
            self._held.append(loudness)
            loudness.listen(feed.take_loudness)

        def octets() -> Source:
            return services.evidence.peek(exhibit.id) if exhibit.case_id else services.sources.peek(exhibit.id)[0]

        ctx.run(self, octets, ready, _nothing)

    def stop(self) -> None:
        self._number += 1
        ended = list(self._held)
        self._held.clear()
        _end_all(ended)


def _nothing(_error: Exception) -> None:
    """See LoudnessJob."""


def _end_all(held: list[Loudness]) -> None:
    for loudness in held:
        Thread(target=loudness.close, name="loudness-close", daemon=True).start()
