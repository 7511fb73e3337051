"""What the player of sound and pictures and its host share. Control messages are packed as in `wire`.

host  → child {"v": 1, "id": n, "do": "open", "size": octets}       first request; then play, pause, seek, rate, still
child → host  {"id": n, "ok": {…}} or {"id": n, "error": code}      answer to `open`
child → host  {"frame": [n, slot, width, height], "span": [µs, µs]} a picture lies in its slot of the ring
host  → child {"do": "seen", "frame": n}                            its slot may be written again
child → host  {"pcm": [position, octets], "at": µs}                 sound lies in the ring's sound part
child → host  {"state": "playing" | "paused" | "ended", "at": µs}   also sent now and then as a sign of life
child → host  {"still": [width, height, full width, full height], "span": [µs, µs]}  the whole ring holds one picture
child → host  {"peaks": count, "done": bool}                        loudness, one octet a bucket, in the sound part
child → host  {"failed": code}                                      the player gave up

Octets of the exhibit travel beside, on a socket of their own: `PULL` (position, count) asks, `GOT` (count) answers, and
the octets lie in the inbox.
"""

from __future__ import annotations

import struct

VERSION = 1
INBOX = 256 << 10  # octets of the exhibit handed over at once
SLOTS = 4
SLOT = 1920 * 1088 * 4  # a larger picture is shown smaller
FRAMES = SLOTS * SLOT  # a still takes all of it: 3840 × 2160
SOUND = 1 << 20
RING = FRAMES + SOUND

RATE = 48_000  # sound: 16-bit, interleaved
CHANNELS = 2
BUCKET_MS = 20  # of the waveform
PEAK_RATE = 8_000
MOST_PEAKS = SOUND

SLOWEST, FASTEST = 500, 2000  # speed in thousandths
MOST_US = 1 << 50

DATA_LIMIT = 1 << 30
CPU_LIMIT = 12 * 3600  # seconds: a day of watching

PULL = struct.Struct("<QI")
GOT = struct.Struct("<I")

# what Qt is told: no screen, no hardware decoders, no addresses, no event loop of another library
ENVIRONMENT = {
    "QT_QPA_PLATFORM": "minimal",
    "QT_MEDIA_BACKEND": "ffmpeg",
    "QT_FFMPEG_PROTOCOL_WHITELIST": "none",
    "QT_FFMPEG_DECODING_HW_DEVICE_TYPES": ",",
    "QT_FFMPEG_ENCODING_HW_DEVICE_TYPES": ",",
    "QT_DISABLE_HW_TEXTURES_CONVERSION": "1",
    "QT_NO_GLIB": "1",
}
ERRORS = frozenset({"damaged", "unsupported", "too_big", "failed"})
FACTS = 20


def even_fit(width: int, height: int, octets: int) -> tuple[int, int]:
    """The largest size of the same shape whose pixels fit into `octets`."""
    if width * height * 4 <= octets:
        return width, height
    share = (octets / (width * height * 4)) ** 0.5
    return max(1, int(width * share)), max(1, int(height * share))
