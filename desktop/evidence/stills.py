"""A picture of a recording as a file of its own."""

from __future__ import annotations

import io

from desktop.evidence.recording import Recording
from models.views.media import MediaFrame


def take(recording: Recording) -> tuple[MediaFrame, bytes]:
    """The picture that is shown, as large as it can be had, and its PNG. Blocks; raises KnownError."""
    frame = recording.still()
    return frame, png(frame)


def png(frame: MediaFrame) -> bytes:
    """The picture as a PNG (RFC 2083) that says nothing but its pixels. Only writes: nothing is parsed here."""
    from PIL import Image  # with the first still

    image = Image.frombytes("RGB", (frame.width, frame.height), frame.pixels, "raw", "BGRX")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
