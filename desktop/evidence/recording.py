"""One open recording: sound and pictures, played in a process of its own that has no keys, no files and no network."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from desktop.errors import KnownError
from desktop.evidence import answers, media_answers
from desktop.evidence.answers import NonsenseError
from desktop.evidence.decoder import playing
from desktop.evidence.kinds import Kind
from desktop.evidence.line import Limits, Source
from desktop.evidence.player_line import PlayerLine
from desktop.evidence.player_spawn import PlayerChild
from desktop.evidence.sentences import CLOSED, DAMAGED, DECODER_DIED, NO_VIEW, TOO_BIG
from models.views.evidence import DocumentInfo, MediaPlace
from models.views.media import MediaEvent, MediaFrame, MediaShape

RESIDENT = 1400 << 20  # the ring, the libraries, and some dozen pictures of 3840 × 2160
_SENTENCES = {"damaged": DAMAGED, "unsupported": NO_VIEW, "too_big": TOO_BIG, "failed": DAMAGED}

Listener = Callable[[MediaEvent], None]


class Recording:
    """Made by `Decoders.show`. Thread-safe. What comes of a request arrives at the listener, on the player's thread:
    pictures, sound, positions, and one KnownError when the player is lost (then the recording is of no more use).
    """

    def __init__(self, child: PlayerChild, source: Source, kind: Kind, limits: Limits) -> None:
        self.info = DocumentInfo("media", kind.format, kind.media, ())
        self.shape = MediaShape(0, False, False, False)
        self._kind = kind
        self._limits = limits
        self._listener: Listener | None = None
        self._waiting: list[MediaEvent] = []
        self._lock = threading.Lock()
        self._opened = threading.Event()
        self._broken: KnownError | None = None
        self._still: MediaFrame | None = None
        self._still_came = threading.Event()
        self._stilling = threading.Lock()
        seconds, resident = limits.seconds, max(RESIDENT, limits.resident)
        self._line = PlayerLine(child, source, self._heard, self._lost, seconds=seconds, resident=resident)

    @classmethod
    def open(cls, child: PlayerChild, source: Source, kind: Kind, limits: Limits) -> Recording:
        """Open `source` in a fresh player. From then on the recording closes it, also when this raises KnownError."""
        made = cls(child, source, kind, limits)
        made._line.expect()
        made._line.say(id=1, do="open", size=source.size)
        made._opened.wait()
        if made._broken is not None:
            made.close()
            raise made._broken
        made._line.done()
        return made

    @property
    def pulled(self) -> int:
        """Octets of the exhibit that the player has asked for so far."""
        return self._line.pulled

    def listen(self, listener: Listener) -> None:
        """Where events go from now on; what came before is handed over first."""
        with self._lock:
            waiting, self._waiting, self._listener = self._waiting, [], listener
        for event in waiting:
            listener(event)

    def play(self) -> None:
        """Play from where it is, from the beginning after the end."""
        self._line.say(do="play")

    def pause(self) -> None:
        self._line.say(do="pause")

    def seek(self, ms: int) -> None:
        """Go to a moment; of a recording with pictures, the one that is shown then arrives."""
        if self.shape.video:
            self._line.expect()
        self._line.say(do="seek", at=max(0, min(ms, max(0, self.shape.duration_ms - 1))))

    def rate(self, thousandths: int) -> None:
        """Speed: 500 to 2000 thousandths."""
        self._line.say(do="rate", rate=max(playing.SLOWEST, min(thousandths, playing.FASTEST)))

    def still(self) -> MediaFrame:
        """The picture that is shown, as large as it is (up to 3840 × 2160). Blocks; raises KnownError."""
        with self._stilling:
            self._still = None
            self._still_came.clear()
            if self._broken is not None:
                raise self._broken
            self._line.say(do="still")
            self._still_came.wait(self._limits.seconds)
            return self._taken()

    def close(self) -> None:
        """End the player and close the exhibit."""
        self._broken = self._broken or KnownError(CLOSED)
        self._line.close()
        self._still_came.set()

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _taken(self) -> MediaFrame:
        if self._still is None:
            raise self._broken or KnownError(DECODER_DIED)
        return self._still

    # on the player's thread ----------------------------------------------------------------------------------------

    def _heard(self, message: dict[str, Any], ring: int) -> None:
        if "id" in message:
            self._answer(message)
        elif not self._opened.is_set():
            raise NonsenseError
        elif "frame" in message:
            number, picture = media_answers.frame(message, ring)
            self._line.say(do="seen", frame=number)
            self._line.done()
            self._tell(picture)
        elif "pcm" in message:
            self._tell(media_answers.sound(message, ring))
        elif "state" in message:
            place = media_answers.position(message)
            if place.state == "ended":
                self._line.done()
            self._tell(place)
        elif "still" in message:
            self._still = media_answers.still(message, ring)
            self._still_came.set()
        elif "failed" in message:
            raise KnownError(DAMAGED)
        else:
            raise NonsenseError

    def _answer(self, message: dict[str, Any]) -> None:
        if self._opened.is_set():
            raise NonsenseError
        code = message.get("error")
        if code is not None:
            if not isinstance(code, str) or code not in _SENTENCES:
                raise NonsenseError
            raise KnownError(_SENTENCES[code])
        answer = message.get("ok")
        if not isinstance(answer, dict):
            raise NonsenseError
        self.shape = media_answers.shape(answer)
        facts = {"media.duration": MediaPlace(self.shape.duration_ms).time, **answers.facts(answer)}
        self.info = DocumentInfo("media", self._kind.format, self._kind.media, (), facts)
        self._opened.set()

    def _tell(self, event: MediaEvent) -> None:
        with self._lock:
            listener = self._listener
            if listener is None:
                # before somebody listens, only the last picture and position matter
                kept = [old for old in self._waiting if type(old) is not type(event)]
                self._waiting = [*kept, event]
        if listener is not None:
            listener(event)

    def _lost(self, error: KnownError) -> None:
        self._broken = error
        self._still_came.set()
        if self._opened.is_set():
            self._tell(error)
        self._opened.set()
